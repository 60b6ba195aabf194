"""What is there twice in more rows than fit in memory: eight bytes are kept of each.

A first pass keeps a keyed hash of every value; those that appear twice are looked at again in a
second pass, exactly. In memory: 8 bytes a row and rule, and the rows that really are there twice.
"""

import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

import numpy as np

from expectations.cells import seen_by_rules
from expectations.items import Item
from expectations.rules import Unique
from releve.pathways.folder import GroupSource
from releve.pathways.record import Record

_BYTES = 8


class Repeats:
    """The values that must be unique, of every record that is added."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Take the checks whose rules are :class:`Unique`, of ``id``, ``pathway``, attributes."""
        self._rules: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._hashes: dict[str, array[int]] = {}
        self._key = os.urandom(16)
        for item in items:
            if isinstance(item.rule, Unique):
                self._rules[item.table].append((item.code, item.rule.columns))
                self._hashes[item.code] = array("Q")

    def add(self, group: str, record: Record) -> None:
        """Remember what a record of a pathway, or of the directory, holds."""
        for code, columns in self._rules.get(record.entity, ()):
            value = _value(group, record, columns)
            if value is not None:
                self._hashes[code].append(self._hash(value))

    def found(self, groups: GroupSource) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Return, by check, the pathway and id of every record whose value is there twice.

        ``groups`` hold what was added; they are read again only if something may be there twice.
        """
        suspects = {code: _repeated(hashes) for code, hashes in self._hashes.items()}
        if not any(suspects.values()):
            return {}
        holders: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for group, record in _all(groups):
            for code, columns in self._rules.get(record.entity, ()):
                value = _value(group, record, columns)
                if value is not None and self._hash(value) in suspects[code]:
                    holders[code, value].append((group, record.id))
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (code, _), rows in holders.items():
            if len(rows) > 1:
                found[code].extend(rows)
        return found

    def _hash(self, value: str) -> int:
        hashed = blake2b(value.encode(), digest_size=_BYTES, key=self._key).digest()
        return int.from_bytes(hashed, "big")


def _value(group: str, record: Record, columns: tuple[str, ...]) -> str | None:
    """Return the values as one text; ``None`` if one is null, or is no text."""
    parts = []
    for name in columns:
        own = {"id": record.id, "pathway": group}.get(name)
        given = own or seen_by_rules(record.values.get(name))
        if not isinstance(given, str):
            return None
        parts.append(given)
    return "\0".join(parts)


def _repeated(hashes: "array[int]") -> frozenset[int]:
    ordered = np.sort(np.frombuffer(hashes, dtype=np.uint64)) if hashes else np.empty(0, np.uint64)
    return frozenset(map(int, ordered[1:][ordered[1:] == ordered[:-1]]))


def _all(source: GroupSource) -> Iterator[tuple[str, Record]]:
    for group in source.groups():
        yield from ((group.id, one) for one in group.records)
