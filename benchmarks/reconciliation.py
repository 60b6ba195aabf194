"""Reconciling N pathways of 28 records each (default 100,000), one field of one having changed.

``python -m benchmarks.reconciliation [N]``. The limit is bare: SHA-256 of the same files. Each side
hashes all it holds once, to build its index; comparing then asks for what differs alone.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from benchmarks.reading import Reading, peak_mib
from releve.pathways.folder import CanonicalFolder
from releve.pathways.index import IndexedSide, build_index
from releve.pathways.names import pathway_name
from releve.pathways.reconciliation import compare
from releve.pathways.record import key_id

KEY = bytes(range(32))
CHILDREN, PART = 27, 500
_PIECE = 1 << 20


def main(count: int) -> None:
    """Measure and print."""
    changed = count * 2 // 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "ours", count, None)
        _write(folder / "theirs", count, changed)
        print(f"{count:,} pathways, {_octets(folder / 'ours') / 1e6:,.0f} MB of canonical NDJSON")
        began = time.perf_counter()
        _hash_bare(folder / "ours")
        bare = Reading(name="bare SHA-256 of the files", seconds=_since(began), count=count)
        print(bare.line())
        ours = _indexed(folder, "ours", None, bare)
        theirs = _indexed(folder, "theirs", ours.depth, bare)
        began = time.perf_counter()
        found = list(compare(KEY, ours, theirs))
        seconds = _since(began)
        print(f"compared in {seconds * 1000:.1f} ms: {len(found)} difference")
        for one in found:
            known = one.pathway == pathway_name(KEY, key_id("person", [changed])).hex()
            print(f"  the right pathway: {known}; {one.entity}.{one.attribute}, {one.change.value}")
        print(f"  ours {ours.reads}, theirs {theirs.reads}")
        began = time.perf_counter()
        roots = ours.root() == theirs.root()
        print(f"both package roots in {_since(began):.2f} s, equal: {roots}")
        size = (folder / "ours.index").stat().st_size / 1e6
        print(f"index {size:,.0f} MB a side; peak memory {peak_mib():,.0f} MiB")


def _indexed(folder: Path, name: str, depth: int | None, bare: Reading) -> IndexedSide:
    began = time.perf_counter()
    source = CanonicalFolder(folder / name)
    side = build_index(folder / f"{name}.index", KEY, source, depth)
    told = f"index of {name}: read strictly, hashed with keys, filed"
    print(Reading(name=told, seconds=_since(began), count=bare.count).line(bare))
    return side


def _write(folder: Path, count: int, changed: int | None) -> None:
    canonical = folder / "canonical"
    canonical.mkdir(parents=True)
    (canonical / "directory.ndjson").write_bytes(b"")
    for first in range(0, count, PART):
        with (canonical / f"part-{first // PART:05d}.ndjson").open("wb") as stream:
            stream.writelines(
                _line(number, changed=number == changed)
                for number in range(first, min(count, first + PART))
            )


def _line(number: int, *, changed: bool) -> bytes:
    person = {"birth_family_name": f"FICTIF{number}", "gender": "female", "status": "active"}
    records: list[dict[str, object]] = [
        {"e": "note", "id": key_id("note", [number * CHILDREN + at]), "v": _note(at)}
        for at in range(CHILDREN)
    ]
    if changed:
        records[5]["v"] = {**_note(5), "text": "Visite reportée."}
    name = key_id("person", [number])
    records.append({"e": "person", "id": name, "v": person})
    document = {"id": name, "records": records}
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS) + b"\n"


def _note(at: int) -> dict[str, object]:
    text = "Visite à domicile, relais pris avec l'infirmière ; revoir l'aide aux repas. "
    return {"category": "suivi", "text": (text * (1 + at % 3)).strip(), "urgent": False}


def _hash_bare(folder: Path) -> None:
    for path in _files(folder):
        whole = hashlib.sha256()
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                whole.update(piece)


def _octets(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    return (folder / "canonical").iterdir()


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
