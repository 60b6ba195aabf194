"""Columns held in memory: Great Expectations over pandas, with the same rules as at the source.

What relates rows (references, children, order, conditions) is computed beside the columns, as a
column named after the check that says ``True`` or ``False``; so no value enters an expectation.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import pandas as pd
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation

from expectations.encodings import is_clean
from expectations.items import Item
from expectations.ndjson import Columns
from expectations.rules import Children, Clean, Dates, Filled, Order, Reference, Rule, When
from expectations.translation import held, plausible, shared
from expectations.validation import Result, new_context, validate

_UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a text that is no date: earlier than anything plausible."""

PRESENT = "present: "
"""Prefix of a column of booleans: whether the column so named was filled in.

Given where a value may be explicitly absent, which is not null and yet no value to check.
"""


class Frames:
    """Tables as columns; :attr:`columns` may be replaced between two runs of checks."""

    def __init__(self, today: date, *, listed: bool) -> None:
        """Check dates against ``today``; with ``listed``, results tell the rows at fault."""
        self.columns: Mapping[str, Columns] = {}
        self._today = today
        self._listed = listed
        self._source = new_context().data_sources.add_pandas("releve")
        self._asset = self._source.add_dataframe_asset("rows")
        self._whole = self._asset.add_batch_definition_whole_dataframe("all")

    def results(self, table: str, items: Sequence[Item]) -> dict[str, Result]:
        """Make the checks of a table that was read; those that raised are left out."""
        return validate(
            lambda: self._batch(table, items), items, self._expectation, listed=self._listed
        )

    def _batch(self, table: str, items: Sequence[Item]) -> Batch:
        """Return the table, and what was computed for its checks, as Great Expectations sees it."""
        columns = self.columns[table]
        count = len(next(iter(columns.values()), ()))
        series = {name: pd.Series(values, dtype=object) for name, values in columns.items()}
        for item in items:
            computed = self._computed(columns, item.rule)
            if computed is not None:
                series[item.code] = pd.Series(computed, dtype=object)
        frame = pd.DataFrame(series, index=range(count))
        return self._whole.get_batch({"dataframe": frame})

    def _expectation(self, item: Item) -> Expectation:
        """Translate one check."""
        table, rule = self.columns[item.table], item.rule
        if isinstance(rule, Dates):
            return plausible(rule, item.code, self._today)
        if isinstance(rule, Filled) and _presence(rule) in table:
            return held(_presence(rule))
        return shared(rule) or held(item.code)

    def _computed(self, columns: Columns, rule: Rule) -> Sequence[object] | None:
        match rule:
            case Dates(columns=(column,)):
                return [_instant(value) for value in columns[column]]
            case Clean(columns=(column,)):
                return [None if value is None else is_clean(value) for value in columns[column]]
            case Order():
                pairs = zip(columns[rule.start], columns[rule.end], strict=True)
                return [_ordered(start, end) for start, end in pairs]
            case When():
                return _conditional(columns, rule)
            case Reference():
                there = set(_tuples(self.columns[rule.table], rule.target))
                children = _tuples(columns, rule.columns)
                return [None if None in child else child in there for child in children]
            case Children():
                counts = Counter(self.columns[rule.table][rule.column])
                most = rule.most if rule.most is not None else math.inf
                return [rule.least <= counts[parent] <= most for parent in columns[rule.target]]
            case _:
                return None


def _presence(rule: Filled) -> str:
    return PRESENT + rule.columns[0]


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
