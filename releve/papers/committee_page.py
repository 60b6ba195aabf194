"""The committee's page: the plan's own milestones across, one line a brick, whose move it is.

Recto: the state in figures, what blocks most, the bricks. Verso: the milestones, plan against
facts drawn, and the rules by which the page was made.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from releve.errors import StepRefused
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import ServiceOutcome
from releve.papers.brick import (
    Brick,
    bricks,
    days_late,
    gone,
    in_milestone,
    overdue,
    returned,
    short,
)
from releve.papers.case import Case
from releve.papers.chronology import milestone_bars, service_bars, window_of
from releve.papers.paper import (
    Block,
    Break,
    Gantt,
    Layout,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Section,
    Table,
    Tone,
)
from releve.papers.source import in_entry, in_plan
from releve.papers.turn import Turn, Turns, mover, why
from releve.papers.value import Cell, Form, Said, Stack, Value, named, say, term
from releve.plan.closure import open_reserves
from releve.plan.steps import Reason

ACROSS = 7
"""Milestones that fit across one page; more go on with another table."""
_WORST = 3
_PER_CHART = 30


def build(case: Case) -> Paper:
    """Build the committee's page at the instant of the case.

    Raises:
        StepRefused: ``plan_not_adopted``.

    """
    if case.state.plan is None:
        raise StepRefused("plan_not_adopted")
    rows = bricks(case)
    turns = Turns(case=case)
    return Paper(
        kind=PaperKind.COMMITTEE_PAGE,
        about=case.about,
        title=say("committee_title", plan=case.planned(Form.QUOTE, "title"), day=case.today()),
        lead=_state(case, rows),
        sections=(
            Section(heading=None, blocks=(*_worst(case, turns), *_reserves(case))),
            Section(
                heading=None,
                blocks=(
                    *_tables(case, rows, turns),
                    Paragraph(cells=(say("committee_legend"),), tone=Tone.SOFT),
                    Break(),
                ),
            ),
            Section(
                heading=say("committee_milestones"),
                blocks=(_milestones(case, rows), *_charts(case, rows)),
            ),
            Section(
                heading=say("committee_rules"),
                blocks=(
                    Listing(
                        items=(
                            say("committee_rule_since"),
                            say("committee_rule_gone"),
                            say("committee_rule_due"),
                        )
                    ),
                ),
            ),
        ),
        layout=Layout.LANDSCAPE,
    )


def _state(case: Case, rows: Sequence[Brick]) -> Said:
    assets = tuple(enumerate(case.plan.assets))
    back = returned(case, assets)
    ended = gone({one.subject: one.bin for one in case.agenda.done}, assets)
    late = [
        at
        for at, one in enumerate(case.plan.milestones)
        if overdue(case, one) and not in_milestone(rows, one.id).complete
    ]
    return say(
        "committee_state",
        done=case.counted(in_plan("services", one.at, "id") for one in rows if one.closed),
        total=case.counted(in_plan("services", one.at, "id") for one in rows),
        returned=case.counted(back.done),
        assets=case.counted(back.all),
        gone=case.counted(ended.done),
        items=case.counted(ended.all),
        late=case.counted(in_plan("milestones", at, "due", "on") for at in late),
    )


# ---------------------------------------------------------------------- what blocks most


def _worst(case: Case, turns: Turns) -> tuple[Block, ...]:
    """Return what most subjects wait for: the first reason of each that somebody can lift."""
    places = dict(_places(case))
    found: dict[tuple[str, str], list[str]] = {}
    reasons: dict[tuple[str, str], Reason] = {}
    for subject in turns.items:
        turn = turns.of(subject)
        if turn is None or turn.reason is None or subject not in places:
            continue
        kind = turn.reason.mover.partition(":")[0]
        if kind == "role":
            key = (turn.reason.code, turn.reason.mover)
            found.setdefault(key, []).append(places[subject])
            reasons.setdefault(key, turn.reason)
    counts = Counter({key: len(ways) for key, ways in found.items()})
    items = tuple(_blocker(case, reasons[key], found[key]) for key, _ in counts.most_common(_WORST))
    if not items:
        return (Paragraph(cells=(say("committee_nothing_blocks"),), tone=Tone.STRONG),)
    return (
        Paragraph(cells=(say("committee_worst"),), tone=Tone.STRONG),
        Listing(items=items, ordered=True),
    )


def _reserves(case: Case) -> Iterator[Block]:
    """Yield how many réserves are open: they hold no step back, and somebody owes an answer."""
    opened = open_reserves(case.state)
    if not opened:
        return
    today = str(case.today().raw)
    due = {one: in_entry(one, "body", "fields", "due_on") for one in opened}
    late = (source for source in due.values() if str(case.origins.read(source)) < today)
    told = say("committee_reserves", open=case.counted(due.values()), late=case.counted(late))
    yield Paragraph(cells=(told,), tone=Tone.STRONG)


def _blocker(case: Case, reason: Reason, ways: Sequence[str]) -> Said:
    role, _, organisation = reason.mover.removeprefix("role:").partition("@")
    facts = {
        "count": case.counted(ways),
        "why": why(reason),
        "role": term(f"turn_role_{role}"),
    }
    if not organisation:
        return say("committee_blocker", **facts)
    return say("committee_blocker_of", **facts, organisation=named(Form.ORGANISATION, organisation))


def _places(case: Case) -> Iterator[tuple[str, str]]:
    """Yield each subject with where the plan lists it."""
    for at, service in enumerate(case.plan.services):
        yield service_subject(service.id), in_plan("services", at, "id")
    for at, asset in enumerate(case.plan.assets):
        yield asset_subject(asset.id), in_plan("assets", at, "id")
        for number, copy in enumerate(asset.copies):
            yield (
                copy_subject(asset.id, copy.id),
                in_plan("assets", at, "copies", number, "id"),
            )


# ---------------------------------------------------------------------- one line a brick


def _tables(case: Case, rows: Sequence[Brick], turns: Turns) -> Iterator[Block]:
    whole = range(len(case.plan.milestones))
    for first in range(0, max(len(whole), 1), ACROSS):
        shown = whole[first : first + ACROSS]
        if first == 0:
            yield Table(
                columns=(
                    say("committee_brick"),
                    say("committee_today", day=short(case.today())),
                    *(_column(case, rows, at) for at in shown),
                    say("committee_blocked_by"),
                    say("committee_whose_move"),
                    say("committee_support"),
                ),
                rows=tuple(_line(case, one, turns, shown) for one in rows),
                empty=say("committee_no_brick"),
                widths=(34, 20, *(24 for _ in shown), 38, 27, 17),
            )
        else:
            yield Break()
            yield Table(
                columns=(say("committee_brick"), *(_column(case, rows, at) for at in shown)),
                rows=tuple((_name(case, one), *_cells(case, one, shown)) for one in rows),
                empty=say("committee_no_brick"),
                widths=(34, *(24 for _ in shown)),
            )


def _line(case: Case, brick: Brick, turns: Turns, shown: Sequence[int]) -> tuple[Cell, ...]:
    turn = turns.first(brick.subjects())
    contract = case.place("contracts", brick.service.contract)
    support = case.planned(Form.SHORT_DAY, *contract, "end_of_support")
    return (
        _name(case, brick),
        brick.state(),
        *_cells(case, brick, shown),
        _blocked(brick, turn),
        _moves(case, turn),
        support,
    )


def _name(case: Case, brick: Brick) -> Value:
    return case.planned(Form.QUOTE, "services", brick.at, "name")


def _cells(case: Case, brick: Brick, shown: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(brick.cell(at, case.plan.milestones[at]) for at in shown)


def _blocked(brick: Brick, turn: Turn | None) -> Cell:
    if turn is None:
        return say("brick_nothing")
    verb = term(f"verb_{turn.item.verb.value}")
    own = turn.item.subject == brick.subject
    subject = named(Form.SUBJECT, turn.item.subject)
    if turn.reason is None:
        return say("committee_ready") if own else say("committee_ready_of", subject=subject)
    told = why(turn.reason)
    if turn.reason.mover == "time":
        return told
    if own:
        return told
    return say("committee_why_of", subject=subject, verb=verb, why=told)


def _moves(case: Case, turn: Turn | None) -> Cell:
    if turn is None:
        return say("brick_nothing")
    who = mover(turn.reason) if turn.reason is not None else say("turn_team")
    lines = who.cells if isinstance(who, Stack) else (who,)
    kept = tuple(one for one in lines if isinstance(one, Said | Value))
    if turn.since is None:
        return Stack(cells=kept)
    days = case.between(Form.DAYS, turn.since, case.now())
    return Stack(cells=(*kept, say("committee_since", days=days)))


def _column(case: Case, rows: Sequence[Brick], at: int) -> Said:
    """Name a milestone by its due date and by what most of it is."""
    name = case.plan.milestones[at].id
    tally: Counter[str] = Counter()
    for one in rows:
        handed = one.service.outcome is ServiceOutcome.HANDED_OVER
        tally["hand_over" if handed else "stop"] += one.service.milestone == name
    tally["returned"] += sum(one.restitution.milestone == name for one in case.plan.assets)
    tally["gone"] += len(gone({}, tuple(enumerate(case.plan.assets)), name).all)
    most, count = tally.most_common(1)[0]
    due = case.planned(Form.DUE, "milestones", at, "due", "on")
    if count == 0:
        return say("committee_column", due=due)
    return say("committee_column_of", due=due, act=term(f"committee_act_{most}"))


# ---------------------------------------------------------------------- the milestones


def _milestones(case: Case, rows: Sequence[Brick]) -> Table:
    return Table(
        columns=(
            say("committee_milestone"),
            say("committee_due"),
            say("committee_window_chosen"),
            say("committee_done"),
            say("committee_late"),
        ),
        rows=tuple(_milestone(case, rows, at) for at in range(len(case.plan.milestones))),
        empty=say("committee_no_milestone"),
        widths=(95, 28, 82, 22, 36),
    )


def _milestone(case: Case, rows: Sequence[Brick], at: int) -> tuple[Cell, ...]:
    milestone = case.plan.milestones[at]
    tally = in_milestone(rows, milestone.id)
    if not tally.complete and overdue(case, milestone):
        told = say("brick_late", days=days_late(case, at))
    else:
        told = say("committee_finished" if tally.complete else "committee_in_time")
    return (
        case.planned(Form.QUOTE, "milestones", at, "title"),
        case.planned(Form.DUE, "milestones", at, "due", "on"),
        window_of(case, at),
        say("committee_done_of", done=case.counted(tally.done), total=case.counted(tally.all)),
        told,
    )


def _charts(case: Case, rows: Sequence[Brick]) -> Iterator[Block]:
    bars = (*milestone_bars(case, rows), *service_bars(case))
    for first in range(0, len(bars), _PER_CHART):
        yield Gantt(bars=bars[first : first + _PER_CHART], today=case.today())
