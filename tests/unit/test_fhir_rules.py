"""Each of our own checks, on a resource that fails it and on its sound twin."""

import base64
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from connectors.fhir_schema import SchemaChecker
from releve.errors import ConnectorError
from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    findings,
    offered,
    read_resources,
    resources,
    shared_resources,
)
from tests.fakes.drawn_pathways import world

CONTEXT = FhirContext(origin="o.example", dac="d", realm=Realm.REAL)
EXTENSION = "urn:releve:extension:"


def resource(kind, **members):
    return {"resourceType": kind, "id": "1"} | members


def ins(system, status="qualified", value="295109912611193"):
    said = {"url": EXTENSION + "person.identity_status", "valueCode": status}
    return resource("Patient", identifier=[{"system": system, "value": value}], extension=[said])


def period(start, end):
    return resource("Flag", status="active", period={"start": start, "end": end})


def held(**attachment):
    data = base64.b64encode(b"abc").decode()
    return resource(
        "DocumentReference", status="current",
        content=[{"attachment": {"contentType": "a/b", "data": data} | attachment}],
    )  # fmt: skip


NIR, TEST = "urn:oid:1.2.250.1.213.1.4.8", "urn:oid:1.2.250.1.213.1.4.10"
WRONG = {
    "fhir_null:Flag/language": resource("Flag", status="active", language=None),
    "fhir_blank:Task/description": resource(
        "Task", status="draft", intent="plan", description="\u00a0 "
    ),
    "fhir_empty:Flag/code": resource("Flag", status="active", code={}),
    "fhir_empty:Flag/category": resource("Flag", status="active", category=[]),
    "fhir_date_impossible:Patient/birthDate": resource("Patient", birthDate="2026-02-29"),
    "fhir_period_reversed:Flag/period": period("2026-02-02T10:00:00Z", "2026-02-02T09:59:59Z"),
    "fhir_reference_type:Flag/subject": resource(
        "Flag", status="active", subject={"reference": "Task/2"}
    ),
    "fhir_reference_dangling:Flag/subject/reference": resource(
        "Flag", status="active", subject={"reference": "Patient/2", "type": "Patient"}
    ),
    "fhir_code_unknown:CarePlan/intent": resource("CarePlan", status="active", intent="order "),
    "fhir_code_unknown:Patient/extension/0/valueCode": ins(NIR, "qualifiée"),
    "fhir_member_missing:Task/intent": resource("Task", status="draft"),
    "fhir_check_digit:Patient/identifier/0/value": ins(NIR, value="295109912611199"),
    "fhir_extension_wrong:Patient/extension/0": resource("Patient", extension=[{"url": "urn:x"}]),
    "ins_of_test_in_real:Patient/identifier/0": ins(TEST),
    "ins_not_qualified:Patient/identifier/0": ins(NIR, "validated"),
    "fhir_attachment_size:DocumentReference/content/0/attachment/size": held(size=4),
    "fhir_attachment_hash:DocumentReference/content/0/attachment/hash": held(hash="AAAA"),
    "fhir_attachment_data:DocumentReference/content/0/attachment/data": held(data="é?"),
}
SOUND = [
    period("2026-02-02", "2026-02-02"),
    period("2026-02-02", "2026"),
    period("2026-02-02T23:30:00+01:00", "2026-02-02T22:30:00Z"),
    period("2026-02-03", "2026-02-02T20:00:00Z"),
    ins(NIR),
    held(size=3, hash="qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
    resource("Patient", name=[{"given": [None, "B"], "_given": [{"id": "a"}, None]}]),
    resource("Task", intent="plan", _status={"extension": [{"url": "urn:x", "valueCode": "a"}]}),
]


@pytest.mark.parametrize("told", WRONG)
def test_what_is_wrong_is_told_with_its_place(told):
    assert told in findings([WRONG[told]], CONTEXT)


@pytest.mark.parametrize("given", SOUND)
def test_what_is_sound_is_not_told(given):
    assert findings([given], CONTEXT) == []


def test_a_test_ins_is_fine_in_a_rehearsal():
    assert findings([ins(TEST)], FhirContext(origin="o", dac="d", realm=Realm.REHEARSAL)) == []


def test_the_same_resource_twice_is_told():
    twice = [ins(NIR), ins(NIR)]
    assert findings(twice, CONTEXT) == ["fhir_id_twice:Patient/id"]
    for number, one in enumerate(twice):
        one["id"] = str(number)
        one["identifier"].append({"system": CONTEXT.namespace + ":person", "value": "person/p1"})
    assert findings(twice, CONTEXT) == ["fhir_identifier_twice:Patient/identifier"]


@pytest.mark.parametrize("nonsense", [1, "x", [], {}, [[]], [None], {"": []}, {"system": []}])
@pytest.mark.parametrize(
    "member", ["id", "resourceType", "identifier", "status", "extension", "subject", "content"]
)
def test_nonsense_is_told_or_passed_over_and_never_breaks(member, nonsense):
    given = [{**resource("CarePlan"), member: nonsense}] * 2
    findings(given, CONTEXT)
    read_resources(given, CONTEXT)
    offered(given)


def test_each_resource_taken_away_is_missed():
    shared, (pathway,) = world(8, 1)
    known = offered(shared_resources(shared.values(), shared, CONTEXT))
    made = resources(pathway, shared, CONTEXT)
    told = {one.partition(":")[0] for one in findings(made, CONTEXT, known)}
    assert "fhir_reference_dangling" not in told
    without = [one for one in made if one["resourceType"] != "Patient"]
    assert any("dangling" in one for one in findings(without, CONTEXT, known))
    assert any("dangling" in one for one in findings(made, CONTEXT))


def test_a_bundle_is_checked_entry_by_entry(published_fhir):
    checker = SchemaChecker(published_fhir("fhir.schema.json"))
    entry = {"fullUrl": "urn:uuid:0", "resource": resource("Patient", gender="f")}
    told = checker.check(resource("Bundle", type="collection", entry=[entry]))
    assert told == ["fhir_code_unknown:Bundle/entry/0/resource/gender"]
    within = resource("Flag", status="active", code={"text": "a"}, subject={"display": "b"})
    assert checker.check(within) == []
    assert checker.check(within | {"contained": [resource("Bot")]}) == [
        "fhir_type_unknown:Flag/contained/0"
    ]


def test_french_passes_and_a_control_character_does_not(published_fhir):
    checker = SchemaChecker(published_fhir("fhir.schema.json"))
    assert checker.check(resource("Organization", name="Où\u00a0? «\u202fici\u202f»")) == []
    assert checker.check(resource("Organization", name="a\x0bb")) == [
        "fhir_form_wrong:Organization/name"
    ]


def test_a_checker_crosses_processes(published_fhir):
    checker = SchemaChecker(published_fhir("fhir.schema.json"))
    checker.check(resource("Patient"))
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        told = pool.submit(checker.check, resource("Patient", x=1)).result()
    assert told == ["fhir_member_unknown:Patient"]


def test_another_schema_than_the_pinned_one_is_refused(tmp_path):
    other = tmp_path / "fhir.schema.json"
    with pytest.raises(ConnectorError, match="fhir_schema_absent"):
        SchemaChecker(Path(other)).check(resource("Patient"))
    other.write_text("{}")
    with pytest.raises(ConnectorError, match="fhir_schema_differs"):
        SchemaChecker(Path(other)).check(resource("Patient"))
