"""What a new plan changes: the subjects whose open requests its adoption lapses."""

from collections.abc import Iterable

from releve.model.ids import PLAN_SUBJECT, asset_subject, copy_subject, service_subject
from releve.model.plan import Plan

_SUBJECT_FIELDS = {"services", "assets", "milestones", "title"}


def touched(before: Plan, after: Plan) -> tuple[str, ...]:
    """Name the subjects a new plan touches; ``("plan",)`` when it touches everybody.

    Roster, quorum, policies, hosts, contracts and anything else common touch everything. A
    milestone's change touches what happens in it; a service's, an asset's or a copy's, itself.
    """
    for name in type(before).model_fields:
        if name not in _SUBJECT_FIELDS and getattr(before, name) != getattr(after, name):
            return (PLAN_SUBJECT,)
    if [one.id for one in before.milestones] != [one.id for one in after.milestones]:
        return (PLAN_SUBJECT,)
    moved = {
        new.id for old, new in zip(before.milestones, after.milestones, strict=True) if old != new
    }
    old_parts, new_parts = _parts(before), _parts(after)
    names = [*old_parts, *(name for name in new_parts if name not in old_parts)]
    changed = [
        name
        for name in names
        if old_parts.get(name) != new_parts.get(name) or _milestones(after, name) & moved
    ]
    return tuple(changed)


def changed_among(before: Plan, after: Plan, subjects: Iterable[str]) -> tuple[str, ...]:
    """Name those of ``subjects`` whose own part, or milestone, a new plan changes or removes."""
    old, new = _parts(before), _parts(after)
    moved = {one.id for one in before.milestones if one not in after.milestones}
    return tuple(
        name
        for name in subjects
        if old.get(name) != new.get(name) or _milestones(before, name) & moved
    )


def _parts(plan: Plan) -> dict[str, object]:
    parts: dict[str, object] = {service_subject(one.id): one for one in plan.services}
    for asset in plan.assets:
        parts[asset_subject(asset.id)] = asset
        for copy in asset.copies:
            parts[copy_subject(asset.id, copy.id)] = copy
    return parts


def _milestones(plan: Plan, subject: str) -> set[str]:
    for service in plan.services:
        if service_subject(service.id) == subject:
            return {service.milestone}
    for asset in plan.assets:
        if asset_subject(asset.id) == subject:
            return {asset.milestone, asset.restitution.milestone}
        for copy in asset.copies:
            if copy_subject(asset.id, copy.id) == subject:
                return {copy.milestone}
    return set()
