"""What a plan needs of a workspace."""

from releve.model.medium import ExternalMedium, Medium, PathwaysMedium
from releve.model.plan import Plan


def endpoints_needed(plan: Plan) -> set[str]:
    """Return the endpoints that a plan names, those of restitutions and of probes included."""
    media: list[Medium | None] = [asset.medium for asset in plan.assets]
    media += [copy.medium for _, copy in plan.copies()]
    reached = {
        one.probe if isinstance(one, ExternalMedium) else one for one in media if one is not None
    }
    names = {one.endpoint for one in reached if one is not None}
    names |= {one.files for one in reached if isinstance(one, PathwaysMedium) and one.files}
    names |= {one.control.probe for one in plan.services if one.control is not None}
    names |= {one.endpoint for one in plan.hosts if one.endpoint is not None}
    given = [one.restitution for one in plan.assets]
    return names | {name for one in given for name in (one.drop, one.load) if name}
