"""Whose move it is, why, and since when at least: what a committee asks about whatever waits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from releve.ledger.body import texts
from releve.ledger.state import covered_by
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT, asset_subject, service_subject
from releve.model.plan import IRREVERSIBLE, Milestone, Service, ServiceOutcome, Verb
from releve.model.time import parse_instant
from releve.papers.case import Case, when_path
from releve.papers.source import in_entry, in_plan
from releve.papers.value import Cell, Form, Rule, Said, Stack, Value, named, say, term
from releve.plan.seats import asset_of, service_of
from releve.plan.steps import Reason, Step, Waiting

_TELLS_NOTHING = frozenset(
    {
        EntryKind.DOCUMENT_ISSUED,
        EntryKind.NOTE_RECORDED,
        EntryKind.CERTIFICATE_STAMPED,
        EntryKind.ACT_REFUSED,
        EntryKind.STEP_FAILED,
    }
)
"""Entries that leave everybody's move where it was."""
_OF_ALL = frozenset({"pause", "resume", "hold", "lift", "revocation"})
"""Acts about the whole plan that can give somebody the move, or take it."""
_SINCE_THEIR_ENTRY = frozenset(
    {
        "paused",
        "legal_hold",
        "source_changed_since_receipt",
        "visa_refused",
        "finding_blocks",
        "programme_closed",
    }
)
"""Reasons whose ``entry`` is the very one that made them."""
_AFTER_OTHERS = IRREVERSIBLE | {Verb.FREEZE, Verb.REQUEST, Verb.ORDER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one subject waits for. ``reason`` is ``None`` when it can be done now.

    ``since`` is the day of the last thing that can have given the move, ``None`` for what waits
    for a date, for another subject, or for the tool.
    """

    item: Waiting | Step
    reason: Reason | None
    since: Value | None


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Every subject's turn in a case, the log read through once."""

    case: Case

    @cached_property
    def items(self) -> Mapping[str, Waiting | Step]:
        """What is not done, by subject, in plan order."""
        agenda = self.case.agenda
        found: list[Waiting | Step] = [*agenda.waiting, *agenda.ready]
        return {one.subject: one for one in found}

    @cached_property
    def _last(self) -> Mapping[str, int]:
        """The last entry that changed where each subject stands."""
        found: dict[str, int] = {}
        for entry in self.case.entries:
            for subject in _touched(entry):
                found[subject] = entry.index
        return found

    def of(self, subject: str) -> Turn | None:
        """Return what a subject waits for, or ``None`` when its part is finished."""
        item = self.items.get(subject)
        if item is None:
            return None
        reason = _foremost(item.reasons) if isinstance(item, Waiting) else None
        return Turn(item=item, reason=reason, since=self._since(item, reason))

    def first(self, subjects: Iterable[str]) -> Turn | None:
        """Return the turn to show of several subjects: the first that somebody can move."""
        turns = [turn for turn in map(self.of, subjects) if turn is not None]
        moved = (one for one in turns if one.reason is None or not _behind(one.reason))
        return next(moved, turns[0] if turns else None)

    def _since(self, item: Waiting | Step, reason: Reason | None) -> Value | None:
        if reason is not None and (_behind(reason) or reason.mover in {"time", "releve"}):
            return None
        window = self._milestone(item.milestone)[1].window
        if reason is None and (window is None or window.opens > self.case.at):
            return None
        named_entry = dict(reason.facts).get("entry") if reason is not None else None
        told = reason is not None and reason.code in _SINCE_THEIR_ENTRY
        if told and isinstance(named_entry, int) and named_entry >= 0:
            return self.case.day(named_entry)
        sources = [*self._entries(item), *self._instants(item, reason)]
        return _last_day(self.case, sources)

    def _entries(self, item: Waiting | Step) -> Iterator[str]:
        """Point at the last fact of the subject, of what binds it and of what it comes after."""
        names = [*covered_by(item.subject)]
        if item.verb in _AFTER_OTHERS:
            names += self._before(item.subject)
        for name in names:
            index = self._last.get(name)
            if index is not None:
                yield in_entry(index, when_path(self.case.entries[index]))

    def _before(self, subject: str) -> list[str]:
        """Name what had to go first: services of its data, data it requires, the same host's."""
        plan = self.case.plan
        asset, service = asset_of(plan, subject), service_of(plan, subject)
        names = [*map(service_subject, service.requires)] if service is not None else []
        if asset is not None:
            names += [*map(service_subject, asset.services), *map(asset_subject, asset.requires)]
        if service is not None and service.outcome is ServiceOutcome.HANDED_OVER:
            names += [service_subject(one.id) for one in plan.services if _shares(one, service)]
        return names

    def _instants(self, item: Waiting | Step, reason: Reason | None) -> Iterator[str]:
        """Point at the instants of the plan that are past and may have given the move."""
        at, milestone = self._milestone(item.milestone)
        window = milestone.window
        if window is not None and window.opens <= self.case.at:
            yield in_plan("milestones", at, "window", "opens")
        missed = reason is not None and reason.code in {"window_missed", "window_too_short"}
        if window is not None and missed and window.closes <= self.case.at:
            yield in_plan("milestones", at, "window", "closes")
        yield from self._lapsed(item.subject)
        asset = asset_of(self.case.plan, item.subject)
        if item.verb not in _AFTER_OTHERS:
            return
        if asset is not None and asset.retention is not None and asset.retention.until is not None:
            position = self.case.place("assets", asset.id)
            if asset.retention.until <= date.fromisoformat(str(self.case.today().raw)):
                yield in_plan(*position, "retention", "until")

    def _lapsed(self, subject: str) -> Iterator[str]:
        """Point at the instants when approvals, or the request that they are of, ran out."""
        known = self.case.state.of(subject)
        for act in known.approvals:
            if parse_instant(act.fields["expires_at"]) <= self.case.at:
                yield in_entry(act.index, "body", "fields", "expires_at")
        if known.request is not None and known.request.expires_at <= self.case.at:
            yield in_entry(known.request.index, "body", "expires_at")

    def _milestone(self, name: str) -> tuple[int, Milestone]:
        at = self.case.place("milestones", name)[1]
        return at, self.case.plan.milestones[at]


def mover(reason: Reason) -> Cell:
    """Say whose move it is, in words: every seat still empty, where an approval waits."""
    seats = dict(reason.facts).get("missing")
    if reason.code == "approval_missing" and isinstance(seats, tuple):
        return Stack(cells=tuple(_seat(str(one)) for one in seats))
    kind, _, name = reason.mover.partition(":")
    if kind == "role":
        return _seat(name)
    if kind == "subject":
        return say("turn_after", subject=named(Form.SUBJECT, name))
    return say("turn_time") if kind == "time" else say("turn_tool")


def why(reason: Reason) -> Value:
    """Say why something waits in the few words of a committee."""
    return term(f"turn_why_{reason.code}")


def _seat(seat: str) -> Said:
    role, _, organisation = seat.partition("@")
    if not organisation:
        return say("turn_role", role=term(f"turn_role_{role}"))
    named_ = named(Form.ORGANISATION, organisation)
    return say("turn_role_of", role=term(f"turn_role_{role}"), organisation=named_)


def _foremost(reasons: Sequence[Reason]) -> Reason:
    """Return the first reason that somebody can lift, else the first."""
    mine = (one for one in reasons if not _behind(one) and one.mover != "time")
    return next(mine, reasons[0])


def _behind(reason: Reason) -> bool:
    return reason.mover.startswith("subject:")


def _shares(other: Service, service: Service) -> bool:
    """Tell whether two services are on one host."""
    if other.control is None or service.control is None or other.id == service.id:
        return False
    return other.control.host == service.control.host


def _touched(entry: Entry) -> tuple[str, ...]:
    """Name the subjects that an entry gives a new standing."""
    if entry.kind is EntryKind.PLAN_ADOPTED:
        return texts(entry.body, "touched")
    if entry.kind in _TELLS_NOTHING:
        return ()
    if entry.subject == PLAN_SUBJECT and entry.body.get("act") not in _OF_ALL:
        return ()
    return (entry.subject,)


def _last_day(case: Case, sources: Sequence[str]) -> Value | None:
    """Return the day of the last of these days and instants, read where it stands."""
    if not sources:
        return None
    zone = ZoneInfo(case.plan.timezone)

    def placed(source: str) -> datetime:
        text = str(case.origins.read(source))
        if "T" in text:
            return parse_instant(text)
        return datetime.combine(date.fromisoformat(text), time(), zone)

    last = max(sources, key=placed)
    day = placed(last).astimezone(zone).date().isoformat()
    return Value(form=Form.DAY, raw=day, rule=Rule.DAY_OF, sources=(last,))
