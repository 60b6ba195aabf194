"""Signatures of documents, réserves and their clearance: written again, of the log alone.

``docs/format/paper-minutes.md``. A signature is of one text, by somebody of the organisation that
signs in that capacity; a signed copy says word for word what the text that it cites said.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from releve.canonical import decode, digest
from releve.errors import Fact
from releve.ledger.body import text
from releve.model.acts import Act, ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person, Role
from releve.model.plan import Plan
from releve.signatures.dsse import parse_envelope
from releve.verification.acts import organisation_for
from releve.verification.folder import Folder
from releve.verification.members import at
from releve.verification.plans import person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct

_KIND = "minutes"
_NOTHING = frozenset({"", "-"})
_BINDING = frozenset({Role.LEAD, Role.CONTROLLER, Role.RECIPIENT, Role.AUTHORITY})
_ROLES: Mapping[str, frozenset[Role]] = {
    "holder": _BINDING | {Role.PUBLISHER, Role.HOST},
    "buyer": _BINDING,
    "controller": frozenset({Role.CONTROLLER}),
}
_ADDED = frozenset({"minutes_heading_signed", "minutes_heading_reserves_now"})
"""Headings of what a signed copy adds to its text; it leaves out the places to sign."""


def check_minutes(entry: Entry, records: Records, folder: Folder) -> None:
    """Check a signature, a réserve, a clearance or a signed copy against what came before it.

    Raises:
        EvidenceRefused: ``signing_document_unknown``, ``signing_superseded``,
            ``signing_capacity_differs``, ``reserve_malformed``, ``clearance_without_reserve``,
            ``clearance_by_its_owner``, ``minutes_copy_unsigned``, ``minutes_copy_differs``.

    """
    if entry.kind is EntryKind.DOCUMENT_ISSUED and entry.body.get("kind") == _KIND:
        _check_copy(entry, records, folder)
        return
    one = records.human_act(entry.index)
    if one is None:
        return
    match one.act.kind:
        case ActKind.SIGNING:
            _check_signing(one, records)
        case ActKind.RESERVE:
            _check_reserve(one, records)
        case ActKind.CLEARANCE:
            _check_clearance(one, records)
        case _:
            return


def _issued(records: Records, subject: str, before: int) -> list[Entry]:
    return records.entries(EntryKind.DOCUMENT_ISSUED, subject, before=before)


def _check_signing(one: SignedAct, records: Records) -> None:
    act = one.act
    here: dict[str, Fact] = {"entry": one.index, "subject": act.subject}
    issued = _issued(records, act.subject, one.index)
    named = [each for each in issued if each.body.get("statement") == act.fields["document"]]
    if not named:
        refuse("signing_document_unknown", **here)
    signed = named[0]
    key = (signed.body.get("kind"), signed.body.get("about"))
    texts = [
        each
        for each in issued
        if (each.body.get("kind"), each.body.get("about")) == key
        and each.body.get("signed_text") is None
    ]
    stands = bool(texts) and texts[-1].body.get("content") == signed.body.get("content")
    if not stands:
        refuse("signing_superseded", number=str(signed.body.get("number")), **here)
    if key[0] == _KIND:
        _check_capacity(act, str(key[1]), records.timeline.at(one.index).plan, here)


def _check_capacity(act: Act, about: str, plan: Plan, here: dict[str, Fact]) -> None:
    name, _, controller = about.partition("+")
    contract = next((one for one in plan.contracts if f"contract:{one.id}" == name), None)
    capacity, person = act.fields["capacity"], person_of(plan, act.signer)
    expected = {
        "holder": contract.holder if contract else None,
        "buyer": contract.buyer if contract else None,
        "controller": controller.removeprefix("organisation:") or None,
    }.get(capacity)
    if person is None or expected is None or person.organisation != expected:
        refuse("signing_capacity_differs", capacity=capacity, signer=act.signer, **here)
    if not _ROLES[capacity] & set(person.roles):
        refuse("signing_capacity_differs", capacity=capacity, signer=act.signer, **here)


def _check_reserve(one: SignedAct, records: Records) -> None:
    act, plan = one.act, records.timeline.at(one.index).plan
    here: dict[str, Fact] = {"entry": one.index, "subject": act.subject}
    about = act.fields["about"]
    owners = {each.id for each in plan.organisations} | {each.id for each in plan.people}
    signed_on = act.signed_at.astimezone(ZoneInfo(plan.timezone)).date()
    with refusing("reserve_malformed", field="due_on", **here):
        due = date.fromisoformat(act.fields["due_on"])
    faults = {
        "text": act.fields["text"].strip() in _NOTHING,
        "owner": act.fields["owner"] not in owners,
        "due_on": due < signed_on,
        "about": about != "-" and not _exists(about, one.index, records),
    }
    for field, wrong in faults.items():
        if wrong:
            refuse("reserve_malformed", field=field, **here)


def _exists(about: str, before: int, records: Records) -> bool:
    """Tell whether an earlier entry has this index, or an earlier document this number."""
    if about.isascii() and about.isdecimal():
        return int(about) < before
    return any(
        one.kind is EntryKind.DOCUMENT_ISSUED and one.body.get("number") == about
        for one in records.log.entries[:before]
    )


def _check_clearance(one: SignedAct, records: Records) -> None:
    act, plan = one.act, records.timeline.at(one.index).plan
    here: dict[str, Fact] = {"entry": one.index, "subject": act.subject}
    raised = [
        each
        for each in records.acts(ActKind.RESERVE, act.subject, before=one.index)
        if each.file == act.fields["reserve"]
    ]
    again = [
        each
        for each in records.acts(ActKind.CLEARANCE, act.subject, before=one.index)
        if each.act.fields["reserve"] == act.fields["reserve"]
    ]
    if not raised or again:
        refuse("clearance_without_reserve", **here)
    owner, person = raised[0].act.fields["owner"], person_of(plan, act.signer)
    if person is None or not _may_clear(person, owner, act.subject, plan):
        refuse("clearance_by_its_owner", signer=act.signer, by=raised[0].index, **here)


def _may_clear(person: Person, owner: str, subject: str, plan: Plan) -> bool:
    """The owner never; of an organisation that owns it, only who controls the subject."""
    bound = organisation_for(plan, Role.CONTROLLER, subject) if subject != PLAN_SUBJECT else None
    speaks = Role.CONTROLLER in person.roles and (
        subject == PLAN_SUBJECT or bound == person.organisation
    )
    if owner == person.id:
        return False
    return speaks or (Role.LEAD in person.roles and owner != person.organisation)


def _check_copy(entry: Entry, records: Records, folder: Folder) -> None:
    """A signed copy cites an earlier text that the holder signed, and says what it said."""
    here: dict[str, Fact] = {"entry": entry.index, "number": str(entry.body.get("number"))}
    told, named = _paper(entry, records, folder), entry.body.get("signed_text")
    if told is not None and told.get("signed_text") != named:
        refuse("minutes_copy_differs", **here)
    if named is None:
        return
    issued = [
        one
        for one in _issued(records, entry.subject, entry.index)
        if (one.body.get("kind"), one.body.get("about")) == (_KIND, entry.body.get("about"))
    ]
    cited = [one for one in issued if one.body.get("statement") == named]
    signed = [
        one
        for one in records.acts(ActKind.SIGNING, entry.subject, before=entry.index)
        if one.act.fields["document"] == named and one.act.fields["capacity"] == "holder"
    ]
    if not cited or cited[0].body.get("signed_text") is not None or not signed:
        refuse("minutes_copy_unsigned", **here)
    said = _paper(cited[0], records, folder)
    if told is None or said is None:
        return
    kept = [one for one in _sections(told) if at(one, "heading", "code") not in _ADDED]
    same = all(told.get(name) == said.get(name) for name in ("subjects", "notes", "about"))
    if kept != _sections(said)[:-1] or not same:
        refuse("minutes_copy_differs", **here)


def _paper(entry: Entry, records: Records, folder: Folder) -> Mapping[str, object] | None:
    """Return what an issued paper says; ``None`` outside a partial folder."""
    if not records.log.covers(entry):
        return None
    with refusing("ledger_entry_malformed", entry=entry.index):
        named, sealed = text(entry.body, "number"), text(entry.body, "statement")
    file = f"papers/{named}.dsse.json"
    envelope = folder.read(file)
    if digest(envelope) != sealed:
        refuse("paper_file_differs", file=file, entry=entry.index, number=named)
    with refusing("paper_statement_refused", file=file, entry=entry.index, number=named):
        statement = decode(parse_envelope(envelope).payload)
    told = at(statement, "predicate", "paper")
    return told if isinstance(told, Mapping) else None


def _sections(paper: Mapping[str, object]) -> Sequence[object]:
    found = paper.get("sections")
    return found if isinstance(found, list) else ()
