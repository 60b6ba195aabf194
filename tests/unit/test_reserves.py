"""Réserves, clearances and signatures of documents: what could never count is refused, and why."""

import pytest

from flows.commands.status import paper_lines
from flows.drafting import draft_act
from releve.canonical import digest
from releve.errors import ActRefused, UsageError
from releve.model.acts import ActKind
from releve.plan.closure import unsigned_minutes
from releve.plan.signings import capacities_of, minutes_abouts, waiting_signatures
from tests.fakes.covered_world import adopt
from tests.fakes.fact_maker import key_of
from tests.fakes.minutes_world import ABOUT, Minutes
from tests.fakes.programme import Programme


@pytest.fixture
def done():
    return Minutes()


def refused(call, *args, **more):
    with pytest.raises(ActRefused) as refusal:
        call(*args, **more)
    return refusal.value.code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"owner": "-"}, "reserve_without_owner"),
        ({"owner": "inconnue"}, "reserve_without_owner"),
        ({"due_on": "bientôt"}, "reserve_due_malformed"),
        ({"due_on": "20260701"}, "reserve_due_malformed"),
        ({"due_on": "2026-06-09"}, "reserve_due_past"),
        ({"text": "-"}, "reserve_without_text"),
        ({"text": " "}, "reserve_without_text"),
        ({"about": "9999"}, "reserve_about_unknown"),
        ({"about": "asset:abonnes"}, "reserve_about_unknown"),
        ({"about": "PV-MEDIATHEQUE-9"}, "reserve_about_unknown"),
    ],
)
def test_a_reserve_that_binds_nobody_is_refused(done, fields, code):
    assert refused(done.reserve, **fields) == code


def test_a_reserve_may_be_due_the_very_day(done):
    done.reserve(due_on="2026-06-10")
    done.reserve(owner="reception", about="3")
    done.reserve(about=done.issue().number)
    assert len(done.facts.state.of("asset:abonnes").reserves) == 3


def clear(done, named, signer="directrice", subject="asset:abonnes", reason="Fait"):
    return done.deposit("clearance", subject, signer, reserve=named, reason=reason)


def test_a_clearance_names_an_open_reserve_once(done):
    named = done.reserve()
    assert refused(clear, done, "sha256:" + "0" * 64) == "reserve_unknown"
    assert refused(clear, done, named, subject="asset:affiches") == "reserve_unknown"
    assert refused(clear, done, named, reason="-") == "clearance_without_reason"
    clear(done, named)
    assert refused(clear, done, named) == "reserve_already_cleared"


@pytest.mark.parametrize(
    ("owner", "signer", "code"),
    [
        ("directrice", "directrice", "clearance_by_owner"),
        ("cheffe", "cheffe", "clearance_by_owner"),
        ("ville", "cheffe", "clearance_by_owner"),
        ("ville", "directrice", None),
        ("editeur", "cheffe", None),
        ("editeur", "directrice", None),
        ("editeur", "maire-voisin", "role_may_not"),
        ("editeur", "reception", "role_may_not"),
    ],
)
def test_who_does_the_work_does_not_clear_it(done, owner, signer, code):
    named = done.reserve(owner=owner)
    if code is None:
        clear(done, named, signer)
        assert not done.facts.state.of("asset:abonnes").reserves
    else:
        assert refused(clear, done, named, signer) == code


@pytest.mark.parametrize(
    ("signer", "capacity", "code"),
    [
        ("editrice", "buyer", "signing_of_another_capacity"),
        ("editrice", "controller", "signing_of_another_capacity"),
        ("cheffe", "holder", "signing_of_another_capacity"),
        ("directrice", "holder", "signing_of_another_capacity"),
        ("maire-voisin", "controller", "signing_of_another_capacity"),
        ("cheffe", "témoin", "signing_of_another_capacity"),
        ("cheffe", "controller", "role_may_not"),
        ("deleguee", "buyer", "role_may_not"),
    ],
)
def test_each_signs_in_their_own_capacity(done, signer, capacity, code):
    assert refused(done.sign, done.issue(), signer, capacity) == code


def test_a_signature_names_a_text_that_stands(done):
    text = done.issue()
    done.sign(text)
    assert refused(done.sign, text) == "signing_twice"
    done.sign(text, "cheffe", "buyer")
    done.sign(text, "directrice", "buyer")
    unknown = {"document": "sha256:" + "0" * 64, "capacity": "holder"}
    assert refused(done.deposit, "signing", "plan", "editrice", **unknown) == "document_unknown"
    elsewhere = {"document": text.statement, "capacity": "buyer"}
    code = refused(done.deposit, "signing", "asset:abonnes", "adjointe", **elsewhere)
    assert code == "signing_of_another_subject"


def test_a_doubtful_signature_is_awaited_again_and_made_again(done):
    text, facts = done.issue(), done.facts
    done.sign(text)
    stolen = {"key": key_of("editrice"), "compromised_since": "2026-06-01T00:00:00Z", "reason": "-"}
    done.deposit("revocation", "plan", "cheffe", **stolen)

    def awaited():
        return "holder" in [one.value for _, one in waiting_signatures(facts.plan, facts.state)]

    assert awaited()
    assert unsigned_minutes(facts.plan, facts.state) == ((ABOUT, text.number),)
    done.sign(text, key="SHA256:neuve")
    assert not awaited()
    assert unsigned_minutes(facts.plan, facts.state) == ()
    assert refused(done.sign, text, key="SHA256:neuve") == "signing_twice"


def test_a_paper_about_a_thing_is_signed_about_it_even_once_a_plan_drops_it(done):
    facts, copy = done.facts, "copy:affiches/papier"
    body = {name: digest(name.encode()) for name in ("content", "statement", "pdf")}
    body |= {"kind": "order", "about": copy, "number": "OE-1", "supersedes": None}
    facts.record("document_issued", copy, body)
    told = {"document": body["statement"], "capacity": "-", "reserves": "-"}
    assert (
        refused(done.deposit, "signing", "plan", "cheffe", **told) == "signing_of_another_subject"
    )
    done.deposit("signing", copy, "cheffe", **told)
    adopt(facts, without={copy})
    assert (
        refused(done.deposit, "signing", "plan", "cheffe", **told) == "signing_of_another_subject"
    )
    assert refused(done.deposit, "signing", copy, "tutelle", **told) == "subject_unknown"


def test_what_waits_for_a_signature_is_known(done):
    text, plan = done.issue(), done.facts.plan
    waiting = [one.value for _, one in waiting_signatures(plan, done.facts.state)]
    assert waiting == ["holder", "buyer", "controller"]
    done.sign(text)
    left = [one.value for _, one in waiting_signatures(plan, done.facts.state)]
    assert left == ["buyer", "controller"]
    assert minutes_abouts(plan) == (ABOUT,)
    both = capacities_of(plan, ABOUT, plan.person("directrice"))
    assert [one.value for one in both] == ["buyer", "controller"]


def draft(done, kind, subject, signer, **given):
    facts = done.facts
    return draft_act(
        facts.plan,
        facts.state,
        kind=ActKind(kind),
        subject=subject,
        signer=signer,
        now=facts.now,
        given=given,
    ).fields


def test_the_number_of_a_document_is_enough_to_sign_it(done):
    text = done.issue()
    told = {"capacity": "holder", "reserves": "-"}
    found = draft(done, "signing", "plan", "editrice", document=text.number, **told)
    assert found["document"] == text.statement
    done.sign(text)
    copy = done.issue()
    found = draft(done, "signing", "plan", "cheffe", document=copy.number, **told)
    assert found["document"] == text.statement
    with pytest.raises(UsageError, match="act_field_missing"):
        draft(done, "signing", "plan", "cheffe", document=text.number, capacity="buyer")


def test_the_only_open_reserve_is_the_one_to_clear(done):
    with pytest.raises(UsageError, match="nothing_to_sign"):
        draft(done, "clearance", "asset:abonnes", "cheffe", reason="Fait")
    named = done.reserve()
    entry = done.facts.state.of("asset:abonnes").reserves[named].index
    assert draft(done, "clearance", "asset:abonnes", "cheffe", reason="Fait")["reserve"] == named
    done.reserve(text="Une autre")
    with pytest.raises(UsageError, match="act_field_missing"):
        draft(done, "clearance", "asset:abonnes", "cheffe", reason="Fait")
    told = draft(done, "clearance", "asset:abonnes", "cheffe", reserve=str(entry), reason="Fait")
    assert told["reserve"] == named


def test_a_status_says_what_waits_for_a_signature_and_what_is_reserved(done):
    facts = done.facts
    assert paper_lines(facts.plan, facts.state) == {}
    done.reserve(due_on="2026-08-01")
    done.reserve(due_on="2026-07-01")
    text = done.issue()
    done.sign(text)
    said = paper_lines(facts.plan, facts.state)
    assert said["signatures"] == (
        f"{text.number} : Acheteur (Ville) ; {text.number} : Responsable de traitement (Ville)"
    )
    assert said["reserves"] == "2 réserves ouvertes, première échéance le 2026-07-01"


@pytest.mark.parametrize(
    ("text", "identifier"),
    [("voir 2 95 10 99 126 111 93", "nir"), ("écrire à x.y@exemple.invalid", "email")],
)
def test_words_that_identify_somebody_never_enter_the_log(text, identifier):
    programme = Programme()
    act = programme.facts.draft(ActKind.HOLD, "plan", reason=text)
    with pytest.raises(ActRefused) as refused:
        programme.facts.deposit(act)
    assert refused.value.code == "act_holds_identifier"
    assert refused.value.facts["identifier"] == identifier
    assert text not in str(refused.value.facts)
    programme.facts.deposit(programme.facts.draft(ActKind.HOLD, "plan", reason="voir RG 24/0123"))
