"""Runs measures one after the other, each in a process of its own, and tells as it goes."""

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.ground import MEGA, Done, Ground, Measure, Prepare
from connectors.pathways.part import peak_memory

LIMIT = 400 * MEGA
"""Bytes that a process of ours may hold at most."""

_PULSE = 30.0
"""Seconds between two signs of life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A measure, how long it took and what it came to; ``peak`` of the largest process, in bytes.

    Without ``done`` it ended before its end, or its tool is not here (``wrong`` is then empty).
    """

    measure: Measure
    seconds: float
    peak: int
    done: Done | None
    wrong: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Pathways a second."""
        return self.done.pathways / self.seconds if self.done else 0.0

    @property
    def flow(self) -> float:
        """MB a second."""
        return self.done.octets / self.seconds / MEGA if self.done else 0.0


def run(measures: Sequence[Measure], ground: Ground) -> Iterator[Result]:
    """Yield each result as it is there; what needs a measure that failed is not begun."""
    began = time.perf_counter()
    failed: set[str] = set()
    for number, measure in enumerate(measures, start=1):
        minutes, seconds = divmod(int(time.perf_counter() - began), 60)
        print(f"{minutes:3d}:{seconds:02d} {number:2d}/{len(measures)} {measure.title}", flush=True)
        if measure.tool is not None and shutil.which(measure.tool) is None:
            print(f"       left out: {measure.tool} is not here", flush=True)
            found = Result(measure=measure, seconds=0.0, peak=0, done=None, wrong=())
        elif failed.intersection(measure.needs):
            found = Result(measure=measure, seconds=0.0, peak=0, done=None, wrong=("not_begun",))
        else:
            found = _apart(measure, ground)
        if found.done is None and found.wrong:
            failed.update((measure.name, *(("carried",) * (measure.name == ground.carried))))
        print(f"       {_told(found)}", flush=True)
        yield found


def _told(result: Result) -> str:
    peak = f" {result.peak / MEGA:6.0f} MB a process" if result.measure.ours else ""
    wrong = f"  WRONG: {', '.join(result.wrong)}" if result.wrong else ""
    return (
        f"{result.seconds:8.1f} s {result.rate:9,.0f} pathways/s {result.flow:8.1f} MB/s"
        f"{peak}{wrong}"
    )


def _apart(measure: Measure, ground: Ground) -> Result:
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(measure.prepare, ground, there))
    process.start()
    there.close()
    waited = 0.0
    found: tuple[float, int, Done] | None = None
    while found is None:
        try:
            if here.poll(_PULSE):
                found = here.recv()
            else:
                waited += _PULSE
                print(f"       … {waited:.0f} s", flush=True)
        except EOFError:
            break
    process.join()
    if found is None or process.exitcode:
        return Result(measure=measure, seconds=0.0, peak=0, done=None, wrong=("failed",))
    seconds, own, done = found
    peak = max(own, done.peak)
    large = ("memory",) if measure.ours and peak > LIMIT else ()
    return Result(
        measure=measure, seconds=seconds, peak=peak, done=done, wrong=(*done.wrong, *large)
    )


def _measured(prepare: Prepare, ground: Ground, to: Connection) -> None:
    with prepare(ground) as work:
        began = time.perf_counter()
        done = work()
        to.send((time.perf_counter() - began, peak_memory(), done))


def ready(folder: Path) -> None:
    """Make a folder that the service account of PostgreSQL can go through."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
