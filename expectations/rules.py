"""The kinds of expectations that a suite may hold, as data.

A check's code is ``<table>.<kind>[.<columns>…]``. What fails a rule with ``warning`` is counted
and shown, and never blocks.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from expectations.check_digits import Kind

Name: TypeAlias = Annotated[str, Field(min_length=1, pattern=r'^[^"\x00]+$')]
Names: TypeAlias = Annotated[tuple[Name, ...], Field(min_length=1)]


class _Rule(BaseModel):
    """``NAMED`` fields tell this rule from others of its table; ``READS`` hold columns of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    NAMED: ClassVar[tuple[str, ...]] = ()
    READS: ClassVar[tuple[str, ...]] = ()

    check: str
    warning: bool = False

    def code(self) -> str:
        """Return what follows the table's name in the code of the check."""
        named = ["+".join(self._names(field)) for field in self.NAMED]
        return ".".join([self.check, *filter(None, named)])

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns of the table itself that the rule names."""
        return tuple(name for field in self.READS for name in self._names(field))

    def _names(self, field: str) -> tuple[str, ...]:
        value: str | tuple[str, ...] | None = getattr(self, field)
        return (value,) if isinstance(value, str) else value or ()


class Rows(_Rule):
    """The table has between ``least`` and ``most`` rows."""

    check: Literal["rows"]
    least: int = Field(default=0, ge=0)
    most: int | None = None


class Key(_Rule):
    """The columns are never null and, together, never twice the same.

    Without ``columns``: those of the primary key that the source declares.
    """

    READS = ("columns",)

    check: Literal["key"]
    columns: Names | None = None


class Unique(_Rule):
    """The columns together are never twice the same, rows where one is null set apart."""

    NAMED = READS = ("columns",)

    check: Literal["unique"]
    columns: Names


class Filled(_Rule):
    """Each of the columns is never null: one check per column."""

    NAMED = READS = ("columns",)

    check: Literal["filled"]
    columns: Names


class Reference(_Rule):
    """The columns, unless one is null, are the ``target`` of a row of ``table``."""

    NAMED = READS = ("columns",)

    check: Literal["reference"]
    columns: Names
    table: Name
    target: Names

    @model_validator(mode="after")
    def _as_many(self) -> "Reference":
        if len(self.columns) != len(self.target):
            raise ValueError("target_length")
        return self


class Children(_Rule):
    """``least`` to ``most`` rows of ``table`` hold, in ``column``, the ``target`` of each row."""

    NAMED = ("table",)
    READS = ("target",)

    check: Literal["children"]
    target: Name
    table: Name
    column: Name
    least: int = Field(default=1, ge=0)
    most: int | None = None


class Order(_Rule):
    """``start`` is not after ``end`` where neither is null."""

    NAMED = READS = ("start", "end")

    check: Literal["order"]
    start: Name
    end: Name


class Dates(_Rule):
    """The dates are plausible: from ``since`` on and, unless ``future``, not after today.

    Two days are left beyond midnight of today in UTC, for zones. Without ``columns``: all those
    whose type, as the source declares it, holds a date. One check per column.
    """

    NAMED = READS = ("columns",)

    check: Literal["dates"]
    columns: Names | None = None
    since: date
    future: bool = False


class Values(_Rule):
    """The column holds one of these values, or null."""

    NAMED = READS = ("column",)

    check: Literal["values"]
    column: Name
    among: Names


class Digits(_Rule):
    """The identifiers of the column, nulls apart, have the form and the key of their kind."""

    NAMED = READS = ("column",)

    check: Literal["digits"]
    column: Name
    kind: Kind


class When(_Rule):
    """Where ``column`` is ``among`` these values, others are ``filled`` and others ``empty``."""

    NAMED = ("column", "among")
    READS = ("column", "filled", "empty")

    check: Literal["when"]
    column: Name
    among: Names
    filled: tuple[Name, ...] = ()
    empty: tuple[Name, ...] = ()


class Clean(_Rule):
    """The texts, nulls apart, show no wrong encoding and no padding: one check per column."""

    NAMED = READS = ("columns",)

    check: Literal["clean"]
    columns: Names


AnyRule: TypeAlias = (
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
    | When
    | Clean
)
Rule: TypeAlias = Annotated[AnyRule, Field(discriminator="check")]


def elsewhere(rule: AnyRule) -> tuple[str, tuple[str, ...]] | None:
    """Return the other table that a rule reads, and which of its columns."""
    if isinstance(rule, Reference):
        return rule.table, rule.target
    if isinstance(rule, Children):
        return rule.table, (rule.column,)
    return None
