"""Exported tables: Great Expectations over pandas, with the same rules as at the source.

What relates rows (references, children, order, conditions) is computed beside the columns, as a
column named after the check that says ``True`` or ``False``; so no value enters an expectation.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

import great_expectations as gx
import great_expectations.expectations as gxe
import pandas as pd
from great_expectations.datasource.fluent.interfaces import Batch

from expectations.items import Described, Item, Tables, Unread
from expectations.ndjson import Columns, read_rows, read_schema
from expectations.rules import Children, Dates, Key, Order, Reference, Rule, When
from expectations.translation import plausible, shared
from releve.ports import ExportedTables

_UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a text that is no date: earlier than anything plausible."""

_Held = list[bool | None]


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
            declared = schema.get(table)
            wanted = self._wanted(table)
            if declared:
                wanted |= {*declared["dates"], *declared["key"]}
            columns = read_rows(self._given.folder, table, frozenset(wanted))
            if isinstance(columns, Unread):
                unread[table] = columns
                continue
            known = frozenset(columns) | frozenset(declared["columns"] if declared else ())
            ...
        return Tables(described=described, unread=unread)
