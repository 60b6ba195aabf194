"""Where a run's time comes from."""

from datetime import UTC, datetime
from typing import Literal

from releve.errors import StepRefused


class RealClock:
    """The machine's clock."""

    kind: Literal["real", "rehearsal"] = "real"

    def now(self) -> datetime:
        """Return the present instant, aware UTC."""
        return datetime.now(UTC)

    def recorded_at(self) -> datetime:
        """Return the present instant, aware UTC."""
        return datetime.now(UTC)


class RehearsalClock:
    """An exercise's clock: stands still, and jumps forward to the next instant that matters."""

    kind: Literal["real", "rehearsal"] = "rehearsal"

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the exercise's present instant, aware UTC."""
        return self._now

    def recorded_at(self) -> datetime:
        """Return the real present instant, aware UTC."""
        return datetime.now(UTC)

    def jump(self, instant: datetime) -> None:
        """Move forward. Raises ``StepRefused`` (``clock_goes_back``) otherwise."""
        if instant < self._now:
            raise StepRefused("clock_goes_back", now=self._now.isoformat(), to=instant.isoformat())
        self._now = instant
