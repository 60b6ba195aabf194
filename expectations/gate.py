"""The quality gate: runs a suite over tables, with Great Expectations, and keeps counts only."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from expectations.failing_keys import KeySink
from expectations.items import PATHWAY_TABLES, Item, Tables
from expectations.report import Concluded, conclude, undetermined
from expectations.suite import FOLDER, Suite, read_suite
from releve.model.evidence import Check, Finding, Verdict
from releve.pathways.folder import GroupSource
from releve.ports import ExportedTables, SqlTables

if TYPE_CHECKING:
    from expectations.frame_batches import FrameBatches
    from expectations.pathway_batches import PathwayBatches
    from expectations.sql_batches import SqlBatches
    from expectations.validation import Result

    Batches: TypeAlias = SqlBatches | FrameBatches | PathwayBatches

Target: TypeAlias = SqlTables | ExportedTables | GroupSource
"""What a suite can be run over; of pathways, as tables, the entities of the model."""

_ONE_AT_A_TIME = Lock()
"""Great Expectations keeps its current context for the whole process."""


class GxGate:
    """A :class:`releve.ports.QualityGate`. Its first check imports Great Expectations (seconds).

    It does not see what a suite does not ask: rows lost whole with all that hangs on them are
    found by counts and content roots, not here.
    """

    def __init__(
        self, suites_folder: Path | None = None, *, today: Callable[[], date] | None = None
    ) -> None:
        """Take suites from ``suites_folder`` (ours by default) and the day from ``today`` (UTC)."""
        self._folder = suites_folder or FOLDER
        self._today = today or (lambda: datetime.now(UTC).date())

    def check(
        self, suite: str, about: str, tables: Target, *, sink: KeySink | None = None
    ) -> tuple[Finding, bytes]:
        """Return the finding and its report; see :class:`releve.ports.QualityGate`.

        ``sink`` is given every record that fails a check, without any limit
        (:class:`expectations.failing_keys.KeyFile`).

        Raises:
            ConnectorError: ``suite_unknown``, ``suite_malformed``.

        """
        read, digest = read_suite(suite, self._folder)
        with _ONE_AT_A_TIME:
            batches = self._batches(read, tables, sink)
            named = PATHWAY_TABLES
            if isinstance(tables, SqlTables | ExportedTables):
                named = tables.tables
            try:
                concluded = list(_concluded(read, named, batches))
            finally:
                batches.close()
        return conclude(suite, digest, about, version("great_expectations"), concluded)

    def _batches(self, suite: Suite, tables: Target, sink: KeySink | None) -> "Batches":
        os.environ["GX_ANALYTICS_ENABLED"] = "false"
        from expectations.frame_batches import FrameBatches
        from expectations.pathway_batches import PathwayBatches
        from expectations.sql_batches import SqlBatches

        # It quotes values, and its modules set levels of their own when they are imported.
        for name in logging.root.manager.loggerDict:
            if name.partition(".")[0] == "great_expectations":
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        if isinstance(tables, SqlTables):
            return SqlBatches(tables, suite.of, self._today(), sink)
        if isinstance(tables, ExportedTables):
            return FrameBatches(tables, suite.of, self._today(), sink)
        return PathwayBatches(tables, suite.of, self._today(), sink)


def _concluded(suite: Suite, given: tuple[str, ...], batches: "Batches") -> Iterator[Concluded]:
    tables = batches.open()
    for table in sorted({*given, *suite.named()}):
        rules = suite.of(table)
        if table not in given:
            yield undetermined(f"{table}.readable", "table_not_given")
        elif not rules:
            yield undetermined(f"{table}.readable", "table_not_covered")
        else:
            items = tables.items(table, rules)
            possible = [item for item in items if item.reason is None]
            results = batches.results(table, possible) if possible else {}
            yield _readable(table, tables, silent=bool(possible) and not results)
            yield from (_checked(item, results.get(item.code)) for item in items)


def _readable(table: str, tables: Tables, *, silent: bool) -> Concluded:
    unread = tables.unread.get(table)
    code = f"{table}.readable"
    if silent:
        return undetermined(code, "nothing_answered")
    if unread is None:
        return Concluded(check=Check(code=code, verdict=Verdict.PASSED, seen=1, failed=0))
    if unread.malformed:
        verdict, seen, failed = Verdict.FAILED, unread.seen, unread.malformed
        check = Check(code=code, verdict=verdict, seen=seen, failed=failed)
        return Concluded(check=check, reason=unread.reason)
    return undetermined(code, unread.reason, seen=unread.seen)


def _checked(item: Item, result: "Result | None") -> Concluded:
    if item.reason is not None or result is None:
        return undetermined(item.code, item.reason or "expectation_raised")
    check = Check(
        code=item.code,
        verdict=Verdict.PASSED if result.holds else Verdict.FAILED,
        seen=result.seen,
        failed=result.failed,
        warning=item.rule.warning,
    )
    return Concluded(check=check)
