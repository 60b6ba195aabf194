"""Ordered streams of rows, one per entity, brought together pathway by pathway."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

from releve.errors import ConnectorError
from releve.pathways.conversion import Account, Converted, Defect, RowConverter
from releve.pathways.model import ENTITIES, Kind, entity
from releve.pathways.ports import Key, SourcePathway
from releve.pathways.record import Record

Head: TypeAlias = Any
"""What streams compare: the one part of a key (an integer or a text), or the tuple of several.

Texts compare by code points, which is the order of their UTF-8 bytes.
"""

_WITHIN = {
    one.name: tuple(
        each.name
        for each in one.attributes
        if each.kind is Kind.REFERENCE and each.target and not entity(each.target).shared
    )
    for one in ENTITIES
}
"""References that must be met inside the pathway itself."""

_ID = attrgetter("id")


def head(key: Key) -> Head:
    """Give a key the form in which streams compare it."""
    return key[0] if len(key) == 1 else key


class Stream:
    """The rows of one entity in the order of their pathway's key; ``head`` is the next row's.

    ``head`` is ``None`` when there is no row left.
    """

    __slots__ = ("_batches", "_convert", "_expected", "_key", "_row", "_rows", "head", "name")

    def __init__(
        self,
        converter: RowConverter,
        batches: Iterator[Sequence[tuple[object, ...]]],
        positions: tuple[int, ...],
        integers: tuple[bool, ...],
    ) -> None:
        """Fetch the first rows.

        Raises:
            ConnectorError: those of :meth:`step`.

        """
        selection = converter.selection
        self.name = selection.table or selection.entity
        self._convert = converter.convert
        self._batches = batches
        kinds = (int if whole else str for whole in integers)
        self._expected = tuple(zip(positions, kinds, strict=True))
        self._key: Callable[[tuple[object, ...]], Head] = itemgetter(*positions)
        self._rows: Iterator[tuple[object, ...]] = iter(())
        self._row: tuple[object, ...] = ()
        self.head: Head = None
        self.step()

    def step(self) -> None:
        """Go to the next row.

        Raises:
            ConnectorError: ``rows_out_of_order``; ``key_types_mixed`` (SQLite lets a column of
                integers hold texts); both name the table.

        """
        row = next(self._rows, None)
        if row is None:
            batch = next(self._batches, None)
            if batch is None:
                self.head = None
                return
            for position, kind in self._expected:
                if {type(one[position]) for one in batch} != {kind}:
                    raise ConnectorError("key_types_mixed", table=self.name)
            self._rows = iter(batch)
            row = next(self._rows)
        at = self._key(row)
        if self.head is not None and at < self.head:
            raise ConnectorError("rows_out_of_order", table=self.name)
        self._row, self.head = row, at

    def pass_over(self, limit: Head) -> int:
        """Go to the first row that is not before a key (to the end for ``None``); count them."""
        passed = 0
        while self.head is not None and (limit is None or self.head < limit):
            passed += 1
            self.step()
        return passed

    def take(self, account: Account) -> Converted:
        """Convert the row at hand and go to the next one."""
        converted = self._convert(self._row, account)
        self.step()
        return converted


class Run:
    """Streams read together, once, from somewhere to their end. ``lost`` counts orphans by table.

    ``at`` is the key up to which all has been read (``None``: nothing, or everything); ``endless``
    tells that the streams go to the end of the source.
    """

    __slots__ = ("_children", "_root", "at", "endless", "lost")

    def __init__(
        self, root: Stream, children: Sequence[Stream], *, first: Key | None, endless: bool
    ) -> None:
        self._root = root
        self._children = tuple(children)
        self.at = first
        self.endless = endless
        self.lost: Counter[str] = Counter()

    def skip(self, first: Key) -> None:
        """Leave out what is before a key: somebody else reads it."""
        for stream in (self._root, *self._children):
            stream.pass_over(head(first))
        self.at = first

    def pathways(self, until: Key | None, account: Account) -> Iterator[SourcePathway]:
        """Read on until a key, or to the end. Orphans are counted when the last one is out."""
        root, children, lost = self._root, self._children, self.lost
        end = None if until is None else head(until)
        while root.head is not None and (end is None or root.head < end):
            key = root.head
            records: list[Record] = []
            defects: list[Defect] = []
            while root.head == key:
                converted = root.take(account)
                records += converted.records
                defects += converted.defects
            if not records:
                continue
            person = records[0].id
            for stream in children:
                if stream.head is not None and stream.head < key:
                    lost[stream.name] += stream.pass_over(key)
                while stream.head == key:
                    converted = stream.take(account)
                    if converted.pathway != person:
                        lost[stream.name] += 1
                    records += converted.records
                    defects += converted.defects
            yield SourcePathway(person, _ordered(records, defects), _sorted(defects))
        for stream in children:
            if passed := stream.pass_over(end):
                lost[stream.name] += passed
        self.at = until


def _ordered(records: list[Record], defects: list[Defect]) -> tuple[Record, ...]:
    """Put records in the order of their ids; find those there twice, and references to nothing.

    A record there twice is kept twice: which one is right is not ours to say.
    """
    records.sort(key=_ID)
    ids = {one.id for one in records}
    if len(ids) != len(records):
        records.sort(key=lambda one: (one.id, one.canonical()))
        twice = {after.id: after for before, after in pairwise(records) if before.id == after.id}
        defects += (
            Defect(code="record_twice", entity=one.entity, record=one.id) for one in twice.values()
        )
    for one in records:
        for name in _WITHIN[one.entity]:
            target = one.values.get(name)
            if isinstance(target, str) and target not in ids:
                defects.append(
                    Defect(
                        code="reference_dangling", entity=one.entity, record=one.id, attribute=name
                    )
                )
    return tuple(records)


def _sorted(defects: list[Defect]) -> tuple[Defect, ...]:
    if len(defects) > 1:
        defects.sort(key=lambda one: (one.record, one.attribute or "", one.code))
    return tuple(defects)
