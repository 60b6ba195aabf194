"""What every drop promises, on a host, in a folder and in memory."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.folder import FolderDeposit
from connectors.ssh import SftpDeposit
from releve.errors import ConnectorError
from releve.ports import Depositor
from tests.fakes.memory_depositor import MemoryDepositor
from tests.fakes.ssh_hosts import exercise_host, target

pytestmark = pytest.mark.integration
CONTENT = bytes(range(256)) * 10_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
ON_DISK = pytest.mark.parametrize("drop", ["sftp", "folder"], indirect=True)


@dataclass
class Shelf:
    """A folder seen as a mapping, to look at a drop from the recipient's side."""

    folder: Path

    def __getitem__(self, name):
        return (self.folder / name).read_bytes()

    def __setitem__(self, name, content):
        (self.folder / name).write_bytes(content)

    def __iter__(self):
        return iter(sorted(path.name for path in self.folder.iterdir()))


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with exercise_host(tmp_path_factory.mktemp("hote")) as running:
        yield running


@pytest.fixture(params=["sftp", "folder", "memory"])
def drop(request, tmp_path):
    """A depositor and what its recipient sees."""
    if request.param == "memory":
        depositor = MemoryDepositor()
        return depositor, depositor.files
    if request.param == "folder":
        (folder := tmp_path / "depot").mkdir()
        return FolderDeposit(folder), Shelf(folder)
    host = request.getfixturevalue("host")
    (folder := host.files / f"depot-{tmp_path.name}").mkdir()
    return SftpDeposit(target(host), f"/{folder.name}"), Shelf(folder)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "lot.age"
    path.write_bytes(CONTENT)
    return path


def refused(act, *arguments):
    with pytest.raises(ConnectorError) as caught:
        act(*arguments)
    return caught.value.code


def test_what_is_deposited_is_read_back_and_alone(drop, source):
    depositor, seen = drop
    assert isinstance(depositor, Depositor)
    handled = []
    assert depositor.deposit(source, "lot.age", handled.append) == DIGEST
    assert (list(seen), seen["lot.age"]) == (["lot.age"], CONTENT)
    assert (handled[0], handled[-1], handled) == (0, len(CONTENT), sorted(handled))


def test_the_same_content_again_changes_nothing(drop, source):
    depositor, seen = drop
    assert depositor.deposit(source, "lot.age", lambda _: None) == DIGEST
    handled = []
    assert depositor.deposit(source, "lot.age", handled.append) == DIGEST
    assert (handled, list(seen)) == ([], ["lot.age"])


@pytest.mark.parametrize("there", [b"", CONTENT[:-1], CONTENT[:-1] + b"?", CONTENT + b"?"])
def test_other_content_under_the_name_is_left_as_it_is(drop, source, there):
    depositor, seen = drop
    seen["lot.age"] = there
    assert refused(depositor.deposit, source, "lot.age", lambda _: None) == "deposit_conflict"
    assert seen["lot.age"] == there


@pytest.mark.parametrize("begun", [1, 300_000, len(CONTENT)])
def test_what_was_begun_is_gone_on_with(drop, source, begun):
    depositor, seen = drop
    seen[".lot.age.part"] = CONTENT[:begun]
    handled = []
    assert depositor.deposit(source, "lot.age", handled.append) == DIGEST
    assert handled[0] == begun
    assert (list(seen), seen["lot.age"]) == (["lot.age"], CONTENT)


@pytest.mark.parametrize("begun", [b"?" * 1000, CONTENT + b"?", CONTENT[:5000] + b"?"])
def test_what_was_begun_with_other_content_is_begun_again(drop, source, begun):
    depositor, seen = drop
    seen[".lot.age.part"] = begun
    handled = []
    assert depositor.deposit(source, "lot.age", handled.append) == DIGEST
    assert handled[0] == 0
    assert (list(seen), seen["lot.age"]) == (["lot.age"], CONTENT)


def test_an_empty_file_is_a_file(drop, tmp_path):
    depositor, seen = drop
    (empty := tmp_path / "vide").touch()
    digest = hashlib.sha256().hexdigest()
    assert depositor.deposit(empty, "vide", lambda _: None) == digest
    assert (list(seen), seen["vide"]) == (["vide"], b"")


@pytest.mark.parametrize("name", ["", ".lot", "../lot", "a/b", "lot ", "-lot", "é", "a" * 201])
def test_a_name_that_is_not_a_plain_file_name(drop, source, name):
    depositor, seen = drop
    assert refused(depositor.deposit, source, name, lambda _: None) == "deposit_name_refused"
    assert refused(depositor.collect, name) == "deposit_name_refused"
    assert list(seen) == []


def test_a_source_that_is_not_there(drop, tmp_path):
    depositor, _ = drop
    missing = tmp_path / "absent"
    code = refused(depositor.deposit, missing, "lot.age", lambda _: None)
    assert code == "deposit_source_unreadable"


def test_a_receipt_is_read_once_it_is_there(drop):
    depositor, seen = drop
    assert depositor.collect("recu.json") is None
    seen["recu.json"] = b"{}"
    assert depositor.collect("recu.json") == b"{}"


def test_a_receipt_has_a_size_limit(drop):
    depositor, seen = drop
    seen["recu.json"] = b"x" * 1024 * 1024
    assert len(depositor.collect("recu.json")) == 1024 * 1024
    seen["recu.json"] = b"x" * (1024 * 1024 + 1)
    assert refused(depositor.collect, "recu.json") == "deposit_too_large"
    assert len(depositor.collect("recu.json", 2 * 1024 * 1024)) == 1024 * 1024 + 1


@ON_DISK
def test_a_link_is_not_a_file_delivered(drop, source):
    depositor, seen = drop
    for name in ("lot.age", ".autre.part"):
        (seen.folder / name).symlink_to(source)
    assert refused(depositor.deposit, source, "lot.age", lambda _: None) == "deposit_conflict"
    assert refused(depositor.deposit, source, "autre", lambda _: None) == "deposit_conflict"
    assert refused(depositor.collect, "lot.age") == "deposit_conflict"


@ON_DISK
def test_a_folder_that_is_not_there_is_not_an_empty_one(drop, source):
    depositor, seen = drop
    seen.folder.rmdir()
    assert refused(depositor.collect, "recu.json") == "deposit_folder_missing"
    code = refused(depositor.deposit, source, "lot.age", lambda _: None)
    assert code == "deposit_folder_missing"


def test_a_line_of_memory_is_cut_once(source):
    depositor = MemoryDepositor()
    depositor.cut_after = 200_000
    code = refused(depositor.deposit, source, "lot.age", lambda _: None)
    assert (code, list(depositor.files)) == ("deposit_interrupted", [".lot.age.part"])
    assert depositor.deposit(source, "lot.age", lambda _: None) == DIGEST
