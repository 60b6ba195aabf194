"""`releve evidence stamp` and `renew` on a real authority, and the system's tools on the result."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.timestamp_authority import TimestampServer
from flows.stamp import stamp
from releve.errors import ConnectorError
from releve.model.evidence import EntryKind
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.small_world import said
from tests.fakes.ssh_hosts import scattered_port

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    return make_pki(tmp_path_factory.mktemp("certificats") / "pki")


@pytest.fixture
def server(pki, tmp_path):
    running = TimestampServer(tmp_path / "horodateur", pki=pki, port=scattered_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return EvidenceMaker().tell().publish(tmp_path_factory.mktemp("told") / "evidence")


@pytest.fixture
def evidence(tmp_path, told):
    return shutil.copytree(told, tmp_path / "evidence")


def renew(place, server, pki):
    words = ("--tsa", server.url, "--authorities", str(pki.timestamp_authorities))
    return said("evidence", "renew", str(place), *words)


def files(place):
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_a_renewal_is_checked_by_the_tools_of_the_system(evidence, server, pki, needs_tool):
    needs_tool("openssl")
    needs_tool("sha512sum")
    answer = renew(evidence, server, pki)
    assert answer.code == 0, answer.err
    assert "Renouvellement 0001" in answer.out
    place = evidence / "renewals" / "0001"
    listed = ["sha512sum", "--strict", "--quiet", "-c", "renewals/0001/manifest.sha512"]
    assert subprocess.run(listed, cwd=evidence, check=False).returncode == 0
    checked = ["openssl", "ts", "-verify", "-token_in", "-in", "token.tst"]
    checked += ["-data", "manifest.sha512", "-CAfile", str(pki.timestamp_authorities)]
    done = subprocess.run(checked, cwd=place, check=False, capture_output=True, text=True)
    assert done.stdout == "Verification: OK\n"
    late = [*checked, "-attime", "4102444800"]  # 2100-01-01, when nothing is valid any more
    done = subprocess.run(late, cwd=place, check=False, capture_output=True, text=True)
    assert "certificate has expired" in done.stderr
    shown = ["openssl", "ts", "-reply", "-token_in", "-in", "token.tst", "-text"]
    text = subprocess.run(shown, cwd=place, check=True, capture_output=True, text=True).stdout
    assert "Hash Algorithm: sha512" in text


def test_an_authority_that_is_down_is_said_and_nothing_is_written(evidence, server, pki):
    server.stop()
    before = files(evidence)
    answer = renew(evidence, server, pki)
    assert answer.code == 16
    assert answer.err.rstrip().endswith("[timestamp_unreachable]")
    assert files(evidence) == before


def test_without_an_authority_the_command_is_wrong(evidence, server):
    answer = said("evidence", "renew", str(evidence))
    assert (answer.code, "[renewal_authority_missing]" in answer.err) == (2, True)
    absent = ("--tsa", server.url, "--authorities", str(evidence / "absent.pem"))
    answer = said("evidence", "renew", str(evidence), *absent)
    assert (answer.code, "[renewal_authorities_unreadable]" in answer.err) == (2, True)


def test_broken_evidence_is_named_and_not_renewed(evidence, server, pki):
    (evidence / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    answer = renew(evidence, server, pki)
    assert answer.code == 1
    assert answer.err.startswith("LISEZMOI.txt: ")
    assert "[evidence_not_renewable]" in answer.err
    assert not (evidence / "renewals").exists()


@pytest.fixture
def world(grounds, tmp_path):
    """One body of data is destroyed and certified, by an organisation without an authority."""
    return grounds.world("copies", tmp_path / "monde")


def configure(world, server, pki):
    """Give the workspace an authority, and the auditor's trust the same."""
    shutil.copy(pki.timestamp_authorities, world.root / "tsa.pem")
    file = world.root / "workspace.json"
    named = {"url": server.url, "authorities": "tsa.pem"}
    file.write_text(json.dumps({**json.loads(file.read_text()), "timestamp": named}, indent=1))
    trust = world.root / "trust" / "trust.json"
    roots = [pki.timestamp_authorities.read_text()]
    trust.write_text(
        json.dumps({**json.loads(trust.read_text()), "timestamp_authorities": roots}, indent=1)
    )


def test_what_was_issued_while_the_authority_was_down_is_stamped_later(world, server, pki):
    issued = [one for one in world.entries() if one.kind is EntryKind.CERTIFICATE_ISSUED]
    assert issued
    assert {one.body["token"] for one in issued} == {None}
    size = world.state().size
    answer = world.releve("evidence", "stamp")
    assert (answer.code, "[timestamp_not_configured]" in answer.err) == (2, True)
    configure(world, server, pki)
    server.stop()
    assert world.releve("evidence", "stamp").code == 16
    assert world.state().size == size
    server.start()
    answer = world.releve("evidence", "stamp")
    assert answer.code == 0, answer.err
    assert len(answer.out.splitlines()) == len(issued) + 1
    stamped = [one for one in world.entries() if one.kind is EntryKind.CERTIFICATE_STAMPED]
    assert [one.body["certificate"] for one in stamped] == [one.index for one in issued]
    assert [one.body["pdf"] for one in stamped] == [one.body["pdf"] for one in issued]
    assert [one.subject for one in stamped] == [one.subject for one in issued]
    answer = world.releve("evidence", "stamp")
    assert (answer.code, world.state().size) == (0, size + len(issued))


def test_a_token_that_auditors_would_refuse_is_not_recorded(world, server, pki):
    configure(world, server, pki)
    size = world.state().size
    with world.desk() as desk:
        data = b"autre chose"
        given = desk.timestamps.token(data)
        other = SimpleNamespace(token=lambda _data: given)
        told = SimpleNamespace(
            timestamps=other, memory=desk.memory, ledger=desk.ledger, workspace=desk.workspace
        )
        with pytest.raises(ConnectorError, match="timestamp_untrusted"):
            stamp(told)
    assert world.state().size == size


def test_the_flow_of_each_night_stamps_and_says_so(world, server, pki, monkeypatch):
    from flows.stamping import stamping_flow

    monkeypatch.setenv("RELEVE_WORKSPACE", str(world.root))
    refused = stamping_flow.fn()
    assert (refused.name, refused.type.value) == ("Refusé", "FAILED")
    assert "workspace.json" in refused.message
    configure(world, server, pki)
    ended = stamping_flow.fn()
    assert (ended.name, ended.message) == ("Terminé", "1 certificat(s) horodaté(s).")
    assert stamping_flow.fn().message == "0 certificat(s) horodaté(s)."


def test_stamped_then_renewed_the_evidence_is_verified_with_its_dates(world, server, pki):
    configure(world, server, pki)
    assert world.releve("evidence", "stamp").code == 0
    evidence = world.root / "evidence"
    assert world.verify().code == 0
    answer = said("evidence", "renew", str(evidence), "-w", str(world.root))
    assert answer.code == 0, answer.err
    trust = str(world.root / "trust")
    verify = ("verify", "--rehearsal", "--json", "--trust", trust, str(evidence))
    report = json.loads(said(*verify).out)
    assert report["exit_code"] == 0
    claims = {one["code"]: one["facts"] for one in report["claims"]}
    assert claims["renewals"]["renewals"] == 1
    year = datetime.now(UTC).year + 20
    report = json.loads(said(*verify, "--at", f"{year}-01-01T00:00:00Z").out)
    limits = {one["code"]: one["facts"] for one in report["limits"]}
    assert limits["timestamps_lapsed"]["timestamps"] == limits["timestamps_lapsed"]["of"] > 1
