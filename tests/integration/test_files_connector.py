"""What only a filesystem can do wrong: links, special files, intruders, stops mid-phase."""

import json
import os
import stat
from pathlib import Path

import pytest

from connectors.files import FilesConnector
from connectors.files.place import QUARANTINE
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.model.medium import FilesMedium, SqlMedium
from tests.fakes.data_worlds import NOBODY, FilesWorld
from tests.fakes.journal import Crash, MemoryJournal

KEY = bytes(range(32))


@pytest.fixture
def world(tmp_path):
    return FilesWorld(tmp_path / "racine")


def medium(path):
    return FilesMedium(kind="files", endpoint="disque", path=path)


def stopped(world, stop):
    """A destruction that the machine's stop interrupted, and what it expects."""
    expected, journal = world.connector.measure(world.medium, KEY), MemoryJournal(crash_at=stop)
    with pytest.raises(Crash):
        world.connector.destroy(world.medium, KEY, expected, journal)
    moved = next((world.root / QUARANTINE).glob("*/object"), None)
    return expected, journal, moved


def resumed(world, expected, journal):
    return world.connector.destroy(world.medium, KEY, expected, journal)


@pytest.mark.parametrize(
    "path",
    ["..", "../racine", "/dac", ".", "dac/../dac", "dac//documents", "dac/", f"{QUARANTINE}/x"],
)
def test_a_path_outside_the_root_is_refused(world, path):
    with pytest.raises(ConnectorError, match=r"^path_outside_root\b"):
        world.connector.count(medium(path))


@pytest.mark.parametrize("where", ["inside", "on_the_way", "itself", "quarantine"])
def test_a_symbolic_link_is_refused(world, tmp_path, where):
    away = tmp_path / "ailleurs"
    away.mkdir()
    link, path = {
        "inside": (world.top / "lien", "dac/documents"),
        "on_the_way": (world.root / "alias", "alias/documents"),
        "itself": (world.root / "dac" / "lien", "dac/lien"),
        "quarantine": (world.root / QUARANTINE, "dac/documents"),
    }[where]
    link.symlink_to(world.root / "dac" if where == "on_the_way" else away)
    before = world.content()
    for act in (world.connector.count, world.connector.freeze):
        with pytest.raises(ConnectorError, match=r"^symlink_in_tree\b"):
            act(medium(path))
    assert world.content() == before


def test_a_hard_link_would_keep_the_content_and_is_refused(world):
    expected = world.connector.measure(world.medium, KEY)
    os.link(world.top / "dossier 1" / "é4.txt", world.root / "gardé.txt")
    before = world.content()
    with pytest.raises(ConnectorError, match=r"^hard_linked\b") as refusal:
        world.connector.destroy(world.medium, KEY, expected, MemoryJournal())
    assert refusal.value.facts == {"inode": (world.root / "gardé.txt").stat().st_ino}
    assert world.content() == before


def test_a_special_file_is_refused(world):
    os.mkfifo(world.top / "tube")
    with pytest.raises(ConnectorError, match=r"^special_file\b"):
        world.connector.measure(world.medium, KEY)


def test_a_name_that_is_not_utf8_is_refused(world):
    (world.top / os.fsdecode(b"\xff.txt")).write_bytes(b"")
    with pytest.raises(ConnectorError, match=r"^name_not_utf8\b"):
        world.connector.count(world.medium)


def test_a_root_that_is_not_mounted_is_unavailable_and_not_absent(tmp_path):
    connector = FilesConnector({"disque": tmp_path / "non monté"})
    with pytest.raises(ConnectorUnavailable, match=r"^root_missing\b"):
        connector.count(medium("dac"))


def test_an_unknown_endpoint_and_another_medium_are_refused(world):
    elsewhere = FilesMedium(kind="files", endpoint="inconnu", path="dac")
    with pytest.raises(ConnectorError, match=r"^endpoint_unknown\b"):
        world.connector.count(elsewhere)
    tables = SqlMedium(kind="sql", endpoint="disque", schema_name="s", tables=("t",))
    with pytest.raises(ConnectorError, match=r"^medium_unsupported\b"):
        world.connector.count(tables)


def test_a_path_below_what_is_not_a_folder_is_absent(world):
    (world.root / "plat").write_bytes(b"")
    assert world.connector.count(medium("absent/dessous")).parts == {}
    assert world.connector.count(medium("plat/dessous")).parts == {}
    assert world.connector.count(medium("plat")).parts == {"plat": 1}


def test_an_extract_is_the_same_tree(world, tmp_path):
    folder = tmp_path / "extrait"
    folder.mkdir()
    measured = world.connector.extract(world.medium, KEY, folder, lambda _: None)
    for source in world.top.rglob("*"):
        copy = folder / source.relative_to(world.top)
        assert copy.is_dir() == source.is_dir()
        if source.is_file():
            assert copy.read_bytes() == source.read_bytes()
            assert copy.stat().st_mtime_ns == source.stat().st_mtime_ns
            assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    there = FilesConnector({"disque": tmp_path}).measure(medium("extrait"), KEY)
    assert (there.root, there.octets) == (measured.root, measured.octets)


def test_a_file_that_changes_while_it_is_read_is_refused(world, tmp_path):
    folder = tmp_path / "extrait"
    folder.mkdir()

    def grow(done):
        if done == 1:
            world.update()
            (world.top / "dossier 1" / "é7.txt").write_bytes(b"")

    with pytest.raises(ConnectorError, match=r"^file_moved\b"):
        world.connector.extract(world.medium, KEY, folder, grow)


def test_a_thaw_gives_every_mode_back_after_two_freezes(world):
    (world.top / "dossier 1" / "é4.txt").chmod(0o640)
    (world.top / "dossier 2").chmod(0o2775)
    before = world.content()
    world.connector.freeze(world.medium)
    modes = [path.stat().st_mode & 0o222 for path in (world.top, *world.top.rglob("*"))]
    assert set(modes) == {0}
    kept = next((world.root / QUARANTINE).glob("*.modes.json"))
    assert b"dossier" not in kept.read_bytes()
    world.connector.freeze(world.medium)
    world.connector.thaw(world.medium)
    assert world.content() == before


def test_content_is_zeros_of_the_same_size_before_anything_is_unlinked(world):
    sizes = {path.name: path.stat().st_size for path in world.top.rglob("*.txt")}
    *_, moved = stopped(world, "overwritten")
    found = {path.name: path.read_bytes() for path in moved.rglob("*.txt")}
    assert {name: len(content) for name, content in found.items()} == sizes
    assert not any(any(content) for content in found.values())


def test_what_read_back_finds_is_believed(world):
    expected, journal, moved = stopped(world, "overwritten")
    with (moved / "dossier 1" / "é4.txt").open("r+b") as file:
        file.seek(1000)
        file.write(b"reste")
    assert resumed(world, expected, journal) == "partial"
    assert "read_back" not in journal.phases()
    assert (moved / "dossier 1" / "é4.txt").exists()


@pytest.mark.parametrize("stop", ["intent", "overwritten", "read_back"])
@pytest.mark.parametrize("intruder", ["file", "folder", "link", "pipe"])
def test_an_object_outside_the_manifest_stops_everything_and_stays(world, stop, intruder):
    expected, journal, moved = stopped(world, stop)
    strange = moved / "dossier 1" / "inattendu"
    {
        "file": lambda: strange.write_bytes(b"d'un autre"),
        "folder": strange.mkdir,
        "link": lambda: strange.symlink_to("é4.txt"),
        "pipe": lambda: os.mkfifo(strange),
    }[intruder]()
    before = world.content()
    assert resumed(world, expected, journal) == "partial"
    assert world.content() == before


def test_a_listed_object_missing_before_the_overwriting_is_partial(world):
    expected, journal, moved = stopped(world, "intent")
    (moved / "dossier 1" / "é4.txt").unlink()
    assert resumed(world, expected, journal) == "partial"


def test_a_stop_in_the_middle_of_the_unlinking_is_resumed(world):
    expected, journal, moved = stopped(world, "read_back")
    (moved / "dossier 1" / "é4.txt").unlink()
    assert resumed(world, expected, journal) == "destroyed"


def test_all_gone_before_the_overwriting_was_not_our_doing(world):
    expected, journal, moved = stopped(world, "intent")
    moved.rename(world.root / "emporté")
    assert resumed(world, expected, journal) == "found_absent"


def test_a_stop_between_the_last_unlink_and_its_record_is_resumed(world):
    expected, journal, moved = stopped(world, "before:unlinked")
    assert moved is None
    assert resumed(world, expected, journal) == "destroyed"
    assert list(world.root.iterdir()) == [world.root / "dac"]


@pytest.mark.parametrize("stop", ["before:intent", "intent", "unlinked"])
def test_something_put_in_its_place_meanwhile_is_never_touched(world, stop):
    expected, journal, _ = stopped(world, stop)
    world.top.mkdir()
    (world.top / "nouveau.txt").write_bytes(b"nouveau")
    before = world.content()
    with pytest.raises(ConnectorError, match=r"^(both_present|reappeared)\b"):
        resumed(world, expected, journal)
    assert world.content() == before


def test_nothing_is_absent_while_it_is_in_quarantine(world):
    stopped(world, "intent")
    for act in (world.connector.count, world.connector.freeze):
        with pytest.raises(ConnectorError, match=r"^in_quarantine\b"):
            act(world.medium)


@pytest.mark.parametrize("defect", ["manifest_missing", "manifest_altered"])
def test_the_manifest_is_proven_against_the_approved_root(world, defect):
    expected, journal, moved = stopped(world, "intent")
    manifest = moved.parent / "manifest.json"
    if defect == "manifest_missing":
        manifest.unlink()
    else:
        document = json.loads(manifest.read_bytes())
        document["files"].pop()
        manifest.write_text(json.dumps(document))
    before = world.content()
    with pytest.raises(ConnectorError, match=rf"^{defect}\b"):
        resumed(world, expected, journal)
    assert world.content() == before


def test_no_name_leaves_the_quarantine_and_nothing_stays_in_it(world):
    expected, journal = world.connector.measure(world.medium, KEY), MemoryJournal()
    world.connector.destroy(world.medium, KEY, expected, journal)
    told = repr([journal.intents, journal.recorded])
    assert "dossier" not in told
    assert journal.intents[0][1]["manifest"].startswith("sha256:")
    assert list(world.root.iterdir()) == [world.root / "dac"]


def test_a_process_killed_while_it_overwrites_is_resumed(world):
    expected, journal = world.connector.measure(world.medium, KEY), MemoryJournal()
    child = os.fork()
    if child == 0:
        killed_after_first_file(world, expected)
    _, status = os.waitpid(child, 0)
    assert os.WEXITSTATUS(status) == 9
    files = [path.read_bytes() for path in (world.root / QUARANTINE).glob("*/object/*/*.txt")]
    assert {any(content) for content in files if content} == {True, False}
    journal.intend(expected, {})
    assert resumed(world, expected, journal) == "destroyed"


def killed_after_first_file(world, expected):
    """In a process of its own: die inside the overwriting phase, as a power cut would."""
    import sys

    seen = []

    def die(event, arguments):
        writing = event == "open" and str(arguments[0]).endswith(".txt")
        if writing and arguments[2] & os.O_ACCMODE == os.O_WRONLY:
            seen.append(arguments[0])
            if len(seen) == 3:
                os._exit(9)

    sys.addaudithook(die)
    world.connector.destroy(world.medium, KEY, expected, MemoryJournal())
    os._exit(0)


def test_an_owner_without_privileges_can_destroy_what_was_frozen(world):
    """Modes bind everybody but the superuser, who runs tests in containers."""
    os.chown(world.root, *(NOBODY, NOBODY) if os.geteuid() == 0 else (-1, -1))
    connector = FilesConnector({"disque": Path()})
    before, former = Path.cwd(), os.geteuid()
    os.chdir(world.root)
    try:
        if former == 0:
            os.seteuid(NOBODY)
        expected = connector.measure(world.medium, KEY)
        connector.freeze(world.medium)
        assert connector.destroy(world.medium, KEY, expected, MemoryJournal()) == "destroyed"
    finally:
        os.seteuid(former)
        os.chdir(before)
    assert list(world.root.iterdir()) == [world.root / "dac"]


def test_a_refusal_of_the_system_names_no_file(world):
    if os.geteuid() == 0:
        os.chown(world.root, NOBODY, NOBODY)
    (world.top / "dossier 1").chmod(0)
    connector = FilesConnector({"disque": Path()})
    before, former = Path.cwd(), os.geteuid()
    os.chdir(world.root)
    try:
        if former == 0:
            os.seteuid(NOBODY)
        with pytest.raises(ConnectorError, match=r"^files_refused\b") as refusal:
            connector.measure(world.medium, KEY)
    finally:
        os.seteuid(former)
        os.chdir(before)
        (world.top / "dossier 1").chmod(0o700)
    assert refusal.value.facts == {"path": "dac/documents", "errno": "EACCES"}
