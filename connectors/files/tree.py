"""The files of a medium: what is there, what it holds, and where it was copied."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from connectors.files.place import synchronise
from releve.content import ContentRoot, file_record, record_id
from releve.errors import ConnectorError
from releve.model.evidence import Measured

SET_OF_FILES = "files"
"""The set that record ids of files name: ``record_id("files", (path,))``."""

CHUNK = 1024 * 1024
Sink = Callable[["File"], AbstractContextManager[BinaryIO | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: ``path`` relative to the medium (its own name if the medium is one file)."""

    path: str
    real: Path
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Files by path in UTF-8, and folders (``""`` being the medium itself), parents first."""

    files: tuple[File, ...]
    folders: tuple[str, ...]


def scan(top: Path, name: str) -> Tree:
    """List what is at ``top``, a file known as ``name`` or a folder.

    Raises:
        ConnectorError: ``symlink_in_tree``, ``special_file``, ``hard_linked`` (another name would
            keep the content), ``other_filesystem``, ``name_not_utf8``; facts hold the inode,
            never the name, which may be a person's.

    """
    device = top.stat(follow_symlinks=False).st_dev
    files: list[File] = []
    folders: list[str] = []
    todo = [(top, "")]
    while todo:
        real, path = todo.pop()
        status = real.stat(follow_symlinks=False)
        defect = _defect(status, path, device)
        if defect:
            raise ConnectorError(defect, inode=status.st_ino)
        if stat.S_ISDIR(status.st_mode):
            folders.append(path)
            prefix = f"{path}/" if path else ""
            todo += [(real / child, prefix + child) for child in os.listdir(real)]  # noqa: PTH208
        else:
            files.append(File(path=path or name, real=real, size=status.st_size))
    files.sort(key=lambda file: file.path.encode())
    return Tree(files=tuple(files), folders=tuple(sorted(folders, key=str.encode)))


def read(tree: Tree, package_key: bytes, sink: Sink | None = None) -> tuple[Measured, list[str]]:
    """Read every file once; return the root and SHA-256 of each, writing it to ``sink`` if given.

    ``parts`` is left empty: folders' names may be people's, so the caller names the whole.

    Raises:
        ConnectorError: ``file_moved`` when a file changes while it is read.

    """
    root = ContentRoot(package_key)
    digests: list[str] = []
    for file in tree.files:
        with sink(file) if sink else nullcontext() as copy:
            hasher = hashlib.sha256()
            for chunk in _chunks(file):
                hasher.update(chunk)
                if copy:
                    copy.write(chunk)
        digests.append(hasher.hexdigest())
        root.add(
            record_id(SET_OF_FILES, (file.path,)), file_record(file.path, digests[-1], file.size)
        )
    octets = sum(file.size for file in tree.files)
    return Measured(records=root.count, octets=octets, root=root.root()), digests


def copy_folders(tree: Tree, folder: Path) -> None:
    """Make the tree's folders below an existing one, for us alone."""
    for path in tree.folders:
        (folder / path).mkdir(mode=0o700, exist_ok=not path)


def synchronise_folders(tree: Tree, folder: Path) -> None:
    """Make the entries of the copied folders durable."""
    for path in tree.folders or ("",):
        synchronise(folder / path)


def _chunks(file: File) -> Iterator[bytes]:
    descriptor = os.open(file.real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb", buffering=0) as opened:
        before = os.fstat(descriptor)
        total = 0
        while chunk := opened.read(CHUNK):
            total += len(chunk)
            yield chunk
        after = os.fstat(descriptor)
        if total != file.size or _stamp(before) != _stamp(after):
            raise ConnectorError("file_moved", inode=after.st_ino)


def _stamp(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _defect(status: os.stat_result, path: str, device: int) -> str | None:
    try:
        path.encode()
    except UnicodeEncodeError:
        return "name_not_utf8"
    if stat.S_ISLNK(status.st_mode):
        return "symlink_in_tree"
    if status.st_dev != device:
        return "other_filesystem"
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return "special_file"
    return "hard_linked" if status.st_nlink > 1 else None
