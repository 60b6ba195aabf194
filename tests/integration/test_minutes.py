"""The procès-verbal issued, signed and issued again by the real commands, then verified."""

import json

import pytest

ABOUT = "contract:portail+organisation:ville"
NUMBER = "PV-MEDIATHEQUE-EX-contract_portail__organisation_ville"


@pytest.fixture
def world(grounds, tmp_path):
    """The copies wait for their destruction: what the text will tell goes on changing."""
    return grounds.world("copies", tmp_path / "monde")


def issue(world):
    said = world.releve("document", "minutes", ABOUT)
    assert said.code == 0, said.err
    return said.out


def text_of(world, number):
    twin = json.loads((world.root / "documents" / f"{number}.dsse.json").read_bytes())
    assert (world.root / "documents" / f"{number}.pdf").read_bytes().startswith(b"%PDF")
    return twin


def sign(world, who, capacity, number=NUMBER, reserves="-"):
    fields = {"document": number, "capacity": capacity, "reserves": reserves}
    return world.act("signing", "plan", who, **fields)


def recorded(world):
    world.collect()
    assert world.refused() == {}


def test_it_is_signed_by_number_and_its_copy_verifies(world):
    assert NUMBER in issue(world)
    text_of(world, NUMBER)
    assert "Déjà émis" in issue(world)
    for who, capacity in (("titulaire", "holder"), ("cheffe-de-projet", "buyer")):
        assert sign(world, who, capacity).code == 0
    recorded(world)
    assert f"{NUMBER}-R2" in issue(world)
    again = sign(world, "directeur", "controller", f"{NUMBER}-R2")
    assert again.code == 0, again.err
    recorded(world)
    assert f"{NUMBER}-R3" in issue(world)
    assert "Déjà émis" in issue(world)
    roll_up = world.releve("document", "programme_minutes")
    assert roll_up.code == 0, roll_up.err
    verified = world.verify()
    assert verified.code == 0, verified.out


def test_who_may_not_sign_learns_it_at_once(world):
    issue(world)
    refused = sign(world, "directeur", "holder")
    assert refused.code == 12
    assert "logiciel-lecture" in refused.err


def test_a_reserve_in_free_words_holds_the_signed_copy_back(world):
    issue(world)
    assert sign(world, "titulaire", "holder", reserves="Clés à rendre").code == 0
    recorded(world)
    held = world.releve("document", "minutes", ABOUT)
    assert held.code == 13
    assert "réserve sans responsable" in held.err
    entry = world.entries()[-1].index
    fields = {"about": str(entry), "owner": "ville", "due_on": "2027-01-31", "text": "Clés"}
    world.sign("reserve", "plan", "cheffe-de-projet", **fields)
    recorded(world)
    assert f"{NUMBER}-R2" in issue(world)
    assert world.verify().code == 0
