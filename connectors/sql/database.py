"""Connections to the databases of a plan, and what their refusals mean."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from releve.errors import ConnectorError, ConnectorUnavailable

EngineSource: TypeAlias = str | Callable[[], Engine]
"""A SQLAlchemy URL, or what makes an engine when it is first needed."""

PROVEN = "postgresql"
_LOCK_NOT_AVAILABLE = "55P03"
_DEPENDED_UPON = "2BP01"

# What makes PostgreSQL write one value in one way, and refuse rather than hide rows.
_SESSION = (
    "SET LOCAL row_security = off",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'iso_8601'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL lc_monetary = 'C'",
    "SET LOCAL xmloption = 'content'",
)


class Databases:
    """Engines by endpoint, made when first needed. Every connection is a new one.

    Anything but PostgreSQL is refused when first needed (``dialect_unproven``): freezing, measuring
    and destroying are proven there only.
    """

    def __init__(self, sources: Mapping[str, EngineSource]) -> None:
        """Know the databases by endpoint, without connecting."""
        self._sources = dict(sources)
        self._engines: dict[str, Engine] = {}

    @contextmanager
    def reading(self, endpoint: str) -> Iterator[Connection]:
        """Open a transaction that sees one instant and cannot write."""
        with self._begun(endpoint, "REPEATABLE READ READ ONLY") as connection:
            yield connection

    @contextmanager
    def writing(self, endpoint: str) -> Iterator[Connection]:
        """Open a transaction whose statements each see what others committed before them.

        It commits at the end of the block, durably, and rolls back on any exception.
        """
        with self._begun(endpoint, "READ COMMITTED READ WRITE") as connection:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
            yield connection

    def close(self) -> None:
        """Release every engine; they are made again when needed."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()

    @contextmanager
    def _begun(self, endpoint: str, mode: str) -> Iterator[Connection]:
        connection = self._connect(endpoint)
        try:
            with _translated(endpoint), connection.begin():
                connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL {mode}")
                for setting in _SESSION:
                    connection.exec_driver_sql(setting)
                yield connection
        finally:
            connection.close()

    def _connect(self, endpoint: str) -> Connection:
        engine = self._engine(endpoint)
        try:
            return engine.connect()
        except OperationalError:
            raise ConnectorUnavailable("endpoint_unreachable", endpoint=endpoint) from None

    def _engine(self, endpoint: str) -> Engine:
        if endpoint not in self._engines:
            source = self._sources.get(endpoint)
            if source is None:
                raise ConnectorError("endpoint_unknown", endpoint=endpoint)
            if isinstance(source, str):
                _prove(endpoint, make_url(source).get_backend_name())
            engine = _create(source) if isinstance(source, str) else source()
            _prove(endpoint, engine.dialect.name)
            self._engines[endpoint] = engine
        return self._engines[endpoint]


def quoted(*names: str) -> str:
    """Write a name, qualified if several are given, as a quoted SQL identifier."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def run(connection: Connection, statement: str) -> None:
    """Run one statement without parameters, ``%`` meaning itself."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _create(url: str) -> Engine:
    return create_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"connect_timeout": 10}
    )


def _prove(endpoint: str, dialect: str) -> None:
    if dialect != PROVEN:
        raise ConnectorError("dialect_unproven", endpoint=endpoint, dialect=dialect)


@contextmanager
def _translated(endpoint: str) -> Iterator[None]:
    """Turn a driver's error into a code: its text may quote rows, so it goes no further."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        code = {
            None: "value_unreadable" if not error.connection_invalidated else "connection_lost",
            _LOCK_NOT_AVAILABLE: "lock_timeout",
            _DEPENDED_UPON: "depended_upon",
        }.get(state, "database_refused")
        raise ConnectorError(code, endpoint=endpoint, sqlstate=state) from None
