"""The inbox: where people deposit signed acts, and how they enter the ledger.

An act is deposited as ``<name>.txt`` with ``<name>.txt.sig`` beside it (``ssh-keygen -Y sign``
writes exactly that). A weaker act (signed PDF, paper) comes with ``<name>.scan`` and one
``<name>.txt.<person>.sig`` per transcriber. Recorded files move to ``recorded/``, refused ones to
``refused/`` with the reason.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from flows.adoption import Candidate, adoption_drafts
from flows.decisions import check_decision
from flows.desk import Desk
from flows.outcome import given_up
from flows.signatures import check_signature, keys_of
from releve.canonical import digest
from releve.errors import ActRefused, Fact, StateMoved
from releve.model.acts import Act, ActKind, SignatureKind, parse_act
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.people import Role
from releve.model.plan import Plan
from releve.plan.authority import admit, in_office
from releve.textes import sentence

TRANSCRIBERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """One deposited act: its file, its signatures by person, its scan for the weaker kinds.

    ``paper``: what was scanned is a paper, whatever the format of its scan.
    """

    file: Path
    data: bytes
    signatures: tuple[tuple[str, bytes], ...]
    scan: bytes | None
    paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of one deposit: recorded at ``index``, or refused with ``code``."""

    name: str
    index: int | None
    code: str | None
    facts: tuple[tuple[str, Fact], ...] = ()


def deposit(inbox: Path, name: str, data: bytes, signature: bytes) -> Path:
    """Deposit a signed act atomically: the signature first, the file's name last."""
    inbox.mkdir(parents=True, exist_ok=True)
    target = inbox / f"{name}.txt"
    (inbox / f"{name}.txt.sig").write_bytes(signature)
    fresh = inbox / f".{name}.new"
    fresh.write_bytes(data)
    fresh.rename(target)
    return target


def collect(desk: Desk) -> tuple[Collected, ...]:
    """Record every deposited act that can count; refuse the others, saying why."""
    results = []
    recorded = desk.workspace.inbox / "recorded"
    for one in _deposits(desk.workspace.inbox):
        if (
            digest(one.data) in desk.memory.refresh().acts
            and not (recorded / one.file.name).exists()
        ):
            _move(one, recorded)  # the machine stopped between recording it and moving it
            continue
        try:
            index = record(desk, one)
        except StateMoved:
            continue
        except ActRefused as refusal:
            if refusal.code == "act_from_the_future":
                continue
            _refuse(desk, one, refusal)
            facts = tuple(refusal.facts.items())
            results.append(
                Collected(name=one.file.name, index=None, code=refusal.code, facts=facts)
            )
        else:
            _move(one, recorded)
            results.append(Collected(name=one.file.name, index=index, code=None))
    return tuple(results)


def record(desk: Desk, one: Deposit) -> int:
    """Record one act and return its index; raises ``ActRefused`` without recording anything."""
    memory = desk.memory
    memory.refresh()
    drafts, documents = drafts_of(desk, one)
    entries = memory.record(drafts, documents=documents)
    return entries[0].index


def drafts_of(desk: Desk, one: Deposit) -> tuple[list[Draft], list[bytes]]:
    """Return what an act would record on the present state, and the documents to keep with it.

    Raises:
        ActRefused: it cannot count.

    """
    memory = desk.memory
    act = parse_act(one.data)
    if digest(one.data) in memory.state.acts:
        raise ActRefused("act_already_recorded", subject=act.subject)
    if act.kind is ActKind.PLAN_ADOPTION:
        return _adoption(desk, act, one)
    if memory.state.plan is None:
        raise ActRefused("plan_not_adopted")
    return _recorded(desk, act, one)


def _adoption(desk: Desk, act: Act, one: Deposit) -> tuple[list[Draft], list[bytes]]:
    candidate = Candidate.open(desk, act.plan)
    if len(one.signatures) != 1:
        raise ActRefused("signature_too_weak", kind="paper", least="personal_key")
    by, armored = one.signatures[0]
    if by != act.signer:
        raise ActRefused("signature_of_another", signer=act.signer)
    key = check_signature(
        one.data,
        armored,
        kind=act.kind,
        realm=candidate.plan.realm,
        keys=candidate.keys(act.signer, desk.clock.now()),
    )
    if key in desk.memory.state.revoked:
        raise ActRefused("signature_of_revoked_key", key=key, signer=by)
    body = _body(act, one, SignatureKind.PERSONAL_KEY, [(by, key, armored)])
    drafts, documents = adoption_drafts(desk, candidate, act, body)
    return drafts, [one.data, armored, *documents]


def _recorded(desk: Desk, act: Act, one: Deposit) -> tuple[list[Draft], list[bytes]]:
    kind, plan, state, now = _kind(one), desk.memory.plan, desk.memory.state, desk.clock.now()
    if kind is SignatureKind.PERSONAL_KEY and [by for by, _ in one.signatures] != [act.signer]:
        raise ActRefused("signature_of_another", signer=act.signer)
    signed = []
    for by, armored in one.signatures:
        key = check_signature(
            one.data, armored, kind=act.kind, realm=act.realm, keys=keys_of(plan, by)
        )
        if key in state.revoked:
            raise ActRefused("signature_of_revoked_key", key=key, signer=by)
        signed.append((by, key, armored))
    admit(act, kind, plan, state, now)
    if act.kind is ActKind.DECISION:
        check_decision(desk, act)
    if kind is not SignatureKind.PERSONAL_KEY:
        _check_transcribers(act, one, plan)
    drafts = [
        Draft(
            kind=EntryKind.ACT_RECORDED,
            subject=act.subject,
            actor=act.signer,
            body=_body(act, one, kind, signed),
        )
    ]
    if act.kind is ActKind.RECONCILIATION:
        drafts += given_up(desk, act)
    documents = [one.data, *(armored for _, armored in one.signatures)]
    return drafts, documents if one.scan is None else [*documents, one.scan]


def _check_transcribers(act: Act, one: Deposit, plan: Plan) -> None:
    people = {by for by, _ in one.signatures}
    allowed = {
        person.id
        for person in plan.people
        if Role.TRANSCRIBER in person.roles and in_office(person, act.signed_at)
    }
    if len(people) < TRANSCRIBERS or not people <= allowed or act.signer in people:
        raise ActRefused("transcribers_missing", have=len(people), need=TRANSCRIBERS)


def _body(
    act: Act, one: Deposit, kind: SignatureKind, signed: list[tuple[str, str, bytes]]
) -> dict[str, JsonValue]:
    body: dict[str, JsonValue] = {
        "act": act.kind.value,
        "signer": act.signer,
        "signed_at": _head(one.data, "signed_at"),
        "plan": act.plan,
        "file": digest(one.data),
        "signature_kind": kind.value,
        "signatures": [
            {"by": by, "key": key, "file": digest(armored)} for by, key, armored in signed
        ],
        "fields": dict(act.fields),
    }
    return body if one.scan is None else {**body, "scan": digest(one.scan)}


def _head(data: bytes, name: str) -> str:
    line = next(one for one in data.decode().splitlines() if one.startswith(f"{name}: "))
    return line.removeprefix(f"{name}: ")


def _kind(one: Deposit) -> SignatureKind:
    if one.scan is None:
        return SignatureKind.PERSONAL_KEY
    signed = one.scan.startswith(b"%PDF-") and not one.paper
    return SignatureKind.SIGNED_PDF if signed else SignatureKind.PAPER


def _deposits(inbox: Path) -> Iterator[Deposit]:
    if not inbox.is_dir():
        return
    for file in sorted(one for one in inbox.glob("*.txt") if one.is_file()):
        try:
            signer = parse_act(file.read_bytes()).signer
        except ActRefused:
            signer = ""
        own = file.with_name(f"{file.name}.sig")
        named = sorted(inbox.glob(f"{escape(file.name)}.*.sig"))
        signatures = [(signer, own.read_bytes())] if own.is_file() else []
        for one in named:
            by = one.name.removeprefix(f"{file.name}.").removesuffix(".sig")
            signatures.append((by, one.read_bytes()))
        scan = file.with_suffix(".scan")
        if own.is_file() or (signatures and scan.is_file()):
            yield Deposit(
                file=file,
                data=file.read_bytes(),
                signatures=tuple(signatures),
                scan=scan.read_bytes() if scan.is_file() else None,
            )


def _refuse(desk: Desk, one: Deposit, refusal: ActRefused) -> None:
    body: dict[str, JsonValue] = {"file": digest(one.data), "code": refusal.code}
    desk.memory.refresh()
    desk.memory.record(
        [Draft(kind=EntryKind.ACT_REFUSED, subject="plan", actor="releve", body=body)]
    )
    folder = desk.workspace.inbox / "refused"
    _move(one, folder)
    (folder / f"{one.file.stem}.raison").write_text(
        f"{sentence(refusal.code, refusal.facts)} [{refusal.code}]\n", encoding="utf-8"
    )


def _move(one: Deposit, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    beside = one.file.parent.glob(f"{escape(one.file.name)}.*sig")
    for path in (*sorted(beside), one.file.with_suffix(".scan"), one.file):
        if path.exists():
            os.replace(path, folder / path.name)  # noqa: PTH105 - overwrites an older one
