"""A source of care pathways that is a live database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from connectors.pathways.access import PathwayAccess
from connectors.pathways.described import describe_query
from connectors.pathways.schema import describe, lockable
from connectors.pathways.session import Session
from connectors.pathways.snapshot import Snapshot
from connectors.pathways.transaction import dialect_of, opened
from releve.errors import ConnectorError
from releve.pathways.conversion import RowConverter
from releve.pathways.selection import SourceColumn, SourceSchema

Converters = Callable[[SourceSchema], Sequence[RowConverter]]
"""What builds a mapping's converters for a schema. It must be picklable, not what it builds."""


def _none(schema: SourceSchema) -> Sequence[RowConverter]:
    del schema
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayDatabase:
    """A :class:`releve.pathways.ports.PathwaySource` in PostgreSQL, MariaDB, MySQL or SQLite.

    It holds no connection, and can be pickled if ``converters`` can: each process that opens a
    snapshot builds its own converters. Without any it only describes the schema.
    """

    access: PathwayAccess
    converters: Converters = _none

    def schema(self) -> SourceSchema:
        """Describe every table of the schema as it is now; see :mod:`connectors.pathways.schema`.

        Raises:
            ConnectorError: ``source_not_plain``, ``source_without_snapshot``, ``dialect_unknown``;
                ``ConnectorUnavailable``: ``endpoint_unreachable``.

        """
        with opened(self.access) as session:
            return describe(session, dialect_of(self.access), self.access)

    def distinct(self, table: str, column: str, limit: int) -> tuple[str, ...] | None:
        """Return the values of a column as texts, each once, in order; ``None`` if above ``limit``.

        Meant for columns of codes, whose values are nobody's data: the caller chooses them. Two
        texts are the same when their bytes are.
        """
        dialect = dialect_of(self.access)
        name = dialect.quoted(column)
        place = dialect.quoted(self.access.schema, table)
        shown = dialect.text(name)
        chosen = f"SELECT DISTINCT {shown} FROM {place} WHERE {name} IS NOT NULL"  # noqa: S608 - names are quoted
        with opened(self.access) as session:
            found = session.everything(f"{chosen} LIMIT {limit + 1:d}")
        texts = {one.decode() if isinstance(one, bytes) else str(one) for (one,) in found}
        return tuple(sorted(texts)) if len(found) <= limit else None

    def shape(self, query: str) -> tuple[SourceColumn, ...]:
        """Describe the columns that a query of a mapping gives.

        Raises:
            ConnectorError: ``database_refused`` when the database cannot run it.

        """
        with opened(self.access) as session:
            return describe_query(session, dialect_of(self.access), query)

    def through(self, converters: Converters) -> "PathwayDatabase":
        """Return the same database seen through a mapping."""
        return replace(self, converters=converters)

    @contextmanager
    def snapshot(self, token: str | None = None) -> Iterator[Snapshot]:
        """Open one instant: now, or that of a token while its owner holds it open.

        Only PostgreSQL gives a token. There, the tables are locked (``ACCESS SHARE``, in nobody's
        way but a ``TRUNCATE`` or ``DROP``) before the instant begins, since emptying a table is
        seen even by older snapshots; in MariaDB and MySQL each table is touched at once, which
        locks it in the same way.

        Raises:
            ConnectorError: ``schema_moved`` when a table appears or goes at that very moment;
                ``snapshot_token_refused``, and those of :meth:`schema`.

        """
        dialect = dialect_of(self.access)
        names: tuple[str, ...] = ()
        if dialect.name == "postgresql":
            with opened(self.access) as session:
                names = lockable(session, self.access)
        with opened(self.access, token) as session:
            if dialect.name == "postgresql":
                _lock(session, [dialect.quoted(self.access.schema, name) for name in names])
                token = token or _exported(session)
                if lockable(session, self.access) != names:
                    raise ConnectorError("schema_moved", schema=self.access.schema)
            schema = describe(session, dialect, self.access)
            if dialect.name == "mysql":
                for table in schema.tables:
                    place = dialect.quoted(self.access.schema, table.name)
                    session.everything(f"SELECT 1 FROM {place} LIMIT 1")  # noqa: S608 - names are quoted
            converters = self.converters(schema)
            yield Snapshot(session, dialect, self.access, schema, converters, token)


def _lock(session: Session, tables: Sequence[str]) -> None:
    if tables:
        session.run(f"LOCK TABLE {', '.join(tables)} IN ACCESS SHARE MODE")


def _exported(session: Session) -> str:
    return str(session.everything("SELECT pg_export_snapshot()")[0][0])
