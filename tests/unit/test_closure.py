"""Who closes a programme, on which documents, and what can still be done afterwards."""

from datetime import UTC, datetime

import pytest

from releve.canonical import digest
from releve.errors import ActRefused
from releve.plan.closure import current_documents, last_fact, open_reserves
from tests.fakes.covered_world import (
    DUMP,
    KEPT,
    LISTED,
    A,
    adopt,
    close,
    expired,
    programme,
    ready,
)
from tests.fakes.programme import Programme

JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)


def refused(facts, **more):
    with pytest.raises(ActRefused) as error:
        close(facts, **more)
    return error.value.code, dict(error.value.facts)


def test_the_lead_or_the_authority_closes_what_is_covered():
    facts = ready()
    closed = close(facts)
    assert facts.state.closed.index == closed.index
    assert facts.agenda().closed == closed.index
    assert close(ready(), signer="tutelle").actor == "tutelle"


@pytest.mark.parametrize("signer", ["directrice", "reception", "deleguee", "editrice"])
def test_nobody_else_does(signer):
    assert refused(ready(), signer=signer)[0] == "role_may_not"


def test_one_copy_without_a_bin_is_named_and_nothing_is_closed():
    facts = (
        Programme(change=LISTED)
        .carry(
            *(
                datetime(2026, *day, 9, tzinfo=UTC)
                for day in ((2, 1), (3, 2), (5, 20), (6, 1), (6, 2))
            ),
            but={("approval_missing", DUMP)},
        )
        .facts
    )
    ready(facts)
    code, told = refused(facts)
    assert (code, told) == ("closure_uncovered", {"subject": DUMP, "count": 1})
    assert facts.state.closed is None


def test_a_day_that_passes_reopens_what_expires():
    facts = ready()
    facts.now = JULY
    assert refused(facts)[1]["subject"] == "copy:abonnes/nuit"


def test_a_closing_is_about_the_whole_programme():
    facts = ready()
    named = current_documents(facts.state)
    with pytest.raises(ActRefused, match="closure_of_a_subject"):
        facts.deposit(facts.draft("closure", A, "cheffe", **named))


def test_an_act_begun_and_not_ended_keeps_a_programme_open():
    facts = programme().facts
    facts.ask("service:portail")
    facts.approve("service:portail")
    facts.intend("service:portail")
    begun = facts.entries[-1].index
    ready(facts)
    assert refused(facts) == ("closure_unfinished", {"subject": "service:portail", "entry": begun})


def test_a_hold_keeps_a_programme_open():
    facts = programme().facts
    hold = facts.act("hold", "plan", "tutelle")
    ready(facts)
    assert refused(facts) == ("closure_held", {"subject": "plan", "entry": hold.index})
    facts.act("lift", "plan", "cheffe", hold=next(iter(facts.state.of("plan").holds)))
    close(facts)


@pytest.mark.parametrize("field", ["report", "coverage"])
def test_the_documents_named_are_the_last_ones(field):
    facts = programme().facts
    assert refused(facts, report="-", coverage="-")[0] == "closure_document_unknown"
    ready(facts)
    assert refused(facts, **{field: digest(b"autre")})[0] == "closure_document_unknown"
    old = current_documents(facts.state)[field]
    ready(facts)
    assert refused(facts, **{field: old})[0] == "closure_document_unknown"
    swapped = current_documents(facts.state)
    both = {"report": swapped["coverage"], "coverage": swapped["report"]}
    assert refused(facts, **both)[0] == "closure_document_unknown"


@pytest.mark.parametrize(
    "fact",
    [
        lambda facts: facts.probe("service:ancien", "down"),
        lambda facts: facts.act("filing", DUMP),
        lambda facts: facts.act("reserve", "plan"),
        lambda facts: adopt(facts, title="Autre titre"),
    ],
)
def test_a_document_older_than_a_fact_closes_nothing(fact):
    facts = ready()
    fact(facts)
    code, told = refused(facts)
    assert code == "closure_document_outdated"
    assert told["entry"] == last_fact(facts.state) == facts.entries[-1].index


def test_papers_notes_and_signatures_of_papers_outdate_nothing():
    facts = ready()
    facts.record("act_refused", "plan", {"file": digest(b"x"), "code": "role_may_not"})
    document = current_documents(facts.state)["report"]
    facts.act("signing", "plan", document=document)
    close(facts)


def test_open_reserves_do_not_keep_a_programme_open_and_are_told():
    facts = programme().facts
    reserve = facts.act("reserve", KEPT)
    ready(facts)
    assert open_reserves(facts.state) == (reserve.index,)
    close(facts)


def test_once_closed_nothing_begins_until_a_plan_opens_it_again():
    facts = ready()
    closed = close(facts)
    plan = facts.plan.model_dump(mode="json")
    forgotten = {**plan["assets"][0]["copies"][0], "id": "oubliee", "medium": None}
    assert facts.agenda().closed == closed.index
    assets = [{**plan["assets"][0], "copies": [*plan["assets"][0]["copies"], forgotten]}]
    adopt(facts, assets=[*assets, *plan["assets"][1:]])
    agenda = facts.agenda()
    assert agenda.closed is None
    items = {one.subject for one in (*agenda.ready, *agenda.waiting)}
    assert "copy:abonnes/oubliee" in items
    assert refused(facts)[0] == "closure_uncovered"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("withdrawal", {"replacement": "reissue"}),
        ("reserve", {"due_on": "2026-09-30"}),
        ("pause", {}),
    ],
)
def test_what_only_adds_knowledge_can_still_be_signed(kind, fields):
    facts = ready()
    close(facts)
    facts.deposit(facts.draft(kind, DUMP, **fields))
    assert [one.verb.value for one in facts.agenda().ready] == (
        ["certify"] if kind == "withdrawal" else []
    )


def test_a_programme_closed_while_work_is_left_asks_for_nothing():
    """Were a closing recorded all the same, nothing would begin."""
    facts = Programme(change=LISTED).carry(datetime(2026, 2, 1, 8, tzinfo=UTC)).facts
    facts.act("closure", "plan")
    facts.now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    agenda = facts.agenda()
    codes = {why.code for one in agenda.waiting for why in one.reasons}
    assert "programme_closed" in codes
    assert not any(one.irreversible or one.verb.value == "request" for one in agenda.ready)


# ---------------------------------------------------------------- who says that it expired


def test_who_holds_a_copy_says_that_it_expired_and_no_order_is_asked_for():
    facts = expired("publisher")
    act = facts.draft("attestation", "copy:abonnes/nuit", order="-")
    facts.deposit(act)
    assert facts.state.of("copy:abonnes/nuit").attestation is not None


@pytest.mark.parametrize(
    ("signer", "fields", "code"),
    [
        ("cheffe", {"order": "-"}, "role_may_not"),
        ("editrice", {"order": "12"}, "attestation_without_order"),
        ("editrice", {"order": "-", "observed": "present"}, "attestation_of_no_effect"),
    ],
)
def test_nobody_else_says_it_nor_otherwise(signer, fields, code):
    facts = expired("publisher")
    with pytest.raises(ActRefused, match=code):
        facts.deposit(facts.draft("attestation", "copy:abonnes/nuit", signer, **fields))


def test_what_was_said_to_have_expired_does_not_answer_a_later_order():
    facts = expired("publisher")
    copy = "copy:abonnes/nuit"
    facts.deposit(facts.draft("attestation", copy, order="-"))
    plan = facts.plan.model_dump(mode="json")
    (nuit,) = [one for one in plan["assets"][0]["copies"] if one["id"] == "nuit"]
    nuit |= {"fate": "destroyed", "expires_on": None}
    adopt(facts, assets=plan["assets"])
    facts.agree(copy)
    facts.intend(copy)
    facts.order(copy)
    (item,) = [one for one in facts.agenda().waiting if one.subject == copy]
    assert [why.code for why in item.reasons] == ["attestation_missing"]
    facts.deposit(facts.draft("attestation", copy))
    assert copy in {one.subject for one in facts.agenda().ready}


def test_what_is_to_be_destroyed_still_needs_an_order():
    facts = programme().facts
    with pytest.raises(ActRefused, match="attestation_without_order"):
        facts.deposit(facts.draft("attestation", "copy:affiches/replique", order="-"))
