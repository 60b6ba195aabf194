"""Processes that export parts side by side, over the one instant that their parent holds open."""

import gc
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice
from multiprocessing import connection, get_context, parent_process

from connectors.pathways.part import Counts, Job, export_part
from releve.errors import ConnectorError
from releve.pathways.ports import Part, PathwaySnapshot

_AHEAD = 2
"""Parts handed to each process: one under way, one waiting for it."""

_ALLOCATED = 50_000
"""Objects made between two collections: records are many, and live as long as their part."""


class _Place:
    """What one worker process holds: the job, and the snapshot once it is needed."""

    job: Job
    snapshot: PathwaySnapshot | None = None
    held: ExitStack


def exported(
    job: Job, snapshot: PathwaySnapshot, parts: Sequence[Part], processes: int
) -> Iterator[tuple[Part, Counts]]:
    """Export parts, and yield each when it is done, in any order.

    In this process when there is one to use, when no other can open the same instant, or when there
    are not two parts for each: starting another takes longer than a part.

    Raises:
        ConnectorError: ``export_worker_died``, and what any part raises; nothing runs any more.

    """
    if processes == 1 or job.token is None or len(parts) < _AHEAD * processes:
        for part in parts:
            yield part, export_part(job, snapshot, part)
        return
    lanes = [_Lane(job, run) for run in _runs(parts, processes)]
    running = {future: lane for lane in lanes for future in lane.hand_out(_AHEAD)}
    try:
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                lane = running.pop(future)
                running.update(dict.fromkeys(lane.hand_out(1), lane))
                yield future.result()
    except BrokenProcessPool:
        raise ConnectorError("export_worker_died", processes=processes) from None
    finally:
        for lane in lanes:
            lane.close()


def _runs(parts: Sequence[Part], processes: int) -> list[Sequence[Part]]:
    """Cut the parts into runs: whoever reads on in the same direction reads each row once."""
    size = -(-len(parts) // processes)
    return [parts[start : start + size] for start in range(0, len(parts), size or 1)]


class _Lane:
    """One process, and the run of parts that it exports in order."""

    def __init__(self, job: Job, parts: Sequence[Part]) -> None:
        self._pool = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_begin, initargs=(job,)
        )
        self._left = iter(parts)

    def hand_out(self, count: int) -> list[Future[tuple[Part, Counts]]]:
        """Give the process its next parts, as far as there are any."""
        return [self._pool.submit(_run, part) for part in islice(self._left, count)]

    def close(self) -> None:
        """Stop after the part under way."""
        self._pool.shutdown(cancel_futures=True)


def _begin(job: Job) -> None:
    _Place.job = job
    _Place.held = ExitStack()
    gc.freeze()  # what was imported is never garbage: collections look at the part alone
    gc.set_threshold(_ALLOCATED)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _run(part: Part) -> tuple[Part, Counts]:
    if _Place.snapshot is None:
        job = _Place.job
        _Place.snapshot = _Place.held.enter_context(job.source.snapshot(job.token))
    return part, export_part(_Place.job, _Place.snapshot, part)


def _die_with_parent() -> None:
    """End at once when the parent is gone, so that no orphan writes beside the next export."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
