"""Pathways of a publisher's extraction: what a plan must say, and what is never done before it."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from releve.errors import EvidenceRefused
from releve.ledger.state import apply
from releve.model.medium import PathwaysMedium
from releve.plan.rules import problems
from tests.fakes.plan_maker import EXTRACTED, VIEW, make_plan
from tests.fakes.programme import Programme

FEB = datetime(2026, 2, 1, 8, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 20, 8, tzinfo=UTC)
JUNE2 = datetime(2026, 6, 2, 9, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)
VIEWED, SOURCE, FOLDER = "asset:affiches", "asset:abonnes", "asset:dossier"
OTHER = "sha256:" + "4" * 64
MEDIUM = EXTRACTED["assets.affiches.medium"]
PACKAGES = {
    "id": "paquet",
    "title": "Nos paquets",
    "nature": "paquet",
    "ours": True,
    "medium": {"kind": "files", "endpoint": "paquets", "path": "affiches"},
    "performer": "us",
    "fate": "destroyed",
    "milestone": "fermeture",
}


def handed_over(change=None):
    """The publisher's database, out of our reach; the folder it handed over; the view of that."""
    held = {
        "assets.abonnes.medium": {"kind": "external", "described_as": "Chez l'éditeur"},
        "assets.abonnes.performer": "publisher",
        "assets.abonnes.services": [],
        "assets.abonnes.archives_regime": "privées",
        "assets.abonnes.retention.until": "2026-01-01",
        "assets.affiches.copies": [PACKAGES],
    }
    plan = make_plan(keep=["abonnes", "affiches"], change=deepcopy(EXTRACTED) | held)
    source, view = plan.model_dump(mode="json")["assets"]
    folder = source | {
        "id": "dossier",
        "title": "Dossier remis par l'éditeur",
        "medium": {"kind": "files", "endpoint": "magasin", "path": "dossier"},
        "performer": "us",
        "requires": [],
    }
    source["requires"] = ["affiches", "dossier"]
    whole = {"services": [], "assets": [source, view, folder]}
    return whole | (change or {})


def codes(change=None):
    return [one.code for one in problems(make_plan(change=handed_over(change)))]


def test_a_source_that_waits_for_what_was_handed_over_is_a_plan():
    assert codes() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"assets.abonnes.requires": ["dossier"]}, ["plan_extraction_not_required"]),
        ({"assets.abonnes.requires": ["affiches"]}, ["plan_extraction_not_given_back"]),
        ({"assets.dossier.controller": "voisine"}, ["plan_extraction_not_given_back"]),
        ({"assets.abonnes.controller": "voisine"}, ["plan_extraction_not_required"]),
        ({"assets.abonnes.performer": "us"}, ["plan_extraction_not_required"]),
        ({"assets.affiches.copies": []}, ["plan_extraction_not_inventoried"]),
        ({"assets.affiches.medium.files": "magasin"}, ["plan_extraction_files"]),
    ],
)
def test_an_extraction_that_could_lose_its_source_or_be_left_behind_is_refused(change, found):
    assert [one for one in codes(change) if one.startswith("plan_extraction")] == found


def test_a_medium_without_extraction_keeps_the_bytes_that_were_adopted():
    medium = PathwaysMedium.model_validate(VIEW["assets.affiches.medium"])
    assert "extraction" not in medium.model_dump(mode="json")
    assert PathwaysMedium.model_validate(MEDIUM).model_dump(mode="json")["extraction"]


@pytest.fixture
def programme():
    return Programme(change=handed_over())


def waits(programme, subject):
    return {
        why.code
        for one in programme.facts.agenda().waiting
        if one.subject == subject
        for why in one.reasons
    }


def movers(programme, subject):
    waiting = [one for one in programme.facts.agenda().waiting if one.subject == subject]
    return {why.mover for one in waiting for why in one.reasons}


def test_nothing_is_read_before_the_publisher_handed_it_over(programme):
    programme.carry(FEB, MARCH, but={"extraction_missing"})
    assert waits(programme, VIEWED) == {"extraction_missing"}
    assert movers(programme, VIEWED) == {"role:publisher"}
    assert programme.facts.state.of(VIEWED).measured is None
    programme.carry(MARCH)
    assert programme.facts.state.of(VIEWED).acceptance is not None


def test_another_extraction_than_the_plans_is_not_read(programme):
    programme.facts.now = FEB
    programme.facts.extract(VIEWED, OTHER)
    programme.carry(MARCH, but={"extraction_of_another_manifest"})
    assert waits(programme, VIEWED) == {"extraction_of_another_manifest"}


def test_a_plan_that_pins_another_one_begins_again(programme):
    programme.carry(FEB, MARCH)
    assert programme.facts.state.of(VIEWED).acceptance is not None
    assets = handed_over()["assets"]
    assets[1]["medium"]["extraction"] = OTHER
    programme.adopt({"assets": assets})
    assert waits(programme, VIEWED) == {"extraction_of_another_manifest"}
    assert "requirement_not_done" in waits(programme, SOURCE)
    before = programme.facts.state.of(VIEWED).exported
    programme.carry(MARCH)
    assert programme.facts.state.of(VIEWED).exported != before
    assert programme.facts.state.of(VIEWED).acceptance is not None
    assert programme.problems == []


def test_the_same_one_received_again_changes_nothing(programme):
    programme.carry(FEB, MARCH)
    before = programme.facts.state.of(VIEWED)
    programme.facts.extract(VIEWED)
    after = programme.facts.state.of(VIEWED)
    assert (after.exported, after.acceptance) == (before.exported, before.acceptance)


def test_the_source_is_ordered_destroyed_and_attested_once_all_was_given_back(programme):
    programme.carry(FEB, MARCH, MAY, JUNE2, JULY)
    assert programme.facts.state.of(SOURCE).measured is None
    assert programme.facts.state.of(SOURCE).exported is None
    assert programme.facts.state.of(SOURCE).ended.outcome.value == "attested"
    assert programme.facts.state.of(SOURCE).certified is not None
    assert programme.problems == programme.oracle.unrecorded() == []
    assert programme.facts.agenda().complete


@pytest.mark.parametrize("left", [VIEWED, FOLDER])
def test_the_source_stays_until_all_was_given_back(programme, left):
    programme.carry(FEB, MARCH, MAY, JUNE2, but={("acceptance_missing", left)})
    assert programme.facts.state.of(SOURCE).request is None
    assert "requirement_not_done" in waits(programme, SOURCE)
    assert programme.facts.state.of(SOURCE).ended is None


@pytest.mark.parametrize("field", ["manifest", "publisher", "extracted_at", "attachments"])
def test_a_malformed_entry_is_refused(programme, field):
    programme.facts.extract(VIEWED)
    entry = programme.facts.entries[-1]
    body = {name: one for name, one in entry.body.items() if name != field}
    bad = type(entry)(
        **{name: getattr(entry, name) for name in entry.__slots__ if name not in {"body", "index"}},
        index=len(programme.facts.entries),
        body=body,
    )
    with pytest.raises(EvidenceRefused, match="entry_malformed"):
        apply(programme.facts.state, bad)
