"""`releve evidence` on a real workspace: the folder, its pack, and the pack of one part."""

import json

import pytest

from releve.model.scope import Scope, ScopeKind, scope_subjects
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def world(grounds, tmp_path_factory):
    """The members' data are destroyed and certified; copies are left to do."""
    return grounds.world("copies", tmp_path_factory.mktemp("packs") / "monde")


def verified(world, path):
    trust = str(world.root / "trust")
    answer = said("verify", "--rehearsal", "--json", "--trust", trust, str(path))
    return answer.code, json.loads(answer.out)


@pytest.mark.parametrize("words", [(), ("write",)])
def test_the_folder_is_written_with_or_without_its_name(world, words):
    assert world.releve("evidence", *words).code == 0
    code, report = verified(world, world.root / "evidence")
    assert (code, report["refusal"]) == (0, None)


def test_the_workspace_may_be_named_before_the_action(world, tmp_path):
    answer = said("evidence", "-w", str(world.root), "pack", str(tmp_path / "preuves.zip"))
    assert (answer.code, answer.err) == (0, "")
    code, report = verified(world, tmp_path / "preuves.zip")
    assert (code, report["claims"][0]["code"]) == (0, "pack")


PARTS = {"service": "portail", "controller": "ville"}


@pytest.mark.parametrize("kind", PARTS)
def test_the_pack_of_a_part_is_verified_and_leaves_no_folder(world, tmp_path, kind):
    before = {one.name for one in world.root.iterdir()}
    target = tmp_path / "partie.zip"
    answer = world.releve("evidence", "pack", f"--{kind}", PARTS[kind], str(target))
    assert (answer.code, answer.err) == (0, "")
    code, report = verified(world, target)
    assert (code, report["refusal"]) == (0, None)
    told = {one["code"]: one["facts"] for one in report["limits"]}["partial"]
    plan = world.source().plan
    inside = scope_subjects(plan, Scope(kind=ScopeKind(kind), name=PARTS[kind]))
    assert told == {
        "scope": kind,
        "name": PARTS[kind],
        "subjects": len(inside),
        "of": len(list(plan.subjects())),
    }
    assert inside
    assert {one.name for one in world.root.iterdir()} == before


def test_a_part_of_nothing_and_a_place_that_is_taken_are_wrong_calls(world, tmp_path):
    answer = world.releve("evidence", "pack", "--service", "inconnu", str(tmp_path / "x.zip"))
    assert (answer.code, "[scope_unknown]" in answer.err) == (2, True)
    assert not (tmp_path / "x.zip").exists()
    (tmp_path / "x.zip").write_text("à quelqu'un")
    answer = world.releve("evidence", "pack", str(tmp_path / "x.zip"))
    assert (answer.code, "[pack_exists]" in answer.err) == (2, True)
