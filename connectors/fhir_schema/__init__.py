"""FHIR R4 resources checked against the JSON Schema that HL7 publishes."""

from connectors.fhir_schema.checker import SchemaChecker
from connectors.fhir_schema.schema import SCHEMA_SHA256

__all__ = ["SCHEMA_SHA256", "SchemaChecker"]
