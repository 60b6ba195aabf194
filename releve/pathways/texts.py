"""Text in its one form, and any value as the text that codes are compared with."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeAlias
from unicodedata import is_normalized, normalize

from releve.pathways.record import Value

Found: TypeAlias = "Value | None"
"""A value, or none: a text that means never filled in."""

Reader: TypeAlias = Callable[[object], Found]
"""Reads one value that is not null.

It raises ``ValueError`` or ``TypeError`` for what is malformed, ``KeyError`` for a code that no
list translates; the message never holds the value.
"""

_LARGEST_EXPONENT = 400


def normal(text: str) -> str:
    r"""Return a text in NFC, line ends ``\n``, without white space at either end.

    White space is what :meth:`str.strip` removes: Unicode's, and U+001C to U+001F.

    Raises:
        ValueError: U+0000, which no successor could keep.

    """
    if not text.isascii() and not is_normalized("NFC", text):
        text = normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise ValueError
    return text.strip()


def as_text(value: object) -> str:
    """Return the text of a value of any type that a driver gives for a scalar.

    Truth is ``true`` or ``false``, numbers have no exponent, instants with a zone are in UTC.

    Raises:
        ValueError: bytes that are not UTF-8; a number that is not finite.
        TypeError: a list or a mapping.

    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        return plain(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.isoformat()
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode()
    if isinstance(value, list | tuple | dict | set):
        raise TypeError
    return str(value)


def plain(number: Decimal | float) -> str:
    """Write a number without exponent or needless zeros; a float as the shortest that reads back.

    Raises:
        ValueError: not finite, or an exponent beyond 400.

    """
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def text_reader(blank: frozenset[str]) -> Reader:
    """Return the reader of a TEXT; ``blank`` holds the empty text."""

    def read(value: object) -> Found:
        text = value if type(value) is str else as_text(value)
        if not text.isascii() and not is_normalized("NFC", text):
            text = normalize("NFC", text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise ValueError
        text = text.strip()
        return None if text in blank else text

    return read


def split_reader(separator: str, blank: frozenset[str]) -> Reader:
    """Return the reader of TEXTS written in one text. Empty parts are left out."""

    def read(value: object) -> Found:
        parts = (normal(part) for part in normal(as_text(value)).split(separator))
        return [part for part in parts if part not in blank] or None

    return read


def code_reader(table: Mapping[str, Value], blank: frozenset[str]) -> Reader:
    """Return the reader of what a list translates; a listed text is never blank."""
    known = dict(table)

    def read(value: object) -> Found:
        if type(value) is str:
            found = known.get(value)
            if found is not None:
                return found
        text = normal(as_text(value))
        if text in blank and text not in known:
            return None
        return known[text]

    return read


def unless(table: Mapping[str, Value], read: Reader) -> Reader:
    """Return a reader that gives what a table says of some texts, and else reads the value."""
    known = dict(table)

    def first(value: object) -> Found:
        found = known.get(normal(as_text(value)))
        return found if found is not None else read(value)

    return first
