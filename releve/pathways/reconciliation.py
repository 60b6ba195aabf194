"""Reconciliation: two sides that hold the same pathways find out where they do not.

Each side files its pathways under the leading bits of their keyed names, in 2^depth buckets, and
keeps a Merkle tree over the buckets, so that a pathway lost, added or listed elsewhere changes
its own bucket and shifts no other::

    bucket = for each of its pathways, by increasing name: name || entry
    node   = RFC 6962 over the 2^depth buckets; level 0 holds the buckets' leaves

Two equal nodes hold the same pathways; one asks for children only below nodes that differ, then
for the list of a bucket, then for the records of a pathway. Normative text:
``docs/format/reconciliation.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from releve.errors import EvidenceRefused
from releve.ledger.merkle import leaf_hash, node_hash
from releve.pathways.difference import Change, Difference, between
from releve.pathways.names import NAME_SIZE, name_of
from releve.pathways.record import Record
from releve.pathways.tree import entry_of, pathway_key

Merges: TypeAlias = Mapping[bytes, bytes]
"""Declared merges: name of the pathway that was merged, name of the one it went into."""


@dataclass(slots=True)
class Reads:
    """What was asked of a side: tree nodes, lists of buckets, pathways opened."""

    nodes: int = 0
    buckets: int = 0
    pathways: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A pathway as a bucket lists it."""

    name: bytes
    entry: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A pathway as it was opened: its id and its records, in the order of their ids."""

    id: str
    records: Sequence[Record]


class Side(Protocol):
    """One side of a reconciliation; it counts what it was asked."""

    @property
    def depth(self) -> int:
        """Number of levels above the buckets; both sides agree on it beforehand."""

    @property
    def reads(self) -> Reads:
        """What was asked so far."""

    def node(self, level: int, index: int) -> bytes:
        """Return a node; the root is ``node(depth, 0)``."""

    def bucket(self, index: int) -> Sequence[Listed]:
        """List a bucket, by increasing name."""

    def pathway(self, name: bytes) -> Opened | None:
        """Open a pathway; ``None`` if this side has none of this name."""


def bucket_of(name: bytes, depth: int) -> int:
    """Return the number of the bucket that a name falls into: its leading ``depth`` bits."""
    return int.from_bytes(name, "big") >> (8 * NAME_SIZE - depth)


def bucket_leaf(listed: Sequence[Listed]) -> bytes:
    """Return the level-0 node of a bucket."""
    return leaf_hash(b"".join(one.name + one.entry for one in listed))


def compare(
    package_key: bytes, ours: Side, theirs: Side, merges: Merges | None = None
) -> Iterator[Difference]:
    """Yield every difference, as it is found; nothing when both sides hold the same.

    A declared merge is no difference as long as all records of the merged pathway, its ``person``
    aside, are found unchanged under the pathway it went into. What the successor held before
    under a person that we did not deliver is not ours to compare.

    Raises:
        EvidenceRefused: ``reconciliation_depth_differs``; ``reconciliation_side_false`` with
            ``side`` and ``what`` if a side contradicts its own tree.

    """
    if ours.depth != theirs.depth:
        raise EvidenceRefused("reconciliation_depth_differs", ours=ours.depth, theirs=theirs.depth)
    yield from _Comparison(package_key, ours, theirs, merges or {}).run()


class _Comparison:
    def __init__(self, package_key: bytes, ours: Side, theirs: Side, merges: Merges) -> None:
        self._package_key = package_key
        self._ours = ours
        self._theirs = theirs
        self._merges = merges
        self._targets = frozenset(merges.values())
        self._gone: dict[bytes, list[bytes]] = {}
        self._put_off: set[bytes] = set()

    def run(self) -> Iterator[Difference]:
        for index, mine, other in self._differing_buckets():
            here = self._listed(self._ours, "ours", index, mine)
            there = self._listed(self._theirs, "theirs", index, other)
            for name in sorted(here.keys() | there.keys()):
                yield from self._listed_pathway(name, here.get(name), there.get(name))
        for target in sorted(self._put_off | self._gone.keys()):
            yield from self._target(target)

    def _differing_buckets(self) -> Iterator[tuple[int, bytes, bytes]]:
        top = self._ours.depth
        waiting = [(top, 0, self._ours.node(top, 0), self._theirs.node(top, 0))]
        while waiting:
            level, index, here, there = waiting.pop()
            if here == there:
                continue
            if level == 0:
                yield index, here, there
                continue
            left = self._children(self._ours, "ours", level, index, here)
            right = self._children(self._theirs, "theirs", level, index, there)
            waiting += [
                (level - 1, 2 * index + which, left[which], right[which]) for which in (1, 0)
            ]

    def _children(
        self, side: Side, called: str, level: int, index: int, node: bytes
    ) -> tuple[bytes, bytes]:
        pair = side.node(level - 1, 2 * index), side.node(level - 1, 2 * index + 1)
        if node_hash(*pair) != node:
            raise EvidenceRefused("reconciliation_side_false", side=called, what="node")
        return pair

    def _listed(self, side: Side, called: str, index: int, leaf: bytes) -> Mapping[bytes, bytes]:
        listed = side.bucket(index)
        names = [one.name for one in listed]
        if (
            bucket_leaf(listed) != leaf
            or names != sorted(set(names))
            or any(bucket_of(name, side.depth) != index for name in names)
        ):
            raise EvidenceRefused("reconciliation_side_false", side=called, what="bucket")
        return {one.name: one.entry for one in listed}

    def _listed_pathway(
        self, name: bytes, here: bytes | None, there: bytes | None
    ) -> Iterator[Difference]:
        if here == there:
            return
        into = self._merges.get(name)
        if into is not None and there is None:
            self._gone.setdefault(into, []).append(name)
        elif name in self._targets:
            self._put_off.add(name)
        elif there is None:
            yield Difference(Change.MISSING, name.hex())
        elif here is None:
            yield Difference(Change.ADDED, name.hex())
        else:
            mine = self._opened(self._ours, "ours", name, here)
            other = self._opened(self._theirs, "theirs", name, there)
            if mine is not None and other is not None:
                yield from between(self._key(mine), mine.records, other.records)

    def _target(self, name: bytes) -> Iterator[Difference]:
        """Compare a pathway into which others were merged with all that should be there."""
        gone = self._gone.get(name, ())
        merged = [one for each in gone if (one := self._opened(self._ours, "ours", each))]
        mine = self._opened(self._ours, "ours", name)
        other = self._opened(self._theirs, "theirs", name)
        if other is None:
            for lost in ([mine] if mine else []) + merged:
                yield Difference(Change.MISSING, name_of(self._key(lost)).hex())
            return
        there = {one.id: one for one in other.records}
        for lost in merged:
            found = [there.pop(one.id) for one in lost.records if one.id in there]
            kept = {one.id for one in found}
            wanted = [one for one in lost.records if one.entity != "person" or one.id in kept]
            yield from between(self._key(lost), wanted, found)
        if mine is not None:
            yield from between(self._key(mine), mine.records, tuple(there.values()))
        elif not merged:
            yield Difference(Change.ADDED, name.hex())

    def _opened(
        self, side: Side, called: str, name: bytes, listed: bytes | None = None
    ) -> Opened | None:
        """Open a pathway and check that it is the one asked for, and what its bucket listed."""
        found = side.pathway(name)
        if found is not None:
            key = self._key(found)
            if name_of(key) != name or listed not in {None, entry_of(key, found.records)}:
                raise EvidenceRefused("reconciliation_side_false", side=called, what="pathway")
        elif listed is not None:
            raise EvidenceRefused("reconciliation_side_false", side=called, what="pathway")
        return found

    def _key(self, opened: Opened) -> bytes:
        return pathway_key(self._package_key, opened.id)
