"""A mapping against a live schema: names, types, requirements, and the values of coded columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from releve.pathways.binding import Located, bind
from releve.pathways.compiler import attempt
from releve.pathways.conservation import Law
from releve.pathways.mapping import AttributeMap, Mapping
from releve.pathways.model import ENTITIES, Attribute, Kind
from releve.pathways.reading import translations
from releve.pathways.requirements import habits_of
from releve.pathways.selection import SourceSchema
from releve.pathways.texts import normal
from releve.pathways.values import TRUTHS
from releve.plan.rules import Problem

Distinct: TypeAlias = Callable[[str, str, int], "Sequence[str] | None"]
"""Gives the distinct non-null values of a table's column as text; ``None`` if above the limit."""

MOST_VALUES = 200
SHOWN_VALUES = 50
LONGEST_SHOWN = 40
"""Values are shown only of a column with few, short ones: nothing else looks like codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything that is wrong with a mapping for a schema, and its law when nothing is."""

    problems: tuple[Problem, ...]
    law: Law | None


def check(mapping: Mapping, schema: SourceSchema, distinct: Distinct) -> Checked:
    """Find everything that can be found without reading rows; ``distinct`` reads codes alone.

    The values of a query's columns, and of members of arrays, are not looked at.
    """
    compiled, problems = attempt(mapping, schema)
    problems = (*problems, *_codes(mapping, schema, distinct))
    law = compiled.law if compiled is not None and not problems else None
    return Checked(problems=problems, law=law)


def coded(mapping: Mapping, schema: SourceSchema) -> Iterator[tuple[str, Attribute, Located]]:
    """Iterate over the entity, attribute and column of everything that a list translates."""
    for entity in ENTITIES:
        said = mapping.entities.get(entity.name)
        bound = bind(entity, said, schema) if said is not None else None
        for attribute in entity.attributes if bound is not None else ():
            one = said.columns.get(attribute.name) if said is not None else None
            if bound is None or one is None or one.column is None:
                continue
            found = bound.find(one.column, ("columns", attribute.name))
            if found is not None and found.column is not None and _listed(attribute, one, found):
                yield entity.name, attribute, found


def _listed(attribute: Attribute, said: AttributeMap, found: Located) -> bool:
    if attribute.kind is Kind.BOOLEAN:
        return said.codes is not None or found.family != "boolean"
    return attribute.kind is Kind.CODE or said.codes is not None


def _codes(mapping: Mapping, schema: SourceSchema, distinct: Distinct) -> Iterator[Problem]:
    habits = habits_of(mapping)
    blank = habits.blank if habits is not None else frozenset({""})
    for entity, attribute, located in coded(mapping, schema):
        said = mapping.entities[entity].columns[attribute.name]
        where = ("entities", entity, "columns", attribute.name)
        if located.column is None:
            continue
        column = located.column.name
        values = distinct(located.table, column, MOST_VALUES)
        facts: dict[str, str | int | tuple[str, ...]] = {
            "name": attribute.name,
            "table": located.table,
            "column": column,
        }
        if values is None:
            too_many = facts | {"limit": MOST_VALUES}
            yield Problem(code="mapping_codes_too_many", path=where, facts=too_many)
            continue
        try:
            known = translations(attribute, said) or TRUTHS
        except KeyError:  # told by the compiler: a code that the model does not have
            continue
        unknown = {normal(value) for value in values} - known.keys() - blank
        if unknown:
            shown = len(values) <= SHOWN_VALUES and max(map(len, unknown)) <= LONGEST_SHOWN
            told = tuple(sorted(unknown)) if shown else ("…",)
            way = (*where, "codes") if said.codes is not None else where
            yield Problem(
                code="mapping_code_unmapped",
                path=way,
                facts=facts | {"count": len(unknown), "values": told},
            )
