"""What the successor holds, read back from it: what was found there binds what comes after."""

from releve.errors import ActRefused
from releve.ledger.findings import SUCCESSOR
from releve.ledger.subject import SubjectState
from releve.model.evidence import Verdict
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.plan.situation import Situation
from releve.plan.steps import Reason


def reads_back(asset: DataAsset) -> bool:
    """Tell whether a read test must be recorded: the plan names the successor's own way in."""
    return isinstance(asset.medium, PathwaysMedium) and asset.restitution.load is not None


def read_back(situation: Situation) -> Reason | None:
    """What the successor holds was read back where it can be, and found to be what was sent.

    A finding about the successor that did not pass blocks, wherever it came from.
    """
    asset = situation.asset
    if asset is None:
        return None
    found = situation.parent.findings.get(SUCCESSOR)
    if found is None:
        if not reads_back(asset):
            return None
        return Reason(code="read_test_missing", mover="role:operator")
    index, verdict = found
    if verdict is Verdict.PASSED:
        return None
    facts = (("about", SUCCESSOR), ("verdict", verdict.value), ("entry", index))
    return Reason(code="finding_blocks", mover="role:operator", facts=facts)


def admit_acceptance(asset: DataAsset, known: SubjectState) -> None:
    """Refuse an acceptance of what was not read back, or was and differs.

    Raises:
        ActRefused: ``acceptance_before_read_test``; ``acceptance_against_finding`` with ``entry``
            and ``verdict``.

    """
    found = known.findings.get(SUCCESSOR)
    if found is None and reads_back(asset):
        raise ActRefused("acceptance_before_read_test", subject=known.subject)
    if found is not None and found[1] is not Verdict.PASSED:
        index, verdict = found
        raise ActRefused(
            "acceptance_against_finding",
            subject=known.subject,
            entry=index,
            verdict=verdict.value,
        )
