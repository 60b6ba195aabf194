"""A validation that validates itself: faults are planted in a shadow, and all must be caught.

The checks are the very ones of the run, given as callables. Counts and content are compared for
one fault at a time, so that no two make up for each other. The suite reads one shadow that holds
every fault, each in pathways of its own, and one without any: a check is credited with a fault
for a record of those pathways that it lists in the first and not in the second.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

from expectations.failing_keys import Failing, KeySink
from expectations.fault_list import FAULTS
from expectations.faults import Fault, Faulted
from expectations.shadow import Shadow, made_up
from releve.model.evidence import Check, Verdict
from releve.pathways.folder import Group, GroupSource

SuiteRun: TypeAlias = Callable[[GroupSource, KeySink], object]
"""Runs the suite over groups, and lists every record that fails a check."""

Comparing: TypeAlias = Callable[[GroupSource, GroupSource], Sequence[Check]]
"""Compares what should be there (first) with what is (second)."""

CAUGHT = "planted_fault"
MISSED = "planted_fault_missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A fault, the checks that caught it, and whether a made-up pathway had to hold it."""

    kind: str
    at_source: bool
    made_up: bool
    caught_by: tuple[str, ...]

    def check(self) -> Check:
        """Return what this proves of the run; a missed fault makes it undetermined."""
        if not self.caught_by:
            missed = f"{MISSED}.{self.kind}"
            return Check(code=missed, verdict=Verdict.UNDETERMINED, seen=1, failed=0)
        return Check(code=f"{CAUGHT}.{self.kind}", verdict=Verdict.PASSED, seen=1, failed=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where a fault was planted: its pathways before, and what they became."""

    fault: Fault
    before: tuple[Group, ...]
    after: Faulted
    made_up: bool

    def names(self) -> frozenset[str]:
        return frozenset(one.id for one in (*self.before, *self.after.groups))


def prove(
    suite: SuiteRun, comparing: Comparing, sample: Shadow, faults: Sequence[Fault] = FAULTS
) -> tuple[Planted, ...]:
    """Plant every fault in a copy of the sample, and tell which checks caught each.

    Faults go into pathways that keep every rule, real ones first; those that no pathway of the
    sample can hold go into made-up ones, added to the copy. A fault that has no place at all (a
    suite of another kind finds fault with made-up pathways) is one that nothing caught.
    """
    shadow, added = _copied(sample, faults)
    clean: set[Failing] = set()
    suite(shadow, clean.add)
    plots = _plots(shadow, added, {one.pathway for one in clean}, faults)
    found: set[Failing] = set()
    suite(_planted(shadow, plots.values()), found.add)
    new = found - clean
    return tuple(_told(fault, plots.get(fault.kind), comparing, shadow, new) for fault in faults)


def _copied(sample: Shadow, faults: Sequence[Fault]) -> tuple[Shadow, Sequence[Group]]:
    """Return the sample with as many made-up pathways as faults may need; and these alone."""
    made = [made_up(number) for number in range(sum(one.pathways for one in faults))]
    added = [group for group, _ in made]
    shared = (record for _, records in made for record in records)
    directory = sorted((*sample.directory, *shared), key=lambda one: one.id.encode())
    return Shadow((*sample.pathways, *added), directory), added


def _plots(
    shadow: Shadow, added: Sequence[Group], unfit: set[str | None], faults: Sequence[Fault]
) -> dict[str, _Plot]:
    """Give each fault pathways of its own; those that already fail a rule are left alone."""
    names = {one.id for one in added}
    fit = [one for one in shadow.pathways if one.id not in unfit]
    real = [one for one in fit if one.id not in names]
    invented = [one for one in fit if one.id in names]
    plots = {}
    for fault in faults:
        found = None if fault.shared else _place(fault, real)
        made = found is None
        found = found or _place(fault, invented)
        if found is not None:
            before, after = found
            used = {one.id for one in before}
            real = [one for one in real if one.id not in used]
            invented = [one for one in invented if one.id not in used]
            plots[fault.kind] = _Plot(fault=fault, before=before, after=after, made_up=made)
    return plots


def _place(fault: Fault, free: Sequence[Group]) -> tuple[tuple[Group, ...], Faulted] | None:
    for groups in permutations(free, fault.pathways):
        after = fault.plant(groups)
        if after is not None:
            return groups, after
    return None


def _told(
    fault: Fault, plot: _Plot | None, comparing: Comparing, shadow: Shadow, found: set[Failing]
) -> Planted:
    """Tell which checks caught a fault: comparisons of it alone, rules that name its pathways."""
    caught: tuple[str, ...] = ()
    if plot is not None:
        names = plot.names()
        listed = {one.check for one in found if one.pathway in names}
        caught = (*_compared(comparing, shadow, plot), *sorted(listed))
    return Planted(
        kind=fault.kind,
        at_source=fault.at_source,
        made_up=plot is None or plot.made_up,
        caught_by=caught,
    )


def _planted(shadow: Shadow, plots: Iterable[_Plot]) -> Shadow:
    """Return the shadow with faults; what replaces pathways stands where the first one stood."""
    after: dict[str, tuple[Group, ...]] = {}
    gone: set[str] = set()
    for plot in plots:
        after |= {one.id: () for one in plot.before}
        after[plot.before[0].id] = plot.after.groups
        gone |= plot.after.gone
    pathways = [one for group in shadow.pathways for one in after.get(group.id, (group,))]
    return Shadow(pathways, [one for one in shadow.directory if one.id not in gone])


def _compared(comparing: Comparing, shadow: Shadow, plot: _Plot) -> tuple[str, ...]:
    """Return the comparisons that one fault fails; none are asked of a fault of the source."""
    if plot.fault.at_source:
        return ()
    own = Shadow(plot.before, shadow.directory)
    checks = comparing(own, _planted(own, [plot]))
    return tuple(one.code for one in checks if one.verdict is Verdict.FAILED)
