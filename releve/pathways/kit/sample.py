"""Synthetic pathways for whoever writes an import: invented, coherent, the same for ever.

Every entity, attribute, code and reason of absence occurs, but of an INS the TEST authority alone.
Nobody exists: communes 990 to 996 were never attributed, RPPS begin with ``000``, FINESS with
``99``, telephones are in the ranges reserved for fiction, mail domains end in ``.invalid``.
"""

import base64
import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from releve.pathways.kit import vocabulary
from releve.pathways.model import ABSENCES, ENTITIES, Attribute, Entity, Kind
from releve.pathways.record import Pathway, Record, Value, key_id, pathway

SEED = "releve/kit/1"
_STAFF, _PLACES = 12, 4
_NEVER_FILLED_IN, _ABSENT = 9, 8  # of ten optional values, one each
_HOW_MANY = {"goal": 2, "action": 4, "event": 3, "note": 5, "circle_member": 4, "consent": 2}
_CLOSED = 6  # one in so many
_OPENED = date(2023, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Pathways, the shared records that they name, and the attachments by path."""

    pathways: tuple[Pathway, ...]
    directory: tuple[Record, ...]
    files: Mapping[str, bytes]


def sample(count: int = 50) -> Sample:
    """Return ``count`` pathways. The first ones are the same whatever the count."""
    files: dict[str, bytes] = {}
    found = tuple(_pathway(number, files) for number in range(1, count + 1))
    return Sample(pathways=found, directory=tuple(_directory()), files=files)


class _Draw:
    """Draws that depend on a name alone: no generator's version can change them."""

    def __init__(self, *name: object) -> None:
        self._name = "/".join(str(part) for part in (SEED, *name))

    def below(self, bound: int, what: str) -> int:
        digest = hashlib.sha256(f"{self._name}/{what}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % bound

    def among(self, options: Sequence[str], what: str) -> str:
        return options[self.below(len(options), what)]


def _directory() -> Iterator[Record]:
    named = {one.name: one for one in ENTITIES if one.shared}
    for number in range(1, _PLACES + 1):
        yield _record(named["organisation"], 0, number, {}, {})
    for number in range(1, _STAFF + 1):
        yield _record(named["professional"], 0, number, {}, {})


def _pathway(number: int, files: dict[str, bytes]) -> Pathway:
    own: dict[str, list[str]] = {}
    records: list[Record] = []
    for entity in ENTITIES:
        if entity.shared or (entity.name == "closure" and number % _CLOSED):
            continue
        for rank in range(1 if entity.name == "person" else _HOW_MANY.get(entity.name, 1)):
            key = number if entity.name == "person" else number * 100 + rank
            one = _record(entity, number, key, own, files)
            own.setdefault(entity.name, []).append(one.id)
            records.append(one)
    return pathway(records)


def _record(
    entity: Entity,
    owner: int,
    key: int,
    own: Mapping[str, Sequence[str]],
    files: dict[str, bytes],
) -> Record:
    draw = _Draw(entity.name, key)
    days = itertools.count(draw.below(400, "day"), 9)
    values: dict[str, Value] = {}
    for one in entity.attributes:
        fate = None if one.required else (key + draw.below(10, one.name)) % 10
        if fate == _NEVER_FILLED_IN:
            continue
        if fate == _ABSENT:
            values[one.name] = {"absent": draw.among(ABSENCES, f"{one.name}.absent")}
            continue
        day = _OPENED + timedelta(days=next(days) if one.kind in {Kind.DATE, Kind.INSTANT} else 0)
        found = _reference(one, draw, own) if one.target else _value(entity, one, draw, day, key)
        if found is not None:
            values[one.name] = found
    _mend(entity, owner, draw, values)
    if isinstance(described := values.get("file"), dict):
        files[str(described["path"])] = _attachment(key)
    return Record(entity.name, key_id(entity.name, (key,)), values)


def _reference(one: Attribute, draw: _Draw, own: Mapping[str, Sequence[str]]) -> str | None:
    if one.target == "professional":
        return key_id("professional", (1 + draw.below(_STAFF, one.name),))
    if one.target == "organisation":
        return key_id("organisation", (1 + draw.below(_PLACES, one.name),))
    known = own.get(one.target or "", ())
    return draw.among(known, one.name) if known else None


def _value(entity: Entity, one: Attribute, draw: _Draw, day: date, key: int) -> Value:
    path = f"{entity.name}.{one.name}"
    match one.kind:
        case Kind.CODE:
            return draw.among(one.codes, path)
        case Kind.DATE:
            return day.isoformat()
        case Kind.INSTANT:
            fraction = ".250000" if draw.below(9, path) == 0 else ""
            return f"{day}T{7 + draw.below(11, path):02d}:{draw.below(60, path):02d}:00{fraction}Z"
        case Kind.BOOLEAN:
            return draw.below(2, path) == 1
        case Kind.DECIMAL:
            return draw.among(("12.5", "100", "0.75", "38"), path)
        case Kind.TEXTS:
            first = draw.below(len(vocabulary.GIVEN), path)
            return [vocabulary.GIVEN[first - rank] for rank in range(1 + key % 3)]
        case Kind.ANSWERS:
            told = [draw.among(vocabulary.ANSWERS, item) for item in vocabulary.ITEMS]
            pairs = zip(vocabulary.ITEMS, told, strict=True)
            return [{"item": item, "value": value} for item, value in pairs]
        case Kind.FILE:
            data = _attachment(key)
            digest = hashlib.sha256(data).hexdigest()
            return {"path": f"courriers/pièce {key}.txt", "sha256": digest, "size": len(data)}
        case Kind.BYTES:
            return base64.b64encode(f"trace fictive {key}".encode()).decode()
        case _:
            return vocabulary.text(path, one.identifier, key, lambda n: draw.below(n, path))


def _mend(entity: Entity, owner: int, draw: _Draw, values: dict[str, Value]) -> None:
    """Make coherent what was drawn piece by piece."""
    if entity.name == "person":
        _mend_person(owner, draw, values)
    if entity.name == "event" and isinstance(values.get("end"), str):
        values["end"] = f"{str(values['start'])[:10]}T18:30:00Z"
    if entity.name == "closure":
        values["closed_at"] = f"2024-10-{1 + owner % 28:02d}T15:00:00Z"
    if entity.name == "circle_member":
        who = ("professional", "organisation", "relative", "relative_name")
        kept = [name for name in who if isinstance(values.get(name), str)]
        for name in kept[:-1] if owner % 2 else kept[1:]:
            del values[name]
    if entity.name == "request" and owner % 10 == 0:  # required, and said to be absent
        values["reason"] = {"absent": "masked"}
    if entity.name == "consent" and values["nature"] == "opposition":
        values["withdrawn_on"] = (_OPENED + timedelta(days=430)).isoformat()


def _mend_person(owner: int, draw: _Draw, values: dict[str, Value]) -> None:
    born = date(1930 + draw.below(50, "year"), 1 + draw.below(12, "month"), 1 + owner % 28)
    values["birth_date"] = born.isoformat()
    values["status"] = "closed" if owner % _CLOSED == 0 else "active"
    if values["status"] == "active":
        values.pop("death_date", None)
    given = values["given_names"]
    if isinstance(values.get("first_given_name"), str) and isinstance(given, list):
        values["first_given_name"] = given[0]
    if values["identity_status"] != "qualified":  # the number travels with a qualified identity
        for name in ("ins", "ins_authority"):
            if isinstance(values.get(name), str):
                del values[name]
        return
    place = f"59{990 + owner % 7}"
    values["gender"] = "male" if values["gender"] == "male" else "female"
    values["birth_place"] = place
    sex = "1" if values["gender"] == "male" else "2"
    values["ins"] = vocabulary.matricule(f"{sex}{born:%y%m}{place}{owner:03d}")
    values["ins_authority"] = "test"


def _attachment(key: int) -> bytes:
    return f"Pièce fictive n° {key}.\nElle tient lieu de courrier ; personne n’y figure.\n".encode()
