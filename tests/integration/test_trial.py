"""A trial migration: the same root on both sides, or nothing to sign; nothing of it stays."""

import json
import sys

import pytest

from flows.trial import signable, try_takeover
from releve.errors import ConnectorError
from tests.fakes.pathway_world import SCHEMA, VIEW, PathwayWorld

pytestmark = pytest.mark.integration

PATHWAYS = 5
SUBJECT = f"asset:{VIEW}"
LOOK_ALIKE = f"""
    UPDATE {SCHEMA}.usager one SET statut_identite = 'validée', ins = NULL, ins_oid = NULL,
        nom_naissance = other.nom_naissance, date_naissance = other.date_naissance,
        sexe = other.sexe
    FROM {SCHEMA}.usager other WHERE one.id = 2 AND other.id = 1
"""  # noqa: S608 - our names


@pytest.fixture
def world(cluster, tmp_path):
    return PathwayWorld.adopted(cluster, tmp_path / "monde", pathways=PATHWAYS)


def kept(world):
    return json.loads((world.root / f"trials/{VIEW}.json").read_bytes())


def left(world):
    """What a trial left below the packages."""
    packages = world.root / "packages"
    return {one.relative_to(packages).as_posix() for one in packages.glob("*/*")}


def test_a_trial_that_agrees_tells_what_may_be_signed(world):
    size = world.state().size
    answer = world.releve("trial", VIEW)
    assert (answer.code, answer.err) == (0, "")
    said = kept(world)
    assert said["root"] == said["attested"]
    assert said["pathways"] == said["loaded"] == PATHWAYS
    assert said["root"] in answer.out
    assert said["package"] in answer.out
    assert world.state().size == size
    assert left(world) == set()


def test_a_signed_trial_opens_the_export(world):
    world.decide()
    assert world.reasons(SUBJECT) == {"trial_missing"}
    world.try_out()
    assert ("export", SUBJECT) in world.ready()


def test_a_trial_leaves_the_real_export_and_its_key_alone(world):
    with world.desk() as desk:
        first = try_takeover(desk, VIEW)
        second = try_takeover(desk, VIEW)
        measured = desk.view(desk.memory.plan.asset(VIEW)).measure(
            desk.memory.plan.asset(VIEW).medium, desk.content_key(VIEW)
        )
    assert first == second
    assert first.same
    assert first.outcomes["created"] == PATHWAYS
    assert measured.root == first.root


def test_people_whom_the_importer_cannot_tell_apart_are_not_loaded_and_nothing_is_signed(world):
    with world.sql() as connection:
        assert connection.execute(LOOK_ALIKE).rowcount == 1
    answer = world.releve("trial", VIEW)
    assert answer.code == 1
    said = kept(world)
    assert said["root"] != said["attested"]
    assert (said["pathways"], said["loaded"]) == (PATHWAYS, PATHWAYS - 1)
    assert said["outcomes"] == {
        "created": PATHWAYS - 1,
        "linked": 0,
        "possible_duplicate": 1,
        "rejected": 0,
    }
    details = world.root / "packages" / VIEW / "essai-details.ndjson"
    assert str(details) in answer.out
    assert details.stat().st_mode & 0o777 == 0o600
    rows = [json.loads(line) for line in details.read_bytes().splitlines()[1:]]
    doubts = [one for one in rows if one["outcome"] == "possible_duplicate"]
    assert len(doubts) == 1
    assert left(world) == {f"{VIEW}/essai-details.ndjson"}


def test_the_details_of_a_trial_that_differed_go_with_the_next_one(world):
    with world.sql() as connection:
        connection.execute(LOOK_ALIKE)
    assert world.releve("trial", VIEW).code == 1
    with world.sql() as connection:
        connection.execute(f"UPDATE {SCHEMA}.usager SET nom_naissance = 'ZORVEL' WHERE id = 2")  # noqa: S608 - our names
    assert world.releve("trial", VIEW).code == 0
    assert left(world) == set()


def test_an_importer_that_does_not_answer_is_not_a_trial(world, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with world.desk() as desk, pytest.raises(ConnectorError) as refused:
        try_takeover(desk, VIEW)
    assert refused.value.code == "trial_not_loaded"
    assert (refused.value.facts["asset"], refused.value.facts["exit_code"]) == (VIEW, 1)
    assert not (world.root / "trials").exists()
    assert left(world) == set()


def test_a_trial_tells_where_every_pathway_of_the_source_ends(world):
    with world.sql() as connection:
        connection.execute(f"DELETE FROM {SCHEMA}.consentement WHERE usager_id = 1")  # noqa: S608 - our names
        connection.execute(f"UPDATE {SCHEMA}.usager SET nom_naissance = ' ' WHERE id = 2")  # noqa: S608 - our names
    answer = world.releve("trial", VIEW)
    assert answer.code == 0
    said = kept(world)
    assert sum(said["bins"].values()) == PATHWAYS
    assert said["bins"]["withheld/no_legal_basis"] == 1
    (reject,) = said["rejects"]
    assert (reject["entity"], reject["attribute"]) == ("person", "birth_family_name")
    assert "person.birth_family_name" in answer.out


def test_a_trial_of_nothing_is_for_no_signature(world):
    with world.sql() as connection:
        connection.execute(f"DELETE FROM {SCHEMA}.consentement")  # noqa: S608 - our names
    answer = world.releve("trial", VIEW)
    assert answer.code == 1
    assert kept(world)["root"] == kept(world)["attested"]
    assert signable(world.workspace, VIEW) == {}


def test_the_act_is_filled_in_from_the_trial(world):
    world.decide()
    assert world.releve("trial", VIEW).code == 0
    assert signable(world.workspace, VIEW)["root"] == kept(world)["root"]
    key = str(world.key("directeur"))
    words = ("act", "trial", "-s", SUBJECT, "--as", "directeur", "--key", key)
    assert world.releve(*words).code == 0
    assert {one.code for one in world.collect()} == {None}
    assert ("export", SUBJECT) in world.ready()
