"""What a gate concludes: the finding, and its report as bytes. Codes and counts, never values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expectations.planting import Planted
from releve.canonical import JsonValue, decode, encode
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
            "checks": [_told(one.check, one.reason) for one in concluded],
        }
    )
    return finding, report


def plain(finding: Finding) -> bytes:
    """Return the report of a finding that no engine made."""
    return encode(
        {
            "format": FORMAT,
            "about": finding.about,
            "suite": finding.suite,
            "verdict": finding.verdict.value,
            "checks": [_told(one, None) for one in finding.checks],
        }
    )


def merged(
    report: bytes, whole: Finding, checks: Sequence[Check], planted: Sequence[Planted], lines: int
) -> bytes:
    """Return a suite's report with the ``checks`` made besides, and what was planted.

    ``lines`` is the length of the private list of records at fault. Nothing of it is here.
    """
    document = decode(report)
    if not isinstance(document, dict) or not isinstance(document["checks"], list):
        raise TypeError(FORMAT)
    return encode(
        {
            **document,
            "verdict": whole.verdict.value,
            "checks": [*document["checks"], *(_told(one, None) for one in checks)],
            "planted": [
                {
                    "kind": one.kind,
                    "at_source": one.at_source,
                    "made_up": one.made_up,
                    "caught_by": list(one.caught_by),
                }
                for one in planted
            ],
            "listed": lines,
        }
    )


def _told(check: Check, reason: str | None) -> dict[str, JsonValue]:
    return {
        "code": check.code,
        "verdict": check.verdict.value,
        "seen": check.seen,
        "failed": check.failed,
        "warning": check.warning,
        "reason": reason,
    }
