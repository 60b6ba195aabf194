"""Rows of a table, streamed in the order of their record ids."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import is_normalized, normalize

from sqlalchemy import Connection, Select, Text, cast, collate, column, func, select
from sqlalchemy import table as sql_table
from sqlalchemy.sql import ColumnElement

from connectors.sql.tables import Table
from releve.canonical import encode, encode_base64
from releve.content import Column as Value
from releve.content import canonical_row, record_id

BATCH = 5000
"""Rows fetched at a time. ``partitions()`` without a size would fetch everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its record id, canonical bytes and binary columns.

    ``readable_key`` tells whether the id can be made again from the canonical row alone.
    """

    id: str
    canonical: bytes
    readable_key: bool
    binaries: dict[str, bytes]

    def line(self) -> bytes:
        """Return the NDJSON line (without its newline) from which the row can be restored.

        It is the canonical row, completed where that one is not enough: ``base64`` beside the
        digest of a binary column; ``id``, the record id, where the columns do not show its parts.
        Without these members, encoded again, it is the canonical row.
        """
        if self.readable_key and not self.binaries:
            return self.canonical
        document = json.loads(self.canonical)
        for name, value in self.binaries.items():
            document["c"][normalize("NFC", name)]["base64"] = encode_base64(value)
        if not self.readable_key:
            document["id"] = self.id
        return encode(document)


def count(connection: Connection, schema: str, name: str) -> int:
    """Count the rows of a table."""
    target = sql_table(name, schema=schema)
    statement = select(func.count()).select_from(target).with_hint(target, "ONLY", "postgresql")
    return int(connection.execute(statement).scalar_one())


def batches(connection: Connection, schema: str, table: Table) -> Iterator[list[Row]]:
    """Stream the rows of a table through a server-side cursor, in constant memory."""
    result = connection.execute(
        _statement(schema, table),
        execution_options={"stream_results": True, "max_row_buffer": BATCH},
    )
    names = [one.name for one in table.columns]
    for partition in result.partitions(BATCH):
        yield [_row(table, names, tuple(values)) for values in partition]


def _statement(schema: str, table: Table) -> Select[tuple[object, ...]]:
    """Select columns, then key parts: integers by value, the rest as text by bytes."""
    values: list[ColumnElement[Any]] = [
        (column(one.name) if one.native else cast(column(one.name), Text)).label(None)
        for one in table.columns
    ]
    keys: list[ColumnElement[Any]] = [
        column(one.name) if one.integer else cast(column(one.name), Text) for one in table.key
    ]
    order = [
        key if one.integer else collate(key, "C") for one, key in zip(table.key, keys, strict=True)
    ]
    target = sql_table(table.name, *(column(one.name) for one in table.columns), schema=schema)
    return (
        select(*values, *(key.label(None) for key in keys))
        .select_from(target)
        .with_hint(target, "ONLY", "postgresql")
        .order_by(*order)
    )


def _row(table: Table, names: list[str], values: tuple[Value, ...]) -> Row:
    columns = dict(zip(names, values[: len(names)], strict=True))
    key = tuple(
        part if one.integer and isinstance(part, int) else str(part)
        for one, part in zip(table.key, values[len(names) :], strict=True)
    )
    return Row(
        id=record_id(table.name, key),
        canonical=canonical_row(table.name, columns),
        readable_key=all(
            _shown(columns[one.name], part) for one, part in zip(table.key, key, strict=True)
        ),
        binaries={name: value for name, value in columns.items() if isinstance(value, bytes)},
    )


def _shown(value: Value, part: str | int) -> bool:
    """Tell whether the canonical row shows this part of the key as it is."""
    if isinstance(part, int):
        return True
    return isinstance(value, str) and value == part and is_normalized("NFC", value)
