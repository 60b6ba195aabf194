"""Plan against facts, as bars: what the plan promised, and what the log says was done when."""

from collections.abc import Iterator, Sequence
from datetime import date

from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import Milestone, ServiceOutcome
from releve.papers.brick import Brick, in_milestone
from releve.papers.case import Case
from releve.papers.paper import Bar
from releve.papers.value import Cell, Form, Value, say


def milestone_bars(case: Case, rows: Sequence[Brick]) -> tuple[Bar, ...]:
    """Return one bar a milestone: its window or due date, then its first ending to its last.

    While something of it is left, the second bar goes to this day.
    """
    return tuple(
        Bar(
            label=case.planned(Form.QUOTE, "milestones", at, "title"),
            planned=planned(case, at),
            actual=_actual(case, milestone, over=in_milestone(rows, milestone.id).complete),
        )
        for at, milestone in enumerate(case.plan.milestones)
    )


def service_bars(case: Case) -> tuple[Bar, ...]:
    """Return one bar a service: its milestone's window or due date, then its intent to its end."""
    bars = []
    for at, service in enumerate(case.plan.services):
        known = case.state.of(service_subject(service.id))
        actual: tuple[Value, Value] | None = None
        if known.ended is not None:
            first = known.ended.intent if known.ended.intent >= 0 else known.ended.index
            actual = (case.day(first), case.day(known.ended.index))
        elif service.outcome is ServiceOutcome.ALREADY_STOPPED and known.probed is not None:
            seen = case.day(known.probed[0])
            actual = (seen, seen) if known.probed[1] == "down" else None
        position = case.place("milestones", service.milestone)[1]
        label = case.planned(Form.QUOTE, "services", at, "name")
        bars.append(Bar(label=label, planned=planned(case, position), actual=actual))
    return tuple(bars)


def planned(case: Case, at: int) -> tuple[Value, Value]:
    """Return the window of a milestone, or its due date as a point where none is chosen."""
    if case.plan.milestones[at].window is None:
        due = case.planned(Form.DUE, "milestones", at, "due", "on")
        return (due, due)
    opens = case.planned(Form.INSTANT, "milestones", at, "window", "opens")
    return (opens, case.planned(Form.INSTANT, "milestones", at, "window", "closes"))


def window_of(case: Case, at: int) -> Cell:
    """Say the window of a milestone, or that it is « à compléter »."""
    if case.plan.milestones[at].window is None:
        return case.planned(Form.INSTANT, "milestones", at, "window")
    return say(
        "chronology_window",
        opens=case.planned(Form.INSTANT, "milestones", at, "window", "opens"),
        closes=case.planned(Form.INSTANT, "milestones", at, "window", "closes"),
    )


def _actual(case: Case, milestone: Milestone, *, over: bool) -> tuple[Value, Value] | None:
    indexes = sorted(_finished(case, milestone))
    if not indexes:
        return None
    days = [case.day(one) for one in indexes]
    first = min(days, key=lambda one: date.fromisoformat(str(one.raw)))
    last = max(days, key=lambda one: date.fromisoformat(str(one.raw)))
    return (first, last if over else case.today())


def _finished(case: Case, milestone: Milestone) -> Iterator[int]:
    """Yield the entries that finished something of a milestone."""
    for service in case.plan.services:
        known = case.state.of(service_subject(service.id))
        stopped = service.outcome is ServiceOutcome.ALREADY_STOPPED
        if service.milestone != milestone.id:
            continue
        if known.ended is not None:
            yield known.ended.index
        elif stopped and known.probed is not None and known.probed[1] == "down":
            yield known.probed[0]
    for asset in case.plan.assets:
        known = case.state.of(asset_subject(asset.id))
        if asset.restitution.milestone == milestone.id and known.acceptance is not None:
            yield known.acceptance.index
        if asset.milestone == milestone.id and known.certified is not None:
            yield known.certified
        for copy in asset.copies:
            certified = case.state.of(copy_subject(asset.id, copy.id)).certified
            if copy.milestone == milestone.id and certified is not None:
                yield certified
