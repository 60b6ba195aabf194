"""Canonical JSON (RFC 8785 without floats): a grammar that only the canonical form satisfies.

No decode-and-encode-again: each production below admits one spelling of one value.
"""

import re
from collections.abc import Mapping

from tests.second.refusal import Refused, demand

Json = bool | int | str | list["Json"] | dict[str, "Json"] | None
DEPTH = 32
LARGEST = 2**53 - 1
INTEGER = re.compile(r"0|-?[1-9][0-9]*")
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
WORDS = (("null", None), ("true", True), ("false", False))


def parse(data: bytes) -> Json:
    """The value of canonical JSON; any other spelling of it is refused."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    value, end = _value(text, 0, 0)
    demand(end == len(text), "something follows the value")
    return value


def parse_object(data: bytes, *members: str) -> Mapping[str, Json]:
    """The object with exactly these members."""
    value = parse(data)
    demand(isinstance(value, dict) and sorted(value) == sorted(members), "other members")
    return value


def _value(text: str, at: int, depth: int) -> tuple[Json, int]:
    match text[at : at + 1]:
        case "{":
            return _object(text, at + 1, depth + 1)
        case "[":
            return _array(text, at + 1, depth + 1)
        case '"':
            return _string(text, at + 1)
    for word, value in WORDS:
        if text.startswith(word, at):
            return value, at + len(word)
    return _integer(text, at)


def _integer(text: str, at: int) -> tuple[int, int]:
    found = INTEGER.match(text, at)
    if found is None:
        raise Refused("not a value")
    value = int(found.group()) if found.end() - at < 20 else LARGEST + 1
    demand(abs(value) <= LARGEST, "an integer that not every reader keeps")
    return value, found.end()


def _string(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        plain = PLAIN.match(text, at)
        parts.append(plain.group() if plain else "")
        at += len(parts[-1])
        if text[at : at + 1] == '"':
            return "".join(parts), at + 1
        demand(text[at : at + 1] == "\\", "a string that does not end, or a bare control character")
        letter, at = _escape(text, at + 1)
        parts.append(letter)


def _escape(text: str, at: int) -> tuple[str, int]:
    short = SHORT.get(text[at : at + 1])
    if short is not None:
        return short, at + 1
    found = re.compile(r"u00([01][0-9a-f])").match(text, at)
    if found is None:
        raise Refused("an escape where the character itself is due")
    letter = chr(int(found.group(1), 16))
    demand(letter not in SHORT.values(), "a long escape where there is a short one")
    return letter, found.end()


def _array(text: str, at: int, depth: int) -> tuple[list[Json], int]:
    demand(depth <= DEPTH, "too deep")
    items: list[Json] = []
    if text[at : at + 1] == "]":
        return items, at + 1
    while True:
        item, at = _value(text, at, depth)
        items.append(item)
        if text[at : at + 1] == "]":
            return items, at + 1
        demand(text[at : at + 1] == ",", "a comma or the end of the array is due")
        at += 1


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Json], int]:
    demand(depth <= DEPTH, "too deep")
    members: dict[str, Json] = {}
    last: bytes | None = None
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        demand(text[at : at + 1] == '"', "a member's name is due")
        name, at = _string(text, at + 1)
        rank = name.encode("utf-16-be")  # RFC 8785 §3.2.3: sorted by UTF-16 code units
        demand(last is None or last < rank, "names out of order, or twice")
        last = rank
        demand(text[at : at + 1] == ":", "a colon is due")
        members[name], at = _value(text, at + 1, depth)
        if text[at : at + 1] == "}":
            return members, at + 1
        demand(text[at : at + 1] == ",", "a comma or the end of the object is due")
        at += 1
