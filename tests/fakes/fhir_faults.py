"""Faults to plant in a sound FHIR resource: each takes a copy, and tells whether it could."""

import base64
import re
from functools import partial

DATE = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)")
REQUIRED = {
    "Flag": "code", "Encounter": "class", "Goal": "subject", "CarePlan": "subject",
    "Consent": "scope", "DocumentReference": "content", "ServiceRequest": "subject",
    "EpisodeOfCare": "patient", "RelatedPerson": "patient", "Observation": "code",
    "Condition": "subject", "Procedure": "subject", "Immunization": "vaccineCode",
    "AllergyIntolerance": "patient", "MedicationRequest": "subject", "Claim": "patient",
}  # fmt: skip
LISTS = {"identifier", "name", "coding", "extension", "telecom", "contained", "item", "content"}
NUMBERS = {"size", "valueInteger", "rank", "number", "numberOfInstances"}


def objects(node):
    """Every object of a resource, but its narrative and what is within another resource."""
    yield node
    for name, value in node.items():
        if name in {"text", "contained"} and isinstance(value, dict | list) and name != "text":
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "resourceType" not in one and "div" not in one:
                yield from objects(one)


def members(node):
    for one in objects(node):
        for name in list(one):
            yield one, name, one[name]


def first(wanted, change):
    """Plant at the first member that is ``wanted``."""

    def plant(resource):
        for holder, name, value in members(resource):
            if wanted(holder, name, value):
                holder[name] = change(value)
                return True
        return False

    return plant


def add(**more):
    def plant(resource):
        resource.update(more)
        return True

    return plant


def is_text(_, name, value):
    return isinstance(value, str) and name in {"display", "family", "description", "title"}


def is_date(_, name, value, form=DATE):
    dated = name.endswith(("Date", "DateTime")) or name in {"date", "start", "end", "authoredOn"}
    return dated and isinstance(value, str) and bool(form.match(value))


def is_list(_, name, value):
    return name in LISTS and isinstance(value, list) and bool(value)


def is_reference(_, name, value):
    return name == "reference" and isinstance(value, str)


def is_flag(_, __, value):
    return isinstance(value, bool)


def is_number(_, name, value):
    return name in NUMBERS and isinstance(value, int) and not isinstance(value, bool)


def is_count(holder, name, value):
    return is_number(holder, name, value) and name != "valueInteger"


def is_concept(_, __, value):
    return isinstance(value, dict) and isinstance(value.get("coding"), list)


def is_attachment(_, name, value):
    return name in {"attachment", "sourceAttachment"} and isinstance(value, dict)


def nested_unknown(resource):
    for one in objects(resource):
        if one is not resource:
            one["inconnu"] = "x"
            return True
    return False


def status_gone(resource):
    kinds = {"Flag", "Encounter", "Task", "CarePlan", "Consent", "ServiceRequest", "EpisodeOfCare"}
    return resource["resourceType"] in kinds and resource.pop("status", None) is not None


def required_gone(resource):
    name = REQUIRED.get(resource["resourceType"])
    return name is not None and resource.pop(name, None) is not None


def reversed_period(resource):
    for one in objects(resource):
        for value in one.values():
            if isinstance(value, dict) and "start" in value and len(value) <= 3:
                value["end"] = "1901-01-01"
                return DATE.match(str(value["start"])) is not None
    return False


def another_subject(resource):
    from releve.pathways.fhir.bindings import TARGETS

    for (kind, name), allowed in TARGETS.items():
        target = resource.get(name)
        if kind == resource["resourceType"] and isinstance(target, dict) and "Basic" not in allowed:
            target.clear()
            target["reference"] = "Basic/1"
            return True
    return False


def attached(**more):
    data = base64.b64encode(b"abc").decode()

    def plant(resource):
        for _, name, value in members(resource):
            if is_attachment(None, name, value):
                value.clear()
                value.update({"contentType": "text/plain", "data": data} | more)
                return True
        return False

    return plant


def open_code(resource):
    """An element whose required list the published JSON Schema leaves open."""
    if resource["resourceType"] not in {"ServiceRequest", "CarePlan"}:
        return False
    resource["status"] = "accepted"
    return True


def closed_code(resource):
    name = {"Patient": "gender"}.get(resource["resourceType"], "status")
    closed = {"Patient", "Encounter", "Task", "Flag", "Consent", "EpisodeOfCare", "Observation"}
    if resource["resourceType"] not in closed:
        return False
    resource[name] = "n'importe quoi"
    return True


EXTENSION = "urn:releve:extension:x"
FAULTS = {
    "unknown member": add(inconnu="x"),
    "unknown member within": nested_unknown,
    "type that is none": add(resourceType="Parcours"),
    "type of another standard": add(resourceType="Bot"),
    "no type": lambda one: one.pop("resourceType") is not None,
    "id with a space": add(id="a b"),
    "id too long": add(id="a" * 65),
    "id as a number": add(id=12),
    "null": add(language=None),
    "null in a list": first(is_list, lambda value: [*value, None]),
    "empty text": first(is_text, lambda _: ""),
    "blank text": first(is_text, lambda _: " \t "),
    "control character": first(is_text, lambda value: value + "\x0b"),
    "text as a number": first(is_text, lambda _: 12),
    "text as a list": first(is_text, lambda value: [value]),
    "empty list": first(is_list, lambda _: []),
    "empty object in a list": first(is_list, lambda value: [*value, {}]),
    "object for a list": first(is_list, lambda value: value[0]),
    "empty object": first(is_concept, lambda _: {}),
    "list for an object": first(is_concept, lambda value: [[value]]),
    "boolean as text": first(is_flag, lambda value: str(value).lower()),
    "boolean as a number": first(is_flag, int),
    "negative count": first(is_count, lambda _: -1),
    "count with a fraction": first(is_number, lambda value: value + 0.5),
    "number as text": first(is_number, str),
    "day that is not": first(is_date, lambda value: "2026-02-30" + value[10:]),
    "month 13": first(is_date, lambda value: "2026-13-01" + value[10:]),
    "date as the French write it": first(is_date, lambda _: "21/11/2026"),
    "year alone, cut": first(is_date, lambda _: "202"),
    "instant without zone": first(
        partial(is_date, form=INSTANT), lambda _: "2026-11-21T08:30:00"
    ),
    "period that ends before it starts": reversed_period,
    "code not in its list": closed_code,
    "code not in a list left open": open_code,
    "code with white space": add(language=" fr"),
    "reference as text": first(
        lambda _, name, value: name in {"subject", "patient", "author"} and isinstance(value, dict),
        lambda _: "Patient/1",
    ),
    "reference as a number": first(is_reference, lambda _: 1),
    "reference to another type": another_subject,
    "required member gone": required_gone,
    "required status gone": status_gone,
    "extension without url": add(extension=[{"valueString": "x"}]),
    "extension of nothing": add(extension=[{"url": EXTENSION}]),
    "extension of two values": add(
        extension=[{"url": EXTENSION, "valueString": "x", "valueBoolean": True}]
    ),
    "extension of a value and extensions": add(
        extension=[{
            "url": EXTENSION, "valueString": "x",
            "extension": [{"url": "a", "valueCode": "b"}],
        }]
    ),
    "extension of a value that is none": add(extension=[{"url": EXTENSION, "valueText": "x"}]),
    "uri with a space": add(implicitRules="http://example.org/a b"),
    "meta without sense": add(meta="x"),
    "narrative without text": add(text={"status": "generated"}),
    "narrative of no status": add(text={"status": "belle", "div": "<div/>"}),
    "unsound resource within": add(contained=[{"resourceType": "Patient", "gender": "x"}]),
    "hash of other bytes": attached(hash=base64.b64encode(bytes(20)).decode()),
    "size of other bytes": attached(size=4),
    "bytes not in base 64": attached(data="?é"),
    "bytes of no type": attached(contentType=None),
}  # fmt: skip
"""By name. What is not here is in ``docs/format/fhir.md``: the validator does not refuse it."""
