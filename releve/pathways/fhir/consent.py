"""Consent: consents, non-oppositions, oppositions, and the agreement to a care plan."""

import base64

from releve.pathways.fhir.document import inline
from releve.pathways.fhir.draft import Draft, Resource, form, lacking, local_reference, tagged
from releve.pathways.fhir.identity import resource_uuid
from releve.pathways.fhir.vocabulary import CODES, CONSENT_SCOPE, LOINC
from releve.pathways.record import Record

CONSENT = form("consent", "Consent", "nature", "scope", "collected_on", "withdrawn_on", "trace")
NATURES = CODES + "consent.nature"
PROVISION = {"consent": "permit", "non_opposition": "permit", "opposition": "deny"}
_PRIVACY: Resource = {"coding": [{"system": CONSENT_SCOPE, "code": "patient-privacy"}]}
_TREATMENT: Resource = {"coding": [{"system": CONSENT_SCOPE, "code": "treatment"}]}
_DOCUMENT: Resource = {"coding": [{"system": LOINC, "code": "59284-0"}]}
_AGREEMENT = tagged("agreement")
_TRACE_TYPE = "application/octet-stream"


def consent(draft: Draft, record: Record) -> None:
    """Write the Consent: inactive once withdrawn; what it covers as the text of its policy."""
    found, values, absent = draft.begin(CONSENT, record)
    found["status"] = "inactive" if "withdrawn_on" in values else "active"
    found["scope"] = _PRIVACY
    found["category"] = [_DOCUMENT]
    nature = values.get("nature")
    if nature is not None:
        found["category"] = [_DOCUMENT, {"coding": [{"system": NATURES, "code": nature}]}]
    found["patient"] = draft.subject
    if "collected_on" in values:
        found["dateTime"] = values["collected_on"]
    if "trace" in values:
        found["sourceAttachment"] = inline(base64.b64decode(str(values["trace"])), _TRACE_TYPE)
    if "scope" in values:
        found["policyRule"] = {"text": values["scope"]}
    else:
        found["policyRule"] = lacking(absent, "scope")
    provision: Resource = {}
    if nature is not None:
        provision["type"] = PROVISION[str(nature)]
    if "withdrawn_on" in values:
        provision["period"] = {"end": values["withdrawn_on"]}
    if provision:
        found["provision"] = provision


def agreement(draft: Draft, plan: Record, *, agreed: bool) -> Resource:
    """Write the Consent that is a person's yes or no to a care plan; return its reference."""
    logical = resource_uuid(draft.context, plan.id, "agreement")
    found = draft.empty("Consent", _AGREEMENT, logical, "care_plan:agreement", plan.id)
    found["status"] = "active" if agreed else "rejected"
    found["scope"] = _TREATMENT
    found["category"] = [_DOCUMENT]
    found["patient"] = draft.subject
    found["policyRule"] = {"text": "Accord sur le plan personnalisé de coordination en santé"}
    return local_reference("Consent", logical)
