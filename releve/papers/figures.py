"""Figures: every number and date of a paper, computed again from the sources it names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from releve.errors import EvidenceRefused
from releve.model.evidence import JsonValue
from releve.model.time import instant_text, parse_instant
from releve.papers.source import Origins
from releve.papers.value import FIGURES, Form, Raw, Rule, Value

Read = Sequence[JsonValue]
_DAY = len("2024-12-31")


def compute(rule: Rule, sources: tuple[str, ...], origins: Origins) -> Raw:
    """Return what a rule makes of its sources.

    Raises:
        EvidenceRefused: ``paper_source_missing``; ``paper_figure_unfounded``: the rule makes
            nothing of them.

    """
    read = [origins.read(one) for one in sources]
    if rule not in _RULES or (rule is Rule.COUNT and len(set(sources)) != len(sources)):
        raise EvidenceRefused("paper_figure_unfounded", rule=rule.value)
    try:
        return _RULES[rule](read, ZoneInfo(origins.plan.timezone))
    except (TypeError, ValueError, IndexError):
        raise EvidenceRefused("paper_figure_unfounded", rule=rule.value) from None


def check_figure(value: Value, origins: Origins) -> None:
    """Refuse a value that does not follow from its sources.

    Raises:
        EvidenceRefused: ``paper_source_missing``; ``paper_figure_differs`` with what was found;
            ``paper_figure_unfounded``: a number or a date without a rule, or without a source.

    """
    if value.form is Form.MISSING or value.rule is Rule.TOLD:
        for one in value.sources:
            origins.read(one)
        if value.form in FIGURES:
            raise EvidenceRefused("paper_figure_unfounded", rule=value.rule.value)
        return
    found = compute(value.rule, value.sources, origins)
    if isinstance(found, bool) or found != value.raw:
        shown = ", ".join(value.sources[:3])
        raise EvidenceRefused(
            "paper_figure_differs", shown=str(value.raw), found=str(found), source=shown
        )


def _read(read: Read, _zone: ZoneInfo) -> Raw:
    (one,) = read
    if not isinstance(one, str | int):
        raise TypeError
    return one


def _count(read: Read, _zone: ZoneInfo) -> Raw:
    return len(read)


def _whole(value: JsonValue) -> int:
    """Read a whole number; an act writes it as text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _sum(read: Read, _zone: ZoneInfo) -> Raw:
    return sum(map(_whole, read))


def _difference(read: Read, _zone: ZoneInfo) -> Raw:
    first, *others = map(_whole, read)
    return first - sum(others)


def _latest(read: Read, zone: ZoneInfo) -> Raw:
    return max(map(_text, read), key=lambda one: _ordered(one, zone))


def _earliest(read: Read, zone: ZoneInfo) -> Raw:
    return min(map(_text, read), key=lambda one: _ordered(one, zone))


def _day_of(read: Read, zone: ZoneInfo) -> Raw:
    (one,) = read
    return _day(_text(one), zone).isoformat()


def _days_between(read: Read, zone: ZoneInfo) -> Raw:
    first, last = map(_text, read)
    return (_day(last, zone) - _day(first, zone)).days


def _minutes_between(read: Read, _zone: ZoneInfo) -> Raw:
    first, last = map(_text, read)
    return -(-(parse_instant(last) - parse_instant(first)) // timedelta(minutes=1))


def _minutes_before(read: Read, _zone: ZoneInfo) -> Raw:
    instant, minutes = read
    return instant_text(parse_instant(_text(instant)) - timedelta(minutes=_whole(minutes)))


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _ordered(text: str, zone: ZoneInfo) -> datetime:
    """Place a day or an instant in time; a day begins where the plan's clock hangs."""
    if len(text) != _DAY:
        return parse_instant(text)
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _day(text: str, zone: ZoneInfo) -> date:
    if len(text) == _DAY:
        return date.fromisoformat(text)
    return parse_instant(text).astimezone(zone).date()


_RULES: Mapping[Rule, Callable[[Read, ZoneInfo], Raw]] = {
    Rule.READ: _read,
    Rule.COUNT: _count,
    Rule.SUM: _sum,
    Rule.DIFFERENCE: _difference,
    Rule.LATEST: _latest,
    Rule.EARLIEST: _earliest,
    Rule.DAY_OF: _day_of,
    Rule.DAYS_BETWEEN: _days_between,
    Rule.MINUTES_BETWEEN: _minutes_between,
    Rule.MINUTES_BEFORE: _minutes_before,
}
