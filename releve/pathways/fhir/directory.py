"""Practitioner, PractitionerRole and Organization: the people and structures of a directory."""

from releve.pathways.fhir.draft import Draft, Resource, form, local_reference, tagged
from releve.pathways.fhir.identity import resource_uuid
from releve.pathways.fhir.person import contact_points
from releve.pathways.fhir.vocabulary import (
    FINESS,
    ID_NAT_PS,
    ID_NAT_ST,
    IDENTIFIER_TYPES,
    RPPS,
    SIRENE,
)
from releve.pathways.record import Record

PROFESSIONAL = form(
    "professional",
    "Practitioner",
    *("family_name", "given_name", "profession", "rpps", "organisation", "telephone", "email"),
    "active",
)
ORGANISATION = form("organisation", "Organization", "name", "type", "finess", "siret", "telephone")
_ROLE = tagged("role")


def professional(draft: Draft, record: Record) -> None:
    """Write the Practitioner, and the PractitionerRole that everything else refers to."""
    found, values, _ = draft.begin(PROFESSIONAL, record)
    if "rpps" in values:
        number = values["rpps"]
        _identify(found, _typed("RPPS", RPPS, number), _typed("IDNPS", ID_NAT_PS, f"8{number}"))
    if "active" in values:
        found["active"] = values["active"]
    name: Resource = {}
    if "family_name" in values:
        name["family"] = values["family_name"]
    if "given_name" in values:
        name["given"] = [values["given_name"]]
    if name:
        found["name"] = [name]
    telecom = contact_points(values)
    if telecom:
        found["telecom"] = telecom
    logical = resource_uuid(draft.context, record.id, "role")
    role = draft.empty("PractitionerRole", _ROLE, logical, "professional:role", record.id)
    if "active" in values:
        role["active"] = values["active"]
    role["practitioner"] = local_reference("Practitioner", draft.ids[record.id])
    if "organisation" in values:
        role["organization"] = draft.to(values["organisation"])
    if "profession" in values:
        role["code"] = [{"text": values["profession"]}]


def organisation(draft: Draft, record: Record) -> None:
    """Write the Organization with its FINESS and SIRET, and the national identifier of both."""
    found, values, _ = draft.begin(ORGANISATION, record)
    if "finess" in values:
        number = values["finess"]
        _identify(found, _typed("FINEG", FINESS, number), _typed("IDNST", ID_NAT_ST, f"1{number}"))
    if "siret" in values:
        number = values["siret"]
        _identify(found, _typed("SIRET", SIRENE, number))
        if "finess" not in values:
            _identify(found, _typed("IDNST", ID_NAT_ST, f"3{number}"))
    if "type" in values:
        found["type"] = [{"text": values["type"]}]
    if "name" in values:
        found["name"] = values["name"]
    telecom = contact_points(values)
    if telecom:
        found["telecom"] = telecom


def _typed(code: str, system: str, value: object) -> Resource:
    kind = {"coding": [{"system": IDENTIFIER_TYPES, "code": code}]}
    return {"type": kind, "system": system, "value": value}


def _identify(found: Resource, *more: Resource) -> None:
    ours = found["identifier"]
    found["identifier"] = [*ours, *more] if isinstance(ours, list) else list(more)
