"""The exercise's own authorities: certificates made once, a process that dates what it is given."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from asn1crypto import cms

from connectors.timestamping import Rfc3161Authority
from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.timestamp_authority import TimestampServer
from tests.fakes.ssh_hosts import scattered_port

pytestmark = pytest.mark.integration

DATA = b"quoi que ce soit"


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    return make_pki(tmp_path_factory.mktemp("certificats") / "pki")


@pytest.fixture(scope="module")
def server(pki, tmp_path_factory):
    folder = tmp_path_factory.mktemp("horodateur")
    running = TimestampServer(folder, pki=pki, port=scattered_port())
    running.start()
    yield running
    running.stop()


def serial(token):
    content = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"]
    return content.parsed["serial_number"].native


def test_serial_numbers_never_repeat_even_side_by_side_and_after_a_restart(server, pki):
    authority = Rfc3161Authority.load(server.url, pki.timestamp_authorities)
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(authority.token, [DATA] * 24))
    server.stop()
    server.start()
    tokens += [authority.token(DATA) for _ in range(3)]
    assert len({serial(token) for token in tokens}) == 27


def test_starting_twice_leaves_the_one_that_runs_and_stopping_ends_it(server):
    pid = server.pid
    server.start()
    assert server.pid == pid
    server.stop()
    assert server.pid is None
    server.start()


def test_the_exercises_certificates_are_made_once_and_kept_private(tmp_path, needs_tool):
    needs_tool("openssl")
    folder = tmp_path / "pki"
    command = [sys.executable, "-m", "deployments.rehearsal.pki", str(folder)]
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stdout]
    first = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    said.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert said[0] == said[1]
    assert {path: path.read_bytes() for path in first} == first
    assert {one.relative_to(folder).as_posix() for one in first} == {
        "seal/authorities.pem",
        "seal/passphrase",
        "seal/seal.p12",
        "timestamp/authorities.pem",
        "timestamp/signer.key",
        "timestamp/signer.pem",
    }
    for path in folder.rglob("*"):
        private = path.name in {"seal.p12", "passphrase", "signer.key"}
        assert not private or stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not path.is_dir() or stat.S_IMODE(path.stat().st_mode) == 0o700
    assert not any(b"PRIVATE KEY" in first[folder / name] for name in ("timestamp/signer.pem",))


def test_half_made_certificates_are_made_again(tmp_path):
    folder = tmp_path / "pki"
    made = make_pki(folder)
    kept = made.seal.read_bytes()
    half = (folder / "timestamp").rename(folder / "timestamp.new")
    (half / "signer.key").unlink()
    again = make_pki(folder)
    assert again.seal.read_bytes() == kept
    assert b"PRIVATE KEY" in again.signer_key.read_bytes()
