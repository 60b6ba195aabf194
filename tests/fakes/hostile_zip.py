"""A ZIP archive written field by field, so that any field can lie: APPNOTE 4.3.7, 4.3.12, 4.3.16.

Said again here, apart from the code under test. With no lie told, the bytes are those of a pack.
"""

import hashlib
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

DATE = 0x0021
BASE = b"preuves/"
MODE = 0o100644 << 16


@dataclass
class Part:
    """One file. ``local`` and ``central`` override fields by name, ``before`` stands in the way."""

    name: bytes
    data: bytes
    local: dict = field(default_factory=dict)
    central: dict = field(default_factory=dict)
    before: bytes = b""
    listed: bool = True
    stored: bool = True

    def both(self, **fields):
        """Lie in the same way in both headers."""
        self.local |= fields
        self.central |= fields
        return self


def _common(part):
    return {
        "need": 10,
        "flags": 0,
        "method": 0,
        "time": 0,
        "date": DATE,
        "crc": zlib.crc32(part.data),
        "packed": len(part.data),
        "size": len(part.data),
        "name": part.name,
        "extra": b"",
    }


def _local(part):
    one = _common(part) | part.local
    numbers = [one[n] for n in ("need", "flags", "method", "time", "date", "crc", "packed", "size")]
    head = struct.pack("<4s5H3L2H", b"PK\3\4", *numbers, len(one["name"]), len(one["extra"]))
    return head + one["name"] + one["extra"]


def _central(part, offset):
    one = _common(part)
    one |= {"made": 3 << 8 | 20, "comment": b"", "disk": 0, "internal": 0, "mode": MODE}
    one |= {"offset": offset} | part.central
    fields = ("made", "need", "flags", "method", "time", "date", "crc", "packed", "size")
    lengths = [len(one[n]) for n in ("name", "extra", "comment")]
    rest = [one[n] for n in ("disk", "internal", "mode", "offset")]
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[one[n] for n in fields], *lengths, *rest)
    return head + one["name"] + one["extra"] + one["comment"]


def archive(parts, *, prefix=b"", suffix=b"", comment=b"", between=b"", **end) -> bytes:
    """Write an archive of parts; ``end`` overrides fields of the last record."""
    body, lines = prefix, b""
    for part in parts:
        body += part.before
        offset = len(body)
        if part.stored:
            body += _local(part) + part.data
        if part.listed:
            lines += _central(part, offset)
    body += between
    count = sum(part.listed for part in parts)
    one = {"disk": 0, "first": 0, "here": count, "count": count, "length": len(lines)}
    one |= {"start": len(body)} | end
    record = struct.pack("<4s4H2LH", b"PK\5\6", *one.values(), len(comment))
    return body + lines + record + comment + suffix


def parts_of(file) -> list:
    """Return the parts of a true archive."""
    with zipfile.ZipFile(file) as opened:
        return [Part(one.encode(), opened.read(one)) for one in opened.namelist()]


def part(parts, name):
    """Return the part of a name."""
    return next(one for one in parts if one.name == name)


def place(parts, new):
    """Return the parts with one more, in the order of names."""
    return sorted([*parts, new], key=lambda one: one.name)


def rebagged(parts):
    """Make the manifests again, as who changes a bag with ordinary tools does."""
    payload = sorted(one.name for one in parts if one.name.startswith(BASE + b"data/"))
    lines = [_line(part(parts, name)) for name in payload]
    part(parts, BASE + b"manifest-sha256.txt").data = b"".join(lines)
    tags = sorted(
        one.name
        for one in parts
        if one.name.startswith(BASE) and one.name.count(b"/") == 1 and b"tagm" not in one.name
    )
    lines = [_line(part(parts, name)) for name in tags]
    part(parts, BASE + b"tagmanifest-sha256.txt").data = b"".join(lines)
    return parts


def told(name, before, after):
    """A bag whose file says something else, with its manifests made again."""

    def change(parts):
        one = part(parts, name)
        assert before in one.data
        one.data = one.data.replace(before, after, 1)
        return rebagged(parts)

    return change


def without(name):
    return lambda parts: rebagged([one for one in parts if one.name != name])


def more(name):
    return lambda parts: rebagged(place(parts, Part(name, b"x")))


def moved(base):
    """The same bag, every byte of its manifests still right, below another base directory."""

    def change(parts):
        for one in parts:
            one.name = base + one.name.removeprefix(BASE)
        return parts

    return change


def _line(one):
    name = one.name.removeprefix(BASE)
    return hashlib.sha256(one.data).hexdigest().encode() + b"  " + name + b"\n"
