"""A ledger in one SQLite file, for one machine; many processes may append to it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock

from connectors.ledger_store import sqlite_tables as tables
from connectors.ledger_store.checkpoint_signer import CheckpointSigner
from connectors.ledger_store.performer_lock import performer_lock
from connectors.ledger_store.recording import check_clock, check_expected, encoded, number
from connectors.ledger_store.second_copy import SecondCopy, check_document
from releve.errors import LedgerError
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.entry import decode_entry
from releve.model.evidence import Draft, Entry
from releve.model.ids import Realm
from releve.model.time import Clock

_PAGE = 256
_ONLY_READ = {"ledger_rolled_back", "second_copy_damaged", "second_copy_unwritable"}
"""What leaves a ledger that can be read, and not appended to."""


class SqliteLedger:
    """A :class:`~releve.ports.LedgerStore`. To be opened by each process, never across a fork.

    An append commits to the store, then writes to the second copy, then signs. So a checkpoint
    never covers an entry that is durable in one place only, and a crash in between leaves a store
    ahead of its copy, which the next opening (or append) mends.
    """

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        *,
        clock: Clock,
        signer: CheckpointSigner | None,
        second_copy: SecondCopy,
    ) -> None:
        self._path = path
        self._db = db
        self._inode = path.stat().st_ino
        self._clock = clock
        self._signer = signer
        self._copy = second_copy
        self._mutex = RLock()
        self.refusal: LedgerError | None = None
        """Why appends are refused (the store then only reads), or ``None``."""

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        origin: str,
        realm: Realm,
        clock: Clock,
        signer: CheckpointSigner | None,
        second_copy: SecondCopy,
    ) -> "SqliteLedger":
        """Open the ledger, reading all of it once to compare it with its copy.

        A store behind or different from its copy, or whose copy is damaged or full, opens
        read-only: see :attr:`refusal`. Without a
        ``signer``, entries wait for the next opening with one to be under a checkpoint.

        Raises:
            LedgerError: ``ledger_of_another_origin``, ``rehearsal_clock_refused``,
                ``ledger_unreadable``, ``ledger_busy``, ``second_copy_missing``,
                ``second_copy_of_another_ledger``.

        """
        check_clock(clock, realm)
        if (second_copy.origin, second_copy.realm) != (origin, realm):
            raise LedgerError(
                "second_copy_of_another_ledger", path=str(second_copy.folder), origin=origin
            )
        db = tables.connect(path, origin=origin, realm=realm)
        ledger = cls(path, db, clock=clock, signer=signer, second_copy=second_copy)
        try:
            with second_copy.locked(), tables.translated(path):
                head = tables.read_head(db)
                second_copy.judge(head, ledger.raw)
                if second_copy.head.size < head.size:
                    ledger._copy_documents()
                ledger._publish()
        except LedgerError as error:
            if error.code not in _ONLY_READ:
                db.close()
                raise
            ledger.refusal = error
        return ledger

    def close(self) -> None:
        """Close the file. A store that is not closed loses nothing."""
        self._db.close()

    @property
    def origin(self) -> str:
        """The ledger's origin."""
        return self._copy.origin

    @property
    def realm(self) -> Realm:
        """The ledger's realm."""
        return self._copy.realm

    def size(self) -> int:
        """Return the number of entries."""
        with self._using() as db:
            return tables.read_head(db).size

    def raw(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Iterate over stored entry bytes, page by page; without ``stop``, to the present size."""
        end = self.size()
        end = end if stop is None else min(stop, end)
        for at in range(start, end, _PAGE):
            with self._using() as db:
                page = tables.read_raw(db, at, min(at + _PAGE, end))
            yield from page

    def document(self, digest: str) -> bytes:
        """Return a document, its digest checked.

        Raises:
            LedgerError: ``document_missing``, ``document_altered``.

        """
        with self._using() as db:
            data = tables.read_document(db, digest)
        if data is None:
            raise LedgerError("document_missing", digest=digest)
        check_document(digest, data)
        return data

    def checkpoint(self) -> bytes:
        """Return the latest signed checkpoint, empty before the first."""
        with self._using() as db:
            return tables.read_checkpoint(db)

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        expect: Mapping[str, int],
        documents: Mapping[str, bytes],
    ) -> tuple[Entry, ...]:
        """Record facts as :meth:`releve.ports.LedgerStore.append` promises.

        If it raises ``second_copy_unwritable`` or ``ledger_rolled_back``, the facts may be in the
        store alone: read again before deciding anything.

        Raises:
            StateMoved: ``state_moved``.
            LedgerError: ``ledger_rolled_back``, ``second_copy_damaged``,
                ``second_copy_unwritable``, ``clock_behind_ledger``, ``ledger_busy``,
                ``ledger_unwritable``, ``ledger_replaced``, ``entry_too_large``,
                ``document_altered``.
            EvidenceRefused: ``non_canonical_json`` for a body that cannot be written.

        """
        for digest, data in documents.items():
            check_document(digest, data)
        with self._using() as db:
            self._check_writable()
            with self._copy.locked():  # writers queue here, not in SQLite's polling
                with tables.transaction(db):
                    recorded = self._record(db, drafts, expect)
                    for digest, data in documents.items():
                        self._copy.add_document(digest, data)
                        tables.insert_document(db, digest, data)
                self._publish()
        return tuple(self._decoded(data, index) for index, data in recorded)

    def performing(self) -> AbstractContextManager[None]:
        """Hold the one performer's lock: ``already_performing`` with the holder's ``pid``."""
        return performer_lock(lock_path(self._path))

    def _record(
        self, db: sqlite3.Connection, drafts: Sequence[Draft], expect: Mapping[str, int]
    ) -> list[tuple[int, bytes]]:
        head = tables.read_head(db)
        self._copy.refuse_behind(head)
        check_expected(expect, tables.read_subjects(db, expect))
        last_at = tables.read_last_at(db)
        entries = number(drafts, first=head.size, clock=self._clock, last_at=last_at)
        if not entries:
            return []
        data = encoded(entries, origin=self.origin, realm=self.realm)
        tables.insert(db, zip(entries, data, strict=True))
        tables.write_head(db, head.followed_by(data), entries[-1].at)
        return list(enumerate(data, head.size))

    def _publish(self) -> None:
        """Bring the copy, then the checkpoints, to the store's head; the copy is locked."""
        head = tables.read_head(self._db)
        self._copy.follow(head, self.raw)
        if self._signer is not None and head.size and self._copy.unsigned_by(self._signer, head):
            checkpoint = Checkpoint(origin=self.origin, size=head.size, root=head.root)
            self._copy.add_note(self._signer.sign_note(checkpoint.body()))
        if self._copy.note and self._copy.note != self.checkpoint():
            with tables.transaction(self._db):
                tables.write_checkpoint(self._db, self._copy.note, self._copy.signed.size)

    def _copy_documents(self) -> None:
        digests = self._db.execute("SELECT digest FROM documents").fetchall()
        for (digest,) in digests:
            if not self._copy.has_document(digest):
                self._copy.add_document(digest, self.document(digest))

    def _decoded(self, data: bytes, index: int) -> Entry:
        return decode_entry(data, origin=self.origin, realm=self.realm, index=index)

    def _check_writable(self) -> None:
        if self.refusal is not None:
            raise LedgerError(self.refusal.code, **self.refusal.facts)
        try:
            same = self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            same = False
        if not same:
            raise LedgerError("ledger_replaced", path=str(self._path))

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._mutex, tables.translated(self._path):
            yield self._db


def lock_path(path: Path) -> Path:
    """Return the file whose lock the performer of the ledger at ``path`` holds."""
    return path.with_name(f"{path.name}.performer")
