"""The trail of a destruction that did not come about: every fact since its request."""

from collections.abc import Iterator

from releve.model.evidence import Entry, EntryKind
from releve.papers.case import Case, when_path
from releve.papers.paper import Table
from releve.papers.source import in_entry
from releve.papers.undone import Undone
from releve.papers.value import Cell, Form, Said, Value, say, term

_PHASES = frozenset({"overwritten", "read_back", "unlinked"})
"""Those that have words of their own."""


def trail(case: Case, undone: Undone) -> Table:
    """Return every fact since the last request, in the order of the log."""
    began = undone.request if undone.request is not None else 0
    rows = tuple(
        row
        for one in case.entries[began:]
        if one.subject == undone.place.subject
        for row in _fact_row(case, one)
    )
    names = ("at", "fact", "entry")
    return Table(
        columns=tuple(say(f"non_destruction_column_{one}") for one in names),
        rows=rows,
        empty=say("non_destruction_nothing_done"),
        widths=(3, 6, 1),
    )


def _fact_row(case: Case, entry: Entry) -> Iterator[tuple[Cell, ...]]:
    told = _fact(case, entry)
    if told is not None:
        at = case.fact(Form.INSTANT, entry.index, when_path(entry))
        yield (at, told, case.reference(entry.index))


def _fact(case: Case, entry: Entry) -> Cell | None:
    at = entry.index
    match entry.kind:
        case EntryKind.INTENT_RECORDED:
            return say("non_destruction_fact_intent")
        case EntryKind.ORDER_ISSUED:
            number = case.fact(Form.REFERENCE, at, "body", "number")
            return say("non_destruction_fact_order", number=number)
        case EntryKind.PHASE_RECORDED:
            return say("non_destruction_fact_phase", phase=_phase(case, at))
        case EntryKind.STEP_FAILED:
            code = case.fact(Form.REFERENCE, at, "body", "code")
            return say("non_destruction_fact_failed", code=code)
        case EntryKind.OUTCOME_RECORDED:
            return say(
                "non_destruction_fact_outcome",
                outcome=word(case, at, "outcome"),
                observed=word(case, at, "observed"),
            )
        case EntryKind.ACT_RECORDED:
            act = term(f"act_{entry.body.get('act')}", in_entry(at, "body", "act"))
            return say("non_destruction_fact_act", act=act, who=case.person(entry.actor))
        case _:
            return None


def _phase(case: Case, index: int) -> Value:
    """Return a phase in words; as it stands where a connector names one that has none."""
    name = case.entries[index].body.get("phase")
    if name not in _PHASES:
        return case.fact(Form.REFERENCE, index, "body", "phase")
    return term(f"non_destruction_phase_{name}", in_entry(index, "body", "phase"))


def word(case: Case, index: int, member: str) -> Value:
    """Return a coded member of an entry in words."""
    raw = case.entries[index].body.get(member)
    return term(f"{member}_{raw}", in_entry(index, "body", member))


def cited(case: Case, index: int) -> Said:
    """Return when something was recorded, and its entry."""
    at = case.fact(Form.MOMENT, index, when_path(case.entries[index]))
    return say("written_order_cited", at=at, entry=case.reference(index))
