"""Mappings, overlays and scope decisions are read strictly; each refusal has a file and a line."""

import re
from datetime import date
from pathlib import Path

import pytest

from releve.canonical import digest
from releve.errors import PlanError
from releve.pathways.mapping_file import check_mapping_file, read_mapping, read_scope
from releve.plan.rules import Problem

ROOT = Path(__file__).parents[2]
FOREIGN = ROOT / "tests/golden/mappings/foreign.yaml"
PAGE = ROOT / "docs/format/mapping.md"
HEAD = "format: releve/mapping-overlay/1\noverlay_of: foreign\n"
SCOPE = """\
format: releve/scope/1
asset: parcours
closed_since: 2024-06-01
sharing_scopes: [équipe de soins]
legal_basis_required: true
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="file.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def refusals(path, overlay=None):
    return [
        (one.code, one.facts["line"], one.facts["field"])
        for one in check_mapping_file(path, overlay)[1]
    ]


def test_a_mapping_is_read():
    file = read_mapping(FOREIGN)
    assert file.mapping.name == "foreign"
    assert file.mapping.entities["person"].columns["ins"].column == "nir"
    assert file.digest == digest(FOREIGN.read_bytes())
    assert file.overlay_digest is None


def test_a_problem_gets_the_line_of_what_it_is_about():
    way = ("entities", "person", "columns", "gender", "codes", "2")
    error = read_mapping(FOREIGN).located(Problem(code="mapping_code_unknown", path=way))
    line = FOREIGN.read_text().splitlines()[error.facts["line"] - 1]
    assert line.strip() == '"2": female'
    assert error.facts["file"] == str(FOREIGN)


BAD = {  # what is there, what is put in its place, the code, and the text of the line at fault
    "key twice": (
        "name: foreign",
        "name: foreign\nname: other",
        "plan_key_repeated",
        "name: other",
    ),
    "unknown key": ("table: staff", "table: staff\n    sort: a", "plan_key_unknown", "sort: a"),
    "undecided": ("name: foreign", "name: à compléter", "mapping_undecided", "name: à compléter"),
    "nearly": ("name: foreign", "name: A completer", "plan_open_misspelt", "name: A completer"),
    "no value": ("name: foreign", "name:", "plan_null", "name:"),
    "anchor": ("name: foreign", "name: &a foreign", "plan_anchor", "name: &a foreign"),
    "format": ("mapping/1", "mapping/2", "plan_value_not_allowed", "format: releve/mapping/2"),
    "no list": ("key: [client_no, rank]", "key: rank", "plan_not_list", "key: rank"),
    "no column": ("opened_at: opened", "opened_at: [a]", "plan_not_mapping", "opened_at: [a]"),
    "mark": ('decimal: ","', 'decimal: "’"', "plan_value_not_allowed", 'decimal: "’"'),
    "no key": ("    key: [staff_no]\n", "", "plan_key_missing", "professional:"),
}


@pytest.mark.parametrize("defect", BAD)
def test_what_a_mapping_must_not_be(defect, written):
    old, new, code, at_fault = BAD[defect]
    text = FOREIGN.read_text()
    assert text.count(old) == 1
    text = text.replace(old, new)
    (found,) = refusals(written(text))
    assert found[0] == code
    assert text.splitlines()[found[1] - 1].strip() == at_fault


def test_every_undecided_value_is_told(written):
    text = FOREIGN.read_text().replace("visit", "à compléter").replace("high", "à compléter")
    assert [code for code, _, _ in refusals(written(text))] == ["mapping_undecided"] * 2


def test_the_first_defect_is_raised(written):
    with pytest.raises(PlanError, match="plan_unreadable"):
        read_mapping(Path("absent.yaml"))
    with pytest.raises(PlanError, match="plan_not_mapping"):
        read_mapping(written("- a\n"))


def laid(written, body):
    return read_mapping(FOREIGN, written(HEAD + body)).mapping


def test_an_overlay_adds_a_code(written):
    mapping = laid(written, "entities: {person: {columns: {gender: {codes: {X: other}}}}}")
    gender = mapping.entities["person"].columns["gender"]
    assert gender.column == "sex"
    assert gender.codes == {"1": "male", "2": "female", "X": "other"}
    assert gender.absent == {"9": "asked-unknown"}


def test_an_overlay_lays_codes_over_a_short_form(written):
    mapping = laid(written, "entities: {person: {columns: {ins: {absent: {X: masked}}}}}")
    assert mapping.entities["person"].columns["ins"].column == "nir"


def test_an_attribute_with_a_source_replaces_the_whole(written):
    mapping = laid(
        written, "entities: {person: {columns: {gender: {column: g, codes: {A: male}}}}}"
    )
    gender = mapping.entities["person"].columns["gender"]
    assert (gender.column, gender.codes, gender.absent) == ("g", {"A": "male"}, None)


def test_an_overlay_replaces_and_adds_entities(written):
    body = "entities: {note: {key: [no]}, closure: {table: t, key: [a], columns: {reason: b}}}"
    mapping = laid(written, body)
    assert mapping.entities["note"].key == ("no",)
    assert mapping.entities["note"].table == "journal"
    assert mapping.entities["closure"].table == "t"


def test_dropped_columns_are_replaced_or_added(written):
    body = (
        "dropped:\n  - {table: helpers, column: colour, reason: autre}\n"
        "  - {table: staff, column: fax, reason: hors d'usage}\n"
    )
    dropped = laid(written, body).dropped
    reasons = {(one.table, one.column): one.reason for one in dropped}
    assert len(dropped) == 4
    assert reasons["helpers", "colour"] == "autre"
    assert reasons["staff", "fax"] == "hors d'usage"


def test_removal_is_named(written):
    body = (
        "removed:\n  - [entities, person, columns, gender, codes, '1']\n  - [entities, alert]\n"
        "  - [dropped, sessions, '*']\n"
    )
    mapping = laid(written, body)
    assert list(mapping.entities["person"].columns["gender"].codes) == ["2"]
    assert "alert" not in mapping.entities
    assert [one.table for one in mapping.dropped] == ["clients", "helpers"]


def test_values_keep_the_file_they_came_from(written):
    overlay = written(HEAD + "entities: {note: {table: other}}")
    file = read_mapping(FOREIGN, overlay)
    where = {
        name: file.located(Problem(code="x", path=("entities", "note", name))).facts["file"]
        for name in ("table", "key")
    }
    assert where == {"table": str(overlay), "key": str(FOREIGN)}
    assert file.overlay_digest == digest(overlay.read_bytes())


BAD_OVERLAYS = {
    "another format": ("format: releve/plan-overlay/1\noverlay_of: foreign\n", "overlay_format", 1),
    "of another": (
        "format: releve/mapping-overlay/1\noverlay_of: x\n",
        "mapping_overlay_of_another",
        2,
    ),
    "nothing there": (HEAD + "removed: [[entities, closure]]", "mapping_removes_nothing", 3),
    "too far": (HEAD + "removed: [[name, foreign]]", "mapping_removes_nothing", 3),
    "everything": (HEAD + "removed: [[entities]]", "mapping_removes_nothing", 3),
    "no ways": (HEAD + "removed: [entities]", "plan_not_list", 3),
    "unknown key": (HEAD + "colour: red", "plan_key_unknown", 3),
}


@pytest.mark.parametrize("defect", BAD_OVERLAYS)
def test_what_an_overlay_must_not_be(defect, written):
    text, code, line = BAD_OVERLAYS[defect]
    assert [one[:2] for one in refusals(FOREIGN, written(text))] == [(code, line)]


def test_the_page_shows_what_is_read(written):
    """The two examples of the format's page are a mapping and an overlay of it."""
    base, overlay = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
    file = read_mapping(written(base, "base.yaml"), written(overlay, "overlay.yaml"))
    assert file.mapping.entities["person"].columns["gender"].codes["X"] == "other"
    assert file.mapping.entities["person"].columns["given_names"].split == ","
    assert [one.column for one in file.mapping.dropped] == ["version_ligne", "couleur"]


def test_a_scope_decision_is_read(written):
    path = written(SCOPE)
    file = read_scope(path)
    assert file.decision.closed_since == date(2024, 6, 1)
    assert file.digest == digest(path.read_bytes())


def test_a_scope_decision_says_none_in_words(written):
    text = SCOPE.replace("2024-06-01", "never").replace("[équipe de soins]", "every")
    decision = read_scope(written(text)).decision
    assert (decision.closed_since, decision.sharing_scopes) == (None, None)


BAD_SCOPES = {
    "undecided": ("2024-06-01", "à compléter", "mapping_undecided", 3),
    "absent": ("closed_since: 2024-06-01\n", "", "plan_key_missing", 1),
    "yes": ("true", "yes", "plan_not_boolean", 5),
    "no date": ("2024-06-01", "01/06/2024", "plan_not_date", 3),
    "a word for another": ("[équipe de soins]", "never", "plan_not_list", 4),
    "extra": ("asset: parcours", "asset: parcours\nuntil: 2025-01-01", "plan_key_unknown", 3),
}


@pytest.mark.parametrize("defect", BAD_SCOPES)
def test_what_a_scope_decision_must_not_be(defect, written):
    old, new, code, line = BAD_SCOPES[defect]
    with pytest.raises(PlanError) as refused:
        read_scope(written(SCOPE.replace(old, new)))
    assert (refused.value.code, refused.value.facts["line"]) == (code, line)


@pytest.mark.parametrize("path", sorted((ROOT / "runbooks/predice").glob("scope-*.yaml")), ids=str)
def test_the_scopes_of_the_exercise_are_read(path):
    assert read_scope(path).decision.legal_basis_required
