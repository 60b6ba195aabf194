"""``ExpectCheckDigits``: identifiers carry the key that their digits call for.

In PostgreSQL the key is computed by the server: no identifier leaves it to be checked.
"""

from typing import Any, ClassVar, Literal

import sqlalchemy as sa
from great_expectations.execution_engine import PandasExecutionEngine, SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import ColumnMapExpectation
from great_expectations.expectations.metrics import (
    ColumnMapMetricProvider,
    column_condition_partial,
)

from expectations.check_digits import CORSICA, FINESS, FINESS_CORSICA, INS, MODULUS, RPPS, valid


class ColumnValuesCheckDigit(ColumnMapMetricProvider):
    """The metric behind :class:`ExpectCheckDigits`."""

    condition_metric_name = "column_values.check_digit"
    condition_value_keys = ("kind",)

    @column_condition_partial(engine=PandasExecutionEngine)
    def _pandas(cls, column: Any, kind: Any, **_: Any) -> Any:  # noqa: N805 - GX's own form
        return column.map(lambda value: isinstance(value, str) and valid(kind, value)).astype(bool)

    @column_condition_partial(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(cls, column: Any, kind: Any, **_: Any) -> Any:  # noqa: N805 - GX's own form
        text = sa.cast(column, sa.Text)
        if kind == "ins":
            return sa.case((text.regexp_match(INS), _ins(text)), else_=sa.false())
        if kind == "rpps":
            return sa.case((text.regexp_match(RPPS), _luhn(text, 11)), else_=sa.false())
        return sa.case(
            (text.regexp_match(FINESS_CORSICA), sa.true()),
            (text.regexp_match(FINESS), _luhn(text, 9)),
            else_=sa.false(),
        )


class ExpectCheckDigits(ColumnMapExpectation):
    """Expect the identifiers of a column (nulls apart) to carry the right key."""

    kind: Literal["ins", "rpps", "finess"]

    map_metric: ClassVar[str] = "column_values.check_digit"
    success_keys: ClassVar[tuple[str, ...]] = ("kind", "mostly")


def _ins(text: Any) -> Any:
    department = sa.func.substr(text, 6, 2)
    digits = sa.case(CORSICA, value=department, else_=department)
    body = sa.func.substr(text, 1, 5).concat(digits).concat(sa.func.substr(text, 8, 6))
    key = sa.cast(sa.func.substr(text, 14, 2), sa.BigInteger)
    return sa.literal(MODULUS) - sa.cast(body, sa.BigInteger) % MODULUS == key


def _luhn(text: Any, length: int) -> Any:
    total: Any = sa.literal(0)
    for rank in range(length):
        digit = sa.cast(sa.func.substr(text, length - rank, 1), sa.Integer)
        value = digit * 2 if rank % 2 else digit
        total = total + (sa.case((value > 9, value - 9), else_=value) if rank % 2 else value)  # noqa: PLR2004 - the sum of two digits
    return total % 10 == 0
