"""JSON as a source keeps it: read without losing a digit or a repeated key, and flattened."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import NoReturn, TypeAlias

from releve.pathways.record import Value
from releve.pathways.texts import as_text, normal

Json: TypeAlias = "bool | int | float | str | Decimal | list[Json] | dict[str, Json] | None"

ELEMENT = "."
"""How the element of an array, or a scalar that is a whole answer, is named."""

_DEEPEST = 64


def parsed(value: object) -> Json:
    """Return the JSON value that a driver gave, as text, as bytes, or already read.

    In a text numbers are exact, and a key that stands twice in an object is refused: only one of
    the two values would remain. A driver that reads JSON itself has already decided on both.

    Raises:
        ValueError: not JSON; a repeated key; NaN or an infinity; a lone surrogate; nested too deep.
        TypeError: a value that no JSON holds.

    """
    if isinstance(value, bytes | bytearray | memoryview):
        value = bytes(value).decode()
    if isinstance(value, str):
        try:
            found: Json = json.loads(
                value, object_pairs_hook=_object, parse_float=Decimal, parse_constant=_refused
            )
            if "\\ud" in value.lower():  # a lone surrogate has no UTF-8 form: a ValueError
                json.dumps(found, ensure_ascii=False, default=str).encode()
        except RecursionError:
            raise ValueError from None
        return found
    if value is None or isinstance(value, bool | int | float | Decimal | list | dict):
        return value
    raise TypeError


def answers(value: Json) -> Iterator[Value]:
    """Iterate over the leaves of a JSON value: ``{"item": path, "value": text}``.

    The path joins keys and positions (from 0) with dots; the leaf of a bare scalar is named
    ``.``. Null, empty texts and empty containers were never filled in and give nothing.

    Raises:
        ValueError: an empty key; nested deeper than 64.

    """
    for path, leaf in _leaves(value, "", 0):
        text = normal(leaf if isinstance(leaf, str) else as_text(leaf))
        if text:
            item = normal(path) if path else ELEMENT
            if not item:
                raise ValueError
            yield {"item": item, "value": text}


def _leaves(value: Json, path: str, depth: int) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict | list):
        if depth == _DEEPEST:
            raise ValueError
        start = f"{path}." if path else ""
        inners = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in inners:
            if isinstance(inner, dict | list):
                yield from _leaves(inner, f"{start}{key}", depth + 1)
            elif inner is not None:
                yield f"{start}{key}", inner
    elif value is not None:
        yield path, value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refused(constant: str) -> NoReturn:
    del constant
    raise ValueError
