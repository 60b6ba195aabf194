"""Read-only tables where :mod:`connectors.sql` is not proven: triggers in MariaDB, MySQL, SQLite.

They stop applications and mistakes. An owner can remove them; ``TRUNCATE``, which fires none, and
changes of the schema are not stopped. The account needs the right to make triggers.
"""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

from connectors.pathways.access import PathwayAccess
from connectors.pathways.dialect import Dialect
from connectors.pathways.driver import connected
from connectors.pathways.schema import describe
from connectors.pathways.session import FAULTS
from connectors.pathways.transaction import dialect_of, opened
from releve.errors import ConnectorError
from releve.model.medium import Medium

NAME = "releve_frozen"
MEANS = f"trigger:{NAME}"
_EVENTS = ("INSERT", "UPDATE", "DELETE")
_REFUSALS = {
    "mysql": f"FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{NAME}'",
    "sqlite": f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END",
}
_INSTALLED = {
    "mysql": "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = %s",
    "sqlite": "SELECT name FROM main.sqlite_master WHERE type = 'trigger'",
}


class TableFreezer:
    """A :class:`releve.ports.Freezer` of every table of one schema, whatever medium it is told.

    Raises ``ConnectorError``: ``dialect_unproven`` in PostgreSQL, which :mod:`connectors.sql`
    freezes; ``database_refused`` without the right to make triggers; those of a session.
    """

    def __init__(self, access: PathwayAccess) -> None:
        """Know the schema; nothing is connected yet."""
        self._access = access

    def freeze(self, _medium: Medium) -> str:
        """Refuse INSERT, UPDATE and DELETE on every table; idempotent."""
        there = self._installed()
        for trigger, statement in self._triggers():
            if trigger not in there:
                self._run(statement)
        return MEANS

    def thaw(self, _medium: Medium) -> str:
        """Remove the triggers of :meth:`freeze`; idempotent."""
        dialect = self._dialect
        for name in sorted(self._installed()):
            self._run(f"DROP TRIGGER {dialect.quoted(*self._place(dialect), name)}")
        return MEANS

    @property
    def _dialect(self) -> Dialect:
        dialect = dialect_of(self._access)
        if dialect.name not in _REFUSALS:
            raise ConnectorError(
                "dialect_unproven", endpoint=self._access.endpoint, dialect=dialect.name
            )
        return dialect

    def _triggers(self) -> Iterator[tuple[str, str]]:
        dialect = self._dialect
        with opened(self._access) as session:
            tables = describe(session, dialect, self._access).tables
        place = self._place(dialect)
        for table in tables:
            mark = sha256(table.name.encode()).hexdigest()[:16]  # a name may be as long as allowed
            for event in _EVENTS:
                name = f"{NAME}_{mark}_{event.lower()}"
                target = dialect.quoted(*(place if dialect.name == "mysql" else ()), table.name)
                head = f"CREATE TRIGGER {dialect.quoted(*place, name)} BEFORE {event} ON {target}"
                yield name, f"{head} {_REFUSALS[dialect.name]}"

    def _installed(self) -> frozenset[str]:
        dialect = self._dialect
        values = (self._access.schema,) if dialect.name == "mysql" else ()
        with opened(self._access) as session:
            found = session.everything(_INSTALLED[dialect.name], values)
        return frozenset(str(name) for (name,) in found if str(name).startswith(f"{NAME}_"))

    def _run(self, statement: str) -> None:
        session = connected(self._access, self._dialect)
        try:
            session.run(statement)
        finally:
            with suppress(*FAULTS):
                session.close()

    def _place(self, dialect: Dialect) -> tuple[str, ...]:
        return (self._access.schema,) if dialect.name == "mysql" else ("main",)
