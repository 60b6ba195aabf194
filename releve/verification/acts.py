"""Human acts: the file, its signatures, and the right of its signer, read again from nothing.

One pass, in the order of the log: an act is judged by the plan in force at its own entry, and a
plan comes in force by acts that were already verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from releve.canonical import digest
from releve.ledger.body import Body, items, mapping, text
from releve.model.acts import Act, ActKind, SignatureKind, namespace, parse_act
from releve.model.evidence import Entry, EntryKind
from releve.model.people import Person, Role
from releve.model.plan import Plan
from releve.model.time import instant_text, parse_instant
from releve.signatures.sshsig import fingerprint, signer_key, verify
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.plans import NONE, Timeline, adopt, in_office, person_of
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import Revocation, SignedAct, revoked_before
from releve.verification.trust import Trust

_TRANSCRIBERS = 2

ROLES: Mapping[ActKind, frozenset[Role]] = {
    ActKind.RECEIPT: frozenset({Role.RECIPIENT}),
    ActKind.ACCEPTANCE: frozenset({Role.CONTROLLER}),
    ActKind.HOLD: frozenset({Role.LEAD, Role.CONTROLLER, Role.DPO, Role.AUTHORITY}),
    ActKind.LIFT: frozenset({Role.LEAD, Role.CONTROLLER, Role.AUTHORITY}),
    ActKind.VISA: frozenset({Role.ARCHIVIST}),
    ActKind.EXEMPTION: frozenset({Role.ARCHIVIST}),
    ActKind.WAIVER: frozenset({Role.CONTROLLER}),
    ActKind.TRANSFER: frozenset({Role.RECIPIENT}),
    ActKind.REVOCATION: frozenset({Role.LEAD, Role.AUTHORITY}),
    ActKind.RECONCILIATION: frozenset({Role.LEAD, Role.CONTROLLER}),
    ActKind.RELAY: frozenset({Role.CLINICIAN}),
    ActKind.ATTESTATION: frozenset({Role.PUBLISHER, Role.HOST, Role.RECIPIENT}),
    ActKind.RESUME: frozenset({Role.LEAD}),
    ActKind.WITHDRAWAL: frozenset({Role.LEAD, Role.CONTROLLER, Role.AUTHORITY}),
    ActKind.SCOPE: frozenset({Role.CONTROLLER}),
    ActKind.TRIAL: frozenset({Role.CONTROLLER}),
    ActKind.ACKNOWLEDGEMENT: frozenset({Role.RECIPIENT}),
    ActKind.TEST: frozenset({Role.CONTROLLER}),
    ActKind.DECISION: frozenset({Role.CONTROLLER}),
    ActKind.RESERVE: frozenset(
        {Role.CONTROLLER, Role.RECIPIENT, Role.LEAD, Role.PUBLISHER, Role.ARCHIVIST}
    ),
    ActKind.CLEARANCE: frozenset({Role.CONTROLLER, Role.LEAD}),
    ActKind.NOTICE: frozenset({Role.LEAD, Role.CONTROLLER}),
    ActKind.FILING: frozenset({Role.ARCHIVIST}),
    ActKind.CLOSURE: frozenset({Role.LEAD, Role.AUTHORITY}),
}
"""Who may sign what opens, lifts or establishes something (``docs/format/acts.md``)."""

_SPEAKING: Mapping[ActKind, Role] = {
    ActKind.RECEIPT: Role.RECIPIENT,
    ActKind.ACCEPTANCE: Role.CONTROLLER,
    ActKind.WAIVER: Role.CONTROLLER,
    ActKind.TRANSFER: Role.RECIPIENT,
    ActKind.LIFT: Role.CONTROLLER,
    ActKind.WITHDRAWAL: Role.CONTROLLER,
    ActKind.SCOPE: Role.CONTROLLER,
    ActKind.TRIAL: Role.CONTROLLER,
    ActKind.ACKNOWLEDGEMENT: Role.RECIPIENT,
    ActKind.TEST: Role.CONTROLLER,
    ActKind.DECISION: Role.CONTROLLER,
}
"""Kinds whose signer, in this role, speaks for the organisation that the plan names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """Everything people decided: the acts by entry index, and the plans they put in force."""

    acts: Mapping[int, SignedAct]
    timeline: Timeline
    revocations: tuple[Revocation, ...]
    """In the order of the log; a key revoked again may be told compromised since another day."""

    @property
    def revoked(self) -> Mapping[str, tuple[int, datetime | None]]:
        """By key: the entry of its first revocation, the earliest instant that any of them says."""
        found: dict[str, tuple[int, datetime | None]] = {}
        for one in self.revocations:
            first, known = found.get(one.key, (one.index, None))
            told = [since for since in (known, one.since) if since is not None]
            found[one.key] = (first, min(told, default=None))
        return found


def verify_acts(log: Log, folder: Folder, trust: Trust | None) -> Human:
    """Verify every recorded act and every adoption, in the order of the log.

    A file recorded again is verified again but counts once, where it stood first: an old visa or
    resumption cannot be played back.

    Raises:
        EvidenceRefused: the ``act_…`` and ``plan_…`` codes.

    """
    timeline = Timeline()
    acts: dict[int, SignedAct] = {}
    revocations: list[Revocation] = []
    seen: set[str] = set()
    for entry in log.entries:
        if entry.kind is EntryKind.PLAN_ADOPTED:
            standing = [
                one
                for one in acts.values()
                if not any(revoked_before(key, revocations, entry.index) for key in one.keys)
            ]
            timeline = adopt(entry, timeline, standing, log=log, folder=folder, trust=trust)
        elif entry.kind is EntryKind.ACT_RECORDED and _held(entry, log, folder):
            plan = timeline.adopted[-1].plan if timeline.adopted else None
            one = _verified(entry, timeline, log, folder, trust)
            for key in one.keys:
                if revoked_before(key, revocations, entry.index):
                    refuse("act_key_revoked", file=_path(one.file), entry=entry.index, key=key)
            if plan is not None:
                _check_right(one.act, plan, entry)
            if one.file in seen:
                continue
            seen.add(one.file)
            acts[entry.index] = one
            if one.act.kind is ActKind.REVOCATION:
                revocations.append(_revocation(one, entry))
    if not timeline.adopted:
        refuse("plan_not_adopted", file=log.file_of(0), entry=0)
    return Human(acts=acts, timeline=timeline, revocations=tuple(revocations))


def _held(entry: Entry, log: Log, folder: Folder) -> bool:
    """Tell whether an act is to be judged: of the perimeter, or a file of it under another entry.

    A file recorded twice says the same subject twice: under an entry of another, it is refused.
    """
    return log.covers(entry) or _path(str(entry.body.get("file"))) in folder.names


def _revocation(one: SignedAct, entry: Entry) -> Revocation:
    since = one.act.fields["compromised_since"]
    with refusing("act_malformed_field", file=_path(one.file), entry=entry.index):
        when = None if since == NONE else parse_instant(since)
    return Revocation(index=entry.index, key=one.act.fields["key"], since=when)


def organisation_for(plan: Plan, role: Role, subject: str) -> str | None:
    """Return the organisation for which a role must speak on a subject, if the plan says one."""
    kind, _, name = subject.partition(":")
    if kind == "service":
        service = next((one for one in plan.services if one.id == name), None)
        if service is None:
            return None
        return service.controller if role is Role.CONTROLLER else service.recipient
    asset = next((one for one in plan.assets if one.id == name.partition("/")[0]), None)
    if asset is None or kind not in {"asset", "copy"}:
        return None
    return asset.controller if role is Role.CONTROLLER else asset.restitution.recipient


def _path(file: str) -> str:
    return f"acts/{file.removeprefix('sha256:')}.txt"


def _verified(
    entry: Entry, timeline: Timeline, log: Log, folder: Folder, trust: Trust | None
) -> SignedAct:
    body = entry.body
    with refusing("ledger_entry_malformed", entry=entry.index):
        named = text(body, "file")
        kind = SignatureKind(text(body, "signature_kind"))
        signatures = items(body, "signatures")
    path = _path(named)
    data = folder.read(path)
    if digest(data) != named:
        refuse("act_file_differs", file=path, entry=entry.index)
    with refusing("act_unreadable", file=path, entry=entry.index):
        act = parse_act(data)
    _check_same(act, entry, path)
    if act.realm is not log.realm:
        refuse("act_of_another_realm", file=path, entry=entry.index, realm=act.realm.value)
    if act.origin != log.origin:
        refuse("act_of_another_origin", file=path, entry=entry.index)
    if act.signed_at > entry.at:
        refuse("act_from_the_future", file=path, entry=entry.index)
    if act.kind is not ActKind.PLAN_ADOPTION and not timeline.adopted:
        refuse("act_before_plan", file=path, entry=entry.index)
    if act.kind is not ActKind.PLAN_ADOPTION and act.plan != timeline.at(entry.index).digest:
        refuse("act_of_another_plan", file=path, entry=entry.index)
    one = SignedAct(
        index=entry.index,
        at=entry.at,
        act=act,
        file=named,
        kind=kind,
        keys=tuple(_signed(one, data, act, entry, folder) for one in signatures),
    )
    by = [str(each.get("by")) for each in signatures]
    if not timeline.adopted:
        _check_founder(one, by, entry, trust)
    else:
        _check_people(
            one, by, timeline.adopted[-1].plan, entry, folder if log.scanned(entry) else None
        )
    return one


def _check_same(act: Act, entry: Entry, path: str) -> None:
    body = entry.body
    with refusing("ledger_entry_malformed", entry=entry.index):
        recorded = {name: text(mapping(body, "fields"), name) for name in mapping(body, "fields")}
        pairs = (
            ("act", text(body, "act"), act.kind.value),
            ("subject", entry.subject, act.subject),
            ("signer", text(body, "signer"), act.signer),
            ("signed_at", text(body, "signed_at"), instant_text(act.signed_at)),
            ("plan", text(body, "plan"), act.plan),
        )
    for name, found, expected in pairs:
        if found != expected:
            refuse("act_entry_differs", file=path, entry=entry.index, field=name)
    if recorded != dict(act.fields):
        refuse("act_entry_differs", file=path, entry=entry.index, field="fields")


def _signed(signature: Body, data: bytes, act: Act, entry: Entry, folder: Folder) -> str:
    """Verify one signature by the key it carries; return the fingerprint of that key."""
    with refusing("ledger_entry_malformed", entry=entry.index):
        named, claimed = text(signature, "file"), text(signature, "key")
        text(signature, "by")
    path = f"acts/{named.removeprefix('sha256:')}.sig"
    armored = folder.read(path)
    if digest(armored) != named:
        refuse("act_file_differs", file=path, entry=entry.index)
    with refusing("act_signature_refused", file=path, entry=entry.index):
        key = signer_key(armored)
        verify(
            message=data,
            armored=armored,
            public_key=key,
            namespace=namespace(act.kind, act.realm),
        )
        found = fingerprint(key)
    if found != claimed:
        refuse("act_key_differs", file=path, entry=entry.index, claimed=claimed, found=found)
    return found


def _check_founder(one: SignedAct, by: list[str], entry: Entry, trust: Trust | None) -> None:
    path = _path(one.file)
    if one.kind is not SignatureKind.PERSONAL_KEY or by != [one.act.signer]:
        refuse("act_signature_missing", file=path, entry=entry.index)
    if trust is not None and one.keys[0] not in {fingerprint(key) for key in trust.founders}:
        refuse("act_not_a_founder", file=path, entry=entry.index, key=one.keys[0])


def _check_people(
    one: SignedAct, by: list[str], plan: Plan, entry: Entry, folder: Folder | None
) -> None:
    """``folder`` holds what was scanned, if anything was; ``None`` for another perimeter's."""
    path = _path(one.file)
    _check_office(_rostered(plan, one.act.signer, path, entry), one, path)
    if one.kind is SignatureKind.PERSONAL_KEY:
        if by != [one.act.signer]:
            refuse("act_signature_missing", file=path, entry=entry.index)
    else:
        with refusing("ledger_entry_malformed", entry=entry.index):
            scan = text(entry.body, "scan")
        if folder is not None:
            folder.document("documents", scan)
        if len(set(by)) != len(by) or len(set(one.keys)) < _TRANSCRIBERS:
            refuse("act_transcribers_missing", file=path, entry=entry.index)
    for name, key in zip(by, one.keys, strict=True):
        person = _rostered(plan, name, path, entry)
        _check_office(person, one, path)
        if key not in {fingerprint(line) for line in person.keys or ()}:
            refuse("act_key_not_in_roster", file=path, entry=entry.index, signer=name, key=key)
        if one.kind is not SignatureKind.PERSONAL_KEY and Role.TRANSCRIBER not in person.roles:
            refuse("act_transcribers_missing", file=path, entry=entry.index)


def _rostered(plan: Plan, name: str, path: str, entry: Entry) -> Person:
    person = person_of(plan, name)
    if person is None:
        refuse("act_signer_unknown", file=path, entry=entry.index, signer=name)
    return person


def _check_office(person: Person, one: SignedAct, path: str) -> None:
    if not in_office(person, one.act.signed_at):
        refuse("act_signer_not_in_office", file=path, entry=one.index, signer=person.id)


def _check_right(act: Act, plan: Plan, entry: Entry) -> None:
    allowed = ROLES.get(act.kind)
    if allowed is None:
        return
    person = plan.person(act.signer)
    if act.kind is ActKind.REVOCATION and _owns(person, act.fields["key"]):
        return
    if not any(_speaks(act, role, person, plan) for role in allowed & set(person.roles)):
        refuse("act_role_may_not", entry=entry.index, signer=act.signer, act=act.kind.value)


def _owns(person: Person, key: str) -> bool:
    """Tell whether a key is one's own: anybody may say that theirs was stolen."""
    return key in {fingerprint(line) for line in person.keys or ()}


def _speaks(act: Act, role: Role, person: Person, plan: Plan) -> bool:
    """Tell whether a person may sign an act in a role, for the organisation it must speak for."""
    if _SPEAKING.get(act.kind) is not role:
        return True
    bound = organisation_for(plan, role, act.subject)
    if bound is None:
        return act.kind is ActKind.LIFT
    return bound == person.organisation
