"""The log's key changes hands: by the old key and the people who decide, or not at all."""

import json
import shutil

import pytest

from flows import rollover
from flows.desk import Desk
from flows.rollover import prepared
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"
QUORUM = ("cheffe-de-projet", "directeur")


@pytest.fixture
def world(grounds, tmp_path):
    return grounds.world("asked", tmp_path / "monde")


def asked(world) -> dict[str, str]:
    with world.desk() as desk:
        return prepared(desk).fields()


def sign(world, people=QUORUM) -> None:
    for one in people:
        world.sign("rollover", "plan", one, **asked(world), reason="rotation annuelle")
    world.collect()


def vkey(world) -> str:
    with world.desk() as desk:
        return desk.keys.log.vkey


def verify(world, trust):
    words = ("--rehearsal", "--trust", str(trust), str(world.root / "evidence"))
    return said("verify", *words)


def finish(world) -> None:
    world.approve(ASSET)
    world.run()
    assert world.releve("evidence").code == 0


def test_a_key_changed_by_the_quorum_signs_from_then_on_and_old_trust_reaches_it(world, tmp_path):
    old, old_trust = vkey(world), shutil.copy(world.workspace.trust, tmp_path / "ancien.json")
    assert world.releve("key", "prepare").code == 0
    sign(world)
    assert world.releve("key", "change").code == 0
    assert vkey(world) != old
    finish(world)
    note = (world.root / "evidence" / "ledger" / "checkpoint").read_text()
    assert len([line for line in note.splitlines() if line.startswith("— ")]) == 1
    for trust in (old_trust, world.workspace.trust):
        report = verify(world, trust)
        assert report.code == 0, report.out
        assert "changée 1 fois" in report.out
    changed = json.loads(world.workspace.trust.read_text())
    assert changed["log_keys"][1] == old
    assert verify(world, tmp_path / "ancien.json").code == 0


def test_evidence_made_before_the_change_is_still_good_under_the_new_trust(world, tmp_path):
    finish(world)
    before = shutil.copytree(world.root / "evidence", tmp_path / "avant")
    world.releve("key", "prepare")
    sign(world)
    assert world.releve("key", "change").code == 0
    report = said("verify", "--rehearsal", "--trust", str(world.workspace.trust), str(before))
    assert report.code == 0, report.out


def test_a_change_that_one_person_did_not_sign_is_refused_and_changes_nothing(world):
    old = vkey(world)
    world.releve("key", "prepare")
    sign(world, QUORUM[:1])
    refused = world.releve("key", "change")
    assert "[rollover_unsigned]" in refused.err
    assert vkey(world) == old
    assert not [one for one in world.facts() if one[0] == "log_key_changed"]


def test_nobody_outside_the_quorum_signs_a_change(world):
    world.releve("key", "prepare")
    fields = asked(world)
    refused = world.act("rollover", "plan", "exploitante", **fields, reason="essai")
    assert "[adopter_not_entitled]" in refused.err


def test_acts_for_another_key_do_not_count(world):
    world.releve("key", "prepare")
    for one in QUORUM:
        world.sign("rollover", "plan", one, **{**asked(world), "trust": "sha256:00"}, reason="non")
    world.collect()
    assert "[rollover_unsigned]" in world.releve("key", "change").err


def test_a_change_without_preparation_is_refused(world):
    assert "[rollover_not_prepared]" in world.releve("key", "change").err


@pytest.mark.parametrize("done", ["nothing", "trust"])
def test_a_machine_that_stops_in_the_middle_goes_on_and_never_signs_with_the_old_key(world, done):
    world.releve("key", "prepare")
    sign(world)
    desk = Desk(world.workspace, changing_key=True)
    asking = prepared(desk)
    rollover._record(desk, asking, rollover._signed(desk, asking))
    if done == "trust":
        (world.workspace.trust.with_name("trust.next.json")).replace(world.workspace.trust)
    desk.close()
    trust = world.workspace.trust.read_bytes()
    assert "[log_key_replaced]" in world.run().err
    assert "[log_key_replaced]" in world.releve("key", "prepare").err
    assert world.workspace.trust.read_bytes() == trust
    assert world.releve("key", "change").code == 0
    assert vkey(world) == asking.key
    finish(world)
    assert verify(world, world.workspace.trust).code == 0


def test_a_trust_file_cut_short_is_never_recorded_even_signed(world):
    world.releve("key", "prepare")
    file = world.workspace.trust.with_name("trust.next.json")
    file.write_bytes(file.read_bytes()[:200])
    sign(world)
    assert "[trust_malformed]" in world.releve("key", "change").err
    assert not [one for one in world.facts() if one[0] == "log_key_changed"]


def test_a_preparation_that_stops_midway_leaves_no_half_of_a_trust_file(world, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    with world.desk() as desk:
        monkeypatch.setattr(rollover.os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            rollover.prepare(desk)
        monkeypatch.undo()
    assert not world.workspace.trust.with_name("trust.next.json").exists()
    assert world.releve("key", "prepare").code == 0


def test_the_key_does_not_change_under_a_run(world):
    world.releve("key", "prepare")
    sign(world)
    with world.desk() as desk, desk.ledger.performing():
        assert "[already_performing]" in world.releve("key", "change").err
    assert world.releve("key", "change").code == 0


def test_the_rebuilt_store_goes_on_under_the_new_key(world):
    world.releve("key", "prepare")
    sign(world)
    world.releve("key", "change")
    (world.root / "ledger" / "ledger.sqlite").unlink()
    assert world.releve("ledger", "recover").code == 0
    finish(world)
    assert verify(world, world.workspace.trust).code == 0
