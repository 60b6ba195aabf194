"""The checks of one table, run by Great Expectations without bringing any value back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.data_context.ephemeral_data_context import (
    EphemeralDataContext,
)
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation

from expectations.items import Item
from expectations.rules import Rows, Rule
from expectations.translation import rows_counted

_QUICK: dict[str, str | int] = {"result_format": "BOOLEAN_ONLY"}
_COUNTS: dict[str, str | int] = {"result_format": "SUMMARY", "partial_unexpected_count": 0}
_LISTED: dict[str, str | int] = {"result_format": "COMPLETE", "partial_unexpected_count": 0}
_ROWS = "releve.rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Whether an expectation holds, over how many rows, and for how many it does not.

    ``rows`` are the positions of those rows, all of them, if they were asked for.
    """

    holds: bool
    seen: int
    failed: int
    rows: tuple[int, ...] = ()


def new_context() -> EphemeralDataContext:
    """Return a context kept in memory only, that shows no progress."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def validate(
    batch: Callable[[], Batch],
    items: Sequence[Item],
    expectation: Callable[[Item], Expectation],
    *,
    listed: bool = False,
) -> dict[str, Result]:
    """Return the result of each check by code; a check that raised, or all of them, has none.

    Whether each holds is asked first, then counts for those that do not: it costs half as much.
    ``listed`` asks for the rows as well (of data frames only).
    """
    try:
        seen = batch()
        expectations = {item.code: expectation(item) for item in items}
        held = _run(seen, expectations, _QUICK)
        failed = {code: expectations[code] for code, one in held.items() if one.success is not True}
        counted = _run(seen, {_ROWS: rows_counted(), **failed}, _LISTED if listed else _COUNTS)
        total = int(counted[_ROWS].result["observed_value"])
        results = {code: counted.get(code) if code in failed else one for code, one in held.items()}
        read = ((item, results.get(item.code)) for item in items)
        found = {item.code: _result(item.rule, one, total) for item, one in read if one is not None}
    except Exception:  # noqa: BLE001 - whatever it raised, nothing is known; it may quote values
        return {}
    return {code: result for code, result in found.items() if result is not None}


def _run(
    batch: Batch, expectations: Mapping[str, Expectation], result_format: dict[str, str | int]
) -> dict[str, ExpectationValidationResult]:
    """Return the results of those that did not raise."""
    suite = gx.ExpectationSuite(name="releve")
    for code, expected in expectations.items():
        expected.meta = {"code": code}
        suite.expectations.append(expected)
    found = {}
    for one in batch.validate(suite, result_format=result_format).results:
        meta = one.expectation_config.meta if one.expectation_config else None
        if meta and one.exception_info.get("raised_exception") is False:
            found[str(meta["code"])] = one
    return found


def _result(rule: Rule, one: ExpectationValidationResult, total: int) -> Result | None:
    """Read one result; ``None`` when its counts do not agree with it."""
    if one.success is True:
        return Result(holds=True, seen=total, failed=0)
    if isinstance(rule, Rows):
        return Result(holds=False, seen=total, failed=1)
    failed = int(one.result.get("unexpected_count", one.result.get("observed_value", 0)))
    rows = tuple(map(int, one.result.get("unexpected_index_list") or ()))
    if not failed or (rows and len(rows) != failed):
        return None
    return Result(holds=False, seen=total, failed=failed, rows=rows)
