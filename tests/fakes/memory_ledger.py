"""A whole ledger in memory: a store and its second copy, which can crash and be put back."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from releve import canonical
from releve.errors import LedgerError, StateMoved
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.entry import decode_entry, encode_entry
from releve.ledger.merkle import Accumulator, leaf_hash
from releve.model.evidence import Draft, Entry
from releve.model.ids import Realm
from releve.model.time import Clock, instant_text

CRASHES = ("before_commit", "after_commit", "after_copy")


class Crash(BaseException):
    """The machine stopped here: nothing that could tidy up may run."""


@dataclass(kw_only=True)
class Place:
    """What is durable in one place."""

    entries: list[bytes] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    last_at: datetime | None = None
    tree: Accumulator = field(default_factory=Accumulator)
    note: bytes = b""
    noted: int = 0


@dataclass(kw_only=True)
class MemoryDisks:
    """What outlives a crash; hand the same to :meth:`MemoryLedger.open` to start again."""

    store: Place = field(default_factory=Place)
    copy: Place = field(default_factory=Place)
    lock: RLock = field(default_factory=RLock)
    performer: "MemoryLedger | None" = None

    def restart(self) -> None:
        """The processes are gone, and their locks with them."""
        self.performer = None

    def kept(self) -> Place:
        """Return the store as it is now, to be put back later in :attr:`store`."""
        return copy.deepcopy(self.store)


class MemoryLedger:
    """A ``LedgerStore``. ``crash_at`` is one of :data:`CRASHES`, or ``None``."""

    def __init__(self, disks, *, origin, realm, clock, signer=None):
        self.disks = disks
        self.origin = origin
        self.realm: Realm = realm
        self.clock: Clock = clock
        self.signer = signer
        self.crash_at: str | None = None
        self.refusal: LedgerError | None = None

    @classmethod
    def open(cls, disks=None, *, origin, realm, clock, signer=None) -> "MemoryLedger":
        if clock.kind == "rehearsal" and realm is Realm.REAL:
            raise LedgerError("rehearsal_clock_refused")
        disks = MemoryDisks() if disks is None else disks
        ledger = cls(disks, origin=origin, realm=realm, clock=clock, signer=signer)
        with disks.lock:
            try:
                ledger._publish()
            except LedgerError as error:
                ledger.refusal = error
        return ledger

    def close(self) -> None:
        """Nothing is held open."""

    def size(self) -> int:
        return len(self.disks.store.entries)

    def raw(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        yield from self.disks.store.entries[start:stop]

    def document(self, digest: str) -> bytes:
        if digest not in self.disks.store.documents:
            raise LedgerError("document_missing", digest=digest)
        _check_document(digest, self.disks.store.documents[digest])
        return self.disks.store.documents[digest]

    def checkpoint(self) -> bytes:
        return self.disks.store.note

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        expect: Mapping[str, int],
        documents: Mapping[str, bytes],
    ) -> tuple[Entry, ...]:
        for digest, data in documents.items():
            _check_document(digest, data)
        with self.disks.lock:
            if self.refusal is not None:
                raise LedgerError(self.refusal.code, **self.refusal.facts)
            entries = self._written(drafts, expect)
            data = [encode_entry(entry, self.origin, self.realm) for entry in entries]
            self._crash("before_commit")
            self._commit(entries, data)
            self.disks.store.documents |= documents
            self._crash("after_commit")
            self._publish()
            self._crash("after_copy")
        return tuple(
            decode_entry(each, origin=self.origin, realm=self.realm, index=entry.index)
            for entry, each in zip(entries, data, strict=True)
        )

    @contextmanager
    def performing(self) -> Iterator[None]:
        if self.disks.performer is not None:
            raise LedgerError("already_performing", pid=0)
        self.disks.performer = self
        try:
            yield
        finally:
            if self.disks.performer is self:
                self.disks.performer = None

    def _written(self, drafts: Sequence[Draft], expect: Mapping[str, int]) -> list[Entry]:
        last, at = self.disks.store.last, self.disks.store.last_at
        for subject, expected in expect.items():
            if (found := last.get(subject, -1)) != expected:
                raise StateMoved("state_moved", subject=subject, expected=expected, found=found)
        recorded_at = self.clock.recorded_at()
        rehearsed_at = self.clock.now() if self.clock.kind == "rehearsal" else None
        now = rehearsed_at or recorded_at
        if at is not None and now < at:
            raise LedgerError("clock_behind_ledger", now=instant_text(now), last=instant_text(at))
        return [
            Entry(
                index=index, kind=draft.kind, subject=draft.subject, actor=draft.actor,
                recorded_at=recorded_at, rehearsed_at=rehearsed_at, body=draft.body,
            )
            for index, draft in enumerate(drafts, self.size())
        ]  # fmt: skip

    def _commit(self, entries: Sequence[Entry], data: Sequence[bytes]) -> None:
        store = self.disks.store
        for entry, each in zip(entries, data, strict=True):
            store.entries.append(each)
            store.tree.append(leaf_hash(each))
            store.last[entry.subject], store.last_at = entry.index, entry.at

    def _publish(self) -> None:
        store, second = self.disks.store, self.disks.copy
        known = len(second.entries)
        if store.entries[:known] != second.entries:
            found = "behind" if len(store.entries) < known else "differs"
            raise LedgerError(
                "ledger_rolled_back", store=len(store.entries), copy=known, found=found
            )
        second.entries += store.entries[known:]
        second.documents |= store.documents
        if self.signer is not None and second.noted < self.size():
            size = self.size()
            head = Checkpoint(origin=self.origin, size=size, root=store.tree.root())
            second.note, second.noted = self.signer.sign_note(head.body()), size
        store.note, store.noted = second.note, second.noted

    def _crash(self, point: str) -> None:
        if self.crash_at == point:
            raise Crash(point)


def _check_document(digest: str, data: bytes) -> None:
    if canonical.digest(data) != digest:
        raise LedgerError("document_altered", digest=digest)
