"""The kinds of expectations that a suite may hold, as data. Each names its own checks.

A check's code is ``<table>.<kind>[.<columns>]``. ``warning``: what fails is counted and shown,
and never blocks.
"""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from expectations.check_digits import Kind

Name: TypeAlias = Annotated[str, Field(min_length=1, pattern=r'^[^"\x00]+$')]
Names: TypeAlias = Annotated[tuple[Name, ...], Field(min_length=1)]


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    warning: bool = False

    def columns_read(self) -> tuple[str, ...]:
        """Columns of the table itself that the rule reads."""
        return ()

    def code(self) -> str:
        """What follows the table's name in the code of the check."""
        raise TypeError(type(self).__name__)

    def elsewhere(self) -> tuple[str, tuple[str, ...]] | None:
        """Another table that the rule reads, and which of its columns."""
        return None


class Rows(_Rule):
    """The table has between ``least`` and ``most`` rows."""

    check: Literal["rows"]
    least: int = Field(default=0, ge=0)
    most: int | None = None

    def code(self) -> str:
        return self.check


class Key(_Rule):
    """The columns are never null and, together, never twice the same.

    Without ``columns``: those of the primary key that the source declares.
    """

    check: Literal["key"]
    columns: Names | None = None

    def code(self) -> str:
        return self.check


class Unique(_Rule):
    """The columns together are never twice the same, rows where one is null set apart."""

    check: Literal["unique"]
    columns: Names

    def columns_read(self) -> tuple[str, ...]:
        return self.columns

    def code(self) -> str:
        return f"{self.check}.{'+'.join(self.columns)}"


class Filled(_Rule):
    """Each of the columns is never null: one check per column."""

    check: Literal["filled"]
    columns: Names

    def columns_read(self) -> tuple[str, ...]:
        return self.columns

    def code(self) -> str:
        return f"{self.check}.{'+'.join(self.columns)}"


class Reference(_Rule):
    """The columns, unless one is null, are those of a row of ``table``."""

    check: Literal["reference"]
    columns: Names
    table: Name
    target: Names

    def columns_read(self) -> tuple[str, ...]:
        return self.columns

    def code(self) -> str:
        return f"{self.check}.{'+'.join(self.columns)}"

    def elsewhere(self) -> tuple[str, tuple[str, ...]] | None:
        return self.table, self.target


class Children(_Rule):
    """Each row, by its ``target`` column, has ``least`` to ``most`` rows of ``table``."""

    check: Literal["children"]
    target: Name
    table: Name
    column: Name
    least: int = Field(default=1, ge=0)
    most: int | None = None

    def columns_read(self) -> tuple[str, ...]:
        return (self.target,)

    def code(self) -> str:
        return f"{self.check}.{self.table}"

    def elsewhere(self) -> tuple[str, tuple[str, ...]] | None:
        return self.table, (self.column,)


class Order(_Rule):
    """``start`` is not after ``end`` where neither is null."""

    check: Literal["order"]
    start: Name
    end: Name

    def columns_read(self) -> tuple[str, ...]:
        return (self.start, self.end)

    def code(self) -> str:
        return f"{self.check}.{self.start}-{self.end}"


class Dates(_Rule):
    """The dates are plausible: from ``since`` on and, unless ``future``, not after now.

    One day is left beyond now, for zones and clocks. Without ``columns``: all those whose type,
    as the source declares it, holds a date. One check per column.
    """

    check: Literal["dates"]
    columns: Names | None = None
    since: date
    future: bool = False

    def columns_read(self) -> tuple[str, ...]:
        return self.columns or ()

    def code(self) -> str:
        return f"{self.check}.{'+'.join(self.columns or ('*',))}"


class Values(_Rule):
    """The column holds one of these values, or null."""

    check: Literal["values"]
    column: Name
    among: Names

    def columns_read(self) -> tuple[str, ...]:
        return (self.column,)

    def code(self) -> str:
        return f"{self.check}.{self.column}"


class Digits(_Rule):
    """The identifiers of the column, nulls apart, carry the right key."""

    check: Literal["digits"]
    column: Name
    kind: Kind

    def columns_read(self) -> tuple[str, ...]:
        return (self.column,)

    def code(self) -> str:
        return f"{self.check}.{self.column}"


class When(_Rule):
    """Where ``column`` is ``among`` these values, others are ``filled`` and others ``empty``."""

    check: Literal["when"]
    column: Name
    among: Names
    filled: tuple[Name, ...] = ()
    empty: tuple[Name, ...] = ()

    def columns_read(self) -> tuple[str, ...]:
        return (self.column, *self.filled, *self.empty)

    def code(self) -> str:
        return f"{self.check}.{self.column}.{'+'.join(self.among)}"


Rule: TypeAlias = Annotated[
    Rows
    | Key
    | Unique
    | Filled
    | Reference
    | Children
    | Order
    | Dates
    | Values
    | Digits
    | When,
    Field(discriminator="check"),
]
