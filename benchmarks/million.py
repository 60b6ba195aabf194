"""Verify the log of a large evidence folder, against bare SHA-256 of the same bytes.

``python -m benchmarks.million [ENTRIES]``: 1,000,000 by default. What is measured is what
``releve verify`` does to the log: signed head, every tile rebuilt, every entry read strictly.
"""

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.reading import best, peak_mib
from connectors.signing.note_key import NoteKey
from releve.documents.manifest import MANIFEST, NOTE, manifest, manifest_note
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.entry import encode_entry
from releve.ledger.tiles import check_tiles, write_tiles
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm
from releve.verification.folder import Folder
from releve.verification.log import read_log

ORIGIN = "banc.example/releve"
START = datetime(2026, 1, 5, tzinfo=UTC)


def main(count: int) -> None:
    """Write a folder of ``count`` entries, then measure."""
    key = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        octets = _write(folder, count, key)
        files = sorted(path for path in (folder / "ledger").rglob("*") if path.is_file())
        print(f"{count:,} entries, {octets / 2**20:,.0f} MiB in {len(files):,} files")

        def bare() -> None:
            for path in files:
                hashlib.sha256(path.read_bytes()).digest()

        def tiles() -> None:
            check_tiles(lambda path: (folder / "ledger" / path).read_bytes(), count)

        def whole() -> None:
            found = Folder(folder)
            found.check_manifest((key.verifier,), ORIGIN)
            read_log(found, key=key.verifier)

        limit = best("bare SHA-256 of the same files", count, bare)
        print(limit.line())
        print(best("tiles rebuilt and compared, root recomputed", count, tiles, 1).line(limit))
        print(f"peak memory so far {peak_mib():,.0f} MiB")
        print(best("manifest, head, tiles, every entry decoded", count, whole, 1).line(limit))
        print(f"peak memory {peak_mib():,.0f} MiB")


def _entries(count: int) -> Iterator[bytes]:
    for index in range(count):
        entry = Entry(
            index=index,
            kind=EntryKind.SERVICE_PROBED,
            subject=f"service:banc-{index % 40}",
            actor="releve",
            recorded_at=START + timedelta(seconds=index),
            rehearsed_at=None,
            body={"observed": "up", "means": "http"},
        )
        yield encode_entry(entry, ORIGIN, Realm.REAL)


def _write(folder: Path, count: int, key: NoteKey) -> int:
    digests: dict[str, str] = {}

    def write(path: str, content: bytes) -> None:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        digests[path] = hashlib.sha256(content).hexdigest()

    tree = write_tiles(lambda path, data: write(f"ledger/{path}", data), _entries(count))
    head = Checkpoint(origin=ORIGIN, size=count, root=tree.root())
    write("ledger/checkpoint", key.sign_note(head.body()))
    write("keys/log.vkey", f"{key.vkey}\n".encode())
    listed = manifest(digests)
    (folder / MANIFEST).write_bytes(listed)
    (folder / NOTE).write_bytes(key.sign_note(manifest_note(ORIGIN, listed)))
    return sum(path.stat().st_size for path in (folder / "ledger").rglob("*") if path.is_file())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
