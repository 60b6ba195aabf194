"""A brick of the plan as a committee follows it: a service with its data, milestone by milestone.

The state of a service and the fate of its data are two things: each milestone tells both apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from releve.ledger.subject import SubjectState
from releve.model.evidence import Outcome
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import CopyFate, DataAsset, Fate, Milestone, Service, ServiceOutcome
from releve.papers.case import Case
from releve.papers.source import in_plan
from releve.papers.value import Cell, Form, Said, Stack, Value, say, term
from releve.plan.extractions import out_of_reach

GONE = frozenset({"destroyed", "expired"})
"""Where data to be deleted end; not where the certificate was withdrawn, and none stands."""
_ENDINGS = {
    Outcome.STOPPED: "stopped",
    Outcome.HANDED_OVER: "handed_over",
    Outcome.ATTESTED: "attested",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of the things that count, each by where it is listed, are done."""

    done: tuple[str, ...]
    all: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return len(self.done) == len(self.all)


@dataclass(frozen=True, kw_only=True)
class Brick:
    """One service at its position in the plan, in a case. ``ends`` is the agenda's bins."""

    case: Case
    at: int
    ends: dict[str, str]

    @cached_property
    def service(self) -> Service:
        """The service itself."""
        return self.case.plan.services[self.at]

    @property
    def subject(self) -> str:
        """Its subject."""
        return service_subject(self.service.id)

    @cached_property
    def known(self) -> SubjectState:
        """What the log says of the service."""
        return self.case.state.of(self.subject)

    @property
    def closed(self) -> bool:
        """Whether the service itself is finished: stopped, handed over, or seen stopped."""
        return self.subject in self.ends

    @cached_property
    def assets(self) -> tuple[tuple[int, DataAsset], ...]:
        """Its data, with their position in the plan."""
        listed = enumerate(self.case.plan.assets)
        return tuple((at, one) for at, one in listed if self.service.id in one.services)

    def subjects(self) -> Iterator[str]:
        """Name the service, its data, then their copies."""
        yield self.subject
        yield from (asset_subject(one.id) for _, one in self.assets)
        for _, one in self.assets:
            yield from (copy_subject(one.id, copy.id) for copy in one.copies)

    def state(self) -> Said | Value:
        """Say where the service stands, whatever becomes of its data."""
        known = self.known
        if known.ended is not None:
            ending = _ENDINGS.get(known.ended.outcome, "unsettled")
            return term(f"brick_state_{ending}", f"journal/{known.ended.index}#/body/outcome")
        if self.service.outcome is ServiceOutcome.ALREADY_STOPPED and self.service.control is None:
            return term("brick_state_said_stopped")
        if known.intent is not None:
            return term("brick_state_acting", f"journal/{known.intent.index}#/kind")
        if known.probed is None:
            return term("brick_state_not_seen")
        index, observed = known.probed
        if self.service.outcome is ServiceOutcome.ALREADY_STOPPED and observed == "down":
            return term("brick_state_seen_stopped", f"journal/{index}#/body/observed")
        if known.request is not None:
            return term("brick_state_asked", f"journal/{known.request.index}#/kind")
        return term(f"brick_state_{observed}", f"journal/{index}#/body/observed")

    # ------------------------------------------------------------------ one milestone

    def cell(self, position: int, milestone: Milestone) -> Cell:
        """Say what a milestone holds for this brick: done on which day, counts, days late."""
        case = self.case
        lines: list[Value | Said] = []
        left = False
        if self.service.milestone == milestone.id:
            lines.append(self._ending())
            left = not self.closed
        for code, tally in (
            ("brick_returned", self.returned(milestone.id)),
            ("brick_gone", self.gone(milestone.id)),
        ):
            if tally.all:
                done, total = case.counted(tally.done), case.counted(tally.all)
                lines.append(say(code, done=done, total=total))
                left = left or not tally.complete
        if left and overdue(case, milestone):
            lines.append(say("brick_late", days=days_late(case, position)))
        return Stack(cells=tuple(lines)) if lines else say("brick_nothing")

    def _ending(self) -> Said:
        known, handed = self.known, self.service.outcome is ServiceOutcome.HANDED_OVER
        if known.ended is not None:
            return say("brick_ended_on", day=short(self.case.day(known.ended.index)))
        if self.closed and known.probed is not None:
            return say("brick_seen_on", day=short(self.case.day(known.probed[0])))
        if self.closed:
            return say("brick_said_stopped")
        return say("brick_hand_over_planned" if handed else "brick_stop_planned")

    def returned(self, milestone: str | None = None) -> Tally:
        """Count its data given back and accepted, in one milestone or in all."""
        return returned(self.case, self.assets, milestone)

    def gone(self, milestone: str | None = None) -> Tally:
        """Count its data and copies to be deleted that are, in one milestone or in all."""
        return gone(self.ends, self.assets, milestone)


def returned(
    case: Case, assets: tuple[tuple[int, DataAsset], ...], milestone: str | None = None
) -> Tally:
    """Count data given back and accepted, of those that are to be given back by us."""
    due = [
        (asset_subject(one.id), in_plan("assets", at, "id"))
        for at, one in assets
        if milestone in {None, one.restitution.milestone} and not out_of_reach(case.plan, one)
    ]
    done = tuple(way for name, way in due if case.state.of(name).acceptance is not None)
    return Tally(done=done, all=tuple(way for _, way in due))


def gone(
    ends: dict[str, str], assets: tuple[tuple[int, DataAsset], ...], milestone: str | None = None
) -> Tally:
    """Count data and copies to be deleted that are: certified, or expired on their day."""
    due: list[tuple[str, str]] = []
    for at, asset in assets:
        if asset.fate is Fate.DESTROYED and milestone in {None, asset.milestone}:
            due.append((asset_subject(asset.id), in_plan("assets", at, "id")))
        due += [
            (copy_subject(asset.id, copy.id), in_plan("assets", at, "copies", number, "id"))
            for number, copy in enumerate(asset.copies)
            if copy.fate is not CopyFate.OUT_OF_SCOPE and milestone in {None, copy.milestone}
        ]
    done = tuple(way for name, way in due if ends.get(name) in GONE)
    return Tally(done=done, all=tuple(way for _, way in due))


def bricks(case: Case) -> tuple[Brick, ...]:
    """Return the bricks of a plan, in plan order."""
    ends = {one.subject: one.bin for one in case.agenda.done}
    return tuple(Brick(case=case, at=at, ends=ends) for at in range(len(case.plan.services)))


def in_milestone(rows: Sequence[Brick], name: str) -> Tally:
    """Count what a milestone holds: services, data given back, data and copies to be deleted."""
    if not rows:
        return Tally(done=(), all=())
    case, ends = rows[0].case, rows[0].ends
    ending = [one for one in rows if one.service.milestone == name]
    services = Tally(
        done=tuple(in_plan("services", one.at, "id") for one in ending if one.closed),
        all=tuple(in_plan("services", one.at, "id") for one in ending),
    )
    assets = tuple(enumerate(case.plan.assets))
    # The same body of data counts twice where it is given back and deleted in one milestone.
    back = _under(returned(case, assets, name), "restitution")
    tallies = (services, back, gone(ends, assets, name))
    return Tally(
        done=tuple(way for one in tallies for way in one.done),
        all=tuple(way for one in tallies for way in one.all),
    )


def _under(tally: Tally, member: str) -> Tally:
    """Name the same things by another member of theirs."""
    return Tally(
        done=tuple(way.removesuffix("id") + member for way in tally.done),
        all=tuple(way.removesuffix("id") + member for way in tally.all),
    )


def overdue(case: Case, milestone: Milestone) -> bool:
    """Tell whether the due date of a milestone is past: the day itself is not late."""
    return milestone.due.on < date.fromisoformat(str(case.today().raw))


def days_late(case: Case, position: int) -> Value:
    """Return the days since a due date."""
    due = case.planned(Form.DUE, "milestones", position, "due", "on")
    return case.between(Form.DAYS, due, case.now())


def short(day: Value) -> Value:
    """Return a day in figures."""
    return replace(day, form=Form.SHORT_DAY)
