"""Pathways handed to a successor (*reprise*): what must be signed before, and what a plan must say.

The asset that shows pathways is a view; the asset whose tables it shows requires it, so that
nothing is destroyed before the successor has loaded and the DAC has checked and accepted.
"""

from collections.abc import Iterator, Mapping

from releve.ledger.subject import RecordedAct
from releve.model.ids import asset_subject
from releve.model.medium import FilesMedium, PathwaysMedium, SqlMedium
from releve.model.people import Role
from releve.model.plan import DataAsset, Fate, Plan
from releve.plan.extractions import held_elsewhere
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason
from releve.plan.tree import Where

PERSONS = "person"
"""The part of a pathways package that counts its pathways."""

Fault = tuple[Where, str, Mapping[str, str | int | tuple[str, ...]]]


def scope_decided(situation: Situation) -> Reason | None:
    """The controller signed what is taken, under this mapping and this scope and no other."""
    asset = situation.asset
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        return None
    act, mover = situation.known.scope, role_at(Role.CONTROLLER, asset.controller)
    if act is None:
        return Reason(code="scope_missing", mover=mover)
    if (act.fields["mapping"], act.fields["scope"]) != asset.medium.signed():
        return Reason(code="scope_of_another_mapping", mover=mover, facts=(("entry", act.index),))
    return None


def trial_made(situation: Situation) -> Reason | None:
    """One whole *migration à blanc* was recorded before the real export, if the plan asks so."""
    asset = situation.asset
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        return None
    if (
        asset.switch_over is None
        or not asset.switch_over.trial
        or situation.known.trial is not None
    ):
        return None
    return Reason(code="trial_missing", mover=role_at(Role.CONTROLLER, asset.controller))


def tested(situation: Situation) -> Reason | None:
    """The DAC compared pathways drawn at random and signed the *PV de recette* of this package."""
    asset, known = situation.asset, situation.parent
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        return None
    act, exported = known.tested, known.exported
    mover = role_at(Role.CONTROLLER, asset.controller)
    if act is None or exported is None or act.fields["package"] != exported.package:
        return Reason(code="test_missing", mover=mover)
    if deviates(act):
        facts = (("deviations", act.fields["deviations"]), ("entry", act.index))
        return Reason(code="test_with_deviations", mover=mover, facts=facts)
    return None


def deviates(test: RecordedAct) -> bool:
    """Tell whether a comparison found deviations that nobody made a reservation about."""
    return test.fields["deviations"] != "0" and test.fields["reserves"] == "-"


def left_as_planned(situation: Situation) -> Reason | None:
    """What was exported was seen through the mapping and the scope that the plan pins now.

    Once it was delivered and all that waited for it is gone, or is going, there is nothing left to
    export again.
    """
    asset, exported = situation.asset, situation.parent.exported
    if asset is None or not isinstance(asset.medium, PathwaysMedium) or exported is None:
        return None
    if exported.under in {None, asset.medium.signed()}:
        return None
    if situation.parent.delivered is not None and _nothing_waits(situation, asset.id):
        return None
    mover = f"subject:{asset_subject(asset.id)}"
    facts = (("asset", asset.id), ("entry", exported.index))
    return Reason(code="left_under_another_mapping", mover=mover, facts=facts)


def written_by(plan: Plan, service: str) -> Iterator[DataAsset]:
    """Yield the assets that a service writes to while it is up, and the views of them."""
    written = [one for one in plan.assets if service in one.services]
    for asset in plan.assets:
        shown = isinstance(asset.medium, PathwaysMedium)
        if asset in written or (shown and any(asset.id in one.requires for one in written)):
            yield asset


def _nothing_waits(situation: Situation, name: str) -> bool:
    waiting = [
        situation.state.of(asset_subject(one.id))
        for one in situation.plan.assets
        if name in one.requires and one.fate is Fate.DESTROYED
    ]
    return all(one.ended is not None or one.intent is not None for one in waiting)


def faults(plan: Plan) -> Iterator[Fault]:
    """Find the pathway views that a plan describes so that something could be lost."""
    tables = {
        (one.medium.endpoint, one.medium.schema_name): one
        for one in plan.assets
        if isinstance(one.medium, SqlMedium)
    }
    for at, asset in enumerate(plan.assets):
        medium = asset.medium
        yield from _loading(at, asset)
        if not isinstance(medium, PathwaysMedium):
            continue
        if asset.fate is Fate.DESTROYED:
            yield ("assets", at, "fate"), "plan_view_destroyed", {"asset": asset.id}
        if medium.extraction is not None:  # releve.plan.extractions says what is asked then
            continue
        holder = tables.get((medium.endpoint, medium.schema_name))
        if holder is None and any(held_elsewhere(one, asset) for one in plan.assets):
            pass  # the publisher holds the tables: it destroys them on order, after the view
        elif holder is None:
            where: Where = ("assets", at, "medium", "schema_name")
            yield where, "plan_view_of_no_asset", {"schema": medium.schema_name}
        elif asset.id not in holder.requires:
            path: Where = ("assets", plan.assets.index(holder), "requires")
            yield path, "plan_view_not_required", {"asset": holder.id, "view": asset.id}
        yield from _attached(plan, asset, medium)


def _attached(plan: Plan, view: DataAsset, medium: PathwaysMedium) -> Iterator[Fault]:
    """The controller's files that rows may name wait for the view, as the tables do."""
    for at, one in enumerate(plan.assets):
        held = one.medium
        near = isinstance(held, FilesMedium) and held.endpoint == medium.files
        if near and one.controller == view.controller and view.id not in one.requires:
            where: Where = ("assets", at, "requires")
            yield where, "plan_view_not_required", {"asset": one.id, "view": view.id}


def _loading(at: int, asset: DataAsset) -> Iterator[Fault]:
    """Only pathways are loaded, by the two kinds that have a way in of their own, or cut."""
    pathways = asset.medium if isinstance(asset.medium, PathwaysMedium) else None
    given, where = asset.restitution, ("assets", at, "restitution", "load")
    loads = given.kind in {"fhir", "sql"}
    if loads and given.load is None:
        yield where, "plan_load_missing", {"asset": asset.id, "kind": str(given.kind)}
    if given.load is not None and (not loads or pathways is None):
        yield where, "plan_load_needless", {"asset": asset.id, "kind": str(given.kind)}
    if given.kind == "fhir" and pathways is not None and "fhir" not in pathways.formats:
        formats: Where = ("assets", at, "medium", "formats")
        yield formats, "plan_load_form_missing", {"asset": asset.id}
    if given.volume_octets is not None and pathways is None:
        size: Where = ("assets", at, "restitution", "volume_octets")
        yield size, "plan_volume_needless", {"asset": asset.id}
