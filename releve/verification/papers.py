"""Papers: signed, numbered, each taking its own's place, and every figure as its sources say.

What computes a figure again is normative (``docs/format/paper.md``) and shared with the performer;
that each value names its sources, and that the log and the plan say so, is judged here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.canonical import JsonValue, decode, digest, encode
from releve.errors import EvidenceRefused, Fact
from releve.ledger.body import Body, mapping, optional_number, text, texts
from releve.ledger.checkpoint import Checkpoint
from releve.model.evidence import Entry, EntryKind
from releve.model.plan import Plan
from releve.model.time import parse_instant
from releve.papers.figures import check_figure
from releve.papers.number import paper_number
from releve.papers.paper import KEPT_HERE, PaperKind
from releve.papers.source import Origins
from releve.papers.value import Form, Rule, Value
from releve.signatures import dsse
from releve.signatures.note import VerifierKey
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.plans import Timeline
from releve.verification.refusal import refuse, refusing
from releve.verification.statements import past_head, seals_of
from releve.verification.trust import Trust

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:releve:paper:1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
_MEMBERS = frozenset(
    {"kind", "about", "number", "language", "supersedes", "realm", "origin", "programme", "plan"}
    | {"at", "checkpoint", "subjects", "content", "paper"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """One paper, and what took its place by the end of the log."""

    index: int
    at: datetime
    kind: PaperKind
    about: str
    number: str
    statement: str
    pdf: str
    replaced_by: str | None
    figures: int
    """How many values were computed again."""


def verify_papers(
    log: Log,
    timeline: Timeline,
    folder: Folder,
    trust: Trust | None,
    keys: tuple[VerifierKey, ...],
) -> tuple[IssuedPaper, ...]:
    """Check every paper of the folder; return them in order.

    Raises:
        EvidenceRefused: the ``paper_…`` codes.

    """
    issued = [one for one in log.entries if one.kind is EntryKind.DOCUMENT_ISSUED]
    chain = _succession(issued)
    here = [one for one in issued if log.covers(one) and one.body.get("kind") not in KEPT_HERE]
    seals = seals_of(folder, trust) if here else {}
    found = tuple(_check_one(one, chain, log, timeline, folder, seals, keys) for one in here)
    expected = {
        f"papers/{one.number}{suffix}" for one in found for suffix in (".pdf", ".dsse.json")
    }
    for name in sorted(folder.names):
        if name.startswith("papers/") and name not in expected:
            refuse("paper_extra_file", file=name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A paper's place among those of its kind about the same; ``after`` is the current one."""

    revision: int
    before: int | None
    after: str | None


def _succession(issued: list[Entry]) -> Mapping[int, _Place]:
    """Return each paper's place, by entry; refuse one that takes another's place."""
    several: dict[tuple[str, str], list[Entry]] = {}
    for entry in issued:
        with refusing("ledger_entry_malformed", entry=entry.index):
            key = (text(entry.body, "kind"), text(entry.body, "about"))
            named, supersedes = (
                text(entry.body, "number"),
                optional_number(entry.body, "supersedes"),
            )
        before = several.setdefault(key, [])
        if supersedes != (before[-1].index if before else None):
            refuse("paper_supersedes_another", entry=entry.index, number=named)
        before.append(entry)
    found: dict[int, _Place] = {}
    for chain in several.values():
        for at, entry in enumerate(chain):
            following = chain[-1] if at + 1 < len(chain) else None
            found[entry.index] = _Place(
                revision=at + 1,
                before=chain[at - 1].index if at else None,
                after=None if following is None else text(following.body, "number"),
            )
    return found


def _check_one(
    entry: Entry,
    chain: Mapping[int, _Place],
    log: Log,
    timeline: Timeline,
    folder: Folder,
    seals: Mapping[str, Ed25519PublicKey],
    keys: tuple[VerifierKey, ...],
) -> IssuedPaper:
    with refusing("ledger_entry_malformed", entry=entry.index):
        named, about = text(entry.body, "number"), text(entry.body, "about")
        kind = PaperKind(text(entry.body, "kind"))
        statement, pdf = text(entry.body, "statement"), text(entry.body, "pdf")
    place, adopted = chain[entry.index], timeline.at(entry.index)
    file = f"papers/{named}.dsse.json"
    here: dict[str, Fact] = {"file": file, "entry": entry.index, "number": named}
    with refusing("paper_number_differs", **here):
        plan = adopted.plan
        expected = paper_number(plan.programme, log.realm, kind, about, place.revision)
    if named != expected:
        refuse("paper_number_differs", expected=expected, **here)
    envelope = folder.read(file)
    if digest(envelope) != statement:
        refuse("paper_file_differs", **here)
    if digest(folder.read(f"papers/{named}.pdf")) != pdf:
        refuse("paper_file_differs", **{**here, "file": f"papers/{named}.pdf"})
    with refusing("paper_seal_refused", **here):
        payload = dsse.verify(envelope, keys=seals, payload_type=PAYLOAD_TYPE)
    with refusing("paper_statement_refused", **here):
        told = _statement(payload)
        head = past_head(text(told.predicate, "checkpoint").encode(), log, keys, before=entry.index)
        at = parse_instant(text(told.predicate, "at"))
    _check_said(told, entry, adopted.digest, log, head, here)
    if not log.entries[head.size - 1].at <= at <= entry.at:
        refuse("paper_differs", field="at", **here)
    figures = _check_figures(
        told.predicate,
        Origins(
            entries=log.entries[: head.size], plan=plan, at=at, former=_former(timeline, entry)
        ),
        here,
    )
    return IssuedPaper(
        index=entry.index,
        at=entry.at,
        kind=kind,
        about=about,
        number=named,
        statement=statement,
        pdf=pdf,
        replaced_by=place.after,
        figures=figures,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    subject: JsonValue
    predicate: Mapping[str, JsonValue]


def _statement(payload: bytes) -> _Told:
    statement = decode(payload)
    if not isinstance(statement, dict) or statement.get("_type") != STATEMENT_TYPE:
        refuse("statement_type")
    predicate = statement.get("predicate")
    if statement.get("predicateType") != PREDICATE_TYPE or not isinstance(predicate, dict):
        refuse("statement_predicate")
    if predicate.keys() != _MEMBERS:
        refuse("statement_predicate", field=min(predicate.keys() ^ _MEMBERS))
    return _Told(subject=statement.get("subject"), predicate=predicate)


def _check_said(
    told: _Told, entry: Entry, plan: str, log: Log, head: Checkpoint, here: dict[str, Fact]
) -> None:
    predicate, body = told.predicate, entry.body
    subject = [{"name": log.origin, "digest": {"sha256": head.root.hex()}}]
    content = digest(encode(predicate["paper"]))
    with refusing("ledger_entry_malformed", entry=entry.index):
        subjects = list(texts(body, "subjects"))
    expected: tuple[tuple[str, object, object], ...] = (
        ("subject", told.subject, subject),
        ("realm", predicate["realm"], log.realm.value),
        ("origin", predicate["origin"], log.origin),
        ("plan", predicate["plan"], plan),
        ("subjects", predicate["subjects"], subjects),
        ("content", predicate["content"], content),
        ("content", body.get("content"), content),
        *(
            (name, predicate[name], body.get(name))
            for name in ("kind", "about", "number", "language", "supersedes")
        ),
    )
    for field, found, wanted in expected:
        if found != wanted or type(found) is not type(wanted):
            refuse("paper_differs", field=field, **here)
    shown = mapping(predicate, "paper")
    for name in ("kind", "about", "subjects"):
        if shown.get(name) != predicate[name]:
            refuse("paper_differs", field=f"paper.{name}", **here)


def _former(timeline: Timeline, entry: Entry) -> Callable[[int], Plan | None]:
    """Return how to find a plan by the entry that adopted it, before the paper was issued."""
    known = {one.index: one.plan for one in timeline.adopted if one.index < entry.index}
    return known.get


def _check_figures(predicate: Body, origins: Origins, here: dict[str, Fact]) -> int:
    """Check every value; return how many were computed again: words are the performer's."""
    count = 0
    for one in _values(predicate["paper"]):
        with refusing("paper_value_malformed", **here):
            value = _value(one)
        try:
            check_figure(value, origins)
        except EvidenceRefused as error:
            refuse(error.code, **{**error.facts, **here})
        count += value.rule is not Rule.TOLD
    return count


def _values(part: object) -> Iterator[Mapping[str, object]]:
    if isinstance(part, Mapping):
        if part.get("is") == "value":
            yield part
        else:
            for one in part.values():
                yield from _values(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _values(one)


def _value(told: Mapping[str, object]) -> Value:
    raw, sources = told.get("raw"), told.get("sources")
    if told.keys() != {"is", "form", "raw", "rule", "sources"} or not isinstance(sources, list):
        refuse("paper_value_malformed")
    if not (raw is None or isinstance(raw, str | int)) or isinstance(raw, bool):
        refuse("paper_value_malformed")
    return Value(
        form=Form(str(told["form"])),
        raw=raw,
        rule=Rule(str(told["rule"])),
        sources=tuple(str(one) for one in sources),
    )
