"""How people call a subject."""

from releve.model.plan import Plan
from releve.plan.authority import asset_of, service_of


def title_of(plan: Plan, subject: str) -> str:
    """Name a subject as people do: the service's name, the asset's title, the copy's with it."""
    service, asset = service_of(plan, subject), asset_of(plan, subject)
    if service is not None:
        return service.name
    if asset is None:
        return plan.title
    name = subject.partition("/")[2]
    copy = next((one for one in asset.copies if one.id == name), None)
    return f"{asset.title} — {copy.title}" if copy is not None else asset.title
