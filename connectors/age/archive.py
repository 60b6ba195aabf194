"""The plain stream inside a sealed package: a POSIX tar that a folder determines byte for byte.

Regular files only, in increasing order of their UTF-8 names, mode 0644, no owner, no time; a PAX
record where a ustar header cannot hold a name or a size; two zero blocks, nothing after. Any
``tar`` reads it. What a header may say is what this module would have written: readers rebuild
it and compare.
"""

import io
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from releve.errors import ConnectorError
from releve.ports import Progress

BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
_PIECE = 1024 * 1024


def header(name: str, size: int) -> bytes:
    """Return the one header (one block, or three and more with a PAX record) of a file."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o644
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")


def padding(size: int) -> int:
    """Return how many zero bytes follow ``size`` bytes of content."""
    return -size % BLOCK


def pieces(folder: Path, progress: Progress) -> Iterator[bytes]:
    """Yield the stream; ``progress`` is given the number of files done.

    Raises:
        ConnectorError: ``seal_irregular_file`` (link, device, name that is not UTF-8),
            ``seal_source_changed`` (a file grew or shrank while read),
            ``seal_source_unreadable``.

    """
    for done, name in enumerate(_names(folder), 1):
        try:
            yield from _member(folder, name)
        except OSError:
            raise ConnectorError("seal_source_unreadable", name=name) from None
        progress(done)
    yield END


def _names(folder: Path) -> list[str]:
    found: list[str] = []
    waiting = [folder]
    while waiting:
        try:
            children = list(os.scandir(waiting.pop()))
        except OSError:
            raise ConnectorError("seal_source_unreadable", name=str(folder)) from None
        for child in children:
            name = Path(child.path).relative_to(folder).as_posix()
            if child.is_dir(follow_symlinks=False):
                waiting.append(Path(child.path))
            elif child.is_file(follow_symlinks=False) and _encodable(name):
                found.append(name)
            else:
                raise ConnectorError("seal_irregular_file", name=ascii(name))
    return sorted(found, key=str.encode)


def _encodable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _member(folder: Path, name: str) -> Iterator[bytes]:
    descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ConnectorError("seal_irregular_file", name=name)
        yield header(name, status.st_size)
        left = status.st_size
        while left and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
        if left or file.read(1):
            raise ConnectorError("seal_source_changed", name=name)
    yield bytes(padding(status.st_size))


def safe(name: str) -> bool:
    """Tell whether a name stays below the folder it is joined to, whatever it is."""
    parts = PurePosixPath(name).parts
    plain = bool(parts) and PurePosixPath(*parts).as_posix() == name and not name.startswith("/")
    return plain and ".." not in parts and "." not in parts and "\0" not in name


class PieceReader(io.RawIOBase):
    """Serves the pieces of an iterator as a stream, keeping what the iterator raised.

    pyrage turns exceptions of a reader into its own: the first failure is kept in ``failure``.
    """

    def __init__(self, source: Iterator[bytes]) -> None:
        super().__init__()
        self._source = source
        self._piece = memoryview(b"")
        self.failure: Exception | None = None

    def readable(self) -> bool:
        """Say that it reads."""
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override] # as io wants it
        """Fill ``buffer`` from the current piece, asking for the next when it is spent."""
        try:
            while not self._piece:
                self._piece = memoryview(next(self._source))
        except StopIteration:
            return 0
        except Exception as error:
            self.failure = error
            raise
        taken = self._piece[: len(buffer)]
        buffer[: len(taken)] = taken
        self._piece = self._piece[len(taken) :]
        return len(taken)


class Sink:
    """Passes written bytes to ``take``, keeping what it raised.

    pyrage loses some failures of a writer altogether, so that a full disk looks like success:
    whoever gives it a sink looks at ``failure`` afterwards.
    """

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self.failure: Exception | None = None

    def write(self, data: bytes) -> int:
        """Take all of ``data``, unless something failed before."""
        if self.failure is not None:
            raise self.failure
        try:
            self._take(data)
        except Exception as error:
            self.failure = error
            raise
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever owns the file makes it durable."""
