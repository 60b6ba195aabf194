"""The JSON Schema of a plan file, for editors and for those who write another reader.

``python -m releve.plan.schema`` writes ``runbooks/plan.schema.json``.
"""

import json
from pathlib import Path
from typing import TypeAlias

from releve.canonical import JsonValue
from releve.model.plan import Plan
from releve.plan.tree import OPEN

PATH = Path("runbooks") / "plan.schema.json"

_Schema: TypeAlias = dict[str, JsonValue]


def plan_schema() -> bytes:
    """Return the schema of ``releve/plan/1`` (draft 2020-12), « à compléter » where it may stand.

    It does not know the rules between fields: only reading the plan does.
    """
    described: JsonValue = _open(Plan.model_json_schema())
    head: _Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:releve:plan:1",
    }
    body = described if isinstance(described, dict) else {}
    whole = head | body | {"title": "releve/plan/1"}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _open(value: object) -> JsonValue:
    """Write ``null`` as a plan file does, and drop the defaults that no file can hold."""
    if isinstance(value, list):
        return [_open(item) for item in value]
    if not isinstance(value, dict):
        return value if isinstance(value, str | int) or value is None else str(value)
    if value == {"type": "null"}:
        return {"const": OPEN}
    return {
        str(key): _open(inner)
        for key, inner in value.items()
        if not (key == "default" and inner is None)
    }


if __name__ == "__main__":
    PATH.write_bytes(plan_schema())
