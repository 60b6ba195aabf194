"""Systems, code lists and translations between the canonical model and FHIR R4.

Sources: HL7 FHIR R4 (4.0.1), FR Core 2.1, TDDUI 2.x, cds 2.0.1, cdl 3.0, pdsm 3.1.
"""

from collections.abc import Mapping

EXTENSION = "urn:releve:extension:"
"""Start of our extensions' URLs: what the model holds and R4 has no element for."""

ABSENT = EXTENSION + "absent"
RECORD = EXTENSION + "record"
CLOSURE = EXTENSION + "closure"
SHA256 = EXTENSION + "sha256"
CODES = "urn:releve:code:"
"""Start of our own code systems: ``urn:releve:code:<entity>.<attribute>``."""

DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
FLAG_PRIORITY = "http://hl7.org/fhir/StructureDefinition/flag-priority"
FR_CORE = "https://hl7.fr/ig/fhir/core/"
INSEE_CODE = FR_CORE + "StructureDefinition/fr-core-address-insee-code"
BIRTH_GIVEN_NAMES = FR_CORE + "StructureDefinition/fr-core-patient-birth-list-given-name"
RELIABILITY = FR_CORE + "StructureDefinition/fr-core-identity-reliability"
RELIABILITY_CODES = FR_CORE + "CodeSystem/fr-core-cs-v2-0445"
IDENTIFIER_TYPES = FR_CORE + "CodeSystem/fr-core-cs-v2-0203"
COMMUNES = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
GOAL_PLAN = (
    "https://interop.esante.gouv.fr/ig/fhir/tddui/StructureDefinition/tddui-careplan-reference"
)

INS_SYSTEMS: Mapping[str, str] = {
    "nir": "urn:oid:1.2.250.1.213.1.4.8",
    "nia": "urn:oid:1.2.250.1.213.1.4.9",
    "test": "urn:oid:1.2.250.1.213.1.4.10",
    "demo": "urn:oid:1.2.250.1.213.1.4.11",
}
INS_TYPES: Mapping[str, str] = {
    "nir": "INS-NIR",
    "nia": "INS-NIA",
    "test": "INS-NIR-TEST",
    "demo": "INS-NIR-DEMO",
}
INS_AUTHORITIES: Mapping[str, str] = {system: name for name, system in INS_SYSTEMS.items()}
RPPS = "https://rpps.esante.gouv.fr"
ID_NAT_PS = "urn:oid:1.2.250.1.71.4.2.1"
FINESS = "https://finess.esante.gouv.fr"
SIRENE = "https://sirene.fr"
ID_NAT_ST = "urn:oid:1.2.250.1.71.4.2.2"

ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"
PRIORITY_CODES = "http://hl7.org/fhir/flag-priority-code"
LOINC = "http://loinc.org"

RELIABILITY_OF: Mapping[str, str] = {
    "qualified": "VALI",
    "validated": "VALI",
    "retrieved": "PROV",
    "provisional": "PROV",
}
"""R4's French code is coarser than the model's: the exact status travels in our extension too."""

EPISODE_STATUS: Mapping[str, str] = {"active": "active", "closed": "finished"}
REQUEST_STATUS: Mapping[str, str] = {
    "accepted": "active",
    "in_progress": "active",
    "completed": "completed",
    "refused": "revoked",
}
TASK_STATUS: Mapping[str, str] = {
    "to_do": "requested",
    "in_progress": "in-progress",
    "done": "completed",
    "abandoned": "cancelled",
}
ENCOUNTER_STATUS: Mapping[str, str] = {
    "planned": "planned",
    "finished": "finished",
    "cancelled": "cancelled",
}
ENCOUNTER_CLASS: Mapping[str, str] = {"hospital_stay": "IMP", "call": "VR"}
PRIORITY: Mapping[str, str] = {"low": "PL", "medium": "PM", "high": "PH"}


def inverse(table: Mapping[str, str]) -> Mapping[str, str]:
    """Return a translation the other way.

    Raises:
        ValueError: two words have the same translation, so there is no way back.

    """
    found = {there: here for here, there in table.items()}
    if len(found) != len(table):
        raise ValueError("inverse")
    return found


BASED_ON: Mapping[str, str] = {
    "person": "tddui-patient",
    "relative": "cds-fr-related-person",
    "team": "cds-ihe-careteam",
    "request": "tddui-service-request-besoin",
    "assessment": "tddui-questionnaire-response",
    "care_plan": "tddui-careplan-projet-personnalise",
    "agreement": "tddui-consent-accord",
    "goal": "tddui-goal-objectif",
    "action": "tddui-task-action",
    "event": "tddui-encounter-evenement",
    "note": "cdl-document-reference",
    "document": "pdsm-comprehensive-document-reference",
    "professional": "fr-core-practitioner",
    "role": "fr-core-practitioner-role",
    "organisation": "tddui-organization",
}
"""Which published profile each kind of resource was modelled after. Never a claim to conform."""

BASED_ON_SYSTEM = "urn:releve:based-on"
