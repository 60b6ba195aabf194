"""Records under way while resources are read back, and what their references lead to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

from releve.pathways.fhir.identity import record_id_of
from releve.pathways.fhir.node import Node, each, inside, text
from releve.pathways.fhir.vocabulary import ABSENT, EXTENSION
from releve.pathways.model import ENTITIES, Kind
from releve.pathways.record import Value

References: TypeAlias = Mapping[str, tuple[str, str]]
"""Reference as a resource writes it → entity and id of the record that it leads to."""

Found: TypeAlias = dict[str, Value]

_LOCAL = re.compile(r"([A-Za-z]+/[A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$")
_SECONDS = len("2026-11-21T08:30:00Z")
_CARRIED: Mapping[str, Mapping[str, tuple[str, Kind]]] = {
    entity.name: {
        f"{EXTENSION}{entity.name}.{one.name}": (one.name, one.kind) for one in entity.attributes
    }
    for entity in ENTITIES
}


@dataclass(slots=True)
class Recovery:
    """The records found so far, by entity and id, and the person whose pathway each is in."""

    prefix: str
    led: References
    records: dict[tuple[str, str], Found] = field(default_factory=dict)
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    owner: str = ""

    def record(self, entity: str, record_id: str) -> Found:
        """Return the values of a record, to be filled in."""
        self.owners[entity, record_id] = self.owner
        return self.records.setdefault((entity, record_id), {})

    def about(self, resource: Node) -> str:
        """Return the id of the person whom a resource is about; empty if it is not known."""
        for name in ("subject", "patient", "for"):
            if name in resource:
                found = self.target(inside(resource, name))
                return found[1] if found is not None and found[0] == "person" else ""
        return ""

    def target(self, reference: Node) -> tuple[str, str] | None:
        """Return the entity and id of the record that a Reference leads to, if it is known."""
        told = text(reference, "reference")
        if told is None:
            return None
        found = self.led.get(told)
        if found is not None:
            return found
        _, asked, search = told.partition("?identifier=")
        if asked:
            system, _, value = search.partition("|")
            if not system.startswith(self.prefix):
                return None
            entity = system[len(self.prefix) :].partition(":")[0]
            return entity, record_id_of(value.replace("%25", "%"))
        local = _LOCAL.search(told)
        return self.led.get(local.group(1)) if local else None

    def to(self, values: Found, name: str, reference: Node) -> None:
        """Set an attribute to what a Reference leads to."""
        found = self.target(reference)
        if found is not None:
            values[name] = found[1]

    def carried(self, entity: str, values: Found, node: Node) -> None:
        """Set what our extensions of an element carry, and what they say is absent."""
        table = _CARRIED[entity]
        for one in each(node, "extension"):
            url = one.get("url")
            if url == ABSENT:
                _absent(values, one)
                continue
            found = table.get(url) if isinstance(url, str) else None
            if found is not None:
                self._carry(values, *found, one)

    def _carry(self, values: Found, name: str, kind: Kind, one: Node) -> None:
        value: Value | None
        if kind is Kind.TEXT:
            value = text(one, "valueString")
        elif kind is Kind.CODE:
            value = text(one, "valueCode")
        elif kind is Kind.BOOLEAN:
            flag = one.get("valueBoolean")
            value = flag if isinstance(flag, bool) else None
        elif kind is Kind.DATE:
            value = text(one, "valueDate")
        elif kind is Kind.INSTANT:
            value = instant(one, "valueDateTime")
        elif kind is Kind.DECIMAL:
            value = _decimal(one)
        else:
            return self.to(values, name, inside(one, "valueReference"))
        if value is not None:
            values[name] = value
        return None


def put(values: Found, name: str, value: "Value | None") -> None:
    """Set an attribute, unless nothing was found for it."""
    if value is not None:
        values[name] = value


def instant(node: Node, name: str) -> str | None:
    """Return an instant in canonical form, however a server wrote it."""
    told = text(node, name)
    if told is None or (len(told) == _SECONDS and told[-1] == "Z"):
        return told
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return told
    if moment.utcoffset() is None:
        return told
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _decimal(node: Node) -> str | None:
    """Return a decimal in canonical form: a number as a server wrote it, or our text."""
    number = node.get("valueDecimal")
    if isinstance(number, bool) or not isinstance(number, int | float):
        return text(node, "valueString")
    told = format(Decimal(repr(number)), "f")
    if "." in told:
        told = told.rstrip("0").rstrip(".")
    return "0" if told == "-0" else told


def _absent(values: Found, one: Node) -> None:
    name = reason = None
    for part in each(one, "extension"):
        if part.get("url") == "attribute":
            name = text(part, "valueCode")
        elif part.get("url") == "reason":
            reason = text(part, "valueCode")
    if name and reason:
        values[name] = {"absent": reason}
