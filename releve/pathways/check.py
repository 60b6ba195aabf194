"""A mapping against a live schema: names, types, requirements, and the values of coded columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from releve.errors import ConnectorError
from releve.pathways.binding import Located, bind, near
from releve.pathways.compiler import attempt
from releve.pathways.conservation import Law
from releve.pathways.mapping import AttributeMap, EntityMap, Mapping
from releve.pathways.model import ENTITIES, Attribute, Kind
from releve.pathways.reading import translations
from releve.pathways.requirements import habits_of
from releve.pathways.selection import SourceColumn, SourceSchema
from releve.pathways.texts import normal
from releve.pathways.values import TRUTHS
from releve.plan.rules import Problem
from releve.plan.tree import Where

Distinct: TypeAlias = Callable[[str, str, int], "Sequence[str] | None"]
"""Gives the distinct non-null values of a table's column as text; ``None`` if above the limit."""

Shape: TypeAlias = Callable[[str], "Sequence[SourceColumn]"]
"""Asks the database what columns a query gives; raises ``ConnectorError`` if it cannot run it."""

MOST_VALUES = 200
SHOWN_VALUES = 50
LONGEST_SHOWN = 40
"""Values are shown only of a column with few, short ones: nothing else looks like codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything that is wrong with a mapping for a schema, and its law when nothing is."""

    problems: tuple[Problem, ...]
    law: Law | None


def check(
    mapping: Mapping, schema: SourceSchema, distinct: Distinct, shape: Shape | None = None
) -> Checked:
    """Find everything that can be found without reading rows; ``distinct`` reads codes alone.

    The values of a query's columns, and of members of arrays, are not looked at; its columns are
    not either without ``shape``. :mod:`releve.pathways.sounding` reads rows.
    """
    compiled, problems = attempt(mapping, schema)
    problems = (*problems, *_codes(mapping, schema, distinct))
    if shape is not None:
        problems = (*problems, *_queries(mapping, shape))
    law = compiled.law if compiled is not None and not problems else None
    return Checked(problems=problems, law=law)


def _queries(mapping: Mapping, shape: Shape) -> Iterator[Problem]:
    """Find queries that the database cannot run, and names that their result does not have."""
    for entity, said in mapping.entities.items():
        if said.query is None:
            continue
        try:
            names = [one.name for one in shape(said.query)]
        except ConnectorError as refused:
            state = str(refused.facts.get("sqlstate"))
            way: Where = ("entities", entity, "query")
            facts: dict[str, str | int | tuple[str, ...]] = {"entity": entity, "sqlstate": state}
            yield Problem(code="mapping_query_refused", path=way, facts=facts)
            continue
        for path, written in _written(said):
            if written not in names:
                told: dict[str, str | int | tuple[str, ...]] = {
                    "name": written,
                    "entity": entity,
                    "near": near(written, names),
                }
                yield Problem(
                    code="mapping_column_not_given", path=("entities", entity, *path), facts=told
                )


def _written(said: EntityMap) -> Iterator[tuple[Where, str]]:
    """Iterate over the names that an entity takes from its query, each where it is written."""
    yield from ((("key", at), name) for at, name in enumerate(said.key))
    yield from ((("pathway", at), name) for at, name in enumerate(said.pathway or ()))
    if said.present is not None:
        yield ("present",), said.present
    for attribute, one in said.columns.items():
        way: Where = ("columns", attribute)
        if one.column is not None:
            yield (*way, "column"), one.column
        for at, name in enumerate(one.columns or ()):
            yield (*way, "columns", at), name
        if one.file is not None:
            for part in ("path", "sha256", "size"):
                if getattr(one.file, part) is not None:
                    yield (*way, "file", part), getattr(one.file, part)


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
