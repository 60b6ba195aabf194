"""Destroy an asset or a copy: measure under lock, compare, intend, act, look again, record."""

from flows.desk import Desk
from flows.journal import LedgerJournal
from flows.outcome import record_outcome
from flows.reach import DataHands
from releve.errors import ConnectorError, ReleveError, SourceChanged, StepRefused
from releve.ledger.subject import Request
from releve.model.evidence import Draft, EntryKind, JsonValue, Measured, Outcome
from releve.model.medium import ExternalMedium, Medium
from releve.model.plan import DataAsset, Performer, ServiceOutcome
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import Measurer

_TECHNIQUES = {"sql": "drop_table", "files": "overwrite_unlink"}


def destroy(desk: Desk, step: Step) -> None:
    """Destroy what the approved request describes, or record what another performer attested.

    Raises ``SourceChanged`` (recorded; nothing was touched), ``ConnectorError``, ``StepRefused``,
    ``ActRefused`` or ``StateMoved``. Never retries.
    """
    asset = asset_of(desk.memory.plan, step.subject)
    if asset is None:
        raise KeyError(step.subject)
    medium, performer = target(asset, step.subject)
    if performer is not Performer.US:
        attested(desk, step, medium, performer)
        return
    _refuse_revived(desk, step, asset)
    request = approved(desk, step)
    journal = LedgerJournal(desk, step)
    journal.check_witnesses()
    expected = Measured(records=request.records, octets=request.octets, root=request.root)
    hands, reached = desk.reach.data(medium)
    if _still_gone(desk, step, hands, reached, journal):
        record_outcome(
            desk,
            step,
            Outcome.FOUND_ABSENT,
            observed="absent",
            means=reached.kind,
            performer=Performer.US,
            facts={"medium": reached.kind},
        )
        return
    try:
        ending = hands.destroy(reached, desk.content_key(asset.id), expected, journal)
    except SourceChanged as change:
        contradict(desk, step, change)
        raise
    facts: dict[str, JsonValue] = {"medium": reached.kind, "technique": _TECHNIQUES[reached.kind]}
    if ending == "partial":
        facts["rest_root"] = _rest(hands, reached, desk.content_key(asset.id))
    record_outcome(
        desk,
        step,
        Outcome(ending),
        observed="present" if ending == "partial" else "absent",
        means=reached.kind,
        performer=Performer.US,
        facts=facts,
    )


def _still_gone(
    desk: Desk, step: Step, hands: DataHands, medium: Medium, journal: LedgerJournal
) -> bool:
    """Look for what a validation sent back: gone, nothing is left to do but to say so.

    What was approved is then this very absence: the intent is opened on it, and a second look made.
    """
    known = desk.memory.state.of(step.subject)
    request = approved(desk, step)
    if known.repeated is None or request.records or journal.phases():
        return False
    if not journal.intended() and not hands.count(medium).parts:
        nothing = Measured(records=0, octets=request.octets, root=request.root)
        journal.intend(nothing, {"means": "look"})
    return journal.intended() and not hands.count(medium).parts


def _refuse_revived(desk: Desk, step: Step, asset: DataAsset) -> None:
    """Look again at the services of the data: one that answers was started behind our back."""
    for name in asset.services:
        service = desk.memory.plan.service(name)
        if service.control is None or service.outcome is ServiceOutcome.HANDED_OVER:
            continue
        if desk.reach.probe.probe(service.control.probe) == "up":
            raise StepRefused("service_answers_again", subject=step.subject, service=name)


def _rest(hands: Measurer, medium: Medium, key: bytes) -> str | None:
    """Measure what a partial destruction left; ``None`` where that cannot be read."""
    try:
        return hands.measure(medium, key).root
    except ReleveError:
        return None


def target(asset: DataAsset, subject: str) -> tuple[Medium, Performer]:
    """Return what a destruction touches and who performs it; ``KeyError`` if unplanned."""
    name = subject.partition("/")[2]
    holder = next((one for one in asset.copies if one.id == name), None) if name else asset
    if holder is None or holder.medium is None or holder.performer is None:
        raise KeyError(subject)
    return holder.medium, holder.performer


def approved(desk: Desk, step: Step) -> Request:
    """Return the request that was approved: the intent's when it is open, else the standing one."""
    known = desk.memory.state.of(step.subject)
    request = known.intent.request if known.intent is not None else known.request
    if request is None:
        raise KeyError(step.subject)
    return request


def contradict(desk: Desk, step: Step, change: SourceChanged) -> None:
    """Record that the source is not what was received, so that nothing goes on by itself."""
    draft = Draft(
        kind=EntryKind.STEP_FAILED,
        subject=step.subject,
        actor="releve",
        body={
            "verb": step.verb.value,
            "code": change.code,
            "facts": {name: str(value) for name, value in change.facts.items()},
        },
    )
    desk.memory.refresh()
    desk.memory.record([draft])


def attested(desk: Desk, step: Step, medium: Medium, performer: Performer) -> None:
    """Look from outside at what another says it destroyed, and record both.

    Raises ``ConnectorError`` ``attested_but_present`` when the data is still there.
    """
    observed = "unreachable"
    if not (isinstance(medium, ExternalMedium) and medium.probe is None):
        hands, reached = desk.reach.data(medium)
        observed = "present" if hands.count(reached).parts else "absent"
    if observed == "present":
        raise ConnectorError("attested_but_present", subject=step.subject)
    record_outcome(
        desk,
        step,
        Outcome.ATTESTED,
        observed=observed,
        means="attestation_seen" if observed == "absent" else "attestation",
        performer=performer,
        facts={"medium": medium.kind, "technique": "attested"},
    )
