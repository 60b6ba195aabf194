"""The conservation law, run by run: what a database counts is what came out, or was waived. Pure.

Of each column, the non-null values that the database itself counts are those read, and those read
are carried, blank, ruled or unfit. A difference is a value lost, whatever its cause.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from releve.errors import StepRefused
from releve.model.evidence import JsonValue
from releve.pathways.binding import Physical
from releve.pathways.conversion import Account
from releve.pathways.fates import ColumnFate, Fate
from releve.pathways.selection import Inflow


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of the values of one column. Unless ``counted``, only ``filled`` is known."""

    fate: ColumnFate
    filled: int
    seen: int
    carried: int
    blank: int
    ruled: int
    unfit: int
    waived: int
    counted: bool

    @property
    def lost(self) -> bool:
        """Whether what came in is not what came out."""
        kept = self.carried + self.blank + self.ruled + self.unfit
        return self.counted and not (self.filled == self.seen == kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one table: those the database counts, those read; ``None``: not counted."""

    table: str
    there: int
    read: int | None

    @property
    def lost(self) -> bool:
        """Whether rows were not read, or read twice."""
        return self.read is not None and self.read != self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One run against the law. ``identifiers_wrong`` is a warning by (entity, attribute)."""

    lines: tuple[Line, ...]
    rows: tuple[Rows, ...]
    identifiers_wrong: Mapping[tuple[str, str], int]

    def require(self) -> None:
        """Fail unless everything that came in came out.

        Raises:
            StepRefused: ``rows_lost`` or ``values_lost`` with the first table (and column) in the
                order of the schema, both counts, and how many others there are.

        """
        rows = [one for one in self.rows if one.lost]
        if rows:
            first = rows[0]
            raise StepRefused(
                "rows_lost",
                table=first.table,
                there=first.there,
                read=first.read,
                others=len(rows) - 1,
            )
        lines = [one for one in self.lines if one.lost]
        if lines:
            line = lines[0]
            raise StepRefused(
                "values_lost",
                table=line.fate.table,
                column=line.fate.column,
                there=line.filled,
                read=line.seen,
                kept=line.carried + line.blank + line.ruled + line.unfit,
                others=len(lines) - 1,
            )

    def document(self) -> JsonValue:
        """Return the balance for a report: names and counts, nothing of anybody."""
        return {
            "columns": [_told(one) for one in self.lines],
            "rows": [{"table": one.table, "in": one.there, "out": one.read} for one in self.rows],
            "identifiers_wrong": [
                {"entity": entity, "attribute": attribute, "count": count}
                for (entity, attribute), count in sorted(self.identifiers_wrong.items())
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What a compiled mapping promises of a schema.

    ``columns`` and ``rows`` are the columns and tables that a run counts; ``root`` is the table
    each row of which is a pathway, if there is one.
    """

    fates: tuple[ColumnFate, ...]
    columns: frozenset[Physical]
    rows: frozenset[str]
    root: str | None

    def pathways(self, inflow: Inflow) -> int | None:
        """Return what the database counts of pathways; ``None`` when no one table holds them."""
        return inflow.rows[self.root] if self.root is not None else None

    def measure(self, inflow: Inflow, account: Account) -> Balance:
        """Put the account of a whole run beside what the database counts."""
        account.settle()
        return Balance(
            lines=tuple(self._line(one, inflow, account) for one in self.fates),
            rows=tuple(
                Rows(
                    table=name, there=there, read=account.rows[name] if name in self.rows else None
                )
                for name, there in inflow.rows.items()
            ),
            identifiers_wrong=dict(account.identifiers_wrong),
        )

    def balance(self, inflow: Inflow, account: Account) -> JsonValue:
        """Return the balance of a whole run, for its report.

        Raises:
            StepRefused: as :meth:`Balance.require`.

        """
        found = self.measure(inflow, account)
        found.require()
        return found.document()

    def _line(self, fate: ColumnFate, inflow: Inflow, account: Account) -> Line:
        column = (fate.table, fate.column)
        filled = inflow.filled[column]
        return Line(
            fate=fate,
            filled=filled,
            seen=account.seen[column],
            carried=account.carried[column],
            blank=account.blank[column],
            ruled=account.ruled[column],
            unfit=account.unfit[column],
            waived=filled if fate.fate is Fate.DROPPED else 0,
            counted=column in self.columns,
        )


def _told(line: Line) -> JsonValue:
    fate = line.fate
    said: dict[str, JsonValue] = {
        "table": fate.table,
        "column": fate.column,
        "fate": fate.fate.value,
        "counted": line.counted,
        "in": line.filled,
    }
    if fate.how is not None:
        said["how"] = fate.how
    if fate.reason is not None:
        said["reason"] = fate.reason
    bins = ("carried", "blank", "ruled", "unfit", "waived")
    return said | {name: count for name in bins if (count := getattr(line, name))}
