"""Whether one side holds what the other does: counts, values, bytes and keyed content.

A suite judges what is there; this judges that it is all there, and the same. Each side is read
once, and gives a portrait: totals, and 32 bytes for each pathway.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from expectations.failing_keys import Failing
from releve.errors import EvidenceRefused
from releve.model.evidence import Check, Verdict
from releve.pathways.folder import Group, GroupSource
from releve.pathways.model import ENTITIES
from releve.pathways.tree import group_entry, package_root

LOST, FOREIGN, SAME = "pathway.lost", "pathway.foreign", "pathway.same"

Cell: TypeAlias = tuple[str, str]
"""An entity and an attribute."""


@dataclass(slots=True)
class Portrait:
    """What a side holds. ``entries`` are keyed: they say nothing of anybody without the key.

    ``repeated`` counts pathways met again, ``disordered`` those whose records do not come in the
    strict order of their ids (one of them is there twice, then).
    """

    records: Counter[str] = field(default_factory=Counter)
    octets: Counter[str] = field(default_factory=Counter)
    filled: Counter[Cell] = field(default_factory=Counter)
    absent: Counter[Cell] = field(default_factory=Counter)
    entries: dict[str, bytes] = field(default_factory=dict)
    repeated: int = 0
    disordered: int = 0

    def root(self) -> str:
        """Return the package root."""
        named = sorted(self.entries.items(), key=lambda one: one[0].encode())
        return package_root(entry for _, entry in named)


def portrait(
    package_key: bytes, groups: GroupSource, watch: Callable[[Group], None] | None = None
) -> Portrait:
    """Read a side once, and show each group to ``watch`` on the way.

    Raises what the reading does, and ``package_key_malformed``.
    """
    seen = Portrait()
    for group in groups.groups():
        _add(seen, package_key, group)
        if watch is not None:
            watch(group)
    return seen


def _add(seen: Portrait, package_key: bytes, group: Group) -> None:
    for record in group.records:
        entity = record.entity
        seen.records[entity] += 1
        seen.octets[entity] += len(record.canonical())
        for name, value in record.values.items():
            absent = isinstance(value, dict) and "absent" in value
            (seen.absent if absent else seen.filled)[entity, name] += 1
    if group.id in seen.entries:
        seen.repeated += 1
    try:
        seen.entries[group.id] = group_entry(package_key, group.id, group.records)
    except EvidenceRefused as refused:
        if refused.code != "records_out_of_order":
            raise
        seen.entries[group.id] = b""
        seen.disordered += 1


Comparison: TypeAlias = Callable[[Portrait, Portrait], Iterator[Check]]
"""Judges what was found (second) against what should be there (first)."""


def counted(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield, for each entity, whether there are as many records."""
    for entity in _entities(due, found):
        failed = abs(due.records[entity] - found.records[entity])
        yield _check(f"{entity}.counted", seen=found.records[entity], failed=failed)


def conserved(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield, for each entity, whether as many values are filled in, and said to be absent."""
    for entity in _entities(due, found):
        pairs = ((due.filled, found.filled), (due.absent, found.absent))
        names = {name for pair in pairs for side in pair for of, name in side if of == entity}
        cells = [(entity, name) for name in names]
        failed = sum(abs(ours[cell] - theirs[cell]) for ours, theirs in pairs for cell in cells)
        seen = sum(theirs[cell] for _, theirs in pairs for cell in cells)
        yield _check(f"{entity}.conserved", seen=seen, failed=failed)


def weighed(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield, for each entity, whether canonical records have as many bytes in all."""
    for entity in _entities(due, found):
        failed = abs(due.octets[entity] - found.octets[entity])
        yield _check(f"{entity}.weighed", seen=found.octets[entity], failed=failed)


def lost(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield whether every pathway that should be there is."""
    missing = due.entries.keys() - found.entries.keys()
    yield _check(LOST, seen=len(due.entries), failed=len(missing))


def foreign(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield whether no other pathway is there, and none twice."""
    added = len(found.entries.keys() - due.entries.keys()) + found.repeated
    yield _check(FOREIGN, seen=len(found.entries), failed=added)


def same(due: Portrait, found: Portrait) -> Iterator[Check]:
    """Yield whether each pathway there, and the directory, has the same keyed content."""
    both = due.entries.keys() & found.entries.keys()
    differing = sum(due.entries[one] != found.entries[one] for one in both)
    yield _check(SAME, seen=len(both), failed=differing)


COMPARISONS: tuple[Comparison, ...] = (counted, conserved, weighed, lost, foreign, same)
"""All of them, as every run makes them."""


def compare(
    due: Portrait, found: Portrait, comparisons: Sequence[Comparison] = COMPARISONS
) -> tuple[Check, ...]:
    """Judge what was found against what should be there.

    All pass only if both roots are equal, save for a collision of SHA-256.
    """
    return tuple(check for one in comparisons for check in one(due, found))


def differing(due: Portrait, found: Portrait) -> Iterator[Failing]:
    """Yield every pathway that is lost, foreign, or not the same: for the private list."""
    for name in sorted(due.entries.keys() | found.entries.keys()):
        ours, theirs = due.entries.get(name), found.entries.get(name)
        if ours != theirs:
            code = LOST if theirs is None else FOREIGN if ours is None else SAME
            yield Failing(check=code, record=name, pathway=name)


def _entities(due: Portrait, found: Portrait) -> list[str]:
    ours = [one.name for one in ENTITIES]
    return [*ours, *sorted((due.records.keys() | found.records.keys()) - set(ours))]


def _check(code: str, *, seen: int, failed: int) -> Check:
    verdict = Verdict.FAILED if failed else Verdict.PASSED
    return Check(code=code, verdict=verdict, seen=seen, failed=failed)
