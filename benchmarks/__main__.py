"""``python -m benchmarks``: pathways from their database to their successor, every stage timed.

Ends with 1 when a limit is broken: a count, root or verdict that is not what it must be, or a
process of ours above 400 MB. Ratios of speed are told, and break nothing.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.results import ratios, write
from benchmarks.run import ready, run
from benchmarks.stages import STAGES, chosen
from deployments.rehearsal.postgres import Cluster

_HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; return the exit code."""
    asked = _parser().parse_args(arguments)
    measures = chosen(asked.only, asked.package)
    into = asked.into or (None if asked.only else _HERE)
    at = datetime.now(UTC).date().isoformat()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as name:
        ready(Path(name))
        ground = Ground(
            folder=Path(name),
            pathways=asked.pathways,
            processes=asked.processes,
            carried=asked.package,
            load=round(os.getloadavg()[0], 2),
        )
        cluster = Cluster.open(ground.folder / "cluster")
        try:
            results = list(run(measures, ground))
        finally:
            cluster.discard()
    every = {one.measure.name: one for one in results}
    print()
    for one in results:
        for peer, ratio in ratios(one, every).items():
            print(f"{one.measure.title}: {ratio:.2f} × {every[peer].measure.title}")
    if into is not None:
        write(into, ground, results, at)
    wrong = [f"{one.measure.name}: {', '.join(one.wrong)}" for one in results if one.wrong]
    print(*(f"WRONG  {one}" for one in wrong), sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pathways", type=_positive, default=20_000, metavar="N")
    parser.add_argument("--processes", type=_positive, default=2, metavar="N")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        choices=STAGES,
        help="this stage, and what it needs; again for another. Without it: all, `fhir` aside",
    )
    parser.add_argument(
        "--package",
        choices=("bundles", "whole"),
        default="bundles",
        help="the export that goes on: canonical form and Bundles, or every form",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="where results.json and results.md go (of a whole run: benchmarks/)",
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


if __name__ == "__main__":
    sys.exit(main())
