"""At the end nobody holds what would tell of one person, and the evidence still stands."""

import pytest

from flows.forget import forget
from flows.loop import Run
from releve.errors import StepRefused

pytestmark = pytest.mark.integration

ASSETS = ("abonnes", "affiches")


@pytest.fixture
def world(grounds, tmp_path):
    return grounds.world("copies", tmp_path / "monde")


def finish(world):
    for one in world.state().subjects.values():
        if one.request is not None and one.intent is None:
            world.approve(one.subject)
    world.run()


def shredded(world):
    return {one.subject for one in world.entries() if one.kind.value == "content_key_shredded"}


def keys(world):
    return sorted(one.stem for one in (world.root / "keys" / "content").glob("*.key"))


def test_keys_go_with_the_last_copy_and_not_before(world):
    assert keys(world) == sorted(ASSETS)
    assert shredded(world) == set()
    for _ in range(4):
        finish(world)
    assert keys(world) == []
    assert shredded(world) == {f"asset:{one}" for one in ASSETS}
    assert world.verify().code == 0
    with world.desk() as desk, pytest.raises(StepRefused, match="content_key_shredded"):
        desk.content_key("abonnes")


def test_a_machine_that_stops_before_recording_says_what_it_found(world):
    """Killed between the shredding and its record: the key is gone and nothing says so yet."""
    for one in world.state().subjects.values():
        if one.request is not None and one.intent is None:
            world.approve(one.subject)
    with world.desk() as desk, desk.ledger.performing():
        run = Run(desk=desk)
        while (step := run._first_ready()) is not None or world.validate():
            if step is not None:
                run.carry_out(step)
        for asset in ASSETS:
            desk.content_keys.shred(asset)
        assert sorted(forget(desk)) == sorted(ASSETS)
        assert forget(desk) == ()
    means = [
        one.body["means"] for one in world.entries() if one.kind.value == "content_key_shredded"
    ]
    assert means == ["found_absent", "found_absent"]
    assert world.verify().code == 0
