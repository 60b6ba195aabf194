"""A ledger in PostgreSQL, for several machines; each may keep a second copy of its own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock

import psycopg

from connectors.ledger_store import postgres_tables as tables
from connectors.ledger_store.checkpoint_signer import CheckpointSigner
from connectors.ledger_store.postgres_tables import Connection
from connectors.ledger_store.recording import check_clock, check_expected, encoded, number
from connectors.ledger_store.second_copy import SecondCopy, check_document
from releve.errors import LedgerError
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.entry import decode_entry
from releve.model.evidence import Draft, Entry
from releve.model.ids import Realm
from releve.model.time import Clock

_PAGE = 256
_LOCK_NAME = "releve performer "
_ONLY_READ = {"ledger_rolled_back", "second_copy_damaged", "second_copy_unwritable"}
"""What leaves a ledger that can be read, and not appended to."""


class PostgresLedger:
    """A :class:`~releve.ports.LedgerStore`. A lost connection is not remade: open again.

    Appends queue on the head row (``FOR UPDATE``), then commit, then write to the second copy,
    then sign: a checkpoint never covers an entry that is durable in one place only.
    """

    def __init__(
        self,
        conninfo: str,
        db: Connection,
        *,
        schema: str,
        clock: Clock,
        signer: CheckpointSigner | None,
        second_copy: SecondCopy,
    ) -> None:
        self._conninfo = conninfo
        self._db = db
        self._schema = schema
        self._clock = clock
        self._signer = signer
        self._copy = second_copy
        self._mutex = RLock()
        self._performer: Connection | None = None
        self.refusal: LedgerError | None = None
        """Why appends are refused (the store then only reads), or ``None``."""

    @classmethod
    def open(
        cls,
        conninfo: str,
        *,
        origin: str,
        realm: Realm,
        clock: Clock,
        signer: CheckpointSigner | None,
        second_copy: SecondCopy,
        schema: str = "releve_ledger",
    ) -> "PostgresLedger":
        """Open the ledger kept in ``schema``, reading all of it once to compare with its copy.

        ``conninfo`` is libpq's (``host=… dbname=…`` or ``postgresql://``). A store behind or
        different from its copy, or whose copy is damaged or full, opens read-only.

        Raises:
            LedgerError: ``ledger_of_another_origin``, ``ledger_not_durable``,
                ``ledger_unreachable``, ``rehearsal_clock_refused``,
                ``second_copy_missing``, ``second_copy_of_another_ledger``.

        """
        check_clock(clock, realm)
        if (second_copy.origin, second_copy.realm) != (origin, realm):
            raise LedgerError(
                "second_copy_of_another_ledger", path=str(second_copy.folder), origin=origin
            )
        db = tables.connect(conninfo, schema=schema, origin=origin, realm=realm)
        ledger = cls(
            conninfo, db, schema=schema, clock=clock, signer=signer, second_copy=second_copy
        )
        try:
            with second_copy.locked(), tables.translated():
                head, _ = tables.read_head(db)
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
        """Close the connection. A store that is not closed loses nothing."""
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
            return tables.read_head(db)[0].size

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

        If it raises ``second_copy_unwritable``, ``ledger_unreachable`` or ``ledger_rolled_back``,
        the facts may be in the store alone: read again before deciding anything.

        Raises:
            StateMoved: ``state_moved``.
            LedgerError: ``ledger_rolled_back``, ``second_copy_damaged``,
                ``second_copy_unwritable``, ``clock_behind_ledger``, ``ledger_unreachable``,
                ``ledger_unwritable``, ``performer_lock_lost``, ``entry_too_large``,
                ``document_altered``.
            EvidenceRefused: ``non_canonical_json`` for a body that cannot be written.

        """
        for digest, data in documents.items():
            check_document(digest, data)
        with self._using() as db:
            if self.refusal is not None:
                raise LedgerError(self.refusal.code, **self.refusal.facts)
            with self._copy.locked():
                with db.transaction():
                    recorded = self._record(db, drafts, expect)
                    for digest, data in documents.items():
                        self._copy.add_document(digest, data)
                        tables.insert_document(db, digest, data)
                    self._check_still_performing()
                self._publish()
        return tuple(self._decoded(data, index) for index, data in recorded)

    @contextmanager
    def performing(self) -> Iterator[None]:
        """Hold the one performer's lock, a session's advisory lock on a connection of its own.

        The server frees it when the session ends, whatever ended it; appends from here then refuse
        with ``performer_lock_lost``.

        Raises:
            LedgerError: ``already_performing`` with the holder's ``pid`` on its own machine (0
                when the server does not show it); ``ledger_unreachable``.

        """
        name = f"{_LOCK_NAME}{os.getpid()}"
        with tables.translated():
            lock: Connection = psycopg.connect(
                self._conninfo, autocommit=True, application_name=name
            )
        try:
            with tables.translated():
                key = f"{_LOCK_NAME}{self._schema}"
                query = "SELECT pg_try_advisory_lock(hashtext('releve'), hashtext(%s))"
                if lock.execute(query, (key,)).fetchone() != (True,):
                    raise LedgerError("already_performing", pid=_holder(lock, key))
            self._performer = lock
            yield
        finally:
            self._performer = None
            lock.close()

    def _check_still_performing(self) -> None:
        if self._performer is None:
            return
        try:
            self._performer.execute("SELECT 1")
        except psycopg.Error:
            raise LedgerError("performer_lock_lost") from None

    def _record(
        self, db: Connection, drafts: Sequence[Draft], expect: Mapping[str, int]
    ) -> list[tuple[int, bytes]]:
        head, last_at = tables.read_head(db, lock=True)
        self._copy.refuse_behind(head)
        check_expected(expect, tables.read_subjects(db, expect))
        entries = number(drafts, first=head.size, clock=self._clock, last_at=last_at)
        if not entries:
            return []
        data = encoded(entries, origin=self.origin, realm=self.realm)
        tables.insert(db, list(entries), data)
        tables.write_head(db, head.followed_by(data), entries[-1].at)
        return list(enumerate(data, head.size))

    def _publish(self) -> None:
        """Bring the copy, then the checkpoints, to the store's head; the copy is locked."""
        head, _ = tables.read_head(self._db)
        self._copy.follow(head, self.raw)
        if self._signer is not None and head.size and self._copy.unsigned_by(self._signer, head):
            checkpoint = Checkpoint(origin=self.origin, size=head.size, root=head.root)
            self._copy.add_note(self._signer.sign_note(checkpoint.body()))
        if self._copy.note and self._copy.note != self.checkpoint():
            tables.write_checkpoint(self._db, self._copy.note, self._copy.signed.size)

    def _copy_documents(self) -> None:
        for digest in tables.read_digests(self._db):
            if not self._copy.has_document(digest):
                self._copy.add_document(digest, self.document(digest))

    def _decoded(self, data: bytes, index: int) -> Entry:
        return decode_entry(data, origin=self.origin, realm=self.realm, index=index)

    @contextmanager
    def _using(self) -> Iterator[Connection]:
        with self._mutex, tables.translated():
            yield self._db


def _holder(db: Connection, key: str) -> int:
    query = (
        "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)"
        " WHERE locktype = 'advisory' AND granted AND objid::bigint = hashtext(%s) & 4294967295"
    )
    row = db.execute(query, (key,)).fetchone()
    said = str(row[0]).removeprefix(_LOCK_NAME) if row else ""
    return int(said) if said.isdigit() else 0
