"""DER (X.690): one spelling for each value. Whatever has a second one is seen here.

A signature does not cover the wrapping it travels in: versions, names of algorithms, lengths. The
libraries that read such structures take several spellings of one value, so that bytes could be
changed unnoticed; and writing again what they read rewrites addresses that are signed. So the
bytes themselves are walked, and only the one spelling passes.
"""

import re
from collections.abc import Callable, Mapping

_MAX_DEPTH = 40
_MANY_OCTETS = 0x80
_MAX_LENGTH_OCTETS = 4
_CONSTRUCTED = 0x20
_MORE = 0x80
_SIGN = 0x80
_CLASS = 0xC0
_NUMBER = 0x1F
_SEQUENCE, _SET = 16, 17
_UTC = re.compile(rb"[0-9]{12}Z")
_GENERALIZED = re.compile(rb"[0-9]{14}(?:\.[0-9]*[1-9])?Z")


def der_defect(data: bytes) -> str | None:
    """Say why ``data`` is not exactly one value in DER, or ``None`` when it is.

    The answer is one of ``truncated``, ``length``, ``tag``, ``form``, ``value``, ``order``,
    ``depth``, ``trailing``.

    Not looked into: OCTET STRINGs, and what only a schema tells (the type behind a context tag,
    the order of a SET behind one, members that repeat their default).
    """
    try:
        end = _walk(data, 0, len(data), 0)
    except ValueError as error:
        return str(error)
    return None if end == len(data) else "trailing"


def first_value(data: bytes) -> bytes:
    """Return the bytes of the value that ``data`` begins with; what follows is the caller's.

    Raises:
        ValueError: no value in DER stands there.

    """
    return data[: _content(data, 0, len(data))[1]]


def members(value: bytes) -> list[bytes]:
    """Return the values inside a SEQUENCE, a SET or a context tag, one after the other.

    Libraries leave members unread that a schema does not have: count them.

    Raises:
        ValueError: ``value`` is not in DER.

    """
    at, end = _content(value, 0, len(value))
    found: list[bytes] = []
    while at < end:
        stop = _content(value, at, end)[1]
        found.append(value[at:stop])
        at = stop
    return found


def tags(values: list[bytes]) -> str:
    """Return the tags of values, in hexadecimal."""
    return "".join(f"{one[0]:02x}" for one in values)


def _content(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the content of the value at ``start`` begins and ends."""
    at = start + 2
    if at > end:
        raise ValueError("truncated")
    if data[start] & _NUMBER == _NUMBER:
        raise ValueError("tag")
    length = data[start + 1]
    if length & _MANY_OCTETS:
        count = length & ~_MANY_OCTETS
        length = int.from_bytes(data[at : at + count], "big")
        shortest = max(1, (length.bit_length() + 7) // 8)
        if not count == shortest <= _MAX_LENGTH_OCTETS or length < _MANY_OCTETS:
            raise ValueError("length")
        at += count
    if at + length > end:
        raise ValueError("truncated")
    return at, at + length


def _walk(data: bytes, start: int, end: int, depth: int) -> int:
    """Check the value at ``start`` and all it holds; return where it ends."""
    if depth > _MAX_DEPTH:
        raise ValueError("depth")
    at, stop = _content(data, start, end)
    first = data[start]
    constructed, number = bool(first & _CONSTRUCTED), first & _NUMBER
    universal = not first & _CLASS
    if universal and constructed is not (number in {_SEQUENCE, _SET}):
        raise ValueError("form")
    if not constructed:
        if universal and not _VALUES.get(number, _unknown)(data[at:stop]):
            raise ValueError("value")
        return stop
    previous = b""
    while at < stop:
        following = _walk(data, at, stop, depth + 1)
        if universal and number == _SET:
            member = data[at:following]
            if member < previous:
                raise ValueError("order")
            previous = member
        at = following
    return stop


def _unknown(_content: bytes) -> bool:
    raise ValueError("tag")


def _boolean(content: bytes) -> bool:
    return content in {b"\x00", b"\xff"}


def _integer(content: bytes) -> bool:
    if len(content) < 2:  # noqa: PLR2004 - one octet is always shortest
        return len(content) == 1
    return content[0] not in {0x00, 0xFF} or (content[0] ^ content[1]) & _SIGN != 0


def _bits(content: bytes) -> bool:
    unused = content[0] if content else 8
    if unused > 7 or len(content) == 1:  # noqa: PLR2004 - bits of an octet
        return unused == 0
    return content[-1] & ((1 << unused) - 1) == 0


def _identifier(content: bytes) -> bool:
    after = b"\x00" + content[:-1]
    starts = (one for one, before in zip(content, after, strict=True) if not before & _MORE)
    return bool(content) and not content[-1] & _MORE and _MORE not in starts


def _text(_content: bytes) -> bool:
    return True


def _utf8(content: bytes) -> bool:
    return content.decode("utf-8", "replace").encode() == content


_VALUES: Mapping[int, Callable[[bytes], bool]] = {
    1: _boolean,
    2: _integer,
    3: _bits,
    4: _text,
    5: lambda content: not content,
    6: _identifier,
    10: _integer,
    12: _utf8,
    18: _text,
    19: _text,
    20: _text,
    22: _text,
    23: lambda content: _UTC.fullmatch(content) is not None,
    24: lambda content: _GENERALIZED.fullmatch(content) is not None,
    26: _text,
    28: _text,
    30: _text,
}
"""How the content of each primitive type may be spelt, by the number of its tag."""
