"""From rows to records: what a compiled mapping promises, and the account that it keeps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from releve.pathways.record import Record
from releve.pathways.selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """What makes a record unfit: a code, where, and never the value.

    Codes: ``value_missing`` (a required attribute), ``code_unmapped``, ``value_malformed``,
    ``reference_dangling``, ``identifier_wrong`` (form or check digit of an identifier that the
    model requires), ``record_twice``, ``file_missing``, ``file_differs``.
    """

    code: str
    entity: str
    record: str
    attribute: str | None = None


@dataclass(slots=True)
class Account:
    """What became of each non-null value read, by (table, column). The bins sum to ``seen``.

    ``carried`` as it is or transformed; ``blank`` a text that means never filled in; ``ruled`` kept
    back by a rule of the model (an INS of an identity that is not qualified); ``unfit`` part of a
    record with a defect. A value that feeds several attributes counts once, as carried if any is.
    ``identifiers_wrong``, by (entity, attribute), is beside the bins: values carried although
    their form or check digit is wrong. ``alike`` holds, by entity, rows not yet put in bins, all of
    whose values were carried: read bins after :meth:`settle` only.
    """

    rows: Counter[str] = field(default_factory=Counter)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    carried: Counter[tuple[str, str]] = field(default_factory=Counter)
    blank: Counter[tuple[str, str]] = field(default_factory=Counter)
    ruled: Counter[tuple[str, str]] = field(default_factory=Counter)
    unfit: Counter[tuple[str, str]] = field(default_factory=Counter)
    identifiers_wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    alike: "dict[str, Alike]" = field(default_factory=dict)

    def settle(self) -> None:
        """Put every row in its bins."""
        for one in self.alike.values():
            for nulls, count in one.rows.items():
                if one.table is not None:
                    self.rows[one.table] += count
                for at, column in one.columns:
                    if at not in nulls:
                        self.seen[column] += count
                        self.carried[column] += count
        self.alike.clear()

    def add(self, other: "Account") -> None:
        """Add what another process counted."""
        other.settle()
        for name in self.__slots__:
            getattr(self, name).update(getattr(other, name))


@dataclass(slots=True)
class Alike:
    """Rows of one selection all of whose values were carried, by the positions of their nulls.

    ``columns`` are those that the selection counts, by position; ``table`` is the one whose rows
    it counts, if any.
    """

    table: str | None
    columns: tuple[tuple[int, tuple[str, str]], ...]
    rows: Counter[tuple[int, ...]] = field(default_factory=Counter)


class Converted(NamedTuple):
    """One row, converted: the pathway it belongs to, its records, and their defects.

    ``pathway`` is ``None`` for a shared entity. ``records`` is empty when ``present`` is null, one
    usually, several when a JSON array is unnested. A record with a defect is still given, without
    the attribute at fault.
    """

    pathway: str | None
    records: tuple[Record, ...]
    defects: tuple[Defect, ...]


class RowConverter(Protocol):
    """Turns the rows of one :class:`Selection` into records."""

    selection: Selection

    def convert(self, row: Sequence[object], account: Account) -> Converted:
        """Convert one row, in the order of the selection's columns, and account for it.

        Values may be of any Python type that a driver gives for the column (MariaDB and SQLite
        give other types than PostgreSQL); the canonical value is the same.
        """
