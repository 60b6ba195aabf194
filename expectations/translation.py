"""A rule as a Great Expectations expectation, for the rules that both kinds of tables share."""

from datetime import UTC, date, datetime, time, timedelta

import great_expectations.expectations as gxe

from expectations.custom.check_digit import ExpectCheckDigits
from expectations.rules import Dates, Digits, Filled, Rows, Rule, Unique, Values


def shared(rule: Rule, today: date) -> gxe.Expectation | None:
    """Return the expectation of a rule about one table, or ``None`` for the other rules."""
    match rule:
        case Rows():
            return gxe.ExpectTableRowCountToBeBetween(min_value=rule.least, max_value=rule.most)
        case Unique(columns=(column,)):
            return gxe.ExpectColumnValuesToBeUnique(column=column)
        case Unique():
            return gxe.ExpectCompoundColumnsToBeUnique(
                column_list=list(rule.columns), ignore_row_if="any_value_is_missing"
            )
        case Filled(columns=(column,)):
            return gxe.ExpectColumnValuesToNotBeNull(column=column)
        case Values():
            return gxe.ExpectColumnValuesToBeInSet(column=rule.column, value_set=list(rule.among))
        case Digits():
            return ExpectCheckDigits(column=rule.column, kind=rule.kind)
        case _:
            return None


def plausible(rule: Dates, column: str, today: date) -> gxe.Expectation:
    """Return the expectation that the instants of a column lie in the rule's bounds."""
    after = None if rule.future else _midnight(today + timedelta(days=2))
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=_midnight(rule.since), max_value=after, strict_max=True
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
