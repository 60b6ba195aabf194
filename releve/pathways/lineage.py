"""Where each column of a source goes, and which selection counts its values.

A column is counted once, whatever reads it: by the first selection of its own table that reads
every row; where all of them have ``present``, by each for the rows that none before it holds; by a
join that meets each of its rows once; by queries whose result has a column of its name. A column
of a table that many rows may share (a lookup), or hidden in the expressions of a query, cannot be
counted against the database's own count: it is *uncounted*, and reports say so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from releve.pathways.binding import Bound, Located, Physical
from releve.plan.tree import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a column: ``how`` is the code of its transformation, ``None`` when there is none.

    ``structure``: it makes a key or a link, and no attribute.
    """

    where: Where
    how: str | None = None
    structure: bool = False


@dataclass(slots=True, kw_only=True)
class Draft:
    """A selection in the making: the columns it reads, by the way they are written."""

    bound: Bound
    places: dict[str, int] = field(default_factory=dict)
    located: list[Located] = field(default_factory=list)
    uses: dict[Physical, list[Use]] = field(default_factory=dict)
    present: Located | None = None

    def place(self, one: Located) -> int:
        """Return the position of a column, given on first use."""
        at = self.places.setdefault(one.written, len(self.located))
        if at == len(self.located):
            self.located.append(one)
        return at

    def use(self, one: Located, use: Use) -> int:
        """Note one use of a column and return its position."""
        if one.column is not None:
            self.uses.setdefault((one.table, one.column.name), []).append(use)
        return self.place(one)

    def reads(self, *, own: bool) -> Iterator[tuple[Physical, int]]:
        """Iterate over the columns of the own table, or of those joined once, by position."""
        for at, one in enumerate(self.located):
            if one.column is not None and not one.lookup and (one.alias == "") is own:
                yield (one.table, one.column.name), at


class Tally(NamedTuple):
    """What a selection counts of its rows in which every ``unless`` column is null.

    ``table`` is the one whose rows it counts, if any; ``columns`` pairs positions with columns.
    """

    unless: tuple[int, ...]
    table: str | None
    columns: tuple[tuple[int, Physical], ...]


def tallies(drafts: Sequence[Draft]) -> list[list[Tally]]:
    """Return what each draft counts, in their order. A draft may be given more columns to read."""
    counted: set[Physical] = set()
    groups: list[dict[tuple[int, ...], list[tuple[int, Physical]]]] = [{} for _ in drafts]
    tables: list[dict[tuple[int, ...], str]] = [{} for _ in drafts]
    for name, owners in _owners(drafts).items():
        for at, unless in _shares(drafts, owners):
            tables[at][unless] = name
    for column, readers in _readers(drafts, own=True).items():
        counted.add(column)
        for at, unless in _shares(drafts, list(readers)):
            groups[at].setdefault(unless, []).append((readers[at], column))
    for column, readers in _readers(drafts, own=False).items():
        if column not in counted:
            counted.add(column)
            at = next(iter(readers))
            groups[at].setdefault((), []).append((readers[at], column))
    for at, draft in enumerate(drafts):
        for column, position in named(draft).items():
            if column not in counted and position is not None:
                groups[at].setdefault((), []).append((position, column))
    return [
        [
            Tally(unless, tables[at].get(unless), tuple(groups[at].get(unless, ())))
            for unless in {**groups[at], **tables[at]}
        ]
        for at in range(len(drafts))
    ]


def named(draft: Draft) -> Mapping[Physical, int | None]:
    """Return the columns that a query gives under their own name, by position in the selection.

    ``None``: nothing uses that name, or two tables have it.
    """
    said = draft.bound.said.reads or {}
    read = [(table, column) for table, columns in said.items() for column in columns]
    times = Counter(column for _, column in read)
    return {one: draft.places.get(one[1]) if times[one[1]] == 1 else None for one in read}


def _owners(drafts: Sequence[Draft]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        if draft.bound.own is not None:
            found.setdefault(draft.bound.own.name, []).append(at)
    return found


def _readers(drafts: Sequence[Draft], *, own: bool) -> Mapping[Physical, dict[int, int]]:
    found: dict[Physical, dict[int, int]] = {}
    for at, draft in enumerate(drafts):
        for column, position in draft.reads(own=own):
            found.setdefault(column, {}).setdefault(at, position)
    return found


def _shares(drafts: Sequence[Draft], among: Iterable[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Divide the rows of a table among the drafts that read them, each row to one of them."""
    candidates = list(among)
    whole = next((at for at in candidates if drafts[at].present is None), None)
    if whole is not None:
        yield whole, ()
        return
    before: list[Located] = []
    for at in candidates:
        yield at, tuple(drafts[at].place(one) for one in before)
        present = drafts[at].present
        if present is not None:
            before.append(present)
