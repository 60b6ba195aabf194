"""Days and instants, whatever form a source keeps them in.

A time without zone is of the source's time zone. When clocks go back, the hour that exists twice
is taken as the first of the two (summer time); when they go forward, an hour that never was is
malformed. A day where an instant is wanted is the start of that day; an instant where a day is
wanted is malformed unless it is a midnight of the source's zone: no hour is lost in silence.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from releve.pathways.texts import Found, Reader, as_text, normal

_UTC = "+00:00"
_TOO_FINE = re.compile(r"[.,][0-9]{6}0*[1-9]")


def date_reader(zone: ZoneInfo, layout: str | None, blank: frozenset[str]) -> Reader:
    """Return the reader of a DATE; ``layout`` (strptime) is that of dates kept as text."""
    when = _when(layout, blank)

    def read(value: object) -> Found:
        if type(value) is date:
            return value.isoformat()
        found = when(value)
        if isinstance(found, datetime):
            local = found.astimezone(zone) if found.tzinfo is not None else found
            if local.time() != time():
                raise ValueError
            return local.date().isoformat()
        return found.isoformat() if found is not None else None

    return read


def instant_reader(zone: ZoneInfo, layout: str | None, blank: frozenset[str]) -> Reader:
    """Return the reader of an INSTANT; ``layout`` (strptime) is that of those kept as text."""
    when = _when(layout, blank)

    def read(value: object) -> Found:
        found = value if type(value) is datetime else when(value)
        if found is None:
            return None
        if not isinstance(found, datetime):
            found = datetime.combine(found, time())
        if found.tzinfo is None:
            found = _placed(found, zone)
        text = found.isoformat()
        if not text.endswith(_UTC):
            text = found.astimezone(UTC).isoformat()
        return text[: -len(_UTC)] + "Z"

    return read


def _placed(naive: datetime, zone: ZoneInfo) -> datetime:
    placed = naive.replace(tzinfo=zone, fold=0)
    if placed.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != naive:
        raise ValueError
    return placed


def _when(layout: str | None, blank: frozenset[str]) -> "Callable[[object], date | None]":
    """Return what reads a date or a date and time; ISO 8601 where no layout is given."""

    def read(value: object) -> date | None:
        if isinstance(value, date):
            return value
        if isinstance(value, bool | float) or (isinstance(value, int) and layout is None):
            raise TypeError
        text = normal(as_text(value))
        if text in blank:
            return None
        if layout is not None:
            found = datetime.strptime(text, layout)  # noqa: DTZ007 - the layout tells of a zone
            return found if _has_time(layout) else found.date()
        if len(text) == len("2026-11-21"):
            return date.fromisoformat(text)
        if _TOO_FINE.search(text):  # fromisoformat would cut it
            raise ValueError
        return datetime.fromisoformat(text)

    return read


def _has_time(layout: str) -> bool:
    return any(f"%{letter}" in layout for letter in "HIMSfpcXzZ")
