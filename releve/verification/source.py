"""Where an evidence folder is read from: a directory of this machine, or a pack (one ZIP file)."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from releve.archives.pack_reader import PackLimits, PackReader
from releve.errors import UsageError
from releve.verification.refusal import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a folder may hold: how many entries, how many bytes in all and in one file."""

    files: int = 200_000
    octets: int = 2 * 1024**3
    file_octets: int = 64 * 1024**2


LIMITS = Limits()


class Source(Protocol):
    """Files by their path in an evidence folder, none believed yet."""

    def listed(self) -> Iterator[tuple[str, int]]:
        """Yield each path with its size in bytes."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes, one more than the limit at most."""


def source_of(path: Path, limits: Limits) -> Source:
    """Return the source at a path: a directory, or a pack, which is checked byte for byte at once.

    Raises:
        UsageError: ``evidence_missing``.
        EvidenceRefused: the ``pack_…`` codes.

    """
    if path.is_dir():
        return Directory(path, limits)
    if path.is_file():
        return Pack(path, limits)
    raise UsageError("evidence_missing", path=str(path))


class Pack:
    """The payload of a pack; every byte of the archive is the one that we would have written."""

    def __init__(self, path: Path, limits: Limits) -> None:
        bounds = PackLimits(file_octets=limits.file_octets)
        self._reader = PackReader(path, bounds)

    def listed(self) -> Iterator[tuple[str, int]]:
        """Yield each path with its size."""
        yield from sorted(self._reader.sizes.items())

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            EvidenceRefused: ``pack_unreadable``.

        """
        return self._reader.read(name)


class Directory:
    """A directory: ordinary files only, no link followed."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self._root = root
        self._limits = limits

    def listed(self) -> Iterator[tuple[str, int]]:
        """Yield each path with its size.

        Raises:
            EvidenceRefused: ``folder_symlink``, ``folder_special_file``,
                ``folder_too_many_files``, ``folder_unreadable``.

        """
        waiting = [""]
        count = 0
        while waiting:
            place = waiting.pop()
            for entry in self._entries(place):
                count += 1
                name = f"{place}{entry.name}"
                if count > self._limits.files:
                    refuse("folder_too_many_files", file=".", limit=self._limits.files)
                if entry.is_symlink():
                    refuse("folder_symlink", file=shown(name))
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield name, entry.stat(follow_symlinks=False).st_size
                else:
                    refuse("folder_special_file", file=shown(name))

    def _entries(self, place: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self._root / place) as found:
                return sorted(found, key=lambda one: os.fsencode(one.name))
        except OSError:
            refuse("folder_unreadable", file=shown(place) or ".")

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            EvidenceRefused: ``folder_unreadable``, ``folder_special_file``.

        """
        try:
            descriptor = os.open(self._root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    refuse("folder_special_file", file=name)
                return file.read(self._limits.file_octets + 1)
        except OSError:
            refuse("folder_unreadable", file=name)


def shown(name: str) -> str:
    """Return a file name fit for a terminal, whatever bytes it holds."""
    return "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else "?" for c in name)
