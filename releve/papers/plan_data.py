"""Pages of the plan on data: every copy, how long it is kept, to whom it goes back, and when."""

from releve.model.plan import Copy, CopyFate
from releve.papers.case import Case
from releve.papers.paper import Section, Table
from releve.papers.plan_terms import body, coded, open_alert
from releve.papers.source import in_plan
from releve.papers.value import Cell, Form, Said, Stack, Value, missing, say, term


def inventory(case: Case) -> Section:
    """List every body of data and every copy of it, ours included."""
    rows: list[tuple[Cell, ...]] = []
    for at, asset in enumerate(case.plan.assets):
        own = ("assets", at)
        ending = case.place("milestones", asset.milestone)
        rows.append(
            (
                case.planned(Form.QUOTE, *own, "title"),
                body(case, *own, "controller"),
                body(case, *own, "producer"),
                _medium(case, *own),
                coded(case, "performer", *own, "performer"),
                Stack(
                    cells=(
                        coded(case, "reversibility_fate", *own, "fate"),
                        case.planned(Form.DUE, *ending, "due", "on"),
                        *_fate_reason(case, at),
                    )
                ),
            )
        )
        rows += [_copy(case, at, number, one) for number, one in enumerate(asset.copies)]
    whole = [in_plan("assets", at, "id") for at in range(len(case.plan.assets))]
    copies = [
        in_plan("assets", at, "copies", number, "id")
        for at, asset in enumerate(case.plan.assets)
        for number in range(len(asset.copies))
    ]
    table = Table(
        columns=(
            say("reversibility_asset_or_copy"),
            say("reversibility_controller"),
            say("reversibility_producer"),
            say("reversibility_medium"),
            say("reversibility_performer"),
            say("reversibility_fate"),
        ),
        rows=tuple(rows),
        empty=say("reversibility_none"),
        widths=(12, 9, 9, 6, 8, 11),
    )
    return Section(
        heading=say(
            "reversibility_inventory", assets=case.counted(whole), copies=case.counted(copies)
        ),
        blocks=(*open_alert(case, "assets"), table),
    )


def _fate_reason(case: Case, at: int) -> tuple[Value, ...]:
    if case.plan.assets[at].fate_reason is None:
        return ()
    return (case.planned(Form.QUOTE, "assets", at, "fate_reason"),)


def _copy(case: Case, at: int, number: int, copy: Copy) -> tuple[Cell, ...]:
    own = ("assets", at, "copies", number)
    title = case.planned(Form.QUOTE, *own, "title")
    return (
        say("reversibility_our_copy" if copy.ours else "reversibility_copy", title=title),
        body(case, "assets", at, "controller"),
        body(case, "assets", at, "producer"),
        _medium(case, *own),
        coded(case, "performer", *own, "performer"),
        _copy_fate(case, copy, *own),
    )


def _copy_fate(case: Case, copy: Copy, *own: str | int) -> Cell:
    if copy.fate is CopyFate.EXPIRES:
        return say("reversibility_expires", day=case.planned(Form.DAY, *own, "expires_on"))
    if copy.fate is CopyFate.OUT_OF_SCOPE:
        return say("reversibility_left_out", reason=case.planned(Form.QUOTE, *own, "reason"))
    ending = case.place("milestones", copy.milestone)
    fate = coded(case, "reversibility_fate", *own, "fate")
    return Stack(cells=(fate, case.planned(Form.DUE, *ending, "due", "on")))


def _medium(case: Case, *own: str | int) -> Value:
    if case.origins.read(in_plan(*own, "medium")) is None:
        return missing()
    return coded(case, "reversibility_medium", *own, "medium", "kind")


# ---------------------------------------------------------------------- retention


def retentions(case: Case) -> Section:
    """Give each controller's decision on how long, with its basis and the first day allowed."""
    table = Table(
        columns=(
            say("reversibility_asset"),
            say("reversibility_regime"),
            say("reversibility_decided_by"),
            say("reversibility_duration"),
            say("reversibility_reference"),
            say("reversibility_first_day"),
        ),
        rows=tuple(_retention(case, at) for at in range(len(case.plan.assets))),
        empty=say("reversibility_none"),
        widths=(10, 6, 9, 10, 9, 10),
    )
    return Section(heading=say("reversibility_retentions"), blocks=(table,))


def _retention(case: Case, at: int) -> tuple[Cell, ...]:
    asset = case.plan.assets[at]
    title = case.planned(Form.QUOTE, "assets", at, "title")
    regime: Value = term(
        f"reversibility_regime_{asset.archives_regime.name.lower()}",
        in_plan("assets", at, "archives_regime"),
    )
    if asset.retention is None:
        return (title, regime, missing(), missing(), missing(), missing())
    own = ("assets", at, "retention")
    first: list[Value | Said] = [case.planned(Form.DAY, *own, "until")]
    if asset.retention.discharged_by_acceptance:
        first.append(say("reversibility_discharged"))
    return (
        title,
        regime,
        body(case, *own, "decided_by"),
        Stack(
            cells=(
                case.planned(Form.QUOTE, *own, "duration"),
                case.planned(Form.QUOTE, *own, "legal_basis"),
            )
        ),
        Stack(
            cells=(
                case.planned(Form.QUOTE, *own, "reference"),
                case.planned(Form.DAY, *own, "decided_on"),
            )
        ),
        Stack(cells=tuple(first)),
    )


# ---------------------------------------------------------------------- giving back


def restitutions(case: Case) -> Section:
    """Say to whom each body of data goes back, on whose instruction and by which way in."""
    table = Table(
        columns=(
            say("reversibility_asset"),
            say("reversibility_recipient"),
            say("reversibility_instruction"),
            say("reversibility_way_in"),
            say("reversibility_milestone"),
        ),
        rows=tuple(_restitution(case, at) for at in range(len(case.plan.assets))),
        empty=say("reversibility_none"),
        widths=(5, 5, 5, 4, 3),
    )
    return Section(heading=say("reversibility_restitutions"), blocks=(table,))


def _restitution(case: Case, at: int) -> tuple[Cell, ...]:
    given = case.plan.assets[at].restitution
    own = ("assets", at, "restitution")
    ways: list[Value | Said] = [coded(case, "reversibility_way", *own, "kind")]
    ways.append(case.planned(Form.QUOTE, *own, "drop"))
    if given.load is not None:
        ways.append(case.planned(Form.QUOTE, *own, "load"))
    milestone = case.place("milestones", given.milestone)
    return (
        case.planned(Form.QUOTE, "assets", at, "title"),
        body(case, *own, "recipient"),
        case.planned(Form.QUOTE, *own, "instruction", lacking=_instruction(case, at)),
        Stack(cells=tuple(ways)),
        case.planned(Form.DUE, *milestone, "due", "on"),
    )


def _instruction(case: Case, at: int) -> str:
    """Name what lacks: none is needed where data goes back to its own controller."""
    asset = case.plan.assets[at]
    own = asset.restitution.recipient == asset.controller and asset.controller is not None
    return "reversibility_own_controller" if own else "to_complete"


def switch_overs(case: Case) -> Section:
    """Give the days on which the users of each body of pathways change tools."""
    rows = [
        (
            case.planned(Form.QUOTE, "assets", at, "title"),
            body(case, "assets", at, "controller"),
            case.planned(Form.DAY, "assets", at, "switch_over", "double_entry_from"),
            case.planned(Form.DAY, "assets", at, "switch_over", "double_entry_until"),
            case.planned(Form.DAY, "assets", at, "switch_over", "on"),
            case.planned(Form.COUNT, "assets", at, "switch_over", "trial"),
        )
        for at, asset in enumerate(case.plan.assets)
        if asset.switch_over is not None
    ]
    table = Table(
        columns=(
            say("reversibility_asset"),
            say("reversibility_controller"),
            say("reversibility_double_from"),
            say("reversibility_double_until"),
            say("reversibility_switch_on"),
            say("reversibility_trial"),
        ),
        rows=tuple(rows),
        empty=say("reversibility_no_switch_over"),
        widths=(5, 5, 4, 4, 4, 3),
    )
    return Section(heading=say("reversibility_switch_overs"), blocks=(table,))
