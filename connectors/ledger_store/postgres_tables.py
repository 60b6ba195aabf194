"""The tables of a ledger in PostgreSQL, in a schema of their own, and what is written to them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import LiteralString

import psycopg
from psycopg import sql

from connectors.ledger_store.head import Head
from releve.errors import LedgerError
from releve.model.evidence import Entry
from releve.model.ids import Realm
from releve.model.time import instant_text, parse_instant

Connection = psycopg.Connection[tuple[object, ...]]

_FORMAT = "releve/postgres-ledger/1"
_TABLES: tuple[LiteralString, ...] = (
    """CREATE TABLE IF NOT EXISTS {}.head (
        one boolean PRIMARY KEY DEFAULT true CHECK (one), format text NOT NULL,
        origin text NOT NULL, realm text NOT NULL, size bigint NOT NULL, root bytea NOT NULL,
        peaks bytea NOT NULL, last_at text, checkpoint bytea NOT NULL,
        checkpoint_size bigint NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS {}.entries (
        idx bigint PRIMARY KEY, data bytea NOT NULL, subject text NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS {}.subject_heads (
        subject text PRIMARY KEY, idx bigint NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS {}.documents (digest text PRIMARY KEY, data bytea NOT NULL)",
)


def connect(conninfo: str, *, schema: str, origin: str, realm: Realm) -> Connection:
    """Open a connection whose commits are durable, making the tables where there are none.

    Raises:
        LedgerError: as :func:`translated`; ``ledger_of_another_origin``; ``ledger_not_durable``:
            the server runs without ``fsync``.

    """
    with translated():
        db = psycopg.connect(conninfo, autocommit=True, application_name="releve ledger")
        try:
            db.execute("SET synchronous_commit = on")
            _check_durable(db)
            with db.transaction():
                db.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"{_FORMAT} {schema}",))
                name = sql.Identifier(schema)
                db.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(name))
                for table in _TABLES:
                    db.execute(sql.SQL(table).format(name))
                db.execute(sql.SQL("SET search_path = {}").format(name))
                db.execute(
                    "INSERT INTO head VALUES (true, %s, %s, %s, 0, %s, '', NULL, '', 0)"
                    " ON CONFLICT DO NOTHING",
                    (_FORMAT, origin, realm.value, Head().root),
                )
            named = db.execute("SELECT format, origin, realm FROM head").fetchone()
            _check_named(named, origin=origin, realm=realm)
        except BaseException:
            db.close()
            raise
    return db


def _check_durable(db: Connection) -> None:
    if db.execute("SHOW fsync").fetchone() != ("on",):
        raise LedgerError("ledger_not_durable", setting="fsync")


def _check_named(named: tuple[object, ...] | None, *, origin: str, realm: Realm) -> None:
    if named != (_FORMAT, origin, realm.value):
        raise LedgerError("ledger_of_another_origin", origin=origin)


@contextmanager
def translated() -> Iterator[None]:
    """Turn psycopg's errors into ours.

    Raises:
        LedgerError: ``ledger_unreachable``: no connection, or lost (whether a commit
            under way was done is then unknown); ``ledger_unwritable`` for the rest.

    """
    try:
        yield
    except psycopg.Error as error:
        lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        code = "ledger_unreachable" if lost else "ledger_unwritable"
        raise LedgerError(code, reason=error.sqlstate or type(error).__name__) from error


def read_head(db: Connection, *, lock: bool = False) -> tuple[Head, datetime | None]:
    """Return the head and the last entry's instant; ``lock`` the row until the transaction ends."""
    query: LiteralString = "SELECT size, peaks, last_at FROM head"
    row = db.execute(query + " FOR UPDATE" if lock else query).fetchone()
    match row:
        case (int(size), bytes(peaks), str() | None as last_at):
            at = None if last_at is None else parse_instant(last_at)
            return Head.unpacked(size, peaks), at
        case _:
            raise LedgerError("ledger_unreadable", reason="head")


def read_raw(db: Connection, start: int, stop: int) -> list[bytes]:
    """Return stored entries from ``start`` to ``stop`` (excluded), in order."""
    query = "SELECT data FROM entries WHERE idx >= %s AND idx < %s ORDER BY idx"
    rows = db.execute(query, (start, stop), binary=True).fetchall()
    return [data for (data,) in rows if isinstance(data, bytes)]


def read_subjects(db: Connection, subjects: Iterable[str]) -> dict[str, int]:
    """Return the index of the last entry of each of these subjects that has one."""
    query = "SELECT subject, idx FROM subject_heads WHERE subject = ANY(%s)"
    rows = db.execute(query, (list(subjects),)).fetchall()
    return {str(subject): idx for subject, idx in rows if isinstance(idx, int)}


def read_document(db: Connection, digest: str) -> bytes | None:
    """Return a document as stored, its digest not checked."""
    query = "SELECT data FROM documents WHERE digest = %s"
    return _blob(db.execute(query, (digest,), binary=True).fetchone())


def read_digests(db: Connection) -> list[str]:
    """Return the digests of all documents."""
    return [str(digest) for (digest,) in db.execute("SELECT digest FROM documents").fetchall()]


def read_checkpoint(db: Connection) -> bytes:
    """Return the latest signed checkpoint, empty before the first."""
    return _blob(db.execute("SELECT checkpoint FROM head", binary=True).fetchone()) or b""


def insert(db: Connection, entries: list[Entry], data: list[bytes]) -> None:
    """Write entries with their bytes, and their subjects' heads."""
    with db.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO entries VALUES (%s, %s, %s)",
            [(e.index, each, e.subject) for e, each in zip(entries, data, strict=True)],
        )
        cursor.executemany(
            "INSERT INTO subject_heads VALUES (%s, %s)"
            " ON CONFLICT (subject) DO UPDATE SET idx = excluded.idx",
            list({e.subject: e.index for e in entries}.items()),
        )


def insert_document(db: Connection, digest: str, data: bytes) -> None:
    """Write a document; one that is there is left alone."""
    db.execute("INSERT INTO documents VALUES (%s, %s) ON CONFLICT DO NOTHING", (digest, data))


def write_head(db: Connection, head: Head, last_at: datetime) -> None:
    """Write the head, and the instant that no later entry may precede."""
    db.execute(
        "UPDATE head SET size = %s, root = %s, peaks = %s, last_at = %s",
        (head.size, head.root, head.packed(), instant_text(last_at)),
    )


def write_checkpoint(db: Connection, note: bytes, size: int) -> None:
    """Write the latest signed checkpoint; never one of a smaller ledger."""
    query = "UPDATE head SET checkpoint = %s, checkpoint_size = %s WHERE checkpoint_size <= %s"
    db.execute(query, (note, size, size))


def _blob(row: tuple[object, ...] | None) -> bytes | None:
    return row[0] if row is not None and isinstance(row[0], bytes) else None
