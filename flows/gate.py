"""The quality gate of a run, opened late: importing its engine takes seconds and 200 MB."""

from expectations.gate import GxGate
from releve.ports import QualityGate


def lazy_gate() -> QualityGate:
    """Return the gate; its engine is imported at the first check."""
    return GxGate()
