"""RelatedPerson and CareTeam: the people around a person, and their circle of care."""

from collections.abc import Sequence

from releve.pathways.fhir.draft import Draft, Resource, apart, form, local_reference, tagged
from releve.pathways.fhir.identity import identifier_value, resource_uuid
from releve.pathways.fhir.person import RESPONSIBLE, contact_points
from releve.pathways.fhir.vocabulary import RECORD
from releve.pathways.record import Record

RELATIVE = form("relative", "RelatedPerson", "name", "relationship", "telephone", "email")
MEMBER = form("circle_member", "CareTeam", "role", "start", "end")
_TEAM_META = tagged("team")


def relative(draft: Draft, record: Record) -> None:
    """Write the RelatedPerson of somebody near."""
    found, values, _ = draft.begin(RELATIVE, record)
    found["patient"] = draft.subject
    kinds: list[Resource] = []
    if "relationship" in values:
        kinds.append({"text": values["relationship"]})
    if values.get("representative") is True:
        kinds.append(RESPONSIBLE)
    if kinds:
        found["relationship"] = kinds
    if "name" in values:
        found["name"] = [{"text": values["name"]}]
    telecom = contact_points(values)
    if telecom:
        found["telecom"] = telecom


def team(draft: Draft, person: Record, members: Sequence[Record]) -> None:
    """Write the CareTeam: a role, a member and a period for each record of the circle.

    The member is the professional (as a PractitionerRole), else the relative, else whoever is only
    named (a RelatedPerson of its own), else the organisation; the others are extensions.
    """
    if not members:
        return
    participants: list[Resource] = []
    for record in members:
        draft.at = record.entity
        participants.append(_participant(draft, record))
    logical = resource_uuid(draft.context, person.id, "team")
    found = draft.empty("CareTeam", _TEAM_META, logical, "person:team", person.id)
    found["status"] = "active"
    found["name"] = "Cercle de soins"
    found["subject"] = draft.subject
    starts = [str(record.values["start"]) for record in members if _dated(record)]
    if starts:
        found["period"] = {"start": min(starts)}
    found["participant"] = participants


def _dated(record: Record) -> bool:
    return isinstance(record.values.get("start"), str)


def _participant(draft: Draft, record: Record) -> Resource:
    values, absent = apart(record.values)
    beside, member = "", None
    for name in ("professional", "relative"):
        if name in values:
            beside, member = name, draft.to(values[name])
            break
    if member is None and "relative_name" in values:
        logical = _named(draft, record)
        member = local_reference("RelatedPerson", logical)
    elif member is None and "organisation" in values:
        beside, member = "organisation", draft.to(values["organisation"])
    who = {"url": RECORD, "valueString": identifier_value(record.id)}
    found: Resource = {"extension": [who, *draft.carried(MEMBER, values, absent, beside=beside)]}
    if "role" in values:
        found["role"] = [{"text": values["role"]}]
    if member is not None:
        found["member"] = member
    period = {one: values[one] for one in ("start", "end") if one in values}
    if period:
        found["period"] = period
    return found


def _named(draft: Draft, record: Record) -> str:
    """Write the RelatedPerson of a member who is only a name."""
    logical = draft.ids[record.id]
    found = draft.empty("RelatedPerson", RELATIVE.meta, logical, "circle_member", record.id)
    found["patient"] = draft.subject
    found["name"] = [{"text": record.values["relative_name"]}]
    return logical
