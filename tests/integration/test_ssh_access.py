"""Our own access to a host, removed and seen to be gone."""

import asyncssh
import pytest

from connectors.ssh import SshAccess, open_client
from releve.errors import ConnectorError
from releve.ports import AccessRemover
from tests.fakes.ssh_hosts import home_host

pytestmark = pytest.mark.integration


def line():
    return asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()


def test_only_our_line_goes_and_the_host_then_refuses_us(tmp_path):
    with home_host(tmp_path) as (target, authorized):
        ours = authorized.read_text().strip()
        kind, key = ours.split()[:2]
        before, after = line(), f"# {ours}\n\n{line()}"
        authorized.write_text(f'{before}from="10.0.0.1 x" {kind} {key} nous\n{ours}\n{after}')
        authorized.chmod(0o640)
        access = SshAccess(target)
        assert isinstance(access, AccessRemover)
        assert access.remove_access() == "authorized_keys_line_removed"
        assert authorized.read_text() == before + after
        assert authorized.stat().st_mode & 0o777 == 0o640
        assert [path.name for path in authorized.parent.iterdir()] == ["authorized_keys"]
        with pytest.raises(ConnectorError, match="host_refuses_key"):
            open_client(target)
        assert access.remove_access() == "key_already_refused"


def test_an_access_that_comes_from_elsewhere_is_still_open(tmp_path):
    with home_host(tmp_path, also_trusts=True) as (target, authorized):
        with pytest.raises(ConnectorError, match="access_still_open"):
            SshAccess(target).remove_access()
        assert authorized.read_text() == ""
        authorized.write_text(commented := f"# {line()}")
        with pytest.raises(ConnectorError, match="access_line_missing"):
            SshAccess(target).remove_access()
        assert authorized.read_text() == commented
        authorized.unlink()
        with pytest.raises(ConnectorError, match="access_line_missing"):
            SshAccess(target).remove_access()


def test_a_host_that_does_not_answer_proves_nothing(tmp_path):
    with home_host(tmp_path) as (target, _):
        pass
    with pytest.raises(ConnectorError, match="host_unreachable"):
        SshAccess(target).remove_access()
