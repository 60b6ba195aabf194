"""How a benchmark measures and says what it saw: best wall time of a few runs, and a ratio."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Seconds for a number of things done."""

    name: str
    seconds: float
    count: int

    def line(self, limit: "Reading | None" = None) -> str:
        """Return one line: rate, and how many times longer than the limit per thing done."""
        rate = self.count / self.seconds
        told = f"{self.name:<58} {self.seconds:9.3f} s {rate:12,.0f}/s"
        if limit is None:
            return told
        ratio = (self.seconds / self.count) / (limit.seconds / limit.count)
        return f"{told}   × {ratio:.2f} of « {limit.name} »"


def best(name: str, count: int, work: Callable[[], object], runs: int = 3) -> Reading:
    """Return the best of a few runs: what is left out is other people's noise."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return Reading(name=name, seconds=min(seconds), count=count)


def peak_mib() -> float:
    """Return the peak memory of this process so far, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
