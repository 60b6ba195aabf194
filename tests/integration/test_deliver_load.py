"""The deliver step: pathways loaded into the successor's way in, and proven to be there."""

import json
import stat

import pytest

from connectors.fhir_api import FhirApi, FhirTarget
from connectors.staging import StagingTables
from connectors.staging.database import connected
from releve.pathways.tree import group_entry, package_root
from tests.fakes import fhir_servers
from tests.fakes.fhir_servers import ErringServer, sekmet
from tests.fakes.load_world import (
    SUBJECT,
    VIEW,
    copied,
    delivered,
    failed,
    killed,
    reach,
    validated,
)

pytestmark = [pytest.mark.integration, pytest.mark.slow]

UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")


@pytest.fixture(scope="module")
def sql_eve(cluster, tmp_path_factory):
    root = tmp_path_factory.mktemp("sql") / "monde"
    return validated(cluster, root, "kind: sql, load: reprise")


@pytest.fixture(scope="module")
def fhir_eve(cluster, tmp_path_factory):
    root = tmp_path_factory.mktemp("fhir") / "monde"
    return validated(cluster, root, "kind: fhir, load: reprise")


@pytest.fixture
def sql_world(sql_eve, tmp_path, postgres_url, schema):
    world = copied(sql_eve, tmp_path / "monde")
    reach(world.root, {"kind": "staging", "url": postgres_url, "schema_name": schema})
    return world


@pytest.fixture
def fhir_world(fhir_eve, tmp_path):
    return copied(fhir_eve, tmp_path / "monde")


def to(world, base):
    reach(world.root, {"kind": "fhir", "url": base, "undeclared": list(UNDECLARED)})
    return FhirApi(FhirTarget(url=base, undeclared=UNDECLARED))


def make_tables(url, schema):
    """Make the tables before anything is in them, as a successor may."""
    with connected(url) as opened:
        StagingTables(url, schema)._prepare(opened)


def held_root(tables, key):
    entries = ((one.id.encode(), group_entry(key, one.id, one.records)) for one in tables.groups())
    return package_root(entry for _, entry in sorted(entries))


def packaged(world):
    """Content key, root and counts of the package that is delivered."""
    (key,) = (world.root / "keys" / "content").glob(f"{VIEW}*")
    exported = next(
        one
        for one in world.entries()
        if (one.kind.value, one.subject) == ("package_exported", SUBJECT)
    )
    return key.read_bytes(), exported.body["root"], exported.body["parts"]


def test_staging_tables_hold_what_was_packaged(sql_world, postgres_url, schema):
    sql_world.run()
    body = delivered(sql_world)
    key, root, parts = packaged(sql_world)
    tables = StagingTables(postgres_url, schema)
    assert held_root(tables, key) == root
    assert dict(tables.count()) == {kind: count for kind, count in parts.items() if count}
    loaded = body["loaded"]
    sent = sum(parts.values())
    assert (body["means"], loaded["endpoint"]) == ("sql", "reprise")
    assert (loaded["sent"], loaded["created"], loaded["existing"]) == (sent, sent, 0)
    assert {"volumes"}.isdisjoint(body)
    assert (sql_world.root / "depot" / body["name"]).is_file()
    kept = {path.name for path in (sql_world.root / "packages" / VIEW).iterdir()}
    assert kept.isdisjoint({"sac", "livraison.json", "refus-de-chargement.ndjson"})


@pytest.mark.parametrize("point", ["loaded", "removing", "recording"])
def test_a_machine_that_stops_gives_the_same_once_run_again(sql_world, postgres_url, schema, point):
    killed(sql_world, point)
    tables = StagingTables(postgres_url, schema)
    before = dict(tables.count())
    sql_world.run()
    key, root, parts = packaged(sql_world)
    assert held_root(tables, key) == root
    assert dict(tables.count()) == before
    loaded = delivered(sql_world)["loaded"]
    assert (loaded["created"], loaded["existing"]) == (sum(parts.values()), 0)
    assert len(list((sql_world.root / "depot").glob(f"{VIEW}-*.age"))) == 1


def test_what_was_noted_of_another_export_is_not_believed(sql_world):
    note = sql_world.root / "packages" / VIEW / "livraison.json"
    note.write_text(json.dumps({"export": 1, "body": {"package": "sha256:" + "0" * 64}}))
    sql_world.run()
    assert delivered(sql_world)["loaded"]["sent"] > 0
    assert not note.exists()


def test_what_tables_refuse_is_named_in_private_and_sent_again(
    sql_world, connection, postgres_url, schema
):
    make_tables(postgres_url, schema)
    connection.execute("ALTER TABLE action ADD CONSTRAINT dates CHECK (id NOT LIKE '%7')")
    assert failed(sql_world) == "load_incomplete"
    refusals = sql_world.root / "packages" / VIEW / "refus-de-chargement.ndjson"
    assert stat.S_IMODE(refusals.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in refusals.read_text().splitlines()]
    assert {one["element"] for one in lines if one["kind"] == "action"} >= {"dates"}
    last = sql_world.entries()[-1]
    said = [one for one in sql_world.entries() if one.kind.value == "step_failed"][-1]
    assert said.body["facts"]["refused"] == str(len(lines))
    assert said.body["facts"]["file"] == f"packages/{VIEW}/{refusals.name}"
    assert not any(one["identifier"] in json.dumps(last.body) for one in lines)

    connection.execute("ALTER TABLE action DROP CONSTRAINT dates")
    sql_world.run()
    assert delivered(sql_world)["loaded"]["refused"] == 0
    assert not refusals.exists()


def test_rows_lost_after_they_were_taken_are_seen(sql_world, connection, postgres_url, schema):
    make_tables(postgres_url, schema)
    connection.execute(
        "CREATE FUNCTION perdre() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS"
        " $$ BEGIN DELETE FROM note WHERE id = (SELECT min(id) FROM note); RETURN NULL; END $$"
    )
    connection.execute(
        "CREATE TRIGGER perdre AFTER INSERT ON releve_delivery"
        " FOR EACH STATEMENT EXECUTE FUNCTION perdre()"
    )
    assert failed(sql_world) == "load_differs"
    said = [one for one in sql_world.entries() if one.kind.value == "step_failed"][-1].body["facts"]
    assert said["kinds"] == "('note',)"
    assert int(said["sent"]) > int(said["held"])
    connection.execute("DROP TRIGGER perdre ON releve_delivery")
    sql_world.run()
    _, _, parts = packaged(sql_world)
    loaded = delivered(sql_world)["loaded"]
    assert (loaded["sent"], loaded["created"] > 0) == (sum(parts.values()), True)


def test_tables_that_hold_something_else_too_are_seen(sql_world, connection, postgres_url, schema):
    make_tables(postgres_url, schema)
    connection.execute("INSERT INTO note (pathway, id) VALUES ('person/autre', 'note/autre')")
    assert failed(sql_world) == "load_differs"


def test_a_real_server_is_loaded_once_even_after_a_kill(fhir_world, tmp_path):
    with sekmet(tmp_path) as base:
        api = to(fhir_world, base)
        killed(fhir_world, "loaded")
        fhir_world.run()
        body = delivered(fhir_world)
        loaded = body["loaded"]
        assert (body["means"], loaded["refused"], loaded["unsent"]) == ("fhir", 0, 0)
        assert loaded["created"] == loaded["sent"] > 0
        _, _, parts = packaged(fhir_world)
        system = {"Patient": ("urn:releve:releve/parcours/exercice:dac:person",)}
        assert api.count(system) == {"Patient": parts["person"]}


def everything(monkeypatch, defect):
    """A server of ours for every type that a package may hold."""
    kinds = (
        *fhir_servers.TYPES,
        *("CarePlan", "CareTeam", "Condition", "Consent", "Encounter", "EpisodeOfCare", "Flag"),
        *("Goal", "PractitionerRole", "RelatedPerson", "ServiceRequest", "Appointment"),
    )
    monkeypatch.setattr(fhir_servers, "TYPES", kinds)
    return ErringServer(defect)


def test_a_server_that_says_yes_and_keeps_less_is_seen(fhir_world, monkeypatch):
    with everything(monkeypatch, None) as server:
        to(fhir_world, server.base)
        honest = server.transaction
        lost = []

        def forgetful(entries):
            answers = honest(entries)
            if server.resources["Task"] and not lost:
                lost.append(server.resources["Task"].popitem())
            return answers

        server.transaction = forgetful
        assert failed(fhir_world) == "load_differs"
        assert len(lost) == 1
        fhir_world.run()
        loaded = delivered(fhir_world)["loaded"]
        assert (loaded["created"], loaded["existing"]) == (1, loaded["sent"] - 1)


@pytest.mark.parametrize("defect", ["entry_in_200", "outcome_in_200", "unprocessable"])
def test_errors_inside_a_yes_stop_the_delivery(fhir_world, monkeypatch, defect):
    with everything(monkeypatch, defect) as server:
        to(fhir_world, server.base)
        assert failed(fhir_world) == "load_incomplete"
        refusals = fhir_world.root / "packages" / VIEW / "refus-de-chargement.ndjson"
        assert refusals.stat().st_size > 0
        server.defect = None
        fhir_world.run()
        assert delivered(fhir_world)["loaded"]["refused"] == 0
