"""Where our records are on a FHIR server: resource types, and the identifiers that mark them."""

from collections.abc import Mapping, Sequence

from releve.pathways.fhir.identity import FhirContext

SHARED_TYPES = ("Organization", "Practitioner", "PractitionerRole")
"""Types of the records that pathways share."""

READ: Mapping[str, tuple[str, ...]] = {
    "CarePlan": ("care_plan",),
    "CareTeam": ("person:team",),
    "Consent": ("consent",),
    "DocumentReference": ("document", "note"),
    "Encounter": ("event",),
    "EpisodeOfCare": ("person:episode",),
    "Flag": ("alert",),
    "Goal": ("goal",),
    "Organization": ("organisation",),
    "Patient": ("person",),
    "Practitioner": ("professional",),
    "PractitionerRole": ("professional:role",),
    "QuestionnaireResponse": ("assessment",),
    "RelatedPerson": ("relative",),
    "ServiceRequest": ("request",),
    "Task": ("action",),
}
"""By type, the ends of the systems of every resource from which records are rebuilt."""


def systems_read(context: FhirContext) -> Mapping[str, Sequence[str]]:
    """Return the identifier systems of what is read back, by resource type."""
    return {
        kind: tuple(f"{context.namespace}:{one}" for one in several)
        for kind, several in READ.items()
    }
