"""The read test on real parts: what a successor holds, read back from it and recorded."""

import json
import stat
from contextlib import contextmanager

import pytest

from connectors.fhir_api import FhirApi, FhirHoldings, FhirTarget, Limits
from expectations.gate import GxGate
from expectations.pathways import SUITE, PathwayGate
from expectations.suite import FOLDER
from flows.read_back import DIFFERENCES, KEYS, PAGE, Reading, read_back
from releve.errors import ConnectorUnavailable
from releve.model.evidence import Verdict
from releve.pathways.record import DIRECTORY
from tests.fakes.canonical_folders import write_folder
from tests.fakes.fhir_servers import sekmet
from tests.fakes.load_world import SUBJECT, VIEW, copied, reach, validated
from tests.fakes.pathway_package import CONTEXT

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PATHWAYS = 8
UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")


@pytest.fixture(scope="module")
def eve(cluster, tmp_path_factory):
    """Worlds on the eve of their delivery, by what the plan says of it."""
    made = {}

    def world(more, root):
        if more not in made:
            folder = tmp_path_factory.mktemp("eve") / "monde"
            made[more] = validated(cluster, folder, more, pathways=PATHWAYS)
        return copied(made[more], root)

    return world


@pytest.fixture
def tables(eve, tmp_path, postgres_url, schema):
    """A world delivered into staging tables."""
    world = eve("kind: sql, load: reprise", tmp_path / "monde")
    reach(world.root, {"kind": "staging", "url": postgres_url, "schema_name": schema})
    world.run()
    return world


@pytest.fixture
def server(eve, tmp_path):
    """A world delivered to a FHIR server that nobody here wrote, and the server's API."""
    world = eve("kind: fhir, load: reprise", tmp_path / "monde")
    with sekmet(tmp_path) as base:
        reach(world.root, {"kind": "fhir", "url": base, "undeclared": list(UNDECLARED)})
        world.run()
        yield world, FhirApi(FhirTarget(url=base, undeclared=UNDECLARED), replacing=True)


@pytest.fixture
def folder(eve, tmp_path):
    """A world delivered into a folder: there is no way into the successor."""
    world = eve("kind: folder", tmp_path / "monde")
    world.run()
    return world


def findings(world):
    return [
        one
        for one in world.entries()
        if one.kind.value == "finding_recorded" and one.body["about"] == "successor"
    ]


def private(world, name):
    return world.root / "packages" / VIEW / name


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def receive(world):
    """The recipient attests the whole of it."""
    known = world.state().of(SUBJECT).exported
    told = {"package": known.package, "root": known.root}
    counts = {"records": str(known.records), "pathways": str(known.pathways)}
    world.sign("receipt", SUBJECT, "recepteur", **told, **counts)
    assert {one.code for one in world.collect()} == {None}


def sign(world, kind, **fields):
    """Sign an act as the controller; return the code of its refusal, ``None`` if it is recorded."""
    told = world.act(kind, SUBJECT, "directeur", **fields)
    if told.code:
        return told.err.rpartition("[")[2].rstrip("]\n")
    (collected,) = world.collect()
    return collected.code


TEST = {"sheet": "sha256:" + "0" * 64, "sample": "5", "deviations": "0", "reserves": "-"}


def test_what_is_all_there_passes_and_opens_the_acceptance(tables):
    receive(tables)
    assert tables.reasons(SUBJECT) == {"read_test_missing"}
    assert "releve read-test parcours" in tables.run().out
    assert sign(tables, "test", **TEST) is None
    assert sign(tables, "acceptance") == "acceptance_before_read_test"

    told = tables.releve("read-test", VIEW)
    assert told.code == 0, told.err
    taken = tables.state().of(SUBJECT).exported.pathways
    assert f"0 parcours en écart sur {taken}, tous examinés" in told.out
    (entry,) = findings(tables)
    read = entry.body["read"]
    assert (entry.body["verdict"], entry.body["whole"], entry.body["suite"]) == (
        "passed",
        False,
        "lecture",
    )
    assert (read["sample"], read["population"], read["means"]) == (taken, taken, "sql")
    assert read["records"] > taken
    assert read["differences"] == {}
    assert private(tables, DIFFERENCES).read_bytes() == b""
    assert stat.S_IMODE(private(tables, DIFFERENCES).stat().st_mode) == 0o600
    page = private(tables, PAGE).read_text()
    assert "VALIDÉ" in page
    assert "Aucun contrôle bloquant n’a échoué.<" in page
    assert "fautes plantées ont été vues" not in page
    assert not private(tables, "lecture").exists()
    assert sign(tables, "acceptance") is None
    assert tables.reasons(SUBJECT) == set()
    assert tables.verify().code == 0


def test_a_sample_tells_how_sure_it_is(tables):
    told = tables.releve("read-test", VIEW, "-n", "3")
    assert told.code == 0, told.err
    assert "sur 3 tirés au hasard parmi" in told.out
    assert "au niveau de confiance de 95" in told.out
    drawn = findings(tables)[0].body["read"]
    tables.releve("read-test", VIEW, "-n", "3")
    again = findings(tables)[1].body["read"]
    assert drawn["head"] != again["head"]
    assert (drawn["sample"], drawn["at_most"] > 0) == (3, True)


def test_one_changed_field_is_named_and_nothing_is_accepted_unless_waived(tables, connection):
    receive(tables)
    assert sign(tables, "test", **TEST) is None
    connection.execute("UPDATE note SET text = text || ' ' WHERE id = (SELECT min(id) FROM note)")
    told = tables.releve("read-test", VIEW)
    assert told.code == 1
    assert "NON conforme" in told.out
    (entry,) = findings(tables)
    assert (entry.body["verdict"], entry.body["read"]["defects"]) == ("failed", 1)
    assert entry.body["read"]["differences"] == {"note.text:changed": 1}
    (line,) = lines(private(tables, DIFFERENCES))
    assert (line["entity"], line["attribute"], line["change"]) == ("note", "text", "changed")
    assert "note/" not in private(tables, DIFFERENCES).read_text()
    assert "NON VALIDÉ" in private(tables, PAGE).read_text()
    assert tables.reasons(SUBJECT) == {"finding_blocks"}
    assert sign(tables, "acceptance") == "acceptance_against_finding"

    connection.execute("UPDATE note SET text = rtrim(text) WHERE id = (SELECT min(id) FROM note)")
    assert tables.releve("read-test", VIEW).code == 0  # mended, but a sample is not enough
    assert tables.reasons(SUBJECT) == {"finding_blocks"}
    waiver = {"finding": str(entry.index), "reason": "écart accepté"}
    assert sign(tables, "waiver", **waiver) is None
    assert sign(tables, "acceptance") is None


def test_a_pathway_that_is_gone_is_a_defect(tables, connection):
    connection.execute("CREATE TEMP TABLE gone AS SELECT min(id) AS id FROM person")
    for (table,) in connection.execute(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'pathway'"
        " AND table_schema = current_schema()"
    ).fetchall():
        connection.execute(f'DELETE FROM "{table}" WHERE pathway = (SELECT id FROM gone)')  # noqa: S608 - our tables
    assert tables.releve("read-test", VIEW).code == 1
    read = findings(tables)[0].body["read"]
    assert (read["defects"], read["unread"]) == (1, 0)
    assert all(name.endswith("*:missing") for name in read["differences"])


def test_a_successor_that_is_down_tells_nothing(tables):
    reach(
        tables.root,
        {"kind": "staging", "url": "postgresql+psycopg://127.0.0.1:9/x", "schema_name": "x"},
    )
    told = tables.releve("read-test", VIEW)
    assert told.code != 0
    assert "[staging_unreachable]" in told.err
    assert findings(tables) == []
    assert not private(tables, PAGE).exists()
    assert not private(tables, "lecture").exists()


@contextmanager
def edited_source(world):
    """Change the notes of the frozen source behind everybody's back, for a while."""
    with world.sql() as connection:
        connection.execute("SET search_path = dac")
        connection.execute("ALTER TABLE note DISABLE TRIGGER releve_frozen")
        connection.execute("UPDATE note SET texte = texte || '.'")
        try:
            yield
        finally:
            connection.execute("UPDATE note SET texte = left(texte, -1)")
            connection.execute("ALTER TABLE note ENABLE ALWAYS TRIGGER releve_frozen")


def test_a_source_that_changed_is_not_compared(tables):
    with edited_source(tables):
        told = tables.releve("read-test", VIEW)
    assert "[read_test_source_changed]" in told.err
    assert findings(tables) == []
    assert tables.releve("read-test", VIEW).code == 0


def test_all_that_tables_hold_is_validated_as_the_package_was(tables, connection):
    told = tables.releve("read-test", VIEW, "--whole", "-n", "2")
    assert told.code == 0, told.out
    (entry,) = findings(tables)
    verdicts = {one["code"]: one["verdict"] for one in entry.body["checks"]}
    assert (entry.body["suite"], entry.body["whole"]) == (SUITE, True)
    assert verdicts["package.root"] == verdicts["pathway.same"] == "passed"
    assert verdicts["successor.read_back"] == "passed"
    assert sum(code.startswith("planted_fault") for code in verdicts) > 12
    page = private(tables, PAGE).read_text()
    assert "l’outil successeur" in page
    assert "Fautes plantées" in page

    connection.execute("DELETE FROM consent WHERE id = (SELECT min(id) FROM consent)")
    told = tables.releve("read-test", VIEW, "--whole", "-n", "1")
    assert told.code == 1
    failed = {one["code"] for one in findings(tables)[1].body["checks"] if one["failed"]}
    assert {"package.root", "pathway.same", "consent.counted"} <= failed
    (named,) = (one for one in lines(private(tables, KEYS)) if one["check"] == "pathway.same")
    assert named["pathway"].startswith("person/")


def test_a_check_disabled_on_purpose_makes_the_successor_undetermined(tables, tmp_path):
    document = json.loads((FOLDER / f"{SUITE}.json").read_text())
    for table in document["tables"]:
        table["rules"] = [one for one in table["rules"] if one["check"] != "order"]
    (tmp_path / f"{SUITE}.json").write_text(json.dumps(document))
    with tables.desk() as desk, desk.ledger.performing():
        reading = Reading(sample=2, whole=True)
        told = read_back(desk, VIEW, reading, gate=lambda: PathwayGate(gate=GxGate(tmp_path)))
    assert told.finding.verdict is Verdict.UNDETERMINED
    missed = {one.code for one in told.finding.checks if one.verdict is not Verdict.PASSED}
    assert missed == {"planted_fault_missed.source_reversed_period"}
    receive(tables)
    assert tables.reasons(SUBJECT) == {"finding_blocks"}


def test_a_fhir_server_gives_back_what_it_was_given(server):
    world, api = server
    told = world.releve("read-test", VIEW, "--whole")
    assert told.code == 0, told.out + told.err
    (entry,) = findings(world)
    assert (entry.body["verdict"], entry.body["read"]["means"]) == ("passed", "fhir")
    assert entry.body["read"]["values"] > 0

    note = next(iter(api.read_all({"DocumentReference": [f"{namespace(world)}:note"]})))
    changed = {**note, "status": note["status"]}
    changed["content"] = [{"attachment": {"contentType": "text/plain", "data": "Vm9pbMOg"}}]
    put(api, changed)
    told = world.releve("read-test", VIEW)
    assert told.code == 1
    assert findings(world)[1].body["read"]["differences"] == {"note.text:changed": 1}


def namespace(world):
    with world.desk() as desk:
        return desk.view(desk.memory.plan.asset(VIEW)).context.namespace


def put(api, resource):
    import httpx

    url = f"{api._target.url}/{resource['resourceType']}/{resource['id']}"
    answer = httpx.put(url, json=resource, headers={"Content-Type": "application/fhir+json"})
    assert answer.status_code == 200, answer.text


def test_a_fhir_server_that_is_down_is_told():
    limits = Limits(connect=1, patience=0.5)
    api = FhirApi(FhirTarget(url="http://127.0.0.1:9/fhir"), limits=limits)
    with pytest.raises(ConnectorUnavailable, match="fhir_unreachable"):
        list(FhirHoldings(api, CONTEXT).opened([], {}))


def test_where_there_is_no_way_in_it_says_what_to_do(folder):
    told = folder.releve("read-test", VIEW)
    assert told.code == 2
    assert "[read_test_no_way_in]" in told.err
    assert "releve recette" in told.err
    assert findings(folder) == []


def test_what_the_successor_gave_back_as_a_folder_is_read(folder, tmp_path):
    with folder.desk() as desk:
        groups = list(desk.view(desk.memory.plan.asset(VIEW)).groups().groups())
    shared = next(one.records for one in groups if one.id == DIRECTORY)
    pathways = sorted((one for one in groups if one.id != DIRECTORY), key=lambda one: one.id)
    back = write_folder(tmp_path / "rendu", pathways, shared)
    told = folder.releve("read-test", VIEW, "--folder", str(back))
    assert told.code == 0, told.err
    assert findings(folder)[0].body["read"]["means"] == "folder"

    less = write_folder(tmp_path / "moins", pathways[1:], shared)
    assert folder.releve("read-test", VIEW, "--folder", str(less)).code == 1
    assert findings(folder)[1].body["read"]["differences"] == {
        f"{entity}.*:missing": count
        for entity, count in findings(folder)[1].body["read"]["differences"].items()
        for entity in [entity.partition(".")[0]]
    }


def test_the_source_was_put_before_the_suite_too(folder):
    (source,) = (
        one
        for one in folder.entries()
        if (one.kind.value, one.subject) == ("finding_recorded", SUBJECT)
        and one.body["about"] == "source"
    )
    codes = {one["code"] for one in source.body["checks"]}
    assert {"source_unchanged", "person.readable", "note.filled.text"} <= codes
    page = (folder.root / "packages" / VIEW / "controle.html").read_text()
    for about in ("la source", "le paquet"):
        assert f"Pour {about} (suite «\u00a0{SUITE}\u00a0»)" in page


def test_nothing_is_read_back_before_it_was_delivered(eve, tmp_path):
    world = eve("kind: sql, load: reprise", tmp_path / "monde")
    assert "[read_test_not_delivered]" in world.releve("read-test", VIEW).err
    assert "[medium_out_of_reach]" in world.releve("read-test", "tables").err
