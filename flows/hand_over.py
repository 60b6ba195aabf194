"""Hand a living brick over: its recipient signed the transfer; then only our accesses go."""

from flows.desk import Desk
from flows.journal import LedgerJournal
from flows.outcome import record_outcome
from flows.request import NOTHING
from releve.model.evidence import Outcome
from releve.model.plan import Performer
from releve.plan.authority import service_of
from releve.plan.steps import Step


def hand_over(desk: Desk, step: Step) -> None:
    """Record the intent, remove our accesses to the brick, look that it still answers, record."""
    service = service_of(desk.memory.plan, step.subject)
    if service is None:
        raise KeyError(step.subject)
    LedgerJournal(desk, step).intend(NOTHING, {"recipient": service.recipient})
    means, seen = "none_held", "unreachable"
    if service.control is not None:
        means = desk.accesses(service.control.host).remove_access()
        seen = desk.reach.probe.probe(service.control.probe)
    record_outcome(
        desk,
        step,
        Outcome.HANDED_OVER,
        observed=seen,
        means=means,
        performer=Performer.US,
        facts={"recipient": service.recipient},
    )
