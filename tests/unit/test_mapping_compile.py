"""What a mapping may not say of a schema, and how rows become records."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from releve.errors import ConnectorError, PlanError
from releve.pathways.compiler import attempt, compile_mapping
from releve.pathways.conversion import Account, Defect
from releve.pathways.mapping_file import read_mapping
from releve.pathways.model import ENTITIES
from tests.fakes.foreign_tables import ROWS, foreign
from tests.fakes.tabular_source import exercise

ROOT = Path(__file__).parents[2]
FOREIGN = ROOT / "tests/golden/mappings/foreign.yaml"
PREDICE = ROOT / "runbooks/predice/mapping.yaml"


def problems(text, tmp_path, source=None):
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    file = read_mapping(path)
    found = attempt(file.mapping, (source or foreign()).schema())[1]
    return {
        (one.code, text.splitlines()[file.located(one).facts["line"] - 1].strip()) for one in found
    }


CLIENTS = "    table: clients\n    key: [client_no]\n    pathway: [client_no]\n"
BAD = {  # what is there, what is put in its place, the code, the line at fault
    "entity": ("  alert:", "  alerte:", "mapping_entity_unknown", "alerte:"),
    "attribute": ("trigger: cause", "motive: cause", "mapping_attribute_unknown", "motive: cause"),
    "required": ("      trigger: cause\n", "", "mapping_required_missing", "columns:"),
    "zone": (
        "Europe/Paris",
        "Europe/Lutece",
        "mapping_timezone_unknown",
        "timezone: Europe/Lutece",
    ),
    "table": ("table: staff", "table: staf", "mapping_table_unknown", "table: staf"),
    "column": ("rpps: rpps", "rpps: RPPS", "mapping_column_unknown", "rpps: RPPS"),
    "joined column": ("r.label", "r.lable", "mapping_column_unknown", "role: r.lable"),
    "ambiguous": ("role: r.label", "role: label", "mapping_column_ambiguous", "role: label"),
    "both": (
        "    table: staff",
        "    table: staff\n    query: SELECT 1",
        "mapping_table_or_query",
        "professional:",
    ),
    "reads": (
        "    table: staff",
        "    table: staff\n    reads: {staff: [name]}",
        "mapping_reads_unexpected",
        "reads: {staff: [name]}",
    ),
    "alias": ("as: r", "as: r.s", "mapping_alias_repeated", "as: r.s"),
    "person's pathway": (
        "key: [client_no]\n    joins",
        "key: [client_no]\n    pathway: [client_no]\n    joins",
        "mapping_pathway_unexpected",
        "pathway: [client_no]",
    ),
    "pathway too long": (
        "key: [client_no, rank]\n    pathway: [client_no]",
        "key: [client_no, rank]\n    pathway: [client_no, rank]",
        "mapping_key_length",
        "pathway: [client_no, rank]",
    ),
    "pathway of another type": (
        "key: [client_no, rank]\n    pathway: [client_no]",
        "key: [client_no, rank]\n    pathway: [staff_no]",
        "mapping_key_differs",
        "pathway: [staff_no]",
    ),
    "key of a moment": (
        "key: [client_no]\n    joins",
        "key: [opened]\n    joins",
        "mapping_key_unsuitable",
        "key: [opened]",
    ),
    "two sources": (
        "column: kind",
        "column: kind\n        constant: a",
        "mapping_source_not_one",
        "type:",
    ),
    "truth of a moment": (
        "active: enabled",
        f"active: enabled\n  closure:\n{CLIENTS}    columns: {{closed_at: row_version}}",
        "mapping_layout_missing",
        "columns: {closed_at: row_version}",
    ),
    "bytes of a text": (
        "  professional:\n    table",
        f"  consent:\n{CLIENTS}    columns:\n      trace: nir\n  professional:\n    table",
        "mapping_kind_refused",
        "trace: nir",
    ),
    "codes of a date": (
        "start: since",
        "start: {column: since, codes: {a: b}}",
        "mapping_option_refused",
        "start: {column: since, codes: {a: b}}",
    ),
    "no split": ('        split: ","\n', "", "mapping_split_missing", "given_names:"),
    "no glue": ('        glue: ", "\n', "", "mapping_glue_missing", "address:"),
    "code": ("VAD: visit", "VAD: visite", "mapping_code_unknown", "VAD: visite"),
    "absence": ("asked-unknown", "ask-unknown", "mapping_code_unknown", '"9": ask-unknown'),
    "constant": (
        "constant: active",
        "constant: actif",
        "mapping_constant_refused",
        "constant: actif",
    ),
    "member": (
        "trigger: cause",
        "trigger: {member: cause}",
        "mapping_member_without_unnest",
        "trigger: {member: cause}",
    ),
    "file": (
        "trigger: cause",
        "trigger: {file: {path: cause}}",
        "mapping_option_refused",
        "trigger: {file: {path: cause}}",
    ),
    "present": (
        "present: alarm",
        "present: other.alarm",
        "mapping_column_unknown",
        "present: other.alarm",
    ),
    "unread": (
        "[id, client_no, kind, start, cancelled]",
        "[id, client_no, kind, start, cancelled, place]",
        "mapping_column_unknown",
        "agenda: [id, client_no, kind, start, cancelled, place]",
    ),
    "unused": (
        "      status:\n        column: cancelled",
        "      report:\n        column: other",
        "mapping_read_unused",
        "agenda: [id, client_no, kind, start, cancelled]",
    ),
    "key short": ("key: [client_no, rank]", "key: [rank]", "mapping_key_not_unique", "key: [rank]"),
    "dropped and used": (
        "column: row_version",
        "column: nir",
        "column_dropped_and_used",
        "- table: clients",
    ),
    "dropped unknown": (
        "column: row_version",
        "column: version",
        "dropped_unknown",
        "- table: clients",
    ),
    "dropped table used": (
        "column: row_version",
        'column: "*"',
        "column_dropped_and_used",
        "- table: clients",
    ),
    "dropped twice": (
        "table: helpers\n    column: colour",
        'table: sessions\n    column: "*"',
        "dropped_twice",
        "- table: sessions",
    ),
    "column left": (
        "      trigger: cause\n",
        "      trigger: alarm\n",
        "column_unaccounted",
        "note:",
    ),
}


@pytest.mark.parametrize("defect", BAD)
def test_what_a_mapping_may_not_say(defect, tmp_path):
    old, new, code, line = BAD[defect]
    text = FOREIGN.read_text()
    assert text.count(old) == 1
    assert (code, line) in problems(text.replace(old, new), tmp_path)


def test_everything_is_told_at_once(tmp_path):
    text = FOREIGN.read_text()
    for old, new in (("table: staff", "table: staf"), ("rpps: rpps", "rpps: fax"), ("VAD", "VAD2")):
        text = text.replace(old, new)
    codes = {code for code, _ in problems(text.replace("visit", "visite"), tmp_path)}
    assert {"mapping_table_unknown", "mapping_code_unknown", "table_unaccounted"} <= codes


def test_the_first_problem_stops_a_run():
    source = foreign()
    mapping = read_mapping(FOREIGN).mapping
    with pytest.raises(PlanError, match="dropped_unknown") as refused:
        compile_mapping(
            mapping.model_copy(update={"dropped": mapping.dropped[:1]}), without(source)
        )
    assert refused.value.facts["field"] == "dropped[0]"


def without(source):
    """The schema without the column that the first dropped line names."""
    schema = source.schema()
    clients = next(one for one in schema.tables if one.name == "clients")
    left = tuple(one for one in clients.columns if one.name != "row_version")
    tables = tuple(replace(one, columns=left) if one is clients else one for one in schema.tables)
    return replace(schema, tables=tables)


def test_a_reference_needs_its_target(tmp_path):
    text = FOREIGN.read_text()
    cut = text[: text.index("  professional:\n    table")] + text[text.index("dropped:") :]
    codes = {code for code, _ in problems(cut, tmp_path)}
    assert {"mapping_reference_without_target", "table_unaccounted"} <= codes


def test_a_shared_entity_must_be_referred_to(tmp_path):
    text = PREDICE.read_text()
    line = next(one for one in text.splitlines() if "organisation: id" in one)
    found = problems(text.replace(line + "\n", ""), tmp_path, exercise(2))
    assert ("mapping_entity_unreferenced", "organisation:") in found


def test_an_element_of_an_array_cannot_be_referred_to(tmp_path):
    text = PREDICE.read_text()
    plan = "    table: ppcs\n    key: [id]\n    pathway: [usager_id]\n"
    text = text.replace(f"{plan}    columns:", f"{plan}    unnest: souhaits\n    columns:")
    codes = {code for code, _ in problems(text, tmp_path, exercise(2))}
    assert "mapping_reference_unnested" in codes


def test_converters_come_in_the_models_order():
    compiled = compile_mapping(read_mapping(PREDICE).mapping, exercise(1).schema())
    names = [one.name for one in ENTITIES]
    order = [names.index(one.selection.entity) for one in compiled.converters]
    assert order == sorted(order)
    selection = compiled.converters[0].selection
    assert selection.columns[selection.key[0]] == "id"
    assert selection.pathway == ()


def converted(source, entity, mapping=FOREIGN):
    compiled = compile_mapping(read_mapping(mapping).mapping, source.schema())
    one = next(one for one in compiled.converters if one.selection.entity == entity)
    return [one.convert(row, Account()) for row in source.selected(one.selection)]


def changed(table, row, **values):
    """The foreign source with one row otherwise."""
    source = foreign()
    names = [one.name for one in source.table(table).columns]
    told = dict(zip(names, ROWS[table][row], strict=True)) | values
    source.rows[table][row] = tuple(told[name] for name in names)
    return source


def test_a_person_is_read():
    first = converted(foreign(), "person")[0]
    assert first.pathway == first.records[0].id == "person/p00000000000000000001"
    assert first.records[0].values == {
        "ins": "295109912611193",
        "identity_status": "qualified",
        "birth_family_name": "MARTIN",
        "given_names": ["Anne", "Zoé"],
        "birth_date": "1931-01-02",
        "gender": "female",
        "address": "1 rue A, Bât. B",
        "status": "active",
        "opened_at": "2024-01-02T08:00:00Z",
    }


def test_an_ins_that_is_not_qualified_stays():
    second = converted(foreign(), "person")[1]
    assert "ins" not in second.records[0].values


def test_what_is_said_to_be_absent_is_not_never_filled_in():
    third = converted(foreign(), "person")[2].records[0].values
    assert third["gender"] == {"absent": "asked-unknown"}
    assert "death_date" not in third


DEFECTS = [
    ("clients", "person", {"sex": 3}, "code_unmapped", "gender"),
    ("clients", "person", {"dob": "1931-01-02"}, "value_malformed", "birth_date"),
    ("clients", "person", {"dob": "-"}, "value_missing", "birth_date"),
    ("clients", "person", {"last_name": None}, "value_missing", "birth_family_name"),
    ("clients", "person", {"opened": "2024-03-31 02:30:00"}, "value_malformed", "opened_at"),
    ("tests", "assessment", {"content": '{"a":1,"a":2}'}, "value_malformed", "answers"),
    ("tests", "assessment", {"total": "12.50"}, "value_malformed", "score"),
    ("helpers", "circle_member", {"staff_no": "abc"}, "value_malformed", "professional"),
    ("helpers", "circle_member", {"role_code": "XX"}, "reference_dangling", None),
    ("staff", "professional", {"enabled": "oui"}, "value_malformed", "active"),
]


@pytest.mark.parametrize(("table", "entity", "values", "code", "attribute"), DEFECTS)
def test_a_defect_names_the_record_and_the_attribute(table, entity, values, code, attribute):
    found = converted(changed(table, 0, **values), entity)[0]
    record = found.records[0]
    expected = Defect(code=code, entity=entity, record=record.id, attribute=attribute)
    assert expected in found.defects
    assert attribute not in record.values


def test_the_types_of_other_drivers_give_the_same():
    """PostgreSQL gives instants, decimals and truths where SQLite gives texts and numbers."""
    plain = converted(foreign(), "person")[0]
    typed = changed(
        "clients",
        0,
        client_no=Decimal(1),
        sex=Decimal("2.0"),
        opened=datetime(2024, 1, 2, 8, tzinfo=UTC),
    )
    assert converted(typed, "person")[0] == plain
    assert converted(changed("staff", 0, enabled=True), "professional") == converted(
        foreign(), "professional"
    )


def test_a_row_without_key_stops_everything():
    with pytest.raises(ConnectorError, match="row_key_missing"):
        converted(changed("clients", 0, client_no=None), "person")
    with pytest.raises(ConnectorError, match="row_key_missing"):
        converted(changed("tests", 0, client_no="x"), "assessment")
