"""Findings as they stand: the last about each side, and what a later look may replace."""

from collections.abc import Mapping

from releve.ledger.body import text
from releve.model.evidence import Entry, Verdict

SUCCESSOR = "successor"
"""What a finding is about when it tells what the successor holds."""

Findings = Mapping[str, tuple[int, Verdict]]
"""By what they are about: the entry, and the verdict that stands."""


def stood(findings: Findings, entry: Entry) -> Findings:
    """Return the findings after one more ``finding_recorded`` entry.

    About the successor, one that did not pass is replaced by a whole reading alone: a sample drawn
    again until it shows nothing would hide what another one showed. A waiver makes it pass.
    """
    about, verdict = text(entry.body, "about"), Verdict(text(entry.body, "verdict"))
    before = findings.get(about)
    if (
        about == SUCCESSOR
        and before is not None
        and before[1] is not Verdict.PASSED
        and verdict is Verdict.PASSED
        and entry.body.get("whole") is not True
    ):
        return findings
    return {**findings, about: (entry.index, verdict)}


def explained(findings: Findings) -> Findings:
    """Return the findings after a person explained what did not agree at the source.

    Unless all before the delivery passed, they are made again. What was found at the successor
    stands: only another reading, or a waiver, changes it.
    """
    ours = {name: one for name, one in findings.items() if name != SUCCESSOR}
    if all(verdict is Verdict.PASSED for _, verdict in ours.values()):
        return findings
    return {name: one for name, one in findings.items() if name == SUCCESSOR}
