"""The one bin in which each column of a schema ends, before any row is read. Pure.

The bins sum to the schema: a column that none holds, or two, stops everything. So a new column in
the source does, and a line taken out of a mapping.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from releve.canonical import digest, encode
from releve.pathways.binding import Physical
from releve.pathways.lineage import Use
from releve.pathways.mapping import Mapping as Described
from releve.pathways.selection import SourceSchema
from releve.plan.rules import Problem
from releve.plan.tree import Where

WHOLE = "*"
"""What stands for every column of a table that is not taken at all."""


class Fate(StrEnum):
    """Where a column ends: *reprise, transformée, structure, abandonnée*."""

    MAPPED = "mapped"
    TRANSFORMED = "transformed"
    STRUCTURE = "structure"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnFate:
    """The one bin of a column; ``how`` is the code of a transformation, ``reason`` of a drop."""

    table: str
    column: str
    fate: Fate
    how: str | None = None
    reason: str | None = None


def waiver_digest(mapping: Described) -> str:
    """Return the digest of what is dropped, and why: what a signed waiver names.

    SHA-256 of the canonical JSON list of ``[table, column, reason]``, in the file's order.
    """
    return digest(encode([[one.table, one.column, one.reason] for one in mapping.dropped]))


def fates(
    uses: Mapping[Physical, Sequence[Use]], mapping: Described, schema: SourceSchema
) -> tuple[ColumnFate, ...]:
    """Return the bin of each column of a schema, once :func:`problems` finds nothing."""
    reasons = {(one.table, one.column): one.reason for one in mapping.dropped}
    found: list[ColumnFate] = []
    for table in schema.tables:
        for column in table.columns:
            name = (table.name, column.name)
            used = uses.get(name, ())
            told = [one for one in used if not one.structure]
            how = next((one.how for one in told if one.how is not None), None)
            reason = None if used else reasons.get(name, reasons.get((table.name, WHOLE)))
            if not used:
                fate = Fate.DROPPED
            elif told:
                fate = Fate.TRANSFORMED if how is not None else Fate.MAPPED
            else:
                fate = Fate.STRUCTURE
            found.append(
                ColumnFate(table=name[0], column=name[1], fate=fate, how=how, reason=reason)
            )
    return tuple(found)


def problems(
    uses: Mapping[Physical, Sequence[Use]], mapping: Described, schema: SourceSchema
) -> Iterator[Problem]:
    """Find every column that is in no bin, or in two, and every drop of what is not there."""
    tables = {one.name: [column.name for column in one.columns] for one in schema.tables}
    yield from _dropped(uses, mapping, tables)
    dropped = {(one.table, one.column) for one in mapping.dropped}
    for table, columns in tables.items():
        left = [one for one in columns if not {(table, one), (table, WHOLE)} & {*uses, *dropped}]
        if left == columns:
            size: dict[str, str | int] = {"table": table, "columns": len(columns)}
            yield Problem(code="table_unaccounted", path=(), facts=size)
            continue
        readers = [use.where[:2] for name, each in uses.items() for use in each if name[0] == table]
        for one in left:
            facts = {"table": table, "column": one}
            where: Where = readers[0] if readers else ()
            yield Problem(code="column_unaccounted", path=where, facts=facts)


def _dropped(
    uses: Mapping[Physical, Sequence[Use]], mapping: Described, tables: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    used = {name for name, _ in uses}
    before: set[Physical] = set()
    for at, one in enumerate(mapping.dropped):
        name, where = (one.table, one.column), ("dropped", at)
        facts = {"table": one.table, "column": one.column}
        if name in before or (one.table, WHOLE) in before:
            yield Problem(code="dropped_twice", path=where, facts=facts)
        elif one.table not in tables or one.column not in {WHOLE, *tables[one.table]}:
            yield Problem(code="dropped_unknown", path=where, facts=facts)
        elif name in uses or (one.column == WHOLE and one.table in used):
            yield Problem(code="column_dropped_and_used", path=where, facts=facts)
        before.add(name)
