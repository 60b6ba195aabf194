"""Connections as each driver makes them, from a URL as SQLAlchemy understands it."""

import sqlite3
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pymysql
from pymysql.constants import FIELD_TYPE
from pymysql.converters import conversions
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from connectors.pathways.access import PathwayAccess
from connectors.pathways.dialect import Dialect
from connectors.pathways.session import FAULTS, Session
from releve.errors import ConnectorUnavailable


def connected(access: PathwayAccess, dialect: Dialect) -> Session:
    """Connect, without any transaction yet. A SQLite file is never made.

    Raises:
        ConnectorUnavailable: ``endpoint_unreachable``.

    """
    connect = {"postgresql": _postgresql, "mysql": _mysql, "sqlite": _sqlite}[dialect.name]
    try:
        return connect(make_url(access.url), access.endpoint)
    except (DBAPIError, NoSuchModuleError, OSError, *FAULTS):
        raise ConnectorUnavailable("endpoint_unreachable", endpoint=access.endpoint) from None


def _postgresql(url: URL, endpoint: str) -> Session:
    connection = _driven(url.set(drivername="postgresql+psycopg"), {"connect_timeout": 10})
    if not isinstance(connection, psycopg.Connection):
        raise TypeError
    connection.autocommit = True  # transactions are begun in words
    names = count(1)
    return Session(
        endpoint=endpoint,
        plain=connection.cursor,
        streaming=lambda: connection.cursor(f"releve_{next(names)}"),
        close=connection.close,
    )


def _mysql(url: URL, endpoint: str) -> Session:
    known = {**conversions, FIELD_TYPE.TIMESTAMP: _instant}
    options: dict[str, object] = {"conv": known, "charset": "utf8mb4", "connect_timeout": 10}
    connection = _driven(url.set(drivername="mysql+pymysql"), options)
    if not isinstance(connection, pymysql.Connection):
        raise TypeError
    # One stream at a time holds such a connection: answers are fetched whole, a part at a time.
    cursor = connection.cursor
    return Session(endpoint=endpoint, plain=cursor, streaming=cursor, close=connection.close)


def _sqlite(url: URL, endpoint: str) -> Session:
    place = Path(url.database or "")
    if not place.is_file():
        raise FileNotFoundError
    # `mode=rw` makes no file; `query_only` (see `_begin`) is what keeps us from writing.
    name = f"{place.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(name, uri=True, isolation_level=None)
    cursor = partial(sqlite3.Cursor, connection)
    return Session(endpoint=endpoint, plain=cursor, streaming=cursor, close=connection.close)


def _driven(url: URL, options: dict[str, object]) -> object:
    """Return the driver's own connection, made as SQLAlchemy understands the URL."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=options)
    raw = engine.raw_connection()
    connection: object = raw.driver_connection
    raw.detach()
    return connection


def _instant(text: str) -> datetime | str:
    """Read a ``TIMESTAMP`` of a session in UTC; what is no instant stays as it is, to be seen."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return text
