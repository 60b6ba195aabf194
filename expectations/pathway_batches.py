"""Pathways as canonical records, given to Great Expectations by chunks: memory stays the same.

Each entity is a table: ``id``, ``pathway`` (``directory`` for shared records) and its attributes.
An explicitly absent value is null to every rule but ``filled``. What no chunk can tell by itself
is told by a pass of our own: how many rows there are, and what is there twice
(:mod:`expectations.repeats`). References and children never leave a pathway, or go to the
directory, which is kept whole.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain, islice

from expectations.cells import seen_by_rules
from expectations.failing_keys import Failing, KeySink
from expectations.frame import PRESENT, Frames
from expectations.items import PATHWAY_TABLES, Described, Item, Tables, Unread
from expectations.ndjson import Columns
from expectations.repeats import Repeats
from expectations.rules import Filled, Rows, Rule, Unique, elsewhere
from expectations.validation import Result
from releve.errors import EvidenceRefused, ReleveError
from releve.pathways.folder import Group, GroupSource, Place
from releve.pathways.model import ENTITIES, Entity, Kind
from releve.pathways.record import DIRECTORY, Record

CHUNK = 2_000
"""Pathways in memory at once, with the columns that rules read."""

_OWN = ("id", "pathway")
_SHARED = tuple(one.name for one in ENTITIES if one.shared)
_PRIVATE = tuple(one.name for one in ENTITIES if not one.shared)
_DATED = frozenset({Kind.DATE, Kind.INSTANT})


class PathwayBatches:
    """The entities of one reading. All checks are made by :meth:`open`, chunk after chunk."""

    def __init__(
        self,
        given: GroupSource,
        rules: Callable[[str], tuple[Rule, ...]],
        today: date,
        sink: KeySink | None = None,
    ) -> None:
        self._given = given
        self._sink = sink
        self._frames = Frames(today, listed=sink is not None)
        described = {one.name: _described(one) for one in ENTITIES}
        self._tables = Tables(described=described)
        self._items = {name: self._tables.items(name, rules(name)) for name in PATHWAY_TABLES}
        self._wanted = {name: _wanted(name, rules) for name in PATHWAY_TABLES}
        self._repeats = Repeats(
            [one for items in self._items.values() for one in items if isinstance(one.rule, Unique)]
        )
        self._results: dict[str, Result | None] = {}
        self._counts = dict.fromkeys(PATHWAY_TABLES, 0)

    def open(self) -> Tables:
        """Read everything and make the checks; unread is what fails to be read to its end."""
        try:
            self._read()
        except EvidenceRefused as refused:
            return _unread(Unread(reason=refused.code, seen=1, malformed=1))
        except (ReleveError, OSError, ValueError):
            return _unread(Unread(reason="records_unreadable"))
        return self._tables

    def close(self) -> None:
        """Forget the last chunk."""
        self._frames.columns = {}

    def results(self, _table: str, items: Sequence[Item]) -> dict[str, Result]:
        """Return what was found; checks that raised in any chunk are left out."""
        found = ((item.code, self._results.get(item.code)) for item in items)
        return {code: result for code, result in found if result is not None}

    def _read(self) -> None:
        shared = Group(DIRECTORY, self._given.open(DIRECTORY, Place()))
        directory = self._columns(_SHARED, [shared])
        self._check(_SHARED, directory)
        pathways = (one for one in self._given.groups() if one.id != DIRECTORY)
        for first in pathways:
            chunk = chain((first,), islice(pathways, CHUNK - 1))
            self._check(_PRIVATE, {**directory, **self._columns(_PRIVATE, chunk)})
            self.close()
        self._whole()

    def _columns(self, names: tuple[str, ...], groups: Iterable[Group]) -> dict[str, Columns]:
        """Return the columns, by table, of the records of some groups."""
        tables: dict[str, Columns] = {
            name: {column: [] for column in (*_OWN, *self._wanted[name])} for name in names
        }
        filling = {name: _Filling(columns) for name, columns in tables.items()}
        for group in groups:
            for record in group.records:
                fill = filling.get(record.entity)
                if fill is None:
                    raise ValueError("entity")
                fill.add(group.id, record)
                self._repeats.add(group.id, record)
        for name, columns in tables.items():
            self._counts[name] += len(columns["id"])
        return tables

    def _check(self, names: tuple[str, ...], tables: dict[str, Columns]) -> None:
        """Make the checks that a chunk can tell, and add them to those of the others."""
        self._frames.columns = tables
        for name in names:
            columns = tables[name]
            items = [one for one in self._items[name] if _local(one)]
            if not columns["id"] or not items:
                continue
            found = self._frames.results(name, items)
            for item in items:
                self._add(item.code, found.get(item.code), columns)

    def _add(self, code: str, found: Result | None, columns: Columns) -> None:
        before = self._results.get(code, Result(holds=True, seen=0, failed=0))
        if found is None or before is None:
            self._results[code] = None
            return
        self._results[code] = Result(
            holds=before.holds and found.holds,
            seen=before.seen + found.seen,
            failed=before.failed + found.failed,
        )
        for row in found.rows:
            self._list(code, str(columns["pathway"][row]), str(columns["id"][row]))

    def _whole(self) -> None:
        """Conclude what rests on all the rows, and on none."""
        twice = self._repeats.found(self._given)
        for name, items in self._items.items():
            seen = self._counts[name]
            for item in items:
                if isinstance(item.rule, Rows):
                    most = seen if item.rule.most is None else item.rule.most
                    held = item.rule.least <= seen <= most
                    self._results[item.code] = Result(holds=held, seen=seen, failed=int(not held))
                elif isinstance(item.rule, Unique):
                    rows = twice.get(item.code, ())
                    for group, record in rows:
                        self._list(item.code, group, record)
                    self._results[item.code] = Result(holds=not rows, seen=seen, failed=len(rows))
                elif item.reason is None and not seen:
                    self._results[item.code] = Result(holds=True, seen=0, failed=0)

    def _list(self, code: str, group: str, record: str) -> None:
        if self._sink is not None:
            self._sink(Failing(check=code, record=record, pathway=group))


def _unread(why: Unread) -> Tables:
    return Tables(unread=dict.fromkeys(PATHWAY_TABLES, why))


class _Filling:
    """Appends records to the columns of one entity."""

    def __init__(self, columns: Columns) -> None:
        own = [(name, cells) for name, cells in columns.items() if name not in _OWN]
        self._ids, self._groups = columns["id"], columns["pathway"]
        self._values = [(name, cells) for name, cells in own if not name.startswith(PRESENT)]
        self._present = [
            (name.removeprefix(PRESENT), cells) for name, cells in own if name.startswith(PRESENT)
        ]

    def add(self, group: str, record: Record) -> None:
        values = record.values
        self._ids.append(record.id)
        self._groups.append(group)
        for name, cells in self._values:
            cells.append(seen_by_rules(values.get(name)))
        for name, cells in self._present:
            cells.append(name in values)


def _described(entity: Entity) -> Described:
    names = (one.name for one in entity.attributes)
    dates = tuple(one.name for one in entity.attributes if one.kind in _DATED)
    return Described(columns=frozenset((*_OWN, *names)), dates=dates, key=("id",))


def _local(item: Item) -> bool:
    return item.reason is None and not isinstance(item.rule, Rows | Unique)


def _wanted(name: str, rules: Callable[[str], tuple[Rule, ...]]) -> tuple[str, ...]:
    """Return the attributes that rules read, and columns that tell whether some are filled in."""
    wanted: dict[str, None] = {}
    for rule in rules(name):
        for column in rule.columns_read():
            wanted[PRESENT + column if isinstance(rule, Filled) else column] = None
    for other in PATHWAY_TABLES:
        for rule in rules(other):
            there = elsewhere(rule)
            if there is not None and there[0] == name:
                wanted.update(dict.fromkeys(there[1]))
    return tuple(column for column in wanted if column not in _OWN)
