"""The stored ZIP archive in its one form: the same files give the same bytes, whatever writes them.

Source: APPNOTE.TXT 6.3.10 (PKWARE): 4.3.7 local header, 4.3.12 central header, 4.3.16 end record.
No compression, encryption, ZIP64, data descriptor, extra field, comment or directory entry; every
file is dated with the first instant the format knows, mode 0644; names in ASCII order.
"""

import re
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from releve.errors import EvidenceRefused

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
LOCAL_SIGNATURE, CENTRAL_SIGNATURE, END_SIGNATURE = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
MOST_FILES = 0xFFFE
"""One less than the count that announces ZIP64 (4.4.1.4)."""
MOST_OCTETS = 0xFFFFFFFE

_STORED = 0
_NEEDED = 10
_MADE_BY = 3 << 8 | 20
"""UNIX, so that the attributes hold a mode (4.4.2)."""
_TIME, _DATE = 0, 1 << 5 | 1
"""1980-01-01 00:00:00 in MS-DOS form (4.4.6)."""
_ATTRIBUTES = (stat.S_IFREG | 0o644) << 16
_SEGMENT = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_LONGEST_NAME = 512
_ENCRYPTED = 0b10_0000_0100_0001
"""Bits 0, 6 and 13: encryption, strong encryption, masked headers (4.4.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive: its size in bytes and the CRC-32 of its content."""

    name: str
    size: int
    crc: int

    @property
    def span(self) -> int:
        """Bytes that its local header and content take."""
        return LOCAL.size + len(self.name) + self.size

    def local(self) -> bytes:
        """Return what stands before its content."""
        name = self.name.encode("ascii")
        common = (_NEEDED, 0, _STORED, _TIME, _DATE, self.crc, self.size, self.size)
        return LOCAL.pack(LOCAL_SIGNATURE, *common, len(name), 0) + name

    def central(self, offset: int) -> bytes:
        """Return its line of the directory; ``offset`` is where its local header starts."""
        name = self.name.encode("ascii")
        common = (_MADE_BY, _NEEDED, 0, _STORED, _TIME, _DATE, self.crc, self.size, self.size)
        rest = (len(name), 0, 0, 0, 0, _ATTRIBUTES, offset)
        return CENTRAL.pack(CENTRAL_SIGNATURE, *common, *rest) + name


def end_record(count: int, size: int, offset: int) -> bytes:
    """Return the end of an archive; ``size`` and ``offset`` are those of its directory."""
    return END.pack(END_SIGNATURE, 0, 0, count, count, size, offset, 0)


def check_name(name: str) -> None:
    """Refuse a path that could leave the folder it is extracted to, or that a system may change.

    Raises:
        EvidenceRefused: ``pack_path_traversal``: anything but letters, digits, ``_ - .`` and
            ``/``, an absolute path, an empty part, one that starts with a dot, more than 512
            bytes.

    """
    parts = name.split("/")
    if len(name) > _LONGEST_NAME or not all(_SEGMENT.fullmatch(part) for part in parts):
        raise EvidenceRefused("pack_path_traversal", file=name)


def check_apart(names: Iterable[str]) -> None:
    """Refuse names that some systems cannot keep apart: same letters, or a file as a folder.

    Raises:
        EvidenceRefused: ``pack_duplicate_name``.

    """
    seen: set[str] = set()
    folders: set[str] = set()
    for name in names:
        plain = name.lower()
        parents = plain.split("/")[:-1]
        above = {"/".join(parents[: depth + 1]) for depth in range(len(parents))}
        if plain in seen or plain in folders or above & seen:
            raise EvidenceRefused("pack_duplicate_name", file=name)
        seen.add(plain)
        folders |= above


def check_ordinary(fields: tuple[int, ...], name: str) -> None:
    """Refuse a central header that speaks of anything but a plain, stored file.

    ``fields`` are the numbers of the header after its signature (4.3.12).

    Raises:
        EvidenceRefused: ``pack_encrypted``, ``pack_compressed``, ``pack_symlink``.

    """
    flags, method, attributes = fields[2], fields[3], fields[14]
    if flags & _ENCRYPTED:
        raise EvidenceRefused("pack_encrypted", file=name)
    if method != _STORED:
        raise EvidenceRefused("pack_compressed", file=name)
    if stat.S_IFMT(attributes >> 16) == stat.S_IFLNK:
        raise EvidenceRefused("pack_symlink", file=name)
