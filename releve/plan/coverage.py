"""Coverage: every asset and every copy, ours included, ends in exactly one bin. Pure.

The inventory is that of every plan the ledger adopted: what a later plan dropped still has to be
somewhere. A line without a bin says what lacks, as a code, and whose move it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from releve.ledger.state import PlanState
from releve.ledger.subject import RecordedAct, SubjectState
from releve.model.ids import asset_subject, copy_subject
from releve.model.medium import PACKAGES, FilesMedium
from releve.model.people import Role
from releve.model.plan import Copy, CopyFate, DataAsset, Fate, Performer, Plan
from releve.plan.situation import role_at
from releve.plan.steps import Agenda, Done, Step, Waiting
from releve.plan.tree import Where

ABSENT = "absent"
"""What an act says it saw, of something that is no more."""


class Bin(StrEnum):
    """Where a body of data, or a copy of it, ended."""

    DESTROYED = "destroyed"
    TRANSFERRED = "transferred"
    KEPT = "kept"
    EXPIRES = "expires"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """A plan and the entry that adopted it."""

    index: int
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing of the inventory and its bin; ``lacks`` and ``mover`` where it has none.

    ``subject`` is ``packages/<asset>`` for a package of ours that no plan lists. ``listed`` is the
    plan that lists it last, ``at`` its place there. ``evidence`` are entries, the deciding one
    first; ``said`` the way to its basis, reason or date in the plan in force.
    """

    subject: str
    listed: int
    at: Where
    bin: Bin | None = None
    lacks: str | None = None
    mover: str | None = None
    evidence: tuple[int, ...] = ()
    said: Where | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every line, in the order of the plans."""

    lines: tuple[Line, ...]

    @property
    def open(self) -> tuple[Line, ...]:
        """Those without a bin."""
        return tuple(one for one in self.lines if one.bin is None)

    def within(self, bin_: Bin) -> tuple[Line, ...]:
        """Return those of one bin."""
        return tuple(one for one in self.lines if one.bin is bin_)


def coverage(
    plans: Sequence[Adopted], state: PlanState, at: datetime, agenda: Agenda | None = None
) -> Coverage:
    """Return where every thing of every adopted plan stands at an instant.

    ``plans`` are those adopted, the one in force last; never empty. ``agenda``, at that instant,
    tells whose move it is where something is on its way.
    """
    seen = _Seen(plans[-1], state, at, agenda)
    lines = [*seen.lines()]
    known = {one.subject for one in lines}
    for before in reversed(plans[:-1]):
        for line in _dropped(before, known, seen):
            known.add(line.subject)
            lines.append(line)
    return Coverage(lines=tuple(lines))


class _Seen:
    """The plan in force, read with what the ledger says at an instant."""

    def __init__(
        self, adopted: Adopted, state: PlanState, at: datetime, agenda: Agenda | None
    ) -> None:
        self.adopted = adopted
        self.plan = adopted.plan
        self.state = state
        self.today = at.astimezone(ZoneInfo(adopted.plan.timezone)).date()
        self._agenda = {} if agenda is None else _by_subject(agenda)

    def lines(self) -> Iterator[Line]:
        for number, asset in enumerate(self.plan.assets):
            way: Where = ("assets", number)
            yield self._asset(asset, way)
            for rank, copy in enumerate(asset.copies):
                yield self._copy(asset, copy, (*way, "copies", rank))
            yield from self.unlisted(asset, way, self.adopted.index)

    def _asset(self, asset: DataAsset, way: Where) -> Line:
        subject = asset_subject(asset.id)
        line = Line(subject=subject, listed=self.adopted.index, at=way)
        if asset.fate is Fate.DESTROYED:
            return self.destroyed(line)
        bin_ = Bin.KEPT if asset.fate is Fate.KEPT else Bin.TRANSFERRED
        evidence = _given_back(self.state.of(subject))
        if not evidence:
            return self.open(line, "not_accepted")
        said = _basis(asset, way)
        if bin_ is Bin.KEPT and said is None:
            mover = role_at(Role.CONTROLLER, asset.controller)
            lacking = replace(line, evidence=evidence)
            return self.open(lacking, "without_legal_basis", mover)
        return replace(line, bin=bin_, evidence=evidence, said=said)

    def _copy(self, asset: DataAsset, copy: Copy, way: Where) -> Line:
        subject = copy_subject(asset.id, copy.id)
        line = Line(subject=subject, listed=self.adopted.index, at=way, ours=copy.ours)
        match copy.fate:
            case CopyFate.DESTROYED:
                return self._made_since(self.destroyed(line), asset, copy)
            case CopyFate.OUT_OF_SCOPE if copy.reason is None:
                return self.open(line, "without_reason", role_at(Role.LEAD, None))
            case CopyFate.OUT_OF_SCOPE:
                said = (*way, "reason")
                return replace(
                    line, bin=Bin.OUT_OF_SCOPE, evidence=(self.adopted.index,), said=said
                )
            case CopyFate.EXPIRES:
                return self._expiring(line, copy)

    def _expiring(self, line: Line, copy: Copy) -> Line:
        if copy.expires_on is None:
            return self.open(line, "expiry_unknown", role_at(Role.LEAD, None))
        dated = replace(line, said=(*line.at, "expires_on"))
        if self.today < copy.expires_on:
            return replace(dated, bin=Bin.EXPIRES, evidence=(self.adopted.index,))
        seen = seen_gone(self.plan, self.state.of(line.subject), copy.expires_on)
        if seen is None:
            return self.open(dated, "expiry_unseen", _observer(copy))
        return replace(dated, bin=Bin.EXPIRES, evidence=(seen.index,))

    def unlisted(self, asset: DataAsset, way: Where, listed: int) -> Iterator[Line]:
        """Yield the package of ours that no copy of an asset stands for, if there is one."""
        held = self.state.of(asset_subject(asset.id)).packaged
        if held is None or any(_is_package(one, asset.id) for one in asset.copies):
            return
        line = Line(
            subject=f"packages/{asset.id}", listed=listed, at=way, evidence=(held,), ours=True
        )
        yield self.open(line, "package_unlisted", role_at(Role.LEAD, None))

    def _made_since(self, line: Line, asset: DataAsset, copy: Copy) -> Line:
        """A package made after ours were destroyed is one more, which nothing destroyed."""
        held = self.state.of(asset_subject(asset.id)).packaged
        if line.bin is None or held is None or not _is_package(copy, asset.id):
            return line
        if held < line.evidence[0]:
            return line
        lacking = replace(line, bin=None, evidence=(held,))
        return self.open(lacking, "packaged_since", role_at(Role.LEAD, None))

    def destroyed(self, line: Line) -> Line:
        """Return the line of what must be destroyed: its certificate in force, or what lacks."""
        known = self.state.of(line.subject)
        lacks = _undestroyed(known)
        if lacks is not None:
            return self.open(line, lacks)
        issued, ended = known.in_force, known.ended
        found = tuple(one.index for one in (ended, issued) if one is not None)
        return replace(line, bin=Bin.DESTROYED, evidence=found)

    def open(self, line: Line, lacks: str, mover: str | None = None) -> Line:
        """Return a line without a bin, with whose move it is."""
        return replace(line, lacks=lacks, mover=mover or self._mover(line.subject))

    def _mover(self, subject: str) -> str:
        """Return whose move a subject waits for, through those that must go before it."""
        passed: set[str] = set()
        while subject not in passed:
            passed.add(subject)
            item = self._agenda.get(subject)
            if not isinstance(item, Waiting):
                return role_at(Role.LEAD if isinstance(item, Done) else Role.OPERATOR, None)
            mover = item.reasons[0].mover
            if not mover.startswith("subject:"):
                return mover
            subject = mover.removeprefix("subject:")
        return role_at(Role.LEAD, None)


def seen_gone(plan: Plan, known: SubjectState, since: date) -> RecordedAct | None:
    """Return the act that says a thing was seen gone, on that day or after; ``None`` without one.

    The attestation of whoever holds it, or what the lead or the controller observed.
    """
    zone = ZoneInfo(plan.timezone)
    for act in (known.attestation, known.reconciled):
        if act is None or act.fields["observed"] != ABSENT:
            continue
        if act.signed_at.astimezone(zone).date() >= since:
            return act
    return None


def _dropped(before: Adopted, known: set[str], seen: _Seen) -> Iterator[Line]:
    """Yield what an earlier plan listed and no later one does."""
    for number, asset in enumerate(before.plan.assets):
        way: Where = ("assets", number)
        subject = asset_subject(asset.id)
        if subject not in known:
            line = Line(subject=subject, listed=before.index, at=way)
            yield _left(line, asset.id, seen)
            yield from seen.unlisted(asset, way, before.index)
        for rank, copy in enumerate(asset.copies):
            subject = copy_subject(asset.id, copy.id)
            if subject not in known:
                at = (*way, "copies", rank)
                line = Line(subject=subject, listed=before.index, at=at, ours=copy.ours)
                yield _left(line, asset.id, seen)


def _left(line: Line, asset: str, seen: _Seen) -> Line:
    """Destroyed and certified all the same, or out of perimeter by the plan in force."""
    if _undestroyed(seen.state.of(line.subject)) is None:
        return seen.destroyed(line)
    declared = [one.id for one in seen.plan.out_of_perimeter]
    held = any(one.id == asset for one in seen.plan.assets)
    if asset in declared and not held and not line.ours:
        said: Where = ("out_of_perimeter", declared.index(asset), "reason")
        return replace(line, bin=Bin.OUT_OF_SCOPE, evidence=(seen.adopted.index,), said=said)
    return seen.open(line, "dropped_without_reason", role_at(Role.LEAD, None))


def _given_back(known: SubjectState) -> tuple[int, ...]:
    """Return the acceptance of what was exported and received, and what it names; else nothing."""
    act, exported, receipt = known.acceptance, known.exported, known.receipt
    if act is None or exported is None or receipt is None:
        return ()
    if (act.fields["package"], act.fields["receipt"]) != (exported.package, receipt.file):
        return ()
    return (act.index, receipt.index, exported.index)


def _undestroyed(known: SubjectState) -> str | None:
    """Return why something does not count as destroyed, ``None`` if it does."""
    if known.intent is not None:
        return "unfinished"
    if known.ended is None:
        return _unended(known)
    if known.ended.observed == "present":
        return "still_present"
    if known.withdrawn is not None:
        return "certificate_withdrawn"
    issued = known.in_force
    return None if issued and issued.outcome == known.ended.index else "not_certified"


def _unended(known: SubjectState) -> str:
    if known.repeated is not None:
        return "sent_back"
    if known.rest:
        return "partial"
    return "undetermined" if known.lapsed == "undetermined" else "not_destroyed"


def _basis(asset: DataAsset, way: Where) -> Where | None:
    if asset.retention is not None and asset.retention.legal_basis is not None:
        return (*way, "retention", "legal_basis")
    return None if asset.fate_reason is None else (*way, "fate_reason")


def _is_package(copy: Copy, asset: str) -> bool:
    match copy.medium:
        case FilesMedium(endpoint=endpoint, path=path):
            return (endpoint, path) == (PACKAGES, asset)
        case _:
            return False


_OBSERVERS: Mapping[Performer, Role] = {
    Performer.PUBLISHER: Role.PUBLISHER,
    Performer.HOST: Role.HOST,
    Performer.ESTABLISHMENT: Role.RECIPIENT,
}


def _observer(copy: Copy) -> str:
    holder = _OBSERVERS.get(copy.performer) if copy.performer is not None else None
    return role_at(holder or Role.LEAD, None)


def _by_subject(agenda: Agenda) -> dict[str, Step | Waiting | Done]:
    items: tuple[Step | Waiting | Done, ...] = (*agenda.ready, *agenda.waiting, *agenda.done)
    return {one.subject: one for one in items}
