"""The fold: facts in order, what lapses a request, what is refused, and what is too late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.errors import EvidenceRefused
from releve.ledger.state import EMPTY, apply, covered_by, fold
from releve.model.acts import ActKind
from releve.model.evidence import Verdict
from tests.fakes.fact_maker import FactMaker, key_of
from tests.fakes.plan_maker import make_plan

A, F, DUMP = "asset:abonnes", "asset:affiches", "copy:abonnes/dump"
FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)


@pytest.fixture
def agreed():
    facts = FactMaker(make_plan(), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.now = JUNE2
    facts.agree(A)
    return facts


def refused(doing):
    with pytest.raises(EvidenceRefused) as caught:
        doing()
    return caught.value.code


def whole():
    facts = FactMaker(make_plan(), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.give_back(F)
    facts.act("hold", A)
    facts.act("lift", A)
    facts.now = JUNE2
    facts.destroy(A)
    facts.destroy(DUMP)
    return facts.entries


WHOLE = whole()


@given(st.integers(0, len(WHOLE)))
def test_folding_in_two_goes_is_folding_once(cut):
    assert fold(WHOLE[cut:], fold(WHOLE[:cut])) == fold(WHOLE)


def test_a_fact_leaves_the_state_before_it_alone():
    state = EMPTY
    for entry in WHOLE:
        before = repr(state)
        after = apply(state, entry)
        assert repr(state) == before
        assert after.size == state.size + 1
        assert after.of(entry.subject).version == entry.index
        state = after


def test_entries_out_of_order_are_refused():
    assert refused(lambda: fold(WHOLE[1:])) == "entry_out_of_order"
    assert refused(lambda: fold([*WHOLE, WHOLE[0]])) == "entry_out_of_order"


@pytest.mark.parametrize(
    ("subject", "covering"),
    [
        ("plan", ("plan", "plan")),
        ("service:a", ("service:a", "plan")),
        ("asset:a", ("asset:a", "plan")),
        ("copy:a/b", ("copy:a/b", "asset:a", "plan")),
    ],
)
def test_what_covers_a_subject(subject, covering):
    assert covered_by(subject) == covering


LAPSES = {
    "hold": lambda facts: facts.act("hold", A),
    "hold on the plan": lambda facts: facts.act("hold", "plan"),
    "refusal": lambda facts: facts.act("refusal", A),
    "visa refused": lambda facts: facts.act("visa", A, decision="refused"),
    "finding failed": lambda facts: facts.find(A, "source", "failed"),
    "finding undetermined": lambda facts: facts.find(A, "package", "undetermined"),
    "source changed": lambda facts: facts.fail(A, "source_changed"),
    "thawed": lambda facts: facts.fail(A, "thawed"),
    "exported again": lambda facts: facts.export(A),
    "plan adopted": lambda facts: facts.adopt(touching=[A]),
    "roster adopted": lambda facts: facts.adopt(touching=["plan"]),
}


@pytest.mark.parametrize("how", LAPSES)
def test_contrary_facts_lapse_the_request(agreed, how):
    LAPSES[how](agreed)
    known = agreed.state.of(A)
    assert known.request is None
    assert known.approvals == ()
    assert known.lapsed is not None


@pytest.mark.parametrize("how", LAPSES)
def test_after_the_intent_they_are_too_late(agreed, how):
    agreed.intend(A)
    LAPSES[how](agreed)
    known = agreed.state.of(A)
    assert known.intent is not None
    assert known.too_late == (len(agreed.entries) - 1,)


EQUAL = {
    "finding passed": lambda facts: facts.find(A, "source"),
    "visa granted": lambda facts: facts.act("visa", A),
    "opinion": lambda facts: facts.act("opinion", A, "deleguee"),
    "pause": lambda facts: facts.act("pause", A),
    "hold elsewhere": lambda facts: facts.act("hold", F),
    "hold on a copy": lambda facts: facts.act("hold", DUMP),
    "plan adopted elsewhere": lambda facts: facts.adopt(touching=[F]),
    "another failure": lambda facts: facts.fail(A, "endpoint_unreachable"),
}


@pytest.mark.parametrize("how", EQUAL)
def test_equal_facts_leave_the_request(agreed, how):
    EQUAL[how](agreed)
    known = agreed.state.of(A)
    assert known.request is not None
    assert len(known.approvals) == 2


def test_intents_and_outcomes_come_in_order(agreed):
    assert refused(lambda: agreed.record("phase_recorded", A, {"phase": "unlinked"})) == (
        "outcome_without_intent"
    )
    agreed.intend(A)
    assert refused(lambda: agreed.intend(A)) == "second_open_intent"
    agreed.end(A, "destroyed")
    body = agreed.entries[-1].body
    assert refused(lambda: agreed.record("outcome_recorded", A, body)) == "outcome_without_intent"
    again = agreed.entries[-2].body
    assert refused(lambda: agreed.record("intent_recorded", A, again)) == "intent_without_request"


def test_an_intent_names_the_open_request(agreed):
    twin = agreed.altered()
    twin.intend(A)
    body = {**twin.entries[-1].body, "request": "sha256:" + "0" * 64}
    assert refused(lambda: agreed.record("intent_recorded", A, body)) == "intent_without_request"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("service_probed", {}),
        ("service_probed", {"observed": 1}),
        ("package_exported", {"package": "x", "root": "y", "records": True}),
        ("plan_adopted", {"plan": "x", "touched": "plan"}),
        ("act_recorded", {"act": "wish"}),
        ("finding_recorded", {"about": "source"}),
    ],
)
def test_a_malformed_fact_is_refused(agreed, kind, body):
    assert refused(lambda: agreed.record(kind, A, body)) == "entry_malformed"


def test_a_partial_outcome_begins_a_new_occurrence(agreed):
    agreed.intend(A)
    agreed.end(A, "partial")
    known = agreed.state.of(A)
    assert (known.occurrence, known.rest, known.lapsed) == (1, True, "partial")
    assert (known.request, known.intent, known.ended) == (None, None, None)


def test_a_rolled_back_service_starts_again():
    facts = FactMaker(make_plan(), now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    facts.adopt()
    facts.stop("service:rappel")
    facts.end("service:rappel", "rolled_back")
    known = facts.state.of("service:rappel")
    assert (known.occurrence, known.ended, known.probed, known.relay) == (1, None, None, None)


def test_a_waiver_passes_the_finding_it_names(agreed):
    bad = agreed.find(A, "source", "failed")
    agreed.act("waiver", A, finding=str(bad.index - 1))
    assert agreed.state.of(A).findings["source"][1] is Verdict.FAILED
    agreed.act("waiver", A, finding=str(bad.index))
    assert agreed.state.of(A).findings["source"] == (bad.index, Verdict.PASSED)


def test_a_reconciliation_gives_up_what_was_exported(agreed):
    agreed.fail(A, "source_changed")
    assert agreed.state.of(A).contradicted is not None
    agreed.act("reconciliation", A)
    known = agreed.state.of(A)
    assert known.contradicted is known.exported is known.receipt is known.acceptance is None
    assert known.frozen is not None


def test_a_new_receipt_needs_a_new_acceptance(agreed):
    agreed.act("receipt", A)
    assert agreed.state.of(A).acceptance is None


def test_an_act_counts_once(agreed):
    visa = agreed.draft("visa", A)
    agreed.sign(visa)
    agreed.act("visa", A, decision="refused")
    agreed.sign(visa)
    assert agreed.state.of(A).archives.fields["decision"] == "refused"


def test_an_act_of_a_revoked_key_counts_for_nothing(agreed):
    agreed.act("revocation", "plan", key=key_of("archiviste"))
    agreed.act("visa", A)
    assert agreed.state.of(A).archives is None


def test_what_was_signed_before_the_revocation_stands(agreed):
    agreed.act("revocation", "plan", key=key_of("reception"))
    assert agreed.state.of(A).receipt is not None


def test_the_ledger_s_time_never_goes_back(agreed):
    agreed.now = JUNE2 - timedelta(days=1)
    agreed.find(A, "source")
    assert agreed.state.last_at == JUNE2


def test_a_refusal_of_the_archives_that_comes_last_stands_whenever_it_was_signed(agreed):
    """A slip on paper says the day of its visa, an act by key of the same day says the hour."""
    agreed.act(ActKind.VISA, A, decision="granted")
    refused = replace(
        agreed.draft(ActKind.VISA, A, decision="kept"), signed_at=agreed.now - timedelta(hours=9)
    )
    agreed.sign(refused)
    assert agreed.state.of(A).archives.fields["decision"] == "kept"
    older = replace(
        agreed.draft(ActKind.VISA, A, decision="granted"), signed_at=agreed.now - timedelta(days=2)
    )
    agreed.sign(older)
    assert agreed.state.of(A).archives.fields["decision"] == "kept"
    agreed.act(ActKind.VISA, A, decision="granted")
    assert agreed.state.of(A).archives.fields["decision"] == "granted"
