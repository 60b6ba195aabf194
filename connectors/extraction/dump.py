"""A dump of PostgreSQL, restored with its own tools into a database made for it.

Restoring runs what the dump says, functions and triggers included: the database must hold nothing
else, and its account must have rights on nothing else. Only ``pg_dump``'s custom format is taken:
a plain script could also run commands of the client's machine. The restored database is a copy of
ours, like the staging file.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from connectors.extraction.manifest import DumpFile
from releve.errors import ConnectorError, ConnectorUnavailable

_MAGIC = b"PGDMP"
_TABLES = """
    SELECT c.relname FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = :schema AND c.relkind IN ('r', 'p', 'm', 'f') AND NOT c.relispartition"""
_USED = """
    SELECT count(*) FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
      AND (n.nspname, c.relname) <> ('public', 'releve_exercise')"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpPlace:
    """An empty PostgreSQL database for a dump. ``tools`` is the folder of ``pg_restore``.

    In an exercise it holds its token, ``public.releve_exercise``, and nothing else.
    """

    endpoint: str
    url: str = field(repr=False)
    tools: Path | None = None


def restore(place: DumpPlace, source: Path, file: DumpFile) -> Mapping[str, int]:
    """Restore a dump whole or not at all, and count the rows of each table.

    Raises:
        ConnectorError: ``extraction_kind_unsupported`` (not of the custom format),
            ``restore_place_not_empty``, ``restore_failed``, ``extraction_tables_differ``;
            ``ConnectorUnavailable``: ``endpoint_unreachable``.

    """
    with source.open("rb") as opened:
        if opened.read(len(_MAGIC)) != _MAGIC:
            raise ConnectorError("extraction_kind_unsupported", file=file.path)
    url = make_url(place.url)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            if connection.scalar(text(_USED)):
                raise ConnectorError("restore_place_not_empty", endpoint=place.endpoint)
        _run(place, url, source)
        with engine.connect() as connection:
            return _counts(connection, file)
    except DBAPIError:
        raise ConnectorUnavailable("endpoint_unreachable", endpoint=place.endpoint) from None
    finally:
        engine.dispose()


def _counts(connection: Connection, file: DumpFile) -> dict[str, int]:
    found = {str(one) for one in connection.scalars(text(_TABLES), {"schema": file.schema_name})}
    if found != set(file.tables):
        odd = tuple(sorted(found ^ set(file.tables)))
        raise ConnectorError("extraction_tables_differ", file=file.path, tables=odd)
    counts: dict[str, int] = {}
    for table in sorted(found):
        names = (one.replace('"', '""') for one in (file.schema_name, table))
        statement = 'SELECT count(*) FROM "{}"."{}"'.format(*names)  # noqa: S608 - quoted
        options = {"no_parameters": True}
        answer = connection.exec_driver_sql(statement, execution_options=options)
        counts[table] = int(answer.scalar_one())
    return counts


def _run(place: DumpPlace, url: URL, source: Path) -> None:
    tool = str(place.tools / "pg_restore") if place.tools else "pg_restore"
    host = url.query.get("host", url.host or "")
    known = {
        "PGHOST": host if isinstance(host, str) else ",".join(host),
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
    }
    settings = {name: value for name, value in known.items() if value}
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "-w"]
    try:
        done = subprocess.run(
            [tool, *options, "-d", url.database or "", str(source)],
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # it may quote rows
            check=False,
        )
    except OSError:
        raise ConnectorError("restore_failed", endpoint=place.endpoint, rc=None) from None
    if done.returncode:
        raise ConnectorError("restore_failed", endpoint=place.endpoint, rc=done.returncode)
