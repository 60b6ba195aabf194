"""A slip as it was issued: its lines, read from its signed twin, apart from what writes it."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from releve.canonical import JsonValue, decode

ISSUED = ("line", "asset", "title", "records", "octets")
_COLUMN = "elimination_slip_column_"

Line: TypeAlias = Mapping[str, str]


def issued_lines(envelope: bytes) -> tuple[Line, ...]:
    """Return the lines of the slip's signed twin: its two originals say the same.

    Raises:
        ReleveError, ValueError, KeyError, TypeError: it is no slip, or they differ.

    """
    wrapped = _member(decode(envelope), "payload")
    statement = decode(base64.b64decode(str(wrapped), validate=True))
    tables = [_rows(one) for one in _tables(_member(_member(statement, "predicate"), "paper"))]
    if not tables or any(one != tables[0] for one in tables):
        raise ValueError(_COLUMN)
    return tables[0]


def _tables(part: JsonValue) -> Iterator[Mapping[str, JsonValue]]:
    if isinstance(part, dict):
        if part.get("is") == "table" and f"{_COLUMN}line" in _columns(part):
            yield part
        for one in part.values():
            yield from _tables(one)
    elif isinstance(part, list):
        for one in part:
            yield from _tables(one)


def _columns(table: Mapping[str, JsonValue]) -> list[str]:
    return [str(_member(one, "code")) for one in _listed(table["columns"])]


def _rows(table: Mapping[str, JsonValue]) -> tuple[Line, ...]:
    places = {name: _columns(table).index(f"{_COLUMN}{name}") for name in ISSUED}
    return tuple(
        {name: _cell(_listed(row)[at]) for name, at in places.items()}
        for row in _listed(table["rows"])
    )


def _cell(cell: JsonValue) -> str:
    if _member(cell, "form") == "missing":
        return "-"
    return " ".join(str(_member(cell, "raw")).split())


def _member(value: JsonValue, name: str) -> JsonValue:
    if not isinstance(value, dict):
        raise TypeError(name)
    return value[name]


def _listed(value: JsonValue) -> Sequence[JsonValue]:
    if not isinstance(value, list):
        raise TypeError
    return value
