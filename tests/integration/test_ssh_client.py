"""Only the pinned host, only our key, and each refusal under its own name."""

import asyncssh
import pytest

from connectors.ssh import open_client
from releve.errors import ConnectorError, ConnectorUnavailable
from tests.fakes.ssh_hosts import exercise_host, scattered_port, target

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with exercise_host(tmp_path_factory.mktemp("hote")) as running:
        yield running


def public_line(kind="ssh-ed25519"):
    key = asyncssh.generate_private_key(kind)
    return " ".join(key.export_public_key().decode().split()[:2])


def refused(where):
    with pytest.raises(ConnectorError) as caught:
        open_client(where).close()
    return caught.value


def test_the_pinned_host_lets_us_in_with_the_fast_cipher(host):
    with open_client(target(host)) as client:
        assert client.get_transport().remote_cipher == "aes128-gcm@openssh.com"
        assert client.get_host_keys().keys() == [f"[{host.address}]:{host.port}"]


@pytest.mark.parametrize("kind", ["ssh-ed25519", "ecdsa-sha2-nistp256"])
def test_another_host_key_is_refused_with_both_fingerprints(host, kind):
    error = refused(target(host, host_key=public_line(kind)))
    assert error.code == "host_key_refused"
    assert not isinstance(error, ConnectorUnavailable)
    expected = asyncssh.import_public_key(host.host_key_line).get_fingerprint()
    assert error.facts["found"].rstrip("=") == expected
    assert error.facts["expected"] != error.facts["found"]


def test_a_key_the_host_does_not_know_is_refused_by_the_host(host, tmp_path):
    file = tmp_path / "other"
    file.touch(mode=0o600)
    file.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    assert refused(target(host, client_key_file=file)).code == "host_refuses_key"


def test_a_host_that_does_not_answer_may_be_tried_again(host):
    error = refused(target(host, port=scattered_port()))
    assert (error.code, type(error)) == ("host_unreachable", ConnectorUnavailable)


@pytest.mark.parametrize(
    "line", ["", "ssh-ed25519", "ssh-ed25519 AA*A", "ssh-none AAAA", "a b", "ssh-ed25519 AAAA"]
)
def test_a_pinned_key_that_cannot_be_read(host, line):
    assert refused(target(host, host_key=line)).code == "host_key_unreadable"


@pytest.mark.parametrize(
    ("mode", "content", "code"),
    [
        (0o640, b"", "client_key_not_private"),
        (0o600, b"not a key", "client_key_unreadable"),
        (None, b"", "client_key_missing"),
    ],
)
def test_a_client_key_file_that_cannot_serve(host, tmp_path, mode, content, code):
    file = tmp_path / "key"
    if mode is not None:
        file.write_bytes(content)
        file.chmod(mode)
    assert refused(target(host, client_key_file=file)).code == code
