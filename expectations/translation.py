"""A rule as a Great Expectations expectation, for the rules that both kinds of tables share."""

from datetime import UTC, date, datetime, time, timedelta

from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
    ExpectColumnValuesToBeInSet,
)
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import (
    ExpectCompoundColumnsToBeUnique,
)
from great_expectations.expectations.core.expect_table_row_count_to_be_between import (
    ExpectTableRowCountToBeBetween,
)
from great_expectations.expectations.expectation import Expectation

from expectations.custom.check_digit import ExpectCheckDigits
from expectations.rules import Dates, Digits, Filled, Rows, Rule, Unique, Values

_BEYOND = timedelta(days=2)


def shared(rule: Rule) -> Expectation | None:
    """Return the expectation of a rule about one table, or ``None`` for the other rules."""
    made: Expectation | None = None
    match rule:
        case Rows():
            made = ExpectTableRowCountToBeBetween(min_value=rule.least, max_value=rule.most)
        case Unique(columns=(column,)):
            made = ExpectColumnValuesToBeUnique(column=column)
        case Unique():
            made = ExpectCompoundColumnsToBeUnique(
                column_list=list(rule.columns), ignore_row_if="any_value_is_missing"
            )
        case Filled(columns=(column,)):
            made = ExpectColumnValuesToNotBeNull(column=column)
        case Values():
            made = ExpectColumnValuesToBeInSet(column=rule.column, value_set=list(rule.among))
        case Digits():
            made = ExpectCheckDigits(column=rule.column, kind=rule.kind)
    return made


def plausible(rule: Dates, column: str, today: date) -> Expectation:
    """Return the expectation that the instants of a column lie in the rule's bounds."""
    return ExpectColumnValuesToBeBetween(
        column=column,
        min_value=_midnight(rule.since),
        max_value=None if rule.future else _midnight(today + _BEYOND),
        strict_max=True,
    )


def held(column: str) -> Expectation:
    """Return the expectation that a computed column holds ``True`` or nothing."""
    return ExpectColumnValuesToBeInSet(column=column, value_set=[True])


def rows_counted() -> Expectation:
    """Return an expectation that only counts rows."""
    return ExpectTableRowCountToBeBetween(min_value=0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
