"""The committed schema is the one of the model, and speaks of « à compléter »."""

import json
from pathlib import Path

from releve.plan.schema import PATH, plan_schema

ROOT = Path(__file__).parents[2]


def test_the_committed_schema_is_fresh():
    committed = (ROOT / PATH).read_bytes()
    assert committed == plan_schema(), "python -m releve.plan.schema"


def test_open_fields_are_said_as_a_plan_says_them():
    schema = json.loads(plan_schema())
    contract = schema["$defs"]["Contract"]
    assert {"const": "à compléter"} in contract["properties"]["ends_on"]["anyOf"]
    assert "ends_on" in contract["required"]
    assert b'"null"' not in plan_schema()
    assert b'"default": null' not in plan_schema()


def test_the_schema_admits_no_other_key():
    schema = json.loads(plan_schema())
    documents = [schema, *schema["$defs"].values()]
    objects = [one for one in documents if one.get("type") == "object"]
    assert len(objects) > 15
    assert [one["title"] for one in objects if one["additionalProperties"] is not False] == []
