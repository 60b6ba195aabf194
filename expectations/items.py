"""A suite's rules, brought down to one verifiable thing each, for one table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from expectations.rules import Clean, Dates, Filled, Key, Rule, Unique, elsewhere
from releve.pathways.model import ENTITIES

PATHWAY_TABLES = tuple(one.name for one in ENTITIES)
"""The tables of whatever holds pathways: the entities of the model, all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table as its source declares it: ``dates`` and ``key`` are ``None`` when it does not."""

    columns: frozenset[str]
    dates: tuple[str, ...] | None
    key: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One check to make. ``rule`` speaks of one column, or of columns taken together.

    ``reason`` says why it cannot be made, when that is known beforehand.
    """

    table: str
    code: str
    rule: Rule
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A table that could not be read: why, and what was seen of it."""

    reason: str
    seen: int = 0
    malformed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What is there of the tables given."""

    described: Mapping[str, Described] = field(default_factory=dict)
    unread: Mapping[str, Unread] = field(default_factory=dict)

    def items(self, table: str, rules: tuple[Rule, ...]) -> list[Item]:
        """Return the checks of a table; those that lack a table or a column say so."""
        described = self.described.get(table)
        found = []
        for rule in rules:
            for code, one in _split(rule, described):
                reason = self._reason(table, one)
                found.append(Item(table=table, code=f"{table}.{code}", rule=one, reason=reason))
        return found

    def _reason(self, table: str, rule: Rule) -> str | None:
        """Tell why a check cannot be made, if it is known."""
        described = self.described.get(table)
        if described is None:
            return "table_unread"
        if isinstance(rule, Key):
            return "key_undeclared"
        if isinstance(rule, Dates) and rule.columns is None:
            return "types_undeclared"
        needed = {table: rule.columns_read()}
        other = elsewhere(rule)
        if other is not None:
            needed[other[0]] = (*needed.get(other[0], ()), *other[1])
        for name, columns in needed.items():
            seen = self.described.get(name)
            if seen is None or not seen.columns.issuperset(columns):
                return "column_absent" if seen else "other_table_unread"
        return None


def _split(rule: Rule, described: Described | None) -> Iterator[tuple[str, Rule]]:
    if isinstance(rule, Key):
        columns = rule.columns or (described and described.key)
        if not columns:
            yield rule.code(), rule
            return
        yield rule.code(), Unique(check="unique", columns=columns, warning=rule.warning)
        rule = Filled(check="filled", columns=columns, warning=rule.warning)
    if isinstance(rule, Dates) and rule.columns is None:
        if described is None or described.dates is None:
            yield rule.code(), rule
            return
        dated = described.dates
        yield from _each(rule.model_copy(update={"columns": dated}), dated)
    elif isinstance(rule, Filled | Dates | Clean):
        yield from _each(rule, rule.columns or ())
    else:
        yield rule.code(), rule


def _each(rule: Filled | Dates | Clean, columns: tuple[str, ...]) -> Iterator[tuple[str, Rule]]:
    for column in columns:
        one = rule.model_copy(update={"columns": (column,)})
        yield one.code(), one
