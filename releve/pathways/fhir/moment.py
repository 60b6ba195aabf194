"""Dates and instants of FHIR, which may be partial: in the calendar, and in order."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T.+)?)?)?")
_ZONES = timedelta(hours=14)
"""A date has no zone: beside an instant, only what is reversed in every zone is said to be."""


def impossible(told: str) -> bool:
    """Tell a date that no calendar has. What has not the form of a date is not judged."""
    if "01" <= told[5:7] <= "12" and "01" <= told[8:10] <= "28":
        return False
    return _DATE.fullmatch(told) is not None and _bounds(told) is None


def reversed_period(start: str, end: str) -> bool:
    """Tell a period that certainly ends before it starts, however its dates are read."""
    first, last = _bounds(start), _bounds(end)
    slack = _ZONES if ("T" in start) != ("T" in end) else timedelta()
    return first is not None and last is not None and last[1] + slack < first[0]


def _bounds(told: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last instant that a date, even partial, may mean, read as UTC.

    ``None`` for a date that no calendar has.
    """
    try:
        if "T" in told:
            moment = datetime.fromisoformat(told.replace(":60", ":59"))
            moment = moment.replace(tzinfo=UTC) if moment.utcoffset() is None else moment
            return moment.astimezone(UTC), moment.astimezone(UTC)
        parts = [int(one) for one in told.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 0
        last = parts[2] if len(parts) == len("ymd") else monthrange(year, month or 12)[1]
        first = parts[2] if len(parts) == len("ymd") else 1
        start = datetime(year, month or 1, first, tzinfo=UTC)
        end = datetime(year, month or 12, last, 23, 59, 59, 999_999, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return start, end
