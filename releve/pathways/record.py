"""Records and pathways: values in canonical form, and the bytes that are hashed.

A record's id is ``<entity>/<part>/…``, made by :func:`releve.content.record_id` from the source's
own key, so that it is the same at every run and on both sides. A pathway's id is its person's.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import orjson

from releve.content import record_id

Value: TypeAlias = "bool | int | str | Sequence[Value] | Mapping[str, Value]"
"""A canonical value; see :class:`releve.pathways.model.Kind`. Never ``None``, never a float."""

DIRECTORY = "directory"
"""The id of the group that holds the shared records, beside the pathways of a package."""

_BIG = 2**53


@dataclass(frozen=True, slots=True)
class Record:
    """One record of one entity. ``values`` hold only attributes that were filled in."""

    entity: str
    id: str
    values: Mapping[str, Value]

    def canonical(self) -> bytes:
        """Return the canonical JSON: ``{"e": entity, "id": id, "v": values}``, keys sorted."""
        document = {"e": self.entity, "id": self.id, "v": self.values}
        return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


@dataclass(frozen=True, slots=True)
class Pathway:
    """One pathway: its person's record and all that hangs on it, in the order of record ids."""

    id: str
    records: tuple[Record, ...]

    def of(self, entity: str) -> Iterator[Record]:
        """Iterate over the records of an entity."""
        return (one for one in self.records if one.entity == entity)

    def canonical(self) -> bytes:
        """Return the canonical bytes: each record's, each followed by a newline."""
        return b"".join(one.canonical() + b"\n" for one in self.records)


def pathway(records: Sequence[Record]) -> Pathway:
    """Build a pathway out of its records in any order; its id is its one person's.

    Raises:
        ValueError: not exactly one person, or an id twice.

    """
    ordered = tuple(sorted(records, key=lambda one: one.id.encode()))
    persons = [one.id for one in ordered if one.entity == "person"]
    if len(persons) != 1 or len({one.id for one in ordered}) != len(ordered):
        raise ValueError("pathway")
    return Pathway(persons[0], ordered)


def key_id(entity: str, key: Sequence[str | int]) -> str:
    """Return a record's id; the short way for what nearly all keys are: one positive integer."""
    if len(key) == 1:
        part = key[0]
        if type(part) is int and 0 <= part < _BIG:
            return f"{entity}/p{part:020d}"
    return record_id(entity, key)


def read_record(line: bytes) -> Record:
    """Read a record back from its canonical bytes.

    Raises:
        ValueError: not a record in canonical form.

    """
    document = json.loads(line)
    if not isinstance(document, dict) or set(document) != {"e", "id", "v"}:
        raise ValueError("record")
    found = Record(document["e"], document["id"], document["v"])
    if found.canonical() != line:
        raise ValueError("record")
    return found
