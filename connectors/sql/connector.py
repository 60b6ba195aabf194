"""The SQL connector: what can be done to a body of data kept in PostgreSQL tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from connectors.sql import content, destruction, freeze
from connectors.sql.database import Databases, EngineSource
from connectors.sql.rows import count
from connectors.sql.tables import Look, describe, look
from releve.errors import ConnectorError
from releve.model.evidence import Measured
from releve.model.medium import Medium, SqlMedium
from releve.ports import Journal, Progress


class SqlConnector:
    """Counts, measures, extracts, freezes and destroys the tables of a :class:`SqlMedium`.

    The plan's list of tables must be the schema's: one more there (``undeclared_table``)
    refuses everything.
    Whatever is read is one instant of the database, a row at a time.
    """

    def __init__(
        self, engines: Mapping[str, EngineSource], *, lock_timeout_seconds: int = 30
    ) -> None:
        """Know the databases by endpoint, without connecting.

        One that is not PostgreSQL is refused (``dialect_unproven``) by whatever needs it here: a
        workspace may name others, whose pathways are only read.
        """
        self._databases = Databases(engines)
        self._lock_timeout = lock_timeout_seconds

    def close(self) -> None:
        """Release the engines."""
        self._databases.close()

    def count(self, medium: Medium) -> Measured:
        """Count rows per listed table that is there; ``octets`` is its place on disk."""
        with self._seen(medium) as (sql, connection, seen):
            parts = {name: count(connection, sql.schema_name, name) for name in seen.present}
            octets = sum(_octets(connection, seen.oids[name]) for name in seen.present)
        return Measured(records=sum(parts.values()), octets=octets, root=None, parts=parts)

    def exercise_token(self, endpoint: str) -> str | None:
        """Return the token an exercise left in ``public.releve_exercise``; ``None`` without one.

        Raises:
            ConnectorError: ``endpoint_unknown``; ``ConnectorUnavailable`` when it does not answer.

        """
        with self._databases.reading(endpoint) as connection:
            there = connection.scalar(text("SELECT to_regclass('public.releve_exercise')"))
            if there is None:
                return None
            token = connection.scalar(text("SELECT token FROM public.releve_exercise"))
            return str(token) if token is not None else None

    def measure(self, medium: Medium, package_key: bytes) -> Measured:
        """Compute the root over every row; ``octets`` counts canonical bytes.

        Raises:
            ConnectorError: ``partly_absent``, ``undeclared_table``, ``table_without_key``.

        """
        with self._seen(medium) as (sql, connection, seen):
            seen.refuse_partial()
            tables = describe(connection, seen)
            return content.measure(connection, sql.schema_name, tables, package_key)

    def extract(
        self, medium: Medium, package_key: bytes, folder: Path, progress: Progress
    ) -> Measured:
        """Write ``<table>.ndjson`` and ``schema.json``; see :func:`connectors.sql.content.extract`.

        Raises:
            ConnectorError: those of :meth:`measure`, and ``nothing_there``.

        """
        with self._seen(medium) as (sql, connection, seen):
            _refuse_absent(seen, sql)
            tables = describe(connection, seen)
            return content.extract(
                connection, sql.schema_name, tables, package_key, folder, progress
            )

    def freeze(self, medium: Medium) -> str:
        """Refuse every write to the listed tables by trigger; see :mod:`connectors.sql.freeze`."""
        sql = _sql(medium)
        with self._databases.writing(sql.endpoint) as connection:
            seen = look(connection, sql)
            seen.refuse_undeclared()
            _refuse_absent(seen, sql)
            freeze.install(connection, sql.schema_name, seen)
        return freeze.MEANS

    def thaw(self, medium: Medium) -> str:
        """Remove the triggers of :meth:`freeze`."""
        sql = _sql(medium)
        with self._databases.writing(sql.endpoint) as connection:
            seen = look(connection, sql)
            _refuse_absent(seen, sql)
            freeze.remove(connection, sql.schema_name, seen)
        return freeze.MEANS

    def destroy(
        self, medium: Medium, package_key: bytes, expected: Measured, journal: Journal
    ) -> str:
        """Drop the tables in the transaction that measured them; see its module."""
        return destruction.destroy(
            self._databases, _sql(medium), package_key, expected, journal, self._lock_timeout
        )

    @contextmanager
    def _seen(self, medium: Medium) -> Iterator[tuple[SqlMedium, Connection, Look]]:
        sql = _sql(medium)
        with self._databases.reading(sql.endpoint) as connection:
            seen = look(connection, sql)
            seen.refuse_undeclared()
            yield sql, connection, seen


def _sql(medium: Medium) -> SqlMedium:
    if not isinstance(medium, SqlMedium):
        raise ConnectorError("medium_unsupported", kind=medium.kind)
    return medium


def _refuse_absent(seen: Look, medium: SqlMedium) -> None:
    seen.refuse_partial()
    if not seen.present:
        raise ConnectorError("nothing_there", schema=medium.schema_name)


def _octets(connection: Connection, oid: int) -> int:
    statement = "SELECT pg_catalog.pg_table_size(%(oid)s::oid)"
    return int(connection.exec_driver_sql(statement, {"oid": oid}).scalar_one())
