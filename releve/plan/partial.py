"""Partial packages: pathways that leave beside the whole package, and what must stand before.

One pathway, a list, a period, an early whole delivery or a delta. None of them stands for the
whole package: they open nothing, and no destruction rests on them.
"""

from collections.abc import Iterator

from releve.model.people import Role
from releve.plan.guards import no_hold, not_paused
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason
from releve.plan.takeover import scope_decided, trial_made


def recipient_named(situation: Situation) -> Reason | None:
    """The plan names the recipient, its drop, and the controller's instruction for a third one."""
    asset = situation.asset
    if asset is None:
        return None
    given, mover = asset.restitution, role_at(Role.CONTROLLER, asset.controller)
    if given.recipient is None or given.drop is None:
        return Reason(code="recipient_unnamed", mover=mover)
    if given.recipient != asset.controller and given.instruction is None:
        return Reason(code="instruction_missing", mover=mover)
    return None


def objections(situation: Situation, *, whole: bool) -> Iterator[Reason]:
    """Yield what forbids a partial package of an asset that shows pathways.

    A ``whole`` one (early delivery, delta) is real data of everybody: it waits for the trial
    migration that the plan asks for, as the whole package does.
    """
    guards = (not_paused, no_hold, recipient_named, scope_decided)
    for guard in (*guards, trial_made) if whole else guards:
        reason = guard(situation)
        if reason is not None:
            yield reason
