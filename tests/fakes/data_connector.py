"""A data connector in memory: a whole simulator, under the contract that real ones pass."""

import json
from collections.abc import Mapping

from releve.canonical import encode
from releve.content import ContentRoot, canonical_row, record_id
from releve.errors import ConnectorError, ConnectorUnavailable, SourceChanged
from releve.model.evidence import Measured
from releve.model.medium import FilesMedium, SqlMedium

Rows = dict[int, dict[str, object]]
"""Rows of a table by integer key ``id``."""


class FrozenError(Exception):
    """A write to a frozen body of data."""


class MemoryConnector:
    """Endpoints hold bodies (a schema's name, a path), bodies hold tables, tables hold rows.

    A medium of files is a body with one table, named like its path. ``calls`` keeps the names
    of what was asked, in order; an endpoint in ``down`` cannot be reached.
    """

    def __init__(self, endpoints: Mapping[str, dict[str, dict[str, Rows]]]) -> None:
        self.endpoints = endpoints
        self.frozen: set[tuple[str, str]] = set()
        self.down: set[str] = set()
        self.calls: list[str] = []

    def write(self, medium, table, key, row) -> None:
        """What an application does: insert or replace one row."""
        if self._name(medium) in self.frozen:
            raise FrozenError
        self._body(medium)[table][key] = row

    def count(self, medium):
        self.calls.append("count")
        tables = self._tables(medium)
        parts = {name: len(rows) for name, rows in tables.items()}
        return Measured(records=sum(parts.values()), octets=0, root=None, parts=parts)

    def measure(self, medium, package_key):
        self.calls.append("measure")
        return self._measure(medium, package_key, lambda _table, _canonical: None)

    def extract(self, medium, package_key, folder, progress):
        self.calls.append("extract")
        if any(folder.iterdir()):
            raise ConnectorError("folder_not_empty")
        written = []

        def write(table, canonical):
            written.append({"table": table, "row": json.loads(canonical)})
            progress(len(written))

        measured = self._measure(medium, package_key, write)
        if not measured.parts:
            raise ConnectorError("nothing_there")
        (folder / "rows.json").write_bytes(encode(written))
        return measured

    def freeze(self, medium):
        self.calls.append("freeze")
        self._there(medium)
        self.frozen.add(self._name(medium))
        return "memory"

    def thaw(self, medium):
        self.calls.append("thaw")
        self._there(medium)
        self.frozen.discard(self._name(medium))
        return "memory"

    def destroy(self, medium, package_key, expected, journal):
        self.calls.append("destroy")
        if expected.root is None:
            raise ConnectorError("expected_without_root")
        measured = self._measure(medium, package_key, lambda _table, _canonical: None)
        if not measured.parts:
            if not journal.intended():
                raise ConnectorError("absent_without_intent")
            return "found_absent"
        if (measured.records, measured.root) != (expected.records, expected.root):
            raise SourceChanged(
                "source_changed",
                expected=expected.root,
                found=measured.root,
                records_expected=expected.records,
                records_found=measured.records,
            )
        journal.intend(measured, {"means": "forget"})
        del self.endpoints[medium.endpoint][self._name(medium)[1]]
        return "destroyed"

    def _measure(self, medium, package_key, seen):
        tables = self._tables(medium)
        if tables and isinstance(medium, SqlMedium) and set(tables) != set(medium.tables):
            absent = tuple(sorted(set(medium.tables) - set(tables)))
            raise ConnectorError("partly_absent", tables=absent)
        root = ContentRoot(package_key)
        for name in sorted(tables, key=str.encode):
            for key in sorted(tables[name]):
                canonical = canonical_row(name, {"id": key, **tables[name][key]})
                root.add(record_id(name, (key,)), canonical)
                seen(name, canonical)
        parts = {name: len(rows) for name, rows in tables.items()}
        return Measured(records=root.count, octets=root.size, root=root.root(), parts=parts)

    def _there(self, medium):
        if not self._tables(medium):
            raise ConnectorError("nothing_there")

    def _tables(self, medium):
        body = self._body(medium)
        if isinstance(medium, SqlMedium):
            undeclared = tuple(sorted(set(body) - set(medium.tables)))
            if undeclared:
                raise ConnectorError("undeclared_table", tables=undeclared)
        return body

    def _body(self, medium):
        endpoint, name = self._name(medium)
        if endpoint in self.down:
            raise ConnectorUnavailable("endpoint_unreachable", endpoint=endpoint)
        if endpoint not in self.endpoints:
            raise ConnectorError("endpoint_unknown", endpoint=endpoint)
        return self.endpoints[endpoint].get(name, {})

    def _name(self, medium):
        if isinstance(medium, SqlMedium):
            return medium.endpoint, medium.schema_name
        if isinstance(medium, FilesMedium):
            return medium.endpoint, medium.path
        raise ConnectorError("medium_unsupported", kind=medium.kind)
