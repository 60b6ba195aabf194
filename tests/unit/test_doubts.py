"""Keys said compromised: which acts are to be examined again, and what waits until they are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.waiting import command_for, reason_line
from releve.errors import ActRefused
from releve.ledger.doubts import doubtful
from releve.model.time import instant_text
from releve.plan.authority import counting
from tests.fakes.fact_maker import FactMaker, key_of
from tests.fakes.plan_maker import key_line, make_plan

A = "asset:abonnes"
FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
ONLY = {"assets.abonnes.copies": [], "assets.abonnes.archives_regime": "privées"}


@pytest.fixture
def given():
    """The data were given back and accepted in February; June has come."""
    facts = FactMaker(make_plan(keep=["abonnes"], change=ONLY), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.now = JUNE2
    return facts


def revoke(facts, signer, since="-", by="tutelle"):
    told = since if since == "-" else instant_text(since)
    facts.deposit(facts.draft("revocation", "plan", by, key=key_of(signer), compromised_since=told))


def refusal(facts, act):
    with pytest.raises(ActRefused) as caught:
        facts.deposit(act)
    return caught.value.code


def codes(facts):
    return [(one.code, one.mover) for each in facts.agenda().waiting for one in each.reasons]


def acts(facts, *kinds):
    return [one.index for one in facts.entries if one.body.get("act") in kinds]


# ------------------------------------------------------------------- which acts


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("-", []),
        (FEB - timedelta(days=1), ["receipt"]),
        (FEB, ["receipt"]),
        (FEB + timedelta(seconds=1), []),
    ],
)
def test_acts_recorded_from_that_instant_on_are_doubted(given, since, expected):
    revoke(given, "reception", since)
    assert list(doubtful(given.entries)) == acts(given, *expected)
    for index in acts(given, "receipt", "acceptance"):
        known = given.state.of(A)
        act = next(one for one in (known.receipt, known.acceptance) if one.index == index)
        assert (given.state.doubt(act) is not None) is (index in acts(given, *expected))


def test_the_date_that_a_thief_writes_is_not_believed(given):
    given.deposit(replace(given.draft("opinion", A, "deleguee"), signed_at=FEB))
    revoke(given, "deleguee", JUNE2 - timedelta(hours=1))
    assert list(doubtful(given.entries)) == acts(given, "opinion")


def test_a_key_revoked_again_is_doubted_from_the_earliest_day(given):
    revoke(given, "reception")
    assert doubtful(given.entries) == {}
    revoke(given, "reception", JUNE2)
    revoke(given, "reception", FEB)
    revoke(given, "reception")
    first, since = given.state.revoked[key_of("reception")]
    assert (first, since) == (acts(given, "revocation")[0], FEB)
    assert list(doubtful(given.entries).values()) == [FEB]


def test_the_state_and_the_entries_tell_the_same(given):
    given.act("pause", A, "reception")
    revoke(given, "reception", FEB)
    told = doubtful(given.entries)
    assert set(told) == set(acts(given, "receipt", "pause"))
    assert told[given.state.of(A).receipt.index] == given.state.doubt(given.state.of(A).receipt)


# ------------------------------------------------------------------ who revokes


def test_anybody_revokes_their_own_key_and_only_lead_or_authority_another_s(given):
    for person in given.plan.people:
        own = given.draft("revocation", "plan", person.id, key=key_of(person.id))
        given.altered().deposit(own)
    for signer in ("reception", "directrice", "medecin", "deleguee"):
        other = given.draft("revocation", "plan", signer, key=key_of("archiviste"))
        assert refusal(given, other) == "role_may_not"


def test_after_revoking_it_one_signs_nothing_more_with_it(given):
    revoke(given, "reception", by="reception")
    assert refusal(given, given.draft("pause", A, "reception")) == "signature_of_revoked_key"


def test_a_key_that_left_the_roster_is_revoked_if_it_signed(given):
    people = {"people.reception.keys": [key_line("neuve")], "people.editrice.keys": []}
    given.adopt(make_plan(keep=["abonnes"], change=ONLY | people))
    revoke(given, "reception", FEB)
    assert list(doubtful(given.entries)) == acts(given, "receipt")
    never = given.draft("revocation", "plan", "tutelle", key=key_of("editrice"))
    assert refusal(given, never) == "key_unknown"


# -------------------------------------------------------------------- what waits


def test_approvals_of_a_revoked_key_count_no_more(given):
    given.agree(A)
    request = given.state.of(A).request
    assert {one.verb.value for one in given.agenda().ready} == {"destroy"}
    revoke(given, "directrice", JUNE2)
    standing = counting(given.plan, given.state, request, given.now)
    assert [one.signer for one in standing] == ["cheffe"]
    assert given.agenda().ready == ()
    assert ("approval_missing", "role:controller@ville") in codes(given)


@pytest.mark.parametrize(
    ("signer", "mover"),
    [("reception", "role:recipient@reseau"), ("directrice", "role:controller@ville")],
)
@pytest.mark.parametrize("asked", [False, True])
def test_nothing_is_destroyed_on_a_doubtful_restitution(given, signer, mover, asked):
    if asked:
        given.agree(A)
    revoke(given, signer, FEB)
    assert given.agenda().ready == ()
    assert codes(given) == [("act_to_examine", mover)]


@pytest.mark.parametrize("since", ["-", FEB + timedelta(days=1)])
def test_without_doubt_the_destruction_goes_on(given, since):
    given.agree(A)
    revoke(given, "reception", since)
    assert {one.verb.value for one in given.agenda().ready} == {"destroy"}


def test_signed_again_with_a_sound_key_it_goes_on(given):
    given.agree(A)
    revoke(given, "directrice", FEB)
    again = given.draft("acceptance", A, "adjointe")
    given.deposit(again)
    assert codes(given) == [("approval_missing", "role:controller@ville")]
    given.deposit(given.draft("approval", A, "adjointe"))
    assert {one.verb.value for one in given.agenda().ready} == {"destroy"}


def test_a_new_receipt_asks_for_a_new_acceptance(given):
    revoke(given, "reception", FEB)
    people = {"people.reception.keys": [key_line("neuve")]}
    given.adopt(make_plan(keep=["abonnes"], change=ONLY | people))
    fresh = given.draft("receipt", A)
    given.deposit(fresh, key=key_of("neuve"))
    assert codes(given) == [("acceptance_missing", "role:controller@ville")]
    given.deposit(given.draft("acceptance", A))
    assert {one.verb.value for one in given.agenda().ready} == {"request"}


def test_a_visa_in_doubt_waits_for_another():
    facts = FactMaker(make_plan(keep=["abonnes"]), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.act("visa", A)
    facts.now = JUNE2
    revoke(facts, "archiviste", FEB)
    assert ("act_to_examine", "role:archivist") in codes(facts)


def test_a_stop_waits_for_another_relay():
    facts = FactMaker(make_plan(keep=["rappel"]), now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    facts.adopt()
    subject = "service:rappel"
    facts.probe(subject)
    facts.act("relay", subject)
    facts.agree(subject)
    assert {one.verb.value for one in facts.agenda().ready} == {"shut_down"}
    revoke(facts, "medecin", FEB)
    assert codes(facts) == [("act_to_examine", "role:clinician")]


def test_a_handover_waits_for_another_transfer():
    facts = FactMaker(make_plan(keep=["catalogue"]), now=datetime(2026, 6, 1, 9, tzinfo=UTC))
    facts.adopt()
    subject = "service:catalogue"
    facts.probe(subject)
    facts.ask(subject)
    facts.approve(subject, "cheffe", "reception")
    facts.act("transfer", subject)
    assert {one.verb.value for one in facts.agenda().ready} == {"hand_over"}
    revoke(facts, "reception", FEB)
    assert codes(facts) == [("act_to_examine", "role:recipient@reseau")]


def test_a_transfer_of_an_older_request_holds_nothing_back():
    facts = FactMaker(make_plan(keep=["catalogue"]), now=datetime(2026, 6, 1, 9, tzinfo=UTC))
    facts.adopt()
    subject = "service:catalogue"
    facts.probe(subject)
    facts.ask(subject)
    facts.act("transfer", subject)
    facts.act("refusal", subject)
    revoke(facts, "reception", FEB)
    assert {one.verb.value for one in facts.agenda().ready} == {"request"}


def test_doubt_comes_too_late_after_the_intent(given):
    given.agree(A)
    given.intend(A)
    revoke(given, "reception", FEB)
    assert [(one.verb.value, one.resume) for one in given.agenda().ready] == [("destroy", True)]
    assert list(doubtful(given.entries)) == acts(given, "receipt")


def test_what_waits_says_what_to_sign_and_who(given):
    revoke(given, "directrice", FEB)
    (waiting,) = given.agenda().waiting
    (reason,) = waiting.reasons
    assert command_for(waiting, reason).startswith(f"releve act acceptance --subject {A} ")
    line = reason_line(given.plan, reason)
    assert "compromise depuis le 01/02/2026 à 08:00 UTC" in line
    assert "acceptation" in line
    assert "responsable de traitement" in line
