"""A workspace that seals and stamps: what it makes is what `releve verify` accepts, and no more."""

import json

import pytest

from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.timestamp_authority import TimestampServer
from releve.model.evidence import EntryKind
from tests.fakes.small_world import said
from tests.fakes.ssh_hosts import scattered_port

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"


@pytest.fixture
def pki(tmp_path):
    return make_pki(tmp_path / "pki")


@pytest.fixture
def server(pki, tmp_path):
    running = TimestampServer(tmp_path / "horodateur", pki=pki, port=scattered_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture
def world(grounds, tmp_path, pki, server):
    world = grounds.world("asked", tmp_path / "monde")
    more = {
        "seal": {"file": str(pki.seal), "passphrase_file": str(pki.passphrase)},
        "seal_authorities": str(pki.seal_authorities),
        "timestamp": {"url": server.url, "authorities": str(pki.timestamp_authorities)},
    }
    known = {
        "seal_authorities": [pki.seal_authorities.read_text()],
        "timestamp_authorities": [pki.timestamp_authorities.read_text()],
    }
    for file, values in ((world.root / "workspace.json", more), (world.workspace.trust, known)):
        file.write_text(json.dumps({**json.loads(file.read_text()), **values}, indent=1))
    return world


def verified(world):
    trust = str(world.workspace.trust)
    answer = said("verify", "--rehearsal", "--json", "--trust", trust, str(world.root / "evidence"))
    return json.loads(answer.out)


def issued(world):
    return [one.body for one in world.entries() if one.kind is EntryKind.CERTIFICATE_ISSUED]


@pytest.mark.parametrize("down", [False, True])
def test_its_certificates_are_accepted_whether_the_authority_answers_or_not(world, server, down):
    if down:
        server.stop()
    world.approve(ASSET)
    world.run()
    made = issued(world)
    assert {one["seal"] for one in made} == {"B-B" if down else "B-T"}
    if down:
        server.start()
        assert world.releve("evidence", "stamp").code == 0
    assert world.releve("evidence").code == 0
    report = verified(world)
    assert report["refusal"] is None, report["refusal"]
    claims = {one["code"]: one["facts"] for one in report["claims"]}
    limits = {one["code"] for one in report["limits"]}
    assert claims["seals"]["sealed"] == len(made)
    assert claims["stamps"]["stamps"] == len(made) * (1 if down else 2)
    assert not limits & {"unsealed", "unstamped", "clocks_differ", "seals_unchecked"}
