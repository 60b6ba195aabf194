"""Verbs that only look: probe a service, count an asset."""

from flows.desk import Desk
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.plan.authority import asset_of, service_of
from releve.plan.steps import Step


def probe(desk: Desk, step: Step) -> None:
    """Look at a service from outside and record what was seen."""
    service = service_of(desk.memory.plan, step.subject)
    seen = "undetermined"
    if service is not None and service.control is not None:
        seen = desk.reach.probe.probe(service.control.probe)
    body: dict[str, JsonValue] = {"observed": seen, "means": "http"}
    draft = Draft(kind=EntryKind.SERVICE_PROBED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])


def measure(desk: Desk, step: Step) -> None:
    """Count an asset without reading its content, and record it."""
    asset = asset_of(desk.memory.plan, step.subject)
    if asset is None or asset.medium is None:
        raise KeyError(step.subject)
    hands, medium = desk.hands(asset)
    seen = hands.count(medium)
    body: dict[str, JsonValue] = {
        "records": seen.records,
        "octets": seen.octets,
        "parts": dict(seen.parts),
    }
    draft = Draft(kind=EntryKind.ASSET_MEASURED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])
