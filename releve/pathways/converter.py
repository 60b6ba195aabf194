"""Rows into records: the hot path of every reading of a source, and the account it keeps."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from releve.errors import ConnectorError
from releve.pathways.conversion import Account, Alike, Converted
from releve.pathways.elements import (
    MALFORMED,
    UNFIT,
    UNMAPPED,
    Elements,
    Fault,
    Member,
    defects_of,
)
from releve.pathways.identifiers import valid
from releve.pathways.keys import KeyReader
from releve.pathways.lineage import Tally
from releve.pathways.model import ROOT
from releve.pathways.record import Record, Value
from releve.pathways.selection import Selection
from releve.pathways.texts import Found, Reader

Together: TypeAlias = Callable[[Sequence[object]], Found]
Single: TypeAlias = tuple[str, int, Reader]
Several: TypeAlias = tuple[str, tuple[int, ...], Together]

_BinOf: TypeAlias = Callable[[int], "Counter[tuple[str, str]] | None"]

_RULED = ("ins", "ins_authority")
_NOTHING = frozenset[int]()
_NULLS: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that turns the rows of one selection into records, compiled from a mapping.

    ``links`` pairs positions that name a row of a lookup with those of the row that was found;
    ``carried`` are the positions whose values a record's id or link carries whatever becomes of
    attributes; ``uses`` counts the attributes that read each position.
    """

    selection: Selection
    id: KeyReader
    pathway: KeyReader | None
    singles: tuple[Single, ...]
    several: tuple[Several, ...] = ()
    members: tuple[Member, ...] = ()
    unnest: int | None = None
    constants: Mapping[str, Value]
    required: frozenset[str]
    identifiers: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    carried: frozenset[int]
    uses: Mapping[int, int]
    tallies: tuple[Tally, ...]


class Converter:
    """A :class:`releve.pathways.conversion.RowConverter`. It is compiled, never pickled."""

    def __init__(self, recipe: Recipe) -> None:
        """Take a recipe."""
        self.selection = recipe.selection
        self._recipe = recipe
        self._entity = recipe.selection.entity
        self._present = recipe.selection.present
        self._person = self._entity == ROOT.name
        self._rare = bool(recipe.several or recipe.links)
        only = recipe.tallies[0] if len(recipe.tallies) == 1 else None
        self._elements = Elements(recipe.selection.entity, recipe.members, recipe.required)
        self._alone = (only.table, only.columns) if only is not None and not only.unless else None
        self._all = tuple(at for at, _ in only.columns) if only is not None else ()
        self._ruled = frozenset(at for name, at, _ in recipe.singles if name in _RULED)

    def convert(self, row: Sequence[object], account: Account) -> Converted:
        """Convert one row; see the protocol.

        Raises:
            ConnectorError: ``row_key_missing``, of a row that has no key or pathway.

        """
        if self._present is not None and row[self._present] is None:
            return Converted(None, (), ())
        recipe = self._recipe
        record, pathway = self._ids(row)
        values, blanks, faults = self._values(row)
        ruled = self._rule(values) if self._person else _NOTHING
        lost = False
        if recipe.unnest is None:
            records: tuple[Record, ...] = (Record(self._entity, record, values),)
            defects = defects_of(self._entity, record, values, recipe.required, faults)
        else:
            records, defects, lost = self._elements(row[recipe.unnest], record, values, faults)
            if not records and not defects:
                blanks.append(recipe.unnest)
        for name, kind in recipe.identifiers:
            said = values.get(name)
            if type(said) is str and not valid(kind, said):
                account.identifiers_wrong[self._entity, name] += 1
        if defects:
            self._count(row, account, lambda _: account.unfit)
        elif blanks or ruled or lost:
            self._count(row, account, self._bins(account, blanks, ruled, lost=lost))
        elif self._alone is None:
            self._count(row, account, lambda _: account.carried)
        else:
            alike = account.alike.get(self._entity)
            if alike is None:
                alike = account.alike[self._entity] = Alike(*self._alone)
            nulls = (
                _NULLS if None not in row else tuple([at for at in self._all if row[at] is None])
            )
            alike.rows[nulls] += 1
        return Converted(pathway, records, defects)

    def _ids(self, row: Sequence[object]) -> tuple[str, str | None]:
        recipe = self._recipe
        try:
            record = recipe.id(row)
            pathway = record if recipe.pathway is None else recipe.pathway(row)
        except ValueError:
            record = pathway = None
        if record is None or pathway is None:
            raise ConnectorError("row_key_missing", entity=self._entity)
        return record, None if self.selection.shared else pathway

    def _values(self, row: Sequence[object]) -> tuple[dict[str, Value], list[int], list[Fault]]:
        """Read every attribute: values, positions of what was never filled in, what is at fault."""
        recipe = self._recipe
        values = dict(recipe.constants)
        blanks: list[int] = []
        faults: list[Fault] = []
        for name, at, read in recipe.singles:
            raw = row[at]
            if raw is not None:
                try:
                    found = read(raw)
                except LookupError:
                    faults.append((UNMAPPED, name))
                except UNFIT:
                    faults.append((MALFORMED, name))
                else:
                    if found is None:
                        blanks.append(at)
                    else:
                        values[name] = found
        if self._rare:
            self._together(row, values, blanks, faults)
        return values, blanks, faults

    def _together(
        self,
        row: Sequence[object],
        values: dict[str, Value],
        blanks: list[int],
        faults: list[Fault],
    ) -> None:
        """Read the attributes of several columns; find links to rows of lookups not there."""
        for name, places, together in self._recipe.several:
            parts = [row[at] for at in places]
            if all(part is None for part in parts):
                continue
            try:
                found = together(parts)
            except UNFIT:
                faults.append((MALFORMED, name))
                continue
            if found is None:
                blanks += (at for at in places if row[at] is not None)
            else:
                values[name] = found
        for known, there in self._recipe.links:
            if all(row[at] is not None for at in known) and all(row[at] is None for at in there):
                faults.append(("reference_dangling", ""))

    def _rule(self, values: dict[str, Value]) -> frozenset[int]:
        """Keep back the INS of an identity that is not qualified."""
        if values.get("identity_status") == "qualified":
            return _NOTHING
        kept = [values.pop(name, None) for name in _RULED]
        return self._ruled if any(one is not None for one in kept) else _NOTHING

    def _count(self, row: Sequence[object], account: Account, bin_of: _BinOf) -> None:
        """Account for every value that is this selection's to count."""
        for unless, table, columns in self._recipe.tallies:
            if unless and any(row[at] is not None for at in unless):
                continue
            if table is not None:
                account.rows[table] += 1
            for at, column in columns:
                if row[at] is not None:
                    account.seen[column] += 1
                    if (into := bin_of(at)) is not None:
                        into[column] += 1

    def _bins(
        self, account: Account, blanks: Sequence[int], ruled: frozenset[int], *, lost: bool
    ) -> _BinOf:
        """Return which bin the value at a position goes to; none for one that is lost."""
        recipe = self._recipe

        def bin_of(at: int) -> Counter[tuple[str, str]] | None:
            uses = recipe.uses.get(at, 0)
            if at in recipe.carried or not uses:
                return account.carried
            if at in ruled and uses == 1:
                return account.ruled
            if blanks.count(at) >= uses:
                return account.blank
            return None if lost and at == recipe.unnest else account.carried

        return bin_of
