"""One part of an export: read, placed in bins, measured, and written unless it is there already."""

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import orjson

from connectors.pathways.attachments import Attachments
from connectors.pathways.baseline import Baseline
from connectors.pathways.output import Files, Output
from connectors.pathways.progress import PartState, Workspace
from connectors.pathways.references import Open, inner_references, shared_references
from connectors.pathways.rendering import Renderer, Taken
from connectors.pathways.shared import SharedRecords
from connectors.pathways.target import DATED, Target
from releve.errors import EvidenceRefused
from releve.pathways.conversion import Account, Defect
from releve.pathways.names import name_of, record_name
from releve.pathways.ports import Part, PathwaySnapshot, PathwaySource, SourcePathway
from releve.pathways.record import Pathway
from releve.pathways.scope import Bin, Placement, ScopeDecision, place
from releve.pathways.tree import entry_of_lines, pathway_key

ENTRY = 65
"""Bytes kept of each pathway taken: its name, its entry, and 1 if this package carries it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a process needs to export parts. It can be pickled.

    ``order`` is a digest of what decides the bytes beside the records. ``unfit`` are ids of
    shared records with defects. ``base`` is the index of the package that a delta starts from: it
    carries, and checks the attachments of, only pathways that differ from it. Without renderers
    nothing is written: the same reading, measured.
    """

    order: str
    source: PathwaySource
    token: str | None
    package_key: bytes = field(repr=False)
    decision: ScopeDecision
    at: date
    target: Target
    renderers: tuple[Renderer, ...]
    attachments: Attachments
    workspace: Workspace
    shared: SharedRecords
    unfit: frozenset[str]
    base: Path | None


@dataclass(slots=True, kw_only=True)
class Counts:
    """What one part, or all of them, came to. ``bins`` by bin and reason; sizes in bytes.

    ``depth`` holds the first and last dates of what happened, by entity. ``shared`` are the ids
    of shared records referred to; ``first`` and ``last`` the pathways' ids that bound the part.
    """

    pathways: int = 0
    unselected: int = 0
    octets: int = 0
    unchanged: int = 0
    kept: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    bins: Counter[tuple[Bin, str | None]] = field(default_factory=Counter)
    defects: Counter[tuple[str, str, str | None]] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    depth: dict[str, tuple[str, str]] = field(default_factory=dict)
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)
    opened: Open = field(default_factory=Open)
    account: Account = field(default_factory=Account)
    first: bytes = b""
    last: bytes = b""
    peak: int = 0

    def add(self, other: "Counts") -> None:
        """Add a part to the whole. Bounds are the reader's."""
        for name in ("pathways", "unselected", "octets", "unchanged", "kept"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("entities", "bins", "defects", "forms"):
            getattr(self, name).update(getattr(other, name))
        for entity, (first, last) in other.depth.items():
            low, high = self.depth.get(entity, (first, last))
            self.depth[entity] = (min(low, first), max(high, last))
        self.shared.update(other.shared)
        self.opened.update(other.opened)
        self.account.add(other.account)
        self.peak = max(self.peak, other.peak)


def export_part(job: Job, snapshot: PathwaySnapshot, part: Part) -> Counts:
    """Export one part; see :class:`Job`.

    A part recorded earlier whose entries are the same now, and whose files are as they were
    written, is counted and left.

    Raises:
        ConnectorError: those of the snapshot.
        EvidenceRefused: ``records_out_of_order``.

    """
    name = f"{part.number:05d}"
    workspace = job.workspace
    output = Output(workspace.content, workspace.aside(name)) if job.renderers else None
    reading = _Reading(job, name, output)
    for found in snapshot.pathways(part, reading.counts.account):
        reading.take(found)
    entries = b"".join(reading.entries)
    counts = reading.counts
    if output is not None:
        digest = hashlib.sha256(job.order.encode() + entries).hexdigest()
        known = workspace.load(name)
        if known is not None and _same(known, digest, output.files, workspace.content):
            output.files = dict(known.files)
            output.discard()
            counts.kept = 1
        else:
            for renderer in job.renderers:
                renderer.part(part.number, reading.taken, job.shared, output)
            workspace.save(name, PartState(digest, output.files))
            output.put()
        counts.forms.update(sizes(output.files))
    workspace.entries(name).write_bytes(entries)
    reading.keep_private()
    counts.peak = peak_memory()
    return counts


def _same(known: PartState, digest: str, pieces: Files, content: Path) -> bool:
    """Tell whether what was written is what would be, attachments included, and is intact."""
    unchanged = all(known.files.get(name) == piece for name, piece in pieces.items())
    return known.digest == digest and unchanged and known.intact(content)


def sizes(files: Files) -> Counter[str]:
    """Return the bytes of files by the folder that they are in, below the content."""
    found: Counter[str] = Counter()
    for path, file in files.items():
        found[path.partition("/")[0]] += file.size
    return found


class _Reading:
    """The pathways of one part as they are read."""

    def __init__(self, job: Job, name: str, output: Output | None) -> None:
        self.counts = Counts()
        self.entries: list[bytes] = []
        self.taken: list[Taken] = []
        self._job = job
        self._name = name
        self._output = output
        self._base = Baseline.open(job.base) if job.base is not None else None
        self._rejects: list[bytes] = []
        self._removed: list[bytes] = []

    def take(self, found: SourcePathway) -> None:
        """Place one pathway, and measure it if it is taken."""
        counts, job = self.counts, self._job
        name = found.id.encode()
        if name <= counts.last:
            raise EvidenceRefused("records_out_of_order", position=counts.pathways)
        counts.first = counts.first or name
        counts.last = name
        pathway = Pathway(found.id, found.records)
        if pathway not in job.target:
            counts.unselected += 1
            return
        counts.pathways += 1
        placement = self._place(pathway, found.defects)
        counts.bins[placement.bin, placement.reason] += 1
        if placement.bin is not Bin.TAKEN:
            self._leave(pathway)

    def _place(self, pathway: Pathway, defects: tuple[Defect, ...]) -> Placement:
        job = self._job
        shared = {
            target: (entity, attribute)
            for entity, attribute, target in shared_references(pathway.records)
        }
        wrong = [*defects, *_unfit(pathway, shared, job.unfit)]
        placement = place(pathway, job.decision, [one.code for one in wrong], job.at)
        if placement.bin is Bin.TAKEN:
            key = pathway_key(job.package_key, pathway.id)
            lines = [one.canonical() for one in pathway.records]
            named = zip((one.id for one in pathway.records), lines, strict=True)
            name, entry = name_of(key), entry_of_lines(key, named)
            if self._base is not None and self._base.get(name) == entry:
                self.counts.unchanged += 1
                self._count(pathway, shared, name + entry + b"\0")
                return placement
            pieces, wrong = job.attachments.take(pathway, self._output)
            if not wrong:
                self._count(pathway, shared, name + entry + b"\1")
                self.counts.octets += sum(map(len, lines))
                self.taken.append(Taken(pathway, pieces, lines))
                return placement
            placement = place(pathway, job.decision, [one.code for one in wrong], job.at)
        if placement.bin is Bin.REJECTED:
            self._reject(pathway, wrong)
        return placement

    def _count(self, pathway: Pathway, shared: dict[str, tuple[str, str]], row: bytes) -> None:
        counts = self.counts
        self.entries.append(row)
        counts.shared.update(shared)
        own = {one.id for one in pathway.records}
        for entity, attribute, target in inner_references(pathway.records):
            if target not in own:
                counts.opened.add(entity, attribute, target)
        if row[-1:] == b"\0":
            return
        entities, depth = counts.entities, counts.depth
        for record in pathway.records:
            entity = record.entity
            entities[entity] += 1
            for attribute in DATED[entity]:
                value = record.values.get(attribute)
                if type(value) is str:
                    day = value[:10]
                    low, high = depth.setdefault(entity, (day, day))
                    if day < low or day > high:
                        depth[entity] = (min(low, day), max(high, day))

    def _leave(self, pathway: Pathway) -> None:
        """Name a pathway that the base of a delta holds and that is no longer taken."""
        if self._base is not None:
            name = name_of(pathway_key(self._job.package_key, pathway.id))
            if self._base.get(name) is not None:
                line = {"id": pathway.id, "name": name.hex()}
                self._removed.append(orjson.dumps(line, option=orjson.OPT_SORT_KEYS))

    def _reject(self, pathway: Pathway, defects: list[Defect]) -> None:
        key = pathway_key(self._job.package_key, pathway.id)
        for one in defects:
            self.counts.defects[one.code, one.entity, one.attribute] += 1
            line = {
                "code": one.code,
                "entity": one.entity,
                "attribute": one.attribute,
                "pathway": name_of(key).hex(),
                "key": record_name(key, one.record).hex(),
                "record": one.record,
            }
            self._rejects.append(orjson.dumps(line, option=orjson.OPT_SORT_KEYS))

    def keep_private(self) -> None:
        """Write what only the controller may read, beside the content."""
        for kind, lines in (("rejects", self._rejects), ("removed", self._removed)):
            if lines:
                path = self._job.workspace.private(kind, self._name)
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines(line + b"\n" for line in lines)


def _unfit(
    pathway: Pathway, shared: dict[str, tuple[str, str]], unfit: frozenset[str]
) -> list[Defect]:
    """Return a defect for each shared record referred to that is itself unfit."""
    return [
        Defect(code="reference_unfit", entity=entity, record=pathway.id, attribute=attribute)
        for target, (entity, attribute) in (shared.items() if unfit else ())
        if target in unfit
    ]


def peak_memory() -> int:
    """Return the most memory that this process ever held, in bytes; 0 where nothing tells."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0]) * 1024 if peaks else 0
