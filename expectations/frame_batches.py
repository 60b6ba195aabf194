"""Exported tables: their columns read into memory, each row named by its key."""

from collections.abc import Callable, Sequence
from datetime import date

from expectations.failing_keys import Failing, KeySink
from expectations.frame import Frames
from expectations.items import Described, Item, Tables, Unread
from expectations.ndjson import Columns, read_rows, read_schema
from expectations.rules import Key, Rule, elsewhere
from expectations.validation import Result
from releve.content import record_id
from releve.errors import EvidenceRefused
from releve.ports import ExportedTables


class FrameBatches:
    """The tables of one export folder, with only the columns that the ``rules`` read."""

    def __init__(
        self,
        given: ExportedTables,
        rules: Callable[[str], tuple[Rule, ...]],
        today: date,
        sink: KeySink | None = None,
    ) -> None:
        self._given = given
        self._rules = rules
        self._sink = sink
        self._frames = Frames(today, listed=sink is not None)
        self._keys: dict[str, tuple[str, ...]] = {}

    def open(self) -> Tables:
        """Read the tables into memory."""
        schema = read_schema(self._given.folder)
        described, unread = {}, {}
        read: dict[str, Columns] = {}
        for table in self._given.tables:
            declared = schema.get(table, {})
            self._keys[table] = declared.get("key", ())
            wanted = {*self._wanted(table), *declared.get("dates", ()), *declared.get("key", ())}
            columns = read_rows(self._given.folder, table, frozenset(wanted))
            if isinstance(columns, Unread):
                unread[table] = columns
                continue
            read[table] = columns
            described[table] = Described(
                columns=frozenset(columns),
                dates=declared.get("dates"),
                key=declared.get("key") or None,
            )
        self._frames.columns = read
        return Tables(described=described, unread=unread)

    def close(self) -> None:
        """Forget the rows."""
        self._frames.columns = {}

    def results(self, table: str, items: Sequence[Item]) -> dict[str, Result]:
        """Make the checks of a table that was read; those that raised are left out."""
        found = self._frames.results(table, items)
        if self._sink is not None:
            for code, result in found.items():
                for row in result.rows:
                    self._sink(Failing(check=code, record=self._id(table, row)))
        return found

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

    def _id(self, table: str, row: int) -> str:
        """Return the id of a row; its line, when its key is not one."""
        columns = self._frames.columns[table]
        named = (one.columns for one in self._rules(table) if isinstance(one, Key) and one.columns)
        names = self._keys[table] or next(named, ())
        key = [columns[name][row] for name in names if name in columns]
        parts = [part for part in key if isinstance(part, str | int)]
        try:
            if len(parts) == len(key):
                return record_id(table, parts)
        except EvidenceRefused:
            pass
        return f"{table}:{row + 1}"
