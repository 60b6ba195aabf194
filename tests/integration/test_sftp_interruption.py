"""A delivery whose connection dies goes on from what had arrived."""

import hashlib
import random
import resource

import pytest

from connectors.ssh import SftpDeposit
from releve.errors import ConnectorError, ConnectorUnavailable
from tests.fakes.ssh_hosts import exercise_host, target

pytestmark = pytest.mark.integration
SIZE = 24 * 1024 * 1024


def test_a_killed_connection_is_gone_on_with(tmp_path):
    content = random.Random(7).randbytes(SIZE)
    (source := tmp_path / "lot.age").write_bytes(content)
    with exercise_host(tmp_path / "exercice") as host:
        (depot := host.files / "depot").mkdir()
        depositor = SftpDeposit(target(host), "/depot")

        def kill(sent):
            if sent >= SIZE // 2:
                host.stop()

        with pytest.raises(ConnectorUnavailable, match="deposit_interrupted"):
            depositor.deposit(source, "lot.age", kill)
        assert [path.name for path in depot.iterdir()] == [".lot.age.part"]
        begun = (depot / ".lot.age.part").stat().st_size
        assert 0 < begun < SIZE
        with pytest.raises(ConnectorUnavailable, match="host_unreachable"):
            depositor.deposit(source, "lot.age", kill)

        host.start()
        host.wait_ready()
        handled = []
        digest = depositor.deposit(source, "lot.age", handled.append)
        assert (digest, handled[0]) == (hashlib.sha256(content).hexdigest(), begun)
        assert (depot / "lot.age").read_bytes() == content


def test_what_the_disk_returns_differently_is_damaged(tmp_path):
    (source := tmp_path / "lot.age").write_bytes(b"a" * 3_000_000)
    with exercise_host(tmp_path / "exercice") as host:
        (depot := host.files / "depot").mkdir()

        def swap(sent):
            if sent == 3_000_000:
                source.write_bytes(b"b" * 3_000_000)

        def rewrite(sent):
            if sent == 0:
                source.write_bytes(b"b" * 3_000_000)

        depositor = SftpDeposit(target(host), "/depot")
        with pytest.raises(ConnectorError, match="deposit_damaged"):
            depositor.deposit(source, "lot.age", rewrite)
        assert not (depot / "lot.age").exists()
        source.write_bytes(b"a" * 3_000_000)
        depositor.deposit(source, "lot.age", swap)
        assert (depot / "lot.age").read_bytes() == b"a" * 3_000_000


def test_a_full_disk_is_an_answer_of_the_host(tmp_path):
    content = random.Random(8).randbytes(3_000_000)
    (source := tmp_path / "lot.age").write_bytes(content)
    with exercise_host(tmp_path / "exercice") as host:
        (depot := host.files / "depot").mkdir()
        depositor = SftpDeposit(target(host), "/depot")
        resource.prlimit(host.pid, resource.RLIMIT_FSIZE, (2_000_000, -1))
        with pytest.raises(ConnectorError) as caught:
            depositor.deposit(source, "lot.age", lambda _: None)
        assert caught.value.code in {"deposit_refused", "deposit_damaged"}
        assert not isinstance(caught.value, ConnectorUnavailable)
        assert [path.name for path in depot.iterdir()] == [".lot.age.part"]

        resource.prlimit(host.pid, resource.RLIMIT_FSIZE, (-1, -1))
        handled = []
        depositor.deposit(source, "lot.age", handled.append)
        assert handled[0] == 2_000_000
        assert (depot / "lot.age").read_bytes() == content


def test_a_drop_we_may_not_write_refuses(tmp_path):
    (source := tmp_path / "lot.age").write_bytes(b"lot")
    with exercise_host(tmp_path / "exercice") as host:
        (host.files / "depot" / ".lot.age.part").mkdir(parents=True)
        with pytest.raises(ConnectorError, match="deposit_conflict"):
            SftpDeposit(target(host), "/depot").deposit(source, "lot.age", lambda _: None)
