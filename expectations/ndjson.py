"""Exported tables read back: ``<table>.ndjson``, and ``schema.json`` beside them if it is there."""

import json
from collections.abc import Mapping
from pathlib import Path

from expectations.items import Unread

SCHEMA_FILE = "schema.json"
_DATE_TYPES = ("date", "timestamp")

Columns = dict[str, list[object]]


def read_rows(folder: Path, table: str, wanted: frozenset[str]) -> Columns | Unread:
    """Return the values of the ``wanted`` columns, in the order of the lines.

    A column is absent from the result when rows do not have it. A row is malformed when it is cut,
    of another table, without its columns, or lacks a column that others have. Values are as the
    canonical row writes them; of bytes, the digest; of a local time, its text.
    """
    columns: Columns = {name: [] for name in sorted(wanted)}
    names: frozenset[str] | None = None
    seen = malformed = 0
    try:
        with (folder / f"{table}.ndjson").open("rb") as file:
            for line in file:
                seen += 1
                cells = _cells(line, table)
                if names is None and cells is not None:
                    names = frozenset(cells)
                    columns = {name: [] for name in sorted(names & wanted)}
                if cells is None or cells.keys() != names:
                    malformed += 1
                    continue
                for name, values in columns.items():
                    values.append(_plain(cells[name]))
    except OSError:
        return Unread(reason="file_unreadable", seen=seen)
    if malformed:
        return Unread(reason="lines_malformed", seen=seen, malformed=malformed)
    return columns


def read_schema(folder: Path) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return, for each table that ``schema.json`` describes, its ``columns, dates, key``.

    Empty when the file is absent or is not one that an extraction writes.
    """
    found = {}
    try:
        document = json.loads((folder / SCHEMA_FILE).read_bytes())
        for table in document["tables"]:
            typed = {str(column["name"]): str(column["type"]) for column in table["columns"]}
            found[str(table["name"])] = {
                "columns": tuple(typed),
                "dates": tuple(
                    name for name, kind in typed.items() if kind.startswith(_DATE_TYPES)
                ),
                "key": tuple(str(name) for name in table["key"]),
            }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found


def _cells(line: bytes, table: str) -> dict[str, object] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("t") != table:
        return None
    cells = document.get("c")
    return cells if isinstance(cells, dict) else None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return value.get("bytes", value.get("local"))
    return value
