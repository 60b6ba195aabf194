"""A JSON array unnested: each element is a record, and no member of it is lost in silence."""

import pytest

from releve.pathways.compiler import compile_mapping
from releve.pathways.mapping_file import read_mapping
from tests.fakes.tabular_source import TabularSource

GOALS = """
CREATE TABLE usager (id bigint PRIMARY KEY, nom text NOT NULL, buts jsonb);
"""
GOALS_MAPPING = """\
format: releve/mapping/1
name: buts
source: {timezone: UTC}
entities:
  person:
    table: usager
    key: [id]
    columns:
      identity_status: {constant: validated}
      birth_family_name: nom
      given_names: {column: nom, split: " "}
      birth_date: {constant: "1931-01-02"}
      gender: {constant: unknown}
      status: {constant: active}
      opened_at: {constant: "2024-01-02"}
  care_plan:
    table: usager
    key: [id]
    pathway: [id]
    columns: {written_on: {constant: "2024-01-02"}, problems: nom}
  goal:
    table: usager
    key: [id]
    pathway: [id]
    unnest: buts
    columns: {care_plan: id, description: {member: but}, achieved: {member: fait}}
"""


def goals(array, tmp_path, mapping=GOALS_MAPPING):
    path = tmp_path / "mapping.yaml"
    path.write_text(mapping)
    source = TabularSource(GOALS, {"usager": [(7, "A", array)]})
    compiled = compile_mapping(read_mapping(path).mapping, source.schema())
    found, account = source.converted(compiled)
    balance = compiled.law.measure(source.inflow(), account)
    return found[-1], next(one for one in balance.lines if one.fate.column == "buts")


def test_each_element_is_a_record(tmp_path):
    found, line = goals('[{"but": "sortir", "fait": true}, {"but": "lire"}]', tmp_path)
    key = "goal/p00000000000000000007/p0000000000000000000"
    plan = "care_plan/p00000000000000000007"
    assert [(one.id, one.values) for one in found.records] == [
        (f"{key}0", {"care_plan": plan, "description": "sortir", "achieved": True}),
        (f"{key}1", {"care_plan": plan, "description": "lire"}),
    ]
    assert (line.seen, line.carried, line.lost) == (1, 1, False)


def test_elements_may_be_plain(tmp_path):
    mapping = GOALS_MAPPING.replace("member: but", "member: .").replace(
        ", achieved: {member: fait}", ""
    )
    found, line = goals('["sortir", "lire"]', tmp_path, mapping)
    assert [one.values["description"] for one in found.records] == ["sortir", "lire"]
    assert not line.lost


@pytest.mark.parametrize("array", ["[]", []])
def test_an_empty_array_is_never_filled_in(array, tmp_path):
    found, line = goals(array, tmp_path)
    assert found.records == found.defects == ()
    assert (line.blank, line.lost) == (1, False)


def test_a_member_that_nothing_maps_is_a_value_lost(tmp_path):
    _, line = goals('[{"but": "sortir", "rang": 2}]', tmp_path)
    assert line.lost
    assert not goals('[{"but": "sortir", "rang": null}]', tmp_path)[1].lost


@pytest.mark.parametrize("array", ['{"but": "a"}', "[", '[{"but": 1, "but": 2}]'])
def test_what_is_no_array_is_a_defect(array, tmp_path):
    found, line = goals(array, tmp_path)
    assert [(one.code, one.record) for one in found.defects] == [
        ("value_malformed", "goal/p00000000000000000007")
    ]
    assert (line.unfit, line.lost) == (1, False)


def test_an_element_lacks_what_is_required(tmp_path):
    found, _ = goals('[{"fait": "peut-être"}]', tmp_path)
    assert [(one.code, one.attribute) for one in found.defects] == [
        ("value_malformed", "achieved"),
        ("value_missing", "description"),
    ]
