"""Reading back what was sent is asked for; what was there before is read in any case."""

import hashlib

import pytest

from connectors.ssh import SftpDeposit
from releve.errors import ConnectorError
from releve.pathways.delivery import VolumeDelivery
from tests.fakes.ssh_hosts import exercise_host, target

pytestmark = pytest.mark.integration
SIZE = 2_500_000


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with exercise_host(tmp_path_factory.mktemp("hote")) as running:
        yield running


@pytest.fixture(params=[True, False], ids=["read back", "not read back"])
def drop(request, host, tmp_path):
    (folder := host.files / tmp_path.name).mkdir()
    ours = SftpDeposit(target(host), f"/{folder.name}", read_back=request.param)
    return ours, folder, request.param


def test_a_file_that_changes_while_it_is_sent_shows_when_read_back(drop, tmp_path):
    ours, folder, read_back = drop
    (source := tmp_path / "lot.age").write_bytes(b"a" * SIZE)

    def rewrite(sent):
        if sent == 0:
            source.write_bytes(b"b" * SIZE)

    if read_back:
        with pytest.raises(ConnectorError, match="deposit_damaged"):
            ours.deposit(source, "lot.age", rewrite)
        assert not (folder / "lot.age").exists()
    else:
        ours.deposit(source, "lot.age", rewrite)
        assert (folder / "lot.age").read_bytes() == b"b" * SIZE


def test_what_was_begun_otherwise_or_is_there_otherwise_is_seen_all_the_same(drop, tmp_path):
    ours, folder, _ = drop
    (source := tmp_path / "lot.age").write_bytes(b"a" * SIZE)
    (folder / ".lot.age.part").write_bytes(b"b" * 1000)
    handled = []
    ours.deposit(source, "lot.age", handled.append)
    assert (handled[0], (folder / "lot.age").read_bytes()) == (0, b"a" * SIZE)
    (folder / "lot.age").write_bytes(b"b" * SIZE)
    with pytest.raises(ConnectorError, match="deposit_conflict"):
        ours.deposit(source, "lot.age", handled.append)


def test_what_was_begun_is_gone_on_with(drop, tmp_path):
    ours, folder, _ = drop
    (source := tmp_path / "lot.age").write_bytes(b"a" * SIZE)
    (folder / ".lot.age.part").write_bytes(b"a" * 1_000_000)
    handled = []
    assert (
        ours.deposit(source, "lot.age", handled.append) == hashlib.sha256(b"a" * SIZE).hexdigest()
    )
    assert handled[0] == 1_000_000


def test_volumes_of_a_folder_go_one_by_one(drop, tmp_path):
    ours, folder, _ = drop
    (several := tmp_path / "volumes").mkdir()
    for number in range(3):
        (several / f"lot-{number}.age").write_bytes(bytes([number]) * 1000)
    (several / "lien.age").symlink_to(several / "lot-0.age")
    handled = []
    done = VolumeDelivery(ours).deliver(several, handled.append, tmp_path / "journal")
    assert (done.facts(), handled[-1]) == (
        {"sent": 3, "created": 3, "existing": 0, "refused": 0, "unsent": 0, "bytes": 3000},
        3000,
    )
    assert sorted(path.name for path in folder.iterdir()) == [f"lot-{n}.age" for n in range(3)]
