"""The committed schemas are those of the models, and admit what is written, and no value."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from releve.pathways.arrival_schemas import FOLDER, arrival_schemas
from releve.pathways.attestation import Outcome, OutcomeRow
from releve.pathways.difference import Change, Difference
from releve.pathways.disclosure import disclose
from releve.pathways.identities import Decision, Ruling
from releve.pathways.proof import PROOF
from releve.pathways.rejects import Reject
from tests.fakes.canonical_folders import KEY, groups, write_bag

ROOT = Path(__file__).parents[2]
NAME, OTHER = "a" * 64, "b" * 64
ROWS = [
    ("outcomes-row", OutcomeRow(outcome=Outcome.CREATED, pathway=NAME)),
    ("outcomes-row", OutcomeRow(outcome=Outcome.LINKED, pathway=NAME, person="cible:1")),
    ("rejects-row", Reject(code="c", entity="note", attribute="text", pathway=NAME, record=OTHER)),
    ("rejects-row", Reject(code="c", entity="person", pathway=NAME)),
    ("decisions-row", Decision(decision=Ruling.MERGED, pathway=NAME, into=OTHER)),
    ("decisions-row", Decision(decision=Ruling.GIVEN_UP, pathway=NAME, reason="deces")),
    ("differences-row", Difference(Change.MISSING, NAME)),
    ("differences-row", Difference(Change.ABSENCE_LOST, NAME, "note", OTHER, "text")),
]


def validator(name):
    return jsonschema_rs.validator_for(json.loads(arrival_schemas()[f"{name}.json"]))


def test_the_committed_schemas_are_fresh():
    for name, data in arrival_schemas().items():
        committed = (ROOT / FOLDER / name).read_bytes()
        assert committed == data, "python -m releve.pathways.arrival_schemas"


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_row_is_admitted_and_no_member_more(name, row):
    document = json.loads(row.line())
    check = validator(name)
    assert check.is_valid(document)
    assert not check.is_valid(document | {"value": "DUPONT"})
    assert not check.is_valid({key: one for key, one in document.items() if key != "pathway"})
    assert not check.is_valid(document | {"pathway": "person/p1"})


def test_a_proof_is_admitted(tmp_path):
    pathways = groups(3)
    write_bag(tmp_path / "bag", pathways)
    disclose(tmp_path / "bag", KEY, pathways[1].id, tmp_path / "preuve")
    document = json.loads((tmp_path / "preuve" / PROOF).read_bytes())
    check = validator("pathway-proof")
    assert check.is_valid(document)
    for member in document:
        assert not check.is_valid({key: one for key, one in document.items() if key != member})
