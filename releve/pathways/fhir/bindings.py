"""What R4 requires of the elements we write and its JSON Schema does not say.

Sources: the R4 definitions of each resource (targets of references, required code lists) and of
the code systems named. Only what we write is listed: another element passes unchecked.
"""

from collections.abc import Mapping

from releve.pathways.fhir.consent import NATURES
from releve.pathways.fhir.event import EVENT_TYPES
from releve.pathways.fhir.vocabulary import (
    ACHIEVEMENT,
    CONSENT_SCOPE,
    EXTENSION,
    FINESS,
    GOAL_PLAN,
    INS_SYSTEMS,
    PRIORITY_CODES,
    RPPS,
    SIRENE,
)
from releve.pathways.model import ABSENCES, ENTITIES, Kind

_STAFF = frozenset({"Practitioner", "PractitionerRole"})
_PEOPLE = _STAFF | {"Patient", "RelatedPerson"}
_AUTHORS = _PEOPLE | {"Organization", "Device"}
_PATIENT = frozenset({"Patient"})
_WHOM = _PATIENT | {"Group"}
_REQUESTS = frozenset(
    {"Appointment", "CommunicationRequest", "DeviceRequest", "MedicationRequest", "Task"}
) | {"NutritionOrder", "ServiceRequest", "VisionPrescription", "RequestGroup"}

TARGETS: Mapping[tuple[str, str], frozenset[str]] = {
    ("Patient", "generalPractitioner"): _STAFF | {"Organization"},
    ("RelatedPerson", "patient"): _PATIENT,
    ("EpisodeOfCare", "patient"): _PATIENT,
    ("CareTeam", "subject"): _WHOM,
    ("CareTeam", "member"): _PEOPLE | {"Organization", "CareTeam"},
    ("ServiceRequest", "subject"): _WHOM | {"Location", "Device"},
    ("ServiceRequest", "requester"): _AUTHORS,
    ("QuestionnaireResponse", "author"): _AUTHORS,
    ("CarePlan", "subject"): _WHOM,
    ("CarePlan", "author"): _AUTHORS | {"CareTeam"},
    ("CarePlan", "goal"): frozenset({"Goal"}),
    ("CarePlan", "reference"): _REQUESTS,
    ("Goal", "subject"): _WHOM | {"Organization"},
    ("Goal", "addresses"): frozenset(
        {"Condition", "Observation", "MedicationStatement", "NutritionOrder", "ServiceRequest"}
    )
    | {"RiskAssessment"},
    ("Task", "owner"): _AUTHORS | {"CareTeam", "HealthcareService"},
    ("Encounter", "subject"): _WHOM,
    ("Encounter", "individual"): _STAFF | {"RelatedPerson"},
    ("DocumentReference", "subject"): _WHOM | {"Practitioner", "Device"},
    ("DocumentReference", "author"): _AUTHORS,
    ("DocumentReference", "target"): frozenset({"DocumentReference"}),
    ("Flag", "subject"): _WHOM
    | {"Location", "Organization", "Practitioner", "PlanDefinition", "Medication", "Procedure"},
    ("Consent", "patient"): _PATIENT,
    ("PractitionerRole", "practitioner"): frozenset({"Practitioner"}),
    ("PractitionerRole", "organization"): frozenset({"Organization"}),
}
"""Types that a reference may lead to, by resource and by the member that holds it."""

_REFERENCED = {
    "professional": "PractitionerRole",
    "organisation": "Organization",
    "relative": "RelatedPerson",
}
EXTENSION_TARGETS: Mapping[str, frozenset[str]] = {
    f"{EXTENSION}{entity.name}.{one.name}": frozenset({_REFERENCED[one.target]})
    for entity in ENTITIES
    for one in entity.attributes
    if one.kind is Kind.REFERENCE and one.target in _REFERENCED
} | {GOAL_PLAN: frozenset({"CarePlan"})}

_REQUEST_STATUS = frozenset(
    {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
)
_REQUEST_INTENT = frozenset(
    {"proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order"}
) | {"instance-order", "option"}
CODES: Mapping[tuple[str, str], frozenset[str]] = {
    ("ServiceRequest", "status"): _REQUEST_STATUS,
    ("ServiceRequest", "intent"): _REQUEST_INTENT,
    ("ServiceRequest", "priority"): frozenset({"routine", "urgent", "asap", "stat"}),
    ("CarePlan", "status"): _REQUEST_STATUS,
    ("CarePlan", "intent"): frozenset({"proposal", "plan", "order", "option"}),
}
"""Required code lists that the published JSON Schema leaves open; it closes the others."""

MANDATORY: Mapping[str, tuple[str, ...]] = {
    "CarePlan": ("status", "intent"),
    "Consent": ("status",),
    "DocumentReference": ("status",),
    "Encounter": ("status",),
    "EpisodeOfCare": ("status",),
    "Flag": ("status",),
    "Goal": ("lifecycleStatus",),
    "QuestionnaireResponse": ("status",),
    "ServiceRequest": ("status", "intent"),
    "Task": ("status", "intent"),
}
"""Primitives without which a resource is none. The JSON Schema asks for none, because what stands
for one may be its ``_member`` alone.
"""


def _own(entity: str, attribute: str) -> frozenset[str]:
    found = next(one for one in ENTITIES if one.name == entity)
    return frozenset(found.attribute(attribute).codes)


SYSTEM_CODES: Mapping[str, frozenset[str]] = {
    ACHIEVEMENT: frozenset({"in-progress", "improving", "worsening", "no-change", "achieved"})
    | {"sustaining", "not-achieved", "no-progress", "not-attainable"},
    CONSENT_SCOPE: frozenset({"adr", "research", "patient-privacy", "treatment"}),
    PRIORITY_CODES: frozenset({"PN", "PL", "PM", "PH"}),
    EVENT_TYPES: _own("event", "type"),
    NATURES: _own("consent", "nature"),
}
"""Whole code systems."""

EXTENSION_CODES: Mapping[str, frozenset[str]] = {
    f"{EXTENSION}{entity.name}.{one.name}": frozenset(one.codes)
    for entity in ENTITIES
    for one in entity.attributes
    if one.codes
} | {"reason": frozenset(ABSENCES)}

CHECKED: Mapping[str, str] = dict.fromkeys(INS_SYSTEMS.values(), "ins") | {
    RPPS: "rpps",
    FINESS: "finess",
    SIRENE: "siret",
}
"""Identifier system → the kind of check digit that its values have."""
