"""An evidence pack: one ZIP file around an evidence folder, a pure function of its files.

Normative in ``docs/format/pack.md``. Whatever its size, a pack is written and read in a few
megabytes of memory, and a reader extracts nothing to disk.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from releve.archives.evidence_bag import BASE, FOLDER, README, Digested, read_head, tag_files
from releve.archives.pack_reader import CHUNK, PackReader
from releve.archives.stored_zip import (
    END,
    MOST_FILES,
    MOST_OCTETS,
    Member,
    check_apart,
    check_name,
    end_record,
)
from releve.errors import ConnectorError, EvidenceRefused, UsageError

__all__ = ["PackProgress", "PackReader", "Packed", "folder_files", "write_pack"]

Content = Path | Callable[[], bytes]
"""Where a file's bytes are: a path, or what returns them when asked (more than once)."""
PackProgress = Callable[[int, int], None]
"""Called with the bytes handled so far and those to handle in all, for a person who waits."""

_PASSES = 3
"""Every file is read to be digested, read to be written, and read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A pack that was written: how many files of evidence, how many bytes in all."""

    files: int
    octets: int


def folder_files(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their path in it; follow nothing.

    Raises:
        UsageError: ``evidence_missing``: not a folder.
        EvidenceRefused: ``pack_symlink``: something that is no ordinary file.

    """
    if not folder.is_dir():
        raise UsageError("evidence_missing", path=str(folder))
    found: dict[str, Path] = {}
    waiting = [folder]
    while waiting:
        for path in waiting.pop().iterdir():
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise EvidenceRefused("pack_symlink", file=name)
            if path.is_dir():
                waiting.append(path)
            else:
                found[name] = path
    return found


def write_pack(
    target: Path, files: Mapping[str, Content], *, progress: PackProgress = lambda _done, _all: None
) -> Packed:
    """Write the pack of an evidence folder's ``files``, read it back, and put it at ``target``.

    The same files give the same bytes. Until it is whole, a hidden file beside ``target`` holds it.

    Raises:
        UsageError: ``pack_exists``.
        EvidenceRefused: ``pack_path_traversal``, ``pack_duplicate_name``, ``pack_too_large``,
            ``pack_too_many_files``, ``pack_head_unreadable``, ``pack_source_changed``: a file
            changed meanwhile.
        ConnectorError: ``pack_unwritable``.

    """
    if os.path.lexists(target):
        raise UsageError("pack_exists", path=str(target))
    beside = target.with_name(f".{target.name}.new")
    try:
        octets = _write(beside, files, _Counted(files, progress))
        if os.path.lexists(target):
            raise UsageError("pack_exists", path=str(target))
        beside.rename(target)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise ConnectorError("pack_unwritable", path=str(target), cause=cause) from error
    finally:
        with suppress(OSError):
            beside.unlink()
    return Packed(files=len(files), octets=octets)


def _write(beside: Path, files: Mapping[str, Content], counted: "_Counted") -> int:
    payload = {name: _digested(content, counted) for name, content in files.items()}
    head = read_head(frozenset(files), lambda name: _whole(files[name]))
    if README not in files:
        raise EvidenceRefused("pack_head_unreadable", file=f"{FOLDER}{README}")
    written = tag_files(payload, head, _whole(files[README]))
    tags = {f"{BASE}{name}": data for name, data in written.items()}
    members = _members(payload, tags)
    with beside.open("wb") as stream:
        for piece in _archive(members, files, tags, counted):
            stream.write(piece)
        octets = stream.tell()
        stream.flush()
        os.fsync(stream.fileno())
    PackReader(beside, seen=counted.add)
    return octets


class _Counted:
    """Bytes handled so far, told as they go."""

    def __init__(self, files: Mapping[str, Content], progress: PackProgress) -> None:
        self._progress = progress
        paths = [one for one in files.values() if isinstance(one, Path)]
        self._all = _PASSES * sum(path.stat().st_size for path in paths)
        self._done = 0

    def add(self, octets: int) -> None:
        self._done += octets
        self._progress(min(self._done, self._all), self._all)


def _digested(content: Content, counted: _Counted) -> Digested:
    hashed, crc, size = hashlib.sha256(), 0, 0
    for piece in _pieces(content):
        hashed.update(piece)
        crc = zlib.crc32(piece, crc)
        size += len(piece)
        counted.add(len(piece))
    return Digested(size=size, sha256=hashed.hexdigest(), crc=crc)


def _members(payload: Mapping[str, Digested], tags: Mapping[str, bytes]) -> list[Member]:
    members = [
        *(Member(name=f"{FOLDER}{n}", size=one.size, crc=one.crc) for n, one in payload.items()),
        *(Member(name=n, size=len(data), crc=zlib.crc32(data)) for n, data in tags.items()),
    ]
    members.sort(key=lambda one: one.name)
    for one in members:
        check_name(one.name)
    check_apart(one.name for one in members)
    if len(members) > MOST_FILES:
        raise EvidenceRefused("pack_too_many_files", file=".", limit=MOST_FILES)
    if END.size + sum(one.span + len(one.central(0)) for one in members) > MOST_OCTETS:
        raise EvidenceRefused("pack_too_large", file=".", limit=MOST_OCTETS)
    return members


def _archive(
    members: list[Member],
    files: Mapping[str, Content],
    tags: Mapping[str, bytes],
    counted: _Counted,
) -> Iterator[bytes]:
    for one in members:
        yield one.local()
        if one.name in tags:
            yield tags[one.name]
            continue
        name = one.name.removeprefix(FOLDER)
        crc, size = 0, 0
        for piece in _pieces(files[name]):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            yield piece
            counted.add(len(piece))
        if (size, crc) != (one.size, one.crc):
            raise EvidenceRefused("pack_source_changed", file=name)
    offset, length = 0, 0
    for one in members:
        line = one.central(offset)
        yield line
        offset, length = offset + one.span, length + len(line)
    yield end_record(len(members), length, offset)


def _pieces(content: Content) -> Iterator[bytes]:
    if not isinstance(content, Path):
        yield content()
        return
    with content.open("rb") as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _whole(content: Content) -> bytes:
    return b"".join(_pieces(content))
