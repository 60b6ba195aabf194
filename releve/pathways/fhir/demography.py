"""Back from Patient, EpisodeOfCare, RelatedPerson, CareTeam and the directory's resources."""

from releve.pathways.fhir.identity import record_id_of
from releve.pathways.fhir.node import Node, coded, each, extension, inside, text, texts
from releve.pathways.fhir.recovery import Found, Recovery, instant, put
from releve.pathways.fhir.vocabulary import (
    BIRTH_PLACE,
    CLOSURE,
    EPISODE_STATUS,
    FINESS,
    INS_AUTHORITIES,
    INSEE_CODE,
    RECORD,
    ROLE_CODE,
    RPPS,
    SIRENE,
    inverse,
)

_STATUS = inverse(EPISODE_STATUS)
_MEMBERS = ("professional", "relative", "organisation")


def person(node: Node, values: Found, recovery: Recovery) -> None:
    """Read a Patient; its status and opening are in the EpisodeOfCare."""
    for one in each(node, "identifier"):
        authority = INS_AUTHORITIES.get(str(one.get("system")))
        if authority:
            put(values, "ins", text(one, "value"))
            values["ins_authority"] = authority
    for name in each(node, "name"):
        if name.get("use") == "official":
            put(values, "birth_family_name", text(name, "family"))
            put(values, "given_names", texts(name, "given") or None)
        elif name.get("use") == "usual":
            put(values, "used_family_name", text(name, "family"))
            put(values, "used_given_name", next(iter(texts(name, "given")), None))
    _reached(node, values)
    put(values, "gender", text(node, "gender"))
    put(values, "birth_date", text(node, "birthDate"))
    put(values, "death_date", text(node, "deceasedDateTime"))
    address = inside(node, "address")
    put(values, "address", text(address, "text"))
    put(values, "postal_code", text(address, "postalCode"))
    put(values, "commune", _insee(address))
    put(values, "birth_place", _insee(inside(extension(node, BIRTH_PLACE), "valueAddress")))
    for contact in each(node, "contact"):
        if any(coded(one, ROLE_CODE) == "RESPRSN" for one in each(contact, "relationship")):
            put(values, "representative", text(inside(contact, "name"), "text"))
    recovery.to(values, "treating_physician", inside(node, "generalPractitioner"))
    recovery.carried("person", values, node)


def _insee(address: Node) -> str | None:
    return text(inside(extension(address, INSEE_CODE), "valueCoding"), "code")


def _reached(node: Node, values: Found) -> None:
    for one in each(node, "telecom"):
        if one.get("system") == "phone":
            put(values, "telephone", text(one, "value"))
        elif one.get("system") == "email":
            put(values, "email", text(one, "value"))


def episode(node: Node, values: Found, recovery: Recovery) -> None:
    """Read an EpisodeOfCare: the rest of the person, and the closures."""
    put(values, "opened_at", instant(inside(node, "period"), "start"))
    put(values, "status", _STATUS.get(str(node.get("status"))))
    for one in each(node, "extension"):
        who = text(extension(one, "record"), "valueString")
        if one.get("url") == CLOSURE and who:
            recovery.carried("closure", recovery.record("closure", record_id_of(who)), one)


def relative(node: Node, values: Found, recovery: Recovery) -> None:
    """Read a RelatedPerson."""
    put(values, "name", text(inside(node, "name"), "text"))
    for one in each(node, "relationship"):
        if coded(one, ROLE_CODE) is None:
            put(values, "relationship", text(one, "text"))
    _reached(node, values)
    recovery.carried("relative", values, node)


def team(node: Node, _: Found, recovery: Recovery) -> None:
    """Read a CareTeam: each participant is a record of the circle."""
    for one in each(node, "participant"):
        who = text(extension(one, RECORD), "valueString")
        if who is None:
            continue
        values = recovery.record("circle_member", record_id_of(who))
        member = recovery.target(inside(one, "member"))
        if member is not None and member[0] in _MEMBERS:
            values[member[0]] = member[1]
        put(values, "role", text(inside(one, "role"), "text"))
        put(values, "start", text(inside(one, "period"), "start"))
        put(values, "end", text(inside(one, "period"), "end"))
        recovery.carried("circle_member", values, one)


def professional(node: Node, values: Found, recovery: Recovery) -> None:
    """Read a Practitioner."""
    name = inside(node, "name")
    put(values, "family_name", text(name, "family"))
    put(values, "given_name", next(iter(texts(name, "given")), None))
    put(values, "rpps", _numbered(node, RPPS))
    _reached(node, values)
    active = node.get("active")
    put(values, "active", active if isinstance(active, bool) else None)
    recovery.carried("professional", values, node)


def role(node: Node, values: Found, recovery: Recovery) -> None:
    """Read a PractitionerRole: the rest of the professional."""
    put(values, "profession", text(inside(node, "code"), "text"))
    recovery.to(values, "organisation", inside(node, "organization"))


def organisation(node: Node, values: Found, recovery: Recovery) -> None:
    """Read an Organization."""
    put(values, "name", text(node, "name"))
    put(values, "type", text(inside(node, "type"), "text"))
    put(values, "finess", _numbered(node, FINESS))
    put(values, "siret", _numbered(node, SIRENE))
    _reached(node, values)
    recovery.carried("organisation", values, node)


def _numbered(node: Node, system: str) -> str | None:
    for one in each(node, "identifier"):
        if one.get("system") == system:
            return text(one, "value")
    return None
