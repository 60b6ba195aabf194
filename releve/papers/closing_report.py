"""The report of closing: what was promised and done, where everything ended, what was learned.

A proof copy may be printed at any time and shows what lacks; it is issued for good only when
nothing stands in the way of closing (:func:`complete`). Open reserves do not, and are said.
"""

from collections.abc import Iterator

from releve.errors import StepRefused
from releve.ledger.subject import RecordedAct
from releve.model.evidence import EntryKind
from releve.model.people import Role
from releve.papers import closing_facts, lessons
from releve.papers.case import Case
from releve.papers.coverage import bins, covered, custody
from releve.papers.minutes import standing
from releve.papers.paper import (
    Block,
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
from releve.papers.source import in_entry
from releve.papers.value import Blank, Cell, Form, Said, Stack, Value, missing, say, term
from releve.plan.closure import open_intent, standing_hold, unsigned_minutes
from releve.plan.coverage import Bin, Coverage
from releve.plan.guards import closed_by
from releve.plan.signings import (
    MINUTES,
    beyond_doubt,
    minutes_abouts,
    pair_of,
    texts_in_force,
)


def complete(case: Case) -> None:
    """Refuse to issue the report for good while something stands in the way of closing.

    Raises:
        StepRefused: ``closing_uncovered`` naming the first thing without a bin,
            ``closing_intent_open``, ``closing_held``, ``closing_work_left``,
            ``closing_minutes_missing``, ``closing_minutes_unsigned``,
            ``closing_minutes_outdated``; ``plan_not_adopted``.

    """
    found = covered(case)
    if found.open:
        first = found.open[0].subject
        raise StepRefused("closing_uncovered", subject=first, count=len(found.open))
    begun, held = open_intent(case.state), standing_hold(case.state)
    if begun is not None:
        raise StepRefused("closing_intent_open", subject=begun[0], entry=begun[1])
    if held is not None:
        raise StepRefused("closing_held", subject=held[0], entry=held[1])
    left = [one.subject for one in case.agenda.ready]
    left += [one.subject for one in case.agenda.waiting]
    if left:
        raise StepRefused("closing_work_left", subject=left[0], count=len(left))
    for about, number in unsigned_minutes(case.plan, case.state):
        if number is None:
            raise StepRefused("closing_minutes_missing", contract=about)
        raise StepRefused("closing_minutes_unsigned", number=number)
    for about, number in _outdated_minutes(case):
        raise StepRefused("closing_minutes_outdated", number=number, contract=about)


def build(case: Case) -> Paper:
    """Build the report of closing, as far as things are.

    Raises:
        StepRefused: ``plan_not_adopted``.
        UsageError: ``paper_document_missing``: a plan adopted before cannot be read.

    """
    found = covered(case)
    lacks = tuple(_lacking(case, found))
    return Paper(
        kind=PaperKind.CLOSING_REPORT,
        about=case.about,
        title=say("closing_title", plan=case.planned(Form.QUOTE, "title")),
        lead=_lead(case, ready=not lacks),
        sections=(
            Section(heading=None, blocks=(*lacks, _summary(case))),
            Section(heading=say("closing_bins"), blocks=(bins(case, found), _own(case, found))),
            Section(heading=say("closing_milestones"), blocks=(closing_facts.milestones(case),)),
            Section(heading=say("closing_services"), blocks=(closing_facts.services(case),)),
            Section(heading=say("closing_returned"), blocks=(closing_facts.returned(case),)),
            Section(heading=say("closing_minutes"), blocks=(_minutes(case),)),
            Section(heading=say("closing_reserves"), blocks=(_reserves(case),)),
            Section(heading=say("closing_acts"), blocks=(closing_facts.acts(case),)),
            Section(heading=say("closing_incidents"), blocks=(closing_facts.incidents(case),)),
            Section(heading=say("closing_evidence"), blocks=(custody(case),)),
            Section(heading=say("closing_lessons"), blocks=lessons.drawn(case)),
            Section(heading=say("closing_by_hand"), blocks=(lessons.by_hand(),)),
            Section(heading=say("closing_signing"), blocks=(_signatures(case),)),
        ),
        notes=(
            say("closing_note_inventory"),
            say("closing_note_durations"),
            say("closing_note_closing"),
        ),
    )


def _lead(case: Case, *, ready: bool) -> Said:
    if not ready:
        return say("closing_not_ready")
    reserves = tuple(act.index for act in _open(case))
    if not reserves:
        return say("closing_ready")
    return say("closing_ready_with", count=case.counted(in_entry(one) for one in reserves))


def _lacking(case: Case, found: Coverage) -> Iterator[Block]:
    """Yield what stands in the way, in an alert; nothing when the programme can be closed."""
    items: list[Cell] = []
    if found.open:
        items.append(say("closing_lacks_bins"))
    if open_intent(case.state) is not None or not case.agenda.complete:
        items.append(say("closing_lacks_work"))
    held = standing_hold(case.state)
    if held is not None:
        items.append(say("closing_lacks_hold", entry=case.reference(held[1])))
    if unsigned_minutes(case.plan, case.state) or any(_outdated_minutes(case)):
        items.append(say("closing_lacks_minutes"))
    if items:
        yield Paragraph(cells=(say("closing_lacks"),), tone=Tone.ALERT)
        yield Listing(items=tuple(items))


def _outdated_minutes(case: Case) -> Iterator[tuple[str, str]]:
    """Yield each procès-verbal whose last text tells of less than what is done by now."""
    for about in minutes_abouts(case.plan):
        found = standing(case, about)
        if found.last is not None and found.issued is None:
            yield about, found.last.number


def _summary(case: Case) -> Rows:
    first, last = case.when(0), case.when(len(case.entries) - 1)
    signed = {about for about, _ in unsigned_minutes(case.plan, case.state)}
    minutes = [one for one in minutes_abouts(case.plan) if one not in signed]
    issued = [
        texts_in_force(case.state.papers.get((MINUTES, one), ()))[-1].index for one in minutes
    ]
    return Rows(
        rows=(
            Row(label=say("closing_programme"), value=case.planned(Form.QUOTE, "title")),
            Row(label=say("closing_first"), value=first),
            Row(label=say("closing_last"), value=last),
            Row(label=say("closing_lasted"), value=case.between(Form.DAYS, first, last)),
            Row(
                label=say("closing_plans"),
                value=case.counted(in_entry(one.index) for one in case.adopted),
            ),
            Row(
                label=say("closing_signed_minutes"),
                value=case.counted(in_entry(one) for one in issued),
            ),
            Row(
                label=say("closing_open_reserves"),
                value=case.counted(in_entry(one.index) for one in _open(case)),
            ),
        )
    )


def _own(case: Case, found: Coverage) -> Paragraph:
    """Say how many of our own copies were destroyed, of how many."""
    ours = [one for one in found.within(Bin.DESTROYED) if one.ours]
    issued = [one for one in case.entries if one.kind is EntryKind.PACKAGE_EXPORTED]
    return Paragraph(
        cells=(
            say(
                "closing_own",
                destroyed=case.counted(in_entry(one.evidence[0]) for one in ours),
                made=case.counted(in_entry(one.index) for one in issued),
            ),
        )
    )


# ---------------------------------------------------------------------- minutes and reserves


def _minutes(case: Case) -> Table:
    return Table(
        columns=tuple(
            say(f"closing_column_{one}") for one in ("contract", "controller", "number", "signed")
        ),
        rows=tuple(_minutes_row(case, about) for about in minutes_abouts(case.plan)),
        empty=say("closing_no_minutes"),
        widths=(4, 3, 4, 5),
    )


def _minutes_row(case: Case, about: str) -> tuple[Cell, ...]:
    contract, controller = pair_of(about)
    texts = texts_in_force(case.state.papers.get((MINUTES, about), ()))
    signed = tuple(
        say(
            "closing_signed",
            who=case.person(act.signer),
            capacity=case.fact(Form.QUOTE, act.index, "body", "fields", "capacity")
            if act.fields["capacity"] not in _CAPACITIES
            else term(f"closing_capacity_{act.fields['capacity']}", in_entry(act.index)),
            day=case.day(act.index),
        )
        for act in beyond_doubt(case.state, texts)
    )
    number = (
        case.fact(Form.REFERENCE, texts[-1].index, "body", "number")
        if texts
        else missing("closing_no_minutes_yet")
    )
    return (
        case.planned(Form.QUOTE, *case.place("contracts", contract), "title"),
        case.organisation(controller),
        number,
        Stack(cells=signed) if signed else missing("closing_unsigned"),
    )


_CAPACITIES = frozenset({"holder", "buyer", "controller"})


def _open(case: Case) -> tuple[RecordedAct, ...]:
    found = (act for one in case.state.subjects.values() for act in one.reserves.values())
    return tuple(sorted(found, key=lambda act: act.index))


def _reserves(case: Case) -> Table:
    return Table(
        columns=tuple(
            say(f"closing_column_{one}")
            for one in ("subject", "reserve", "owner", "due_on", "entry")
        ),
        rows=tuple(
            (
                case.subject(act.subject),
                case.fact(Form.QUOTE, act.index, "body", "fields", "text"),
                _owner(case, act),
                case.fact(Form.DAY, act.index, "body", "fields", "due_on"),
                case.reference(act.index),
            )
            for act in _open(case)
        ),
        empty=say("closing_no_reserve"),
        widths=(4, 6, 3, 3, 1),
    )


def _owner(case: Case, act: RecordedAct) -> Value:
    known = {one.id for one in case.plan.organisations}
    form = Form.ORGANISATION if act.fields["owner"] in known else Form.PERSON
    return case.fact(form, act.index, "body", "fields", "owner")


def _signatures(case: Case) -> Signatures:
    """Return a place for each person who may close the programme, and the act of one who did."""
    closed = case.state.closed if closed_by(case.state) is not None else None
    people = [one for one in case.plan.people if {Role.LEAD, Role.AUTHORITY} & set(one.roles)]
    return Signatures(
        places=tuple(
            Signature(
                capacity=say("closing_closes"),
                who=case.signatory(one.id),
                signed=case.when(closed.index)
                if closed is not None and closed.signer == one.id
                else Blank(),
            )
            for one in people
        )
    )
