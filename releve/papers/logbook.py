"""Main courante: notes, acts and steps in the order of time, for the programme or one milestone."""

from collections.abc import Callable, Iterator, Mapping

from releve.ledger.body import text
from releve.ledger.note import read_note
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.paper import Paper, PaperKind, Row, Rows, Section, Table
from releve.papers.place import place_of
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Said, Value, named, say, term

NIGHT = "milestone:"


def abouts(case: Case) -> Iterator[str]:
    """Yield the whole programme, then each milestone."""
    yield PLAN_SUBJECT
    for milestone in case.plan.milestones:
        yield f"{NIGHT}{milestone.id}"


def build(case: Case) -> Paper:
    """Build the logbook: what people wrote, and what was done, one line each."""
    entries = tuple(_chosen(case))
    whole = case.about == PLAN_SUBJECT
    rows = tuple(
        (
            case.when(one.index),
            case.subject(one.subject),
            _TOLD[one.kind](case, one),
            case.person(one.actor),
            case.reference(one.index),
        )
        for one in entries
    )
    columns = ("logbook_when", "logbook_subject", "logbook_what", "logbook_who", "logbook_entry")
    return Paper(
        kind=PaperKind.LOGBOOK,
        about=case.about,
        title=say("logbook_title") if whole else say("logbook_title_of", milestone=_title(case)),
        lead=say("logbook_lead"),
        sections=(
            Section(heading=None, blocks=(Rows(rows=_period(case, entries)),)),
            Section(
                heading=None,
                blocks=(
                    Table(
                        columns=tuple(map(say, columns)),
                        rows=rows,
                        empty=say("logbook_nothing"),
                        widths=(4, 4, 8, 4, 0),
                    ),
                ),
            ),
        ),
        notes=(say("logbook_limit_signed"), say("logbook_limit_correction")),
    )


def noted(case: Case, entry: Entry, code: str) -> Said:
    """Say the text of a note, read in its document: only its digest stands in the log.

    The note's salt goes with it, unseen: the log holds the digest of what a paper says too, and
    nobody must learn the words from it by trying likely ones.
    """
    note = read_note(case.document(text(entry.body, "note")))
    source = in_entry(entry.index, "body", "note")
    return say(
        code,
        text=named(Form.QUOTE, note.text, source),
        salt=named(Form.QUOTE, note.salt, source),
    )


def _chosen(case: Case) -> Iterator[Entry]:
    told = (one for one in case.entries if one.kind in _TOLD)
    if case.about == PLAN_SUBJECT:
        yield from told
        return
    name = case.about.removeprefix(NIGHT)
    mine = {one for one in case.plan.subjects() if place_of(case, one).holder.milestone == name}
    window = case.plan.milestone(name).window
    for entry in told:
        during = window is not None and window.opens <= entry.at < window.closes
        begun = window is None or window.opens <= entry.at
        if (entry.subject in mine and (begun or entry.kind is EntryKind.NOTE_RECORDED)) or (
            entry.subject == PLAN_SUBJECT and during
        ):
            yield entry


def _title(case: Case) -> Value:
    part, at = case.place("milestones", case.about.removeprefix(NIGHT))
    return case.planned(Form.QUOTE, part, at, "title")


def _period(case: Case, entries: tuple[Entry, ...]) -> tuple[Row, ...]:
    if not entries:
        return ()
    notes = [one.index for one in entries if one.kind is EntryKind.NOTE_RECORDED]
    return (
        Row(label=say("logbook_from"), value=case.when(entries[0].index)),
        Row(label=say("logbook_until"), value=case.when(entries[-1].index)),
        Row(label=say("logbook_lines"), value=case.counted(in_entry(one.index) for one in entries)),
        Row(label=say("logbook_notes"), value=case.counted(map(in_entry, notes))),
    )


# ------------------------------------------------------------------------------ what is told


def _note(case: Case, entry: Entry) -> Cell:
    return noted(case, entry, "logbook_note")


def _act(_case: Case, entry: Entry) -> Cell:
    return _coded("logbook_act", entry, "act", "act_")


def _verb(code: str) -> Callable[[Case, Entry], Cell]:
    def told(_case: Case, entry: Entry) -> Cell:
        return _coded(code, entry, "verb", "verb_")

    return told


def _outcome(_case: Case, entry: Entry) -> Cell:
    outcome = term(
        f"outcome_{text(entry.body, 'outcome')}", in_entry(entry.index, "body", "outcome")
    )
    seen = term(
        f"observed_{text(entry.body, 'observed')}", in_entry(entry.index, "body", "observed")
    )
    return say("logbook_outcome", outcome=outcome, observed=seen)


def _probe(_case: Case, entry: Entry) -> Cell:
    seen = text(entry.body, "observed")
    return say(
        "logbook_probe",
        observed=term(f"observed_{seen}", in_entry(entry.index, "body", "observed")),
    )


def _failure(case: Case, entry: Entry) -> Cell:
    verb = text(entry.body, "verb")
    return say(
        "logbook_failure",
        verb=term(f"verb_{verb}", in_entry(entry.index, "body", "verb")),
        code=case.fact(Form.QUOTE, entry.index, "body", "code"),
    )


def _refused(case: Case, entry: Entry) -> Cell:
    return say("logbook_act_refused", code=case.fact(Form.QUOTE, entry.index, "body", "code"))


def _adopted(_case: Case, _entry: Entry) -> Cell:
    return term("logbook_adopted")


def _order(case: Case, entry: Entry) -> Cell:
    return say("logbook_order", number=case.fact(Form.REFERENCE, entry.index, "body", "number"))


def _coded(code: str, entry: Entry, member: str, prefix: str) -> Cell:
    source = in_entry(entry.index, "body", member)
    return say(code, what=term(f"{prefix}{text(entry.body, member)}", source))


_TOLD: Mapping[EntryKind, Callable[[Case, Entry], Cell]] = {
    EntryKind.PLAN_ADOPTED: _adopted,
    EntryKind.NOTE_RECORDED: _note,
    EntryKind.SERVICE_PROBED: _probe,
    EntryKind.ACT_RECORDED: _act,
    EntryKind.ACT_REFUSED: _refused,
    EntryKind.REQUEST_OPENED: _verb("logbook_request"),
    EntryKind.ORDER_ISSUED: _order,
    EntryKind.INTENT_RECORDED: _verb("logbook_intent"),
    EntryKind.OUTCOME_RECORDED: _outcome,
    EntryKind.STEP_FAILED: _failure,
}
"""What a night is made of; measures, exports and documents are in the journal."""
