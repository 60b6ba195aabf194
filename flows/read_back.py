"""Read back what a successor holds and compare it with the source: the read test (test de lecture).

Pathways drawn at random are opened one by one through the successor's own way in, or looked up in
what it gave back; on demand everything is read, and validated as a package is, planted faults
included. The finding is recorded; what differs is named in a private list beside the package.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from expectations.pathways import PathwayGate
from flows.desk import Desk
from flows.export import silent
from flows.gate import pathway_gate
from flows.look import Look, Seen
from releve.canonical import digest
from releve.documents.quality import Quality, quality_page
from releve.errors import StepRefused, UsageError
from releve.ledger.subject import Exported
from releve.model.evidence import Draft, EntryKind, Finding, JsonValue
from releve.model.ids import Realm, asset_subject, copy_subject
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.pathways.holdings import GivenBack, Holdings
from releve.pathways.readback import ReadTest, said
from releve.ports import Progress

SAMPLE = 300
"""Pathways drawn unless told otherwise: none with a defect, and fewer than 1 % have one (95 %)."""
DIFFERENCES = "ecarts-de-lecture.ndjson"
"""The private list of what differs, by keyed names: entity, attribute, kind of change."""
KEYS = "successeur-en-defaut.ndjson"
"""The private list of every key at fault in a whole reading."""
PAGE = "controle-successeur.html"
_WORK = "lecture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is to be read: ``sample`` pathways, everything too if ``whole``.

    ``folder`` holds what the successor gave back in canonical form, where it has no way in.
    """

    sample: int = SAMPLE
    whole: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a reading: the finding and its entry, the read test, what was written.

    ``listed`` are the private lists: what differs in the sample, and, of a whole reading, each key.
    """

    entry: int
    finding: Finding
    test: ReadTest
    page: Path
    listed: tuple[Path, ...]


def read_back(
    desk: Desk,
    name: str,
    reading: Reading,
    progress: Progress = silent,
    gate: Callable[[], PathwayGate] = pathway_gate,
) -> Told:
    """Read back what the successor of an asset holds, record what was found and return it.

    ``progress`` is given the pathways opened so far. Nothing is recorded unless everything could
    be asked for: a server that goes away tells nothing of what it holds.

    Raises:
        UsageError: ``medium_out_of_reach``, ``read_test_not_delivered``, ``read_test_no_way_in``,
            ``sample_empty``.
        StepRefused: ``read_test_too_late``: our copy of the package is going, or gone;
            ``read_test_source_changed``: the source does not give any more what was exported.
        ConnectorError: those of the source, and of the successor's way in.
        EvidenceRefused: ``canonical_line_malformed``, ``canonical_folder_missing``.

    """
    asset = desk.memory.plan.asset(name)
    exported = _delivered(desk, asset)
    held, means = _holdings(desk, asset, reading.folder)
    look = Look(desk, asset, exported)
    place = desk.workspace.packages / name
    work = place / _WORK
    shutil.rmtree(work, ignore_errors=True)  # what a crash left
    work.mkdir(mode=0o700, parents=True)
    try:
        if reading.whole:
            keys = place / KEYS
            seen = look.whole(held, reading.sample, progress, gate(), keys, work)
        else:
            seen = look.sampled(held, reading.sample, progress)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _write(desk, asset, place, seen)
    entry = _recorded(desk, asset, exported, seen, means)
    kept = (place / DIFFERENCES, *((place / KEYS,) if seen.whole else ()))
    return Told(entry=entry, finding=seen.finding, test=seen.test, page=place / PAGE, listed=kept)


def _delivered(desk: Desk, asset: DataAsset) -> Exported:
    if not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("medium_out_of_reach", medium=asset.medium.kind if asset.medium else None)
    known = desk.memory.state.of(asset_subject(asset.id))
    if known.exported is None or known.delivered is None:
        raise UsageError("read_test_not_delivered", asset=asset.id)
    for copy in asset.copies:
        going = desk.memory.state.of(copy_subject(asset.id, copy.id))
        if going.request is not None or going.intent is not None or going.ended is not None:
            raise StepRefused("read_test_too_late", asset=asset.id, copy=copy.id)
    return known.exported


def _holdings(desk: Desk, asset: DataAsset, folder: Path | None) -> tuple[Holdings, str]:
    """Return what is to be asked, and by which means."""
    if folder is not None:
        return GivenBack(folder), "folder"
    given = asset.restitution
    if given.load is None:
        raise UsageError("read_test_no_way_in", asset=asset.id, kind=given.kind)
    return desk.reach.holdings(given.load, desk.view(asset).context), str(given.kind)


def _write(desk: Desk, asset: DataAsset, place: Path, seen: Seen) -> None:
    """Write the private list and the page; what an earlier reading wrote is replaced."""
    fresh = place / f"{DIFFERENCES}.new"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(fresh, flags, 0o600), "wb") as stream:
        stream.writelines(one.line() for one in seen.differences)
    fresh.replace(place / DIFFERENCES)
    page = Quality(
        title=asset.title,
        at=desk.clock.now().astimezone(UTC),
        rehearsal=desk.workspace.realm is Realm.REHEARSAL,
        keys=KEYS if seen.whole else DIFFERENCES,
        extraction=desk.view(asset).extraction,
        said=tuple(said(seen.test)),
    )
    (place / PAGE).write_bytes(quality_page(page, [seen.report]))


def _recorded(desk: Desk, asset: DataAsset, exported: Exported, seen: Seen, means: str) -> int:
    """Record the finding and return its entry."""
    finding, subject = seen.finding, asset_subject(asset.id)
    body: dict[str, JsonValue] = {
        "about": finding.about,
        "suite": finding.suite,
        "verdict": finding.verdict.value,
        "root": exported.root,
        "checks": [
            {
                "code": one.code,
                "verdict": one.verdict.value,
                "seen": one.seen,
                "failed": one.failed,
                "warning": one.warning,
            }
            for one in finding.checks
        ],
        "report": digest(seen.report),
        "whole": seen.whole,
        "read": {**seen.test.body(), "means": means, "size": seen.size, "head": seen.root},
    }
    draft = Draft(kind=EntryKind.FINDING_RECORDED, subject=subject, actor="releve", body=body)
    (entry,) = desk.memory.record([draft], documents=[seen.report])
    return entry.index
