"""Who may sign what: every refusal of an act, and how a quorum is filled."""

from datetime import UTC, datetime, timedelta

import pytest

from releve.errors import ActRefused
from releve.model.acts import ActKind, SignatureKind
from releve.model.ids import Realm
from releve.model.people import Role
from releve.plan.authority import counting, quorum_of, unfilled
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import make_plan

A = "asset:abonnes"
FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
ZERO = "sha256:" + "0" * 64


@pytest.fixture
def facts():
    made = FactMaker(make_plan(), now=FEB)
    made.adopt()
    return made


@pytest.fixture
def asked(facts):
    facts.give_back(A)
    facts.now = JUNE2
    facts.ask(A)
    return facts


def refusal(facts, act, **more):
    size = len(facts.entries)
    with pytest.raises(ActRefused) as caught:
        facts.deposit(act, **more)
    assert len(facts.entries) == size
    return caught.value.code


def altered(act, **values):
    names = ("kind", "realm", "origin", "plan", "subject", "signer", "signed_at", "fields")
    same = {name: getattr(act, name) for name in (*names, "sentence")}
    return type(act)(**{**same, **values})


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("act_of_another_realm", {"realm": Realm.REHEARSAL}),
        ("act_of_another_origin", {"origin": "releve/ailleurs"}),
        ("act_of_another_plan", {"plan": ZERO}),
        ("act_from_the_future", {"signed_at": FEB + timedelta(seconds=1)}),
        ("signer_unknown", {"signer": "inconnu"}),
        ("subject_unknown", {"subject": "asset:inconnu"}),
    ],
)
def test_an_act_of_elsewhere_is_refused(facts, code, change):
    assert refusal(facts, altered(facts.draft("hold", A), **change)) == code


@pytest.mark.parametrize("bounds", [{"valid_until": FEB}, {"valid_from": FEB + timedelta(1)}])
def test_nobody_signs_out_of_office(bounds):
    plan = make_plan(change={f"people.cheffe.{k}": v.isoformat() for k, v in bounds.items()})
    facts = FactMaker(plan, now=FEB)
    facts.adopt()
    assert refusal(facts, facts.draft("hold", A)) == "signer_not_in_office"


RIGHT = {
    ActKind.HOLD: {"cheffe", "directrice", "adjointe", "exploitante", "maire-voisin"}
    | {"deleguee", "tutelle"},
    ActKind.VISA: {"archiviste"},
    ActKind.EXEMPTION: {"archiviste"},
    ActKind.WAIVER: {"directrice", "adjointe"},
    ActKind.RELAY: {"medecin"},
    ActKind.REVOCATION: {"cheffe", "adjointe", "exploitante", "tutelle"},
    ActKind.RECONCILIATION: {"cheffe", "adjointe", "exploitante", "directrice", "maire-voisin"},
    ActKind.OPINION: {"deleguee", "archiviste", "medecin", "tutelle"},
    ActKind.PAUSE: {person.id for person in make_plan().people},
}


@pytest.mark.parametrize("kind", RIGHT, ids=lambda kind: kind.value)
def test_only_these_people_may_sign(facts, kind):
    allowed = set()
    for person in facts.plan.people:
        about = "plan" if kind is ActKind.REVOCATION else A
        act = facts.draft(kind, about, person.id)
        try:
            facts.altered().deposit(act)
            allowed.add(person.id)
        except ActRefused as refused:
            assert refused.code == "role_may_not"  # noqa: PT017 - collected, one by one
    assert allowed == RIGHT[kind]


def test_a_receipt_comes_from_the_recipient_of_this_asset(facts):
    facts.prepare(A)
    assert refusal(facts, facts.draft("receipt", A, "reception-voisine")) == "role_may_not"
    assert refusal(facts, facts.draft("receipt", A, package=ZERO)) == "receipt_of_another_package"
    facts.deposit(facts.draft("receipt", A))


def test_a_receipt_of_nothing_exported_is_refused(facts):
    assert refusal(facts, facts.draft("receipt", A)) == "receipt_of_another_package"


def test_an_acceptance_names_what_was_received(facts):
    facts.prepare(A)
    assert refusal(facts, facts.draft("acceptance", A)) == "acceptance_before_receipt"
    facts.deposit(facts.draft("receipt", A))
    assert refusal(facts, facts.draft("acceptance", A, "maire-voisin")) == "role_may_not"
    for name in ("package", "receipt", "root"):
        wrong = facts.draft("acceptance", A, **{name: ZERO})
        assert refusal(facts, wrong) == "acceptance_of_another_package"
    facts.deposit(facts.draft("acceptance", A))


def test_a_lift_names_a_hold_and_comes_from_those_it_binds(facts):
    facts.deposit(facts.draft("hold", A))
    assert refusal(facts, facts.draft("lift", A, hold=ZERO)) == "hold_unknown"
    assert refusal(facts, facts.draft("lift", A, "deleguee")) == "role_may_not"
    assert refusal(facts, facts.draft("lift", A, "maire-voisin")) == "role_may_not"
    facts.deposit(facts.draft("lift", A, "tutelle"))


def test_only_the_lead_resumes_and_only_what_is_paused(facts):
    assert refusal(facts, facts.draft("resume", A)) == "not_paused"
    facts.deposit(facts.draft("pause", A, "reception"))
    assert refusal(facts, facts.draft("resume", A, "reception")) == "role_may_not"
    facts.deposit(facts.draft("resume", A))


def test_an_attestation_needs_an_order(facts):
    copy = "copy:affiches/replique"
    assert refusal(facts, facts.draft("attestation", copy)) == "attestation_without_order"


@pytest.mark.parametrize("kind", ["approval", "refusal"])
def test_a_decision_is_about_the_open_request(asked, kind):
    assert refusal(asked, asked.draft(kind, A, request=ZERO)) == "request_not_open"
    assert refusal(asked, asked.draft(kind, A, step="0" * 64)) == "approval_of_another_step"
    assert refusal(asked, asked.draft(kind, A, "exploitante")) == "approval_by_requester"
    for signer in ("maire-voisin", "reception", "deleguee", "editrice", "tutelle"):
        assert refusal(asked, asked.draft(kind, A, signer)) == "role_may_not"
    asked.deposit(asked.draft(kind, A))


def test_an_approval_is_strong_once_and_in_time(asked):
    weak = asked.draft("approval", A)
    assert refusal(asked, weak, kind=SignatureKind.SIGNED_PDF) == "signature_too_weak"
    for late in ("2026-06-02T09:00:00Z", "2026-06-05T18:00:01Z"):
        wrong = asked.draft("approval", A, expires_at=late)
        assert refusal(asked, wrong) == "approval_expired"
    asked.deposit(asked.draft("approval", A))
    assert refusal(asked, asked.draft("approval", A)) == "approval_twice"


def test_a_refusal_may_be_weak(asked):
    asked.deposit(asked.draft("refusal", A), kind=SignatureKind.PAPER)
    assert asked.state.of(A).request is None


def test_an_older_approval_does_not_count_again(asked):
    old = asked.draft("approval", A)
    asked.deposit(old)
    asked.deposit(asked.draft("hold", A))
    asked.deposit(asked.draft("lift", A))
    asked.ask(A)
    assert refusal(asked, old) == "act_already_recorded"
    asked.sign(old)  # even slipped in
    assert asked.state.of(A).approvals == ()


def test_the_seats_of_each_verb_are_bound_to_organisations(asked):
    assert quorum_of(asked.plan, asked.state.of(A).request) == (
        (Role.CONTROLLER, "ville"),
        (Role.LEAD, None),
    )
    asked.now = datetime(2026, 6, 1, 9, tzinfo=UTC)
    asked.ask("service:catalogue")
    assert quorum_of(asked.plan, asked.state.of("service:catalogue").request) == (
        (Role.LEAD, None),
        (Role.RECIPIENT, "reseau"),
    )


@pytest.mark.parametrize(
    ("signers", "left"),
    [
        ((), 2),
        (("cheffe",), 1),
        (("adjointe",), 1),
        (("cheffe", "directrice"), 0),
        (("adjointe", "directrice"), 0),
        (("cheffe", "adjointe"), 0),
        (("directrice", "maire-voisin"), 1),
        (("reception", "editrice"), 2),
    ],
)
def test_each_seat_takes_one_distinct_person(asked, signers, left):
    asked.approve(A, *signers) if signers else None
    request = asked.state.of(A).request
    acts = counting(asked.plan, asked.state, request, asked.now)
    assert len(unfilled(asked.plan, quorum_of(asked.plan, request), acts)) == left


def test_what_no_longer_counts(asked):
    asked.approve(A)
    request = asked.state.of(A).request

    def names(facts, now=JUNE2):
        return [one.signer for one in counting(facts.plan, facts.state, request, now)]

    assert names(asked) == ["cheffe", "directrice"]
    assert names(asked, request.expires_at - timedelta(seconds=1)) == ["cheffe", "directrice"]
    assert names(asked, request.expires_at) == []
    revoked = asked.altered()
    revoked.act("revocation", "plan")
    assert names(revoked) == ["directrice"]
    gone = asked.altered(
        plan=make_plan(change={"people.directrice.valid_until": "2026-06-02T09:00:00Z"})
    )
    assert names(gone) == ["cheffe"]


def test_an_approval_signed_before_a_hold_does_not_answer_the_next_request(asked):
    kept = asked.draft("approval", A)
    asked.deposit(asked.draft("hold", A))
    asked.deposit(asked.draft("lift", A))
    asked.ask(A)
    assert refusal(asked, kept) == "request_not_open"
