"""One transaction that sees one instant of a source and cannot write."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from connectors.pathways.access import PathwayAccess
from connectors.pathways.dialect import DIALECTS, Dialect
from connectors.pathways.driver import connected
from connectors.pathways.session import FAULTS, Session
from releve.errors import ConnectorError

_TOKEN = re.compile(r"[0-9A-F]{8}-[0-9A-F]{8}-[0-9]{1,10}")

# One way to write each value; rows that rights would hide are an error; no time limit while a
# package is written; plans for a stream that will be read to its end.
_POSTGRESQL = (
    "SET LOCAL row_security = off",
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'iso_8601'",
    "SET LOCAL extra_float_digits = 1",
    "SET LOCAL lc_monetary = 'C'",
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL cursor_tuple_fraction = 1.0",
)
_MYSQL = (
    "SET SESSION sql_mode = 'STRICT_TRANS_TABLES'",
    "SET SESSION time_zone = '+00:00'",
    "SET SESSION wait_timeout = 604800",
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)


def dialect_of(access: PathwayAccess) -> Dialect:
    """Return the dialect of a source, without connecting.

    Raises:
        ConnectorError: ``dialect_unknown`` for a URL of no known form or another dialect.

    """
    try:
        backend = make_url(access.url).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in DIALECTS:
        raise ConnectorError("dialect_unknown", endpoint=access.endpoint, dialect=backend)
    return DIALECTS[backend]


@contextmanager
def opened(access: PathwayAccess, token: str | None = None) -> Iterator[Session]:
    """Open a transaction that sees one instant, now or a token's; it ends with the block.

    PostgreSQL: ``REPEATABLE READ READ ONLY``. MariaDB and MySQL: a consistent snapshot, which
    only InnoDB keeps. SQLite: a read transaction: in WAL mode writers go on unseen, otherwise
    they wait. An instant begins at the first statement (in PostgreSQL, the first that reads).

    Raises:
        ConnectorError: ``snapshot_token_refused``, ``encoding_unsupported``, ``dialect_unknown``;
            ``ConnectorUnavailable``: ``endpoint_unreachable``; and those of a :class:`Session`.

    """
    dialect = dialect_of(access)
    known = token is None or (dialect.name == "postgresql" and _TOKEN.fullmatch(token))
    if not known:
        raise ConnectorError("snapshot_token_refused", endpoint=access.endpoint)
    session = connected(access, dialect)
    try:
        _begin(session, dialect, access, token)
        yield session
    finally:
        with suppress(*FAULTS):  # one that was lost is closed already
            session.close()


def _begin(session: Session, dialect: Dialect, access: PathwayAccess, token: str | None) -> None:
    if dialect.name == "postgresql":
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if token is not None:
            session.run(f"SET TRANSACTION SNAPSHOT '{token}'")
        for setting in (*_POSTGRESQL, f"SET LOCAL search_path = {dialect.quoted(access.schema)}"):
            session.run(setting)
    elif dialect.name == "mysql":
        for setting in (f"USE {dialect.quoted(access.schema)}", *_MYSQL):
            session.run(setting)
    else:
        session.run("PRAGMA query_only = ON")
        if session.everything("PRAGMA encoding") != [("UTF-8",)]:
            raise ConnectorError("encoding_unsupported", endpoint=access.endpoint)
        session.run("BEGIN")
        session.everything("SELECT count(*) FROM sqlite_master")
