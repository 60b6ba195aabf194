"""One contract for every connector of data, and for the fake that flows are tested with."""

import pytest

from releve.errors import ConnectorError, LedgerError, SourceChanged
from releve.ports import Counter, Destroyer, Extractor, Freezer, Measurer
from tests.fakes.data_worlds import FilesWorld, MemoryWorld, SqlWorld
from tests.fakes.journal import Crash, MemoryJournal

KEY = bytes(range(32))
SQL = pytest.param("sql", marks=pytest.mark.integration)
STOPS = ("before:intent", "intent")
FILES_STOPS = ("before:overwritten", "overwritten", "before:read_back", "read_back",
               "before:unlinked", "unlinked")  # fmt: skip
PLACES = [
    *((world, stop) for world in ("memory", "files", "one_file") for stop in STOPS),
    *((world, stop) for world in ("files", "one_file") for stop in FILES_STOPS),
    *(pytest.param("sql", stop, marks=pytest.mark.integration) for stop in STOPS),
]


@pytest.fixture(params=["memory", "files", "one_file", SQL])
def world(request, tmp_path):
    if request.param == "memory":
        return MemoryWorld()
    if request.param in {"files", "one_file"}:
        return FilesWorld(tmp_path / "racine", single=request.param == "one_file")
    values = (request.getfixturevalue(name) for name in ("connection", "postgres_url", "schema"))
    return SqlWorld(*values)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "extrait"
    made.mkdir()
    return made


def test_each_protocol_is_offered(world):
    for protocol in (Counter, Measurer, Extractor, Freezer, Destroyer):
        assert isinstance(world.connector, protocol)


def test_count_measure_and_extract_agree(world, folder):
    counted = world.connector.count(world.medium)
    measured = world.connector.measure(world.medium, KEY)
    steps = []
    extracted = world.connector.extract(world.medium, KEY, folder, steps.append)
    assert extracted == measured
    assert (counted.records, counted.parts) == (measured.records, measured.parts)
    assert counted.root is None
    assert counted.records == sum(counted.parts.values()) > 0
    assert steps[-1] == counted.records
    assert steps == sorted(steps)
    assert any(folder.iterdir())


def test_reading_changes_nothing(world, folder):
    before = world.content()
    world.connector.count(world.medium)
    world.connector.measure(world.medium, KEY)
    world.connector.extract(world.medium, KEY, folder, lambda _: None)
    assert world.content() == before


def test_the_root_is_the_same_again_and_another_under_another_key(world):
    measured = world.connector.measure(world.medium, KEY)
    assert world.connector.measure(world.medium, KEY) == measured
    assert world.connector.measure(world.medium, bytes(32)).root != measured.root


@pytest.mark.parametrize("change", ["update", "add"])
def test_the_root_sees_every_change(world, change):
    before = world.connector.measure(world.medium, KEY)
    getattr(world, change)()
    assert world.connector.measure(world.medium, KEY).root != before.root


def test_a_folder_that_is_not_empty_is_refused(world, folder):
    (folder / "reste").write_text("d'avant")
    with pytest.raises(ConnectorError, match=r"^folder_not_empty\b"):
        world.connector.extract(world.medium, KEY, folder, lambda _: None)


def test_a_freeze_refuses_writes_until_the_thaw(world):
    before = world.content()
    means = world.connector.freeze(world.medium)
    assert world.connector.freeze(world.medium) == means
    with pytest.raises(world.write_refused):
        world.add()
    assert world.connector.thaw(world.medium) == means
    assert world.connector.thaw(world.medium) == means
    assert world.content() == before
    world.add()
    assert world.content() != before


@pytest.mark.parametrize("frozen", [False, True])
def test_the_expected_content_is_destroyed_once_and_the_intent_recorded_before(world, frozen):
    expected = world.connector.measure(world.medium, KEY)
    if frozen:
        world.connector.freeze(world.medium)
    journal = MemoryJournal()
    assert world.connector.destroy(world.medium, KEY, expected, journal) == "destroyed"
    assert world.connector.count(world.medium).parts == {}
    assert world.connector.measure(world.medium, KEY).records == 0
    assert [measured for measured, _ in journal.intents] == [expected]
    assert journal.phases() == world.phases
    with pytest.raises(ConnectorError, match=r"^absent_without_intent\b"):
        world.connector.destroy(world.medium, KEY, expected, MemoryJournal())


@pytest.mark.parametrize("change", ["update", "add"])
@pytest.mark.parametrize("frozen", [False, True])
def test_another_content_is_not_touched(world, change, frozen):
    expected = world.connector.measure(world.medium, KEY)
    getattr(world, change)()
    if frozen:
        world.connector.freeze(world.medium)
    before, journal = world.content(), MemoryJournal()
    with pytest.raises(SourceChanged, match=r"^source_changed\b") as refusal:
        world.connector.destroy(world.medium, KEY, expected, journal)
    assert refusal.value.facts["expected"] == expected.root
    assert refusal.value.facts["found"] == world.connector.measure(world.medium, KEY).root
    assert world.content() == before
    assert not journal.intended()


def test_a_content_equal_under_another_key_only_is_not_touched(world):
    expected = world.connector.measure(world.medium, bytes(32))
    before = world.content()
    with pytest.raises(SourceChanged):
        world.connector.destroy(world.medium, KEY, expected, MemoryJournal())
    assert world.content() == before


def test_a_count_is_not_enough_to_destroy(world):
    counted, before = world.connector.count(world.medium), world.content()
    with pytest.raises(ConnectorError, match=r"^expected_without_root\b"):
        world.connector.destroy(world.medium, KEY, counted, MemoryJournal())
    assert world.content() == before


def test_a_refused_intent_leaves_everything_as_it_was(world):
    expected, before = world.connector.measure(world.medium, KEY), world.content()
    with pytest.raises(LedgerError, match=r"^second_copy_failed\b"):
        world.connector.destroy(world.medium, KEY, expected, MemoryJournal(refuses=True))
    assert world.content() == before
    assert world.connector.destroy(world.medium, KEY, expected, MemoryJournal()) == "destroyed"


@pytest.mark.parametrize(("world", "stop"), PLACES, indirect=["world"])
def test_a_stop_anywhere_is_resumed_to_the_end(world, stop):
    expected = world.connector.measure(world.medium, KEY)
    journal = MemoryJournal(crash_at=stop)
    with pytest.raises(Crash):
        world.connector.destroy(world.medium, KEY, expected, journal)
    assert world.connector.destroy(world.medium, KEY, expected, journal) == "destroyed"
    assert journal.phases() == world.phases
    assert len(journal.intents) == 1
    assert world.connector.count(world.medium).parts == {}


def test_an_absence_after_an_open_intent_is_seen_and_not_done(world):
    expected = world.connector.measure(world.medium, KEY)
    journal = MemoryJournal()
    journal.intend(expected, {})
    world.remove_all()
    assert world.connector.destroy(world.medium, KEY, expected, journal) == "found_absent"


@pytest.mark.parametrize("world", ["memory", SQL], indirect=True)
def test_an_undeclared_part_refuses_everything(world):
    expected = world.connector.measure(world.medium, KEY)
    world.add_undeclared()
    before, journal = world.content(), MemoryJournal()
    for act in (
        lambda: world.connector.count(world.medium),
        lambda: world.connector.measure(world.medium, KEY),
        lambda: world.connector.freeze(world.medium),
        lambda: world.connector.destroy(world.medium, KEY, expected, journal),
    ):
        with pytest.raises(ConnectorError, match=r"^undeclared_table\b") as refusal:
            act()
        assert refusal.value.facts["tables"] == ("copie",)
    assert world.content() == before
    assert not journal.intended()


def test_what_is_absent_is_neither_frozen_nor_extracted(world, folder):
    world.remove_all()
    assert world.connector.count(world.medium).parts == {}
    for act in (
        lambda: world.connector.freeze(world.medium),
        lambda: world.connector.extract(world.medium, KEY, folder, lambda _: None),
    ):
        with pytest.raises(ConnectorError, match=r"^nothing_there\b"):
            act()
