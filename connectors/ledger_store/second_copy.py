"""The second place where a ledger is durable: an append-only folder of plain files.

``entries.log`` holds the entries and ``checkpoints.log`` every signed checkpoint
(:mod:`~connectors.ledger_store.record_log`), ``documents/`` one file per document, named by its
SHA-256. The folder should stand on another disk than the store. Format: ``docs/format/ledger.md``.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_native_id

from connectors.ledger_store.checkpoint_signer import CheckpointSigner
from connectors.ledger_store.head import Head
from connectors.ledger_store.record_log import (
    LENGTH_SIZE,
    MAX_RECORD,
    RecordLog,
    sync_folder,
    unwritable,
)
from releve import canonical
from releve.errors import EvidenceRefused, LedgerError
from releve.ledger.checkpoint import Checkpoint, parse
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import EMPTY_ROOT, Accumulator, leaf_hash
from releve.model.ids import Realm
from releve.signatures.note import lines_by

FORMAT = "releve/second-copy/1"

Raw = Callable[[int, int | None], Iterator[bytes]]
"""Reads entries of a store from a start to a stop (excluded)."""


class SecondCopy:
    """The copy of one ledger. Methods that change it are called under :meth:`locked`."""

    def __init__(self, folder: Path, *, origin: str, realm: Realm) -> None:
        self.folder = folder
        self.origin = origin
        self.realm = realm
        self.head = Head()
        self.note = b""
        self.signed = Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)
        self._entries = RecordLog(folder / "entries.log")
        self._notes = RecordLog(folder / "checkpoints.log")
        self._entries_end = 0
        self._notes_end = 0

    @classmethod
    def open(cls, folder: Path, *, origin: str, realm: Realm, create: bool = False) -> "SecondCopy":
        """Open the copy kept in ``folder``; ``create`` makes it where there is none.

        A folder that is not there is refused otherwise: it may be a disk that is not mounted.

        Raises:
            LedgerError: ``second_copy_missing``, ``second_copy_of_another_ledger``,
                ``second_copy_unwritable``.

        """
        mark = folder / "second-copy.json"
        said = canonical.encode({"format": FORMAT, "origin": origin, "realm": realm.value})
        if not mark.exists():
            if not create:
                raise LedgerError("second_copy_missing", path=str(folder))
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                (folder / "documents").mkdir(mode=0o700, exist_ok=True)
                _write_durably(mark, said)
            except OSError as error:
                raise unwritable(folder, error) from None
        if mark.read_bytes() != said:
            raise LedgerError("second_copy_of_another_ledger", path=str(folder), origin=origin)
        return cls(folder, origin=origin, realm=realm)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock, having read what others appended and mended a torn end.

        A record that a power cut left unfinished at the end of a file is moved to ``.torn-N``: it
        was never acknowledged, because what a checkpoint covers was durable before.

        Raises:
            LedgerError: ``second_copy_damaged``: unreadable anywhere else, or shorter than seen
                before; ``second_copy_missing``; ``second_copy_unwritable``.

        """
        try:
            lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except FileNotFoundError:
            raise LedgerError("second_copy_missing", path=str(self.folder)) from None
        except OSError as error:
            raise unwritable(self.folder, error) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                self._read_notes()
                self._read_entries()
            except OSError as error:
                raise unwritable(self.folder, error) from None
            yield
        finally:
            os.close(lock)

    @property
    def size(self) -> int:
        """The number of entries that this copy says the ledger has."""
        return max(self.head.size, self.signed.size)

    def refuse_behind(self, head: Head) -> None:
        """Refuse a store that lacks entries this copy is known to have (``ledger_rolled_back``)."""
        if head.size < self.size:
            raise self._rolled_back(head, "behind")

    def judge(self, head: Head, raw: Raw) -> None:
        """Compare a whole store with this copy, reading every entry once.

        Raises:
            LedgerError: ``ledger_rolled_back`` with ``found``: ``behind``, the store lacks
                entries; ``differs``, some are others, or are not those its head was made of.

        """
        self.refuse_behind(head)
        wanted = {self.head.size: self.head.root, self.signed.size: self.signed.root}
        tree = Accumulator()
        differs = wanted.pop(0, EMPTY_ROOT) != EMPTY_ROOT
        for entry in raw(0, head.size):
            tree.append(leaf_hash(entry))
            differs = differs or wanted.get(tree.size, b"") not in {b"", tree.root()}
        if differs or tree.peaks != head.peaks:
            raise self._rolled_back(head, "differs")

    def follow(self, head: Head, raw: Raw) -> None:
        """Append the entries that the store has beyond the copy, durably.

        Their root, over what the copy already has, must be the store's.

        Raises:
            LedgerError: ``ledger_rolled_back`` as :meth:`judge`; ``second_copy_unwritable``.

        """
        self.refuse_behind(head)
        if self.head.followed_by(raw(self.head.size, head.size)) != head:
            raise self._rolled_back(head, "differs")
        if head.size > self.head.size:
            self._entries_end = self._entries.append(raw(self.head.size, head.size))
            self.head = head

    def add_note(self, note: bytes) -> None:
        """Append a signed checkpoint, durably; one that is already the last is left alone.

        Raises:
            LedgerError: ``second_copy_unwritable``.

        """
        if note != self.note:
            self._notes_end = self._notes.append([note])
            self.note, self.signed = note, _checkpoint(note)

    def unsigned_by(self, signer: CheckpointSigner, head: Head) -> bool:
        """Tell whether a head still lacks a checkpoint by this key, the log's of today."""
        return self.signed.size < head.size or not lines_by(self.note, [signer.verifier])

    def add_document(self, digest: str, data: bytes) -> None:
        """Keep a document, durably. Needs no lock: the name is the content's digest.

        Raises:
            LedgerError: ``second_copy_unwritable``.

        """
        path = self._document_path(digest)
        if path.exists():
            return
        try:
            _write_durably(path, data)
        except OSError as error:
            raise unwritable(path, error) from None

    def has_document(self, digest: str) -> bool:
        """Tell whether a document is kept here. Its content is not read."""
        return self._document_path(digest).exists()

    def documents(self) -> Iterator[tuple[str, bytes]]:
        """Yield every document with its digest.

        Raises:
            LedgerError: ``document_altered``.

        """
        for path in sorted((self.folder / "documents").iterdir()):
            if path.suffix == ".new":
                continue
            digest, data = f"sha256:{path.name}", path.read_bytes()
            check_document(digest, data)
            yield digest, data

    def raw(self) -> Iterator[bytes]:
        """Yield every entry's bytes, as far as the last :meth:`locked` saw them."""
        for record, end in self._entries.read():
            if end > self._entries_end:
                return
            yield record

    def _rolled_back(self, head: Head, found: str) -> LedgerError:
        return LedgerError("ledger_rolled_back", store=head.size, copy=self.size, found=found)

    def _document_path(self, digest: str) -> Path:
        return self.folder / "documents" / digest.removeprefix("sha256:")

    def _read_notes(self) -> None:
        self._check_length(self._notes, self._notes_end)
        note, end = self.note, self._notes_end
        for record, after in self._notes.read(end):
            if not _is_checkpoint(record):
                break
            note, end = record, after
        if end < self._notes.octets():
            self._mend(self._notes, end, index=self.signed.size)
        self._notes_end, self.note = end, note
        if note:
            self.signed = _checkpoint(note)

    def _read_entries(self) -> None:
        self._check_length(self._entries, self._entries_end)
        tree = Accumulator(self.head.size, self.head.peaks)
        before, start, end, last = self.head, self._entries_end, self._entries_end, b""
        for record, after in self._entries.read(end):
            before = Head(size=tree.size, peaks=tree.peaks)
            tree.append(leaf_hash(record))
            start, end, last = end, after, record
            if tree.size == self.signed.size and tree.root() != self.signed.root:
                raise self._damaged(self._entries, tree.size)
        self.head = Head(size=tree.size, peaks=tree.peaks)
        if last and end == self._entries.octets() and not self._is_entry(last, before.size):
            self.head, end = before, start
        if end < self._entries.octets():
            if self.head.size < self.signed.size:
                raise self._damaged(self._entries, self.head.size)
            self._mend(self._entries, end, index=self.head.size)
        self._entries_end = end

    def _is_entry(self, record: bytes, index: int) -> bool:
        try:
            decode_entry(record, origin=self.origin, realm=self.realm, index=index)
        except EvidenceRefused as refused:
            if refused.code != "entry_malformed":
                raise self._damaged(self._entries, index) from None
            return False
        return True

    def _check_length(self, log: RecordLog, seen: int) -> None:
        if log.octets() < seen:
            raise self._damaged(log, 0)

    def _mend(self, log: RecordLog, end: int, *, index: int) -> None:
        if log.octets() - end > LENGTH_SIZE + MAX_RECORD:
            raise self._damaged(log, index)
        log.set_aside(end)

    def _damaged(self, log: RecordLog, index: int) -> LedgerError:
        return LedgerError("second_copy_damaged", path=str(log.path), index=index)


def check_document(digest: str, data: bytes) -> None:
    """Refuse a document that is not the one its digest names (``document_altered``)."""
    if canonical.digest(data) != digest:
        raise LedgerError("document_altered", digest=digest)


def _write_durably(path: Path, data: bytes) -> None:
    new = path.with_name(f"{path.name}.{get_native_id()}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def _checkpoint(note: bytes) -> Checkpoint:
    return parse(note.partition(b"\n\n")[0] + b"\n")


def _is_checkpoint(note: bytes) -> bool:
    try:
        _checkpoint(note)
    except EvidenceRefused:
        return False
    return note.endswith(b"\n")
