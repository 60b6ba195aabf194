"""A delta applied to the package that it starts from: what the recipient holds from then on."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import orjson

from connectors.pathways.ending import REMOVED_FILE
from connectors.pathways.report import FILE
from releve.errors import EvidenceRefused
from releve.pathways.folder import CanonicalFolder, Group, Place, read_line
from releve.pathways.names import name_of
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import entry_of, group_entry, package_root, pathway_key

_PARTS = "canonical/part-*.ndjson"
_DIRECTORY = "canonical/directory.ndjson"


def apply_delta(base: Path, delta: Path, package_key: bytes, target: Path) -> str:
    """Write below ``target`` the canonical form of a package once a delta is applied to it.

    ``base`` and ``delta`` are contents (``data/contenu``), read as they stream. Returns the root.
    Whether ``base`` is the package that the delta names is seen by the root alone.

    Raises:
        EvidenceRefused: ``delta_differs`` unless the root is the one that the delta's report
            says; ``delta_expected`` for a content that is no delta; ``canonical_line_malformed``.

    """
    said = orjson.loads((delta / FILE).read_bytes())["delta"]
    if said is None:
        raise EvidenceRefused("delta_expected")
    (target / "canonical").mkdir(parents=True)
    (target / _DIRECTORY).write_bytes((delta / _DIRECTORY).read_bytes())
    shared = CanonicalFolder(delta).open(DIRECTORY, Place())
    directory = group_entry(package_key, DIRECTORY, shared)
    root = package_root(chain([directory], _merged(base, delta, package_key, target)))
    if root != said["root"]:
        raise EvidenceRefused("delta_differs", expected=said["root"], found=root)
    return root


def _merged(base: Path, delta: Path, package_key: bytes, target: Path) -> Iterator[bytes]:
    """Write the parts, and yield the entry of each pathway."""
    lines = (delta / REMOVED_FILE).read_bytes().splitlines()
    removed = {bytes.fromhex(orjson.loads(line)["name"]) for line in lines}
    changes = _pathways(sorted(delta.glob(_PARTS)))
    change = next(changes, None)
    paths = sorted(base.glob(_PARTS)) or [base / "canonical/part-00000.ndjson"]
    for path in paths:
        with (target / "canonical" / path.name).open("wb") as file:
            for line, group in _pathways([path] if path.exists() else []):
                while change is not None and change[1].id.encode() < group.id.encode():
                    yield _put(file, change, package_key)
                    change = next(changes, None)
                if change is not None and change[1].id == group.id:
                    yield _put(file, change, package_key)
                    change = next(changes, None)
                elif name_of(pathway_key(package_key, group.id)) not in removed:
                    yield _put(file, (line, group), package_key)
            while path is paths[-1] and change is not None:
                yield _put(file, change, package_key)
                change = next(changes, None)


def _put(file: BinaryIO, found: tuple[bytes, Group], package_key: bytes) -> bytes:
    line, group = found
    file.write(line)
    return entry_of(pathway_key(package_key, group.id), group.records)


def _pathways(paths: list[Path]) -> Iterator[tuple[bytes, Group]]:
    for path in paths:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield line, read_line(line, path.name, number)
