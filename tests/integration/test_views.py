"""A view of pathways: what it is made of is pinned, and what it cannot show it refuses."""

import pickle
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest

from flows.export import silent
from flows.views import PathwayView, Seen
from releve.canonical import decode, digest
from releve.errors import StepRefused, UsageError
from releve.model.ids import Realm
from releve.model.medium import SqlMedium
from tests.fakes.pathway_package import MAPPING
from tests.fakes.pathway_world import SCHEMA, VIEW, PathwayWorld

pytestmark = pytest.mark.integration

KEY = bytes(range(32))
PATHWAYS = 6


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory):
    root = tmp_path_factory.mktemp("vue") / "monde"
    return PathwayWorld.adopted(cluster, root, pathways=PATHWAYS)


@pytest.fixture
def desk(world):
    with world.desk() as opened:
        yield opened


@pytest.fixture
def asset(desk):
    return desk.memory.plan.asset(VIEW)


@contextmanager
def edited(path, change):
    """Change a file's bytes for a while; ``None`` takes it away."""
    before = path.read_bytes()
    after = change(before)
    path.unlink() if after is None else path.write_bytes(after)
    try:
        yield
    finally:
        path.write_bytes(before)


CHANGES = {
    "one byte more": lambda data: data + b"\n",
    "one byte changed": lambda data: data.replace(b"partage", b"Partage").replace(b"zon", b"Zon"),
    "away": lambda _: None,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["mapping.yaml", "scope.yaml"])
def test_a_pinned_file_is_the_one_that_was_adopted(world, desk, asset, name, change):
    path = world.root / "plan" / name
    pinned = {"mapping.yaml": asset.medium.mapping, "scope.yaml": asset.medium.scope}[name]
    with edited(path, CHANGES[change]), pytest.raises(StepRefused) as refused:
        desk.view(asset)
    assert refused.value.code == "pinned_file_differs"
    facts = refused.value.facts
    assert (facts["file"], facts["expected"]) == (str(path), pinned.digest)
    assert facts["found"] != pinned.digest
    assert (facts["found"] is None) is (change == "away")
    assert desk.view(asset).count(asset.medium).parts["person"] == PATHWAYS


def test_a_changed_mapping_stops_the_commands_too(world):
    changed = edited(world.root / "plan/mapping.yaml", CHANGES["one byte more"])
    size = world.state().size
    with changed:
        answer = world.releve("trial", VIEW)
    assert (answer.code, answer.out) == (StepRefused.exit_code, "")
    assert "[pinned_file_differs]" in answer.err
    assert "mapping.yaml" in answer.err
    assert world.state().size == size
    assert not (world.root / "trials").exists()


@pytest.mark.parametrize(("name", "medium"), [("tables", "sql"), ("documents", "files")])
def test_only_pathways_are_seen_as_pathways(world, desk, name, medium):
    with pytest.raises(UsageError) as refused:
        desk.view(desk.memory.plan.asset(name))
    assert (refused.value.code, refused.value.facts["medium"]) == ("medium_out_of_reach", medium)
    answer = world.releve("trial", name)
    assert (answer.code, answer.out) == (UsageError.exit_code, "")
    assert "[medium_out_of_reach]" in answer.err


def test_what_is_measured_is_what_is_extracted_under_the_same_key(desk, asset, tmp_path):
    view = desk.view(asset)
    counted = view.count(asset.medium)
    measured = view.measure(asset.medium, KEY)
    assert counted.root is None
    assert (counted.records, counted.octets, counted.parts) == (
        measured.records,
        measured.octets,
        measured.parts,
    )
    packed = view.pack(tmp_path / "sac", KEY, silent, work="essai")
    assert packed.measured == measured
    assert view.measure(asset.medium, bytes(32)).root != measured.root
    report = decode(packed.report)
    assert report["root"] == measured.root
    assert report["inputs"] == {
        "mapping": digest(MAPPING.read_bytes()),
        "scope": digest((desk.workspace.folder / "plan/scope.yaml").read_bytes()),
    }


def test_a_package_carries_the_mapping_it_was_made_through(desk, asset, tmp_path):
    desk.view(asset).pack(tmp_path / "sac", KEY, silent, work="essai")
    content = tmp_path / "sac/data/contenu"
    carried = content / "documentation/correspondance.yaml"
    assert carried.read_bytes() == MAPPING.read_bytes()
    assert {one.name for one in carried.parent.iterdir()} == {
        "correspondance.yaml",
        "dictionnaire.json",
        "parcours.schema.json",
        "repertoire.schema.json",
    }
    assert {one.name for one in content.iterdir() if one.is_dir()} == {
        *("canonical", "csv", "documentation", "fhir", "pieces", "sheets"),
    }
    assert (tmp_path / "sac/data/content.key").read_bytes() == KEY


def test_only_the_forms_of_the_plan_are_written(desk, asset, tmp_path):
    medium = asset.medium.model_copy(update={"formats": ("csv",)})
    view = desk.view(asset.model_copy(update={"medium": medium}))
    view.pack(tmp_path / "sac", KEY, silent, work="essai")
    content = tmp_path / "sac/data/contenu"
    assert {one.name for one in content.iterdir() if one.is_dir()} == {
        *("canonical", "csv", "documentation", "pieces"),
    }
    assert view.fhir(content, None) is None


def test_resources_are_named_for_the_controller_in_its_realm(desk, asset):
    context = desk.view(asset).context
    plan = desk.memory.plan
    assert (context.origin, context.dac, context.realm) == (plan.origin, "dac", Realm.REHEARSAL)


def test_freezing_a_view_freezes_the_tables_that_it_shows(world, desk, asset):
    view = desk.view(asset)
    rename = f"UPDATE {SCHEMA}.note SET texte = texte WHERE id = 1"  # noqa: S608 - our names
    with world.sql() as connection:
        view.freeze(asset.medium)
        try:
            with pytest.raises(psycopg.Error, match="releve"):
                connection.execute(rename)
        finally:
            view.thaw(asset.medium)
        assert connection.execute(rename).rowcount == 1


def test_tables_that_the_publisher_holds_are_frozen_too(world, desk, asset):
    held = [one for one in desk.memory.plan.assets if not isinstance(one.medium, SqlMedium)]
    plan = desk.memory.plan.model_copy(update={"assets": tuple(held)})
    seen = Seen(
        folder=desk.workspace.folder / "plan",
        url=desk.reach.sql_url("base"),
        files=None,
        packages=desk.workspace.packages,
        at=date(2026, 9, 28),
    )
    alone = PathwayView(asset, plan, seen, desk.reach.sql)
    rename = f"UPDATE {SCHEMA}.note SET texte = texte WHERE id = 1"  # noqa: S608 - our names
    with world.sql() as connection:
        alone.freeze(asset.medium)
        try:
            with pytest.raises(psycopg.Error, match="releve"):
                connection.execute(rename)
        finally:
            alone.thaw(asset.medium)
        assert connection.execute(rename).rowcount == 1


def test_what_reads_a_view_can_be_sent_to_another_process(desk, asset):
    source = desk.view(asset).source
    sent = pickle.loads(pickle.dumps(source.converters))  # noqa: S301 - our own bytes, made here
    here, there = source.converters(source.schema()), sent(source.schema())
    assert [one.selection for one in there] == [one.selection for one in here]
    assert len(here) >= 10
