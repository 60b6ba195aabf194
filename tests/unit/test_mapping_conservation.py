"""Every column has one fate, and every value of a run one bin: nothing else passes."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from releve.canonical import digest
from releve.errors import PlanError, StepRefused
from releve.pathways.compiler import attempt, compile_mapping
from releve.pathways.conversion import Account
from releve.pathways.fates import Fate, waiver_digest
from releve.pathways.mapping_file import read_mapping
from releve.pathways.selection import SourceColumn, SourceSchema, SourceTable
from tests.fakes.foreign_tables import foreign
from tests.fakes.tabular_source import TabularSource, exercise

ROOT = Path(__file__).parents[2]
FOREIGN = read_mapping(ROOT / "tests/golden/mappings/foreign.yaml").mapping
PREDICE = read_mapping(ROOT / "runbooks/predice/mapping.yaml").mapping
SOURCES = {"predice": (PREDICE, lambda: exercise(40)), "foreign": (FOREIGN, foreign)}


def ran(mapping, source):
    compiled = compile_mapping(mapping, source.schema())
    _, account = source.converted(compiled)
    return compiled.law, account


def line(balance, table, column):
    return next(
        one for one in balance.lines if (one.fate.table, one.fate.column) == (table, column)
    )


@pytest.mark.parametrize("name", SOURCES)
def test_fates_sum_to_the_schema(name):
    mapping, make = SOURCES[name]
    source = make()
    law = compile_mapping(mapping, source.schema()).law
    columns = [(table.name, one.name) for table in source.schema().tables for one in table.columns]
    assert [(one.table, one.column) for one in law.fates] == columns


def test_each_fate_says_how_or_why():
    law = compile_mapping(FOREIGN, foreign().schema()).law
    told = {(one.table, one.column): (one.fate, one.how, one.reason) for one in law.fates}
    assert told["clients", "last_name"] == (Fate.MAPPED, None, None)
    assert told["clients", "client_no"] == (Fate.STRUCTURE, None, None)
    assert told["clients", "sex"] == (Fate.TRANSFORMED, "codes", None)
    assert told["clients", "dob"] == (Fate.TRANSFORMED, "layout", None)
    assert told["clients", "first_names"] == (Fate.TRANSFORMED, "split", None)
    assert told["clients", "opened"] == (Fate.TRANSFORMED, "time_zone", None)
    assert told["addresses", "line1"] == (Fate.TRANSFORMED, "glue", None)
    assert told["roles", "label"] == (Fate.TRANSFORMED, "lookup", None)
    assert told["tests", "content"] == (Fate.TRANSFORMED, "flattened", None)
    assert told["agenda", "kind"] == (Fate.TRANSFORMED, "query", None)
    assert told["sessions", "token"] == (Fate.DROPPED, None, "connexions, restituées à part")


def test_a_new_column_stops_everything():
    schema = exercise(1).schema()
    more = SourceColumn(name="allergies", declared="text", family="text", nullable=True)
    tables = tuple(
        replace(one, columns=(*one.columns, more)) if one.name == "usager" else one
        for one in schema.tables
    )
    with pytest.raises(PlanError, match="column_unaccounted") as refused:
        compile_mapping(PREDICE, replace(schema, tables=tables))
    assert refused.value.facts["column"] == "allergies"


def test_a_new_table_stops_everything():
    schema = exercise(1).schema()
    column = SourceColumn(name="id", declared="bigint", family="integer", nullable=False)
    table = SourceTable(name="allergie", columns=(column,), key=("id",))
    with pytest.raises(PlanError, match="table_unaccounted"):
        compile_mapping(PREDICE, replace(schema, tables=(*schema.tables, table)))


def test_a_column_that_went_stops_everything():
    schema = exercise(1).schema()
    tables = tuple(
        replace(one, columns=one.columns[:-1]) if one.name == "note" else one
        for one in schema.tables
    )
    with pytest.raises(PlanError, match="mapping_column_unknown"):
        compile_mapping(PREDICE, replace(schema, tables=tables))


def test_an_empty_schema_has_no_pathways():
    codes = {
        one.code for one in attempt(PREDICE, SourceSchema(dialect="x", proven=True, tables=()))[1]
    }
    assert codes == {"mapping_table_unknown"}


def test_the_waiver_is_about_the_list_and_its_reasons():
    expected = (
        '[["clients","row_version","compteur technique"],'
        '["helpers","colour","couleur d\'affichage, décision du 3 mars"],'
        '["sessions","*","connexions, restituées à part"]]'
    )
    assert waiver_digest(FOREIGN) == digest(expected.encode())


@pytest.mark.parametrize("name", SOURCES)
def test_a_whole_run_balances(name):
    mapping, make = SOURCES[name]
    source = make()
    law, account = ran(mapping, source)
    balance = law.measure(source.inflow(), account)
    balance.require()
    assert sum(one.filled for one in balance.lines) == sum(source.inflow().filled.values())
    for one in balance.lines:
        if one.counted:
            assert one.filled == one.carried + one.blank + one.ruled + one.unfit + one.waived


def test_what_cannot_be_counted_is_told():
    source = foreign()
    law, account = ran(FOREIGN, source)
    balance = law.measure(source.inflow(), account)
    uncounted = {
        (one.fate.table, one.fate.column)
        for one in balance.lines
        if not one.counted and one.fate.fate is not Fate.DROPPED
    }
    assert uncounted == {("roles", "code"), ("roles", "label")}
    unread = {one.table for one in balance.rows if one.read is None}
    assert unread == {"addresses", "roles", "agenda", "sessions"}


def test_each_bin_is_told():
    source = foreign()
    source.rows["staff"][0] = (10, "Legrand", "01234567897", "oui")
    law, account = ran(FOREIGN, source)
    balance = law.measure(source.inflow(), account)
    assert line(balance, "clients", "died").blank == 2
    assert line(balance, "clients", "nir").ruled == 1
    assert line(balance, "clients", "nir").carried == 1
    assert line(balance, "clients", "row_version").waived == 3
    assert line(balance, "staff", "name").unfit == 1
    assert line(balance, "staff", "name").carried == 1
    balance.require()


def test_wrong_identifiers_are_a_warning():
    source = foreign()
    law, account = ran(FOREIGN, source)
    document = law.balance(source.inflow(), account)
    expected = [{"entity": "professional", "attribute": "rpps", "count": 1}]
    assert document["identifiers_wrong"] == expected


def test_the_balance_of_a_report_holds_names_and_counts():
    source = foreign()
    law, account = ran(FOREIGN, source)
    document = law.balance(source.inflow(), account)
    died = next(one for one in document["columns"] if one["column"] == "died")
    assert died == {
        "table": "clients",
        "column": "died",
        "fate": "mapped",
        "counted": True,
        "in": 2,
        "blank": 2,
    }
    assert {"table": "sessions", "in": 1, "out": None} in document["rows"]
    assert law.pathways(source.inflow()) == 3


def lost(source, account, mapping=FOREIGN):
    law = compile_mapping(mapping, source.schema()).law
    with pytest.raises(StepRefused) as refused:
        law.balance(source.inflow(), account)
    return refused.value.code, refused.value.facts.get("table"), refused.value.facts.get("column")


def test_a_row_that_is_not_read_is_lost():
    source = foreign()
    _, account = ran(FOREIGN, source)
    source.rows["journal"].append((4, 1, 10, "2024-05-01", "x", None, None))
    assert lost(source, account) == ("rows_lost", "journal", None)


def test_a_value_that_no_entity_reads_is_lost():
    """A closing reason without closing date: no closure, so nobody reads the reason."""
    source = exercise(10)
    names = [one.name for one in source.table("usager").columns]
    at = {name: names.index(name) for name in ("clos_le", "motif_cloture")}
    for number, row in enumerate(source.rows["usager"]):
        if row[at["clos_le"]] is None:
            told = list(row)
            told[at["motif_cloture"]] = "relais"
            source.rows["usager"][number] = tuple(told)
            break
    _, account = ran(PREDICE, source)
    assert lost(source, account, PREDICE) == ("values_lost", "usager", "motif_cloture")


def test_a_row_that_no_presence_takes_is_lost():
    source = foreign()
    source.rows["journal"].append((4, 1, 10, "2024-05-01 08:00:00", None, None, "cause"))
    _, account = ran(FOREIGN, source)
    assert lost(source, account) == ("rows_lost", "journal", None)


def test_an_address_of_nobody_is_lost():
    source = foreign()
    source.rows["addresses"].append((9, "9 rue Z", None))
    _, account = ran(FOREIGN, source)
    assert lost(source, account)[:2] == ("values_lost", "addresses")


def test_a_join_that_repeats_rows_is_told():
    source = foreign()
    source.rows["addresses"].append((1, "1 bis rue A", None))
    _, account = ran(FOREIGN, source)
    assert lost(source, account) == ("rows_lost", "clients", None)


def test_what_a_query_leaves_out_is_lost():
    source = foreign()
    source.rows["agenda"].append((3, 1, "PRIVATE", "2024-01-02 09:00:00", 0))
    _, account = ran(FOREIGN, source)
    assert lost(source, account)[:2] == ("values_lost", "agenda")


def test_the_account_of_several_processes_is_their_sum():
    source = exercise(30)
    compiled = compile_mapping(PREDICE, source.schema())
    whole, halves = Account(), (Account(), Account())
    for converter in compiled.converters:
        for number, row in enumerate(source.selected(converter.selection)):
            converter.convert(row, whole)
            converter.convert(row, halves[number % 2])
    together = Account()
    for half in halves:
        together.add(half)
    inflow = source.inflow()
    assert compiled.law.balance(inflow, together) == compiled.law.balance(inflow, whole)


def test_a_value_is_counted_once_whatever_reads_it():
    """``usager.id`` is the key of persons and closures, ``professionnel.id`` of two entities."""
    source = exercise(30)
    law, account = ran(PREDICE, source)
    account.settle()
    assert account.seen["usager", "id"] == 30
    assert account.rows["usager"] == 30
    assert Counter(one.table for one in law.fates)["professionnel"] == 10


TWICE = """\
format: releve/mapping/1
name: twice
source: {timezone: UTC}
entities:
  person:
    table: a
    key: [id]
    joins: [{table: b, as: b, on: {a_id: id}}]
    columns:
      identity_status: {constant: validated}
      birth_family_name: name
      given_names: {column: name, split: " "}
      birth_date: {constant: "1931-01-02"}
      gender: {constant: unknown}
      status: {constant: active}
      opened_at: {constant: "2024-01-02"}
      address: b.said
  note:
    table: b
    key: [a_id]
    pathway: [a_id]
    columns: {written_at: {constant: "2024-01-02"}, text: said}
"""


def test_a_column_read_in_its_own_table_is_not_counted_where_it_is_joined(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(TWICE)
    tables = """
    CREATE TABLE a (id bigint PRIMARY KEY, name text);
    CREATE TABLE b (a_id bigint PRIMARY KEY, said text);
    """
    source = TabularSource(tables, {"a": [(1, "x"), (2, "y")], "b": [(1, "z")]})
    law, account = ran(read_mapping(path).mapping, source)
    balance = law.measure(source.inflow(), account)
    balance.require()
    assert line(balance, "b", "said").seen == line(balance, "b", "a_id").seen == 1
