"""The export of pathways: a source becomes the content of one package, whole or not at all.

Laws that fail the run: every pathway read ends in one bin, and bins sum to what the source counts;
values in are values out or accounted for; references are closed inside the package; groups are
in the order of their ids. ``report.json`` is written last: content without it is no package.
"""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import orjson

from connectors.pathways.attachments import Attachments
from connectors.pathways.ending import Course, end
from connectors.pathways.order import Conservation, Exported, Order
from connectors.pathways.part import Counts, Job
from connectors.pathways.progress import Workspace, durable
from connectors.pathways.report import FILE, check_bins, check_chosen
from connectors.pathways.shared import SharedRecords, keep_shared
from connectors.pathways.target import Everything
from connectors.pathways.worker import exported
from releve.canonical import digest, encode
from releve.errors import ConnectorError, EvidenceRefused
from releve.model.evidence import JsonValue, Measured
from releve.pathways.ports import PathwaySnapshot, PathwaySource
from releve.ports import Progress

OPEN_FILE = "references-open.ndjson"
SHARED_FILE = "directory.records"


class PathwayExporter:
    """Exports one source, by its order, with ``processes`` side by side.

    ``work`` is a private folder on the file system of the content, kept for this package alone:
    progress, rejects and the index stay there. The source must be picklable where ``processes``
    is more than one.
    """

    def __init__(
        self,
        source: PathwaySource,
        order: Order,
        work: Path,
        *,
        conservation: Conservation | None = None,
        processes: int = 2,
    ) -> None:
        """Know what to do.

        Raises:
            ConnectorError: ``delta_targeted``: a delta is of the whole source.

        """
        if order.base is not None and not isinstance(order.target, Everything):
            raise ConnectorError("delta_targeted")
        self._source = source
        self._order = order
        self._work = work
        self._conservation = conservation
        self._processes = processes

    def export(self, folder: Path, package_key: bytes, progress: Progress) -> Measured:
        """Write the content below ``folder``; see :meth:`run`."""
        return self.run(folder, package_key, progress).measured

    def measure(self, package_key: bytes) -> Measured:
        """Measure what :meth:`export` would write, its attachments read, and write no content."""
        work = self._work / "measure"
        content = work / "content"
        content.mkdir(parents=True, exist_ok=True, mode=0o700)
        order = replace(self._order, renderers=(), documents={})
        return self._run(order, Workspace(work, content), package_key, _silent).measured

    def run(self, folder: Path, package_key: bytes, progress: Progress) -> Exported:
        """Write the content below ``folder``, or take up an interrupted export of this order.

        All is durable on return. After a failure there is no ``report.json``. ``progress`` is given
        the number of records measured so far.

        Raises:
            ConnectorError: ``bins_do_not_sum``, ``reference_open``, ``pathways_unknown``,
                ``export_worker_died``, ``export_running``, ``folder_not_empty``, those of the
                source and of the law of values.
            EvidenceRefused: ``records_out_of_order``, ``package_key_malformed``.

        """
        return self._run(self._order, Workspace(self._work, folder), package_key, progress)

    def _run(self, order: Order, workspace: Workspace, key: bytes, progress: Progress) -> Exported:
        with workspace.held():
            workspace.begin(_asked(order))
            (workspace.content / FILE).unlink(missing_ok=True)
            try:
                with self._source.snapshot() as snapshot:
                    return self._exported(order, workspace, key, snapshot, progress)
            finally:
                (workspace.folder / SHARED_FILE).unlink(missing_ok=True)

    def _exported(
        self,
        order: Order,
        workspace: Workspace,
        key: bytes,
        snapshot: PathwaySnapshot,
        progress: Progress,
    ) -> Exported:
        total = Counts()
        shared, defects, unfit = keep_shared(
            workspace.folder / SHARED_FILE, snapshot, total.account
        )
        job = Job(
            order=digest(encode(_asked(order))),
            source=self._source,
            token=snapshot.token,
            package_key=key,
            decision=order.decision,
            at=order.at,
            target=order.target,
            renderers=order.renderers,
            attachments=Attachments(order.files),
            workspace=workspace,
            shared=shared,
            unfit=unfit,
            base=order.base.index if order.base is not None else None,
        )
        names = self._read(job, snapshot, total, progress)
        wanted = _closed(workspace, shared, total)
        source, balance = self._balanced(snapshot, total)
        course = Course(
            order=order,
            job=job,
            parts=names,
            total=total,
            shared_defects=defects,
            wanted=wanted,
        )
        return end(course, source, balance)

    def _read(
        self, job: Job, snapshot: PathwaySnapshot, total: Counts, progress: Progress
    ) -> list[str]:
        """Export every part into ``total``; return the parts' names, in order."""
        parts = self._order.target.parts(snapshot, self._order.part_size)
        names = [f"{part.number:05d}" for part in parts]
        job.workspace.forget_others(set(names))
        bounds: dict[int, tuple[bytes, bytes]] = {}
        for part, counts in exported(job, snapshot, parts, self._processes):
            total.add(counts)
            bounds[part.number] = (counts.first, counts.last)
            progress(total.entities.total())
        last = b""
        for part in parts:
            first, until = bounds[part.number]
            if first and first <= last:
                raise EvidenceRefused("records_out_of_order", position=part.number)
            last = until or last
        return names

    def _balanced(self, snapshot: PathwaySnapshot, total: Counts) -> tuple[int | None, JsonValue]:
        """Return the source's count and the balance; ``None`` where they cannot be drawn."""
        check_chosen(total, self._order.target)
        if self._conservation is None or not self._order.target.reads_all:
            check_bins(total, None)
            return None, None
        inflow = snapshot.inflow()
        source = self._conservation.pathways(inflow)
        check_bins(total, source)
        return source, self._conservation.balance(inflow, total.account)


def _closed(workspace: Workspace, shared: SharedRecords, total: Counts) -> frozenset[str]:
    """Return the shared records that the package must hold, all references being closed.

    Raises:
        ConnectorError: ``reference_open``; the ids are in a private file of the workspace.

    """
    for name, (entity, attribute) in total.shared.items():
        if name not in shared:
            total.opened.add(entity, attribute, name)
    wanted = shared.closure(total.shared, total.opened)
    lines = [orjson.dumps(one) + b"\n" for one in sorted(total.opened.ids)]
    durable(workspace.folder / OPEN_FILE, b"".join(lines))
    total.opened.refuse()
    return wanted


def _asked(order: Order) -> dict[str, JsonValue]:
    """Return what decides the bytes beside the records."""
    return {
        "releve": version("releve"),
        "target": order.target.described(),
        "forms": {one.name: [one.version, one.setting] for one in order.renderers},
        "inputs": dict(order.inputs),
        "attachments": order.files is not None,
        "base": order.base.package if order.base is not None else None,
    }


def _silent(_records: int) -> None:
    """Report no progress."""
