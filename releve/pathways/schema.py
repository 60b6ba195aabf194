"""JSON Schema (2020-12) of what ``canonical/`` holds, generated from the model.

A schema is a necessary condition: it cannot tell NFC, real days, closed references, check digits
or the one order of keys. ``docs/format/pathway.md`` is normative; the kit's validator checks all.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from releve.pathways.dictionary import definition, label
from releve.pathways.model import ABSENCES, ENTITIES, ROOT, Attribute, Entity, Kind

Schema: TypeAlias = "bool | int | str | Sequence[Schema] | Mapping[str, Schema]"

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_BIG = 2**53 - 1
_BASE64_OF_64_KIB = 87_384
_TEXT: Schema = {
    "type": "string",
    "minLength": 1,
    "pattern": "^[^\\u0000\\r\\n\\t ](?:[^\\u0000\\r]*[^\\u0000\\r\\n\\t ])?$",
}
_DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.(?!000000)[0-9]{6})?"

_KINDS: Mapping[Kind, Schema] = {
    Kind.TEXT: _TEXT,
    Kind.TEXTS: {"type": "array", "minItems": 1, "items": _TEXT},
    Kind.DATE: {"type": "string", "pattern": f"^{_DAY}$"},
    Kind.INSTANT: {"type": "string", "pattern": f"^{_DAY}T{_TIME}Z$"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.INTEGER: {"type": "integer", "minimum": -_BIG, "maximum": _BIG},
    Kind.DECIMAL: {
        "type": "string",
        "pattern": "^(?!-0$)-?(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])?$",
    },
    Kind.ANSWERS: {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"item": _TEXT, "value": _TEXT},
            "required": ["item", "value"],
            "additionalProperties": False,
        },
    },
    Kind.FILE: {
        "type": "object",
        "properties": {
            "path": {
                "type": "string",
                "pattern": "^(?!(?:.*/)?\\.{1,2}(?:/|$))[^/\\u0000]+(?:/[^/\\u0000]+)*$",
            },
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "size": {"type": "integer", "minimum": 0, "maximum": _BIG},
        },
        "required": ["path", "sha256", "size"],
        "additionalProperties": False,
    },
    Kind.BYTES: {
        "type": "string",
        "minLength": 4,
        "maxLength": _BASE64_OF_64_KIB,
        "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        "contentEncoding": "base64",
    },
}


def pathway_schema(language: str = "fr") -> Mapping[str, Schema]:
    """Return the schema of a line of ``canonical/part-*.ndjson``: a pathway."""
    own = [one for one in ENTITIES if not one.shared]
    return {
        "$schema": DRAFT,
        "$id": "releve:pathway:1",
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": f"^{ROOT.name}/"},
            "records": {
                "type": "array",
                "minItems": 1,
                "items": {"oneOf": [{"$ref": f"#/$defs/{one.name}"} for one in own]},
                "contains": {"$ref": f"#/$defs/{ROOT.name}"},
                "minContains": 1,
                "maxContains": 1,
            },
        },
        "required": ["id", "records"],
        "additionalProperties": False,
        "$defs": _definitions(own, language),
    }


def directory_schema(language: str = "fr") -> Mapping[str, Schema]:
    """Return the schema of a line of ``canonical/directory.ndjson``: a shared record."""
    shared = [one for one in ENTITIES if one.shared]
    return {
        "$schema": DRAFT,
        "$id": "releve:directory:1",
        "oneOf": [{"$ref": f"#/$defs/{one.name}"} for one in shared],
        "$defs": _definitions(shared, language),
    }


def record_schema(entity: Entity, language: str = "fr") -> Mapping[str, Schema]:
    """Return the schema of one record of an entity; it needs ``$defs/absent`` beside it."""
    attributes = entity.attributes
    return {
        "title": label(entity.name, language),
        "description": definition(entity.name, language),
        "type": "object",
        "properties": {
            "e": {"const": entity.name},
            "id": {"type": "string", "pattern": f"^{entity.name}/"},
            "v": {
                "type": "object",
                "properties": {one.name: _attribute(entity, one, language) for one in attributes},
                "required": [one.name for one in attributes if one.required],
                "additionalProperties": False,
            },
        },
        "required": ["e", "id", "v"],
        "additionalProperties": False,
    }


def _definitions(entities: Sequence[Entity], language: str) -> Mapping[str, Schema]:
    absent: Schema = {
        "type": "object",
        "properties": {"absent": {"enum": list(ABSENCES)}},
        "required": ["absent"],
        "additionalProperties": False,
    }
    return {"absent": absent, **{one.name: record_schema(one, language) for one in entities}}


def _attribute(entity: Entity, one: Attribute, language: str) -> Schema:
    path = f"{entity.name}.{one.name}"
    return {
        "title": label(path, language),
        "description": definition(path, language),
        "anyOf": [_value(one), {"$ref": "#/$defs/absent"}],
    }


def _value(one: Attribute) -> Schema:
    if one.kind is Kind.CODE:
        return {"enum": list(one.codes)}
    if one.kind is Kind.REFERENCE:
        return {"type": "string", "pattern": f"^{one.target}/"}
    return _KINDS[one.kind]
