"""Read-only tables: a trigger that refuses every write.

It stops applications and mistakes. An owner or superuser can remove it, which is why the content
root is computed again at destruction. Schema changes (``ALTER``, ``DROP``) are not stopped.
"""

from sqlalchemy import Connection

from connectors.sql.database import quoted, run
from connectors.sql.tables import Look

NAME = "releve_frozen"
MEANS = f"trigger:{NAME}"
_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'releve_frozen' USING ERRCODE = 'read_only_sql_transaction';
END $$"""


def install(connection: Connection, schema: str, seen: Look) -> None:
    """Refuse INSERT, UPDATE, DELETE, TRUNCATE and COPY on every listed table; idempotent.

    ``ENABLE ALWAYS``: sessions that replay replication are refused too.
    """
    function = quoted(schema, NAME)
    run(connection, _FUNCTION.format(function=function))
    for name in seen.present:
        table = quoted(schema, name)
        run(
            connection,
            f"CREATE OR REPLACE TRIGGER {NAME} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        )
        run(connection, f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {NAME}")


def remove(connection: Connection, schema: str, seen: Look) -> None:
    """Undo :func:`install`; idempotent."""
    for name in seen.present:
        table = quoted(schema, name)
        run(connection, f"DROP TRIGGER IF EXISTS {NAME} ON {table}")
    remove_function(connection, schema)


def remove_function(connection: Connection, schema: str) -> None:
    """Drop the trigger's function, which nothing uses any more; a schema not there is fine."""
    run(connection, f"DROP FUNCTION IF EXISTS {quoted(schema, NAME)}()")
