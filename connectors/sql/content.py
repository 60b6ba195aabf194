"""The content of listed tables: measured, or written to a folder and measured in the same pass."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from connectors.sql.rows import Row, batches
from connectors.sql.tables import Table
from releve.canonical import JsonValue, encode
from releve.content import ContentRoot
from releve.errors import ConnectorError
from releve.model.evidence import Measured
from releve.ports import Progress

SCHEMA_FILE = "schema.json"
FORMAT = "releve/sql-extract/1"


def measure(
    connection: Connection, schema: str, tables: tuple[Table, ...], package_key: bytes
) -> Measured:
    """Compute the keyed content root of the tables, given in the order of their names."""
    root = ContentRoot(package_key)
    parts: dict[str, int] = {}
    for table in tables:
        parts[table.name] = sum(len(batch) for batch in _added(root, connection, schema, table))
    return Measured(records=root.count, octets=root.size, root=root.root(), parts=parts)


def extract(
    connection: Connection,
    schema: str,
    tables: tuple[Table, ...],
    package_key: bytes,
    folder: Path,
    progress: Progress,
) -> Measured:
    """Write ``<table>.ndjson`` for each table, then ``schema.json``: its presence means all.

    Every line restores its row and, stripped of ``base64`` and ``id``, is the canonical row
    behind the content root. Text is NFC there, as in the root. Files are durable on return.

    Raises:
        ConnectorError: ``folder_not_empty``; ``table_name_unsafe`` when one cannot name a file.

    """
    if any(folder.iterdir()):
        raise ConnectorError("folder_not_empty", folder=str(folder))
    unsafe = tuple(table.name for table in tables if _unsafe(table.name))
    if unsafe:
        raise ConnectorError("table_name_unsafe", tables=unsafe)
    root = ContentRoot(package_key)
    parts: dict[str, int] = {}
    for table in tables:
        before = root.count
        with _durable(folder / f"{table.name}.ndjson") as file:
            for batch in _added(root, connection, schema, table):
                file.writelines(row.line() + b"\n" for row in batch)
                progress(root.count)
        parts[table.name] = root.count - before
    measured = Measured(records=root.count, octets=root.size, root=root.root(), parts=parts)
    with _durable(folder / SCHEMA_FILE) as file:
        file.write(encode(_described(tables, measured)))
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return measured


def _added(
    root: ContentRoot, connection: Connection, schema: str, table: Table
) -> Iterator[list[Row]]:
    for batch in batches(connection, schema, table):
        for row in batch:
            root.add(row.id, row.canonical)
        yield batch


def _described(tables: tuple[Table, ...], measured: Measured) -> JsonValue:
    described: list[JsonValue] = [
        {
            "name": table.name,
            "file": f"{table.name}.ndjson",
            "rows": measured.parts[table.name],
            "key": [column.name for column in table.key],
            "columns": [
                {
                    "name": column.name,
                    "type": column.type_name,
                    "form": "value" if column.native else "postgresql-text",
                    "nullable": column.nullable,
                }
                for column in table.columns
            ],
        }
        for table in tables
    ]
    return {"format": FORMAT, "text": "NFC", "timezone": "UTC", "tables": described}


def _unsafe(name: str) -> bool:
    return name.startswith(".") or "/" in name or "\0" in name


@contextmanager
def _durable(path: Path) -> Iterator[BinaryIO]:
    """Write a new file that only we may read, synchronised to its medium at the end."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
