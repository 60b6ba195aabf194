"""Pathways handed to a successor (*reprise*): what must be signed before, and what a plan must say.

The asset that shows pathways is a view; the asset whose tables it shows requires it, so that
nothing is destroyed before the successor has loaded and the DAC has checked and accepted.
"""

from collections.abc import Iterator, Mapping

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
    asset, known = situation.asset, situation.known
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        return None
    act, exported = known.tested, known.exported
    mover = role_at(Role.CONTROLLER, asset.controller)
    if act is None or exported is None or act.fields["package"] != exported.package:
        return Reason(code="test_missing", mover=mover)
    if act.fields["deviations"] != "0" and act.fields["reserves"] == "-":
        facts = (("deviations", act.fields["deviations"]), ("entry", act.index))
        return Reason(code="test_with_deviations", mover=mover, facts=facts)
    return None


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
