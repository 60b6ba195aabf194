"""Every guard is needed: taken away, something happens that an independent oracle calls wrong.

Each scenario is a programme in which all is done but one thing. Under the rules nothing wrong
happens; without the guard it does. Three guards stand in front of another one (``IN_FRONT``):
what they alone prevent is that people are asked to approve what could never be done.
"""

from datetime import UTC, datetime

import pytest

from releve.plan import examination, extractions, guards, notices, readback, takeover, validation
from releve.plan.barriers import RULES
from tests.fakes.fact_maker import key_of
from tests.fakes.plan_maker import EXTRACTED, NOTIFIED, VALIDATED, VIEW
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 20, 8, tzinfo=UTC)
JUNE1 = datetime(2026, 6, 1, 9, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)
A = "asset:abonnes"
EARLY = {"assets.abonnes.retention.until": "2026-01-01"}
NO_COPY = {"assets.abonnes.copies": []}


def without_an_act(code, *, keep=None, change=None, subject=None):
    """All goes its way, but nobody makes the move that ``code`` waits for."""
    but = {code if subject is None else (code, subject)}

    def scenario(rules):
        programme = Programme(rules=rules, keep=keep, change=change)
        return programme.carry(FEB, MARCH, MAY, JUNE1, JUNE2, but=but)

    return scenario


def at(*instants, keep=None, change=None, but=()):
    """All goes its way, at these instants."""

    def scenario(rules):
        return Programme(rules=rules, keep=keep, change=change).carry(*instants, but=but)

    return scenario


def a_receipt_of_less_is_accepted(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY | EARLY)
    programme.carry(FEB, MARCH, but={"receipt_missing"})
    programme.receive(A, lost=1)
    programme.sign("acceptance", A)
    return programme.carry(JUNE2, but={"receipt_differs"})


def a_finding_failed(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY)
    programme.world.verdicts[A, "source"] = "undetermined"
    return programme.carry(FEB, MARCH, JUNE2, but={"finding_blocks"})


def a_hold_is_left(rules):
    programme = Programme(rules=rules, keep=["abonnes"]).carry(FEB, MARCH)
    programme.sign("hold", A, "tutelle")
    return programme.carry(JUNE2, but={"legal_hold"})


def a_source_changed_and_back(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY).carry(FEB, MARCH)
    programme.facts.now = JUNE2
    before = programme.world.data[A]
    programme.world.change(A)
    programme.work()
    programme.world.data[A] = before
    return programme.carry(JUNE2, but={"source_changed_since_receipt"})


def a_pause_is_left(rules):
    programme = Programme(rules=rules, keep=["abonnes"]).carry(FEB, MARCH)
    programme.sign("pause", A, "deleguee")
    return programme.carry(JUNE2, but={"paused"})


def a_programme_closed_too_early(rules):
    """Recorded as a fact: admission refuses it, and nothing begins on it all the same."""
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY | EARLY).carry(FEB)
    programme.facts.act("closure", "plan")
    return programme.carry(MARCH)


def a_window_moved_without_saying(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY | EARLY).carry(FEB, MARCH)
    programme.facts.now = MAY
    programme.carry(MAY)
    opens, closes = "2026-05-20T08:00:00Z", "2026-05-21T08:00:00Z"
    programme.adopt(
        {"milestones.fermeture.window": {"opens": opens, "closes": closes}}, touching=[]
    )
    programme.work()
    return programme


def the_recipients_key_was_stolen(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY).carry(FEB, MARCH)
    programme.facts.now = MAY
    programme.sign(
        "revocation",
        "plan",
        "tutelle",
        key=key_of("reception"),
        compromised_since="2026-02-01T08:00:00Z",
    )
    return programme.carry(JUNE2)


def asked_without_approval(rules):
    programme = Programme(rules=rules, keep=["abonnes"], change=NO_COPY | EARLY)
    return programme.carry(FEB, MARCH, MAY)


SHOWN = {"keep": ["abonnes", "affiches"], "change": VIEW}


HANDED = {"keep": ["abonnes", "affiches"], "change": EXTRACTED}
RECALLED = {
    "keep": ["rappel", "abonnes", "affiches"],
    "change": EXTRACTED | {"assets.affiches.services": ["rappel"]},
}
KEPT = {name: one for name, one in VIEW.items() if name != "assets.affiches.copies"}


def the_successor_differs_after_the_acceptance(rules):
    programme = Programme(rules=rules, keep=["abonnes", "affiches"], change=KEPT)
    programme.carry(FEB, MARCH)
    programme.facts.find("asset:affiches", "successor", "failed")
    return programme.carry(JUNE2, but={"finding_blocks"})


def deviations_are_found_after_the_acceptance(rules):
    programme = Programme(rules=rules, keep=["abonnes", "affiches"], change=KEPT)
    programme.carry(FEB, MARCH, but={("acceptance_missing", "asset:affiches"), "test_missing"})
    programme.sign("test", "asset:affiches")
    programme.sign("acceptance", "asset:affiches")
    programme.sign("test", "asset:affiches", deviations="3")
    return programme.carry(JUNE2, but={"test_with_deviations"})


def the_mapping_changed_after_the_acceptance(rules):
    programme = Programme(rules=rules, keep=["abonnes", "affiches"], change=KEPT)
    programme.carry(FEB, MARCH)
    mapping = {"file": "mapping.yaml", "digest": "sha256:" + "8" * 64}
    medium = VIEW["assets.affiches.medium"] | {"mapping": mapping}
    programme.adopt({"assets.affiches.medium": medium})
    return programme.carry(JUNE2, but={"scope_of_another_mapping"})


ONLY = {"keep": ["abonnes"], "change": NO_COPY}
HARM = {
    guards.not_paused: (a_pause_is_left, "went_on_while_paused"),
    guards.milestone_begun: (at(FEB, **ONLY), "frozen_before_window"),
    guards.earlier_services_closed: (
        at(FEB, MARCH, keep=["rappel", "abonnes"], but={"relay_missing"}),
        "frozen_under_a_service",
    ),
    guards.window_known: (
        at(FEB, JUNE2, keep=["portail"], change={"milestones.fermeture.window": None}),
        "asked_without_window",
    ),
    guards.time_to_ask: (at(FEB, keep=["portail"]), "asked_too_early"),
    guards.window_not_missed: (at(FEB, JULY, keep=["portail"]), "asked_too_late"),
    guards.programme_open: (a_programme_closed_too_early, "went_on_after_closing"),
    guards.no_hold: (a_hold_is_left, "held"),
    guards.not_contradicted: (a_source_changed_and_back, "source_contradicted"),
    guards.received_whole: (a_receipt_of_less_is_accepted, "destroyed_what_was_not_received"),
    guards.accepted: (without_an_act("acceptance_missing", **ONLY), "not_accepted"),
    guards.findings_passed: (a_finding_failed, "finding_not_passed"),
    guards.services_closed: (
        without_an_act("approval_missing", keep=["portail", "abonnes"], subject="service:portail"),
        "service_still_up",
    ),
    guards.requirements_done: (
        without_an_act(
            "acceptance_missing",
            keep=["abonnes", "affiches"],
            change={"assets.affiches.copies": []},
            subject="asset:affiches",
        ),
        "requirement_not_done",
    ),
    examination.acts_beyond_doubt: (
        the_recipients_key_was_stolen,
        "rested_on_a_doubtful_act",
    ),
    takeover.scope_decided: (without_an_act("scope_missing", **SHOWN), "left_without_scope"),
    takeover.trial_made: (without_an_act("trial_missing", **SHOWN), "left_without_trial"),
    extractions.extraction_received: (
        without_an_act("extraction_missing", **HANDED),
        "left_without_extraction",
    ),
    extractions.extracted_after_stop: (at(FEB, MARCH, **RECALLED), "left_before_the_stop"),
    readback.read_back: (the_successor_differs_after_the_acceptance, "read_back_differs"),
    takeover.tested: (deviations_are_found_after_the_acceptance, "deviations_without_reserve"),
    takeover.left_as_planned: (
        the_mapping_changed_after_the_acceptance,
        "left_under_another_mapping",
    ),
    guards.archives_cleared: (without_an_act("visa_missing", **ONLY), "archives_not_cleared"),
    guards.retention_ended: (
        at(FEB, MARCH, JUNE1, keep=["abonnes"], change=NO_COPY),
        "retention_not_over",
    ),
    guards.parent_settled: (
        without_an_act("approval_missing", keep=["abonnes"], subject=A),
        "asset_not_settled",
    ),
    guards.follow_up_relayed: (without_an_act("relay_missing", keep=["rappel"]), "not_relayed"),
    notices.notices_sent: (
        without_an_act("notice_missing", keep=["rappel"], change=NOTIFIED),
        "nobody_told",
    ),
    guards.host_released: (
        without_an_act(
            "approval_missing", keep=["catalogue", "portail"], subject="service:portail"
        ),
        "host_still_needed",
    ),
    guards.request_stands: (a_window_moved_without_saying, "plan_changed_since_request"),
    guards.agreed: (without_an_act("approval_missing", **ONLY), "not_agreed"),
    guards.transferred: (without_an_act("transfer_missing", keep=["catalogue"]), "not_transferred"),
    guards.window_admits: (asked_without_approval, "outside_window"),
    guards.attested: (
        without_an_act("attestation_missing", keep=["affiches"]),
        "attested_by_nobody",
    ),
    validation.validated: (
        without_an_act("validation_missing", keep=["abonnes"], change=VALIDATED | NO_COPY),
        "certified_without_validation",
    ),
}
"""Each guard, how it is tried, and what the oracle must see when it is gone."""

IN_FRONT = {guards.window_known, guards.time_to_ask, guards.window_not_missed}
"""Defence in depth: without them the window of the act still refuses; people are asked in vain."""

DONE_FOR_GOOD = {"destroyed", "stopped", "handed_over"}


def test_every_guard_is_tried():
    assert set(HARM) == RULES.guards()


@pytest.mark.parametrize("guard", sorted(HARM, key=lambda one: one.__name__))
def test_with_the_guard_nothing_wrong_happens(guard):
    scenario, _ = HARM[guard]
    assert scenario(RULES).problems == []


@pytest.mark.parametrize("guard", sorted(HARM, key=lambda one: one.__name__))
def test_without_the_guard_harm_is_done(guard):
    scenario, harm = HARM[guard]
    programme = scenario(RULES.without(guard))
    assert harm in programme.problems
    if guard in IN_FRONT:
        assert not DONE_FOR_GOOD & {one.what for one in programme.world.effects}


def test_a_guard_taken_away_is_gone_everywhere():
    for guard in RULES.guards():
        assert RULES.without(guard).guards() == RULES.guards() - {guard}


def test_all_goes_well_to_the_end_with_validations():
    programme = at(FEB, MARCH, MAY, JUNE1, JUNE2, JULY, change=VALIDATED)(RULES)
    assert programme.problems == programme.oracle.unrecorded() == []
    assert programme.facts.agenda().complete
    acts = [one.body["act"] for one in programme.facts.entries if one.kind.value == "act_recorded"]
    assert acts.count("validation") == sum(
        one.kind.value == "certificate_issued" for one in programme.facts.entries
    )


def test_all_goes_well_to_the_end():
    programme = at(FEB, MARCH, MAY, JUNE1, JUNE2, JULY)(RULES)
    assert programme.problems == programme.oracle.unrecorded() == []
    assert programme.facts.agenda().complete
