"""Forms of a package: each part holds the same records, whatever the form."""

import json
from datetime import date

import orjson
import pytest

from connectors.pathways.forms import CsvForm, FhirForm, SheetForm
from connectors.pathways.output import Output
from connectors.pathways.rendering import CanonicalForm, Taken, written_persons
from releve.model.ids import Realm
from releve.pathways.csv_table import read_table
from releve.pathways.fhir import FhirContext, bundle, bundle_line, resources
from releve.pathways.kit.sample import sample
from releve.pathways.model import entity
from releve.pathways.sheet import SheetSetting

CONTEXT = FhirContext(origin="exercice.invalid/releve", dac="dac-é", realm=Realm.REHEARSAL)
SAMPLE = sample(12)
SHARED = {one.id: one for one in SAMPLE.directory}
TAKEN = [Taken(one, {}, [record.canonical() for record in one.records]) for one in SAMPLE.pathways]


@pytest.fixture
def output(tmp_path):
    (tmp_path / "contenu").mkdir()
    return Output(tmp_path / "contenu", tmp_path / "aside")


def lines(output, name):
    return (output.folder / name).read_bytes().splitlines()


def test_a_bundle_written_of_lines_is_the_bundle():
    for one in SAMPLE.pathways:
        built = resources(one, SHARED, CONTEXT)
        written = [orjson.dumps(resource) for resource in built]
        assert bundle_line(built, written) == orjson.dumps(bundle(built))


def test_bundles_and_bulk_data_hold_the_same_resources(output):
    form = FhirForm(CONTEXT)
    form.part(3, TAKEN, SHARED, output)
    form.directory(SAMPLE.directory, SHARED, output)
    output.put()
    found = [json.loads(line) for line in lines(output, "fhir/bundles/part-00003.ndjson")]
    assert len(found) == len(TAKEN)
    ids = sorted(entry["resource"]["id"] for one in found for entry in one["entry"])
    bulk = [name for name in output.files if name.startswith("fhir/resources/")]
    told = {name: [json.loads(line) for line in lines(output, name)] for name in bulk}
    assert ids == sorted(
        one["id"] for name, some in told.items() if name.endswith("-00003.ndjson") for one in some
    )
    for name, some in told.items():
        assert {one["resourceType"] for one in some} == {name.split("/")[-1].partition("-")[0]}
        assert "urn:uuid" not in json.dumps(some)
    assert "fhir/resources/Organization-directory.ndjson" in told


def test_bundles_alone(output):
    FhirForm(CONTEXT, bulk=False).part(0, TAKEN, SHARED, output)
    assert set(output.files) == {"fhir/bundles/part-00000.ndjson"}


def test_tables_read_back_as_the_records(output):
    form = CsvForm()
    form.part(0, TAKEN, SHARED, output)
    form.directory(SAMPLE.directory, SHARED, output)
    output.put()
    found = set()
    for name in output.files:
        kind = name.removeprefix("csv/").removesuffix("-00000.csv")
        with (output.folder / name).open("rb") as stream:
            rows = [record for _, record in read_table(entity(kind), stream, name)]
        found.update(record.canonical() for record in rows)
    expected = [record for one in SAMPLE.pathways for record in one.records]
    assert found == {record.canonical() for record in [*expected, *SAMPLE.directory]}


def test_each_sheet_is_in_the_index(output):
    setting = SheetSetting(origin="EXERCICE", at=date(2026, 1, 1))
    CanonicalForm().part(0, TAKEN, SHARED, output)
    form = SheetForm(CONTEXT, setting)
    form.part(0, TAKEN, SHARED, output)
    output.put()
    assert len(list(written_persons(output.folder))) == len(TAKEN)
    more = Output(output.folder, output.folder.parent / "more")
    form.directory(SAMPLE.directory, SHARED, more)
    more.put()
    index = (output.folder / "sheets/index.html").read_text()
    sheets = [name for name in output.files if name.startswith("sheets/")]
    assert len(sheets) == len(TAKEN)
    assert all(f'href="{name.removeprefix("sheets/")}"' in index for name in sheets)


def test_a_part_without_any_pathway_has_no_file(output):
    setting = SheetSetting(origin="EXERCICE", at=date(2026, 1, 1))
    for form in (CanonicalForm(), FhirForm(CONTEXT), CsvForm(), SheetForm(CONTEXT, setting)):
        form.part(0, [], SHARED, output)
    assert not output.files


@pytest.mark.parametrize("form", [CanonicalForm(), FhirForm(CONTEXT), CsvForm()])
def test_a_form_says_what_decides_its_bytes(form):
    assert form.version.startswith("releve/")
    assert isinstance(form.setting, str)
