"""``ExpectCheckDigits``: identifiers carry the key that their digits call for.

In PostgreSQL the key is computed by the server: no identifier leaves it to be checked.
"""

from typing import ClassVar, TypeAlias

import pandas as pd
import sqlalchemy as sa
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sqlalchemy_execution_engine import (
    SqlAlchemyExecutionEngine,
)
from great_expectations.expectations.expectation import ColumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.column_map_metric_provider import (
    ColumnMapMetricProvider,
)

from expectations.check_digits import (
    CORSICA,
    FINESS,
    FINESS_CORSICA,
    INS,
    MODULUS,
    RPPS,
    Kind,
    valid,
)

_Text: TypeAlias = sa.ColumnElement[str]
_Truth: TypeAlias = sa.ColumnElement[bool]


class ColumnValuesCheckDigit(ColumnMapMetricProvider):
    """The metric behind :class:`ExpectCheckDigits`."""

    condition_metric_name = "column_values.check_digit"
    condition_value_keys = ("kind",)

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: pd.Series, kind: Kind, **_: object) -> pd.Series:  # noqa: N805 - GX's own form
        return column.map(lambda value: isinstance(value, str) and valid(kind, value)).astype(bool)

    @column_condition_partial(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(cls, column: _Text, kind: Kind, **_: object) -> _Truth:  # noqa: N805 - GX's own form
        return holds_in_sql(column, kind)


class ExpectCheckDigits(ColumnMapExpectation):
    """Expect the identifiers of a column (nulls apart) to carry the right key."""

    kind: Kind

    map_metric: ClassVar[str] = "column_values.check_digit"
    success_keys: ClassVar[tuple[str, ...]] = ("kind", "mostly")


def holds_in_sql(column: _Text, kind: Kind) -> _Truth:
    """Return the condition that an identifier has the form and the key of its kind."""
    text = sa.cast(column, sa.Text)
    if kind == "ins":
        return sa.case((_is(text, INS), _ins(text)), else_=sa.false())
    if kind == "rpps":
        return sa.case((_is(text, RPPS), _luhn(text, 11)), else_=sa.false())
    return sa.case(
        (_is(text, FINESS_CORSICA), sa.true()),
        (_is(text, FINESS), _luhn(text, 9)),
        else_=sa.false(),
    )


def _is(text: _Text, pattern: str) -> _Truth:
    return text.regexp_match(f"^{pattern}$")


def _ins(text: _Text) -> _Truth:
    department = sa.func.substr(text, 6, 2)
    digits = sa.case(CORSICA, value=department, else_=department)
    body = sa.func.substr(text, 1, 5).concat(digits).concat(sa.func.substr(text, 8, 6))
    key = sa.cast(sa.func.substr(text, 14, 2), sa.BigInteger)
    return sa.literal(MODULUS) - sa.cast(body, sa.BigInteger) % MODULUS == key


def _luhn(text: _Text, length: int) -> _Truth:
    total: sa.ColumnElement[int] = sa.literal(0)
    for rank in range(length):
        digit = sa.cast(sa.func.substr(text, length - rank, 1), sa.Integer)
        value = digit * 2 if rank % 2 else digit
        total = total + (sa.case((value > 9, value - 9), else_=value) if rank % 2 else value)  # noqa: PLR2004 - the sum of two digits
    return total % 10 == 0
