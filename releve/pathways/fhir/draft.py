"""The draft of one pathway's resources, and how a record's resource begins.

What R4 has no element for goes to extensions of ours, one per attribute, and so does each
explicit absence: nothing of a record is lost, and a value never filled in has no member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from releve.errors import StepRefused
from releve.pathways.fhir.identity import (
    FhirContext,
    identifier_value,
    resource_uuid,
    shared_reference,
)
from releve.pathways.fhir.vocabulary import (
    ABSENT,
    BASED_ON,
    BASED_ON_SYSTEM,
    DATA_ABSENT_REASON,
    EXTENSION,
)
from releve.pathways.model import Kind, entity
from releve.pathways.record import Record, Value

Resource: TypeAlias = dict[str, object]
Values: TypeAlias = Mapping[str, Value]
Absences: TypeAlias = Mapping[str, str]

_SHARED = {"professional": ("PractitionerRole", "professional:role")}
_SHARED["organisation"] = ("Organization", "organisation")
_VALUE = {
    Kind.TEXT: "valueString",
    Kind.CODE: "valueCode",
    Kind.DATE: "valueDate",
    Kind.INSTANT: "valueDateTime",
    Kind.BOOLEAN: "valueBoolean",
    Kind.DECIMAL: "valueDecimal",
    Kind.REFERENCE: "valueReference",
}
_NONE: Absences = {}
_ONE_IDENTIFIER = frozenset({"QuestionnaireResponse"})
_EXACT_DIGITS = 15
"""A decimal of at most so many digits is the same after a double (IEEE 754 binary64)."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is the same for every resource of an entity, and the attributes without an element."""

    entity: str
    type: str
    meta: Resource | None
    carried: tuple[tuple[str, str, str, Kind], ...]


def form(name: str, kind: str, *native: str, based_on: str | None = None) -> Form:
    """Return the form of an entity: every attribute that is not ``native`` is an extension.

    Raises:
        KeyError: ``native`` names an attribute that the entity has not, or the rest holds a kind
            that has no extension of its own.

    """
    found = entity(name)
    for one in native:
        found.attribute(one)
    carried = tuple(
        (one.name, f"{EXTENSION}{name}.{one.name}", _VALUE[one.kind], one.kind)
        for one in found.attributes
        if one.name not in native
    )
    return Form(name, kind, tagged(based_on or name), carried)


def tagged(name: str) -> Resource | None:
    """Return the ``meta`` that says which published profile a resource was modelled after."""
    code = BASED_ON.get(name)
    return {"tag": [{"system": BASED_ON_SYSTEM, "code": code}]} if code else None


class Draft:
    """One pathway (or the directory) being written: its ids, its references, what is done."""

    __slots__ = (
        *("_kinds", "_known", "_targets", "at", "context", "ids", "namespace", "out", "subject"),
    )

    def __init__(
        self, context: FhirContext, records: Sequence[Record], known: Mapping[str, Record]
    ) -> None:
        self.context = context
        self.namespace = context.namespace
        self.out: list[Resource] = []
        self.ids: dict[str, str] = {}
        self.at = ""
        self.subject: Resource = {}
        self._known = known
        self._kinds: dict[str, str] = {}
        self._targets: dict[str, Resource] = {}
        for record in records:
            kind = _TARGETS.get(record.entity)
            if kind is None:
                continue
            suffix = "role" if record.entity == "professional" else ""
            self.ids[record.id] = found = resource_uuid(context, record.id)
            if suffix:
                found = resource_uuid(context, record.id, suffix)
            self._kinds[record.id] = kind
            if kind == "Patient":
                self._targets[record.id] = self.subject = local_reference(kind, found)

    def to(self, target: Value) -> Resource:
        """Return the reference to a record's resource: in this Bundle, or a shared one.

        Raises:
            StepRefused: ``fhir_reference_dangling``: neither here nor in the directory.

        """
        name = target if type(target) is str else str(target)
        found = self._targets.get(name)
        if found is not None:
            return found
        own = self._kinds.get(name)
        if own is not None:
            found = self._targets[name] = local_reference(own, self.ids[name])
            return found
        shared = self._known.get(name)
        if shared is None or shared.entity not in _SHARED:
            raise StepRefused(
                "fhir_reference_dangling",
                entity=self.at,
                target=name.partition("/")[0],
            )
        kind, system = _SHARED[shared.entity]
        return shared_reference(self.namespace, kind, system, shared.id)

    def begin(self, form: Form, record: Record) -> tuple[Resource, Values, Absences]:
        """Start a record's resource; return it with the values present and the absences said."""
        present, absent = apart(record.values)
        resource = self.empty(form.type, form.meta, self.ids[record.id], form.entity, record.id)
        extensions = self.carried(form, present, absent)
        if extensions:
            resource["extension"] = extensions
        return resource, present, absent

    def empty(
        self, kind: str, meta: Resource | None, logical: str, system: str, record_id: str
    ) -> Resource:
        """Start a resource with nothing but who it is, and add it to what is done."""
        resource: Resource = {"resourceType": kind, "id": logical}
        if meta is not None:
            resource["meta"] = meta
        ours = {"system": f"{self.namespace}:{system}", "value": identifier_value(record_id)}
        resource["identifier"] = ours if kind in _ONE_IDENTIFIER else [ours]
        self.out.append(resource)
        return resource

    def carried(
        self, form: Form, present: Values, absent: Absences, *, beside: str = ""
    ) -> list[Resource]:
        """Return the extensions of what has no element; ``beside`` names one that found its own."""
        out: list[Resource] = []
        for name, url, key, kind in form.carried:
            value = present.get(name)
            if value is None or name == beside:
                continue
            if kind is Kind.REFERENCE:
                out.append({"url": url, key: self.to(value)})
            elif kind is Kind.DECIMAL:
                out.append({"url": url, **decimal(str(value))})
            else:
                out.append({"url": url, key: value})
        if absent:
            out += [said_absent(name, absent[name]) for name in sorted(absent)]
        return out


def apart(values: Values) -> tuple[Values, Absences]:
    """Tell the values that are there from those said to be absent."""
    if dict not in map(type, values.values()):
        return values, _NONE
    absent: dict[str, str] | None = None
    for name, value in values.items():
        if type(value) is dict and "absent" in value:
            absent = absent or {}
            absent[name] = str(value["absent"])
    if absent is None:
        return values, _NONE
    return {name: value for name, value in values.items() if name not in absent}, absent


def said_absent(name: str, reason: str) -> Resource:
    """Return the extension that says which attribute is absent, and why."""
    return {
        "url": ABSENT,
        "extension": [
            {"url": "attribute", "valueCode": name},
            {"url": "reason", "valueCode": reason},
        ],
    }


def lacking(absent: Absences, name: str) -> Resource:
    """Return what stands for an element that R4 requires and the record has not."""
    reason = absent.get(name, "unknown")
    return {"extension": [{"url": DATA_ABSENT_REASON, "valueCode": reason}]}


def local_reference(kind: str, logical: str) -> Resource:
    """Return the reference to a resource of the same Bundle."""
    return {"reference": f"urn:uuid:{logical}", "type": kind}


def decimal(text: str) -> Resource:
    """Return a decimal as FHIR's; as text if a double would not give it back digit for digit."""
    whole = text.lstrip("-").replace(".", "")
    if len(whole) > _EXACT_DIGITS:
        return {"valueString": text}
    return {"valueDecimal": float(text) if "." in text else int(text)}


_TARGETS: Mapping[str, str] = {
    one: entity(one).fhir[0]
    for one in (
        *("person", "relative", "request", "assessment", "care_plan", "goal", "action"),
        *("event", "note", "document", "alert", "consent", "organisation"),
    )
} | {"professional": "PractitionerRole", "circle_member": "RelatedPerson"}
"""What a reference to a record points at. Closures are told in their person's episode."""
