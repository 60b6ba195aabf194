"""Suites run over real tables and over their export: what is whole passes, each fault is named."""

import json
from datetime import date
from itertools import count

import pytest
from psycopg import sql

from connectors.sql import SqlConnector
from deployments.rehearsal import region
from deployments.rehearsal.postgres import Cluster
from expectations.gate import GxGate
from expectations.suite import read_suite
from releve.canonical import decode, encode
from releve.errors import ConnectorError
from releve.model.evidence import Verdict
from releve.model.medium import SqlMedium
from releve.ports import ExportedTables, QualityGate, SqlTables

pytestmark = pytest.mark.integration

DAC = read_suite("parcours-dac")[0].named()
SERVICES = {
    "vigilans": ("suivi-vigilans", ("rappel", "suivi")),
    "tlc": ("journal-simple", ("teleconsultation", "teleexpertise")),
    "visio": ("journal-simple", ("session",)),
    "messagerie": ("journal-simple", ("fil", "message")),
    "traces": ("journal-simple", ("acces",)),
    "nutriage": ("journal-simple", ("beneficiaire", "seance")),
    "indicateurs": ("journal-simple", ("usage_mensuel",)),
}
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def gate():
    made = GxGate(today=lambda: date(2025, 1, 1))
    assert isinstance(made, QualityGate)
    return made


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A server of its own: the exercise fills a database once, whoever asks first."""
    running = Cluster.open(tmp_path_factory.mktemp("region"))
    region.generate(running, seed=11, pathways=60, token="jeton")
    yield running
    running.discard()


@pytest.fixture(scope="module")
def export(generated, tmp_path_factory):
    """Write tables as an export does; return what the gate is given."""
    connector = SqlConnector({name: generated.url(name) for name in region.DATABASES})

    def to(database, schema, tables):
        folder = tmp_path_factory.mktemp(schema)
        medium = SqlMedium(kind="sql", endpoint=database, schema_name=schema, tables=tables)
        connector.extract(medium, bytes(32), folder, lambda _: None)
        return ExportedTables(folder=folder, tables=tables)

    yield to
    connector.close()


@pytest.fixture
def copied(generated):
    """Copy the tables of a DAC without any constraint, so that anything may go wrong there."""
    name = f'copie "d’essai" {next(_NUMBERS)}%:x{{'
    with generated.connect("dac") as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        for table in DAC:
            statement = sql.SQL("CREATE TABLE {} AS TABLE {}").format(
                sql.Identifier(name, table), sql.Identifier("dac_littoral", table)
            )
            connection.execute(statement)
    yield SqlTables(url=generated.url("dac"), schema=name, tables=DAC)
    with generated.connect("dac") as connection:
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))


def change(cluster, tables, statements):
    with cluster.connect("dac") as connection:
        path = sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(tables.schema))
        connection.execute(path)
        for statement in statements:
            assert connection.execute(statement).rowcount in {-1, 1}, statement


def rows_of(tables, name):
    return [json.loads(line) for line in (tables.folder / f"{name}.ndjson").open("rb")]


def write(tables, name, rows):
    (tables.folder / f"{name}.ndjson").write_bytes(b"".join(encode(row) + b"\n" for row in rows))


def not_passed(finding):
    return {
        check.code: check.failed if check.verdict is Verdict.FAILED else check.verdict.value
        for check in finding.checks
        if check.verdict is not Verdict.PASSED
    }


def test_whole_pathways_pass_at_the_source_and_in_the_package(gate, generated, export):
    for schema in ("dac_littoral", "dac_somme", "dac_metropole"):
        source = SqlTables(url=generated.url("dac"), schema=schema, tables=DAC)
        at_source, _ = gate.check("parcours-dac", "source", source)
        package, _ = gate.check("parcours-dac", "package", export("dac", schema, DAC))
        assert not_passed(at_source) == not_passed(package) == {}
        assert at_source.verdict is package.verdict is Verdict.PASSED
        assert [(one.code, one.seen) for one in at_source.checks] == [
            (one.code, one.seen) for one in package.checks
        ]
        assert len(at_source.checks) > 100


@pytest.mark.parametrize("schema", SERVICES)
def test_whole_services_pass_at_the_source_and_in_the_package(schema, gate, generated, export):
    suite, tables = SERVICES[schema]
    given = SqlTables(url=generated.url("regional"), schema=schema, tables=tables)
    at_source, _ = gate.check(suite, "source", given)
    package, _ = gate.check(suite, "package", export("regional", schema, tables))
    assert not_passed(at_source) == not_passed(package) == {}
    assert {one.code for one in at_source.checks} == {one.code for one in package.checks}
    assert {f"{table}.key" for table in tables} <= {one.code for one in package.checks}


PLANTED = {
    "usager.children.demande": 1,
    "usager.when.statut.actif": 1,
    "usager.digits.ins": 1,
    "usager.values.sexe": 1,
    "cercle_soins.reference.professionnel_id": 1,
    "cercle_soins.order.debut.fin": 1,
    "demande.dates.recue_le": 2,
    "evaluation.key": 2,
    "action.reference.ppcs_id+usager_id": 1,
    "note.filled.id": 1,
    "consentement.values.nature": 1,
    "professionnel.digits.rpps": 1,
    "professionnel.digits.finess": 1,
}
WARNINGS = {"usager.digits.ins", "professionnel.digits.rpps", "professionnel.digits.finess"}
FAULTS = """
    DELETE FROM demande WHERE usager_id = 2;
    UPDATE usager SET clos_le = cree_le
        WHERE id = (SELECT min(id) FROM usager WHERE statut = 'actif');
    UPDATE usager SET ins = overlay(
            ins placing (CASE WHEN right(ins, 1) = '0' THEN '1' ELSE '0' END) from 15)
        WHERE id = (SELECT min(id) FROM usager WHERE ins IS NOT NULL);
    UPDATE usager SET sexe = 'X' WHERE id = 3;
    UPDATE cercle_soins SET professionnel_id = 999 WHERE id = 1;
    UPDATE cercle_soins SET fin = '2018-02-01'
        WHERE id = (SELECT min(id) FROM cercle_soins WHERE fin IS NOT NULL);
    UPDATE demande SET recue_le = '2031-01-01' WHERE id = 5;
    UPDATE demande SET recue_le = '1998-01-01' WHERE id = 6;
    INSERT INTO evaluation SELECT * FROM evaluation WHERE id = 1;
    UPDATE action SET usager_id = usager_id + 1 WHERE id = 1;
    UPDATE note SET id = NULL WHERE id = (SELECT max(id) FROM note);
    UPDATE consentement SET nature = 'accord' WHERE id = 1;
    UPDATE professionnel SET rpps = '10102727017', finess = '99000004X' WHERE id = 1
"""


def test_faults_planted_at_the_source_are_named(gate, generated, copied):
    whole, _ = gate.check("parcours-dac", "source", copied)
    assert not_passed(whole) == {}
    change(generated, copied, FAULTS.split(";"))
    finding, _ = gate.check("parcours-dac", "source", copied)
    assert not_passed(finding) == PLANTED
    assert {one.code for one in finding.checks if one.warning and one.failed} == WARNINGS
    assert finding.verdict is Verdict.FAILED


MULTIPLIED = """
    INSERT INTO action SELECT id + {more}, ppcs_id, usager_id, responsable_id, intitule, statut,
        echeance, faite_le, resultat, cout_estime FROM action WHERE id < 1000
"""


def listed(gate, about, tables):
    """Return what fails by check, and the ids of the records listed for each."""
    keys = []
    finding, _ = gate.check("parcours-dac", about, tables, sink=keys.append)
    by_check = {}
    for one in keys:
        by_check.setdefault(one.check, []).append(one.record)
    return {one.code: one.failed for one in finding.checks if one.failed}, by_check


def test_every_failing_key_of_the_source_is_listed(gate, generated, copied):
    with generated.connect("dac") as connection:
        path = sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(copied.schema))
        connection.execute(path)
        for more in (1000, 2000):
            connection.execute(MULTIPLIED.format(more=more))
        emptied = connection.execute("UPDATE action SET intitule = NULL").rowcount
        connection.execute("UPDATE usager SET adresse = 'Ã©' || adresse WHERE id < 9")
    change(generated, copied, FAULTS.split(";"))
    failed, keys = listed(gate, "source", copied)
    assert emptied > 300
    assert failed == {**PLANTED, "action.filled.intitule": emptied, "usager.clean.adresse": 8}
    assert {code: len(ids) for code, ids in keys.items()} == failed
    assert len(set(keys["action.filled.intitule"])) == emptied
    assert keys["usager.values.sexe"] == ["usager/p00000000000000000003"]
    assert keys["usager.children.demande"] == ["usager/p00000000000000000002"]
    assert keys["note.filled.id"] == ["note:null"]


def test_every_failing_key_of_the_package_is_listed(gate, export):
    tables = export("dac", "dac_littoral", DAC)
    plant(tables)
    rows = rows_of(tables, "professionnel")
    many = [json.loads(json.dumps(rows[-1])) for _ in range(300)]
    for number, row in enumerate(many, 1000):
        row["c"] |= {"id": number, "rpps": None, "nom": None}
    write(tables, "professionnel", [*rows, *many])
    failed, keys = listed(gate, "package", tables)
    assert failed == {**PLANTED, "professionnel.filled.nom": 300}
    assert {code: len(ids) for code, ids in keys.items()} == failed
    assert len(set(keys["professionnel.filled.nom"])) == 300
    assert keys["usager.values.sexe"] == ["usager/p00000000000000000003"]


def plant(tables):
    """Do to an export what FAULTS do to a source."""
    rows = {name: rows_of(tables, name) for name in DAC}
    cells = {name: [row["c"] for row in of] for name, of in rows.items()}
    rows["demande"] = [row for row in rows["demande"] if row["c"]["usager_id"] != 2]
    active = next(row for row in cells["usager"] if row["statut"] == "actif")
    active["clos_le"] = active["cree_le"]
    known = next(row for row in cells["usager"] if row["ins"])
    known["ins"] = known["ins"][:14] + ("1" if known["ins"][14] == "0" else "0")
    cells["usager"][2]["sexe"] = "X"
    cells["cercle_soins"][0]["professionnel_id"] = 999
    ended = next(row for row in cells["cercle_soins"] if row["fin"])
    ended["fin"] = "2018-02-01"
    later = [row["c"] for row in rows["demande"]][-2:]
    later[0]["recue_le"], later[1]["recue_le"] = "2031-01-01T00:00:00Z", "le 3 mai"
    rows["evaluation"].append(rows["evaluation"][0])
    cells["action"][0]["usager_id"] += 1
    cells["note"][-1]["id"] = None
    cells["consentement"][0]["nature"] = "accord"
    cells["professionnel"][0] |= {"rpps": "10102727017", "finess": "99000004X"}
    for name, of in rows.items():
        write(tables, name, of)


def test_faults_planted_in_the_package_are_named(gate, export):
    tables = export("dac", "dac_littoral", DAC)
    plant(tables)
    finding, _ = gate.check("parcours-dac", "package", tables)
    assert not_passed(finding) == PLANTED
    assert {one.code for one in finding.checks if one.warning and one.failed} == WARNINGS
    assert finding.verdict is Verdict.FAILED


def test_wrong_keys_of_identifiers_only_warn(gate, export):
    tables = export("dac", "dac_littoral", DAC)
    rows = rows_of(tables, "usager")
    for row in rows:
        row["c"]["ins"] = row["c"]["ins"] and "2" * 15
    write(tables, "usager", rows)
    finding, _ = gate.check("parcours-dac", "package", tables)
    known = sum(row["c"]["ins"] is not None for row in rows)
    assert not_passed(finding) == {"usager.digits.ins": known, "usager.unique.ins": known}
    assert finding.verdict is Verdict.PASSED


def test_a_truncated_line_fails_the_table_and_what_rests_on_it(gate, export):
    tables = export("dac", "dac_littoral", DAC)
    path = tables.folder / "ppcs.ndjson"
    path.write_bytes(path.read_bytes()[:-20])
    finding, _ = gate.check("parcours-dac", "package", tables)
    found = not_passed(finding)
    assert finding.verdict is Verdict.FAILED
    assert found.pop("ppcs.readable") == 1
    assert set(found.values()) == {"undetermined"}
    assert {code for code in found if not code.startswith("ppcs.")} == {
        "usager.children.ppcs",
        "action.reference.ppcs_id+usager_id",
    }


def test_a_dropped_table_is_undetermined(gate, generated, copied):
    change(generated, copied, ["DROP TABLE note"])
    finding, report = gate.check("parcours-dac", "source", copied)
    assert finding.verdict is Verdict.UNDETERMINED
    found = not_passed(finding)
    assert set(found.values()) == {"undetermined"}
    assert "note.readable" in found
    assert all(code.startswith("note.") for code in found)
    reasons = {one["code"]: one["reason"] for one in decode(report)["checks"]}
    assert reasons["note.readable"] == "table_absent"


def test_a_missing_file_is_undetermined(gate, export):
    tables = export("regional", "vigilans", ("rappel", "suivi"))
    (tables.folder / "suivi.ndjson").unlink()
    finding, _ = gate.check("suivi-vigilans", "package", tables)
    assert finding.verdict is Verdict.UNDETERMINED
    assert all(code.startswith("suivi.") for code in not_passed(finding))


def test_a_column_of_another_type_is_undetermined(gate, generated, copied):
    change(
        generated,
        copied,
        ["ALTER TABLE action ALTER usager_id TYPE text", "ALTER TABLE note DROP COLUMN texte"],
    )
    finding, _ = gate.check("parcours-dac", "source", copied)
    assert finding.verdict is Verdict.UNDETERMINED
    assert not_passed(finding) == {
        "action.reference.ppcs_id+usager_id": "undetermined",
        "action.reference.usager_id": "undetermined",
        "note.clean.texte": "undetermined",
        "note.filled.texte": "undetermined",
    }


def test_a_table_that_may_not_be_read_is_undetermined(gate, generated, copied):
    role, password = "lecteur", "mot $de{passe}%"
    with generated.connect("dac") as connection:
        create = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}")
        connection.execute(create.format(sql.Identifier(role), sql.Literal(password)))
        for grant in ("USAGE ON SCHEMA {}", "SELECT ON ALL TABLES IN SCHEMA {}"):
            target = sql.SQL(f"GRANT {grant} TO {role}").format(sql.Identifier(copied.schema))
            connection.execute(target)
        hidden = sql.SQL("REVOKE SELECT ON {} FROM {}")
        table = sql.Identifier(copied.schema, "consentement")
        connection.execute(hidden.format(table, sql.Identifier(role)))
    place = generated.url("dac", with_password=False).split("@")[1]
    url = f"postgresql+psycopg://{role}:mot%20%24de%7Bpasse%7D%25@{place}"
    finding, report = gate.check(
        "parcours-dac", "source", SqlTables(url=url, schema=copied.schema, tables=DAC)
    )
    found = not_passed(finding)
    assert set(found.values()) == {"undetermined"}
    assert {"consentement.readable", "consentement.key"} <= found.keys()
    assert {code.split(".")[0] for code in found} == {"consentement", "usager"}
    assert password.encode() not in report


def test_no_connection_is_left_that_could_block_a_destruction(gate, generated, copied):
    gate.check("parcours-dac", "source", copied)
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'releve-constat'"
    with generated.connect("dac") as connection:
        assert connection.execute(query).fetchone() == (0,)


def test_a_server_that_does_not_answer_is_undetermined(gate, tmp_path):
    url = f"postgresql+psycopg://personne:secret@localhost/rien?host={tmp_path}"
    given = SqlTables(url=url, schema="x", tables=("rappel", "suivi"))
    finding, report = gate.check("suivi-vigilans", "source", given)
    assert finding.verdict is Verdict.UNDETERMINED
    assert {one.verdict for one in finding.checks} == {Verdict.UNDETERMINED}
    assert b"secret" not in report


def test_tables_given_and_tables_covered_must_agree(gate, export):
    tables = export("regional", "vigilans", ("rappel", "suivi"))
    less = ExportedTables(folder=tables.folder, tables=("rappel",))
    finding, _ = gate.check("suivi-vigilans", "package", less)
    assert not_passed(finding) == {"suivi.readable": "undetermined"}
    (tables.folder / "annexe.ndjson").touch()
    more = ExportedTables(folder=tables.folder, tables=("rappel", "suivi", "annexe"))
    finding, _ = gate.check("suivi-vigilans", "package", more)
    assert not_passed(finding) == {"annexe.readable": "undetermined"}


def test_an_empty_table_is_a_count_that_fails(gate, generated, copied, export):
    change(generated, copied, ["TRUNCATE professionnel"])
    finding, _ = gate.check("parcours-dac", "source", copied)
    assert not_passed(finding)["professionnel.rows"] == 1
    tables = export("dac", "dac_littoral", DAC)
    write(tables, "professionnel", [])
    assert not_passed(gate.check("parcours-dac", "package", tables)[0]) == not_passed(finding)


def test_the_report_is_canonical_and_holds_counts_only(gate, export):
    tables = export("dac", "dac_littoral", DAC)
    plant(tables)
    finding, report = gate.check("parcours-dac", "package", tables)
    assert gate.check("parcours-dac", "package", tables) == (finding, report)
    document = decode(report)
    assert document["format"] == "releve/quality-report/1"
    assert document["verdict"] == finding.verdict.value == "failed"
    assert document["suite_digest"] == read_suite("parcours-dac")[1]
    assert document["engine"]["version"].startswith("1.")
    for name in ("usager", "professionnel", "note"):
        for row in rows_of(tables, name):
            values = [v for v in row["c"].values() if isinstance(v, str) and len(v) > 12]
            assert not [value for value in values if value.encode() in report]


def test_an_unknown_suite_is_refused(gate, tmp_path):
    with pytest.raises(ConnectorError) as raised:
        gate.check("inconnue", "package", ExportedTables(folder=tmp_path, tables=()))
    assert raised.value.code == "suite_unknown"
