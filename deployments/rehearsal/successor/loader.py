"""Tables: created in our own database, filled, and read back for the root."""

from pathlib import Path

import psycopg
from psycopg import sql

from deployments.rehearsal.successor import root
from deployments.rehearsal.successor.extract import Extract, Table, lines
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault
from deployments.rehearsal.successor.settings import Fault

SOURCE_ID = "releve:id"
"""Our column for the source's record id, kept where the other columns do not show it."""
PATHWAYS = "usager"


def load(connection: psycopg.Connection, schema: str, folder: Path, extract: Extract) -> None:
    """Replace ``schema`` by the tables of the extract, every row of them.

    Raises:
        PackageRefused: ``rows_differ`` from the description, and those of the lines.
    """
    space = sql.Identifier(schema)
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(space))
    kinds = {
        column.type: _type(connection, column.type)
        for table in extract.tables
        for column in table.columns
    }
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(space))
    for table in extract.tables:
        columns = [
            sql.SQL("{} {}{}").format(
                sql.Identifier(column.name),
                sql.SQL(kinds[column.type]),  # as PostgreSQL wrote it
                sql.SQL("" if column.nullable else " NOT NULL"),
            )
            for column in table.columns
        ]
        columns.append(sql.SQL("{} text").format(sql.Identifier(SOURCE_ID)))
        create = sql.SQL("CREATE TABLE {} ({})")
        name = sql.Identifier(schema, table.name)
        connection.execute(create.format(name, sql.SQL(", ").join(columns)))
        if _copy(connection, schema, table, folder) != table.rows:
            raise PackageRefused("rows_differ")


def read_back(
    connection: psycopg.Connection, schema: str, extract: Extract, package_key: bytes
) -> root.Records:
    """Compute the records from what the database holds now."""
    records = root.Records(package_key)
    for table in extract.tables:
        names = [column.name for column in table.columns]
        wanted: list[sql.Composable] = [
            sql.Identifier(column.name)
            if column.form == "value"
            else sql.SQL("{}::text").format(sql.Identifier(column.name))
            for column in table.columns
        ]
        wanted += [sql.SQL("{}::text").format(sql.Identifier(name)) for name in table.key]
        wanted.append(sql.Identifier(SOURCE_ID))
        select = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(wanted), sql.Identifier(schema, table.name)
        )
        with connection.cursor(name="relecture") as cursor:
            cursor.itersize = 5000
            for values in cursor.execute(select):
                columns = dict(zip(names, values, strict=False))
                parts = [
                    int(part) if table.is_integer(name) else str(part)
                    for name, part in zip(table.key, values[len(names) :], strict=False)
                ]
                name = values[-1] or root.row_id(table.name, parts)
                records.add(name, root.row(table.name, columns))
    return records


def pathways(connection: psycopg.Connection, schema: str) -> int:
    """Count the pathways loaded: the rows of ``usager``, 0 where there is no such table."""
    return count(connection, schema, PATHWAYS) if PATHWAYS in tables(connection, schema) else 0


def tables(connection: psycopg.Connection, schema: str) -> list[str]:
    """Name the tables of a schema; none if it is not there."""
    query = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1"
    return [str(name) for (name,) in connection.execute(query, (schema,))]


def count(connection: psycopg.Connection, schema: str, table: str) -> int:
    """Count the rows of a table."""
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def spoil(connection: psycopg.Connection, schema: str, extract: Extract, fault: Fault) -> None:
    """Commit the fault that the exercise asks for: lose a row, or change one text."""
    first = sorted(extract.tables, key=lambda table: table.name != PATHWAYS)
    for table in first:
        name = sql.Identifier(schema, table.name)
        if fault == "wrong_count":
            change = "DELETE FROM {0} WHERE ctid = (SELECT min(ctid) FROM {0})"
            if connection.execute(sql.SQL(change).format(name)).rowcount:
                return
            continue
        texts = [column for column in table.columns if column.type == "text"]
        for column in (column for column in texts if column.name not in table.key):
            change = (
                "UPDATE {0} SET {1} = {1} || ' (repris)'"
                " WHERE ctid = (SELECT min(ctid) FROM {0} WHERE {1} IS NOT NULL)"
            )
            query = sql.SQL(change).format(name, sql.Identifier(column.name))
            if connection.execute(query).rowcount:
                return
    raise ToolFault("fault_impossible")


def _copy(connection: psycopg.Connection, schema: str, table: Table, folder: Path) -> int:
    names = [*(column.name for column in table.columns), SOURCE_ID]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(schema, table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for source_id, values in lines(folder, table):
                copy.write_row([*values, source_id])
        return cursor.rowcount


def _type(connection: psycopg.Connection, described: str) -> str:
    """Return a built-in type as PostgreSQL writes it; ``text`` for one of the source's own."""
    query = """
        SELECT format_type(t.oid, to_regtypemod(%(name)s)) FROM pg_type t
        WHERE t.oid = to_regtype(%(name)s) AND t.typnamespace = 'pg_catalog'::regnamespace"""
    found = connection.execute(query, {"name": described}).fetchone()
    return str(found[0]) if found else "text"
