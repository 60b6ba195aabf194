"""Make a body of data read-only (passage en lecture seule) before it is exported."""

from flows.desk import Desk
from releve.model.evidence import Draft, EntryKind
from releve.plan.authority import asset_of
from releve.plan.steps import Step


def freeze(desk: Desk, step: Step) -> None:
    """Freeze the asset and record by what means."""
    asset = asset_of(desk.memory.plan, step.subject)
    if asset is None or asset.medium is None:
        raise KeyError(step.subject)
    hands, medium = desk.hands(asset)
    means = hands.freeze(medium)
    draft = Draft(
        kind=EntryKind.ASSET_FROZEN, subject=step.subject, actor="releve", body={"means": means}
    )
    desk.memory.record([draft])
