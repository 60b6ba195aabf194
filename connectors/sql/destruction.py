"""Dropping tables, check and act in one transaction: lock, measure, compare, intend, drop."""

from sqlalchemy import Connection

from connectors.sql import freeze
from connectors.sql.content import measure
from connectors.sql.database import Databases, quoted, run
from connectors.sql.tables import Look, describe, look
from releve.errors import ConnectorError, SourceChanged
from releve.model.evidence import Measured
from releve.model.medium import SqlMedium
from releve.ports import Journal

_SCHEMA_EMPTY = """
    SELECT NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_namespace n ON n.oid = d.refobjid
        WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND n.nspname = %(schema)s)"""


def destroy(
    databases: Databases,
    medium: SqlMedium,
    package_key: bytes,
    expected: Measured,
    journal: Journal,
    lock_timeout: int,
) -> str:
    """Drop every listed table if its content is ``expected``; as ``Destroyer`` promises.

    The tables are gone for every later reader; blocks and write-ahead log are not overwritten:
    on its own this is a logical deletion. A crash leaves all the tables or none.

    Raises:
        SourceChanged: ``source_changed`` with both counts and roots.
        ConnectorError: ``absent_without_intent``, ``partly_absent``, ``undeclared_table``,
            ``depended_upon`` (a view or foreign key outside the list), ``lock_timeout``.

    """
    if expected.root is None:
        raise ConnectorError("expected_without_root")
    with databases.writing(medium.endpoint) as connection:
        seen = look(connection, medium)
        seen.refuse_undeclared()
        seen.refuse_partial()
        if not seen.present:
            if not journal.intended():
                raise ConnectorError("absent_without_intent", schema=medium.schema_name)
            return "found_absent"
        measured = _locked(connection, medium, seen, package_key, lock_timeout)
        compare(expected, measured)
        with connection.begin_nested() as trial:  # what depends on them shows before the intent
            _drop(connection, medium, seen)
            trial.rollback()
        journal.intend(measured, {"means": "drop_table", "tables": len(seen.present)})
        _drop(connection, medium, seen)
    with databases.reading(medium.endpoint) as connection:
        return "partial" if look(connection, medium).present else "destroyed"


def compare(expected: Measured, found: Measured) -> None:
    """Raise ``SourceChanged`` unless the same records are there under the same root."""
    if (expected.records, expected.root) != (found.records, found.root):
        raise SourceChanged(
            "source_changed",
            expected=expected.root,
            found=found.root,
            records_expected=expected.records,
            records_found=found.records,
        )


def _locked(
    connection: Connection, medium: SqlMedium, seen: Look, package_key: bytes, lock_timeout: int
) -> Measured:
    """Measure under a lock that keeps everybody out until the end of the transaction."""
    names = ", ".join(quoted(medium.schema_name, name) for name in seen.present)
    run(connection, f"SET LOCAL lock_timeout = '{lock_timeout:d}s'")
    run(connection, f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
    again = look(connection, medium)
    again.refuse_undeclared()
    if again.oids != seen.oids:
        raise ConnectorError("schema_moved", schema=medium.schema_name)
    return measure(connection, medium.schema_name, describe(connection, again), package_key)


def _drop(connection: Connection, medium: SqlMedium, seen: Look) -> None:
    names = ", ".join(quoted(medium.schema_name, name) for name in seen.present)
    run(connection, f"DROP TABLE {names} RESTRICT")
    freeze.remove_function(connection, medium.schema_name)
    empty = connection.exec_driver_sql(_SCHEMA_EMPTY, {"schema": medium.schema_name})
    if empty.scalar_one():
        run(connection, f"DROP SCHEMA {quoted(medium.schema_name)} RESTRICT")
