"""Relève de quart: what is open as one shift leaves and another arrives, on one sheet, signed."""

from collections.abc import Iterator, Sequence

from releve.errors import UsageError
from releve.ledger.subject import SubjectState
from releve.model.evidence import EntryKind
from releve.model.people import Role
from releve.model.plan import Verb
from releve.papers.case import Case
from releve.papers.logbook import noted
from releve.papers.night import call_row, callers, services_of
from releve.papers.paper import (
    Block,
    Layout,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Rows,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from releve.papers.place import place_of
from releve.papers.source import AT, in_entry, in_plan
from releve.papers.turn import Turns, mover, why
from releve.papers.value import Blank, Cell, Form, say, term
from releve.plan.seats import in_office

SHIFT = "shift:"
"""What a handover is about begins with: ``shift:leaving`` or ``shift:leaving+arriving``."""
_LAST_NOTES = 5
_ROLES = (Role.OPERATOR, Role.LEAD)


def shift_about(leaving: str, arriving: str | None = None) -> str:
    """Name what a handover is about."""
    return f"{SHIFT}{leaving}" if arriving is None else f"{SHIFT}{leaving}+{arriving}"


def abouts(case: Case) -> Iterator[str]:
    """Yield each operator or lead who may leave, then each pair with one who may arrive."""
    people = watch(case)
    for leaving in people:
        yield shift_about(leaving)
        for arriving in people:
            if arriving != leaving:
                yield shift_about(leaving, arriving)


def watch(case: Case) -> tuple[str, ...]:
    """Return who may hold the watch now: operators, then leads, in office."""
    return tuple(
        dict.fromkeys(
            one.id
            for role in _ROLES
            for one in case.plan.people
            if role in one.roles and in_office(one, case.at)
        )
    )


def check_watch(case: Case, *people: str | None) -> None:
    """Refuse somebody who does not hold the watch.

    Raises:
        UsageError: ``shift_person_unknown``, naming who does.

    """
    known = watch(case)
    for name in people:
        if name is not None and name not in known:
            raise UsageError("shift_person_unknown", person=name, known=known)


def build(case: Case) -> Paper:
    """Build the handover sheet of one shift to the next, as of the paper's instant."""
    leaving, _, arriving = case.about.removeprefix(SHIFT).partition("+")
    return Paper(
        kind=PaperKind.SHIFT_HANDOVER,
        about=case.about,
        title=say("shift_title", at=case.now()),
        lead=say("shift_lead", leaving=case.person(leaving)),
        sections=(
            Section(heading=say("shift_begun"), blocks=_begun(case)),
            Section(heading=say("shift_stopped"), blocks=(_stopped(case),)),
            Section(heading=say("shift_windows"), blocks=(_windows(case),)),
            Section(heading=say("shift_ready"), blocks=(_ready(case),)),
            Section(heading=say("shift_waiting"), blocks=(_waiting(case),)),
            Section(heading=say("shift_notes"), blocks=(_notes(case),)),
            Section(heading=say("shift_call"), blocks=(_calls(case),)),
            Section(heading=None, blocks=(_signed(case, leaving, arriving),)),
        ),
        layout=Layout.NIGHT,
    )


def _known(case: Case) -> Iterator[SubjectState]:
    return (case.state.of(one) for one in ("plan", *case.plan.subjects()))


def _begun(case: Case) -> tuple[Block, ...]:
    """Say what is past its point of no return, and the last point where nothing was."""
    rows: list[tuple[Cell, ...]] = []
    intents: list[int] = []
    for one in _known(case):
        if one.intent is not None:
            intents.append(one.intent.index)
            rows.append(
                (
                    case.subject(one.subject),
                    term(
                        f"verb_{one.intent.verb.value}", in_entry(one.intent.index, "body", "verb")
                    ),
                    case.when(one.intent.index),
                    case.reference(one.intent.index),
                )
            )
    table = Table(
        columns=tuple(map(say, ("shift_subject", "shift_act", "shift_since", "logbook_entry"))),
        rows=tuple(rows),
        empty=say("shift_nothing_begun"),
        widths=(6, 4, 5, 0),
    )
    safe = min(intents) - 1 if intents else len(case.entries) - 1
    told = Row(
        label=say("shift_safe"),
        value=say("shift_safe_at", entry=case.reference(safe), at=case.when(safe)),
    )
    return (
        (table, Rows(rows=(told,)))
        if not intents
        else (
            table,
            Paragraph(cells=(say("shift_begun_warning"),), tone=Tone.ALERT),
            Rows(rows=(told,)),
        )
    )


def _stopped(case: Case) -> Table:
    """Say what is paused, and what a legal hold covers."""
    rows: list[tuple[Cell, ...]] = []
    for one in _known(case):
        marks = [("shift_held", index) for index in sorted(one.holds.values())]
        if one.paused is not None:
            marks.insert(0, ("shift_paused", one.paused))
        rows += [
            (
                case.subject(one.subject),
                term(code, in_entry(index)),
                case.when(index),
                case.person(case.entries[index].actor),
                _reason(case, index),
            )
            for code, index in marks
        ]
    columns = ("shift_subject", "shift_mark", "shift_since", "logbook_who", "shift_reason")
    return Table(
        columns=tuple(map(say, columns)),
        rows=tuple(rows),
        empty=say("shift_nothing_stopped"),
        widths=(5, 4, 5, 5, 6),
    )


def _reason(case: Case, index: int) -> Cell:
    return case.fact(Form.QUOTE, index, "body", "fields", "reason")


def _windows(case: Case) -> Table:
    """Say the windows that are open or to come, of milestones not finished."""
    agenda = case.agenda
    left = {one.milestone for one in agenda.ready} | {one.milestone for one in agenda.waiting}
    rows: list[tuple[Cell, ...]] = []
    for at, one in enumerate(case.plan.milestones):
        if one.id not in left or (one.window is not None and one.window.closes <= case.at):
            continue
        title = case.planned(Form.QUOTE, "milestones", at, "title")
        path = ("milestones", at, "window")
        if one.window is None:
            rows.append((title, case.planned(Form.MOMENT, *path), Blank(), Blank()))
            continue
        opens, closes = (case.planned(Form.MOMENT, *path, edge) for edge in ("opens", "closes"))
        in_days = case.between(Form.DAYS, case.now(), opens)
        soon = term("shift_open_now", AT) if one.window.opens <= case.at else in_days
        rows.append((title, opens, closes, soon))
    columns = ("shift_milestone", "card_opens", "card_closes", "shift_opens_in")
    return Table(
        columns=tuple(map(say, columns)),
        rows=tuple(rows),
        empty=say("shift_no_window"),
        widths=(7, 6, 6, 4),
    )


def _ready(case: Case) -> Block:
    """Name what cannot be undone, one by one; count the rest, by what is to be done."""
    items: list[Cell] = []
    counted: dict[Verb, list[str]] = {}
    for one in case.agenda.ready:
        if one.irreversible:
            verb = term(f"verb_{one.verb.value}")
            items.append(say("shift_ready_line", subject=case.subject(one.subject), verb=verb))
        else:
            where = place_of(case, one.subject).own
            counted.setdefault(one.verb, []).append(in_plan(*where, "id"))
    items += [
        say("shift_ready_count", count=case.counted(found), verb=term(f"verb_{verb.value}"))
        for verb, found in counted.items()
    ]
    return Listing(items=tuple(items) or (term("shift_nothing_ready"),))


def _waiting(case: Case) -> Table:
    """Say what waits for somebody; what only waits for another subject is counted."""
    turns = Turns(case=case)
    rows: list[tuple[Cell, ...]] = []
    for subject in turns.items:
        turn = turns.of(subject)
        if turn is None or turn.reason is None or not turn.reason.mover.startswith("role:"):
            continue
        since: Cell = Blank() if turn.since is None else turn.since
        rows.append((case.subject(subject), why(turn.reason), mover(turn.reason), since))
    return Table(
        columns=tuple(map(say, ("shift_subject", "shift_why", "shift_mover", "shift_since"))),
        rows=tuple(rows),
        empty=say("shift_nothing_waiting"),
        widths=(6, 7, 6, 4),
    )


def _notes(case: Case) -> Table:
    notes = [one for one in case.entries if one.kind is EntryKind.NOTE_RECORDED][-_LAST_NOTES:]
    rows = tuple(
        (
            case.when(one.index),
            case.subject(one.subject),
            noted(case, one, "shift_note"),
            case.person(one.actor),
        )
        for one in notes
    )
    columns = ("logbook_when", "logbook_subject", "logbook_what", "logbook_who")
    return Table(
        columns=tuple(map(say, columns)),
        rows=rows,
        empty=say("logbook_nothing"),
        widths=(4, 4, 9, 4),
    )


def _calls(case: Case) -> Table:
    """Say whom to call: for what can be done now, or is begun, then the leads."""
    subjects = [one.subject for one in case.agenda.ready]
    subjects += [one.subject for one in _known(case) if one.intent is not None]
    people = callers(case, services_of(case, subjects))
    rows: Sequence[tuple[Cell, ...]] = tuple(call_row(case, one) for one in people)
    return Table(
        columns=tuple(map(say, ("card_person", "card_contact"))),
        rows=tuple(rows),
        empty=say("to_complete"),
        widths=(10, 8),
    )


def _signed(case: Case, leaving: str, arriving: str) -> Signatures:
    return Signatures(
        places=(
            Signature(capacity=say("shift_leaving"), who=case.signatory(leaving), signed=Blank()),
            Signature(
                capacity=say("shift_arriving"),
                who=case.signatory(arriving) if arriving else Blank(),
                signed=Blank(),
            ),
        )
    )
