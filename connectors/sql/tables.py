"""What a schema holds, read from PostgreSQL's own catalogue: nothing is hidden by rights there."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from releve.errors import ConnectorError
from releve.model.medium import SqlMedium

_NATIVE = {16, 17, 20, 21, 23, 25, 700, 701, 1042, 1043, 1082, 1114, 1184, 1700}
"""Type OIDs read as values (pg_type.dat): the others are read as PostgreSQL writes them."""

_INTEGERS = {20, 21, 23}

# Ordinary, partitioned and foreign tables, materialised views: whatever may hold rows.
_RELATIONS = text("""
    SELECT c.oid, c.relname, c.relkind::text AS relkind
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = :schema AND c.relkind IN ('r', 'p', 'm', 'f')""")

_COLUMNS = text("""
    SELECT a.attname, a.atttypid::bigint AS type_oid, a.attnotnull,
           pg_catalog.format_type(a.atttypid, a.atttypmod) AS type_name,
           k.position AS key_position
    FROM pg_catalog.pg_attribute a
    LEFT JOIN pg_catalog.pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    LEFT JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
        ON k.attnum = a.attnum AND k.position <= i.indnkeyatts
    WHERE a.attrelid = :oid AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``native`` is read as a value, otherwise as PostgreSQL's text of it."""

    name: str
    type_name: str
    native: bool
    integer: bool
    nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; ``key`` holds its primary key's columns, in the key's order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of a medium is there: ``present`` and ``absent`` listed tables, by name in UTF-8."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    undeclared: tuple[str, ...]
    unproven: tuple[str, ...]
    oids: dict[str, int]

    def refuse_undeclared(self) -> None:
        """Refuse what the plan does not know of.

        Raises:
            ConnectorError: ``undeclared_table`` names tables (or materialised views) of
                the schema that are not listed; ``not_a_plain_table`` those listed that are
                partitioned, foreign or views: reading and dropping them is not proven.

        """
        if self.undeclared:
            raise ConnectorError("undeclared_table", tables=self.undeclared)
        if self.unproven:
            raise ConnectorError("not_a_plain_table", tables=self.unproven)

    def refuse_partial(self) -> None:
        """Raise ``partly_absent``, naming what is absent, unless all is there or nothing is."""
        if self.present and self.absent:
            raise ConnectorError("partly_absent", tables=self.absent)


def look(connection: Connection, medium: SqlMedium) -> Look:
    """See which relations the schema holds; a schema that does not exist holds none."""
    found = connection.execute(_RELATIONS, {"schema": medium.schema_name}).all()
    kinds = {str(row.relname): str(row.relkind) for row in found}
    listed = sorted(set(medium.tables), key=str.encode)
    return Look(
        present=tuple(name for name in listed if name in kinds),
        absent=tuple(name for name in listed if name not in kinds),
        undeclared=tuple(sorted(set(kinds) - set(listed))),
        unproven=tuple(name for name in listed if kinds.get(name, "r") != "r"),
        oids={str(row.relname): int(row.oid) for row in found},
    )


def describe(connection: Connection, seen: Look) -> tuple[Table, ...]:
    """Read the columns and primary key of every listed table that is there.

    Raises:
        ConnectorError: ``table_without_key``, naming them all: without a key no order is shared.

    """
    tables = tuple(_describe(connection, name, seen.oids[name]) for name in seen.present)
    keyless = tuple(table.name for table in tables if not table.key)
    if keyless:
        raise ConnectorError("table_without_key", tables=keyless)
    return tables


def _describe(connection: Connection, name: str, oid: int) -> Table:
    rows = connection.execute(_COLUMNS, {"oid": oid}).all()
    columns = [
        Column(
            name=str(row.attname),
            type_name=str(row.type_name),
            native=row.type_oid in _NATIVE,
            integer=row.type_oid in _INTEGERS,
            nullable=not row.attnotnull,
        )
        for row in rows
    ]
    ranked = [
        (int(row.key_position), column)
        for row, column in zip(rows, columns, strict=True)
        if row.key_position is not None
    ]
    ranked.sort(key=lambda pair: pair[0])
    return Table(name=name, columns=tuple(columns), key=tuple(column for _, column in ranked))
