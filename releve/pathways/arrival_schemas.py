"""JSON Schemas of what a successor writes and of what Relève answers, for those who write either.

``python -m releve.pathways.arrival_schemas`` writes ``docs/format/schema/*.json``. A schema is a
necessary condition: it knows neither canonical bytes, nor sums, nor the order of rows.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel, TypeAdapter

from releve.canonical import JsonValue
from releve.pathways.attestation import Attestation, OutcomeRow
from releve.pathways.difference import Difference
from releve.pathways.identities import Decision
from releve.pathways.proof import PathwayProof
from releve.pathways.rejects import Reject

FOLDER = Path("docs") / "format" / "schema"

_Schema: TypeAlias = dict[str, JsonValue]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WHOLE: Mapping[str, type[BaseModel]] = {"attestation": Attestation, "pathway-proof": PathwayProof}
_ROWS: Mapping[str, type[BaseModel]] = {
    "outcomes-row": OutcomeRow,
    "rejects-row": Reject,
    "decisions-row": Decision,
}


def arrival_schemas() -> Mapping[str, bytes]:
    """Return each schema by file name (draft 2020-12)."""
    found = {name: _all_required(one.model_json_schema()) for name, one in _WHOLE.items()}
    found |= {name: _without_null(one.model_json_schema()) for name, one in _ROWS.items()}
    found["differences-row"] = _all_required(TypeAdapter(Difference).json_schema())
    return {f"{name}.json": _written(name, one) for name, one in sorted(found.items())}


def _written(name: str, schema: _Schema) -> bytes:
    head: _Schema = {"$schema": _DRAFT, "$id": f"urn:releve:{name}:1"}
    whole = head | schema | {"title": f"releve/{name}/1"}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(schema: Mapping[str, object]) -> _Schema:
    plain: _Schema = json.loads(json.dumps(schema))
    return plain


def _members(schema: _Schema) -> dict[str, _Schema]:
    members = schema["properties"]
    known = members if isinstance(members, dict) else {}
    return {name: one for name, one in known.items() if isinstance(one, dict)}


def _without_null(schema: Mapping[str, object]) -> _Schema:
    """Say that a member which is nothing is left out: a row has no ``null``."""
    plain = _plain(schema)
    for one in _members(plain).values():
        choices = one.pop("anyOf", None)
        if isinstance(choices, list) and isinstance(choices[0], dict):
            one.update(choices[0])
        one.pop("default", None)
    return plain


def _all_required(schema: Mapping[str, object]) -> _Schema:
    """Say that every member is written, ``null`` where there is nothing to say."""
    plain = _plain(schema)
    for one in _members(plain).values():
        one.pop("default", None)
    return plain | {"required": list(_members(plain)), "additionalProperties": False}


if __name__ == "__main__":
    for file, data in arrival_schemas().items():
        (FOLDER / file).write_bytes(data)
