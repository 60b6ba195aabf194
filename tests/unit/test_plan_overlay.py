"""An overlay fills what is open; what was agreed stays."""

from itertools import pairwise
from pathlib import Path

import pytest

from releve.plan import rules
from releve.plan.overlay import FORMAT
from releve.plan.reader import check_plan, read_plan
from releve.signatures.note import COSIGNATURE, VerifierKey

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "golden" / "plans" / "small.yaml"


@pytest.fixture
def laid(tmp_path):
    """Write an overlay of the small plan and give its path."""

    def write(body, name="overlay.yaml"):
        path = tmp_path / name
        path.write_text(f"format: {FORMAT}\n{body}")
        return path

    return write


def keys_of(plan, path):
    """What the exercise writes at run time: a key for each person and witness without one."""
    people = "".join(
        f"  - {{id: {person.id}, keys: [ssh-ed25519 {number:043d}A]}}\n"
        for number, person in enumerate(plan.people)
        if person.keys is None
    )
    told = f"format: {FORMAT}\npeople:\n{people}"
    if plan.witnesses is not None:
        told += "witnesses:\n  keys:\n"
        for number, one in enumerate(plan.witnesses.keys):
            raw = bytes([number]) * 32
            key = VerifierKey(name=f"{one.id}.example", algorithm=COSIGNATURE, public_key=raw)
            told += f"  - {{id: {one.id}, key: {key}}}\n"
    path.write_text(told)
    return path


def test_open_values_are_filled(laid):
    plan = read_plan(SMALL, [laid("contracts: [{id: portail, end_of_support: 2027-01-31}]")]).plan
    assert plan.contract("portail").end_of_support.isoformat() == "2027-01-31"
    assert plan.contract("portail").destruction_within_days == 90


def test_a_whole_mapping_fills_an_open_field(laid):
    body = "services: [{id: reservation, control: {host: serveur, unit: u.service, probe: p}}]"
    assert read_plan(SMALL, [laid(body)]).plan.service("reservation").control.unit == "u.service"


def test_items_are_added_after_those_agreed(laid):
    body = "hosts: [{id: second, organisation: ville, endpoint: hote-second}]"
    plan = read_plan(SMALL, [laid(body)]).plan
    assert [host.id for host in plan.hosts] == ["serveur", "second"]


def test_realm_origin_and_title_are_replaced(laid):
    body = "realm: rehearsal\norigin: releve/mediatheque/exercice\ntitle: Exercice"
    plan = read_plan(SMALL, [laid(body)]).plan
    assert (plan.realm.value, plan.origin, plan.title) == (
        "rehearsal",
        "releve/mediatheque/exercice",
        "Exercice",
    )


@pytest.mark.parametrize(
    "body",
    [
        "timezone: Europe/Brussels",
        "programme: autre",
        "contracts: [{id: portail, title: Autre}]",
        "milestones: [{id: fermeture, window: {opens: 2026-12-01T00:00Z}}]",
        "services: [{id: reservation, requires: []}]",
        "assets: [{id: abonnes, copies: à compléter}]",
        "people: {cheffe: {title: Autre}}",
        "organisations: [{id: reseau, kind: réseau}, {id: reseau, kind: autre}]",
    ],
)
def test_nothing_agreed_is_replaced(laid, body):
    assert [error.code for error in check_plan(SMALL, [laid(body)])] == ["overlay_replaces"]


def test_a_second_overlay_fills_only_what_the_first_left_open(laid):
    first = laid("contracts: [{id: portail, end_of_support: 2027-01-31}]")
    second = laid("organisations: [{id: reseau, kind: réseau}]", "second.yaml")
    third = laid("contracts: [{id: portail, end_of_support: 2028-01-31}]", "third.yaml")
    assert read_plan(SMALL, [first, second]).plan.organisation("reseau").kind == "réseau"
    refused = check_plan(SMALL, [first, third])
    assert [(error.code, error.facts["file"]) for error in refused] == [
        ("overlay_replaces", str(third))
    ]


def test_a_value_keeps_the_place_it_came_from(laid):
    path = laid("contracts:\n  - id: portail\n    end_of_support: bientôt\n")
    (error,) = check_plan(SMALL, [path])
    assert (error.facts["file"], error.facts["line"]) == (str(path), 4)


@pytest.mark.parametrize("name", ["predice", "neutre"])
def test_rehearsals_lack_nothing_but_the_keys_of_the_day(tmp_path, name):
    folder = ROOT / "runbooks" / name
    rehearsal = read_plan(folder / "plan.yaml", [folder / "rehearsal.yaml"])
    assert {one.path.rpartition(".")[2] for one in rehearsal.missing} <= {"keys", "key"}
    keys = keys_of(rehearsal.plan, tmp_path / "keys.yaml")
    whole = read_plan(folder / "plan.yaml", [folder / "rehearsal.yaml", keys])
    assert whole.missing == ()
    rules.refuse_incomplete(whole.plan)
    windows = [milestone.window for milestone in whole.plan.milestones]
    for earlier, later in pairwise(windows):
        assert earlier.closes <= later.opens
