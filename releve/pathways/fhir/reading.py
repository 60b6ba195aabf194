"""Back from FHIR: the canonical records, exactly, out of what a server gives back.

A server may have assigned other ids, rewritten references to ``Type/id``, set ``meta``, added a
narrative, reordered members, written instants and numbers its own way. Resources are told by our
identifier, and references by what they lead to.
"""

from collections.abc import Iterable

from releve.errors import EvidenceRefused
from releve.pathways.fhir.identity import FhirContext, record_id_of
from releve.pathways.fhir.inverse import READERS
from releve.pathways.fhir.node import Node, each, text
from releve.pathways.fhir.recovery import Recovery, References
from releve.pathways.model import ENTITIES, ROOT
from releve.pathways.record import DIRECTORY, Record

SHARED = frozenset(one.name for one in ENTITIES if one.shared)


def read_resources(
    resources: Iterable[Node], context: FhirContext, known: References | None = None
) -> list[Record]:
    """Rebuild the records of our resources among ``resources``, in the order of their ids.

    Resources of others are left out. References are looked for among ``resources`` and in
    ``known``, see :func:`references`. What is missing or not readable is missing in the record:
    a comparison then tells it, this function does not. Whose pathway a record is in is not told
    either: see :func:`read_groups`.

    Raises:
        EvidenceRefused: ``fhir_identifier_twice``: several resources say to be the same one.

    """
    records = _recovered(resources, context, known).records
    return [Record(entity, name, records[entity, name]) for entity, name in _ordered(records)]


def read_groups(
    resources: Iterable[Node], context: FhirContext, known: References | None = None
) -> dict[str, list[Record]]:
    """Rebuild the records by pathway: by the person whom each resource says to be about.

    A note moved to somebody else is then in another group than its own. The shared records are
    under ``DIRECTORY``; those about nobody who is known are under the empty id.

    Raises:
        EvidenceRefused: as :func:`read_resources`.

    """
    recovery = _recovered(resources, context, known)
    groups: dict[str, list[Record]] = {}
    for entity, name in _ordered(recovery.records):
        group = DIRECTORY if entity in SHARED else recovery.owners.get((entity, name), "")
        record = Record(entity, name, recovery.records[entity, name])
        groups.setdefault(group, []).append(record)
    return groups


def _ordered(records: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(records, key=lambda one: one[1].encode())


def _recovered(
    resources: Iterable[Node], context: FhirContext, known: References | None
) -> Recovery:
    prefix = context.namespace + ":"
    given = [(one, *who) for one in resources if (who := _ours(one, prefix)) is not None]
    distinct = {(str(one.get("resourceType")), system, value) for one, system, value in given}
    if len(distinct) != len(given):
        raise EvidenceRefused("fhir_identifier_twice", count=len(given) - len(distinct))
    led = _led(given)
    recovery = Recovery(prefix, {**known, **led} if known else led)
    for resource, system, value in given:
        reader = READERS.get(system)
        if reader is None:
            continue
        entity = system.partition(":")[0]
        owner = value if system == ROOT.name else recovery.about(resource)
        if entity == ROOT.name and owner != value:
            continue  # a circle or an episode given to somebody else says nothing of this person
        recovery.owner = owner
        reader(resource, recovery.record(entity, value), recovery)
    return recovery


def about(resource: Node, context: FhirContext, known: References) -> str:
    """Return the id of the person whom one of our resources is about; empty if it is not known.

    References are looked for in ``known`` alone, see :func:`references`.
    """
    prefix = context.namespace + ":"
    who = _ours(resource, prefix)
    if who is not None and who[0] == ROOT.name:
        return who[1]
    return Recovery(prefix, known).about(resource)


def references(resources: Iterable[Node], context: FhirContext) -> References:
    """Return what references to these resources lead to: of a directory, read once for all."""
    prefix = context.namespace + ":"
    return _led([(one, *who) for one in resources if (who := _ours(one, prefix)) is not None])


def _ours(resource: Node, prefix: str) -> tuple[str, str] | None:
    """Return the entity (with its suffix) and the record id of our first identifier, if any."""
    for identifier in each(resource, "identifier"):
        system = text(identifier, "system")
        value = text(identifier, "value")
        if system and value and system.startswith(prefix):
            return system[len(prefix) :], record_id_of(value)
    return None


def _led(given: list[tuple[Node, str, str]]) -> dict[str, tuple[str, str]]:
    led: dict[str, tuple[str, str]] = {}
    for resource, system, value in given:
        logical = resource.get("id")
        if logical:
            target = (system.partition(":")[0], value)
            led[f"{resource.get('resourceType')}/{logical}"] = target
            led[f"urn:uuid:{logical}"] = target
    return led
