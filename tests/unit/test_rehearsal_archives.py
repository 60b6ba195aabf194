"""The exercise's archives answer by key on the slip that stands, or on a transcribed paper."""

from datetime import UTC, date, datetime

import pytest

from deployments.rehearsal.people.archives import (
    ON_PAPER,
    paper_of,
    transcribe_paper,
    transcribed,
    write_paper,
)
from deployments.rehearsal.people.duties import duties
from flows.commands.slip import bundle_of
from releve.canonical import digest
from releve.plan.steps import Agenda
from tests.fakes.programme import Programme
from tests.fakes.slip_world import NUMBER, SCRIBES, SlipWorld

JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
PAPER = next(iter(ON_PAPER))


def waiting(producer):
    """A programme that waits for a visa alone, of data of this producer."""
    bodies = Programme().facts.plan.organisations
    assert producer == "ville" or producer not in {one.id for one in bodies}
    programme = Programme(change={"assets.abonnes.producer": producer})
    programme.carry(datetime(2026, 3, 2, 9, tzinfo=UTC), JUNE, but=("visa_missing",))
    return programme.facts


def issue(facts, kind, producer, number):
    about = f"organisation:{producer}"
    before = facts.state.papers.get((kind, about), ())
    told = {"kind": kind, "about": about, "number": number, "language": "fr", "seal": "none"}
    digests = {name: digest(number.encode()) for name in ("content", "statement", "pdf")}
    last = before[-1].index if before else None
    facts.record("document_issued", "plan", told | digests | {"subjects": [], "supersedes": last})


def asked(facts, who):
    agenda = facts.agenda()
    here = Agenda(ready=(), waiting=agenda.waiting, done=(), overdue=())
    person = facts.plan.person(who)
    found = duties(facts.plan, facts.state, here, facts.now, person)
    return [(one.kind.value, one.subject, dict(one.fields), one.deed) for one in found]


def test_the_archives_sign_on_the_slip_that_stands_and_on_nothing_before():
    facts = waiting("ville")
    assert asked(facts, "archiviste") == []
    issue(facts, "elimination_slip", "ville", "BE-1")
    issue(facts, "elimination_slip", "ville", "BE-2")
    fields = {"bordereau": "BE-2", "decision": "granted"}
    assert asked(facts, "archiviste") == [("visa", "asset:abonnes", fields, None)]


def test_what_comes_back_on_paper_is_written_and_not_signed():
    facts = waiting(PAPER)
    assert asked(facts, "archiviste") == []
    issue(facts, "elimination_slip", PAPER, "BE-1")
    assert asked(facts, "archiviste") == [("visa", "plan", {"bordereau": "BE-1"}, "paper")]
    assert asked(facts, "cheffe") == []


def test_the_archives_acknowledge_what_the_last_letter_sent():
    facts = waiting("ville")
    facts.act("visa", "asset:abonnes")
    subject = "asset:abonnes"
    facts.ask(subject)
    facts.approve(subject)
    facts.intend(subject)
    facts.end(subject, "destroyed")
    issue(facts, "archives_letter", "ville", "LA-1")
    facts.certify(subject)
    assert [one for one in asked(facts, "archiviste") if one[0] == "filing"] == []
    issue(facts, "archives_letter", "ville", "LA-2")
    (found,) = [one for one in asked(facts, "archiviste") if one[0] == "filing"]
    number = facts.state.of(subject).in_force.number
    assert found[1:3] == (subject, {"certificate": number} | {"reference": found[2]["reference"]})
    facts.deposit(facts.draft("filing", subject, **found[2]))
    assert [one for one in asked(facts, "archiviste") if one[0] == "filing"] == []


@pytest.fixture
def world(tmp_path):
    made = SlipWorld(tmp_path)
    made.issue()
    return made


def test_a_paper_is_written_read_by_two_and_recorded(world):
    root, key = world.root, world.key
    assert not transcribe_paper(root, NUMBER, SCRIBES[0], key(SCRIBES[0]))
    assert write_paper(root, NUMBER, "archiviste", date(2026, 2, 1))
    assert not write_paper(root, NUMBER, "archiviste", date(2026, 2, 1))
    assert paper_of(root, NUMBER).read_bytes().startswith(b"\x89PNG")
    for who in SCRIBES:
        assert transcribe_paper(root, NUMBER, who, key(who))
        assert not transcribe_paper(root, NUMBER, who, key(who))
    bundles = [bundle_of(one) for one in transcribed(root, NUMBER)]
    done = world.back(NUMBER, bundles, paper_of(root, NUMBER))
    assert (done.granted, done.refused, done.fresh) == (3, 0, True)
    assert world.state().of("asset:traces").archives.fields["decision"] == "granted"
