"""A mapping of another publisher's schema, written as data alone, against three real databases."""

from functools import partial
from pathlib import Path

import pytest

from connectors.pathways import PathwayDatabase
from releve.errors import StepRefused
from releve.pathways.check import check
from releve.pathways.compiler import compile_mapping, converters_of
from releve.pathways.conversion import Account
from releve.pathways.draft import draft_mapping
from releve.pathways.mapping_file import read_mapping
from tests.fakes.foreign_tables import ROWS
from tests.fakes.three_databases import KINDS

pytestmark = pytest.mark.integration

FILE = Path(__file__).parents[2] / "tests/golden/mappings/foreign.yaml"
MAPPING = read_mapping(FILE).mapping
COLUMNS = {
    "clients": {
        "client_no": "bigint!",
        "nir": "varchar",
        "id_state": "varchar!",
        "last_name": "text!",
        "first_names": "text!",
        "dob": "varchar!",
        "sex": "smallint!",
        "died": "varchar",
        "opened": "local!",
        "row_version": "bigint!",
    },
    "addresses": {"client_no": "bigint!", "line1": "text", "line2": "text"},
    "roles": {"code": "varchar!", "label": "text!"},
    "helpers": {
        "client_no": "bigint!",
        "rank": "smallint!",
        "staff_no": "varchar",
        "role_code": "varchar",
        "since": "date!",
        "colour": "text",
    },
    "tests": {
        "id": "varchar!",
        "client_no": "bigint!",
        "form": "text!",
        "day": "varchar!",
        "content": "json!",
        "total": "varchar",
    },
    "agenda": {
        "id": "bigint!",
        "client_no": "bigint!",
        "kind": "varchar!",
        "start": "local!",
        "cancelled": "smallint!",
    },
    "journal": {
        "id": "bigint!",
        "client_no": "bigint!",
        "staff_no": "bigint",
        "written": "varchar!",
        "note_text": "text",
        "alarm": "varchar",
        "cause": "text",
    },
    "staff": {"staff_no": "bigint!", "name": "text!", "rpps": "char", "enabled": "smallint!"},
    "sessions": {"id": "bigint!", "token": "text"},
}
PRIMARY = {"helpers": ("client_no", "rank")}
MOMENTS = {"clients": 8, "agenda": 3}


def filled(source):
    """Make the tables of the publisher, and their rows with moments that every database takes."""
    for table, columns in COLUMNS.items():
        source.create(table, key=PRIMARY.get(table, (next(iter(columns)),)), **columns)
        for row in ROWS[table]:
            told = list(row)
            if table in MOMENTS:
                at = MOMENTS[table]
                told[at] = told[at].replace("T", " ").removesuffix("+00:00")
            source.insert(table, tuple(told))
    return PathwayDatabase(access=source.access, converters=partial(converters_of, MAPPING))


def read(database):
    account = Account()
    with database.snapshot() as snapshot:
        found = [one for part in snapshot.parts(2) for one in snapshot.pathways(part, account)]
        shared = [one for each in snapshot.directory(account) for one in each.records]
        law = compile_mapping(MAPPING, snapshot.schema).law
        return found, shared, law.balance(snapshot.inflow(), account)


def test_the_mapping_holds_on_each_database(source):
    database = filled(source)
    assert check(MAPPING, database.schema(), database.distinct).problems == ()


def test_three_databases_give_the_same_pathways(source_of):
    told = [read(filled(source_of(kind))) for kind in KINDS]
    found, shared, _ = told[0]
    assert [len(one.records) for one in found] == [7, 6, 1]
    assert [one.defects for one in found] == [(), (), ()]
    assert len(shared) == 2
    assert [one[:2] for one in told[1:]] == [(found, shared)] * 2


def test_a_value_that_no_list_has_is_found_by_the_database(source):
    database = filled(source)
    source.insert("staff", (12, "A", None, 3))
    problems = check(MAPPING, database.schema(), database.distinct).problems
    assert [(one.code, one.facts["values"]) for one in problems] == [
        ("mapping_code_unmapped", ("3",))
    ]


def test_the_database_counts_what_nobody_read(source):
    database = filled(source)
    source.insert("addresses", (9, "9 rue Z", None))
    with pytest.raises(StepRefused, match="values_lost") as refused:
        read(database)
    assert refused.value.facts["table"] == "addresses"


def test_a_draft_of_each_schema_is_read(source, tmp_path):
    database = filled(source)
    told = draft_mapping(database.schema(), "essai", "Europe/Paris", database.distinct)
    path = tmp_path / "mapping.yaml"
    path.write_text(told.replace("à compléter", "x"))
    assert read_mapping(path).mapping.entities["person"].table == "clients"
    assert "addresses" in told.partition("dropped:")[2]
