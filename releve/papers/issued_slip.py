"""A slip as it was issued: its lines, read back from the signed twin that it was printed from."""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence

from releve.canonical import JsonValue, decode
from releve.errors import EvidenceRefused, ReleveError
from releve.model.slip import NONE, SlipLine
from releve.papers.elimination_slip import COLUMNS

_LINES = f"elimination_slip_column_{COLUMNS[0]}"
_READ = ("line", "asset", "title", "records", "octets")


def issued_lines(envelope: bytes) -> tuple[SlipLine, ...]:
    """Return the lines of a slip, in order, from its DSSE envelope. Checks no signature.

    Raises:
        EvidenceRefused: ``slip_unreadable``: not a slip, or its two originals differ.

    """
    try:
        tables = [_lines(one) for one in _tables(_paper(envelope))]
    except (ReleveError, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise EvidenceRefused("slip_unreadable") from error
    if not tables or any(one != tables[0] for one in tables):
        raise EvidenceRefused("slip_unreadable")
    return tables[0]


def _paper(envelope: bytes) -> JsonValue:
    wrapped = _object(decode(envelope))
    statement = _object(decode(base64.b64decode(str(wrapped["payload"]), validate=True)))
    return _object(statement["predicate"])["paper"]


def _tables(part: JsonValue) -> Iterator[Mapping[str, JsonValue]]:
    if isinstance(part, Mapping):
        if part.get("is") == "table" and _codes(part)[:1] == [_LINES]:
            yield part
        else:
            for one in part.values():
                yield from _tables(one)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for one in part:
            yield from _tables(one)


def _codes(table: Mapping[str, JsonValue]) -> list[JsonValue]:
    return [_object(one).get("code") for one in _list(table["columns"])]


def _lines(table: Mapping[str, JsonValue]) -> tuple[SlipLine, ...]:
    found = []
    for row in _list(table["rows"]):
        cells = _list(row)
        told = {name: _text(cells[COLUMNS.index(name)]) for name in _READ}
        found.append(
            SlipLine(
                line=int(told["line"]),
                asset=told["asset"],
                title=told["title"],
                records=told["records"],
                octets=told["octets"],
            )
        )
    return tuple(found)


def _text(cell: JsonValue) -> str:
    value = _object(cell)
    if value.get("form") == "missing":
        return NONE
    return " ".join(str(value["raw"]).split())


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _list(value: JsonValue) -> Sequence[JsonValue]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError
    return value
