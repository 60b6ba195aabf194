"""Pathways drawn at random from the model itself: every entity, every kind, every absence."""

import base64
import hashlib
from random import Random

from releve.pathways.model import ABSENCES, ENTITIES, Kind
from releve.pathways.record import Record, key_id, pathway

WORDS = (
    "appui", "domicile", "aidante", "œdème", "à revoir", "kiné\u00a0: 2 fois", "l’infirmière",
    "« urgent »", "ligne\nsuite", "a\tb", "<b>&amp;</b>", '"reference":"urn:uuid:', "😀", "été",
)  # fmt: skip
CODES = {"ins": ("295109912611193", "253072A07300443"), "cog": ("59350", "2A004")}
CODES |= {"rpps": ("01234567897",), "finess": ("750712184", "690781810")}
CODES |= {"siret": ("73282932000074", "12002701600563")}
COUNTS = {
    "relative": (0, 1), "circle_member": (3, 4), "request": (1, 1), "assessment": (1, 2),
    "care_plan": (1, 1), "goal": (2, 2), "action": (4, 8), "event": (1, 3), "note": (2, 5),
    "document": (0, 2), "alert": (0, 1), "consent": (2, 2), "closure": (0, 1),
}  # fmt: skip
"""How many records of an entity a pathway has: about 25 in all."""


def text(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 6)))


def moment(rng):
    day = f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    part = f".{rng.randint(1, 999_999):06d}" if rng.random() < 0.2 else ""
    return day, f"{day}T{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:07{part}Z"


def decimal(rng):
    whole = rng.choice(("0", "100", "12", "-3", "123456789012", "9" * 20))
    places = rng.choice(("", ".5", ".25", ".000001", ".1234567890123456789"))
    return (whole + places) if whole != "0" or places else "0"


def answers(rng):
    return [{"item": text(rng), "value": text(rng)} for _ in range(rng.randint(0, 8))]


def file(rng):
    path = f"dossier {rng.randint(1, 9)}/pièce n° {rng.randint(1, 99)}.pdf"
    return {"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "size": 7}


DRAWN = {
    Kind.TEXT: text,
    Kind.TEXTS: lambda rng: [text(rng) for _ in range(rng.randint(1, 3))],
    Kind.DATE: lambda rng: moment(rng)[0],
    Kind.INSTANT: lambda rng: moment(rng)[1],
    Kind.BOOLEAN: lambda rng: rng.random() < 0.5,
    Kind.INTEGER: lambda rng: rng.randint(-100, 100),
    Kind.DECIMAL: decimal,
    Kind.ANSWERS: answers,
    Kind.FILE: file,
    Kind.BYTES: lambda rng: base64.b64encode(rng.randbytes(rng.randint(1, 64))).decode(),
}


def value(rng, attribute, ids):
    if attribute.kind is Kind.REFERENCE:
        known = ids.get(attribute.target, [])
        return rng.choice(known) if known else None
    if attribute.identifier:
        return rng.choice(CODES[attribute.identifier])
    if attribute.name == "media_type":
        return rng.choice(("application/pdf", "image/png", "text/plain; charset=utf-8"))
    return rng.choice(attribute.codes) if attribute.codes else DRAWN[attribute.kind](rng)


def record(rng, entity, record_id, ids, *, filled=0.7, absent=0.05, coherent=True):
    values = {}
    for attribute in entity.attributes:
        if not attribute.required and rng.random() > filled:
            continue
        found = value(rng, attribute, ids)
        if rng.random() < absent or (found is None and attribute.required):
            found = {"absent": rng.choice(ABSENCES)}
        if found is not None:
            values[attribute.name] = found
    if values.get("identity_status") != "qualified":
        values.pop("ins", None)
        values.pop("ins_authority", None)
    return Record(entity.name, record_id, ordered(values) if coherent else values)


def ordered(values):
    """Put the ends of periods after their starts, so that what is drawn is also plausible."""
    for start, end in (
        ("start", "end"), ("raised_at", "acknowledged_at"), ("collected_on", "withdrawn_on"),
    ):  # fmt: skip
        one, other = values.get(start), values.get(end)
        if isinstance(one, str) and isinstance(other, str) and other[:19] < one[:19]:
            values[start], values[end] = other, one
    return values


def directory(rng, professionals=12, organisations=3, **how):
    made = {}
    ids = {"organisation": [], "professional": []}
    for entity in reversed(ENTITIES):
        if not entity.shared:
            continue
        count = organisations if entity.name == "organisation" else professionals
        for number in range(1, count + 1):
            record_id = key_id(entity.name, (number,))
            made[record_id] = record(rng, entity, record_id, ids, **how)
            ids[entity.name].append(record_id)
    return made


def draw(rng, shared, number=1, counts=COUNTS, *, text_keys=False, **how):
    """Draw one pathway that refers to the shared records."""
    ids = {}
    for one in shared.values():
        ids.setdefault(one.entity, []).append(one.id)
    wanted = [("person", key_id("person", (number,)))]
    for name, (least, most) in counts.items():
        for rank in range(rng.randint(least, most)):
            key = (f"é {number}|{rank}%,$", rank) if text_keys else (number * 100 + rank,)
            wanted.append((name, key_id(name, key)))
    for name, record_id in wanted:
        ids.setdefault(name, []).append(record_id)
    entities = {one.name: one for one in ENTITIES}
    made = [record(rng, entities[name], one, ids, **how) for name, one in wanted]
    for one in made:
        if one.entity == "closure" and isinstance(one.values["closed_at"], str):
            one.values["closed_at"] = "2027" + one.values["closed_at"][4:]
    return pathway(made)


def world(seed, pathways, **how):
    """Draw a directory and its pathways."""
    rng = Random(seed)
    shared = directory(rng)
    return shared, [draw(rng, shared, number, **how) for number in range(1, pathways + 1)]
