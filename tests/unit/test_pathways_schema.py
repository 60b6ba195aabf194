"""The JSON Schema generated from the model takes what is legal and refuses what is not."""

import json

import jsonschema_rs
import pytest

from releve.pathways.kit.sample import sample
from releve.pathways.schema import directory_schema, pathway_schema

SAMPLE = sample()
PATHWAY = jsonschema_rs.Draft202012Validator(dict(pathway_schema()))
DIRECTORY = jsonschema_rs.Draft202012Validator(dict(directory_schema("en")))


def line(pathway):
    records = [json.loads(one.canonical()) for one in pathway.records]
    return {"id": pathway.id, "records": records}


def test_the_sample_is_legal():
    assert [one.id for one in SAMPLE.pathways if not PATHWAY.is_valid(line(one))] == []
    records = [json.loads(one.canonical()) for one in SAMPLE.directory]
    assert all(DIRECTORY.is_valid(one) for one in records)


def changed(entity, attribute, value):
    whole = line(SAMPLE.pathways[0])
    record = next(one for one in whole["records"] if one["e"] == entity)
    record["v"][attribute] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("person.birth_family_name", None),
        ("person.birth_family_name", ""),
        ("person.birth_family_name", " A"),
        ("person.birth_family_name", "A\r\nB"),
        ("person.birth_family_name", "A\0B"),
        ("person.gender", "F"),
        ("person.gender", {"absent": "because"}),
        ("person.gender", {"absent": "masked", "why": "x"}),
        ("person.birth_date", "1950-13-01"),
        ("person.birth_date", "1950-1-1"),
        ("person.opened_at", "2024-01-01T10:00:00+01:00"),
        ("person.opened_at", "2024-01-01T10:00:00.000000Z"),
        ("person.given_names", []),
        ("person.nickname", "A"),
        ("person.treating_physician", "organisation/p1"),
        ("assessment.score", 12.5),
        ("assessment.score", "12.50"),
        ("assessment.score", "-0"),
        ("assessment.answers", [{"item": "a"}]),
        ("note.urgent", "true"),
        ("consent.trace", ""),
        ("consent.trace", "abc"),
        ("document.file", {"path": "../x", "sha256": "0" * 64, "size": 1}),
        ("document.file", {"path": "a//x", "sha256": "0" * 64, "size": 1}),
        ("document.file", {"path": "x", "sha256": "A" * 64, "size": 1}),
        ("document.file", {"path": "x", "sha256": "0" * 64, "size": -1}),
    ],
)
def test_what_is_not_legal_is_refused(path, value):
    assert not PATHWAY.is_valid(changed(*path.split("."), value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("person.birth_family_name", "\ufeffA B\n\nC"),
        ("person.birth_date", {"absent": "asked-declined"}),
        ("person.opened_at", "2024-01-01T10:00:00.000001Z"),
        ("document.file", {"path": "a/..b/c.d", "sha256": "0" * 64, "size": 0}),
        ("assessment.answers", []),
    ],
)
def test_what_is_legal_is_taken(path, value):
    assert PATHWAY.is_valid(changed(*path.split("."), value))


def test_a_pathway_has_one_person_and_no_shared_record():
    whole = line(SAMPLE.pathways[0])
    person = next(one for one in whole["records"] if one["e"] == "person")
    rest = [one for one in whole["records"] if one["e"] != "person"]
    shared = json.loads(SAMPLE.directory[0].canonical())
    for records in (rest, [*rest, person, person], [*rest, person, shared]):
        assert not PATHWAY.is_valid({**whole, "records": records})
    for lost in ("reason", "received_at"):
        asked = next(one for one in whole["records"] if one["e"] == "request")
        value = asked["v"].pop(lost)
        assert not PATHWAY.is_valid(whole)
        asked["v"][lost] = value
    assert PATHWAY.is_valid(whole)
