"""Making a SQLite store anew from its second copy. Nothing that was there is lost."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from connectors.ledger_store import sqlite_tables as tables
from connectors.ledger_store.performer_lock import performer_lock
from connectors.ledger_store.record_log import sync_folder
from connectors.ledger_store.second_copy import SecondCopy
from connectors.ledger_store.sqlite import lock_path
from releve.errors import LedgerError
from releve.ledger.checkpoint import open_checkpoint
from releve.ledger.entry import decode_entry
from releve.ledger.merkle import Accumulator, leaf_hash
from releve.model.evidence import Entry
from releve.signatures.note import VerifierKey


def recover(path: Path, second_copy: SecondCopy, *, log_key: VerifierKey | None) -> int:
    """Rebuild the store at ``path`` from the copy; return its number of entries.

    The old file, if any, is kept beside as ``.set-aside-N``. ``log_key`` verifies the copy's last
    checkpoint; only a ledger that nobody ever signed may do without. Entries after
    that checkpoint are taken too.

    Raises:
        LedgerError: ``nothing_to_recover``: the store is neither behind nor different;
            ``second_copy_damaged``; ``second_copy_unsigned``: a key, and no checkpoint;
            ``already_performing``.
        EvidenceRefused: an entry is malformed or of another ledger, or as
            :func:`~releve.ledger.checkpoint.open_checkpoint`.

    """
    with performer_lock(lock_path(path)), second_copy.locked():
        if _sound(path, second_copy):
            raise LedgerError("nothing_to_recover", path=str(path))
        _check_copy(second_copy, log_key)
        new = path.with_name(f"{path.name}.recovering")
        for stale in (new, path.with_name(f"{new.name}-journal")):
            stale.unlink(missing_ok=True)
        _fill(new, second_copy)
        aside = _free_name(path)
        for old in (f"{path.name}-journal", path.name):  # the journal first: never left to another
            if path.with_name(old).exists():
                path.with_name(old).rename(aside.with_name(aside.name + old[len(path.name) :]))
        path.with_name(f"{new.name}-journal").unlink(missing_ok=True)
        new.rename(path)
        sync_folder(path.parent)
        return second_copy.head.size


def _sound(path: Path, copy: SecondCopy) -> bool:
    if not path.exists():
        return False
    try:
        with (
            tables.translated(path),
            closing(tables.connect(path, origin=copy.origin, realm=copy.realm)) as db,
        ):
            copy.judge(
                tables.read_head(db),
                lambda start, stop: iter(tables.read_raw(db, start, stop or 0)),
            )
    except LedgerError as error:
        if error.code in {"ledger_rolled_back", "ledger_unreadable"}:
            return False
        raise
    return True


def _check_copy(copy: SecondCopy, log_key: VerifierKey | None) -> None:
    if copy.head.size < copy.signed.size:
        raise LedgerError("second_copy_damaged", path=str(copy.folder), index=copy.head.size)
    if log_key is None:
        return
    if not copy.note:
        raise LedgerError("second_copy_unsigned", path=str(copy.folder))
    signed = open_checkpoint(copy.note, log_key=log_key)
    tree = Accumulator()
    for entry in copy.raw():
        if tree.size == signed.size:
            break
        tree.append(leaf_hash(entry))
    if tree.root() != signed.root:
        raise LedgerError("second_copy_damaged", path=str(copy.folder), index=signed.size)


def _fill(path: Path, copy: SecondCopy) -> None:
    last_at: datetime | None = None

    def entries() -> Iterator[tuple[Entry, bytes]]:
        nonlocal last_at
        for index, data in enumerate(copy.raw()):
            entry = decode_entry(data, origin=copy.origin, realm=copy.realm, index=index)
            last_at = entry.at
            yield entry, data

    with (
        tables.translated(path),
        closing(tables.connect(path, origin=copy.origin, realm=copy.realm)) as db,
        tables.transaction(db),
    ):
        tables.insert(db, entries())
        tables.write_head(db, copy.head, last_at)
        for digest, data in copy.documents():
            tables.insert_document(db, digest, data)
        if copy.note:
            tables.write_checkpoint(db, copy.note, copy.signed.size)


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.set-aside-{number}")).exists():
        number += 1
    return aside
