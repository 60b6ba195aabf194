"""A fact that has already happened is recorded whoever else writes at the same instant."""

from datetime import UTC, datetime

import pytest

from flows.memory import Memory
from releve.canonical import digest
from releve.errors import StateMoved
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import Realm
from releve.plan.reader import canonical_bytes
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.plan_maker import make_plan

ORIGIN = "essai.example/1"


class Noon:
    kind = "real"

    def now(self):
        return datetime(2025, 7, 1, 12, tzinfo=UTC)

    recorded_at = now

    def rehearsed_at(self):
        return None


class Crowded(MemoryLedger):
    """A ledger where somebody else writes just before each of the next appends."""

    crowd, kind = 0, "asset_measured"

    def append(self, drafts, *, expect, documents):
        if self.crowd:
            self.crowd -= 1
            super().append([draft(self.kind, "plan")], expect={}, documents={})
        return super().append(drafts, expect=expect, documents=documents)


def draft(kind="asset_frozen", subject="asset:a", body=None):
    told = body or {"means": "x"}
    return Draft(kind=EntryKind(kind), subject=subject, actor="releve", body=told)


def crowded(count):
    ledger = Crowded.open(origin=ORIGIN, realm=Realm.REAL, clock=Noon())
    memory = Memory(ledger, Noon(), Realm.REAL)
    ledger.crowd = count
    return memory


def test_what_is_decided_is_refused_when_somebody_was_first():
    memory = crowded(1)
    with pytest.raises(StateMoved):
        memory.record([draft()])
    memory.refresh()
    assert [one.kind.value for one in memory.entries()] == ["asset_measured"]


@pytest.mark.parametrize("kind", ["note_recorded", "act_refused"])
def test_what_took_hours_is_not_lost_for_a_note(kind):
    memory = crowded(2)
    memory.ledger.kind = kind
    assert memory.record([draft()])[0].index == 2
    assert memory.state.of("asset:a").frozen == 2


def test_a_note_hides_nothing_that_was_recorded_with_it():
    memory = crowded(1)
    memory.ledger.kind = "note_recorded"
    memory.ledger.append([draft("asset_measured")], expect={}, documents={})
    with pytest.raises(StateMoved):
        memory.record([draft()])


def test_what_has_happened_is_recorded_all_the_same():
    memory = crowded(3)
    assert memory.record_done(draft()).index == 3
    assert memory.refresh().size == 4


@pytest.mark.parametrize("subject", ["copy:abonnes/dump", "plan"])
def test_a_closing_is_refused_when_somebody_wrote_of_anything(subject):
    memory = crowded(0)
    data = canonical_bytes(make_plan())
    body = {"plan": digest(data), "previous": "-", "touched": ["plan"]}
    memory.record([draft("plan_adopted", "plan", body)], documents=[data])
    memory.ledger.append([draft("note_recorded", subject)], expect={}, documents={})
    with pytest.raises(StateMoved) as moved:
        memory.record([draft("act_recorded", "plan", {"act": "closure"})])
    assert moved.value.facts["subject"] == subject


def test_it_gives_up_in_the_end():
    memory = crowded(1000)
    with pytest.raises(StateMoved):
        memory.record_done(draft())
