"""Stop a service in its window; start it again before the point of no return of its data."""

from flows.desk import Desk
from flows.journal import LedgerJournal
from flows.outcome import record_outcome
from flows.request import NOTHING
from releve.errors import ConnectorError, StepRefused
from releve.model.evidence import Draft, EntryKind, JsonValue, Outcome
from releve.model.ids import asset_subject, service_subject
from releve.model.plan import Performer, Plan, Service, ServiceControl, ServiceOutcome, Verb
from releve.model.time import instant_text
from releve.plan.authority import service_of
from releve.plan.steps import Step, step_key
from releve.plan.takeover import written_by


def shut_down(desk: Desk, step: Step) -> None:
    """Record the intent, stop the unit, look from outside, record the outcome.

    Observed by state: after a crash the unit is looked at and stopped if it still runs, unless its
    window has closed meanwhile. Raises ``ConnectorError`` ``service_still_answers`` or
    ``StepRefused`` ``window_closed_before_the_stop``, both with the intent left open: a
    reconciliation closes it, and the stop is asked for again.
    """
    service, control = _controlled(desk.memory.plan, step.subject)
    _refuse_late(desk, step, control)
    LedgerJournal(desk, step).intend(NOTHING, {"unit": control.unit, "host": control.host})
    performer = service.performer or Performer.US
    if performer is Performer.US and control.unit is not None:
        desk.switch(control.host).stop(control.unit)
    seen = desk.reach.probe.probe(control.probe)
    if seen != "down":
        raise ConnectorError("service_still_answers", subject=step.subject, observed=seen)
    outcome = Outcome.STOPPED if performer is Performer.US else Outcome.ATTESTED
    record_outcome(
        desk,
        step,
        outcome,
        observed="down",
        means="systemctl" if performer is Performer.US else "attestation_seen",
        performer=performer,
        facts={},
    )


def _refuse_late(desk: Desk, step: Step, control: ServiceControl) -> None:
    intent = desk.memory.state.of(step.subject).intent
    if intent is None or desk.clock.now() < intent.request.closes:
        return
    if desk.reach.probe.probe(control.probe) == "up":
        closes = instant_text(intent.request.closes)
        raise StepRefused("window_closed_before_the_stop", subject=step.subject, closes=closes)


def roll_back(desk: Desk, service: str, actor: str) -> None:
    """Start a stopped service again (retour arrière).

    Raises ``StepRefused``: ``not_stopped``, or ``point_of_no_return`` once destruction of one of
    its assets has begun; ``ConnectorError`` ``service_does_not_answer``.
    """
    memory = desk.memory
    memory.refresh()
    subject = service_subject(service)
    known = memory.state.of(subject)
    found, control = _controlled(memory.plan, subject)
    if found.outcome is not ServiceOutcome.STOPPED or known.ended is None:
        raise StepRefused("not_stopped", subject=subject)
    for asset in memory.plan.assets:
        held = memory.state.of(asset_subject(asset.id))
        if service in asset.services and (held.intent is not None or held.ended is not None):
            raise StepRefused("point_of_no_return", subject=subject, asset=asset.id)
    if control.unit is not None:
        desk.switch(control.host).start(control.unit)
    for asset in memory.plan.assets:
        frozen = memory.state.of(asset_subject(asset.id)).frozen is not None
        if service in asset.services and frozen and asset.medium is not None:
            hands, medium = desk.hands(asset)
            hands.thaw(medium)
    seen = desk.reach.probe.probe(control.probe)
    if seen != "up":
        raise ConnectorError("service_does_not_answer", subject=subject, observed=seen)
    plan = memory.plan
    body: dict[str, JsonValue] = {
        "request": "-",
        "step": step_key(plan.origin, plan.realm, Verb.SHUT_DOWN, subject, known.occurrence),
        "verb": Verb.SHUT_DOWN.value,
        "outcome": Outcome.ROLLED_BACK.value,
        "observed": seen,
        "means": "systemctl",
        "performer": Performer.US.value,
        "overran": False,
        "intent": known.ended.intent,
        "facts": {},
    }
    thawed = [
        Draft(
            kind=EntryKind.STEP_FAILED,
            subject=asset_subject(asset.id),
            actor=actor,
            body={"verb": Verb.FREEZE.value, "code": "thawed", "facts": {"service": service}},
        )
        for asset in written_by(plan, service)
        if memory.state.of(asset_subject(asset.id)).frozen is not None
    ]
    draft = Draft(kind=EntryKind.OUTCOME_RECORDED, subject=subject, actor=actor, body=body)
    memory.record([draft, *thawed])


def _controlled(plan: Plan, subject: str) -> tuple[Service, ServiceControl]:
    service = service_of(plan, subject)
    if service is None or service.control is None:
        raise StepRefused("service_out_of_reach", subject=subject)
    return service, service.control
