"""Which pathways of the source an export is about: all, some by key, or those of a period."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from releve.errors import ConnectorError
from releve.model.evidence import JsonValue
from releve.pathways.model import ENTITIES, Kind
from releve.pathways.ports import Key, Part, PathwaySnapshot
from releve.pathways.record import Pathway, key_id

_UNDATED = frozenset({("person", "birth_date"), ("person", "death_date"), ("action", "due_on")})
DATED: dict[str, tuple[str, ...]] = {
    entity.name: tuple(
        one.name
        for one in entity.attributes
        if one.kind in {Kind.DATE, Kind.INSTANT} and (entity.name, one.name) not in _UNDATED
    )
    for entity in ENTITIES
}
"""Attributes that date an event of the pathway: neither birth, nor death, nor what is due."""


@dataclass(frozen=True, slots=True)
class Everything:
    """Every pathway of the source: a mass export."""

    whole: ClassVar[bool] = True
    """Whether the whole source is delivered, as far as the scope decision goes."""
    reads_all: ClassVar[bool] = True
    """Whether the whole source is read, so that what goes in and out can be balanced."""

    def __contains__(self, _pathway: Pathway) -> bool:
        return True

    def parts(self, snapshot: PathwaySnapshot, size: int) -> Sequence[Part]:
        """Return the parts to read: the whole source."""
        return snapshot.parts(size)

    def described(self) -> dict[str, JsonValue]:
        """Say what it is, without any key."""
        return {"kind": "all"}


class Chosen:
    """The pathways of these keys of the source, each of which must be there; or only one."""

    __slots__ = ("_ids", "_keys")
    whole: ClassVar[bool] = False
    reads_all: ClassVar[bool] = False

    def __init__(self, keys: Sequence[Key]) -> None:
        """Choose; order and repetition do not matter.

        Raises:
            ConnectorError: ``target_empty``.

        """
        by_id = {key_id("person", key): key for key in keys}
        if not by_id:
            raise ConnectorError("target_empty")
        self._ids = sorted(by_id, key=str.encode)
        self._keys = [by_id[one] for one in self._ids]

    def __contains__(self, pathway: Pathway) -> bool:
        wanted = pathway.id.encode()
        position = bisect_left(self._ids, wanted, key=str.encode)
        return position < len(self._ids) and self._ids[position] == pathway.id

    def __len__(self) -> int:
        return len(self._ids)

    def parts(self, _snapshot: PathwaySnapshot, size: int) -> Sequence[Part]:
        """Return ranges that hold the keys, ``size`` of them each: the source reads no others.

        Between the first and the last key of a range, pathways not chosen are read and passed by.
        """
        starts = range(0, len(self._keys), size)
        runs = [self._keys[start : start + size] for start in starts]
        return [
            Part(number=number, first=run[0], until=_after(run[-1]))
            for number, run in enumerate(runs)
        ]

    def described(self) -> dict[str, JsonValue]:
        """Say how many were chosen."""
        return {"kind": "keys", "pathways": len(self._ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Pathways opened, or with any dated event, from ``since`` (included) to ``until`` (excluded).

    A canonical model has no date of last change: ``touched`` reads the dates of what happened.
    """

    since: date
    until: date
    by: Literal["opened", "touched"]
    whole: ClassVar[bool] = False
    reads_all: ClassVar[bool] = True

    def __contains__(self, pathway: Pathway) -> bool:
        since, until = self.since.isoformat(), self.until.isoformat()
        for record in pathway.records:
            if self.by == "opened" and record.entity != "person":
                continue
            for name in DATED[record.entity]:
                value = record.values.get(name)
                if isinstance(value, str) and since <= value < until:
                    return True
        return False

    def parts(self, snapshot: PathwaySnapshot, size: int) -> Sequence[Part]:
        """Return every part: only reading a pathway tells its dates."""
        return snapshot.parts(size)

    def described(self) -> dict[str, JsonValue]:
        """Say the period."""
        since, until = self.since.isoformat(), self.until.isoformat()
        return {"kind": "period", "since": since, "until": until, "by": self.by}


Target: TypeAlias = Everything | Chosen | Period


def _after(key: Key) -> Key:
    """Return a key after this one, and not after any other that a database may hold."""
    *start, last = key
    return (*start, last + 1 if isinstance(last, int) else last + "\x01")
