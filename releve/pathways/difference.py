"""Differences between two sides: which pathway, which record, which attribute; never a value."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import orjson

from releve.canonical import encode
from releve.pathways.listing import Name
from releve.pathways.names import name_of, record_name
from releve.pathways.record import Record, Value


class Change(StrEnum):
    """What differs at the successor.

    ``absence_lost``: explicitly absent at the source, never filled in there.
    ``absence_invented``: never filled in at the source, explicitly absent there.
    """

    MISSING = "missing"
    ADDED = "added"
    CHANGED = "changed"
    ABSENCE_LOST = "absence_lost"
    ABSENCE_INVENTED = "absence_invented"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``pathway`` and ``record`` are keyed names, in hexadecimal.

    No ``record``: the whole pathway. No ``attribute``: the whole record.
    """

    change: Change
    pathway: Name
    entity: str | None = None
    record: Name | None = None
    attribute: str | None = None

    def line(self) -> bytes:
        """Return the canonical JSON of the difference and a newline."""
        members = {
            "attribute": self.attribute,
            "change": self.change.value,
            "entity": self.entity,
            "pathway": self.pathway,
            "record": self.record,
        }
        return encode(members) + b"\n"


Tally: TypeAlias = Counter[tuple[str, str, str]]
"""Differences counted by entity, attribute and change; ``*`` stands for the whole."""


def tally_key(difference: Difference) -> tuple[str, str, str]:
    """Return what a :data:`Tally` counts a difference under."""
    return difference.entity or "*", difference.attribute or "*", difference.change.value


def between(key: bytes, ours: Sequence[Record], theirs: Sequence[Record]) -> Iterator[Difference]:
    """Compare the records of one pathway, whose ``k_p`` names them; both in any order."""
    pathway = name_of(key).hex()
    there = {one.id: one for one in theirs}
    for record in ours:
        named = record_name(key, record.id).hex()
        other = there.pop(record.id, None)
        if other is None:
            yield Difference(Change.MISSING, pathway, record.entity, named)
        elif other.entity != record.entity:
            yield Difference(Change.CHANGED, pathway, record.entity, named)
        else:
            for attribute, change in _changes(record.values, other.values):
                yield Difference(change, pathway, record.entity, named, attribute)
    for other in there.values():
        named = record_name(key, other.id).hex()
        yield Difference(Change.ADDED, pathway, other.entity, named)


def _changes(
    ours: Mapping[str, Value], theirs: Mapping[str, Value]
) -> Iterator[tuple[str, Change]]:
    for attribute in sorted(ours.keys() | theirs.keys()):
        if attribute not in theirs:
            absent = _absent(ours[attribute])
            yield attribute, Change.ABSENCE_LOST if absent else Change.MISSING
        elif attribute not in ours:
            absent = _absent(theirs[attribute])
            yield attribute, Change.ABSENCE_INVENTED if absent else Change.ADDED
        elif _differ(ours[attribute], theirs[attribute]):
            yield attribute, Change.CHANGED


def _absent(value: Value) -> bool:
    return isinstance(value, Mapping) and value.keys() == {"absent"}


def _differ(ours: Value, theirs: Value) -> bool:
    """Compare as canonical JSON does: to Python alone, ``True`` is ``1`` and ``1.0`` is too."""
    return ours != theirs or _bytes(ours) != _bytes(theirs)


def _bytes(value: Value) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
