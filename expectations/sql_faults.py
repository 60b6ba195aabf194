"""The rows of a table that do not keep a rule, as one query, for each kind of rule."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.sql import ColumnElement, Select

from expectations.custom.check_digit import holds_in_sql
from expectations.encodings import DIRTY
from expectations.rules import (
    Children,
    Clean,
    Dates,
    Digits,
    Filled,
    Order,
    Reference,
    Rule,
    Unique,
    Values,
    When,
)

_BEYOND = timedelta(days=2)
"""What :class:`expectations.rules.Dates` leaves beyond midnight of today, for zones."""


def rows_at_fault(
    tables: Mapping[str, sa.TableClause],
    table: str,
    rule: Rule,
    today: date,
    shown: tuple[str, ...] = (),
) -> Select[tuple[object, ...]]:
    """Return a query of the rows at fault: their ``shown`` columns, or ``1`` for each.

    ``rows`` speaks of no row in particular: ``TypeError``, as of ``key``, which is two rules.
    """
    one = tables[table]
    what: Sequence[ColumnElement[object]] = [one.c[name] for name in shown]
    if not what:
        what = [sa.literal_column("1").label("one")]
    if isinstance(rule, Children):
        return _miscounted(tables, one, rule, what)
    return sa.select(*what).select_from(one).where(*_wrong(tables, one, rule, today))


def _wrong(
    tables: Mapping[str, sa.TableClause], one: sa.TableClause, rule: Rule, today: date
) -> list[ColumnElement[bool]]:
    match rule:
        case Reference():
            return _dangling(tables, one, rule)
        case Order():
            return [one.c[rule.start] > one.c[rule.end]]
        case When():
            wrong = [one.c[name].is_(None) for name in rule.filled]
            wrong += [one.c[name].is_not(None) for name in rule.empty]
            return [one.c[rule.column].in_(rule.among), sa.or_(*wrong)]
        case Clean(columns=(column,)):
            return [sa.cast(one.c[column], sa.Text).regexp_match(DIRTY)]
        case Filled(columns=(column,)):
            return [one.c[column].is_(None)]
        case Values():
            return [one.c[rule.column].not_in(rule.among)]
        case Digits():
            column_ = one.c[rule.column]
            return [column_.is_not(None), sa.not_(holds_in_sql(column_, rule.kind))]
        case Dates(columns=(column,)):
            first = _midnight(rule.since)
            after = _midnight(today + _BEYOND)
            late = sa.false() if rule.future else one.c[column] >= after
            return [sa.or_(one.c[column] < first, late)]
        case Unique():
            return _repeated(one, rule)
        case _:
            raise TypeError(rule.check)


def _repeated(one: sa.TableClause, rule: Unique) -> list[ColumnElement[bool]]:
    columns = [one.c[name] for name in rule.columns]
    twice = sa.select(*columns).group_by(*columns).having(sa.func.count() > 1)
    return [*(column.is_not(None) for column in columns), sa.tuple_(*columns).in_(twice)]


def _dangling(
    tables: Mapping[str, sa.TableClause], child: sa.TableClause, rule: Reference
) -> list[ColumnElement[bool]]:
    parent = tables[rule.table].alias("parent")
    pairs = list(zip(rule.columns, rule.target, strict=True))
    there = sa.select(1).select_from(parent)
    there = there.where(*(child.c[here] == parent.c[other] for here, other in pairs))
    filled = [child.c[name].is_not(None) for name in rule.columns]
    return [*filled, ~there.correlate(child).exists()]


def _miscounted(
    tables: Mapping[str, sa.TableClause],
    parent: sa.TableClause,
    rule: Children,
    what: Sequence[ColumnElement[object]],
) -> Select[tuple[object, ...]]:
    child = tables[rule.table].alias("child")
    counts = sa.select(child.c[rule.column].label("of"), sa.func.count().label("n"))
    counted = counts.group_by(child.c[rule.column]).subquery("counted")
    n = sa.func.coalesce(counted.c.n, 0)
    wrong: ColumnElement[bool] = n < rule.least
    if rule.most is not None:
        wrong = sa.or_(wrong, n > rule.most)
    joined = parent.outerjoin(counted, counted.c["of"] == parent.c[rule.target])
    return sa.select(*what).select_from(joined).where(wrong)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
