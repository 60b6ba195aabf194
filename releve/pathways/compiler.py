"""A mapping compiled against a schema: converters, and where each column of the schema goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from releve.errors import PlanError
from releve.pathways import fates, requirements
from releve.pathways.anchors import Anchor, anchored
from releve.pathways.binding import Physical, bind, reads
from releve.pathways.conservation import Law
from releve.pathways.converter import Converter, Recipe
from releve.pathways.keys import row_reader
from releve.pathways.lineage import Draft, Tally, Use, named, tallies
from releve.pathways.mapping import Mapping
from releve.pathways.model import ENTITIES, ROOT
from releve.pathways.selection import Joined, Selection, SourceSchema
from releve.pathways.sourcing import Sourcing
from releve.plan.rules import Problem
from releve.plan.tree import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """Converters in the order of the model's entities, and the law that their account obeys."""

    converters: tuple[Converter, ...]
    law: Law


def compile_mapping(mapping: Mapping, schema: SourceSchema) -> Compiled:
    """Compile a mapping for a schema. Rows are not looked at: a code list may still lack a value.

    Raises:
        PlanError: the first of what :func:`attempt` finds, without file or line. A column or table
            that the mapping does not know stops everything here.

    """
    compiled, problems = attempt(mapping, schema)
    if compiled is None:
        first = problems[0]
        raise PlanError(
            first.code, file=None, line=None, field=shown(first.path), **dict(first.facts)
        )
    return compiled


def converters_of(mapping: Mapping, schema: SourceSchema) -> tuple[Converter, ...]:
    """Return the converters alone; with ``functools.partial`` it crosses processes."""
    return compile_mapping(mapping, schema).converters


def attempt(mapping: Mapping, schema: SourceSchema) -> tuple[Compiled | None, tuple[Problem, ...]]:
    """Return what was compiled, or everything that is wrong with a mapping for a schema."""
    problems = list(requirements.problems(mapping))
    habits = requirements.habits_of(mapping)
    if habits is None:
        return None, tuple(problems)
    anchors = [
        anchored(Draft(bound=bind(entity, mapping.entities[entity.name], schema)))
        for entity in ENTITIES
        if entity.name in mapping.entities
    ]
    drafts = [one.draft for one in anchors]
    keys = {one.draft.bound.entity.name: one.found for one in anchors}
    sourcings = [Sourcing(draft=draft, habits=habits, keys=keys) for draft in drafts]
    root = next((one for one in anchors if one.draft.bound.entity is ROOT), None)
    uses: dict[Physical, list[Use]] = {}
    for anchor, sourcing in zip(anchors, sourcings, strict=True):
        anchor.check(root)
        sourcing.take_all()
        for column, where in reads(anchor.draft.bound, schema):
            anchor.draft.uses.setdefault(column, []).append(Use(where=where, how="query"))
        for (table, name), at in named(anchor.draft).items():
            if at is None:
                where = ("reads", table)
                anchor.draft.bound.refuse("mapping_read_unused", where, table=table, name=name)
        for column, used in anchor.draft.uses.items():
            uses.setdefault(column, []).extend(used)
        problems += anchor.draft.bound.problems
    problems += fates.problems(uses, mapping, schema)
    if problems or root is None:
        return None, tuple(problems)
    counted = tallies(drafts)
    law = Law(
        fates=fates.fates(uses, mapping, schema),
        columns=frozenset(column for each in counted for one in each for _, column in one.columns),
        rows=frozenset(one.table for each in counted for one in each if one.table is not None),
        root=root.draft.bound.said.table if root.draft.present is None else None,
    )
    converters = tuple(
        _converter(anchor, sourcing, root, counts)
        for anchor, sourcing, counts in zip(anchors, sourcings, counted, strict=True)
    )
    return Compiled(converters=converters, law=law), ()


def _converter(
    anchor: Anchor, sourcing: Sourcing, root: Anchor, counts: Sequence[Tally]
) -> Converter:
    draft, bound = anchor.draft, anchor.draft.bound
    entity, said = bound.entity, bound.said
    identified = [
        (one.name, one.identifier)
        for one in entity.attributes
        if one.identifier is not None and one.name in said.columns
    ]
    return Converter(
        Recipe(
            selection=_selection(anchor),
            id=row_reader(entity.name, anchor.kinds, anchor.places),
            pathway=row_reader(ROOT.name, root.kinds, anchor.links) if anchor.links else None,
            singles=tuple(sourcing.singles),
            several=tuple(sourcing.several),
            members=tuple(sourcing.members),
            unnest=draft.places[said.unnest] if said.unnest is not None else None,
            constants=sourcing.constants,
            required=frozenset(one.name for one in entity.attributes if one.required),
            identifiers=tuple(identified),
            links=tuple(anchor.lookups),
            carried=_structural(draft),
            uses=sourcing.uses(),
            tallies=tuple(counts),
        )
    )


def _selection(anchor: Anchor) -> Selection:
    draft, said = anchor.draft, anchor.draft.bound.said
    return Selection(
        entity=draft.bound.entity.name,
        table=said.table,
        query=said.query,
        joins=tuple(
            Joined(table=one.table, alias=one.alias, on=tuple(one.on.items())) for one in said.joins
        ),
        columns=tuple(one.written for one in draft.located),
        key=anchor.places,
        pathway=anchor.links,
        present=draft.places[said.present] if said.present is not None else None,
        shared=draft.bound.entity.shared,
    )


def _structural(draft: Draft) -> frozenset[int]:
    """Return the positions of columns that make a key or a link, whatever else they feed."""
    return frozenset(
        at
        for at, one in enumerate(draft.located)
        if one.column is not None
        and any(use.structure for use in draft.uses.get((one.table, one.column.name), ()))
    )
