"""Patient and EpisodeOfCare: the person, and the time that the pathway was open."""

from collections.abc import Sequence

from releve.errors import StepRefused
from releve.pathways.fhir.draft import Absences, Draft, Resource, Values, apart, form, lacking
from releve.pathways.fhir.identity import identifier_value, resource_uuid
from releve.pathways.fhir.vocabulary import (
    BIRTH_GIVEN_NAMES,
    BIRTH_PLACE,
    CLOSURE,
    COMMUNES,
    EPISODE_STATUS,
    IDENTIFIER_TYPES,
    INS_SYSTEMS,
    INS_TYPES,
    INSEE_CODE,
    RELIABILITY,
    RELIABILITY_CODES,
    RELIABILITY_OF,
    ROLE_CODE,
)
from releve.pathways.record import Record

PERSON = form(
    "person",
    "Patient",
    *("birth_family_name", "used_family_name", "given_names", "used_given_name", "birth_date"),
    *("gender", "birth_place", "death_date", "telephone", "email", "address", "postal_code"),
    *("commune", "representative", "treating_physician", "status", "opened_at"),
)
CLOSED = form("closure", "EpisodeOfCare")
RESPONSIBLE: Resource = {"coding": [{"system": ROLE_CODE, "code": "RESPRSN"}]}


def patient(draft: Draft, record: Record) -> None:
    """Write the Patient. An INS travels as an identifier, and only of a qualified identity.

    Raises:
        StepRefused: ``ins_not_qualified``.

    """
    found, values, absent = draft.begin(PERSON, record)
    _ins(found, values)
    _names(found, values)
    telecom = contact_points(values)
    if telecom:
        found["telecom"] = telecom
    for element, name in (("gender", "gender"), ("birthDate", "birth_date")):
        if name in values:
            found[element] = values[name]
        elif name in absent:
            found[f"_{element}"] = lacking(absent, name)
    if "death_date" in values:
        found["deceasedDateTime"] = values["death_date"]
    _address(found, values)
    if "representative" in values:
        found["contact"] = [
            {"relationship": [RESPONSIBLE], "name": {"text": values["representative"]}}
        ]
    if "treating_physician" in values:
        found["generalPractitioner"] = [draft.to(values["treating_physician"])]
    _traits(found, values)


def _ins(found: Resource, values: Values) -> None:
    """Move the INS out of its extensions when its authority says which system it belongs to."""
    if "ins" not in values:
        return
    if values.get("identity_status") != "qualified":
        raise StepRefused("ins_not_qualified")
    authority = str(values.get("ins_authority", ""))
    if authority not in INS_SYSTEMS:
        return
    extensions = found["extension"]
    identifiers = found["identifier"]
    if not (isinstance(extensions, list) and isinstance(identifiers, list)):
        return
    moved = {url for name, url, _, _ in PERSON.carried if name in {"ins", "ins_authority"}}
    found["extension"] = [one for one in extensions if one["url"] not in moved]
    kind = {"coding": [{"system": IDENTIFIER_TYPES, "code": INS_TYPES[authority]}]}
    identifiers.append(
        {
            "use": "official",
            "type": kind,
            "system": INS_SYSTEMS[authority],
            "value": values["ins"],
        }
    )


def _names(found: Resource, values: Values) -> None:
    names: list[Resource] = []
    if "birth_family_name" in values or "given_names" in values:
        official: Resource = {"use": "official"}
        given = values.get("given_names")
        if isinstance(given, Sequence):
            told = " ".join(str(one) for one in given)
            official["extension"] = [{"url": BIRTH_GIVEN_NAMES, "valueString": told}]
        if "birth_family_name" in values:
            official["family"] = values["birth_family_name"]
        if given is not None:
            official["given"] = given
        names.append(official)
    if "used_family_name" in values or "used_given_name" in values:
        usual: Resource = {"use": "usual"}
        if "used_family_name" in values:
            usual["family"] = values["used_family_name"]
        if "used_given_name" in values:
            usual["given"] = [values["used_given_name"]]
        names.append(usual)
    if names:
        found["name"] = names


def contact_points(values: Values) -> list[Resource]:
    """Return the telephone and the e-mail address of a record, those that it has."""
    return [
        {"system": system, "value": values[name]}
        for system, name in (("phone", "telephone"), ("email", "email"))
        if name in values
    ]


def _insee(code: object) -> list[Resource]:
    return [{"url": INSEE_CODE, "valueCoding": {"system": COMMUNES, "code": code}}]


def _address(found: Resource, values: Values) -> None:
    address: Resource = {}
    if "commune" in values:
        address["extension"] = _insee(values["commune"])
    if "address" in values:
        address["text"] = values["address"]
    if "postal_code" in values:
        address["postalCode"] = values["postal_code"]
    if address:
        found["address"] = [address]


def _traits(found: Resource, values: Values) -> None:
    """Add the published extensions: how reliable the identity is, and where the person was born."""
    added: list[Resource] = []
    reliability = RELIABILITY_OF.get(str(values.get("identity_status", "")))
    if reliability:
        coding = {"system": RELIABILITY_CODES, "code": reliability}
        status = {"url": "identityStatus", "valueCoding": coding}
        added.append({"url": RELIABILITY, "extension": [status]})
    if "birth_place" in values:
        place = {"extension": _insee(values["birth_place"])}
        added.append({"url": BIRTH_PLACE, "valueAddress": place})
    if added:
        ours = found.get("extension", [])
        found["extension"] = [*ours, *added] if isinstance(ours, list) else added


def episode(draft: Draft, record: Record, closures: Sequence[Record]) -> None:
    """Write the one EpisodeOfCare of a pathway: when it was opened, and each of its closures."""
    values, absent = apart(record.values)
    logical = resource_uuid(draft.context, record.id, "episode")
    found = draft.empty("EpisodeOfCare", None, logical, "person:episode", record.id)
    period: Resource = {}
    if "opened_at" in values:
        period["start"] = values["opened_at"]
    ends: list[str] = []
    told: list[Resource] = []
    for closure in closures:
        draft.at = closure.entity
        said, lost = apart(closure.values)
        if "closed_at" in said:
            ends.append(str(said["closed_at"]))
        told.append(_closure(draft, closure, said, lost))
    if told:
        found["extension"] = told
    status = EPISODE_STATUS.get(str(values.get("status", "")))
    if status is None:
        found["_status"] = lacking(absent, "status")
    else:
        found["status"] = status
    found["patient"] = draft.subject
    if ends and status == "finished":
        period["end"] = max(ends)
    if period:
        found["period"] = period


def _closure(draft: Draft, closure: Record, said: Values, lost: Absences) -> Resource:
    who = {"url": "record", "valueString": identifier_value(closure.id)}
    return {"url": CLOSURE, "extension": [who, *draft.carried(CLOSED, said, lost)]}
