"""Receive a publisher's extraction: the one that the adopted plan pins, whole, once."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from flows.desk import Desk
from flows.held import Held
from releve.errors import StepRefused, UsageError
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.extraction import Extracted
from releve.model.ids import asset_subject, copy_subject
from releve.model.medium import PACKAGES, FilesMedium, PathwaysMedium, SqlMedium
from releve.model.plan import CopyFate, DataAsset
from releve.model.time import instant_text
from releve.pathways.conversion import RowConverter
from releve.pathways.ports import PathwaySource
from releve.pathways.selection import SourceColumn, SourceSchema
from releve.plan.extractions import folders, held_elsewhere

_DRAFT = "ebauche-"
_SCHEMA = "main"
"""The schema of the SQLite database that tables are loaded into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What came of it; ``again`` when this extraction had been received before."""

    told: Extracted
    files: int
    octets: int
    rows: int
    again: bool


def receive_extraction(desk: Desk, name: str, folder: Path) -> Reception:
    """Verify a folder, load it below our own packages, and record that it was received.

    What a crash left half received is begun again; a dump that was restored and not recorded is
    refused (``restore_place_not_empty``), its database being for its owner to empty.

    Raises:
        UsageError: ``extraction_not_planned``, ``extraction_folder_unlisted``,
            ``extraction_manifest_missing``.
        StepRefused: ``extraction_differs_from_plan``, ``extraction_too_late``,
            ``extraction_paused``, ``extraction_kinds_mixed``, ``extraction_schema_differs``,
            ``extraction_copy_unlisted``.
        PlanError: as the reader of the manifest.
        ConnectorError: as :func:`connectors.extraction.receive`.

    """
    asset, medium = _planned(desk, name)
    _check_listed(desk, asset, folder)
    manifest = desk.reach.manifest(folder)
    if manifest.digest != medium.extraction:
        raise StepRefused(
            "extraction_differs_from_plan", expected=medium.extraction, found=manifest.digest
        )
    _refuse_late(desk, asset)
    declared = manifest.extraction
    told = Extracted(
        manifest=manifest.digest,
        publisher=declared.publisher,
        extracted_at=declared.extracted_at,
    )
    dumped = [
        (one.schema_name, frozenset(one.tables)) for one in declared.files if one.kind == "pg_dump"
    ]
    others = any(one.kind not in {"pg_dump", "attachments"} for one in declared.files)
    _check_place(asset, medium, dumped, others=others)
    held = Held.of(desk.workspace.packages, name)
    known = desk.memory.state.of(asset_subject(name)).extraction
    recorded = known is not None and known.told.manifest == manifest.digest
    if recorded and held.folder.is_dir():
        return Reception(told=told, files=len(declared.files), octets=0, rows=0, again=True)
    partial = held.partial
    for left in (partial.folder, held.folder):
        shutil.rmtree(left, ignore_errors=True)
    partial.folder.mkdir(mode=0o700, parents=True)
    received = desk.reach.extraction(manifest, partial, medium.endpoint)
    partial.folder.rename(held.folder)
    _durable(held.folder.parent)
    files = len(declared.files) + received.attachments
    body: dict[str, JsonValue] = {
        "manifest": told.manifest,
        "publisher": told.publisher,
        "extracted_at": instant_text(told.extracted_at),
        "files": files,
        "attachments": received.attachments,
        "octets": received.bytes,
        "tables": {
            one.table: {"declared": one.declared, "read": one.read} for one in received.tables
        },
    }
    if not recorded:
        kind, subject = EntryKind.EXTRACTION_RECEIVED, asset_subject(name)
        desk.memory.record([Draft(kind=kind, subject=subject, actor="releve", body=body)])
    rows = sum(one.read for one in received.tables)
    return Reception(told=told, files=files, octets=received.bytes, rows=rows, again=recorded)


class Readable(Protocol):
    """A database that a mapping may be judged against."""

    def schema(self) -> SourceSchema:
        """Describe every table of the schema as it is now."""

    def distinct(self, table: str, column: str, limit: int) -> tuple[str, ...] | None:
        """Return the values of a column, ``None`` if there are more than ``limit``."""

    def shape(self, query: str) -> tuple[SourceColumn, ...]:
        """Describe the columns that a query gives; ``ConnectorError`` if it cannot be run."""

    def through(
        self, converters: Callable[[SourceSchema], Sequence[RowConverter]]
    ) -> PathwaySource:
        """Return the same tables seen through a mapping."""


def shown(desk: Desk, name: str) -> tuple[Readable, str]:
    """Return the extraction received that an asset shows, and its schema; no mapping is read.

    Raises ``UsageError`` ``extraction_not_planned``, ``StepRefused`` ``extraction_not_received``.
    """
    asset, medium = _planned(desk, name)
    desk.received(asset)
    if medium.endpoint != PACKAGES:
        return desk.reach.pathways_of(medium.endpoint, medium.schema_name), medium.schema_name
    return desk.reach.pathways_in(Held.of(desk.workspace.packages, name)), _SCHEMA


@contextmanager
def loaded(desk: Desk, folder: Path) -> Iterator[tuple[Readable, str]]:
    """Load an extraction that no plan pins yet, to draft its mapping, and remove it afterwards.

    A dump is refused: it needs a database kept for it. Raises as :func:`receive_extraction`.
    """
    manifest = desk.reach.manifest(folder)
    for left in desk.workspace.packages.glob(f"{_DRAFT}*"):  # of a draft that was killed
        shutil.rmtree(left)
    with TemporaryDirectory(prefix=_DRAFT, dir=desk.workspace.packages) as place:
        held = Held(folder=Path(place))
        desk.reach.extraction(manifest, held)
        yield desk.reach.pathways_in(held), _SCHEMA


def _planned(desk: Desk, name: str) -> tuple[DataAsset, PathwaysMedium]:
    desk.check_source()
    asset = next((one for one in desk.memory.plan.assets if one.id == name), None)
    medium = asset.medium if asset is not None else None
    if asset is None or not isinstance(medium, PathwaysMedium) or medium.extraction is None:
        raise UsageError("extraction_not_planned", asset=name)
    return asset, medium


def _check_listed(desk: Desk, asset: DataAsset, folder: Path) -> None:
    """Refuse a folder that the plan does not give back and destroy: it is the data, in clear."""
    plan = desk.memory.plan
    listed = {
        (desk.reach.folder(one.medium.endpoint) / one.medium.path).resolve()
        for source in plan.assets
        if held_elsewhere(source, asset)
        for one in folders(plan, source)
        if isinstance(one.medium, FilesMedium)
    }
    if folder.resolve() not in listed:
        shown = tuple(str(one) for one in sorted(listed))
        raise UsageError("extraction_folder_unlisted", folder=str(folder), listed=shown)


def _refuse_late(desk: Desk, asset: DataAsset) -> None:
    """Nothing is loaded again once a copy of ours is asked to go, nor on a paused subject."""
    state = desk.memory.state
    copies = (state.of(copy_subject(asset.id, one.id)) for one in asset.copies)
    if any(one.intent is not None or one.ended is not None for one in copies):
        raise StepRefused("extraction_too_late", asset=asset.id)
    if state.paused_by(asset_subject(asset.id)) is not None:
        raise StepRefused("extraction_paused", asset=asset.id)


def _check_place(
    asset: DataAsset,
    medium: PathwaysMedium,
    dumped: list[tuple[str, frozenset[str]]],
    *,
    others: bool,
) -> None:
    """Refuse what the view would not see whole, and a restored database that nobody destroys.

    A dump is restored into the plan's endpoint, which a copy of the view must list; tables of
    files are loaded into our own packages.
    """
    if dumped and others:
        raise StepRefused("extraction_kinds_mixed", asset=asset.id)
    schema = dumped[0][0] if dumped else _SCHEMA
    here = medium.endpoint == PACKAGES
    if here is bool(dumped) or medium.schema_name != schema:
        facts = {"endpoint": medium.endpoint, "planned": medium.schema_name, "schema": schema}
        raise StepRefused("extraction_schema_differs", asset=asset.id, **facts)
    if dumped and not any(
        isinstance(one.medium, SqlMedium)
        and (one.medium.endpoint, one.medium.schema_name) == (medium.endpoint, schema)
        and frozenset(one.medium.tables) == dumped[0][1]
        and one.fate is CopyFate.DESTROYED
        for one in asset.copies
    ):
        raise StepRefused("extraction_copy_unlisted", asset=asset.id, endpoint=medium.endpoint)


def _durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
