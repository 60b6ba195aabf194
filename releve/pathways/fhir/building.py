"""The resources of a pathway, and those of the directory that all pathways share."""

from collections.abc import Callable, Iterable, Mapping

from releve.pathways.fhir.circle import relative, team
from releve.pathways.fhir.consent import consent
from releve.pathways.fhir.directory import organisation, professional
from releve.pathways.fhir.document import document, note
from releve.pathways.fhir.draft import Draft, Resource
from releve.pathways.fhir.event import alert, event
from releve.pathways.fhir.identity import FhirContext
from releve.pathways.fhir.person import episode, patient
from releve.pathways.fhir.plan import action, care_plan, goal
from releve.pathways.fhir.request import assessment, request
from releve.pathways.record import Pathway, Record

_ALONE: Mapping[str, Callable[[Draft, Record], None]] = {
    "person": patient,
    "relative": relative,
    "request": request,
    "assessment": assessment,
    "action": action,
    "event": event,
    "note": note,
    "document": document,
    "alert": alert,
    "consent": consent,
    "organisation": organisation,
    "professional": professional,
}
"""Entities whose resource needs no other record but by reference."""


def resources(
    pathway: Pathway, directory: Mapping[str, Record], context: FhirContext
) -> list[Resource]:
    """Return the resources of a pathway, the same at every run.

    References to its own resources are ``urn:uuid``; those to the shared records of ``directory``
    are conditional, because another Bundle creates them first.

    Raises:
        StepRefused: ``fhir_reference_dangling`` (a record referred to is nowhere),
            ``ins_not_qualified`` (an INS of an identity that is not qualified).

    """
    draft = Draft(context, pathway.records, directory)
    groups: dict[str, list[Record]] = {}
    for record in pathway.records:
        groups.setdefault(record.entity, []).append(record)
    goals, actions = groups.get("goal", []), groups.get("action", [])
    requests = groups.get("request", [])
    for record in pathway.records:
        draft.at = name = record.entity
        if name == "care_plan":
            own = [one for one in goals if one.values.get("care_plan") == record.id]
            done = [one for one in actions if one.values.get("care_plan") == record.id]
            care_plan(draft, record, own, done)
        elif name == "goal":
            goal(draft, record, requests)
        elif name in _ALONE:
            _ALONE[name](draft, record)
    person = groups["person"][0]
    team(draft, person, groups.get("circle_member", []))
    episode(draft, person, groups.get("closure", []))
    return draft.out


def shared_resources(
    records: Iterable[Record], directory: Mapping[str, Record], context: FhirContext
) -> list[Resource]:
    """Return the resources of shared records: one of an organisation, two of a professional.

    A directory too large for one Bundle is cut: organisations first. What ``records`` refer to
    and do not hold is then looked for in ``directory`` and referred to as another Bundle's.

    Raises:
        StepRefused: ``fhir_reference_dangling``.

    """
    given = list(records)
    draft = Draft(context, given, directory)
    for record in given:
        draft.at = record.entity
        _ALONE[record.entity](draft, record)
    return draft.out
