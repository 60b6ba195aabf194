"""The folder of an extraction: exactly the files that are declared, with their digests."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from connectors.extraction.manifest import AttachmentList, Manifest
from releve.errors import ConnectorError

_CHUNK = 1024 * 1024
_LINE = 66
"""A digest and two spaces, before the path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A folder whose every file is as declared. ``stamps`` show whether one changes later.

    ``bytes`` counts them all; ``attachments`` is how many of them are attachments.
    """

    folder: Path
    attachments: int
    bytes: int
    stamps: dict[str, tuple[int, ...]]

    def unchanged(self, path: str) -> None:
        """Check that a file is still the one that was hashed, as far as its inode tells.

        Raises:
            ConnectorError: ``extraction_file_changed``.

        """
        if _stamp((self.folder / path).lstat()) != self.stamps[path]:
            raise ConnectorError("extraction_file_changed", file=path, line=None)


def check(folder: Path, manifest: Manifest) -> Checked:
    """Hash every file; none may lack, differ, be there besides, or be a link.

    Facts name files of tables, and attachments (whose names may be people's) by the line of their
    list or their inode.

    Raises:
        ConnectorError: ``extraction_path_refused``, ``extraction_file_twice``,
            ``extraction_file_missing``, ``extraction_file_changed``, ``extraction_list_malformed``,
            ``extraction_count_differs``, ``extraction_file_undeclared``, ``special_file``.

    """
    found = _Found(folder)
    for file in manifest.extraction.files:
        found.take(file.path, file.sha256, file.bytes, file.path, None)
    attachments = 0
    for file in manifest.extraction.files:
        if isinstance(file, AttachmentList):
            count = 0
            for count, (digest, path) in enumerate(listed(folder / file.path, file.path), 1):
                found.take(path, digest, None, file.path, count)
            if count != file.count:
                raise ConnectorError(
                    "extraction_count_differs",
                    table=file.path,
                    file=file.path,
                    declared=file.count,
                    read=count,
                )
            attachments += count
    found.refuse_others(manifest.path)
    return Checked(
        folder=folder, attachments=attachments, bytes=found.bytes, stamps=dict(found.stamps)
    )


class _Found:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.stamps: dict[str, tuple[int, ...]] = {}
        self.bytes = 0

    def take(self, path: str, sha256: str, size: int | None, file: str, line: int | None) -> None:
        """Check one file, declared in ``file`` or on a ``line`` of that list."""
        if not inside(path):
            raise ConnectorError("extraction_path_refused", file=file, line=line)
        if path in self.stamps:
            raise ConnectorError("extraction_file_twice", file=file, line=line)
        try:
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
            descriptor = os.open(self._folder / path, flags)
        except OSError:
            raise ConnectorError("extraction_file_missing", file=file, line=line) from None
        hasher = hashlib.sha256()
        with os.fdopen(descriptor, "rb", buffering=0) as opened:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ConnectorError("special_file", inode=status.st_ino)
            while chunk := opened.read(_CHUNK):
                hasher.update(chunk)
        if hasher.hexdigest() != sha256 or size not in {None, status.st_size}:
            raise ConnectorError("extraction_file_changed", file=file, line=line)
        self.stamps[path] = _stamp(status)
        self.bytes += status.st_size

    def refuse_others(self, manifest: Path) -> None:
        """Refuse whatever the folder holds besides what was taken and the manifest."""
        others = 0
        first: int | None = None
        own = _inode(manifest.lstat())
        todo = [""]
        while todo:
            place = todo.pop()
            for entry in os.scandir(self._folder / place):
                path = f"{place}/{entry.name}" if place else entry.name
                if entry.is_dir(follow_symlinks=False):
                    todo.append(path)
                elif path not in self.stamps and _inode(entry.stat(follow_symlinks=False)) != own:
                    others += 1
                    first = entry.inode() if first is None else first
        if others:
            raise ConnectorError("extraction_file_undeclared", files=others, inode=first)


def inside(path: str) -> bool:
    """Tell whether a path stays in its folder, written in the only way that names a file there."""
    pure = PurePosixPath(path)
    return not (pure.is_absolute() or ".." in pure.parts or str(pure) != path or "\0" in path)


def listed(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Read a list of attachments: digest and path of each.

    Raises:
        ConnectorError: ``extraction_list_malformed`` with the line.

    """
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from listed_in(lines, name)


def listed_in(lines: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """Read the lines of a list of attachments; as :func:`listed`."""
    for number, line in enumerate(lines, 1):
        digest, rest = line[:64], line[64:].removesuffix("\n")
        well = len(digest) == _LINE - 2 and not digest.strip("0123456789abcdef")
        if not well or rest[:2] not in {"  ", " *"} or len(rest) < _LINE - 63:
            raise ConnectorError("extraction_list_malformed", file=name, line=number)
        yield digest, rest[2:]


def _inode(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
