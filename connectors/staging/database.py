"""Connections to a successor's database, and what its refusals mean."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine, PoolProxiedConnection, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from releve.errors import ConnectorError, ConnectorUnavailable

DIALECT = "postgresql"
_LATER = ("08", "40", "53", "57")
"""SQLSTATE classes of what passes: connection, serialisation, resources, intervention."""

_OF_ROWS = ("21", "22", "23", "P0")
"""Those of what a row holds: cardinality, data, constraints, a trigger's own."""


def dialect(url: str) -> str:
    """Return the dialect of a SQLAlchemy URL.

    Raises:
        ConnectorError: ``staging_dialect_unsupported``.

    """
    try:
        found = make_url(url).get_backend_name()
    except ArgumentError:
        found = "?"
    if found != DIALECT:
        raise ConnectorError("staging_dialect_unsupported", dialect=found)
    return found


@contextmanager
def connected(url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Open a connection in UTC that commits only what is in a transaction block.

    Raises:
        ConnectorUnavailable: ``staging_unreachable`` with ``sqlstate``.
        ConnectorError: ``staging_refused`` with ``sqlstate``.

    """
    engine = create_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"connect_timeout": 10}
    )
    pooled = _opened(engine)
    try:
        connection = pooled.driver_connection
        if not isinstance(connection, psycopg.Connection):
            raise ConnectorError("staging_dialect_unsupported", dialect=engine.dialect.driver)
        connection.autocommit = True
        connection.execute("SET timezone = 'UTC'")
        yield connection
    except psycopg.Error as error:
        raise refusal(error) from None
    finally:
        pooled.invalidate()
        engine.dispose()


def _opened(engine: Engine) -> PoolProxiedConnection:
    try:
        return engine.raw_connection()
    except (psycopg.Error, DBAPIError):
        raise ConnectorUnavailable("staging_unreachable", sqlstate=None) from None


def of_a_row(error: psycopg.Error) -> bool:
    """Tell whether a database refuses what a row holds, rather than the statement."""
    return (error.sqlstate or "").startswith(_OF_ROWS)


def refusal(error: psycopg.Error) -> ConnectorError:
    """Turn a driver's error into a code: its text may quote rows, so it goes no further."""
    state = error.sqlstate
    if state is None or state.startswith(_LATER):
        return ConnectorUnavailable("staging_unreachable", sqlstate=state)
    return ConnectorError("staging_refused", sqlstate=state)
