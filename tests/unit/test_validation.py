"""The validation of a destruction: who may, what each decision does, and what waits meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from deployments.rehearsal.people.duties import duties
from flows.drafting import draft_act
from releve.errors import ActRefused, UsageError
from releve.model.acts import ActKind, SignatureKind
from releve.plan.changes import touched
from releve.plan.validation import standing
from tests.fakes.fact_maker import FactMaker, key_of
from tests.fakes.plan_maker import VALIDATED, make_plan

A, DUMP = "asset:abonnes", "copy:abonnes/dump"
NUMBER = "MEDIATHEQUE-abonnes-1"
FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)


def destroyed(change=VALIDATED):
    """The asset is destroyed, and nothing more is done."""
    facts = FactMaker(make_plan(keep=["abonnes"], change=change), now=FEB)
    facts.adopt()
    facts.give_back(A)
    facts.act("visa", A)
    facts.now = JUNE2
    facts.agree(A)
    facts.intend(A)
    facts.end(A, "destroyed")
    return facts


@pytest.fixture
def facts():
    return destroyed()


def roles(facts, name, *held):
    """Give a person other roles, as an adopted plan would."""
    change = {f"people.{name}.roles": list(held)}
    facts.adopt(make_plan(keep=["abonnes"], change=VALIDATED | change), touching=[])


def refusal(facts, act, **more):
    with pytest.raises(ActRefused) as caught:
        facts.deposit(act, **more)
    return caught.value.code


def waits(facts, subject=A):
    return [
        (item.verb.value, why.code, why.mover)
        for item in facts.agenda().waiting
        if item.subject == subject
        for why in item.reasons
    ]


def ready(facts, subject=A):
    return [one.verb.value for one in facts.agenda().ready if one.subject == subject]


# ---------------------------------------------------------------------------------- the agenda


def test_nothing_is_certified_before_somebody_else_validates(facts):
    assert waits(facts) == [("certify", "validation_missing", "role:controller@ville")]
    reason = next(one for one in facts.agenda().waiting if one.subject == A).reasons[0]
    assert dict(reason.facts) == {"certificate": NUMBER, "missing": ("controller@ville",)}
    facts.deposit(facts.draft("validation", A))
    assert ready(facts) == ["certify"]


def test_a_plan_without_that_policy_waits_for_nobody():
    facts = destroyed(change=None)
    assert ready(facts) == ["certify"]
    assert refusal(facts, facts.draft("validation", A)) == "validation_not_planned"


def test_copies_go_on_while_the_validation_of_their_asset_is_awaited(facts):
    assert ready(facts, DUMP) == ["request"]


def test_one_person_for_each_role_of_the_policy():
    policies = [
        one if one["verb"] != "certify" else one | {"decides": ["controller", "archivist"]}
        for one in VALIDATED["policies"]
    ]
    facts = destroyed({"policies": policies})
    facts.deposit(facts.draft("validation", A))
    assert waits(facts) == [("certify", "validation_missing", "role:archivist")]
    facts.deposit(facts.draft("validation", A, "archiviste"))
    assert ready(facts) == ["certify"]


def test_one_person_of_two_roles_takes_one_seat_however_often_they_sign():
    policies = [
        one if one["verb"] != "certify" else one | {"decides": ["controller", "archivist"]}
        for one in VALIDATED["policies"]
    ]
    both = {"people.directrice.roles": ["controller", "archivist"]}
    facts = destroyed({"policies": policies} | both)
    for _ in range(2):
        facts.deposit(facts.draft("validation", A))
    assert [code for _, code, _ in waits(facts)] == ["validation_missing"]
    facts.deposit(facts.draft("validation", A, "archiviste"))
    assert ready(facts) == ["certify"]


def test_what_a_later_plan_drops_is_not_validated_and_says_so(facts):
    facts.deposit(facts.draft("validation", A))
    assert standing(facts.plan, facts.state, A).accepted
    plan = facts.plan.model_copy(update={"assets": ()})
    facts.adopt(plan)
    assert not standing(plan, facts.state, A).accepted


def test_who_escalated_decides_nothing_more_even_once_another_has(facts):
    facts.deposit(facts.draft("validation", A, decision="escalate"))
    facts.deposit(facts.draft("validation", A, "cheffe"))
    for decision in ("accept", "repeat"):
        own = facts.draft("validation", A, decision=decision)
        assert refusal(facts, own) == "validation_by_escalator"
    assert ready(facts) == ["certify"]


@pytest.mark.parametrize("subject", [A, DUMP])
def test_nothing_is_sent_back_once_nobody_could_compare_it(subject):
    """Its content key is shredded: asked for again, it would fail for ever."""
    facts = destroyed()
    facts.deposit(facts.draft("validation", A))
    facts.certify(A)
    facts.agree(DUMP)
    facts.intend(DUMP)
    facts.end(DUMP, "destroyed")
    facts.deposit(facts.draft("validation", DUMP))
    facts.certify(DUMP)
    facts.record("content_key_shredded", A, {"means": "overwritten_unlinked", "octets": 32})
    facts.deposit(facts.draft("withdrawal", subject))
    again = facts.draft("validation", subject, decision="repeat")
    assert refusal(facts, again) == "validation_repeat_too_late"
    facts.deposit(facts.draft("validation", subject, decision="escalate"))
    assert [code for _, code, _ in waits(facts, subject)] == ["validation_escalated"]


def test_a_validation_by_a_key_revoked_since_counts_no_more(facts):
    facts.deposit(facts.draft("validation", A))
    told = {"key": key_of("directrice"), "compromised_since": "-"}
    facts.deposit(facts.draft("revocation", "plan", **told))
    assert waits(facts)[0][1] == "validation_missing"


def test_a_certificate_issued_again_needs_no_other_validation(facts):
    facts.deposit(facts.draft("validation", A))
    facts.certify(A)
    facts.deposit(facts.draft("withdrawal", A))
    assert ready(facts) == ["certify"]


# --------------------------------------------------------------------------------- who may


@pytest.mark.parametrize("name", ["cheffe", "maire-voisin", "archiviste", "tutelle", "reception"])
def test_only_who_the_policy_names_may(facts, name):
    assert refusal(facts, facts.draft("validation", A, name)) == "role_may_not"


def test_the_operator_may_not_even_with_the_role(facts):
    roles(facts, "directrice", "controller", "operator")
    assert refusal(facts, facts.draft("validation", A)) == "validation_by_operator"


def test_who_recorded_the_outcome_may_not():
    facts = destroyed()
    twin = FactMaker(facts.plan, now=facts.now)
    for one in facts.entries:
        last = one.kind.value == "outcome_recorded"
        twin.now = one.recorded_at
        twin.record(one.kind, one.subject, one.body, actor="directrice" if last else one.actor)
    assert refusal(twin, twin.draft("validation", A)) == "validation_by_operator"


def test_who_asked_may_not(facts):
    facts.deposit(facts.draft("validation", A, decision="repeat"))
    facts.ask(A, requester="adjointe")
    facts.approve(A)
    facts.intend(A)
    facts.end(A, "found_absent")
    assert refusal(facts, facts.draft("validation", A, "adjointe")) == "validation_by_requester"
    facts.deposit(facts.draft("validation", A))


def test_who_attested_may_not():
    change = VALIDATED | {"people.directrice.roles": ["controller", "publisher"]}
    facts = FactMaker(make_plan(keep=["affiches"], change=change), now=FEB)
    copy = "copy:affiches/replique"
    facts.adopt()
    facts.give_back("asset:affiches")
    facts.now = JUNE2
    facts.agree(copy)
    facts.intend(copy)
    facts.order(copy)
    facts.deposit(facts.draft("attestation", copy, "directrice"))
    facts.end(copy, "attested", observed="unreachable")
    assert refusal(facts, facts.draft("validation", copy)) == "validation_by_attester"
    facts.deposit(facts.draft("validation", copy, "adjointe"))
    assert ready(facts, copy) == ["certify"]


def test_it_is_signed_as_strongly_as_the_plan_asks(facts):
    act = facts.draft("validation", A)
    assert refusal(facts, act, kind=SignatureKind.PAPER) == "signature_too_weak"


@pytest.mark.parametrize(
    ("subject", "fields", "code"),
    [
        (A, {"certificate": "MEDIATHEQUE-abonnes-2"}, "validation_of_another_certificate"),
        (A, {"certificate": f"{NUMBER}-R2"}, "validation_of_another_certificate"),
        (A, {"decision": "accepter"}, "validation_decision_unknown"),
        (A, {"decision": "-"}, "validation_decision_unknown"),
        (DUMP, {}, "validation_of_nothing"),
    ],
)
def test_it_names_the_document_to_come_and_decides(facts, subject, fields, code):
    assert refusal(facts, facts.draft("validation", subject, **fields)) == code


def test_what_is_certified_is_not_validated_any_more(facts):
    facts.deposit(facts.draft("validation", A))
    facts.certify(A)
    assert refusal(facts, facts.draft("validation", A)) == "validation_of_nothing"


# ------------------------------------------------------------------------------- repeat, escalate


def test_repeat_asks_for_everything_again(facts):
    facts.deposit(facts.draft("validation", A, decision="repeat"))
    known = facts.state.of(A)
    assert (known.ended, known.occurrence, known.lapsed) == (None, 1, "repeated")
    assert (known.rest, known.rest_root, known.validations) == (False, None, ())
    assert ready(facts) == ["request"]
    assert waits(facts, DUMP) == [("destroy", "asset_not_settled", f"subject:{A}")]
    facts.agree(A)
    facts.intend(A)
    facts.end(A, "found_absent")
    assert facts.state.of(A).repeated is None
    assert waits(facts)[0][1] == "validation_missing"
    again = facts.draft("validation", A)
    assert again.fields["certificate"] == "MEDIATHEQUE-abonnes-2"
    facts.deposit(again)
    assert ready(facts) == ["certify"]


def test_repeat_waits_for_a_window_like_any_request(facts):
    facts.deposit(facts.draft("validation", A, decision="repeat"))
    facts.now = JUNE2 + timedelta(days=30)
    assert waits(facts)[0][1] == "window_missed"


def test_an_escalation_withholds_the_certificate_until_another_settles_it(facts):
    facts.deposit(facts.draft("validation", A, decision="escalate"))
    assert waits(facts) == [("certify", "validation_escalated", "role:authority")]
    assert refusal(facts, facts.draft("validation", A)) == "validation_by_escalator"
    assert refusal(facts, facts.draft("validation", A, "archiviste")) == "role_may_not"
    facts.deposit(facts.draft("validation", A, "tutelle"))
    assert ready(facts) == ["certify"]


def test_the_lead_settles_where_there_is_no_authority(facts):
    roles(facts, "tutelle", "auditor")
    facts.deposit(facts.draft("validation", A, decision="escalate"))
    assert waits(facts)[0][2] == "role:lead"
    facts.deposit(facts.draft("validation", A, "cheffe", decision="repeat"))
    assert ready(facts) == ["request"]


def test_the_last_decision_counts(facts):
    facts.deposit(facts.draft("validation", A))
    facts.deposit(facts.draft("validation", A, decision="escalate"))
    assert waits(facts)[0][1] == "validation_escalated"


# --------------------------------------------------------------------------------- what is recorded


@pytest.mark.parametrize("decision", ["-", "perhaps", "granted"])
def test_a_word_that_decides_nothing_changes_nothing(facts, decision):
    before = facts.state.of(A)
    facts.act("validation", A, decision=decision)
    after = facts.state.of(A)
    assert (after.ended, after.validations) == (before.ended, ())


def test_a_service_is_never_sent_back():
    facts = FactMaker(make_plan(keep=["portail"], change=VALIDATED), now=JUNE2)
    facts.adopt()
    facts.stop("service:portail")
    ended = facts.state.of("service:portail").ended
    facts.act("validation", "service:portail", certificate="-", decision="repeat")
    assert facts.state.of("service:portail").ended == ended


def test_the_policy_alone_changes_no_subject():
    before = make_plan(keep=["abonnes"])
    assert "plan" in touched(before, make_plan(keep=["abonnes"], change=VALIDATED))


# ------------------------------------------------------------------------------------- the draft


def drafted(facts, **given):
    return draft_act(
        facts.plan,
        facts.state,
        kind=ActKind.VALIDATION,
        subject=A,
        signer="directrice",
        now=facts.now,
        given=given,
    )


@pytest.mark.parametrize("word", ["accept", "accepter"])
def test_the_draft_says_what_was_done_and_seen(facts, word):
    act = drafted(facts, decision=word)
    assert act.fields == {"certificate": NUMBER, "decision": "accept"}
    assert "Ma décision est\u00a0: accepter" in act.sentence
    assert "Résultat de sa vérification, après l'acte\u00a0: constaté absent." in act.sentence
    facts.deposit(act)


def test_the_decision_is_the_persons(facts):
    with pytest.raises(UsageError, match="act_field_missing"):
        drafted(facts)
    with pytest.raises(UsageError, match="validation_decision_unknown"):
        drafted(facts, decision="oui")


def test_nothing_is_drafted_before_the_end_or_after_the_certificate(facts):
    facts.deposit(facts.draft("validation", A))
    facts.certify(A)
    with pytest.raises(UsageError, match="nothing_to_sign"):
        drafted(facts, decision="accept")


# ---------------------------------------------------------------------------------- the exercise


def test_the_exercise_has_its_controller_validate_and_nobody_else(facts):
    found = {
        person.id: [(one.kind, one.subject, one.fields) for one in owed]
        for person in facts.plan.people
        if (owed := list(duties(facts.plan, facts.state, facts.agenda(), facts.now, person)))
    }
    told = (ActKind.VALIDATION, A, {"decision": "accept"})
    assert {name for name, owed in found.items() if told in owed} == {
        "directrice",
        "adjointe",
    }
