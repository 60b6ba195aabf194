"""The tables of a ledger in SQLite, and what is written to them."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from connectors.ledger_store.head import Head
from releve.errors import LedgerError
from releve.model.evidence import Entry
from releve.model.ids import Realm
from releve.model.time import instant_text, parse_instant

BUSY_SECONDS = 60

_APPLICATION = 0x52656C76  # "Relv"
_VERSION = 1
_MARKS = ("application_id", "user_version")
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN}
_TABLES = (
    """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1), origin TEXT NOT NULL, realm TEXT NOT NULL,
        size INTEGER NOT NULL, root BLOB NOT NULL, peaks BLOB NOT NULL, last_at TEXT,
        checkpoint BLOB NOT NULL, checkpoint_size INTEGER NOT NULL) STRICT""",
    """CREATE TABLE entries (idx INTEGER PRIMARY KEY, data BLOB NOT NULL, subject TEXT NOT NULL)
        STRICT""",
    "CREATE TABLE subject_heads (subject TEXT PRIMARY KEY, idx INTEGER NOT NULL) STRICT",
    "CREATE TABLE documents (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT",
)


def connect(path: Path, *, origin: str, realm: Realm) -> sqlite3.Connection:
    """Open the file, making its tables where there are none.

    The journal is a rollback journal, truncated and synced at each commit: the file alone is the
    whole ledger between commits, and a commit that returned outlives a power cut.

    Raises:
        LedgerError: as :func:`translated`; ``ledger_of_another_origin``.

    """
    with translated(path):
        db = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA journal_mode = TRUNCATE")
            db.execute("PRAGMA synchronous = FULL")
            with transaction(db):
                if db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                    db.execute(f"PRAGMA application_id = {_APPLICATION}")
                    db.execute(f"PRAGMA user_version = {_VERSION}")
                    for table in _TABLES:
                        db.execute(table)
                    db.execute(
                        "INSERT INTO head VALUES (1, ?, ?, 0, ?, x'', NULL, x'', 0)",
                        (origin, realm.value, Head().root),
                    )
            _check(db, path, origin=origin, realm=realm)
        except BaseException:
            db.close()
            raise
    return db


def _check(db: sqlite3.Connection, path: Path, *, origin: str, realm: Realm) -> None:
    marks = tuple(db.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS)
    if marks != (_APPLICATION, _VERSION):
        raise LedgerError("ledger_unreadable", path=str(path), reason="another_format")
    if db.execute("SELECT origin, realm FROM head").fetchone() != (origin, realm.value):
        raise LedgerError("ledger_of_another_origin", path=str(path), origin=origin)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Take the write lock at once; commit at the end, or leave everything as it was."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours.

    Raises:
        LedgerError: ``ledger_busy`` after a minute of waiting, ``ledger_unreadable`` for a file
            that is not, or no longer, a database, ``ledger_unwritable`` for the rest.

    """
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        code = "ledger_unwritable"
        if primary in _BUSY:
            code = "ledger_busy"
        elif primary in _UNREADABLE:
            code = "ledger_unreadable"
        reason = str(getattr(error, "sqlite_errorname", type(error).__name__))
        raise LedgerError(code, path=str(path), reason=reason) from error


def read_head(db: sqlite3.Connection) -> Head:
    """Return the head as last committed."""
    size, peaks = db.execute("SELECT size, peaks FROM head").fetchone()
    return Head.unpacked(size, peaks)


def read_raw(db: sqlite3.Connection, start: int, stop: int) -> list[bytes]:
    """Return stored entries from ``start`` to ``stop`` (excluded), in order."""
    rows = db.execute("SELECT data FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx",
                      (start, stop))  # fmt: skip
    return [data for (data,) in rows]


def read_subjects(db: sqlite3.Connection, subjects: Iterable[str]) -> dict[str, int]:
    """Return the index of the last entry of each of these subjects that has one."""
    query = "SELECT idx FROM subject_heads WHERE subject = ?"
    rows = {subject: db.execute(query, (subject,)).fetchone() for subject in subjects}
    return {subject: row[0] for subject, row in rows.items() if row is not None}


def read_last_at(db: sqlite3.Connection) -> datetime | None:
    """Return the instant of the last entry."""
    (last_at,) = db.execute("SELECT last_at FROM head").fetchone()
    return None if last_at is None else parse_instant(last_at)


def read_document(db: sqlite3.Connection, digest: str) -> bytes | None:
    """Return a document as stored, its digest not checked."""
    row = db.execute("SELECT data FROM documents WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def read_checkpoint(db: sqlite3.Connection) -> bytes:
    """Return the latest signed checkpoint, empty before the first."""
    (note,) = db.execute("SELECT checkpoint FROM head").fetchone()
    return bytes(note)


def insert(db: sqlite3.Connection, recorded: Iterable[tuple[Entry, bytes]]) -> None:
    """Write entries with their bytes, and their subjects' heads."""
    for entry, data in recorded:
        db.execute("INSERT INTO entries VALUES (?, ?, ?)", (entry.index, data, entry.subject))
        db.execute("INSERT OR REPLACE INTO subject_heads VALUES (?, ?)",
                   (entry.subject, entry.index))  # fmt: skip


def insert_document(db: sqlite3.Connection, digest: str, data: bytes) -> None:
    """Write a document; one that is there is left alone."""
    db.execute("INSERT OR IGNORE INTO documents VALUES (?, ?)", (digest, data))


def write_head(db: sqlite3.Connection, head: Head, last_at: datetime | None) -> None:
    """Write the head, and the instant that no later entry may precede."""
    at = None if last_at is None else instant_text(last_at)
    db.execute("UPDATE head SET size = ?, root = ?, peaks = ?, last_at = ?",
               (head.size, head.root, head.packed(), at))  # fmt: skip


def write_checkpoint(db: sqlite3.Connection, note: bytes, size: int) -> None:
    """Write the latest signed checkpoint; never one of a smaller ledger."""
    db.execute("UPDATE head SET checkpoint = ?, checkpoint_size = ? WHERE checkpoint_size <= ?",
               (note, size, size))  # fmt: skip
