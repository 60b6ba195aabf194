"""Acts about papers: what each must name to count. One function a kind, called by ``admit``."""

from collections.abc import Callable, Mapping

from releve.ledger.state import PlanState
from releve.model.acts import Act, ActKind
from releve.model.plan import Plan
from releve.plan.closure import admit_closure
from releve.plan.elimination import admit_filing, admit_visa
from releve.plan.notices import admit_notice
from releve.plan.reserves import admit_clearance, admit_reserve
from releve.plan.signings import admit_signing

Admission = Callable[[Act, Plan, PlanState], None]

ADMISSIONS: Mapping[ActKind, Admission] = {
    ActKind.CLEARANCE: admit_clearance,
    ActKind.CLOSURE: admit_closure,
    ActKind.FILING: admit_filing,
    ActKind.NOTICE: admit_notice,
    ActKind.VISA: admit_visa,
    ActKind.RESERVE: admit_reserve,
    ActKind.SIGNING: admit_signing,
}
"""By kind; each raises ``ActRefused`` for an act that could never count."""


def admit_paper_act(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse an act about papers that could never count; other acts pass.

    Raises:
        ActRefused: as the function of its kind.

    """
    admission = ADMISSIONS.get(act.kind)
    if admission is not None:
        admission(act, plan, state)
