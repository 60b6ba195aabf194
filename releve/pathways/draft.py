"""A first draft of a mapping, from what a schema says of itself: every column is in it somewhere.

What is guessed stands with its type beside it; what is not says « à compléter », which no check
accepts. The same schema gives the same bytes.
"""

import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from releve.pathways.check import Distinct
from releve.pathways.guesses import folded, links_to, singular, table_for, words_for
from releve.pathways.model import ENTITIES, ROOT, Attribute, Entity, Kind
from releve.pathways.reading import FAMILIES
from releve.pathways.selection import SourceSchema, SourceTable
from releve.plan.tree import OPEN

MOST_CODES = 20
LONGEST_CODE = 40

_PLAIN = re.compile(r"[^\W\d_]\w*([ -]\w+)*")
_NULL = "null"
_FILE = (("path", "text"), ("sha256", "text"), ("size", "integer"))


@dataclass(slots=True)
class _Table:
    """A table, and which of its columns something has taken."""

    source: SourceTable
    taken: set[str] = field(default_factory=set)

    def find(self, words: Sequence[str], families: AbstractSet[str]) -> str | None:
        """Return the first column left that folded names mean and whose family fits."""
        by_name = {
            folded(one.name): one.name
            for one in self.source.columns
            if one.family in families and one.name not in self.taken
        }
        return next((by_name[word] for word in words if word in by_name), None)

    def take(self, words: Sequence[str], families: AbstractSet[str]) -> str | None:
        """Take what :meth:`find` finds."""
        found = self.find(words, families)
        if found is not None:
            self.taken.add(found)
        return found

    def declared(self, name: str) -> str:
        """Return the declared type of a column."""
        return next(one.declared for one in self.source.columns if one.name == name)


def draft_mapping(schema: SourceSchema, name: str, timezone: str, distinct: Distinct) -> str:
    """Draft the mapping of a schema, as the text of its file.

    ``distinct`` is asked only for columns that a code of the model seems to be in.
    """
    tables = {one.name: _Table(one) for one in schema.tables}
    homes = {one.name: table_for(one.name, list(tables)) for one in ENTITIES}
    if homes["closure"] is None:
        homes["closure"] = homes[ROOT.name]
    lines = [
        "# Ébauche : relire chaque ligne, décider chaque « à compléter ».",
        "format: releve/mapping/1",
        f"name: {_scalar(name)}",
        "source:",
        f"  timezone: {_scalar(timezone)}",
        "entities:",
    ]
    person = homes[ROOT.name]
    for entity in ENTITIES:
        home = homes[entity.name]
        if home is not None:
            lines += _entity(entity, tables[home], person, distinct)
        else:
            lines += _sketch(entity)
    lines += _dropped(list(tables.values()))
    return "\n".join(lines) + "\n"


def _entity(entity: Entity, table: _Table, person: str | None, distinct: Distinct) -> Iterator[str]:
    inside = entity is not ROOT and table.source.name == person
    first = entity.attributes[0]
    present = table.find(words_for(entity.name, first.name), FAMILIES[first.kind])
    if inside and present is None:
        return
    key = list(table.source.key) or [OPEN]
    table.taken.update(table.source.key)
    yield f"  {entity.name}:"
    yield f"    table: {_scalar(table.source.name)}"
    yield f"    key: {_flow(key)}"
    if not entity.shared and entity is not ROOT:
        yield f"    pathway: {_flow(key if inside else _link(table, person))}"
    if inside and present is not None:
        yield f"    present: {_scalar(present)}"
    yield "    columns:"
    for attribute in entity.attributes:
        yield from (f"      {line}" for line in _attribute(entity, attribute, table, distinct))


def _sketch(entity: Entity) -> Iterator[str]:
    """Write, as a remark, what an entity asks for when no table has a name that means it."""
    yield f"  # {entity.name}:  # aucune table reconnue : nommez-la, ou laissez cette entité"
    yield f"  #   table: {OPEN}"
    yield f"  #   key: [{OPEN}]"
    if not entity.shared and entity is not ROOT:
        yield f"  #   pathway: [{OPEN}]"
    yield "  #   columns:"
    for one in entity.attributes:
        told = [one.kind.value, *(["obligatoire"] if one.required else []), *one.codes]
        yield f"  #     {one.name}: {OPEN}  # {', '.join(told)}"


def _link(table: _Table, person: str | None) -> list[str]:
    words = links_to(person or ROOT.name)
    by_name = {singular(folded(one.name)): one.name for one in table.source.columns}
    found = next((by_name[word] for word in map(singular, words) if word in by_name), None)
    if found is None:
        return [OPEN]
    table.taken.add(found)
    return [found]


def _attribute(
    entity: Entity, attribute: Attribute, table: _Table, distinct: Distinct
) -> list[str]:
    """Return the lines of an attribute; none when no column seems to be its own."""
    name, kind = attribute.name, attribute.kind
    if kind is Kind.FILE:
        return _file(entity, attribute, table)
    column = table.take(words_for(entity.name, name), FAMILIES[kind])
    if column is None:
        if not attribute.required:
            return []
        return [f"{name}: {OPEN}  # {kind.value}, obligatoire"]
    told = f"  # {table.declared(column)}"
    if kind is Kind.TEXTS:
        return [f"{name}:", f"  column: {_scalar(column)}{told}", f"  split: {OPEN}"]
    if kind is Kind.CODE:
        codes = ", ".join(attribute.codes)
        values = _values(table.source.name, column, distinct)
        head = [f"{name}:", f"  column: {_scalar(column)}{told}", f"  codes:  # {codes}"]
        return [*head, *(f"    {_scalar(value)}: {OPEN}" for value in values)]
    return [f"{name}: {_scalar(column)}{told}"]


def _values(table: str, column: str, distinct: Distinct) -> Sequence[str]:
    """Return what a coded column holds, if it looks like codes; else that somebody must say."""
    values = distinct(table, column, MOST_CODES)
    texts = sorted({value.strip() for value in values or ()} - {""})
    if not texts or any(len(text) > LONGEST_CODE for text in texts):
        return (OPEN,)
    return texts


def _file(entity: Entity, attribute: Attribute, table: _Table) -> list[str]:
    lines = [f"{attribute.name}:", "  file:"]
    for part, family in _FILE:
        words = words_for(entity.name, f"{attribute.name}/{part}")
        column = table.take(words, {family})
        if column is not None:
            lines.append(f"    {part}: {_scalar(column)}  # {table.declared(column)}")
        elif part == "path":
            lines.append(f"    {part}: {OPEN}")
    return lines


def _dropped(tables: Sequence[_Table]) -> Iterator[str]:
    left = [
        (table, column)
        for table in tables
        for column in (table.source.columns if table.taken else ())
        if column.name not in table.taken
    ]
    whole = [table for table in tables if not table.taken]
    if left or whole:
        yield "dropped:"
    for table, column in left:
        yield f"  - table: {_scalar(table.source.name)}"
        yield f"    column: {_scalar(column.name)}  # {column.declared}"
        yield f"    reason: {OPEN}"
    for table in whole:
        yield f"  - table: {_scalar(table.source.name)}"
        yield '    column: "*"'
        yield f"    reason: {OPEN}"
        for column in table.source.columns:
            key = ", clé" if column.name in table.source.key else ""
            empty = "" if column.nullable else ", jamais vide"
            yield f"    # {column.name}: {column.declared}{key}{empty}"


def _flow(names: Sequence[str]) -> str:
    return f"[{', '.join(_scalar(one) for one in names)}]"


def _scalar(text: str) -> str:
    """Write a text so that YAML reads it back, and no other."""
    if text == OPEN or (_PLAIN.fullmatch(text) and text.casefold() != _NULL):
        return text
    return json.dumps(text, ensure_ascii=False)
