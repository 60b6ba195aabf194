"""What the exercise's successor attests: what its own tables or server hold, and no more."""

import shutil
from datetime import UTC, datetime

import httpx
import pytest

from deployments.rehearsal.fhir_server import UNDECLARED
from deployments.rehearsal.successor.preparation import DATABASE, STAGING, WaysIn, prepare
from deployments.rehearsal.successor.settings import Api, Settings
from deployments.rehearsal.successor.tour import tour
from releve.model.acts import parse_act
from tests.fakes.fhir_servers import sekmet
from tests.fakes.load_world import VIEW, copied, delivered, reach, validated

pytestmark = [pytest.mark.integration, pytest.mark.slow]
INSTANT = datetime(2026, 9, 28, 9, tzinfo=UTC)
SCHEMA = f"{STAGING}_{VIEW}"


def eve(cluster, factory, name, more, pathways=8):
    return validated(cluster, factory.mktemp(name) / "monde", more, pathways=pathways)


@pytest.fixture(scope="module")
def sql_eve(cluster, tmp_path_factory):
    return eve(cluster, tmp_path_factory, "tables", "kind: sql, load: reprise")


@pytest.fixture(scope="module")
def fhir_eve(cluster, tmp_path_factory):
    return eve(cluster, tmp_path_factory, "serveur", "kind: fhir, load: reprise")


@pytest.fixture(scope="module")
def cut_eve(cluster, tmp_path_factory):
    more = "kind: folder, volume_octets: 1000000"
    return eve(cluster, tmp_path_factory, "volumes", more, 40)


def successor(world, **ways):
    """The successor's tool, which opens what is sealed to the world's recipient."""
    root, cluster = world.root / "successor", world.grounds.cluster
    prepare(root, cluster, [world.root / "depot"], {VIEW: "recepteur"}, ways_in=WaysIn(**ways))
    (root / "keys" / "age.identity").write_text((world.root / "age.secret").read_text())
    return Settings.load(root)


def signed(world, suffix="recu"):
    """The act that the successor left."""
    name = delivered(world)["name"]
    return parse_act((world.root / "depot" / f"{name}.{suffix}.txt").read_bytes())


def packaged(world):
    exported = [one for one in world.entries() if one.kind.value == "package_exported"]
    return next(one.body for one in exported if one.subject.endswith(VIEW))


@pytest.fixture
def tables(sql_eve, tmp_path, cluster):
    """A world whose pathways were loaded into the successor's own staging tables."""
    world = copied(sql_eve, tmp_path / "monde")
    settings = successor(world, tables=[VIEW])
    url = cluster.url(DATABASE, user=STAGING, with_password=False)
    password = str(cluster.password_file(STAGING))
    way_in = {"kind": "staging", "url": url, "schema_name": SCHEMA, "password_file": password}
    reach(world.root, way_in)
    world.run()
    yield world, settings
    with cluster.connect(DATABASE) as connection:
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def test_the_root_of_staging_tables_is_the_packages(tables):
    world, settings = tables
    assert [one["asset"] for one in tour(settings, INSTANT).loaded] == [VIEW]
    fields = signed(world).fields
    assert fields["root"] == packaged(world)["root"]
    assert fields["records"] == str(packaged(world)["records"])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE note SET text = text || ' (repris)' WHERE id = (SELECT min(id) FROM note)",
        "UPDATE action SET due_on = due_on + 1 WHERE id = (SELECT min(id) FROM action)",
        "DELETE FROM consent WHERE id = (SELECT min(id) FROM consent)",
    ],
)
def test_what_the_tables_hold_otherwise_gives_another_root(tables, cluster, change):
    world, settings = tables
    with cluster.connect(DATABASE) as connection:
        connection.execute(f"SET search_path = {SCHEMA}")
        assert connection.execute(change).rowcount == 1
    assert len(tour(settings, INSTANT).loaded) == 1
    assert signed(world).fields["root"] != packaged(world)["root"]


def test_the_root_of_a_fhir_server_is_the_packages_until_it_loses_something(fhir_eve, tmp_path):
    with sekmet(tmp_path) as base:
        world = copied(fhir_eve, tmp_path / "monde")
        settings = successor(world, api={VIEW: Api(url=base, dac="dac")})
        reach(world.root, {"kind": "fhir", "url": base, "undeclared": list(UNDECLARED)})
        world.run()
        assert len(tour(settings, INSTANT).loaded) == 1
        assert signed(world).fields["root"] == packaged(world)["root"]

        for left in (world.root / "depot").glob("*.recu.txt*"):
            left.unlink()
        first = httpx.get(f"{base}/Task", params={"_count": 1}).json()["entry"][0]["resource"]
        assert httpx.delete(f"{base}/Task/{first['id']}").status_code in {200, 204}
        report = tour(settings, INSTANT)
        assert len(report.loaded) == 1
        assert signed(world).fields["root"] != packaged(world)["root"]


def test_volumes_are_taken_when_all_are_there_and_acknowledged_as_one(cut_eve, tmp_path):
    world = copied(cut_eve, tmp_path / "monde")
    settings = successor(world)
    world.run()
    body = delivered(world)
    depot, last = world.root / "depot", body["volumes"][-1]["name"]
    (depot / last).rename(tmp_path / last)
    first = tour(settings, INSTANT)
    assert first.loaded == []
    assert body["name"] not in {one["name"] for one in first.refused}
    shutil.copy(tmp_path / last, depot / last)
    assert [one["asset"] for one in tour(settings, INSTANT).loaded] == [VIEW]
    assert signed(world, "accuse").fields["ciphertext"] == body["ciphertext"]
    assert signed(world).fields["root"] == packaged(world)["root"]
    assert tour(settings, INSTANT).loaded == []


def test_a_volume_that_was_changed_is_refused(cut_eve, tmp_path):
    world = copied(cut_eve, tmp_path / "monde")
    settings = successor(world)
    world.run()
    last = world.root / "depot" / delivered(world)["volumes"][-1]["name"]
    data = bytearray(last.read_bytes())
    data[len(data) // 2] ^= 1
    last.write_bytes(data)
    refused = {one["name"]: one["code"] for one in tour(settings, INSTANT).refused}
    assert refused[delivered(world)["name"]] == "sealed_unreadable"
