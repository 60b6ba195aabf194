"""A source of pathways kept in memory: a whole simulator of :class:`PathwaySource`.

It can be pickled, so that other processes open it too; a token is the digest of what it holds.
"""

import hashlib
import pickle
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random

from releve.errors import ConnectorError
from releve.pathways.conversion import Converted, Defect
from releve.pathways.ports import Part, SourcePathway
from releve.pathways.record import Record, key_id, pathway
from releve.pathways.selection import Inflow, SourceSchema


@dataclass(frozen=True, slots=True)
class Item:
    """A pathway, and the key that the source knows it by."""

    key: tuple
    pathway: SourcePathway


@dataclass(frozen=True)
class MemorySource:
    """Pathways in the order of their keys, and shared records in the order of their ids."""

    items: tuple[Item, ...]
    shared: tuple[Converted, ...]
    sharable: bool = True

    def schema(self):
        return SourceSchema(dialect="postgresql", proven=True, tables=())

    @contextmanager
    def snapshot(self, token=None):
        held = hashlib.sha256(pickle.dumps((self.items, self.shared))).hexdigest()
        if token not in {None, held}:
            raise ConnectorError("snapshot_gone")
        yield MemorySnapshot(self, held if self.sharable else None)

    def with_pathway(self, position, records=None, defects=()):
        """The same source, one pathway being other."""
        item = self.items[position]
        found = item.pathway
        changed = SourcePathway(found.id, tuple(records or found.records), tuple(defects))
        items = list(self.items)
        items[position] = replace(item, pathway=changed)
        return replace(self, items=tuple(items))

    def without(self, position):
        """The same source, one pathway being gone."""
        return replace(self, items=self.items[:position] + self.items[position + 1 :])


@dataclass(frozen=True)
class MemorySnapshot:
    """One instant of it."""

    source: MemorySource
    token: str | None

    def parts(self, size):
        starts = [item.key for item in self.source.items[::size]]
        ends = [*starts[1:], None] if starts else []
        return [
            Part(number=number, first=first if number else None, until=until)
            for number, (first, until) in enumerate(zip(starts, ends, strict=True))
        ]

    def inflow(self):
        rows, filled = Counter(), Counter()
        for record in self._records():
            rows[record.entity] += 1
            filled.update((record.entity, name) for name in record.values)
        return Inflow(rows=dict(rows), filled=dict(filled))

    def pathways(self, part, account):
        for item in self.source.items:
            if part.first is not None and item.key < part.first:
                continue
            if part.until is not None and item.key >= part.until:
                continue
            for record in item.pathway.records:
                count(account, record)
            yield item.pathway

    def directory(self, account):
        for converted in self.source.shared:
            for record in converted.records:
                count(account, record)
            yield converted

    def _records(self):
        for item in self.source.items:
            yield from item.pathway.records
        for converted in self.source.shared:
            yield from converted.records


def count(account, record):
    account.rows[record.entity] += 1
    for name in record.values:
        account.seen[record.entity, name] += 1
        account.carried[record.entity, name] += 1


class MemoryConservation:
    """The law of values of a source in memory."""

    def pathways(self, inflow):
        return inflow.rows.get("person", 0)

    def balance(self, inflow, account):
        if dict(account.seen) != inflow.filled or account.seen != account.carried:
            raise ConnectorError("values_lost")
        return {"values": account.seen.total()}


def world(pathways=40, *, seed=1, staff=12):
    """A made-up DAC: about a quarter closed, one in eight opposed, notes that answer notes."""
    rng = Random(f"memory/{seed}")
    items = tuple(_item(rng, number, staff) for number in range(1, pathways + 1))
    houses = [shared("organisation", 900 + one, {"name": f"Structure {one}"}) for one in range(3)]
    people = [
        shared(
            "professional",
            one,
            {"family_name": f"PRO{one}", "organisation": houses[one % 3].records[0].id},
        )
        for one in range(1, staff + 1)
    ]
    return MemorySource(items, (*houses, *people))


def shared(entity, number, values, defects=()):
    record = Record(entity, key_id(entity, (number,)), values)
    found = tuple(Defect(code=code, entity=entity, record=record.id) for code in defects)
    return Converted(None, (record,), found)


def _item(rng, number, staff):
    def anyone():
        return key_id("professional", (rng.randint(1, staff),))

    def child(entity, order, **values):
        return Record(entity, key_id(entity, (number * 100 + order,)), values)

    closed = rng.random() < 0.25
    person = {
        "birth_date": f"19{rng.randint(20, 69)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
        "birth_family_name": f"NOM{number}",
        "gender": "unknown",
        "given_names": ["Zoë", "L’Aimée"],
        "identity_status": "provisional",
        "opened_at": f"20{rng.randint(20, 25)}-03-0{rng.randint(1, 9)}T08:30:00Z",
        "status": "closed" if closed else "active",
        "treating_physician": anyone(),
        "telephone": {"absent": "asked-declined"},
    }
    plan = child("care_plan", 1, written_on="2025-02-01", problems="Chutes", referent=anyone())
    opposed = rng.random() < 0.125
    records = [
        Record("person", key_id("person", (number,)), person),
        plan,
        child(
            "consent",
            2,
            nature="opposition" if opposed else "non_opposition",
            scope="partage",
            collected_on="2025-01-05",
        ),
    ]
    thread = None
    for order in range(3, 3 + rng.randint(1, 6)):
        values = {"written_at": f"2025-0{rng.randint(1, 9)}-11T10:00:00Z", "author": anyone()}
        values["text"] = f"Passage n° {rng.randint(1, 99)} « ça va »\navec l’équipe"
        thread = child("note", order, **values, **({"reply_to": thread.id} if thread else {}))
        records.append(thread)
    for order in range(20, 20 + rng.randint(1, 8)):
        values = {"title": "Organiser", "status": "to_do", "due_on": "2031-01-01"}
        records.append(child("action", order, **values, care_plan=plan.id, owner=anyone()))
    if closed:
        records.append(child("closure", 50, closed_at="2025-06-01T09:00:00Z", reason="relais"))
    made = pathway(records)
    return Item((number,), SourcePathway(made.id, made.records, ()))
