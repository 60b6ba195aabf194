"""BagIt bags (RFC 8493) with SHA-256 manifests: written once, verified by reading every byte."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from releve.canonical import digest
from releve.errors import EvidenceRefused

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
INFO = "bag-info.txt"
_CHUNK = 1 << 20

Known: TypeAlias = Mapping[str, tuple[str, int]]
"""SHA-256 (hexadecimal) and size of payload files, by their path in the manifest."""


def write_bag(
    folder: Path, known: Known | None = None, info: Mapping[str, str] | None = None
) -> str:
    """Turn ``folder`` (payload already in ``data/``) into a bag; return its manifest's digest.

    ``known`` are files whose digests were computed while they were written: they are not read
    again, only their sizes are compared. ``info`` is written to ``bag-info.txt``, with the
    ``Payload-Oxum``; there is no such file without it.

    Raises:
        EvidenceRefused: ``bag_file_changed`` (a known file of another size), ``bag_file_missing``
            (a known file that is not there), ``bag_name_unsafe``.

    """
    left = dict(known or {})
    hashed = hashlib.sha256()
    octets = files = 0
    (folder / "bagit.txt").write_bytes(DECLARATION)
    with (folder / MANIFEST).open("wb") as stream:
        for name in _payload(folder):
            if "\r" in name or "\n" in name:
                raise EvidenceRefused("bag_name_unsafe", file=ascii(name))
            size = (folder / name).stat().st_size
            value, expected = left.pop(name, (None, size))
            if size != expected:
                raise EvidenceRefused("bag_file_changed", file=name)
            line = manifest_line(value or _sha256(folder / name), name)
            stream.write(line)
            hashed.update(line)
            octets, files = octets + size, files + 1
        stream.flush()
        os.fsync(stream.fileno())
    for name in left:
        raise EvidenceRefused("bag_file_missing", file=name)
    if info is not None:
        described = {**info, "Payload-Oxum": f"{octets}.{files}"}
        lines = (f"{label}: {text}\n" for label, text in described.items())
        (folder / INFO).write_text("".join(lines), encoding="utf-8")
    return f"sha256:{hashed.hexdigest()}"


def manifest_line(sha256: str, name: str) -> bytes:
    """Return the line of a manifest for one file."""
    return f"{sha256}  {name}\n".encode()


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the digest of each file that a bag declares, by path.

    Raises:
        EvidenceRefused: ``bag_malformed`` for a path that leaves the bag.

    """
    declared: dict[str, str] = {}
    for line in (folder / MANIFEST).read_bytes().decode().removesuffix("\n").split("\n"):
        if not line:
            continue
        value, _, name = line.partition("  ")
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise EvidenceRefused("bag_malformed", file=name)
        declared[name] = value
    return declared


def verify_bag(folder: Path) -> str:
    """Read every byte of a bag and return its manifest's digest.

    Raises ``EvidenceRefused``: ``bag_malformed``, ``bag_file_missing``, ``bag_file_changed``,
    ``bag_file_undeclared``, each with ``file``. Tag files other than the manifest are not covered.
    """
    if (folder / "bagit.txt").read_bytes() != DECLARATION:
        raise EvidenceRefused("bag_malformed", file="bagit.txt")
    declared = read_manifest(folder)
    for name in _payload(folder):
        if name not in declared:
            raise EvidenceRefused("bag_file_undeclared", file=name)
        if declared.pop(name) != _sha256(folder / name):
            raise EvidenceRefused("bag_file_changed", file=name)
    for name in declared:
        raise EvidenceRefused("bag_file_missing", file=name)
    return digest((folder / MANIFEST).read_bytes())


def _payload(folder: Path) -> Iterator[str]:
    """Iterate over the payload's paths in order, in memory one folder at a time."""
    if (folder / "data").is_dir():
        yield from _below(folder / "data", "data/")


def _below(folder: Path, name: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        children = {
            child.name + "/" * child.is_dir(follow_symlinks=False): child.path
            for child in found
            if child.is_dir(follow_symlinks=False) or child.is_file()
        }
    for child in sorted(children):
        if child.endswith("/"):
            yield from _below(Path(children[child]), name + child)
        else:
            yield name + child


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        hashed = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()
