"""The quality gate over a package: against its source, its suite, its scope, and planted faults."""

from collections.abc import Iterator
from contextlib import contextmanager

import orjson

from benchmarks.ground import KEY, Done, Ground, Work, unless
from benchmarks.pathways_export import AT, DECISION, source_groups
from expectations.fidelity import portrait
from expectations.gate import GxGate
from expectations.pathways import Due, PathwayGate, Scoped
from releve.model.evidence import Verdict
from releve.pathways.folder import CanonicalFolder

CANONICAL = "canonical/part-*.ndjson"


@contextmanager
def parsed(ground: Ground) -> Iterator[Work]:
    """Parse every canonical line and look at nothing."""

    def work() -> Done:
        octets = count = 0
        for path in sorted(ground.content.glob(CANONICAL)):
            with path.open("rb") as lines:
                for line in lines:
                    orjson.loads(line)
                    octets += len(line)
                    count += 1
        return Done(pathways=count, octets=octets)

    yield work


@contextmanager
def validated(ground: Ground) -> Iterator[Work]:
    """Read the source once more, then let the gate say whether the package is fit, and all there.

    Its first check imports Great Expectations, which is timed: it takes seconds.
    """
    keys = ground.folder / "keys.ndjson"

    def work() -> Done:
        source = portrait(KEY, source_groups(ground))
        finding, _ = PathwayGate(gate=GxGate()).check(
            "package",
            CanonicalFolder(ground.bag),
            Due(
                portrait=source,
                root=source.root(),
                scoped=Scoped(decision=DECISION, at=AT),
            ),
            key=KEY,
            seed=bytes(32),
            keys=keys,
        )
        passed = finding.verdict is Verdict.PASSED
        return Done(
            pathways=source.records["person"],
            octets=sum(path.stat().st_size for path in ground.content.glob(CANONICAL)),
            wrong=(
                *unless(passed, "gate_not_passed"),
                *unless(source.records["person"] == ground.pathways, "pathways_differ"),
            ),
            facts={
                "checks": len(finding.checks),
                "not_passed": sum(one.verdict is not Verdict.PASSED for one in finding.checks),
            },
        )

    yield work
    keys.unlink(missing_ok=True)
