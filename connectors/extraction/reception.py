"""Receive an extraction: each file by its hash, each table by its count, into a staging database.

What the publisher left out before extracting cannot be seen from here. So all that is said of
completeness later carries the sentence :data:`COMPLETENESS`.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from connectors.extraction import staging as database
from connectors.extraction.csv_rows import read_csv
from connectors.extraction.dump import DumpPlace, restore
from connectors.extraction.folder import Checked, check
from connectors.extraction.manifest import CsvFile, DumpFile, Manifest, SqliteFile, XmlFile
from connectors.extraction.xml_rows import read_xml
from releve.errors import ConnectorError

COMPLETENESS = "completeness_by_publisher"
"""The code of the sentence that every later document prints (facts: publisher, extracted_at)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A table received: ``declared`` by the publisher and ``read`` by us are equal."""

    table: str
    file: str
    declared: int
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An extraction received whole. ``digest`` is the manifest's, and so that of every file.

    ``copies`` are what this made, for the inventory of our own copies: the staging file, and the
    endpoint of a restored dump. ``statement`` is :data:`COMPLETENESS`.
    """

    publisher: str
    extracted_at: datetime
    digest: str
    tables: tuple[Counted, ...]
    attachments: int
    bytes: int
    staging: Path | None
    copies: tuple[str, ...]
    statement: str = COMPLETENESS


def receive(
    folder: Path, manifest: Manifest, staging: Path, dump: DumpPlace | None = None
) -> Received:
    """Verify a folder against its manifest, and load its tables into a new SQLite database.

    Tables of CSV and XML files have columns of text; those of SQLite files stay as they are. A
    dump of PostgreSQL goes to the empty database ``dump``, and there is no staging file unless
    other files have tables. The folder is only read. On refusal no staging file stays
    behind; a database that a dump was restored into does, for its owner to drop.

    Raises:
        ConnectorError: ``extraction_count_differs`` when a table has not as many rows as declared,
            ``extraction_counts_differ`` naming each when several have not;
            those of :mod:`connectors.extraction.folder`, the readers, ``staging`` and ``dump``;
            ``extraction_kind_unsupported`` for a dump without a place for it, or a second one.

    """
    checked = check(folder, manifest)
    files = manifest.extraction.files
    counted: list[Counted] = []
    copies: list[str] = []
    loaded = [one for one in files if isinstance(one, CsvFile | XmlFile | SqliteFile)]
    dumps = [one for one in files if isinstance(one, DumpFile)]
    if dumps and (dump is None or len(dumps) > 1):
        raise ConnectorError("extraction_kind_unsupported", file=dumps[-1].path)
    if dump is not None and dumps:
        restored = restore(dump, folder / dumps[0].path, dumps[0])
        checked.unchanged(dumps[0].path)
        counted += _counted(dumps[0].path, dict(dumps[0].tables), dict(restored))
        _compare(counted)
        copies.append(dump.endpoint)
    if loaded:
        with database.fresh(staging) as opened:
            for file in loaded:
                counted += _loaded(opened, checked, file)
                checked.unchanged(file.path)
            _compare(counted)
        copies.append(str(staging))
    return Received(
        publisher=manifest.extraction.publisher,
        extracted_at=manifest.extraction.extracted_at,
        digest=manifest.digest,
        tables=tuple(sorted(counted, key=lambda one: one.table)),
        attachments=checked.attachments,
        bytes=checked.bytes,
        staging=staging if loaded else None,
        copies=tuple(copies),
    )


def _loaded(
    staging: sqlite3.Connection, checked: Checked, file: CsvFile | XmlFile | SqliteFile
) -> list[Counted]:
    place = checked.folder / file.path
    if isinstance(file, SqliteFile):
        found = database.copy(staging, place, tuple(file.tables), file.path)
        return _counted(file.path, dict(file.tables), found)
    if isinstance(file, CsvFile):
        columns, rows = read_csv(place, file)
        database.create(staging, file.table, [(name, "TEXT") for name in columns], file.key)
        read = database.fill(staging, file.table, len(columns), rows, file.path)
        return _counted(file.path, {file.table: file.rows}, {file.table: read})
    for table in file.tables:
        database.create(staging, table.table, [(name, "TEXT") for name in table.columns], table.key)
    found = dict.fromkeys((one.table for one in file.tables), 0)
    for name, group in groupby(read_xml(place, file), key=itemgetter(0)):
        width = next(len(one.columns) for one in file.tables if one.table == name)
        found[name] += database.fill(staging, name, width, (row for _, row in group), file.path)
    return _counted(file.path, {one.table: one.rows for one in file.tables}, found)


def _counted(file: str, declared: dict[str, int], read: dict[str, int]) -> list[Counted]:
    return [
        Counted(table=table, file=file, declared=count, read=read[table])
        for table, count in declared.items()
    ]


def _compare(counted: list[Counted]) -> None:
    wrong = [one for one in counted if one.declared != one.read]
    if len(wrong) == 1:
        one = wrong[0]
        raise ConnectorError(
            "extraction_count_differs",
            table=one.table,
            file=one.file,
            declared=one.declared,
            read=one.read,
        )
    if wrong:
        told = tuple(f"{one.table} ({one.declared} ≠ {one.read})" for one in wrong)
        raise ConnectorError("extraction_counts_differ", tables=told)
