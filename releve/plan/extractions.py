"""Pathways read in a publisher's extraction: what must be there first, what a plan must say.

The source itself is out of reach: the publisher holds it, destroys it on order and attests it. So
the plan names who holds it, and that asset requires the view and the folder handed over, which is
given back whole to the controller. What we make of the extraction is in our own packages, of which
a copy of the view is listed.
"""

from collections.abc import Iterator, Mapping

from releve.model.ids import service_subject
from releve.model.medium import PACKAGES, ExternalMedium, FilesMedium, PathwaysMedium
from releve.model.people import Role
from releve.model.plan import CopyFate, DataAsset, Fate, Performer, Plan, ServiceOutcome
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason
from releve.plan.tree import Where

Fault = tuple[Where, str, Mapping[str, str | int | tuple[str, ...]]]


def pinned(asset: DataAsset | None) -> str | None:
    """Return the digest of the extraction that an asset shows, ``None`` if it shows none."""
    medium = asset.medium if asset is not None else None
    return medium.extraction if isinstance(medium, PathwaysMedium) else None


def extraction_received(situation: Situation) -> Reason | None:
    """The extraction that the plan pins was received whole, and no other."""
    wanted = pinned(situation.asset)
    if wanted is None or situation.copy is not None:
        return None
    found, mover = situation.known.extraction, role_at(Role.PUBLISHER, None)
    if found is None:
        return Reason(code="extraction_missing", mover=mover, facts=(("manifest", wanted),))
    if found.told.manifest != wanted:
        facts = (("manifest", wanted), ("entry", found.index))
        return Reason(code="extraction_of_another_manifest", mover=mover, facts=facts)
    return None


def extracted_after_stop(situation: Situation) -> Reason | None:
    """Nobody could write to the source after it was extracted: its services had stopped.

    They are those of the view, and of the source that its publisher holds.
    """
    view, found = situation.asset, situation.known.extraction
    if pinned(view) is None or view is None or found is None:
        return None
    holders = [one for one in situation.plan.assets if held_elsewhere(one, view)]
    for name in dict.fromkeys(name for one in (view, *holders) for name in one.services):
        ended = situation.state.of(service_subject(name)).ended
        stopped = situation.plan.service(name).outcome is ServiceOutcome.STOPPED
        if stopped and ended is not None and found.told.extracted_at < ended.at:
            facts = (("service", name), ("extracted_at", found.told.extracted_at.isoformat()))
            mover = role_at(Role.PUBLISHER, None)
            return Reason(code="extraction_before_stop", mover=mover, facts=facts)
    return None


def faults(plan: Plan) -> Iterator[Fault]:
    """Find the views of an extraction whose source, or whose copy of ours, the plan forgets."""
    for at, asset in enumerate(plan.assets):
        medium = asset.medium
        if not isinstance(medium, PathwaysMedium) or medium.extraction is None:
            continue
        way: Where = ("assets", at, "medium")
        named = {"view": asset.id}
        holders = [one for one in plan.assets if held_elsewhere(one, asset)]
        if not holders:
            yield (*way, "extraction"), "plan_extraction_not_required", named
        for one in holders:
            if not any(folders(plan, one)):
                path: Where = ("assets", plan.assets.index(one), "requires")
                yield path, "plan_extraction_not_given_back", {"asset": one.id, **named}
        if not any(
            _covers(copy.medium, asset.id) and copy.fate is CopyFate.DESTROYED
            for copy in asset.copies
        ):
            yield ("assets", at, "copies"), "plan_extraction_not_inventoried", named
        if medium.files is not None:
            yield (*way, "files"), "plan_extraction_files", named


def held_elsewhere(one: DataAsset, view: DataAsset) -> bool:
    """Tell whether an asset is the source, in the hands of another, and waits for the view."""
    others = isinstance(one.medium, ExternalMedium) and one.performer is not Performer.US
    return others and one.controller == view.controller and view.id in one.requires


def out_of_reach(plan: Plan, asset: DataAsset | None) -> bool:
    """Tell whether an asset is the source of an extraction that nobody here can read.

    What it holds is given back by what it requires: the folder that its holder handed over, whole,
    and the pathways read there. There is nothing else of it to export or to receive.
    """
    if asset is None or asset.fate is not Fate.DESTROYED:
        return False
    if not isinstance(asset.medium, ExternalMedium) or asset.medium.probe is not None:
        return False
    return any(pinned(one) is not None and held_elsewhere(asset, one) for one in plan.assets)


def folders(plan: Plan, asset: DataAsset) -> Iterator[DataAsset]:
    """Yield what a source requires and may be the folder handed over: files, in our own hands."""
    for one in plan.assets:
        ours = isinstance(one.medium, FilesMedium) and one.performer is Performer.US
        if ours and one.id in asset.requires and one.controller == asset.controller:
            yield one


def _covers(medium: object, name: str) -> bool:
    place = (PACKAGES, name)
    return isinstance(medium, FilesMedium) and (medium.endpoint, medium.path) == place
