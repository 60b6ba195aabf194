"""People of an exercise say that copies expired, and the lead closes once its papers stand."""

from deployments.rehearsal.people.closing import closing_duties
from releve.model.acts import ActKind
from tests.fakes.covered_world import DUMP, NIGHT, close, expired, programme, ready


def wanted(facts, name):
    person = facts.plan.person(name)
    return list(closing_duties(facts.plan, facts.state, facts.now, person))


def test_who_holds_a_copy_says_that_it_expired_once_its_day_has_passed():
    facts = expired("publisher")
    ((kind, subject, fields),) = wanted(facts, "editrice")
    assert (kind, subject) == (ActKind.ATTESTATION, NIGHT)
    assert wanted(facts, "reception") == []
    facts.deposit(facts.draft(kind, subject, "editrice", **fields))
    assert wanted(facts, "editrice") == []


def test_nobody_says_it_before_its_day_nor_for_what_we_hold():
    assert wanted(programme().facts, "editrice") == []
    assert wanted(expired("us"), "cheffe") == []


def test_the_lead_closes_on_papers_issued_after_every_fact_and_once():
    facts = programme().facts
    assert wanted(facts, "cheffe") == []
    ready(facts)
    ((kind, subject, _),) = wanted(facts, "cheffe")
    assert (kind, subject) == (ActKind.CLOSURE, "plan")
    assert wanted(facts, "directrice") == []
    facts.act("filing", DUMP)
    assert wanted(facts, "cheffe") == [], "the papers are to be issued again"
    ready(facts)
    close(facts)
    assert wanted(facts, "cheffe") == []
