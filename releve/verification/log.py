"""The log: its signed head, every tile rebuilt, every entry read strictly."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from releve.canonical import decode
from releve.errors import ReleveError
from releve.ledger.checkpoint import Checkpoint, open_checkpoint
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import leaf_hash, root
from releve.ledger.tiles import (
    WIDTH,
    check_tiles,
    entries_path,
    read_entries,
    tile_path,
)
from releve.model.evidence import Entry, JsonValue
from releve.model.ids import Realm
from releve.model.scope import in_scope, signed_elsewhere
from releve.signatures.note import VerifierKey, open_note
from releve.verification.folder import CHECKPOINT, LOG_KEY, Folder
from releve.verification.refusal import refuse, refusing
from releve.verification.trust import Minimum

MAX_ENTRIES = 5_000_000
_LAST_INSTANT = 253_402_300_799  # the end of the year 9999
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """A cosignature of the head by a trusted witness, verified."""

    name: str
    at: int
    """POSIX seconds, by the witness's own clock; an instant that ``datetime`` can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The entries under a verified head."""

    origin: str
    realm: Realm
    root: str
    entries: tuple[Entry, ...]
    leaves: tuple[bytes, ...]
    """Leaf hashes, by index."""
    witnesses: tuple[Witnessed, ...] = ()
    """The trusted witnesses that cosigned the head, in the order of its lines."""
    subjects: frozenset[str] | None = None
    """Those of a partial folder's perimeter; all of them if ``None``."""

    @property
    def size(self) -> int:
        """Number of entries."""
        return len(self.entries)

    def covers(self, entry: Entry) -> bool:
        """Tell whether the folder must hold the files that an entry names."""
        return self.subjects is None or in_scope(entry, self.subjects)

    def scanned(self, entry: Entry) -> bool:
        """Tell whether the folder must hold the scan that an act names."""
        return self.subjects is None or entry.index not in signed_elsewhere(
            self.entries, self.subjects
        )

    def covered(self) -> Iterator[Entry]:
        """Yield the entries whose files the folder must hold: the only ones to be judged."""
        return (entry for entry in self.entries if self.covers(entry))

    def file_of(self, index: int) -> str:
        """Name the file that holds an entry."""
        bundle = index // WIDTH
        width = min(WIDTH, self.size - bundle * WIDTH)
        return f"ledger/{entries_path(bundle, width)}"


def own_key(folder: Folder) -> VerifierKey:
    """Return the log key that the folder names for itself; nothing is proven by it.

    Raises:
        EvidenceRefused: ``log_key_malformed``.

    """
    with refusing("log_key_malformed", file=LOG_KEY):
        text = folder.read(LOG_KEY).decode("ascii")
        return VerifierKey.parse(text.removesuffix("\n"))


def read_log(
    folder: Folder,
    *,
    key: VerifierKey,
    witnesses: tuple[VerifierKey, ...] = (),
    quorum: int = 0,
    minimum: Minimum | None = None,
) -> Log:
    """Verify the head and every tile, then read every entry.

    At least ``quorum`` distinct ``witnesses`` must have cosigned the head. That their clocks are
    right is not checked.

    Raises:
        EvidenceRefused: ``log_checkpoint_refused``, ``witnesses_too_few``,
            ``log_tiles_refused``, ``log_extra_tile``, ``log_root_differs``, ``log_truncated``,
            ``log_history_rewritten``, ``log_empty``, ``log_entry_refused``,
            ``log_time_goes_back``, ``log_rehearsed_time_in_real``.

    """
    with refusing("log_checkpoint_refused", file=CHECKPOINT):
        note = folder.read(CHECKPOINT)
        head = open_checkpoint(note, log_key=key, witnesses=witnesses)
        cosigned = _cosigned(note, key, witnesses)
    if len(cosigned) < quorum:
        refuse("witnesses_too_few", file=CHECKPOINT, have=len(cosigned), need=quorum)
    if not 0 < head.size <= MAX_ENTRIES:
        refuse("log_empty", file=CHECKPOINT, size=head.size)
    if minimum is not None and head.size < minimum.size:
        refuse("log_truncated", file=CHECKPOINT, size=head.size, minimum=minimum.size)
    stored = _stored(folder, head)
    leaves = tuple(leaf_hash(each) for each in stored)
    if minimum is not None and root(leaves[: minimum.size]).hex() != minimum.root:
        refuse("log_history_rewritten", file=CHECKPOINT, minimum=minimum.size)
    realm, entries = _entries(folder, head, stored)
    return Log(
        origin=head.origin,
        realm=realm,
        root=head.root.hex(),
        entries=entries,
        leaves=leaves,
        witnesses=tuple(cosigned.values()),
    )


def cited_digests(entries: Iterable[Entry]) -> frozenset[str]:
    """Return, in hexadecimal, every ``sha256:`` digest that any of these entries names."""
    waiting: list[JsonValue] = [entry.body for entry in entries]
    found: set[str] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.update(_DIGEST.findall(value))
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
    return frozenset(found)


def _cosigned(
    note: bytes, key: VerifierKey, witnesses: tuple[VerifierKey, ...]
) -> dict[bytes, Witnessed]:
    """Return the witnesses that cosigned, by public key: one under two names is one."""
    return {
        one.key.public_key: Witnessed(name=one.key.name, at=one.timestamp)
        for one in open_note(note, (key, *witnesses)).signatures
        if one.timestamp is not None and one.timestamp <= _LAST_INSTANT
    }


def _realm(first: bytes) -> Realm:
    members = decode(first)
    return Realm(str(members.get("realm")) if isinstance(members, dict) else "")


def _stored(folder: Folder, head: Checkpoint) -> list[bytes]:
    expected = {f"ledger/{path}" for path in _paths(head.size)}
    present = {name for name in folder.names if name.startswith("ledger/tile/")}
    for name in sorted(expected - present):
        refuse("folder_file_missing", file=name)
    for name in sorted(present - expected):
        refuse("log_extra_tile", file=name)

    def source(path: str) -> bytes:
        return folder.read(f"ledger/{path}")

    try:
        found = check_tiles(source, head.size)
        stored = list(read_entries(source, head.size))
    except ReleveError as error:
        refuse("log_tiles_refused", file=folder.reading, cause=error.code)
    if found != head.root:
        refuse("log_root_differs", file=CHECKPOINT, size=head.size)
    return stored


def _paths(size: int) -> list[str]:
    paths = [
        entries_path(index, min(WIDTH, size - start))
        for index, start in enumerate(range(0, size, WIDTH))
    ]
    level, hashes = 0, size
    while hashes:
        paths += [
            tile_path(level, index, min(WIDTH, hashes - start))
            for index, start in enumerate(range(0, hashes, WIDTH))
        ]
        level, hashes = level + 1, hashes // WIDTH
    return paths


def _entries(
    folder: Folder, head: Checkpoint, stored: list[bytes]
) -> tuple[Realm, tuple[Entry, ...]]:
    realm: Realm | None = None
    entries: list[Entry] = []
    for index, data in enumerate(stored):
        bundle = index // WIDTH
        name = f"ledger/{entries_path(bundle, min(WIDTH, head.size - bundle * WIDTH))}"
        folder.reading = name
        with refusing("log_entry_refused", file=name, entry=index):
            if realm is None:
                realm = _realm(data)
            entries.append(decode_entry(data, origin=head.origin, realm=realm, index=index))
    for before, after in itertools.pairwise(entries):
        # In an exercise the machine's own clock may be set back: writers do not refuse it.
        if after.at < before.at:
            refuse("log_time_goes_back", entry=after.index)
    for entry in entries:
        if realm is Realm.REAL and entry.rehearsed_at is not None:
            refuse("log_rehearsed_time_in_real", entry=entry.index)
    return realm or Realm.REAL, tuple(entries)
