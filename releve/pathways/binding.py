"""The names of a mapping bound to a schema: which table and column each of them is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from releve.pathways.keys import UNSUITABLE, part_kind
from releve.pathways.mapping import EntityMap, Join
from releve.pathways.model import Entity
from releve.pathways.selection import SourceColumn, SourceSchema, SourceTable
from releve.plan.rules import Problem
from releve.plan.tree import Where

Physical = tuple[str, str]
"""A table and one of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A name as selections write it, and the column it is: ``column`` is ``None`` for a query's.

    ``alias`` is that of a join, empty for the entity's own; ``lookup`` tells that several rows may
    share the row it is read from.
    """

    written: str
    table: str
    column: SourceColumn | None
    alias: str = ""
    lookup: bool = False

    @property
    def family(self) -> str:
        """The family of its values; ``other`` where nothing declares it."""
        return self.column.family if self.column is not None else "other"

    @property
    def part(self) -> str:
        """What it holds as a part of a key."""
        return part_kind(self.column.family if self.column is not None else None)


@dataclass(slots=True, kw_only=True)
class Bound:
    """The names of one entity. ``problems`` collects what they are not.

    ``queried`` are the primary keys of the tables that a query reads.
    """

    entity: Entity
    said: EntityMap
    where: Where
    tables: dict[str, SourceTable] = field(default_factory=dict)
    lookups: set[str] = field(default_factory=set)
    queried: list[tuple[str, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def own(self) -> SourceTable | None:
        """The entity's own table; ``None`` for a query, or a table that is not there."""
        return self.tables.get("")

    def refuse(self, code: str, where: Where, **facts: str | int | tuple[str, ...]) -> None:
        """Note a problem below the entity's place."""
        self.problems.append(Problem(code=code, path=(*self.where, *where), facts=facts))

    def find(self, written: str, where: Where) -> Located | None:
        """Return the column that a name means; note a problem if it means none, or several."""
        if self.said.query is not None:
            return Located(written=written, table="", column=None)
        own = self.own
        if own is None:
            return None
        column = _column(own, written)
        if column is not None:
            return Located(written=written, table=own.name, column=column)
        alias, dot, name = written.partition(".")
        if dot and alias in self.tables:
            table = self.tables[alias]
            column = _column(table, name)
            if column is None:
                self._unknown(name, (table,), where)
                return None
            return Located(
                written=written,
                table=table.name,
                column=column,
                alias=alias,
                lookup=alias in self.lookups,
            )
        others = tuple(f"{one}.{written}" for one, t in self.tables.items() if _column(t, written))
        if others:
            self.refuse("mapping_column_ambiguous", where, name=written, names=others)
        else:
            self._unknown(written, tuple(self.tables.values()), where)
        return None

    def several(self, names: Sequence[str], where: Where) -> tuple[Located, ...]:
        """Return the columns that a list of names means, as far as they mean any."""
        found = [self.find(name, (*where, at)) for at, name in enumerate(names)]
        return tuple(one for one in found if one is not None)

    def key(self, names: Sequence[str] | None, where: Where) -> tuple[Located, ...]:
        """Return the columns of a key; their families must have one text only."""
        found = self.several(names or (), where)
        for one in found:
            if one.family in UNSUITABLE:
                self.refuse("mapping_key_unsuitable", where, name=one.written, family=one.family)
        return found

    def _unknown(self, name: str, tables: Sequence[SourceTable], where: Where) -> None:
        names = [one.name for table in tables for one in table.columns]
        self.refuse(
            "mapping_column_unknown",
            where,
            name=name,
            table=", ".join(one.name for one in tables),
            near=near(name, names),
        )


def bind(entity: Entity, said: EntityMap, schema: SourceSchema) -> Bound:
    """Bind the tables of one entity; columns are bound one by one, by :meth:`Bound.find`."""
    bound = Bound(entity=entity, said=said, where=("entities", entity.name))
    tables = {one.name: one for one in schema.tables}
    if (said.table is None) is (said.query is None):
        bound.refuse("mapping_table_or_query", (), entity=entity.name)
    elif said.query is not None:
        _query(bound)
        bound.queried += (tables[name].key for name in said.reads or () if name in tables)
    elif said.table is not None:
        for option in ("reads", "hides"):
            if getattr(said, option) is not None:
                bound.refuse("mapping_reads_unexpected", (option,), entity=entity.name)
        own = _table(bound, said.table, tables, ("table",))
        if own is not None:
            bound.tables[""] = own
            for at, join in enumerate(said.joins):
                _join(bound, join, tables, at)
    return bound


def _query(bound: Bound) -> None:
    said, name = bound.said, bound.entity.name
    if said.joins:
        bound.refuse("mapping_query_joined", ("joins",), entity=name)
    if said.unnest is not None:
        bound.refuse("mapping_query_unnested", ("unnest",), entity=name)
    if not said.reads:
        bound.refuse("mapping_reads_missing", (), entity=name)


def reads(bound: Bound, schema: SourceSchema) -> Iterator[tuple[Physical, Where]]:
    """Iterate over the columns that a query consumes, by their own name or in its expressions."""
    tables = {one.name: one for one in schema.tables}
    for option, said in (("reads", bound.said.reads), ("hides", bound.said.hides)):
        for name, columns in (said or {}).items():
            table = _table(bound, name, tables, (option, name))
            for at, written in enumerate(columns if table is not None else ()):
                where: Where = (option, name, at)
                if table is not None and _column(table, written) is not None:
                    yield (name, written), (*bound.where, *where)
                elif table is not None:
                    names = [one.name for one in table.columns]
                    told = near(written, names)
                    bound.refuse(
                        "mapping_column_unknown", where, name=written, table=name, near=told
                    )


def near(name: str, names: Sequence[str]) -> str:
    """Return the names that look like one that does not exist, as one text."""
    folded = {one.casefold(): one for one in names}
    found = get_close_matches(name.casefold(), folded, n=3, cutoff=0.7)
    return ", ".join(folded[one] for one in found) or "—"


def _join(bound: Bound, join: Join, tables: Mapping[str, SourceTable], at: int) -> None:
    where: Where = ("joins", at)
    if join.alias in bound.tables or "." in join.alias:
        bound.refuse("mapping_alias_repeated", (*where, "as"), name=join.alias)
        return
    table = _table(bound, join.table, tables, (*where, "table"))
    if table is None:
        return
    bound.tables[join.alias] = table
    own = bound.own
    if own is None or not own.key or not set(own.key) <= set(join.on.values()):
        bound.lookups.add(join.alias)


def _table(
    bound: Bound, name: str, tables: Mapping[str, SourceTable], where: Where
) -> SourceTable | None:
    found = tables.get(name)
    if found is None:
        bound.refuse("mapping_table_unknown", where, name=name, near=near(name, list(tables)))
    return found


def _column(table: SourceTable, name: str) -> SourceColumn | None:
    return next((one for one in table.columns if one.name == name), None)
