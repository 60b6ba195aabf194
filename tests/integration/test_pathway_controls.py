"""Characters and bytes that a format could lose: carried to the last one, or a located defect."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import as_file, files

import pytest

from connectors.fhir_schema.package import check_bundles
from connectors.pathways import PathwayDatabase
from connectors.pathways.export import PathwayExporter
from connectors.pathways.forms import CsvForm, FhirForm
from connectors.pathways.order import Order
from connectors.pathways.rendering import CanonicalForm
from releve.archives.bag import write_bag
from releve.model.ids import Realm
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.csv_table import read_table
from releve.pathways.dictionary import dictionary_json
from releve.pathways.fhir import FhirContext, read_groups
from releve.pathways.folder import CanonicalFolder
from releve.pathways.model import entity as model_of
from releve.pathways.record import DIRECTORY
from releve.pathways.scope import ScopeDecision
from tests.fakes.edge_cases import MAPPING, create
from tests.fakes.three_databases import KINDS

pytestmark = pytest.mark.integration

KEY = bytes(range(32))
CONTEXT = FhirContext(origin="exercice.invalid/releve", dac="dac", realm=Realm.REHEARSAL)
AT = date(2026, 11, 22)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LOCAL = NOON.replace(tzinfo=None)
DECISION = ScopeDecision(
    format="releve/scope/1",
    asset="parcours",
    closed_since=None,
    sharing_scopes=None,
    legal_basis_required=False,
)
KEPT = (
    "a\x01b",
    "a\x0bb\x0cc",
    "a\x1cb\x1db\x1eb\x1fb",
    "a\x7fb",
    "a\x85b\u2028c\u2029d",
    "a\ufeffb\u200bc\ufffe",
    "fin\u00a0: oui\u202f!",
    "=1+1",
    "+33 3 53",
    "-1",
    "@somme",
    "\\x00",
    "\\u0000",
    '"',
    "'=1",
)
"""Texts that stay as they are, in every form."""
TRACES = (b"\x00", b"\x00\xff\x80", b"\r\n", b" ")
GOOD, BAD = 1, 2


def fill(source):
    """One pathway with all of these, and one beside it."""
    create(source)
    now, day = kept(source, NOON), kept(source, AT)
    for one in (GOOD, BAD):
        person = (one, f"Nom{one}", None, "Zoé", day, "F", "é", now, None, None)
        source.insert("usager", person)
        note(source, 100 + one, one, "RAS")
    for number, text in enumerate(KEPT, 1):
        note(source, number, GOOD, text)
    for number, trace in enumerate((*TRACES, b"")):
        source.insert("consentement", (bytes([number]), GOOD, day, True, trace))


def kept(source, value):
    return str(value) if source.kind == "sqlite" else value


def note(source, number, person, text):
    now = kept(source, NOON)
    source.insert("note", (number, person, None, None, now, None, None, False, text))


def export(source, folder):
    database = PathwayDatabase(access=source.access, converters=partial(converters_of, MAPPING))
    order = Order(
        decision=DECISION,
        at=AT,
        renderers=(CanonicalForm(), FhirForm(CONTEXT), CsvForm()),
        files=None,
    )
    law = compile_mapping(MAPPING, database.schema()).law
    content = folder / "contenu"
    content.mkdir()
    exporter = PathwayExporter(database, order, folder / "work", conservation=law, processes=1)
    exporter.run(content, KEY, lambda _: None)
    return content, json.loads((content / "report.json").read_bytes())


def groups(content):
    return {one.id: list(one.records) for one in CanonicalFolder(content).groups()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_format_could_lose_is_the_same_in_every_form(source_of, tmp_path, kind):
    source = source_of(kind)
    fill(source)
    content, report = export(source, tmp_path)
    found = groups(content)
    good = next(records for name, records in found.items() if name.endswith("1"))
    texts = [one.values["text"] for one in good if one.entity == "note"]
    assert texts[: len(KEPT)] == list(KEPT)
    traces = [one.values.get("trace") for one in good if one.entity == "consent"]
    assert traces == ["AA==", "AP+A", "DQo=", "IA==", None]
    columns = {(one["table"], one["column"]): one for one in report["conservation"]["columns"]}
    trace = columns["consentement", "trace"]
    assert (trace["in"], trace["carried"], trace["blank"]) == (5, 4, 1)

    for name in {one.entity for records in found.values() for one in records}:
        read = []
        for path in sorted((content / "csv").glob(f"{name}-*.csv")):
            with path.open("rb") as stream:
                read += [record for _, record in read_table(model_of(name), stream, path.name)]
        ours = [one for records in found.values() for one in records if one.entity == name]
        assert sorted(read, key=lambda one: one.id) == sorted(ours, key=lambda one: one.id)

    resources = [
        each["resource"]
        for path in sorted((content / "fhir/bundles").glob("*.ndjson"))
        for line in path.open(encoding="utf-8")
        for each in json.loads(line)["entry"]
    ]
    back = read_groups(resources, CONTEXT)
    assert {name: [one.canonical() for one in records] for name, records in back.items()} == {
        name: [one.canonical() for one in records] for name, records in found.items() if records
    }


@pytest.mark.parametrize("kind", KINDS)
def test_resources_with_such_texts_are_of_the_published_form(
    source_of, tmp_path, kind, published_fhir
):
    source = source_of(kind)
    fill(source)
    content, _ = export(source, tmp_path)
    checked = check_bundles(content, published_fhir("fhir.schema.json"), CONTEXT)
    assert checked.resources > len(KEPT)
    assert (dict(checked.form), dict(checked.rules)) == ({}, {})


def test_a_package_of_such_texts_conforms_for_a_successor_without_us(source_of, tmp_path):
    source = source_of("sqlite")
    fill(source)
    bag = tmp_path / "sac"
    (bag / "data").mkdir(parents=True)
    content, _ = export(source, tmp_path)
    content.rename(bag / "data/contenu")
    (bag / "data/content.key").write_bytes(KEY)
    write_bag(bag)
    (tmp_path / "dictionnaire.json").write_bytes(dictionary_json())
    with as_file(files("releve.pathways.kit") / "valider.py") as script:
        command = [sys.executable, "-S", "-I", script, bag, tmp_path / "dictionnaire.json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("CONFORME ")


@pytest.mark.parametrize("kind", ["mysql", "sqlite"])
@pytest.mark.parametrize("text", ["a\0b", "\0", "fin\0"])
@pytest.mark.parametrize("attribute", ["note.text", "event.report"])
def test_a_null_character_rejects_its_pathway_by_name_and_no_other(
    source_of, tmp_path, kind, text, attribute
):
    entity, name = attribute.split(".")
    source = source_of(kind)
    fill(source)
    if attribute == "note.text":  # where the mapping says what some texts stand for
        note(source, 50, BAD, text)
    else:
        source.insert("rdv", (7, BAD, kept(source, LOCAL), text))
    content, report = export(source, tmp_path)
    assert [name for name in groups(content) if name != DIRECTORY] == ["person/p" + "0" * 19 + "1"]
    assert report["rejects"] == [
        {"code": "value_malformed", "entity": entity, "attribute": name, "count": 1}
    ]
    assert {(one["bin"], one["pathways"]) for one in report["bins"]} == {
        ("taken", 1),
        ("rejected", 1),
    }
    written = b"".join(one.read_bytes() for one in content.rglob("*") if one.is_file())
    assert b"\0" not in written
    assert b"Nom2" not in written
