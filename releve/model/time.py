"""Instants, windows and due dates. All instants are aware and in UTC."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        message = "an instant needs a time zone"
        raise ValueError(message)
    return value.astimezone(UTC)


Instant = Annotated[datetime, AfterValidator(_utc)]
"""An aware instant, held in UTC."""


def instant_text(value: datetime) -> str:
    """Write an instant as RFC 3339 in UTC with ``Z``, microseconds only if not zero."""
    return _utc(value).isoformat().replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """Read what :func:`instant_text` writes; ``ValueError`` for any other form."""
    value = datetime.fromisoformat(text)
    if instant_text(value) != text:
        message = "not a canonical UTC instant"
        raise ValueError(message)
    return value.astimezone(UTC)


class Precision(StrEnum):
    """How precise a due date (échéance) is. Only a window opens anything, never a due date."""

    DAY = "day"
    SEASON = "season"
    YEAR = "year"


class Due(BaseModel):
    """An *échéance*: the latest date the plan promises, with its precision.

    ``on`` is the last day of what was promised: 2025-06-20 for « printemps 2025 ».
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    precision: Precision


class Window(BaseModel):
    """A *créneau* [opens, closes): chosen by the lead, approved with the plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    opens: Instant
    closes: Instant

    @model_validator(mode="after")
    def _ordered(self) -> "Window":
        if self.opens >= self.closes:
            message = "window_ends_before_it_starts"
            raise ValueError(message)
        return self

    def admits(self, now: datetime, longest: timedelta) -> bool:
        """Tell whether an act that may last ``longest`` can start at ``now`` and end inside."""
        return self.opens <= now and now + longest <= self.closes


class Clock(Protocol):
    """Where time comes from. Only a rehearsal desk may hold one that is not the real one."""

    kind: Literal["real", "rehearsal"]

    def now(self) -> datetime:
        """Return the present instant of the plan, aware UTC."""

    def recorded_at(self) -> datetime:
        """Return the real present instant, aware UTC, whatever the exercise pretends."""
