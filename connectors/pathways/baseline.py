"""What an earlier package held, kept to make a delta: names and entries, without any id.

One canonical JSON line (``format``, ``root``, ``rows``), then rows of 64 bytes in the order
of their first 32: the keyed name of a pathway, and its entry. Whoever shreds the package key makes
the file say nothing of anybody.
"""

import mmap
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from releve.canonical import decode, encode
from releve.errors import EvidenceRefused

FORMAT = "releve/pathways-index/1"
_NAME, _ROW = 32, 64


class Baseline:
    """An index, read where it lies: looking up takes no memory to speak of."""

    __slots__ = ("_data", "_start", "root", "rows")

    def __init__(self, data: "mmap.mmap | bytes") -> None:
        """Read the header.

        Raises:
            EvidenceRefused: ``pathways_index_malformed``.

        """
        head = data[: data.find(b"\n")]
        document = decode(head)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise EvidenceRefused("pathways_index_malformed")
        rows, root = document.get("rows"), document.get("root")
        self._start = len(head) + 1
        if (
            not isinstance(rows, int)
            or not isinstance(root, str)
            or len(data) != self._start + rows * _ROW
        ):
            raise EvidenceRefused("pathways_index_malformed")
        self._data = data
        self.rows = rows
        self.root = root

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an index; as the constructor."""
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def get(self, name: bytes) -> bytes | None:
        """Return the entry of a pathway by its name; ``None`` if the package held none."""
        low, high = 0, self.rows
        while low < high:
            middle = (low + high) // 2
            at = self._start + middle * _ROW
            found = self._data[at : at + _NAME]
            if found == name:
                return self._data[at + _NAME : at + _ROW]
            if found < name:
                low = middle + 1
            else:
                high = middle
        return None

    def names(self) -> Iterator[bytes]:
        """Iterate over the names, in order."""
        for row in range(self.rows):
            at = self._start + row * _ROW
            yield self._data[at : at + _NAME]


def write_index(path: Path, rows: Iterable[bytes], root: str) -> None:
    """Write the index of a whole package, whose root (the directory's entry included) is ``root``.

    In memory, about 100 bytes for each pathway: they are sorted by name.
    """
    ordered = sorted(rows)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(encode({"format": FORMAT, "root": root, "rows": len(ordered)}) + b"\n")
        file.writelines(ordered)
        file.flush()
        os.fsync(file.fileno())
