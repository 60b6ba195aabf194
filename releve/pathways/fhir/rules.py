"""Checks that a JSON Schema cannot make, of one resource and of a set that must hold together.

Findings are ``code:Type/path``, the path a JSON pointer within the resource; never a value. Not
checked: the XHTML of a narrative, cardinalities of profiles, terminologies beyond ``bindings``.
"""

from collections.abc import Iterable, Sequence

from releve.model.ids import Realm
from releve.pathways.fhir.element import Inspection
from releve.pathways.fhir.identity import FhirContext, conditional
from releve.pathways.fhir.node import Node, each, extension, text
from releve.pathways.fhir.vocabulary import EXTENSION, INS_AUTHORITIES

WARNINGS = frozenset({"fhir_check_digit"})
"""Codes that are counted and listed but make no resource unfit: the data came so."""

_STATUS = f"{EXTENSION}person.identity_status"


def offered(resources: Iterable[Node]) -> frozenset[str]:
    """Return every way in which these resources may be referred to from another Bundle."""
    ways: set[str] = set()
    for one in resources:
        kind = one.get("resourceType")
        ways.update((f"urn:uuid:{one.get('id')}", f"{kind}/{one.get('id')}"))
        for identifier in each(one, "identifier"):
            system, value = text(identifier, "system"), text(identifier, "value")
            if system and value:
                ways.add(f"{kind}?{conditional(system, value)}")
    return frozenset(ways)


def findings(
    resources: Sequence[Node], context: FhirContext, known: frozenset[str] = frozenset()
) -> list[str]:
    """Check the resources of a Bundle, each and together; ``known`` is ``offered`` elsewhere.

    Codes: those of :class:`releve.pathways.fhir.element.Inspection`, and ``fhir_id_twice``,
    ``fhir_identifier_twice``, ``fhir_reference_dangling``, ``ins_of_test_in_real``,
    ``ins_not_qualified``.
    """
    out = _twice(resources, context.namespace)
    kinds = {f"urn:uuid:{one.get('id')}": str(one.get("resourceType")) for one in resources}
    here = kinds.keys() | {f"{kind}/{name[9:]}" for name, kind in kinds.items()}
    for one in resources:
        inspection = Inspection(one, kinds, context.piece_sha1)
        out += inspection.findings()
        for told, where in inspection.references:
            if told[0] != "#" and told not in here and told not in known:
                out.append(f"fhir_reference_dangling:{where()}")
        if one.get("resourceType") == "Patient":
            out += _ins(one, context.realm)
    return out


def _twice(resources: Sequence[Node], namespace: str) -> list[str]:
    out: list[str] = []
    ids: set[str] = set()
    identifiers: set[tuple[str, str, str]] = set()
    for one in resources:
        kind = one.get("resourceType")
        logical = f"{kind}/{one.get('id')}"
        if logical in ids:
            out.append(f"fhir_id_twice:{kind}/id")
        ids.add(logical)
        for ours in each(one, "identifier"):
            system = str(ours.get("system"))
            said = (str(kind), system, str(ours.get("value")))
            if said in identifiers and system.startswith(namespace):
                out.append(f"fhir_identifier_twice:{kind}/identifier")
            identifiers.add(said)
    return out


def _ins(patient: Node, realm: Realm) -> list[str]:
    out: list[str] = []
    for number, one in enumerate(each(patient, "identifier")):
        authority = INS_AUTHORITIES.get(str(one.get("system")))
        if authority is None:
            continue
        if realm is Realm.REAL and authority in {"test", "demo"}:
            out.append(f"ins_of_test_in_real:Patient/identifier/{number}")
        if text(extension(patient, _STATUS), "valueCode") != "qualified":
            out.append(f"ins_not_qualified:Patient/identifier/{number}")
    return out
