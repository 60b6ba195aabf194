"""What a procès-verbal reads again and again: who signed an act and when, what was counted."""

from collections.abc import Iterable, Iterator, Mapping

from releve.ledger.subject import RecordedAct
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.plan import DataAsset
from releve.papers.case import Case, computed, day_of
from releve.papers.paper import values_of
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Rule, Said, Value, missing, say
from releve.plan.signings import pair_of

NONE = "-"
RESERVED = frozenset(
    {ActKind.ACCEPTANCE, ActKind.TRANSFER, ActKind.TRIAL, ActKind.TEST, ActKind.SIGNING}
)
"""Acts that can hold a réserve in free words, without owner nor due date."""


def assets_of(case: Case, about: str) -> tuple[tuple[int, DataAsset], ...]:
    """Return the data of a procès-verbal, each with its place in the plan."""
    pair = pair_of(about)
    return tuple(
        (at, one)
        for at, one in enumerate(case.plan.assets)
        if (one.contract, one.controller) == pair
    )


def signed_on(case: Case, index: int) -> Value:
    """Return the day that an act says it was signed."""
    told = case.fact(Form.INSTANT, index, "body", "signed_at")
    return day_of(told, case.origins)


def signed_by(case: Case, act: RecordedAct) -> Said:
    """Return who signed an act, by title, the day, and how."""
    return say(
        "minutes_signed_by",
        who=case.person(act.signer),
        day=signed_on(case, act.index),
        kind=case.code(f"signature_{act.signature_kind.value}", act.index),
        entry=case.reference(act.index),
    )


def counted_in(case: Case, act: RecordedAct, name: str) -> Value:
    """Return a count that an act holds as text, as a number."""
    source = in_entry(act.index, "body", "fields", name)
    return computed(Form.COUNT, Rule.SUM, (source,), case.origins)


def quoted(case: Case, index: int, name: str) -> Value:
    """Return the words of a field of an act, or « non relevé » where it says nothing."""
    told = case.fact(Form.QUOTE, index, "body", "fields", name)
    return missing("not_recorded") if told.raw == NONE else told


def free_reserves(case: Case, subjects: Iterable[str], signed: Iterable[int]) -> Iterator[Entry]:
    """Yield the acts that hold a réserve in free words: on these subjects, or ``signed`` here."""
    wanted, named = set(subjects), set(signed)
    seen: set[str] = set()
    for entry in case.entries:
        if entry.kind is not EntryKind.ACT_RECORDED or entry.body.get("act") not in RESERVED:
            continue
        file, fields = str(entry.body.get("file")), entry.body.get("fields")
        told = fields.get("reserves", NONE) if isinstance(fields, Mapping) else NONE
        signing = entry.body.get("act") == ActKind.SIGNING
        here = entry.index in named if signing else entry.subject in wanted
        if here and file not in seen and str(told).strip() not in {"", NONE}:
            seen.add(file)
            yield entry


def last_entry(parts: object) -> int | None:
    """Return the last entry of the log that something printed was read from."""
    sources = {source for one in values_of(parts) for source in one.sources}
    entries = [
        int(one.removeprefix("journal/").partition("#")[0])
        for one in sources
        if one.startswith("journal/")
    ]
    return max(entries, default=None)


def either(found: Cell | None, lacking: str) -> Cell:
    """Return a cell, or say in words that there is nothing."""
    return say(lacking) if found is None else found
