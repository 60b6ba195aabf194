"""The end of an export: what is about the whole package, written after all its parts."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import orjson

from connectors.pathways.baseline import Baseline, write_index
from connectors.pathways.order import Exported, Order
from connectors.pathways.output import Output
from connectors.pathways.part import ENTRY, Counts, Job, peak_memory, sizes
from connectors.pathways.progress import DIRECTORY_PART, PartState, Workspace
from connectors.pathways.report import FILE, Delta, Found, described
from releve.canonical import encode
from releve.model.evidence import JsonValue, Measured
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.tree import entry_of, package_root, pathway_key

REMOVED_FILE = "removed.ndjson"
_INDEX = "index"
_NAME, _PAIR = 32, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """An export whose parts are done: their names in order, and what they came to."""

    order: Order
    job: Job
    parts: Sequence[str]
    total: Counts
    shared_defects: Counter[str]
    wanted: frozenset[str]


def end(course: Course, source: int | None, balance: JsonValue) -> Exported:
    """Write the directory, the documentation and the report, and make everything durable."""
    order, total, workspace = course.order, course.total, course.job.workspace
    parts, shared, wanted = course.parts, course.job.shared, course.wanted
    pathways = total.entities["person"]
    records = _counted(shared.records(wanted), total)
    entry = entry_of(pathway_key(course.job.package_key, DIRECTORY), records)
    measured = Measured(
        records=total.entities.total(),
        octets=total.octets,
        root=_root(workspace, parts, entry, carried=True),
        parts={**dict(sorted(total.entities.items())), "person": pathways},
    )
    workspace.remove_strays()
    output = Output(workspace.content, workspace.aside(DIRECTORY_PART))
    for renderer in order.renderers:
        renderer.directory(shared.records(wanted), shared, output)
    for name, data in order.documents.items():
        output.write(name, [data])
    delta = _delta(course, entry, output)
    total.forms.update(sizes(output.files))
    found = Found(
        counts=total,
        source=source,
        shared=len(wanted),
        shared_read=len(shared),
        shared_defects=course.shared_defects,
        conservation=balance,
        measured=measured,
        order=order,
        delta=delta,
    )
    report = encode(described(found))
    if order.renderers:
        output.write(FILE, [report])
    workspace.save(DIRECTORY_PART, PartState(entry.hex(), output.files))
    output.put()
    index = workspace.folder / _INDEX if order.target.whole else None
    if index is not None:
        whole = delta.root if delta is not None else measured.root or ""
        write_index(index, (row[:_PAIR] for row in _entries(workspace, parts)), whole)
    os.sync()
    return Exported(
        measured=measured,
        report=report,
        files=workspace.files(),
        units=tuple(workspace.units([DIRECTORY_PART, *parts])),
        index=index,
        kept=total.kept,
        peak=max(total.peak, peak_memory()),
    )


def _delta(course: Course, directory: bytes, output: Output) -> Delta | None:
    base, workspace = course.order.base, course.job.workspace
    if base is None:
        return None
    earlier = Baseline.open(base.index)
    return Delta(
        base=base.package,
        base_root=earlier.root,
        root=_root(workspace, course.parts, directory, carried=False),
        removed=_write_removed(workspace, course.parts, earlier, output),
        unchanged=course.total.unchanged,
    )


def _counted(records: Iterator[Record], total: Counts) -> Iterator[Record]:
    for record in records:
        total.entities[record.entity] += 1
        total.octets += len(record.canonical())
        yield record


def _entries(workspace: Workspace, parts: Sequence[str]) -> Iterator[bytes]:
    """Iterate over what was kept of each pathway taken, in the order of ids."""
    for part in parts:
        data = workspace.entries(part).read_bytes()
        for start in range(0, len(data), ENTRY):
            yield data[start : start + ENTRY]


def _root(workspace: Workspace, parts: Sequence[str], directory: bytes, *, carried: bool) -> str:
    """Return the root over the directory and the pathways carried, or all those taken.

    ``directory`` comes before ``person/…``, and ids inside parts were checked to be in order.
    """
    rows = _entries(workspace, parts)
    kept = (row[_NAME:_PAIR] for row in rows if row[_PAIR] or not carried)
    return package_root(chain([directory], kept))


def _write_removed(
    workspace: Workspace, parts: Sequence[str], base: Baseline, output: Output
) -> int:
    """Write ``removed.ndjson``: what the base holds and that is not taken any more, by name.

    A pathway that is still at the source (an opposition since) has its ``id`` too.
    """
    now = {row[:_NAME] for row in _entries(workspace, parts)}
    known: dict[str, str] = {}
    for path in (workspace.folder / "removed").iterdir():
        for line in path.read_bytes().splitlines():
            said = orjson.loads(line)
            known[said["name"]] = said["id"]
    removed = [name.hex() for name in base.names() if name not in now]
    with output.open(REMOVED_FILE) as file:
        for name in removed:
            said = {"name": name} | ({"id": known[name]} if name in known else {})
            file.write(orjson.dumps(said, option=orjson.OPT_SORT_KEYS) + b"\n")
    return len(removed)
