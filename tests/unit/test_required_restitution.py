"""Nothing goes while what it requires is not given back: every order of acts that would let it."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from flows.waiting import command_for
from releve.model.time import instant_text
from tests.fakes.fact_maker import key_of
from tests.fakes.plan_maker import EXTRACTED, VIEW, key_line
from tests.fakes.programme import Programme
from tests.unit.test_extractions import handed_over

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 20, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
PATHWAYS, TABLES, FOLDER = "asset:affiches", "asset:abonnes", "asset:dossier"
PLAIN = {"assets.abonnes.archives_regime": "privées"}


def shown(change=()):
    """Tables, and the view of the pathways that they hold."""
    return Programme(keep=["abonnes", "affiches"], change=deepcopy(VIEW) | PLAIN | dict(change))


def codes(made, subject):
    waiting = made.facts.agenda().waiting
    return {why.code for one in waiting if one.subject == subject for why in one.reasons}


def verbs(made, subject):
    return {one.verb.value for one in made.facts.agenda().ready if one.subject == subject}


def stays(made, subject):
    """Go on as far as it goes, doing everybody's part but what is asked of ``PATHWAYS``."""
    known = made.facts.state.of(subject)
    return known.request is None and known.ended is None


def test_a_folder_of_which_less_arrived_does_not_stand_for_the_source():
    made = Programme(change=handed_over())
    but = {("receipt_missing", FOLDER), ("receipt_differs", FOLDER)}
    made.carry(FEB, MARCH, but=but)
    made.receive(FOLDER, lost=1)
    made.sign("acceptance", FOLDER)
    made.carry(MAY, JUNE2, but=but)
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)
    made.receive(FOLDER)
    made.carry(JUNE2)
    assert made.facts.state.of(TABLES).intent is not None or not stays(made, TABLES)


@pytest.mark.parametrize("when", ["before", "after"])
def test_deviations_that_nobody_reserved_stop_the_destruction(when):
    made = shown()
    but = {"test_with_deviations"}
    if when == "before":
        made.carry(FEB, MARCH, but={"test_missing", "acceptance_missing"})
        assert made.sign("test", PATHWAYS, deviations="3") is None
        assert made.sign("acceptance", PATHWAYS) == "acceptance_with_deviations"
    else:
        made.carry(FEB, MARCH)
        assert made.facts.state.of(PATHWAYS).acceptance is not None
        assert made.sign("test", PATHWAYS, deviations="3") is None
    made.facts.act("acceptance", PATHWAYS)  # as if a performer had recorded it unasked
    made.oracle.entries_seen = len(made.facts.entries)
    assert codes(made, PATHWAYS) == {"test_with_deviations"}
    made.carry(MAY, JUNE2, but=but)
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)
    assert made.sign("test", PATHWAYS, deviations="3", reserves="r") is None
    made.carry(JUNE2)
    assert made.facts.state.of(TABLES).ended is not None


def test_a_comparison_of_an_earlier_export_of_the_same_content_is_made_again():
    made = shown()
    made.carry(FEB, MARCH)
    made.facts.fail(PATHWAYS, "thawed")
    made.carry(MARCH, but={"test_missing"})
    assert codes(made, PATHWAYS) == {"test_missing"}


def test_nothing_stands_for_a_delivery():
    """Everybody signed for a package that never left, as soon as it was exported."""
    made = shown()
    made.carry(FEB)
    made.facts.now = MARCH
    for _ in range(40):
        ready = [one for one in made.facts.agenda().ready if one.subject == PATHWAYS]
        if made.facts.state.of(PATHWAYS).exported is not None:
            break
        for one in ready:
            made.perform(one)
        for duty in made.duties():
            made.do(duty)
    for kind in ("receipt", "test", "acceptance"):
        made.facts.act(kind, PATHWAYS)
    assert made.facts.state.of(PATHWAYS).delivered is None
    assert verbs(made, PATHWAYS) == {"validate"}
    made.facts.find(PATHWAYS, "source", "failed")
    made.facts.find(PATHWAYS, "package")
    made.carry(MARCH, JUNE2, but={"finding_blocks"})
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)


@pytest.mark.parametrize("of", [PATHWAYS, TABLES])
def test_an_extraction_made_before_a_later_stop_is_not_what_the_source_holds(of):
    """The service went on after the extraction had been read, given back and accepted."""
    change = deepcopy(EXTRACTED) | {
        "assets.abonnes.medium": {"kind": "external", "described_as": "Chez l'éditeur"},
        "assets.abonnes.performer": "publisher",
        "assets.abonnes.archives_regime": "privées",
        f"assets.{of.removeprefix('asset:')}.services": ["portail"],
    }
    made = Programme(keep=["portail", "abonnes", "affiches"], change=change)
    made.carry(FEB, MARCH)
    assert made.facts.state.of(PATHWAYS).acceptance is not None
    made.carry(MAY, JUNE2, but={"extraction_before_stop"})
    assert made.facts.state.of("service:portail").ended is not None
    assert codes(made, PATHWAYS) == {"extraction_before_stop"}
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)


MEDIUM = VIEW["assets.affiches.medium"]
OTHER = {"file": "mapping.yaml", "digest": "sha256:" + "8" * 64}


@pytest.mark.parametrize("name", ["mapping", "scope", "overlay"])
def test_what_left_under_another_mapping_or_scope_leaves_again(name):
    """A column was mapped, or a pathway taken, that the package accepted did not hold."""
    made = shown()
    made.carry(FEB, MARCH)
    first = made.facts.state.of(PATHWAYS).exported.index
    made.adopt({"assets.affiches.medium": MEDIUM | {name: OTHER}})
    assert codes(made, PATHWAYS) == {"scope_of_another_mapping"}
    made.carry(MAY, JUNE2, but={"scope_of_another_mapping"})
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)
    made.sign("scope", PATHWAYS)
    assert verbs(made, PATHWAYS) == {"export"}
    made.carry(JUNE2)
    assert made.facts.state.of(PATHWAYS).exported.index > first
    assert made.facts.state.of(TABLES).ended is not None
    assert made.problems == []


def test_once_the_tables_are_gone_another_mapping_asks_for_nothing():
    made = shown()
    made.carry(FEB, MARCH, MAY, JUNE2)
    assert made.facts.state.of(TABLES).ended is not None
    made.adopt({"assets.affiches.medium": MEDIUM | {"mapping": OTHER}})
    assert verbs(made, PATHWAYS) == set() == codes(made, PATHWAYS)


# ---------------------------------------------------------------------- stolen keys


def revoke(made, signer, since=FEB):
    told = {"key": key_of(signer), "compromised_since": instant_text(since)}
    assert made.sign("revocation", "plan", "tutelle", **told) is None


def test_what_a_thief_may_have_signed_of_pathways_is_signed_again():
    made = shown()
    made.carry(FEB, MARCH, MAY, but={"too_early_to_ask"})
    revoke(made, "directrice")
    told = [
        (why.code, why.mover, dict(why.facts).get("act"))
        for one in made.facts.agenda().waiting
        if one.subject == TABLES
        for why in one.reasons
    ]
    assert [one for one in told if one[0] == "act_to_examine"] == [
        ("act_to_examine", "role:controller@ville", "acceptance")
    ]
    assert made.sign("acceptance", TABLES, "adjointe") is None
    for kind in ("acceptance", "scope", "test"):
        made.facts.now = JUNE2
        assert stays(made, TABLES)
        assert "act_to_examine" in codes(made, TABLES), kind
        assert made.sign(kind, PATHWAYS, "adjointe") is None
    assert "act_to_examine" not in codes(made, TABLES)


def test_a_stolen_key_of_the_successor_stops_the_tables():
    """Tables and pathways have recipients of their own; the thief has the successor's key."""
    made = shown()
    made.carry(FEB, MARCH)
    people = {"people.reception.keys": [key_line("neuve")]}
    revoke(made, "reception")
    made.adopt(people)
    for subject in (TABLES,):
        made.facts.deposit(made.facts.draft("receipt", subject), key=key_of("neuve"))
        made.sign("acceptance", subject)
    made.facts.now = JUNE2
    assert "act_to_examine" in codes(made, TABLES)
    made.facts.deposit(made.facts.draft("receipt", PATHWAYS), key=key_of("neuve"))
    made.sign("acceptance", PATHWAYS)
    assert "act_to_examine" not in codes(made, TABLES)


def test_the_act_to_sign_again_is_named_with_whom_it_is_for():
    made = shown()
    made.carry(FEB, MARCH, MAY, but={"too_early_to_ask"})
    revoke(made, "reception")
    change = {"people.reception.keys": [key_line("neuve")]}
    made.adopt(change | {"assets.affiches.restitution.recipient": "ville"})
    made.facts.deposit(made.facts.draft("receipt", TABLES), key=key_of("neuve"))
    made.sign("acceptance", TABLES)
    made.facts.now = JUNE2
    (waiting,) = [one for one in made.facts.agenda().waiting if one.subject == TABLES]
    (reason,) = [one for one in waiting.reasons if one.code == "act_to_examine"]
    assert reason.mover == "role:recipient@ville"
    assert command_for(waiting, reason).startswith(f"releve act receipt --subject {PATHWAYS} ")


@pytest.mark.parametrize("subject", [PATHWAYS, TABLES])
def test_a_waiver_that_a_thief_may_have_signed_is_signed_again(subject):
    made = shown()
    made.world.verdicts[subject, "source"] = "failed"
    made.carry(FEB, MARCH)
    assert made.facts.state.of(subject).acceptance is not None
    (finding,) = made.facts.state.of(subject).waivers
    made.facts.now = JUNE2
    revoke(made, "directrice")
    for one in (TABLES, PATHWAYS):
        for kind in ("acceptance",) if one == TABLES else ("scope", "test", "acceptance"):
            assert made.sign(kind, one, "adjointe") is None
    assert codes(made, TABLES) == {"act_to_examine"}
    assert made.sign("waiver", subject, "adjointe", finding=finding) is None
    assert "act_to_examine" not in codes(made, TABLES)


@pytest.mark.parametrize("about", ["source", "package"])
def test_a_finding_about_what_left_stops_what_waits_for_it(about):
    made = shown()
    made.carry(FEB, MARCH)
    made.facts.find(PATHWAYS, about, "failed")
    made.carry(MAY, JUNE2, but={"finding_blocks"})
    assert "requirement_not_done" in codes(made, TABLES)
    assert stays(made, TABLES)


@pytest.mark.parametrize("wrong", ["package", "receipt", "root"])
def test_an_acceptance_of_something_else_stands_for_nothing(wrong):
    made = shown()
    made.carry(FEB, MARCH)
    made.facts.act("acceptance", PATHWAYS, **{wrong: "9" * 64})
    made.oracle.entries_seen = len(made.facts.entries)
    assert codes(made, PATHWAYS) == {"acceptance_of_another_package"}
    made.carry(MAY, JUNE2, but={"acceptance_of_another_package"})
    assert stays(made, TABLES)
