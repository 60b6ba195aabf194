"""One subject, seen under the adopted plan at one instant: what every guard looks at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from releve.ledger.state import PlanState
from releve.ledger.subject import SubjectState
from releve.model.ids import asset_subject, service_subject
from releve.model.people import Role
from releve.model.plan import Copy, DataAsset, Milestone, Plan, Service, ServiceOutcome
from releve.plan.steps import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One subject, seen under the adopted plan, at one instant."""

    plan: Plan
    state: PlanState
    now: datetime
    subject: str
    milestone: Milestone
    service: Service | None = None
    asset: DataAsset | None = None
    copy: Copy | None = None

    @property
    def known(self) -> SubjectState:
        """What the ledger says of the subject."""
        return self.state.of(self.subject)

    @property
    def parent(self) -> SubjectState:
        """What the ledger says of the asset that the subject is, or is a copy of."""
        return self.state.of(asset_subject(self.asset.id)) if self.asset else self.known


Guard = Callable[[Situation], Reason | None]


def role_at(role: Role, organisation: str | None) -> str:
    """Name whose move it is: a role, for an organisation where it is bound to one."""
    return f"role:{role.value}@{organisation}" if organisation else f"role:{role.value}"


def service_closed(plan: Plan, state: PlanState, name: str) -> bool:
    """Tell whether a service was seen down, stopped or handed over."""
    known = state.of(service_subject(name))
    if plan.service(name).outcome is ServiceOutcome.ALREADY_STOPPED:
        return known.probed is not None and known.probed[1] == "down"
    return known.ended is not None
