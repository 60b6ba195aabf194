"""Pages of the plan on its perimeter: bricks in and out, contracts, and when what is due."""

from releve.papers.case import Case
from releve.papers.chronology import planned, window_of
from releve.papers.paper import Bar, Block, Gantt, Paragraph, Section, Table, Tone
from releve.papers.plan_terms import body, coded, nothing, open_alert, stacked
from releve.papers.source import in_plan
from releve.papers.value import Cell, Form, Said, Stack, Value, say

_PER_CHART = 36


def perimeter(case: Case) -> Section:
    """Say what is retired, what becomes of it, and what is left out with the reason."""
    services = Table(
        columns=(
            say("reversibility_brick"),
            say("reversibility_reach"),
            say("reversibility_controller"),
            say("reversibility_performer"),
            say("reversibility_outcome"),
            say("reversibility_milestone"),
        ),
        rows=tuple(_service(case, at) for at in range(len(case.plan.services))),
        empty=say("reversibility_none"),
        widths=(5, 3, 5, 4, 5, 3),
    )
    fates = Table(
        columns=(
            say("reversibility_brick"),
            say("reversibility_outcome"),
            say("reversibility_its_data"),
        ),
        rows=tuple(_fates(case, at) for at in range(len(case.plan.services))),
        empty=say("reversibility_none"),
        widths=(4, 4, 9),
    )
    outside = Table(
        columns=(
            say("reversibility_brick"),
            say("reversibility_holder"),
            say("reversibility_reason"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "out_of_perimeter", at, "name"),
                body(case, "out_of_perimeter", at, "holder"),
                case.planned(Form.QUOTE, "out_of_perimeter", at, "reason"),
            )
            for at in range(len(case.plan.out_of_perimeter))
        ),
        empty=say("reversibility_nothing_outside"),
        widths=(3, 3, 8),
    )
    return Section(
        heading=say("reversibility_perimeter"),
        blocks=(
            *open_alert(case, "services"),
            services,
            _strong("reversibility_two_things"),
            fates,
            _strong("reversibility_outside"),
            outside,
        ),
    )


def _strong(code: str) -> Paragraph:
    return Paragraph(cells=(say(code),), tone=Tone.STRONG)


def _service(case: Case, at: int) -> tuple[Cell, ...]:
    service = case.plan.services[at]
    position = case.place("milestones", service.milestone)
    return (
        case.planned(Form.QUOTE, "services", at, "name"),
        Stack(
            cells=(
                coded(case, "reversibility_scope", "services", at, "scope"),
                case.planned(Form.QUOTE, "services", at, "family"),
            )
        ),
        body(case, "services", at, "controller"),
        coded(case, "performer", "services", at, "performer"),
        _outcome(case, at),
        case.planned(Form.DUE, *position, "due", "on"),
    )


def _outcome(case: Case, at: int) -> Cell:
    service = case.plan.services[at]
    told = coded(case, "reversibility_outcome", "services", at, "outcome")
    if service.outcome.value != "handed_over":
        return told
    return Stack(cells=(told, body(case, "services", at, "recipient")))


def _fates(case: Case, at: int) -> tuple[Cell, ...]:
    name = case.plan.services[at].id
    listed = [number for number, one in enumerate(case.plan.assets) if name in one.services]
    return (
        case.planned(Form.QUOTE, "services", at, "name"),
        coded(case, "reversibility_outcome", "services", at, "outcome"),
        stacked(_fate(case, number) for number in listed),
    )


def _fate(case: Case, number: int) -> Said:
    title = case.planned(Form.QUOTE, "assets", number, "title")
    fate = coded(case, "reversibility_fate", "assets", number, "fate")
    return say("reversibility_data_fate", title=title, fate=fate)


# ---------------------------------------------------------------------- contracts


def contracts(case: Case) -> Section:
    """Say who owes what to whom until when, in the contract's own clauses."""
    many = range(len(case.plan.contracts))
    parties = Table(
        columns=(
            say("reversibility_contract"),
            say("reversibility_buyer"),
            say("reversibility_contract_holder"),
            say("reversibility_lot"),
            say("reversibility_ends"),
            say("reversibility_support"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "contracts", at, "title"),
                body(case, "contracts", at, "buyer"),
                body(case, "contracts", at, "holder"),
                case.planned(Form.QUOTE, "contracts", at, "lot"),
                case.planned(Form.DAY, "contracts", at, "ends_on"),
                case.planned(Form.DAY, "contracts", at, "end_of_support"),
            )
            for at in many
        ),
        empty=say("reversibility_none"),
        widths=(5, 4, 3, 3, 3, 3),
    )
    clauses = Table(
        columns=(
            say("reversibility_contract"),
            say("reversibility_general"),
            say("reversibility_clause"),
            say("reversibility_delay"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "contracts", at, "title"),
                case.planned(Form.QUOTE, "contracts", at, "general_clauses"),
                case.planned(Form.QUOTE, "contracts", at, "reversibility_clause"),
                case.planned(Form.DAYS, "contracts", at, "destruction_within_days"),
            )
            for at in many
        ),
        empty=say("reversibility_none"),
        widths=(5, 4, 4, 4),
    )
    return Section(
        heading=say("reversibility_contracts"),
        blocks=(*open_alert(case, "contracts"), parties, clauses),
    )


# ---------------------------------------------------------------------- when what is due


def schedule(case: Case) -> Section:
    """Give the due dates with the precision promised, the windows chosen, and both drawn."""
    return Section(
        heading=say("reversibility_schedule"),
        blocks=(
            *open_alert(case, "milestones"),
            Table(
                columns=(
                    say("reversibility_milestone_title"),
                    say("reversibility_due"),
                    say("reversibility_window"),
                    say("reversibility_bricks_in"),
                ),
                rows=tuple(_milestone(case, at) for at in range(len(case.plan.milestones))),
                empty=say("reversibility_none"),
                widths=(6, 3, 5, 6),
            ),
            Paragraph(cells=(say("reversibility_due_is_no_window"),), tone=Tone.SOFT),
            *_charts(case),
        ),
    )


def _milestone(case: Case, at: int) -> tuple[Cell, ...]:
    name = case.plan.milestones[at].id
    services = [
        case.planned(Form.QUOTE, "services", number, "name")
        for number, one in enumerate(case.plan.services)
        if one.milestone == name
    ]
    returned = [
        in_plan("assets", number, "restitution")
        for number, one in enumerate(case.plan.assets)
        if one.restitution.milestone == name
    ]
    ending = [
        in_plan("assets", number, "fate")
        for number, one in enumerate(case.plan.assets)
        if one.milestone == name
    ]
    told: list[Value | Said] = [*services]
    if returned:
        told.append(say("reversibility_given_back", count=case.counted(returned)))
    if ending:
        told.append(say("reversibility_ending", count=case.counted(ending)))
    return (
        case.planned(Form.QUOTE, "milestones", at, "title"),
        case.planned(Form.DUE, "milestones", at, "due", "on"),
        window_of(case, at),
        stacked(told) if told else nothing(),
    )


def _charts(case: Case) -> tuple[Block, ...]:
    """Draw the plan alone: what was done is drawn on the committee's page."""
    bars = [
        Bar(
            label=case.planned(Form.QUOTE, "milestones", at, "title"),
            planned=planned(case, at),
            actual=None,
        )
        for at in range(len(case.plan.milestones))
    ]
    for at, service in enumerate(case.plan.services):
        position = case.place("milestones", service.milestone)[1]
        label = case.planned(Form.QUOTE, "services", at, "name")
        bars.append(Bar(label=label, planned=planned(case, position), actual=None))
    starts = range(0, len(bars), _PER_CHART)
    return tuple(Gantt(bars=tuple(bars[at : at + _PER_CHART]), today=None) for at in starts)
