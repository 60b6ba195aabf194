"""The same tables in PostgreSQL, MariaDB and SQLite: a source of pathways to test against."""

import itertools
import sqlite3
from pathlib import Path

from connectors.pathways import PathwayAccess, PathwayDatabase
from tests.fakes.tiny_converter import factory

KINDS = ("postgresql", "mysql", "sqlite")
_NUMBERS = itertools.count(1)

TYPES = {
    "bigint": ("bigint", "bigint", "BIGINT"),
    "smallint": ("smallint", "smallint", "SMALLINT"),
    "text": ("text", "longtext", "TEXT"),
    # Collated as people order and compare, not as bytes; the PostgreSQL of the tests has only "C".
    "varchar": ("varchar(40)", "varchar(40)", "VARCHAR(40) COLLATE NOCASE"),
    "char": ("char(12)", "char(12)", "CHAR(12)"),
    "uuid": ("uuid", "char(36)", "UUID"),
    "decimal": ("numeric(12, 3)", "decimal(12, 3)", "DECIMAL(12, 3)"),
    "whole": ("numeric(12)", "decimal(12)", "DECIMAL(12)"),
    "double": ("double precision", "double", "DOUBLE PRECISION"),
    "boolean": ("boolean", "boolean", "BOOLEAN"),
    "date": ("date", "date", "DATE"),
    "instant": ("timestamptz", "timestamp(6) NULL", "TIMESTAMP WITH TIME ZONE"),
    "local": ("timestamp", "datetime(6)", "TIMESTAMP"),
    "bytes": ("bytea", "longblob", "BLOB"),
    "key_bytes": ("bytea", "varbinary(40)", "BLOB"),
    # `json` keeps the members of an object in the order they were written in, as the two others do.
    # `jsonb` sorts them when it stores them: that order is lost before anybody reads.
    "json": ("json", "json", "JSON"),
}
"""A column's type in each dialect; the families are what the connector must find the same."""


class Source:
    """A schema of one of the three, empty at first. Names are quoted as the dialect wants."""

    def __init__(self, kind: str, namespace: str, url: str, connection) -> None:
        self.kind = kind
        self.namespace = namespace
        self.connection = connection
        self.access = PathwayAccess(endpoint="dac", schema=namespace, url=url)

    @classmethod
    def postgresql(cls, cluster) -> "Source":
        name = f'dac "essai" % {next(_NUMBERS)}'
        connection = cluster.connect("essais")
        connection.autocommit = True
        source = cls("postgresql", name, cluster.url("essais"), connection)
        source.run(f"CREATE SCHEMA {source.quoted(name)}")
        source.run(f"SET search_path = {source.quoted(name)}")
        return source

    @classmethod
    def mysql(cls, server) -> "Source":
        name = f"dac_essai_{next(_NUMBERS)}"
        connection = server.connect()
        source = cls("mysql", name, server.url(name), connection)
        # A collation that holds « É » and « e » equal: what is read must not.
        source.run(f"CREATE DATABASE {name} COLLATE utf8mb4_unicode_ci")
        source.run(f"USE {name}")
        source.run("SET time_zone = '+00:00'")
        return source

    @classmethod
    def sqlite(cls, folder: Path) -> "Source":
        path = folder / f"dac {next(_NUMBERS)} %.sqlite"
        connection = sqlite3.connect(path, isolation_level=None)
        return cls("sqlite", "main", f"sqlite:///{path}", connection)

    @property
    def path(self) -> Path:
        """The file of a SQLite source."""
        return Path(self.access.url.removeprefix("sqlite:///"))

    def quoted(self, name: str) -> str:
        mark = "`" if self.kind == "mysql" else '"'
        return mark + name.replace(mark, mark + mark) + mark

    def run(self, statement: str, values=None) -> None:
        cursor = self.connection.cursor()
        cursor.execute(*([statement] if values is None else [statement, values]))
        cursor.close()

    def create(self, table: str, key=("id",), **columns: str) -> None:
        """Create a table; a type followed by ``!`` is not null."""
        at = KINDS.index(self.kind)
        declared = [
            f"{self.quoted(name)} {TYPES[said.rstrip('!')][at]}{' NOT NULL' if '!' in said else ''}"
            for name, said in columns.items()
        ]
        if key:
            declared.append(f"PRIMARY KEY ({', '.join(map(self.quoted, key))})")
        self.run(f"CREATE TABLE {self.quoted(table)} ({', '.join(declared)})")

    def insert(self, table: str, *rows) -> None:
        mark = "?" if self.kind == "sqlite" else "%s"
        percent = table.replace("%", "%%") if self.kind != "sqlite" else table
        for row in rows:
            marks = ", ".join([mark] * len(row))
            self.run(f"INSERT INTO {self.quoted(percent)} VALUES ({marks})", row)  # noqa: S608 - names are quoted

    def database(self, *converters) -> PathwayDatabase:
        return PathwayDatabase(access=self.access, converters=factory(*converters))

    def close(self) -> None:
        if self.kind == "postgresql":
            self.run(f"DROP SCHEMA {self.quoted(self.namespace)} CASCADE")
        if self.kind == "mysql":
            self.run(f"DROP DATABASE {self.namespace}")
        self.connection.close()
