"""SQL of a selection of a mapping: the same rows in the same order in every dialect."""

from dataclasses import dataclass

from connectors.pathways.dialect import Dialect, Parameter
from connectors.pathways.relation import Relation
from releve.pathways.ports import Key
from releve.pathways.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement and its parameters, in the order of their marks."""

    text: str
    values: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A column of a key: how it is read, what it is ordered by, and whether it is an integer."""

    read: str
    order: str
    integer: bool


class Statements:
    """The statements of one selection.

    ``positions`` are those of the key that its rows follow: the pathway's, which is the record's
    own for the root and for shared entities. ``integers`` tells which parts of it are integers.
    """

    def __init__(
        self, dialect: Dialect, selection: Selection, relation: Relation, *, root: bool
    ) -> None:
        self.selection = selection
        self.positions = selection.key if root or selection.shared else selection.pathway
        self._dialect = dialect
        self._relation = relation
        self._group = tuple(self._part(at) for at in self.positions)
        self._key = tuple(self._part(at) for at in selection.key)
        self.integers = tuple(part.integer for part in self._group)

    @property
    def name(self) -> str:
        """The table; the entity when a query reads several."""
        return self.selection.table or self.selection.entity

    def rows(self, first: Key | None = None, until: Key | None = None) -> Statement:
        """Select the rows in order, from ``first`` (included) to ``until`` (excluded)."""
        special = {*self.positions, *self.selection.key}
        read = [
            self._part(at).read if at in special else self._value(at)
            for at in range(len(self.selection.columns))
        ]
        conditions = [*self._present(), *(f"{part.read} IS NOT NULL" for part in self._group)]
        values: list[Parameter] = []
        for limit, sign in ((first, ">="), (until, "<")):
            if limit is not None:
                condition, bound = self._limit(limit, sign)
                conditions.append(condition)
                values += bound
        order = dict.fromkeys(part.order for part in (*self._group, *self._key))
        text = f"{self._select(read, conditions)} ORDER BY {', '.join(order)}"
        return Statement(text=text, values=tuple(values))

    def boundaries(self, size: int) -> Statement:
        """Select the key of every ``size``-th pathway, in order, the first one included."""
        names = ", ".join(f"k{at}" for at in range(len(self._group)))
        place = f"row_number() OVER (ORDER BY {names}) AS place"
        ranked = f"SELECT {names}, {place} FROM ({self.keys()}) d"  # noqa: S608 - names are quoted
        chosen = f"(place - 1) {self._dialect.percent} {size:d} = 0"
        text = f"SELECT {names} FROM ({ranked}) r WHERE {chosen} ORDER BY {names}"  # noqa: S608 - names are quoted
        return Statement(text=text)

    def keys(self) -> str:
        """Select each key once, as ``k0``, ``k1`` …, in the form that keys are compared in."""
        conditions = [*self._present(), *(f"{part.read} IS NOT NULL" for part in self._group)]
        named = [f"{part.order} AS k{at}" for at, part in enumerate(self._group)]
        return self._select(named, conditions, distinct=True)

    def strays(self, root: "Statements") -> Statement:
        """Count rows whose pathway is not there (or null), and rows whose own key is null."""
        named = [f"{part.order} AS k{at}" for at, part in enumerate(self._group)]
        lost = " OR ".join(f"{part.read} IS NULL" for part in self._key)
        rows = self._select([*named, f"CASE WHEN {lost} THEN 1 END AS keyless"], self._present())
        joined = " AND ".join(f"c.k{at} = p.k{at}" for at in range(len(self._group)))
        read = "count(CASE WHEN p.k0 IS NULL THEN 1 END), count(c.keyless)"
        there = f"LEFT JOIN ({root.keys()}) p ON {joined}"
        text = f"SELECT {read} FROM ({rows}) c {there}"  # noqa: S608 - names are quoted
        return Statement(text=text)

    def _present(self) -> list[str]:
        at = self.selection.present
        if at is None:
            return []
        return [f"{self._relation.columns[self.selection.columns[at]][0]} IS NOT NULL"]

    def _select(self, read: list[str], conditions: list[str], *, distinct: bool = False) -> str:
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        head = "SELECT DISTINCT" if distinct else "SELECT"
        return f"{head} {', '.join(read)} FROM {self._relation.source}{where}"

    def _value(self, at: int) -> str:
        return self._dialect.value(*self._relation.columns[self.selection.columns[at]])

    def _part(self, at: int) -> _Part:
        expression, column = self._relation.columns[self.selection.columns[at]]
        read = self._dialect.key(expression, column)
        return _Part(
            read=read,
            order=self._dialect.order(read, column),
            integer=column.family == "integer",
        )

    def _limit(self, limit: Key, sign: str) -> tuple[str, list[Parameter]]:
        """Compare the key as a tuple: with one more condition on its first part, for an index."""
        mark, last = self._dialect.mark, len(limit) - 1
        bound = [self._dialect.bound(one) if isinstance(one, str) else one for one in limit]
        branches: list[str] = []
        values: list[Parameter] = []
        for at, part in enumerate(self._group):
            before = [f"{one.order} = {mark}" for one in self._group[:at]]
            strict = sign if at == last else sign[0]
            branches.append(" AND ".join([*before, f"{part.order} {strict} {mark}"]))
            values += bound[: at + 1]
        if last == 0:
            return branches[0], values
        index = f"{self._group[0].order} {sign[0]}= {mark}"
        return f"{index} AND ({' OR '.join(branches)})", [bound[0], *values]
