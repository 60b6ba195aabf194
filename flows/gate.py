"""The quality gates of a run, opened late: importing their engine takes seconds and 200 MB."""

from expectations.gate import GxGate
from expectations.pathways import PathwayGate
from releve.ports import QualityGate


def lazy_gate() -> QualityGate:
    """Return the gate; its engine is imported at the first check."""
    return GxGate()


def pathway_gate() -> PathwayGate:
    """Return the gate of pathways, which plants faults to judge itself."""
    return PathwayGate(gate=GxGate())
