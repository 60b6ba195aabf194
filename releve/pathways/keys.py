"""Keys: from the columns that hold them to record ids, the same on both ends of a reference.

A part of a key is an integer where the target's column is of the integer family, else text, to the
letter: neither trimmed nor normalised, as databases compare it. Of a query, whose columns declare
nothing, a part is an integer if its value is one.
"""

import re
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import TypeAlias

from releve.pathways.record import key_id
from releve.pathways.texts import as_text

KeyReader: TypeAlias = Callable[[Sequence[object]], "str | None"]
"""Reads the parts of a key (or a row) into a record's id; ``None``: every part null or empty."""

INTEGER = "integer"
TEXT = "text"
UNDECLARED = "undeclared"

UNSUITABLE = frozenset({"float", "json", "instant", "local", "boolean"})
"""Families whose values have several texts: none of them can be part of a key."""

_SMALL = 10**20
_DIGITS = re.compile(r"-?[0-9]{1,20}")


def part_kind(family: str | None) -> str:
    """Return what a key's column holds: of a family, or of a query's result (``None``)."""
    if family is None:
        return UNDECLARED
    return INTEGER if family == INTEGER else TEXT


def key_part(value: object, kind: str) -> str | int:
    """Return one part of a key that is not null.

    Raises:
        ValueError: not an integer where one is wanted; bytes or numbers without one text.

    """
    if kind == TEXT:
        return _text(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Decimal | float):
        whole = int(value)
        if whole == value:
            return whole
    elif kind == UNDECLARED:
        return _text(value)
    elif _DIGITS.fullmatch(text := as_text(value)):
        return int(text)
    raise ValueError


def id_reader(entity: str, kinds: Sequence[str]) -> KeyReader:
    """Return what turns the parts of a key of an entity into the id of its record.

    The reader raises ``ValueError`` for a part that is malformed, or null beside one that is not.
    """

    def read(parts: Sequence[object]) -> str | None:
        if all(part is None or part == "" for part in parts):
            return None
        if None in parts:
            raise ValueError
        return key_id(entity, [key_part(one, kind) for one, kind in zip(parts, kinds, strict=True)])

    return read


def link_reader(entity: str, kinds: Sequence[str], known: Collection[int]) -> KeyReader:
    """Return :func:`id_reader` for a reference, ``known`` being the parts that every row has.

    As a foreign key of several columns does, one that has nothing besides refers to nothing.
    """
    whole = id_reader(entity, kinds)

    def read(parts: Sequence[object]) -> str | None:
        own = [part for at, part in enumerate(parts) if at not in known]
        if own and all(part is None or part == "" for part in own):
            return None
        return whole(parts)

    return read


def part_reader(entity: str, kind: str) -> "Callable[[object], str | None]":
    """Return :func:`id_reader` for a key of one part, given alone and not null."""
    prefix = f"{entity}/p"

    def read(value: object) -> str | None:
        if type(value) is int and 0 <= value < _SMALL and kind != TEXT:
            return f"{prefix}{value:020d}"
        return None if value == "" else key_id(entity, (key_part(value, kind),))

    return read


def row_reader(entity: str, kinds: Sequence[str], positions: Sequence[int]) -> KeyReader:
    """Return what finds the key of an entity in a row, and turns it into the id of its record.

    Rows of one pathway follow one another: the last id found is kept, and given again.
    """
    several = id_reader(entity, kinds)
    places = tuple(positions)
    kind = kinds[0] if len(kinds) == 1 else TEXT
    at, prefix = places[0] if places else 0, f"{entity}/p"
    last: list[tuple[object, str | None]] = [(object(), None)]

    def read(row: Sequence[object]) -> str | None:
        part = row[at]
        if kind != TEXT and type(part) is int and 0 <= part < _SMALL:
            if part != last[0][0]:
                last[0] = (part, f"{prefix}{part:020d}")
            return last[0][1]
        return several([row[one] for one in places])

    return read


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return as_text(value)
