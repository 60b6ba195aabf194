"""BagIt bags (RFC 8493) with SHA-256 manifests: written once, verified by reading every byte."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from releve.canonical import digest
from releve.errors import EvidenceRefused

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_CHUNK = 1 << 20


def write_bag(folder: Path) -> str:
    """Turn ``folder`` (payload already in ``data/``) into a bag; return its manifest's digest."""
    lines = [
        f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _payload(folder)
    ]
    manifest = "".join(lines).encode()
    (folder / "bagit.txt").write_bytes(_DECLARATION)
    _write(folder / _MANIFEST, manifest)
    return digest(manifest)


def verify_bag(folder: Path) -> str:
    """Read every byte of a bag and return its manifest's digest.

    Raises ``EvidenceRefused``: ``bag_malformed``, ``bag_file_missing``, ``bag_file_changed``,
    ``bag_file_undeclared``, each with ``file``. Tag files other than the manifest are not covered.
    """
    if (folder / "bagit.txt").read_bytes() != _DECLARATION:
        raise EvidenceRefused("bag_malformed", file="bagit.txt")
    manifest = (folder / _MANIFEST).read_bytes()
    declared: dict[str, str] = {}
    for line in manifest.decode().splitlines():
        value, _, name = line.partition("  ")
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise EvidenceRefused("bag_malformed", file=name)
        declared[name] = value
    for path in _payload(folder):
        name = path.relative_to(folder).as_posix()
        if name not in declared:
            raise EvidenceRefused("bag_file_undeclared", file=name)
        if declared.pop(name) != _sha256(path):
            raise EvidenceRefused("bag_file_changed", file=name)
    for name in declared:
        raise EvidenceRefused("bag_file_missing", file=name)
    return digest(manifest)


def _payload(folder: Path) -> Iterator[Path]:
    files = (path for path in (folder / "data").rglob("*") if path.is_file())
    yield from sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        hashed = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
