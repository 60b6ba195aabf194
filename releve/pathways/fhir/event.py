"""Encounter and Flag: what happened or is planned, and what calls for attention."""

from releve.pathways.fhir.draft import Draft, Resource, form, lacking
from releve.pathways.fhir.vocabulary import (
    ACT_CODE,
    CODES,
    ENCOUNTER_CLASS,
    ENCOUNTER_STATUS,
    FLAG_PRIORITY,
    PRIORITY,
    PRIORITY_CODES,
)
from releve.pathways.record import Record

EVENT = form("event", "Encounter", "type", "start", "end", "organiser", "status")
ALERT = form("alert", "Flag", "severity", "trigger", "raised_at", "acknowledged_at")
EVENT_TYPES = CODES + "event.type"


def event(draft: Draft, record: Record) -> None:
    """Write the Encounter. Its class, which R4 requires, follows from the type."""
    found, values, _ = draft.begin(EVENT, record)
    found["status"] = ENCOUNTER_STATUS.get(str(values.get("status", "")), "unknown")
    kind = values.get("type")
    found["class"] = {"system": ACT_CODE, "code": ENCOUNTER_CLASS.get(str(kind), "AMB")}
    if kind is not None:
        found["type"] = [{"coding": [{"system": EVENT_TYPES, "code": kind}]}]
    found["subject"] = draft.subject
    if "organiser" in values:
        found["participant"] = [{"individual": draft.to(values["organiser"])}]
    period = {one: values[one] for one in ("start", "end") if one in values}
    if period:
        found["period"] = period


def alert(draft: Draft, record: Record) -> None:
    """Write the Flag: it is active until somebody acknowledged it."""
    found, values, absent = draft.begin(ALERT, record)
    if "severity" in values:
        coding = {"system": PRIORITY_CODES, "code": PRIORITY[str(values["severity"])]}
        level: Resource = {"url": FLAG_PRIORITY, "valueCodeableConcept": {"coding": [coding]}}
        ours = found.get("extension", [])
        found["extension"] = [*ours, level] if isinstance(ours, list) else [level]
    seen = "acknowledged_at" in values or "acknowledged_by" in values
    found["status"] = "inactive" if seen else "active"
    if "trigger" in values:
        found["code"] = {"text": values["trigger"]}
    else:
        found["code"] = lacking(absent, "trigger")
    found["subject"] = draft.subject
    period: Resource = {}
    if "raised_at" in values:
        period["start"] = values["raised_at"]
    if "acknowledged_at" in values:
        period["end"] = values["acknowledged_at"]
    if period:
        found["period"] = period
