"""What a gate concludes: the finding, and its report as bytes. Codes and counts, never values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from releve.canonical import encode
from releve.model.evidence import Check, Finding, Verdict

FORMAT = "releve/quality-report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """One check with the reason why it is undetermined, if it is."""

    check: Check
    reason: str | None = None


def undetermined(code: str, reason: str, *, seen: int = 0) -> Concluded:
    """Return a check that could not be made. It is never a warning: nobody knows what it hides."""
    check = Check(code=code, verdict=Verdict.UNDETERMINED, seen=seen, failed=0)
    return Concluded(check=check, reason=reason)


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Return ``FAILED`` if a check that may block failed, else ``UNDETERMINED`` if one is so.

    Without any check nothing is known: ``UNDETERMINED``.
    """
    checks = tuple(checks)
    if not checks:
        return Verdict.UNDETERMINED
    verdicts = {check.verdict for check in checks if not check.warning}
    for verdict in (Verdict.FAILED, Verdict.UNDETERMINED):
        if verdict in verdicts:
            return verdict
    return Verdict.PASSED


def conclude(
    suite: str, suite_digest: str, about: str, engine: str, concluded: Sequence[Concluded]
) -> tuple[Finding, bytes]:
    """Return the finding and its report: the same bytes for the same conclusions."""
    checks = tuple(one.check for one in concluded)
    finding = Finding(about=about, suite=suite, verdict=verdict_of(checks), checks=checks)
    report = encode(
        {
            "format": FORMAT,
            "about": about,
            "suite": suite,
            "suite_digest": suite_digest,
            "engine": {"name": "great_expectations", "version": engine},
            "verdict": finding.verdict.value,
            "checks": [
                {
                    "code": one.check.code,
                    "verdict": one.check.verdict.value,
                    "seen": one.check.seen,
                    "failed": one.check.failed,
                    "warning": one.check.warning,
                    "reason": one.reason,
                }
                for one in concluded
            ],
        }
    )
    return finding, report
