"""From what a driver gives to the one canonical form of each kind (:class:`model.Kind`).

The same value comes as other Python types from PostgreSQL, MariaDB and SQLite; readers take them
all. What a reader cannot read exactly it refuses: nothing is rounded, guessed or cut.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from decimal import Decimal

from releve.pathways.answers import answers, parsed
from releve.pathways.record import Value
from releve.pathways.texts import Found, Reader, as_text, normal, plain

LARGEST = 2**53 - 1
MOST_BYTES = 64 * 1024

_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?")
_STEPS = frozenset({"", ".", ".."})
_HEX = re.compile(r"[0-9a-f]{64}")

TRUTHS: Mapping[str, Value] = {
    "true": True,
    "t": True,
    "1": True,
    "false": False,
    "f": False,
    "0": False,
}
"""Texts that say true or false of themselves; any other needs ``codes``."""


def truth_reader(blank: frozenset[str]) -> Reader:
    """Return the reader of a BOOLEAN without ``codes``: truths, 0 and 1, and their texts."""

    def read(value: object) -> Found:
        if value is True or value is False:
            return value
        text = normal(as_text(value))
        if text in TRUTHS:
            return TRUTHS[text]
        if text in blank:
            return None
        raise ValueError

    return read


def integer_reader(blank: frozenset[str]) -> Reader:
    """Return the reader of an INTEGER: within ±(2^53 - 1), a fraction of zero at most."""

    def read(value: object) -> Found:
        if type(value) is int:
            number = value
        else:
            text = normal(as_text(value))
            if text in blank:
                return None
            if not _INTEGER.fullmatch(text):
                raise ValueError
            number = int(text)
        if abs(number) > LARGEST:
            raise ValueError
        return number

    return read


def decimal_reader(mark: str, blank: frozenset[str]) -> Reader:
    """Return the reader of a DECIMAL whose texts use a decimal mark."""

    def read(value: object) -> Found:
        if isinstance(value, Decimal | float):
            return plain(value)
        text = normal(as_text(value))
        if text in blank:
            return None
        if isinstance(value, str) and mark != ".":
            text = text.replace(".", "\0").replace(mark, ".")
        if not _NUMBER.fullmatch(text):
            raise ValueError
        return plain(Decimal(text))

    return read


def bytes_reader() -> Reader:
    """Return the reader of BYTES: at most 64 KiB; none is never filled in."""

    def read(value: object) -> Found:
        if not isinstance(value, bytes | bytearray | memoryview):
            raise TypeError
        data = bytes(value)
        if len(data) > MOST_BYTES:
            raise ValueError
        return b64encode(data).decode() or None

    return read


def answers_reader(blank: frozenset[str]) -> Reader:
    """Return the reader of ANSWERS: every leaf of a JSON value, in its order."""

    def read(value: object) -> Found:
        if isinstance(value, str) and normal(value) in blank:
            return None
        return list(answers(parsed(value))) or None

    return read


def texts_reader(blank: frozenset[str]) -> Reader:
    """Return the reader of TEXTS kept as a JSON array of texts or numbers."""

    def read(value: object) -> Found:
        if isinstance(value, str) and normal(value) in blank:
            return None
        array = parsed(value)
        if not isinstance(array, list):
            raise TypeError
        texts = [normal(as_text(one)) for one in array if one is not None]
        return [one for one in texts if one not in blank] or None

    return read


def file_value(parts: Sequence[object], names: Sequence[str]) -> Found:
    """Read a FILE out of the columns that describe it; ``names`` says what each one is.

    The path is kept to the letter. ``sha256`` and ``size`` stand only where the source says them.

    Raises:
        ValueError: a path that is absolute or leaves the root; a digest or size of another form.

    """
    said = dict(zip(names, parts, strict=True))
    path = said["path"]
    if path is None or path == "":
        return None
    if not isinstance(path, str) or "\0" in path or not _STEPS.isdisjoint(path.split("/")):
        raise ValueError
    found: dict[str, Value] = {"path": path}
    digest, size = said.get("sha256"), said.get("size")
    if digest is not None:
        text = digest if isinstance(digest, str) else bytes_of(digest).hex()
        text = normal(text).lower()
        if not _HEX.fullmatch(text):
            raise ValueError
        found["sha256"] = text
    if size is not None:
        number = _SIZE(size)
        if not isinstance(number, int) or number < 0:
            raise ValueError
        found["size"] = number
    return found


def bytes_of(value: object) -> bytes:
    """Return bytes as bytes.

    Raises:
        TypeError: anything else.

    """
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    raise TypeError


_SIZE = integer_reader(frozenset())
