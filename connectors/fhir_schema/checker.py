"""Checks the form of one resource by HL7's schema of its own type.

Findings are ``code:Type/path``, the path a JSON pointer; what stands there is never told. What a
schema cannot say is checked by :func:`releve.pathways.fhir.findings`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jsonschema_rs import Draft6Validator, ValidationError

from connectors.fhir_schema.schema import read_definitions, resource_types

_CODES: Mapping[str, str] = {
    "AdditionalProperties": "fhir_member_unknown",
    "Constant": "fhir_code_unknown",
    "Enum": "fhir_code_unknown",
    "Pattern": "fhir_form_wrong",
    "Required": "fhir_member_missing",
    "Type": "fhir_type_wrong",
}


_WRAPPERS = frozenset({"Bundle", "Parameters"})
_HOLDERS = frozenset({"resource", "outcome"})
"""Members of wrappers that hold a resource; any resource may have ``contained`` besides."""


class SchemaChecker:
    """Implements :class:`releve.pathways.ports.ResourceChecker`.

    It crosses processes as the path of the schema; each compiles what it uses, once per type.
    """

    def __init__(self, schema: Path) -> None:
        """Name the file; it is read at the first check."""
        self._schema = schema
        self._definitions: Mapping[str, object] = {}
        self._types: frozenset[str] = frozenset()
        self._validators: dict[str, Draft6Validator] = {}

    def __reduce__(self) -> tuple[type["SchemaChecker"], tuple[Path]]:
        return SchemaChecker, (self._schema,)

    def check(self, resource: Mapping[str, object]) -> Sequence[str]:
        """Return what is wrong with a resource and those within it.

        Codes: ``fhir_type_unknown``, ``fhir_member_unknown``, ``fhir_member_missing``,
        ``fhir_type_wrong``, ``fhir_form_wrong``, ``fhir_code_unknown``, ``fhir_structure_wrong``.

        Raises:
            ConnectorError: ``fhir_schema_absent``, ``fhir_schema_differs``.

        """
        return self._form(resource, "")

    def _form(self, resource: Mapping[str, object], at: str) -> list[str]:
        kind = resource.get("resourceType")
        validator = self._validator(kind)
        if validator is None:
            return [f"fhir_type_unknown:{at or 'resourceType'}"]
        place = at or str(kind)
        found: list[str] = []
        if not validator.is_valid(resource):
            found += sorted({_told(one, place) for one in validator.iter_errors(resource)})
        if kind in _WRAPPERS or "contained" in resource:
            for where, one in _within(resource, place):
                found += self._form(one, where)
        return found

    def _validator(self, kind: object) -> Draft6Validator | None:
        if not self._definitions:
            self._definitions = read_definitions(self._schema)
            self._types = resource_types(self._definitions)
        if not isinstance(kind, str) or kind not in self._types:
            return None
        if kind not in self._validators:
            root = {"$ref": f"#/definitions/{kind}", "definitions": self._definitions}
            self._validators[kind] = Draft6Validator(root)
        return self._validators[kind]


def _told(error: ValidationError, place: str) -> str:
    code = _CODES.get(type(error.kind).__name__.rpartition("_")[2], "fhir_structure_wrong")
    return ":".join((code, "/".join([place, *(str(one) for one in error.instance_path)])))


def _within(node: object, place: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Find the resources directly within one: only these members hold any in R4."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            there = f"{place}/{name}"
            if name in _HOLDERS and isinstance(value, Mapping) and "resourceType" in value:
                yield there, value
            elif name == "contained" and isinstance(value, list):
                for number, one in enumerate(value):
                    if isinstance(one, Mapping):
                        yield f"{there}/{number}", one
            else:
                yield from _within(value, there)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _within(value, f"{place}/{number}")
