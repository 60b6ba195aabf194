"""Exported tables: Great Expectations over pandas, with the same rules as at the source.

What relates rows (references, children, order, conditions) is computed beside the columns, as a
column named after the check that says ``True`` or ``False``; so no value enters an expectation.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

import pandas as pd
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation

from expectations.items import Described, Item, Tables, Unread
from expectations.ndjson import Columns, read_rows, read_schema
from expectations.rules import Children, Dates, Order, Reference, Rule, When, elsewhere
from expectations.translation import held, plausible, shared
from expectations.validation import Result, new_context, validate
from releve.ports import ExportedTables

_UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a text that is no date: earlier than anything plausible."""


class FrameBatches:
    """The tables of one export folder, with only the columns that the ``rules`` read."""

    def __init__(
        self, given: ExportedTables, rules: Callable[[str], tuple[Rule, ...]], today: date
    ) -> None:
        self._given = given
        self._rules = rules
        self._today = today
        self._columns: dict[str, Columns] = {}

    def open(self) -> Tables:
        """Read the tables into memory."""
        schema = read_schema(self._given.folder)
        described, unread = {}, {}
        for table in self._given.tables:
            declared = schema.get(table, {})
            wanted = {*self._wanted(table), *declared.get("dates", ()), *declared.get("key", ())}
            columns = read_rows(self._given.folder, table, frozenset(wanted))
            if isinstance(columns, Unread):
                unread[table] = columns
                continue
            self._columns[table] = columns
            described[table] = Described(
                columns=frozenset(columns),
                dates=declared.get("dates"),
                key=declared.get("key") or None,
            )
        self._source = new_context().data_sources.add_pandas("releve")
        return Tables(described=described, unread=unread)

    def close(self) -> None:
        """Forget the rows."""
        self._columns.clear()

    def results(self, table: str, items: Sequence[Item]) -> dict[str, Result]:
        """Make the checks of a table that was read; those that raised are left out."""
        return validate(lambda: self._batch(table, items), items, self._expectation)

    def _batch(self, table: str, items: Sequence[Item]) -> Batch:
        """Return the table, and what was computed for its checks, as Great Expectations sees it."""
        columns = self._columns[table]
        count = len(next(iter(columns.values()), ()))
        series = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
        for item in items:
            computed = self._computed(columns, item.rule)
            if computed is not None:
                series[item.code] = pd.Series(computed, dtype=object)
        frame = pd.DataFrame(series, index=range(count))
        whole = self._source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")
        return whole.get_batch({"dataframe": frame})

    def _expectation(self, item: Item) -> Expectation:
        """Translate one check."""
        if isinstance(item.rule, Dates):
            return plausible(item.rule, item.code, self._today)
        return shared(item.rule) or held(item.code)

    def _wanted(self, table: str) -> set[str]:
        wanted: set[str] = set()
        for rule in self._rules(table):
            wanted.update(rule.columns_read())
        for other in self._given.tables:
            for rule in self._rules(other):
                there = elsewhere(rule)
                if there is not None and there[0] == table:
                    wanted.update(there[1])
        return wanted

    def _computed(self, columns: Columns, rule: Rule) -> list[object] | None:
        match rule:
            case Dates(columns=(column,)):
                return [_instant(value) for value in columns[column]]
            case Order():
                pairs = zip(columns[rule.start], columns[rule.end], strict=True)
                return [_ordered(start, end) for start, end in pairs]
            case When():
                return _conditional(columns, rule)
            case Reference():
                there = set(_tuples(self._columns[rule.table], rule.target))
                children = _tuples(columns, rule.columns)
                return [None if None in child else child in there for child in children]
            case Children():
                counts = Counter(self._columns[rule.table][rule.column])
                most = rule.most if rule.most is not None else math.inf
                return [rule.least <= counts[parent] <= most for parent in columns[rule.target]]
            case _:
                return None


def _tuples(columns: Columns, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    return zip(*(columns[name] for name in names), strict=True)


def _conditional(columns: Columns, rule: When) -> list[object]:
    found: list[object] = []
    for row, value in enumerate(columns[rule.column]):
        filled = all(columns[name][row] is not None for name in rule.filled)
        empty = all(columns[name][row] is None for name in rule.empty)
        found.append(filled and empty if value in rule.among else None)
    return found


def _ordered(start: object, end: object) -> bool | None:
    if start is None or end is None:
        return None
    first, last = _instant(start), _instant(end)
    return first is not None and last is not None and _UNREADABLE < first <= last


def _instant(value: object) -> datetime | None:
    """Read a canonical date, or instant; a local time is taken as UTC, as at the source."""
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError:
        return _UNREADABLE
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)
