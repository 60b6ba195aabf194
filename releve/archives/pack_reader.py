"""Reading an evidence pack strictly: every byte of it is the one we would have written.

The archive is built again from what it holds and compared as it is read: headers, directory and
end are ours, contents are checked against them, tag files are those of the payload. Nothing is
believed before, and nothing is extracted to disk.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from releve.archives.evidence_bag import (
    BASE,
    FOLDER,
    MANIFEST,
    README,
    TAGS,
    Digested,
    manifest_line,
    read_head,
    tag_files,
)
from releve.archives.stored_zip import (
    CENTRAL,
    CENTRAL_SIGNATURE,
    END,
    END_SIGNATURE,
    LOCAL_SIGNATURE,
    MOST_FILES,
    MOST_OCTETS,
    Member,
    check_apart,
    check_name,
    check_ordinary,
    end_record,
)
from releve.errors import EvidenceRefused, UsageError

CHUNK = 1 << 20
_LONGEST_COMMENT = 0xFFFF
_NOT_CANONICAL = "pack_not_canonical"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLimits:
    """What a pack may hold: files, bytes in all, bytes in one file."""

    files: int = MOST_FILES
    octets: int = MOST_OCTETS
    file_octets: int = 64 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    member: Member
    offset: int
    sha256: str


class PackReader:
    """The files of the evidence folder in a pack, by their path in the folder."""

    def __init__(
        self,
        path: Path,
        limits: PackLimits | None = None,
        seen: Callable[[int], None] = lambda _octets: None,
    ) -> None:
        """Read the whole pack once and check every byte of it; ``seen`` is told of bytes read.

        Raises:
            UsageError: ``evidence_missing``: no such file.
            EvidenceRefused: ``pack_not_zip``, ``pack_truncated``, ``pack_too_large``,
                ``pack_too_many_files``, ``pack_path_traversal``, ``pack_duplicate_name``,
                ``pack_encrypted``, ``pack_compressed``, ``pack_symlink``,
                ``pack_not_canonical``, ``pack_bag_differs``, ``pack_head_unreadable``,
                ``pack_unreadable``; each names the ``file``, of the pack or the pack itself.

        """
        if not path.is_file():
            raise UsageError("evidence_missing", path=str(path))
        self._path = path
        self._limits = limits or PackLimits()
        try:
            with path.open("rb") as stream:
                members = self._directory(stream)
                self._placed = dict(self._walk(stream, members, seen))
        except OSError:
            raise EvidenceRefused("pack_unreadable", file=path.name) from None
        self.sizes: Mapping[str, int] = {
            name.removeprefix(FOLDER): one.member.size
            for name, one in self._placed.items()
            if name.startswith(FOLDER)
        }
        self._check_bag()

    @property
    def names(self) -> frozenset[str]:
        """Every path of the evidence folder."""
        return frozenset(self.sizes)

    def read(self, name: str) -> bytes:
        """Return a file of the evidence folder: the bytes that were checked.

        Raises:
            EvidenceRefused: ``pack_unreadable``: they changed since, or cannot be read.
            KeyError: no such name.

        """
        return self._content(f"{FOLDER}{name}")

    def _content(self, name: str) -> bytes:
        one = self._placed[name]
        try:
            with self._path.open("rb") as stream:
                stream.seek(one.offset + one.member.span - one.member.size)
                data = stream.read(one.member.size)
        except OSError:
            raise EvidenceRefused("pack_unreadable", file=name) from None
        if hashlib.sha256(data).hexdigest() != one.sha256:
            raise EvidenceRefused("pack_unreadable", file=name)
        return data

    def _refuse_whole(self, code: str) -> NoReturn:
        raise EvidenceRefused(code, file=self._path.name)

    def _directory(self, stream: BinaryIO) -> list[Member]:
        """Read the directory, which must be the one that its own names and sizes give."""
        size = os.fstat(stream.fileno()).st_size
        limits, whole = self._limits, self._path.name
        if size > limits.octets:
            raise EvidenceRefused("pack_too_large", file=whole, limit=limits.octets)
        count, length, start = self._end(stream, size)
        stream.seek(start)
        members: list[Member] = []
        offset = 0
        differs: str | None = None
        for _ in range(count):
            one, canonical = self._central(stream, offset)
            if not canonical or (members and one.name <= members[-1].name):
                differs = differs or one.name
            members.append(one)
            offset += one.span
        check_apart(one.name for one in members)
        if differs is not None:
            raise EvidenceRefused(_NOT_CANONICAL, file=differs)
        if (stream.tell(), offset) != (start + length, start):
            self._refuse_whole(_NOT_CANONICAL)
        return members

    def _end(self, stream: BinaryIO, size: int) -> tuple[int, int, int]:
        """Return the count of the last record, its directory's size and where that starts."""
        begins = stream.read(len(LOCAL_SIGNATURE))
        stream.seek(max(0, size - END.size - _LONGEST_COMMENT))
        tail = stream.read()
        if begins not in {LOCAL_SIGNATURE, END_SIGNATURE} and END_SIGNATURE not in tail:
            self._refuse_whole("pack_not_zip")
        found = tail.rfind(END_SIGNATURE)
        if found < 0 or len(tail) - found < END.size:
            self._refuse_whole("pack_truncated")
        record = tail[-END.size :]
        if not record.startswith(END_SIGNATURE):
            self._refuse_whole(_NOT_CANONICAL)
        count, length, start = END.unpack(record)[4:7]
        if count > self._limits.files:
            raise EvidenceRefused(
                "pack_too_many_files", file=self._path.name, limit=self._limits.files
            )
        if record != end_record(count, length, start) or start + length + END.size != size:
            self._refuse_whole(_NOT_CANONICAL)
        return count, length, start

    def _central(self, stream: BinaryIO, offset: int) -> tuple[Member, bool]:
        """Return what a central header says, and whether each of its bytes is ours."""
        data = stream.read(CENTRAL.size)
        if len(data) < CENTRAL.size or not data.startswith(CENTRAL_SIGNATURE):
            self._refuse_whole(_NOT_CANONICAL)
        fields = CENTRAL.unpack(data)[1:]
        raw = stream.read(fields[9])
        stream.read(fields[10] + fields[11])  # extra field and comment: never ours
        name = raw.decode("ascii", "backslashreplace")
        check_ordinary(fields, name)
        check_name(name)
        member = Member(name=name, size=fields[8], crc=fields[6])
        if member.size > self._limits.file_octets:
            limit = self._limits.file_octets
            raise EvidenceRefused("pack_too_large", file=name, limit=limit)
        return member, offset <= MOST_OCTETS and data + raw == member.central(offset)

    def _walk(
        self, stream: BinaryIO, members: list[Member], seen: Callable[[int], None]
    ) -> Iterator[tuple[str, _Placed]]:
        stream.seek(0)
        offset = 0
        for one in members:
            header = one.local()
            if stream.read(len(header)) != header:
                raise EvidenceRefused(_NOT_CANONICAL, file=one.name)
            hashed, crc, left = hashlib.sha256(), 0, one.size
            while piece := stream.read(min(left, CHUNK)):
                hashed.update(piece)
                crc, left = zlib.crc32(piece, crc), left - len(piece)
                seen(len(piece))
            if (crc, left) != (one.crc, 0):
                raise EvidenceRefused(_NOT_CANONICAL, file=one.name)
            yield one.name, _Placed(member=one, offset=offset, sha256=hashed.hexdigest())
            offset += one.span

    def _check_bag(self) -> None:
        """Compare the tag files with those that the payload gives."""
        for name in self._placed:
            if not name.startswith(BASE):
                raise EvidenceRefused("pack_bag_differs", file=name)
        present = {name for name in self._placed if not name.startswith(FOLDER)}
        for name in sorted(present ^ {f"{BASE}{tag}" for tag in TAGS}):
            raise EvidenceRefused("pack_bag_differs", file=name)
        if README not in self.sizes:
            raise EvidenceRefused("pack_bag_differs", file=f"{FOLDER}{README}")
        payload = {
            name: Digested(
                size=size,
                sha256=self._placed[FOLDER + name].sha256,
                crc=self._placed[FOLDER + name].member.crc,
            )
            for name, size in self.sizes.items()
        }
        expected = tag_files(payload, read_head(self.names, self.read), self.read(README))
        listed = self._content(f"{BASE}{MANIFEST}")
        lines = set(listed.splitlines(keepends=True))
        for name, one in payload.items():
            if manifest_line(name, one.sha256) not in lines:
                raise EvidenceRefused("pack_bag_differs", file=f"{FOLDER}{name}")
        for name, content in expected.items():
            if self._content(f"{BASE}{name}") != content:
                raise EvidenceRefused("pack_bag_differs", file=f"{BASE}{name}")
