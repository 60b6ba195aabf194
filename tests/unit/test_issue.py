"""A paper is issued while others write: what it stands for, and what it must not miss."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from flows.desk import Desk
from flows.issue import case_of, issue
from releve.errors import StateMoved
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.papers.paper import PaperKind
from releve.ports import Press
from tests.fakes.slip_world import ABOUT, SlipWorld

MEASURED = Draft(
    kind=EntryKind.ASSET_MEASURED,
    subject="asset:abonnes",
    actor="releve",
    body={"records": 41, "octets": 4096, "parts": {}},
)


@pytest.fixture
def world(tmp_path):
    root = tmp_path / "monde"
    root.mkdir()
    return SlipWorld(root)


@dataclass
class Slow:
    """A press so slow that a run measures something while it prints."""

    press: Press
    run: Desk

    def pdf(self, template, data):
        self.run.memory.refresh()
        self.run.memory.record([MEASURED])
        return self.press.pdf(template, data)


def test_a_paper_never_stands_for_an_instant_before_what_it_tells_of(world):
    """Another machine, whose clock is ahead, wrote the last entry."""
    with world.desk() as here, world.desk() as ahead:
        ahead.clock.jump(ahead.clock.now() + timedelta(seconds=2))
        (last,) = ahead.memory.record([MEASURED])
        case = case_of(here, ABOUT)
        assert here.clock.now() < last.at == case.at


def test_a_proof_of_coverage_misses_nothing_that_was_recorded_before_it(world):
    with world.desk() as here, world.desk() as run:
        here.press = Slow(press=here.press, run=run)
        with pytest.raises(StateMoved):
            issue(here, PaperKind.COVERAGE, PLAN_SUBJECT)
        slip = issue(here, PaperKind.ELIMINATION_SLIP, ABOUT)
        assert slip.index == len(world.entries()) - 1
