"""What a witness saw: per log, the last head it cosigned. Durable; checked and replaced at once.

One SQLite file, one transaction per replacement (``BEGIN IMMEDIATE``), so that threads and
processes queue. With ``synchronous = EXTRA`` the folder is synced too when the rollback journal
goes: a commit that returned outlives a power cut. A copy of the file put back later is *not*
noticed: then the witness has forgotten.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from releve.errors import LedgerError

FILE = "seen.sqlite"

_BUSY_SECONDS = 20
_APPLICATION = 0x52657774  # "Rewt"
_TABLE = """CREATE TABLE seen (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL,
    at INTEGER NOT NULL) STRICT"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The last head of a log that was cosigned."""

    origin: str
    size: int
    root: bytes
    note: bytes
    """The head with the log's signature and ours."""
    at: int
    """When it was last cosigned: POSIX seconds of the witness's own clock."""


class SeenHeads:
    """The heads of every log, in one file."""

    def __init__(self, path: Path) -> None:
        """Name the file; it is opened by each call."""
        self._path = path

    def create(self) -> None:
        """Make the empty file, once.

        Raises:
            LedgerError: ``witness_state_unusable``: it is there already, or cannot be written.

        """
        if self._path.exists():
            raise LedgerError("witness_state_unusable", path=str(self._path), reason="exists")
        with self._using(mode="rwc") as db, _transaction(db):
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
            db.execute(_TABLE)

    def of(self, origin: str) -> Seen | None:
        """Return what was last cosigned for a log.

        Raises:
            LedgerError: ``witness_state_unusable``; a file that is gone is never made again, for
                an empty memory would cosign anything.

        """
        with self._using() as db:
            return _read(db, origin)

    def all(self) -> tuple[Seen, ...]:
        """Return what was last cosigned for every log, by origin."""
        with self._using() as db:
            rows = db.execute("SELECT origin, size, root, note, at FROM seen ORDER BY origin")
            return tuple(map(_seen, rows.fetchall()))

    def replace(self, origin: str, decide: Callable[[Seen | None], Seen]) -> Seen:
        """Put what ``decide`` returns in the place of what it is given, in one transaction.

        Once this returns, the new head is durable. What ``decide`` raises passes, and nothing has
        changed.

        Raises:
            LedgerError: ``witness_state_unusable``.

        """
        with self._using() as db, _transaction(db):
            new = decide(_read(db, origin))
            db.execute(
                "INSERT INTO seen VALUES (?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET"
                " size = excluded.size, root = excluded.root, note = excluded.note,"
                " at = excluded.at",
                (origin, new.size, new.root, new.note, new.at),
            )
        return new

    @contextmanager
    def _using(self, mode: str = "rw") -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            try:
                db.execute("PRAGMA synchronous = EXTRA")
                yield db
            finally:
                db.close()
        except sqlite3.Error as error:
            reason = getattr(error, "sqlite_errorname", type(error).__name__)
            raise LedgerError(
                "witness_state_unusable", path=str(self._path), reason=reason
            ) from error


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _read(db: sqlite3.Connection, origin: str) -> Seen | None:
    query = "SELECT origin, size, root, note, at FROM seen WHERE origin = ?"
    row = db.execute(query, (origin,)).fetchone()
    return _seen(row) if row is not None else None


def _seen(row: tuple[str, int, bytes, bytes, int]) -> Seen:
    origin, size, root, note, at = row
    return Seen(origin=origin, size=size, root=root, note=note, at=at)
