"""Files of an export: written aside, digested while written, put in their place together."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias


class Hash(Protocol):
    """A running digest."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes."""

    def hexdigest(self) -> str:
        """Return the digest of what was taken."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: SHA-256 in hexadecimal, and bytes."""

    sha256: str
    size: int


class Aside:
    """One file being written aside. Its digest is known when it is closed."""

    __slots__ = ("_digest", "_done", "_file", "_name", "_size")

    def __init__(self, path: Path, name: str, done: Callable[[str, Written], None]) -> None:
        """Begin ``path``, which only we may read."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb", buffering=1 << 18)
        self._digest = hashlib.sha256()
        self._size = 0
        self._name = name
        self._done = done

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._digest.update(data)
        self._size += len(data)
        self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if kind is None:
            self._done(self._name, Written(self._digest.hexdigest(), self._size))


Files: TypeAlias = dict[str, Written]
"""Files by their POSIX path below the content."""


class Output:
    """The files of one part. ``files`` are those written so far, by path below ``folder``.

    Nothing is seen in ``folder`` before :meth:`put`; a name is written once. Not synchronised
    to the medium: whoever ends the export does it for all files at once, and whoever takes an
    export up again reads each file and compares its digest.
    """

    def __init__(self, folder: Path, aside: Path) -> None:
        """Write for ``folder``, aside in ``aside`` (of the same file system), emptied first."""
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True, mode=0o700)
        self.folder = folder
        self.files: Files = {}
        self._aside = aside
        self._made: set[str] = set()
        self._pending: dict[str, None] = {}

    def open(self, name: str) -> Aside:
        """Begin the file ``name``, a safe relative POSIX path."""
        self._pending[name] = None
        return Aside(self._parent(self._aside, name) / name, name, self.files.__setitem__)

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write the file ``name`` whole."""
        with self.open(name) as file:
            for chunk in chunks:
                file.write(chunk)

    def keep(self, name: str, written: Written) -> None:
        """Count as ours a file that is in its place already."""
        self.files[name] = written

    def drop(self, name: str) -> None:
        """Forget a file."""
        self.files.pop(name, None)
        if name in self._pending:
            del self._pending[name]
            (self._aside / name).unlink()

    def put(self) -> None:
        """Put every file in its place, each at once."""
        for name in self._pending:
            (self._aside / name).replace(self._parent(self.folder, name) / name)
        self.discard()

    def discard(self) -> None:
        """Remove what was written aside and not put in its place."""
        self._pending.clear()
        shutil.rmtree(self._aside)

    def _parent(self, root: Path, name: str) -> Path:
        parent = f"{root}/{name.rpartition('/')[0]}"
        if parent not in self._made:
            Path(parent).mkdir(parents=True, exist_ok=True, mode=0o700)
            self._made.add(parent)
        return root


def read_written(path: Path, *also: Hash) -> Written | None:
    """Read a regular file and return its digest and size; ``None`` if it is not there."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(1 << 20):
                size += len(chunk)
                for one in (digest, *also):
                    one.update(chunk)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    return Written(digest.hexdigest(), size)
