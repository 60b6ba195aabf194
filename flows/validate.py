"""Check source and package against the plan's suite; a failed or undetermined finding blocks."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.desk import Desk
from flows.export import bag_of
from flows.validate_pathways import check_package, check_source, check_source_suite
from releve.archives.bag import verify_bag
from releve.archives.slip import read_slip
from releve.canonical import digest, encode
from releve.errors import EvidenceRefused, UsageError
from releve.ledger.subject import Exported
from releve.model.evidence import Check, Draft, EntryKind, JsonValue, Verdict
from releve.model.medium import PathwaysMedium, SqlMedium
from releve.model.plan import DataAsset
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import ExportedTables, SqlTables

BASE_SUITE = "integrite"
"""What is checked where the plan names no suite: counts and the bag's own digests."""


def validate(desk: Desk, step: Step) -> None:
    """Check the source, then the bag, and record both findings with their reports."""
    asset = asset_of(desk.memory.plan, step.subject)
    exported = desk.memory.state.of(step.subject).exported
    if asset is None or asset.medium is None or exported is None:
        raise KeyError(step.subject)
    ours = {
        "source": _source(desk, asset, exported),
        "package": _check(
            "bag_intact", _intact(bag_of(desk, asset), exported), seen=exported.records
        ),
    }
    drafts: list[Draft] = []
    documents: list[bytes] = []
    for about, own in ours.items():
        checks, report = _suite(desk, asset, about, exported, (own, documents))
        body = _body(about, asset.suite or BASE_SUITE, (own, *checks), exported)
        report = report or encode({**body, "subject": step.subject})
        documents.append(report)
        body["report"] = digest(report)
        drafts.append(
            Draft(kind=EntryKind.FINDING_RECORDED, subject=step.subject, actor="releve", body=body)
        )
    desk.memory.record(drafts, documents=documents)


def _source(desk: Desk, asset: DataAsset, exported: Exported) -> Check:
    if isinstance(asset.medium, PathwaysMedium):
        return check_source(desk, asset, exported)
    hands, medium = desk.hands(asset)
    now = hands.count(medium).records
    return _check("records_unchanged", now == exported.records, seen=now)


def _suite(
    desk: Desk,
    asset: DataAsset,
    about: str,
    exported: Exported,
    said: tuple[Check, Sequence[bytes]],
) -> tuple[tuple[Check, ...], bytes]:
    """Return the checks of the asset's suite and their report.

    ``said`` are our own check of the same side, and the reports on the sides before it.
    """
    if isinstance(asset.medium, PathwaysMedium):
        if about == "source":
            found, told = check_source_suite(desk, asset, said[0])
        else:
            found, told = check_package(desk, asset, exported, said[1])
        return found.checks, told
    _, medium = desk.hands(asset)
    if asset.suite is None or not isinstance(medium, SqlMedium):
        return (), b""
    if desk.gate is None:
        raise UsageError("gate_missing", suite=asset.suite)
    tables: SqlTables | ExportedTables
    if about == "source":
        tables = desk.reach.sql_tables(medium)
    else:
        folder = bag_of(desk, asset) / "data" / "contenu"
        tables = ExportedTables(folder=folder, tables=medium.tables)
    finding, report = desk.gate.check(asset.suite, about, tables)
    return finding.checks, report


def _intact(bag: Path, exported: Exported) -> bool:
    try:
        slip = read_slip((bag / "bordereau.json").read_bytes())
        return verify_bag(bag) == slip.manifest and slip.digest() == exported.package
    except (EvidenceRefused, OSError):
        return False


def _check(code: str, holds: bool, *, seen: int) -> Check:  # noqa: FBT001 - the verdict itself
    verdict = Verdict.PASSED if holds else Verdict.FAILED
    return Check(code=code, verdict=verdict, seen=seen, failed=int(not holds))


def _body(
    about: str, suite: str, checks: Iterable[Check], exported: Exported
) -> dict[str, JsonValue]:
    counted = [check for check in checks if not check.warning]
    verdict = Verdict.PASSED
    if any(check.verdict is Verdict.UNDETERMINED for check in counted):
        verdict = Verdict.UNDETERMINED
    if any(check.verdict is Verdict.FAILED for check in counted):
        verdict = Verdict.FAILED
    return {
        "about": about,
        "suite": suite,
        "verdict": verdict.value,
        "root": exported.root,
        "checks": [
            {
                "code": check.code,
                "verdict": check.verdict.value,
                "seen": check.seen,
                "failed": check.failed,
                "warning": check.warning,
            }
            for check in checks
        ],
    }
