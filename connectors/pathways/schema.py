"""What a schema holds, from each database's own catalogue: whatever may hold rows is listed.

Views are not: their rows are those of tables. Materialised views and foreign tables are, since
rows can be read there: somebody must map them or waive them. A partitioned table is listed once,
its partitions being where its rows lie. What an account may not see at all (MariaDB and MySQL hide
tables from those without rights on them) is not listed, and nothing here can tell.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from connectors.pathways import families
from connectors.pathways.access import PathwayAccess
from connectors.pathways.dialect import Dialect
from connectors.pathways.session import Row, Session
from releve.errors import ConnectorError
from releve.pathways.selection import SourceColumn, SourceSchema, SourceTable

_POSTGRESQL = """
    WITH RECURSIVE root (oid, base) AS (
        SELECT oid, oid FROM pg_catalog.pg_type WHERE typtype <> 'd'
        UNION ALL
        SELECT t.oid, r.base FROM pg_catalog.pg_type t JOIN root r ON t.typbasetype = r.oid
        WHERE t.typtype = 'd')
    SELECT c.relname, c.relkind::text, k.position,
           a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
           NOT a.attnotnull, t.typname, t.typtype::text,
           EXISTS (SELECT FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p
                   ON p.oid = h.inhparent WHERE p.relkind = 'r' AND c.oid IN (h.inhrelid, p.oid))
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN root r ON r.oid = a.atttypid LEFT JOIN pg_catalog.pg_type t ON t.oid = r.base
    LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
    LEFT JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
        ON k.attnum = a.attnum AND k.position <= i.indnkeyatts
    WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'm', 'f')
      AND NOT (c.relispartition AND EXISTS (
          SELECT FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
          WHERE h.inhrelid = c.oid AND p.relnamespace = c.relnamespace))
    ORDER BY c.relname COLLATE "C", a.attnum"""

_MYSQL = """
    SELECT t.table_name, t.table_type, k.ordinal_position,
           c.column_name, c.column_type, c.is_nullable = 'YES', c.data_type, t.engine
    FROM information_schema.tables t
    LEFT JOIN information_schema.columns c
        ON c.table_schema = t.table_schema AND c.table_name = t.table_name
    LEFT JOIN information_schema.key_column_usage k
        ON k.table_schema = c.table_schema AND k.table_name = c.table_name
        AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'
    WHERE t.table_schema = %s AND t.table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')
    ORDER BY CAST(t.table_name AS BINARY), c.ordinal_position"""

_MYSQL_JSON = """
    SELECT k.table_name, x.check_clause FROM information_schema.check_constraints x
    JOIN information_schema.table_constraints k
        ON k.constraint_schema = x.constraint_schema AND k.constraint_name = x.constraint_name
    WHERE x.constraint_schema = %s AND x.check_clause LIKE 'json\\_valid(`%%`)'"""
_MARIADB_JSON = _MYSQL_JSON.replace(
    "k.constraint_name = x.constraint_name",
    "k.constraint_name = x.constraint_name AND k.table_name = x.table_name",
)

_SQLITE_TABLES = """
    SELECT name, sql FROM main.sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name COLLATE BINARY"""
_SQLITE_COLUMNS = "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?, 'main')"

TRIED = frozenset({"postgresql", "mariadb", "sqlite"})
"""Products that reading was proven on, by running them. MySQL itself never was."""


def describe(session: Session, dialect: Dialect, access: PathwayAccess) -> SourceSchema:
    """Describe every table of the schema, by name in UTF-8, as this session sees it.

    Raises:
        ConnectorError: ``source_not_plain`` names tables of which one statement cannot read each
            row once (inheritance in PostgreSQL, system versioning in MariaDB, virtual tables in
            SQLite); ``source_without_snapshot`` those of an engine that keeps no instant.

    """
    read: dict[str, Callable[[Session, PathwayAccess], tuple[SourceTable, ...]]] = {
        "postgresql": _postgresql,
        "mysql": _mysql,
        "sqlite": _sqlite,
    }
    tables = read[dialect.name](session, access)
    server = product(session) if dialect.name == "mysql" else dialect.name
    return SourceSchema(
        dialect=dialect.name,
        proven=dialect.proven,
        tables=tables,
        server=server,
        tried=server in TRIED,
    )


def product(session: Session) -> str:
    """Tell MariaDB from MySQL, which speak the same dialect, by what the server says it is."""
    return (
        "mariadb"
        if "mariadb" in str(session.everything("SELECT VERSION()")[0][0]).lower()
        else "mysql"
    )


def lockable(session: Session, access: PathwayAccess) -> tuple[str, ...]:
    """Return the PostgreSQL tables that can be locked against being dropped or emptied."""
    rows = session.everything(_POSTGRESQL, (access.schema,))
    return tuple(dict.fromkeys(str(row[0]) for row in rows if row[1] in {"r", "p"}))


def _postgresql(session: Session, access: PathwayAccess) -> tuple[SourceTable, ...]:
    rows = session.everything(_POSTGRESQL, (access.schema,))
    _refuse("source_not_plain", access, (str(row[0]) for row in rows if row[8]))

    def column(row: Row) -> SourceColumn:
        _, _, _, name, declared, nullable, base, kind, _ = row
        return SourceColumn(
            name=str(name),
            declared=str(declared),
            family=families.postgresql(str(base), str(kind)),
            nullable=bool(nullable),
        )

    return _tables(rows, column)


def _mysql(session: Session, access: PathwayAccess) -> tuple[SourceTable, ...]:
    rows = session.everything(_MYSQL, (access.schema,))
    _refuse("source_not_plain", access, (str(row[0]) for row in rows if row[1] != "BASE TABLE"))
    _refuse("source_without_snapshot", access, (str(row[0]) for row in rows if row[7] != "InnoDB"))
    mariadb = product(session) == "mariadb"
    checks = session.everything(_MARIADB_JSON if mariadb else _MYSQL_JSON, (access.schema,))
    json = {(str(table), str(clause)) for table, clause in checks}

    def column(row: Row) -> SourceColumn:
        table, _, _, name, declared, nullable, kind, _ = row
        clause = f"json_valid(`{name}`)"
        return SourceColumn(
            name=str(name),
            declared=str(declared),
            family=families.mysql(str(kind), str(declared), json=(str(table), clause) in json),
            nullable=bool(nullable),
        )

    return _tables(rows, column)


def _sqlite(session: Session, access: PathwayAccess) -> tuple[SourceTable, ...]:
    found = session.everything(_SQLITE_TABLES)
    virtual = (str(name) for name, sql in found if str(sql).upper().startswith("CREATE VIRTUAL"))
    _refuse("source_not_plain", access, virtual)
    rows: list[Row] = []
    for name, _ in found:
        for column, declared, required, rank in session.everything(_SQLITE_COLUMNS, (str(name),)):
            rows.append((name, None, rank or None, column, declared, not (required or rank)))

    def column_of(row: Row) -> SourceColumn:
        _, _, _, name, declared, nullable = row
        return SourceColumn(
            name=str(name),
            declared=str(declared),
            family=families.sqlite(str(declared)),
            nullable=bool(nullable),
        )

    return _tables(rows, column_of)


def _tables(rows: Iterable[Row], column: Callable[[Row], SourceColumn]) -> tuple[SourceTable, ...]:
    """Gather rows of (table, _, rank in the key, column or none, …), which come by table."""
    tables: list[SourceTable] = []
    for name, group in groupby(rows, key=lambda row: str(row[0])):
        members = [row for row in group if row[3] is not None]
        ranked = [(int(str(row[2])), str(row[3])) for row in members if row[2] is not None]
        columns = tuple(column(row) for row in members)
        key = tuple(part for _, part in sorted(ranked))
        tables.append(SourceTable(name=name, columns=columns, key=key))
    return tuple(tables)


def _refuse(code: str, access: PathwayAccess, names: Iterable[str]) -> None:
    tables = tuple(dict.fromkeys(names))
    if tables:
        raise ConnectorError(code, endpoint=access.endpoint, tables=tables)
