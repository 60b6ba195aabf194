"""Nobody finds a service closed without having been told: the guard, the act, the duty."""

from datetime import UTC, datetime

import pytest

from deployments.rehearsal.people.duties import duties
from flows.drafting import draft_act
from flows.waiting import command_for, reason_line
from releve.canonical import digest
from releve.errors import ActRefused, UsageError
from releve.model.acts import ActKind
from releve.plan.notices import current_notice, notice_about, notice_sent
from tests.fakes.fact_maker import FactMaker, key_of
from tests.fakes.plan_maker import NOTIFIED, make_plan

RAPPEL = "service:rappel"
FEB = datetime(2026, 2, 20, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
BOTH = ("professionals", "patients")


def told(change=None, keep=("rappel",)):
    facts = FactMaker(make_plan(keep=keep, change=NOTIFIED | (change or {})), now=FEB)
    facts.adopt()
    facts.probe(RAPPEL)
    facts.act("relay", RAPPEL)
    return facts


def issued(facts, audience, content="un"):
    """Issue a notice; return the digest of its twin."""
    about = notice_about("rappel", audience)
    before = facts.state.papers.get(("closing_notice", about), ())
    twin = digest(f"{audience} {content} {len(facts.entries)}".encode())
    body = {
        "kind": "closing_notice",
        "about": about,
        "number": f"AF-{len(before)}",
        "language": "fr",
        "content": digest(content.encode()),
        "statement": twin,
        "pdf": digest(b"pdf"),
        "seal": "none",
        "subjects": [RAPPEL],
        "supersedes": before[-1].index if before else None,
    }
    facts.record("document_issued", "plan", body)
    return twin


def sent(facts, audience, twin, on="2026-02-20", signer="cheffe"):
    fields = {"document": twin, "audience": audience, "sent_on": on, "means": "courrier"}
    return facts.deposit(facts.draft("notice", RAPPEL, signer, **fields))


def reasons(facts):
    items = [one for one in facts.agenda().waiting if one.subject == RAPPEL]
    return [
        (reason.code, dict(reason.facts).get("audience"))
        for item in items
        for reason in item.reasons
    ]


def ready(facts):
    return [one.verb.value for one in facts.agenda().ready if one.subject == RAPPEL]


def test_a_notice_said_to_be_sent_with_a_stolen_key_is_signed_again():
    facts = told()
    for audience in BOTH:
        twin = issued(facts, audience)
        sent(facts, audience, twin, signer="directrice")
    assert reasons(facts) == []
    stolen = {"key": key_of("directrice"), "compromised_since": "2026-02-20T00:00:00Z"}
    facts.deposit(facts.draft("revocation", "plan", **stolen))
    (item,) = [one for one in facts.agenda().waiting if one.subject == RAPPEL]
    (why,) = item.reasons
    assert (why.code, dict(why.facts)["act"], why.mover) == (
        "act_to_examine",
        "notice",
        "role:lead",
    )
    for audience in BOTH:
        sent(facts, audience, issued(facts, audience))
    assert reasons(facts) == []


def test_each_audience_in_turn_then_people_are_asked():
    facts = told()
    assert reasons(facts) == [("notice_missing", "professionals")]
    assert facts.agenda().waiting[0].reasons[0].mover == "role:lead"
    sent(facts, "professionals", issued(facts, "professionals"))
    assert reasons(facts) == [("notice_missing", "patients")]
    sent(facts, "patients", issued(facts, "patients"), signer="directrice")
    assert ready(facts) == ["request"]


def test_a_service_without_notices_needs_none():
    facts = FactMaker(make_plan(keep=["rappel"]), now=FEB)
    facts.adopt()
    facts.probe(RAPPEL)
    facts.act("relay", RAPPEL)
    assert ready(facts) == ["request"]


def both_sent(facts, on="2026-02-20"):
    for audience in BOTH:
        sent(facts, audience, issued(facts, audience), on=on)


def test_a_notice_that_says_something_else_must_be_sent_again():
    facts = told()
    both_sent(facts)
    issued(facts, "patients", "deux")
    assert reasons(facts) == [("notice_missing", "patients")]


def test_a_notice_issued_again_word_for_word_was_sent():
    facts = told()
    both_sent(facts)
    issued(facts, "patients")
    assert ready(facts) == ["request"]


def test_a_notice_is_issued_again_once_the_plan_changed():
    facts = told()
    both_sent(facts)
    facts.adopt(make_plan(keep=["rappel"], change=NOTIFIED | {"title": "Autre titre"}))
    assert reasons(facts) == [("notice_missing", "professionals")]
    assert current_notice(facts.state, RAPPEL, "patients") is None
    for audience in BOTH:
        issued(facts, audience)
    assert ready(facts) == ["request"]


def test_a_notice_sent_after_the_window_opened_is_late():
    facts = told()
    facts.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    both_sent(facts, on="2026-03-03")
    assert reasons(facts) == [("notice_late", "professionals")]
    waiting = facts.agenda().waiting[0]
    assert "2026-03-03" in reason_line(facts.plan, waiting.reasons[0])


def test_a_notice_sent_on_the_very_day_is_in_time():
    facts = told()
    facts.now = MARCH
    both_sent(facts, on="2026-03-02")
    assert ready(facts) == ["request"]


def test_a_day_to_come_in_a_fact_counts_for_nothing():
    facts = told()
    for audience in BOTH:
        told_of = {"document": issued(facts, audience), "audience": audience, "means": "-"}
        facts.act("notice", RAPPEL, **told_of, sent_on="2026-02-21")
    assert reasons(facts) == [("notice_missing", "professionals")]
    facts.now = datetime(2026, 2, 21, 8, tzinfo=UTC)
    assert ready(facts) == ["request"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"document": "sha256:" + "0" * 64}, "notice_of_unknown_document"),
        ({"audience": "patients"}, "notice_of_unknown_document"),
        ({"sent_on": "2026-02-21"}, "notice_sent_in_future"),
        ({"sent_on": "2026-02-19"}, "notice_sent_before_issue"),
        ({"sent_on": "20 février"}, "act_malformed"),
        ({"sent_on": "20260220"}, "act_malformed"),
    ],
)
def test_an_act_that_could_never_count_is_refused(fields, code):
    facts = told()
    given = {
        "document": issued(facts, "professionals"),
        "audience": "professionals",
        "sent_on": "2026-02-20",
        "means": "courrier",
    }
    with pytest.raises(ActRefused) as refused:
        facts.deposit(facts.draft("notice", RAPPEL, **given | fields))
    assert refused.value.code == code


def test_a_superseded_notice_given_as_current_is_refused():
    facts = told()
    old = issued(facts, "patients")
    issued(facts, "patients", "deux")
    with pytest.raises(ActRefused) as refused:
        sent(facts, "patients", old)
    assert refused.value.code == "notice_of_superseded_document"


@pytest.mark.parametrize("signer", ["medecin", "deleguee", "reception"])
def test_only_a_lead_or_a_controller_says_so(signer):
    facts = told()
    with pytest.raises(ActRefused) as refused:
        sent(facts, "patients", issued(facts, "patients"), signer=signer)
    assert refused.value.code == "role_may_not"


def drafted(facts, **given):
    return draft_act(
        facts.plan,
        facts.state,
        kind=ActKind.NOTICE,
        subject=RAPPEL,
        signer="cheffe",
        now=facts.now,
        given={"sent_on": "2026-02-20", "means": "courrier"} | given,
    )


def test_the_document_is_filled_in_from_the_log():
    facts = told()
    with pytest.raises(UsageError) as refused:
        drafted(facts, audience="patients")
    assert refused.value.code == "act_field_missing"
    twin = issued(facts, "patients")
    act = drafted(facts, audience="patients")
    assert act.fields["document"] == twin
    assert "patients et proches" in act.sentence
    facts.deposit(act)
    assert notice_sent(facts.state, RAPPEL, "patients").isoformat() == "2026-02-20"


def test_the_command_is_told():
    waiting = told().agenda().waiting[0]
    said = command_for(waiting, waiting.reasons[0])
    assert said.startswith(f"releve act notice --subject {RAPPEL} ")
    assert "-f audience=professionals" in said


def mine(facts, name="cheffe"):
    person = facts.plan.person(name)
    return [
        dict(one.fields)
        for one in duties(facts.plan, facts.state, facts.agenda(), facts.now, person)
        if one.kind is ActKind.NOTICE
    ]


def test_the_lead_of_an_exercise_sends_what_was_issued_and_nothing_before():
    facts = told()
    assert mine(facts) == []
    twin = issued(facts, "patients")
    assert [(one["audience"], one["document"]) for one in mine(facts)] == [("patients", twin)]
    assert mine(facts, "deleguee") == []
    issued(facts, "professionals")
    for _ in BOTH:
        facts.deposit(facts.draft("notice", RAPPEL, **mine(facts)[0]))
    assert ready(facts) == ["request"]
    assert mine(facts) == []
