"""What the readable pages of a partial folder show, and the sentence that says they are partial."""

from collections.abc import Sequence

from releve.certificates.labels import Labels
from releve.model.evidence import Entry
from releve.model.ids import asset_subject, service_subject
from releve.model.plan import Plan
from releve.model.scope import Perimeter, ScopeKind


def limited_plan(plan: Plan, perimeter: Perimeter) -> Plan:
    """Return a plan of the services and assets inside, and of the milestones that await them."""
    services = tuple(one for one in plan.services if service_subject(one.id) in perimeter.subjects)
    assets = tuple(one for one in plan.assets if asset_subject(one.id) in perimeter.subjects)
    awaited = {service.milestone for service in services}
    awaited |= {name for one in assets for name in (one.milestone, one.restitution.milestone)}
    awaited |= {copy.milestone for asset in assets for copy in asset.copies}
    milestones = tuple(one for one in plan.milestones if one.id in awaited)
    return plan.model_copy(
        update={"services": services, "assets": assets, "milestones": milestones}
    )


def limited_entries(entries: Sequence[Entry], perimeter: Perimeter | None) -> Sequence[Entry]:
    """Return the entries whose files are inside, all of them without a perimeter."""
    return entries if perimeter is None else [one for one in entries if perimeter.holds(one)]


def partial_line(labels: Labels, perimeter: Perimeter) -> str:
    """Return the sentence that says what a page is limited to."""
    scope = perimeter.scope
    if scope.kind is ScopeKind.SERVICE:
        return labels.say("partial_service", name=labels.subject(service_subject(scope.name)))
    return labels.say("partial_controller", name=labels.organisation(scope.name))
