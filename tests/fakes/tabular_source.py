"""Tables in memory: a source of pathways whose schema, rows and counts a test can change."""

import re
import sqlite3
from contextlib import closing, contextmanager

from deployments.rehearsal.pathways import draw
from deployments.rehearsal.region_tables import DAC_TABLES
from releve.errors import ConnectorError
from releve.pathways.conversion import Account
from releve.pathways.ports import SourcePathway
from releve.pathways.selection import Inflow, SourceColumn, SourceSchema, SourceTable
from releve.pathways.texts import as_text

FAMILIES = {
    "bigint": "integer",
    "integer": "integer",
    "text": "text",
    "char": "text",
    "date": "date",
    "timestamptz": "instant",
    "timestamp": "local",
    "boolean": "boolean",
    "jsonb": "json",
    "numeric": "decimal",
    "bytea": "bytes",
}
KEYWORDS = {"CHECK", "PRIMARY", "UNIQUE", "FOREIGN"}


def parts(body):
    """Cut at the commas that no parenthesis or quote holds."""
    depth, quoted, start = 0, False, 0
    for at, char in enumerate(body):
        quoted ^= char == "'"
        if not quoted:
            depth += (char == "(") - (char == ")")
            if char == "," and not depth:
                yield body[start:at].strip()
                start = at + 1
    yield body[start:].strip()


def described(definitions, dialect="postgresql"):
    """Read the schema that CREATE TABLE statements make."""
    tables = []
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\);", definitions, re.DOTALL):
        columns, key = [], []
        for part in parts(body):
            if part.split()[0] in KEYWORDS:
                continue
            column, declared = re.match(r"(\w+) (\w+(?:\([^)]*\))?)", part).groups()
            kind = declared.partition("(")[0]
            nullable = "NOT NULL" not in part and "PRIMARY KEY" not in part
            columns.append(
                SourceColumn(
                    name=column, declared=declared, family=FAMILIES[kind], nullable=nullable
                )
            )
            key += [column] if "PRIMARY KEY" in part else []
        tables.append(SourceTable(name=name, columns=tuple(columns), key=tuple(key)))
    return SourceSchema(dialect=dialect, proven=True, tables=tuple(tables))


class TabularSource:
    """Rows by table, in the order of the schema's columns."""

    def __init__(self, definitions, rows):
        self.described = described(definitions)
        self.rows = {table.name: list(rows.get(table.name, ())) for table in self.described.tables}

    def schema(self):
        return self.described

    def table(self, name):
        return next(one for one in self.described.tables if one.name == name)

    def records(self, name):
        names = [one.name for one in self.table(name).columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows[name]]

    def distinct(self, table, column, limit):
        found = {as_text(row[column]) for row in self.records(table) if row[column] is not None}
        return tuple(sorted(found)) if len(found) <= limit else None

    def shape(self, query):
        """The columns that a query gives, asked of SQLite; they declare nothing."""
        try:
            with self.base() as base:
                found = base.execute(f"SELECT * FROM ({query}) LIMIT 1").description  # noqa: S608 - the mapping's own
        except sqlite3.Error as refused:
            raise ConnectorError("database_refused", sqlstate=refused.sqlite_errorname) from None
        return tuple(
            SourceColumn(name=one[0], declared="", family="other", nullable=True) for one in found
        )

    def through(self, converters):
        """The same tables seen through a mapping, read in one part, without looking for strays."""
        return Looked(self, converters(self.described))

    def inflow(self):
        filled = {
            (table.name, column.name): sum(
                row[column.name] is not None for row in self.records(table.name)
            )
            for table in self.described.tables
            for column in table.columns
        }
        return Inflow(rows={name: len(rows) for name, rows in self.rows.items()}, filled=filled)

    def selected(self, selection):
        """Rows of a selection, as SQL would give them, in no order."""
        if selection.query is not None:
            yield from self.queried(selection)
            return
        for record in self.records(selection.table):
            found = [dict(record)]
            for join in selection.joins:
                found = [
                    row | {f"{join.alias}.{name}": value for name, value in other.items()}
                    for row in found
                    for other in self.joined(join, row)
                ]
            for row in found:
                values = tuple(row.get(name) for name in selection.columns)
                if selection.present is None or values[selection.present] is not None:
                    yield values

    def queried(self, selection):
        """Run a query in SQLite, over tables without types."""
        with self.base() as base:
            names = ", ".join(selection.columns)
            asked = f"SELECT {names} FROM ({selection.query})"  # noqa: S608 - the mapping's own
            yield from base.execute(asked).fetchall()

    @contextmanager
    def base(self):
        """These tables in SQLite, without types."""
        with closing(sqlite3.connect(":memory:")) as base:
            for table in self.described.tables:
                names = ", ".join(column.name for column in table.columns)
                base.execute(f"CREATE TABLE {table.name} ({names})")
                marks = ", ".join("?" for _ in table.columns)
                told = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608 - our own names
                base.executemany(told, self.rows[table.name])
            yield base

    def joined(self, join, row):
        known = [(name, row.get(other)) for name, other in join.on]
        met = [
            one
            for one in self.records(join.table)
            if all(value is not None and one[name] == value for name, value in known)
        ]
        return met or [{}]

    def converted(self, compiled):
        """Everything converted, and the account of it."""
        account, found = Account(), []
        for converter in compiled.converters:
            rows = self.selected(converter.selection)
            found += [converter.convert(row, account) for row in rows]
        return found, account


class Looked:
    """A snapshot of a tabular source through a mapping: pathways in the order of their ids."""

    def __init__(self, source, converters):
        self.source, self.converters = source, converters

    @contextmanager
    def snapshot(self):
        yield self

    def inflow(self):
        return self.source.inflow()

    def parts(self, size):
        people = len(self.source.rows[self.converters[0].selection.table or ""])
        return [None] * max(1, -(-people // size))

    def pathways(self, _part, account):
        records, defects = {}, {}
        for found in self.each(account, shared=False):
            records.setdefault(found.pathway, []).extend(found.records)
            defects.setdefault(found.pathway, []).extend(found.defects)
        for name in sorted(records):
            yield SourcePathway(name, tuple(records[name]), tuple(defects[name]))

    def directory(self, account):
        return self.each(account, shared=True)

    def each(self, account, *, shared):
        for converter in self.converters:
            if converter.selection.shared is shared:
                for row in self.source.selected(converter.selection):
                    yield converter.convert(row, account)


def exercise(pathways=30, seed=1, dac="dac-littoral", documents=12):
    """The tables of one DAC of the exercise, with rows."""
    rows = draw(seed, dac, pathways=pathways, count_of_documents=documents)
    return TabularSource(DAC_TABLES, rows.tables)
