"""What a mapping must say for itself, whatever the schema."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from releve.pathways.binding import near
from releve.pathways.mapping import Mapping
from releve.pathways.model import ENTITIES, ROOT, Kind
from releve.pathways.reading import Habits
from releve.pathways.texts import normal
from releve.plan.rules import Problem

_BY_NAME = {one.name: one for one in ENTITIES}


def habits_of(mapping: Mapping) -> Habits | None:
    """Return what holds for the whole source; ``None`` for a time zone that does not exist."""
    try:
        zone = ZoneInfo(mapping.source.timezone)
    except (LookupError, ValueError, OSError):
        return None
    return Habits(zone=zone, blank=frozenset({"", *map(normal, mapping.source.blank)}))


def problems(mapping: Mapping) -> Iterator[Problem]:
    """Find names that the model does not know, and what it wants and the mapping lacks."""
    if habits_of(mapping) is None:
        zone = {"name": mapping.source.timezone}
        yield Problem(code="mapping_timezone_unknown", path=("source", "timezone"), facts=zone)
    for name in mapping.entities:
        if name not in _BY_NAME:
            facts = {"name": name, "near": near(name, list(_BY_NAME))}
            yield Problem(code="mapping_entity_unknown", path=("entities", name), facts=facts)
    if ROOT.name not in mapping.entities:
        lacking = {"entity": ROOT.name}
        yield Problem(code="mapping_entity_missing", path=("entities",), facts=lacking)
    yield from _attributes(mapping)
    yield from _referred(mapping)


def _attributes(mapping: Mapping) -> Iterator[Problem]:
    for name, said in mapping.entities.items():
        attributes = _BY_NAME[name].attributes if name in _BY_NAME else ()
        known = [one.name for one in attributes]
        for attribute in said.columns if known else ():
            if attribute not in known:
                told = {"name": attribute, "near": near(attribute, known)}
                way = ("entities", name, "columns", attribute)
                yield Problem(code="mapping_attribute_unknown", path=way, facts=told)
        for one in attributes:
            if one.required and one.name not in said.columns:
                facts = {"entity": name, "name": one.name}
                where = ("entities", name, "columns")
                yield Problem(code="mapping_required_missing", path=where, facts=facts)


def _referred(mapping: Mapping) -> Iterator[Problem]:
    """Find shared entities that nothing refers to, and unnested ones that something does.

    The first would reach no package. The key of the second holds a position that nobody names.
    """
    targets: dict[str, list[tuple[str, str]]] = {}
    for name, said in mapping.entities.items():
        for one in _BY_NAME[name].attributes if name in _BY_NAME else ():
            if one.kind is Kind.REFERENCE and one.name in said.columns:
                targets.setdefault(one.target or "", []).append((name, one.name))
    for name, said in mapping.entities.items():
        if name in _BY_NAME and _BY_NAME[name].shared and name not in targets:
            yield Problem(
                code="mapping_entity_unreferenced",
                path=("entities", name),
                facts={"entity": name},
            )
        if said.unnest is not None:
            for owner, attribute in targets.get(name, ()):
                yield Problem(
                    code="mapping_reference_unnested",
                    path=("entities", owner, "columns", attribute),
                    facts={"target": name},
                )
