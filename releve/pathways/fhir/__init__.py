"""A pathway as FHIR R4 resources, and back: based on French guides, conformant to none.

``resources`` and ``shared_resources`` build, ``bundle`` makes the transaction, ``bulk_line`` gives
the same resource as FHIR Bulk Data, ``read_resources`` rebuilds the canonical records exactly, and
``findings`` checks what a JSON Schema cannot. All are pure. See ``docs/format/fhir.md``.
"""

from releve.pathways.fhir.building import resources, shared_resources
from releve.pathways.fhir.bundle import bulk_line, bundle, bundle_line
from releve.pathways.fhir.identity import FhirContext, resource_uuid
from releve.pathways.fhir.reading import about, read_groups, read_resources, references
from releve.pathways.fhir.rules import findings, offered

__all__ = [
    "FhirContext",
    "about",
    "bulk_line",
    "bundle",
    "bundle_line",
    "findings",
    "offered",
    "read_groups",
    "read_resources",
    "references",
    "resource_uuid",
    "resources",
    "shared_resources",
]
