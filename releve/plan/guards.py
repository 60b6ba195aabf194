"""The guards: each looks at one situation and says why it forbids going on, or ``None``.

They are plain functions in named tuples so that a test can take one away and show the harm.
Sources: the order restitution → acceptance → destruction is CSP L1111-8 and GDPR 28(3)(g);
the archives' visa is Code du patrimoine L212-2; retention and holds follow the controller's
decision; windows are the adopted plan's.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from releve.ledger.state import PlanState
from releve.model.acts import ActKind
from releve.model.evidence import Verdict
from releve.model.ids import asset_subject, service_subject
from releve.model.people import Role
from releve.model.plan import ArchivesRegime, Fate, Performer, ServiceOutcome, Verb
from releve.plan.arrivals import accepted_root, unarrived
from releve.plan.authority import asset_of, counting, quorum_of, unfilled
from releve.plan.extractions import extracted_after_stop, extraction_received, out_of_reach
from releve.plan.readback import read_back
from releve.plan.situation import Situation, role_at, service_closed
from releve.plan.steps import Reason
from releve.plan.takeover import left_as_planned, tested


def not_paused(situation: Situation) -> Reason | None:
    """Nothing new starts on a paused subject; only the lead resumes it."""
    paused = situation.state.paused_by(situation.subject)
    if paused is None:
        return None
    return Reason(code="paused", mover=role_at(Role.LEAD, None), facts=(("entry", paused),))


def programme_open(situation: Situation) -> Reason | None:
    """Once the programme is closed nothing begins, until a plan adopted since opens it again."""
    closed = closed_by(situation.state)
    if closed is None:
        return None
    return Reason(
        code="programme_closed", mover=role_at(Role.LEAD, None), facts=(("entry", closed),)
    )


def closed_by(state: PlanState) -> int | None:
    """Return the entry that closed the programme; a plan adopted since has opened it again."""
    closed = state.closed
    return None if closed is None or closed.index < state.adopted else closed.index


def no_hold(situation: Situation) -> Reason | None:
    """A legal hold blocks what it covers and lets the rest go."""
    holds = situation.state.holds_on(situation.subject)
    if not holds:
        return None
    return Reason(code="legal_hold", mover="role:lead", facts=(("entry", holds[0]),))


def not_contradicted(situation: Situation) -> Reason | None:
    """A source that changed after it was received stays until a person explains it."""
    if situation.known.contradicted is None:
        return None
    facts = (("entry", situation.known.contradicted),)
    return Reason(code="source_changed_since_receipt", mover="role:lead", facts=facts)


def milestone_begun(situation: Situation) -> Reason | None:
    """Steps of a milestone start with its window, and never because its due date has passed."""
    window = situation.milestone.window
    if window is None:
        facts = (("milestone", situation.milestone.id),)
        return Reason(code="window_unknown", mover="role:lead", facts=facts)
    if situation.now < window.opens:
        return Reason(
            code="window_not_open",
            mover="time",
            facts=(("milestone", situation.milestone.id), ("opens", window.opens.isoformat())),
            next_at=window.opens,
        )
    return None


def window_known(situation: Situation) -> Reason | None:
    """An imprecise date never opens a window: without one nothing is even requested."""
    if situation.milestone.window is not None:
        return None
    facts = (("milestone", situation.milestone.id),)
    return Reason(code="window_unknown", mover="role:lead", facts=facts)


def time_to_ask(situation: Situation) -> Reason | None:
    """An approval is asked for at most its own validity before the window opens, never earlier."""
    window = situation.milestone.window
    if window is None:
        return None
    verb = Verb.DESTROY if situation.asset is not None else Verb.SHUT_DOWN
    if situation.service is not None and situation.service.outcome is ServiceOutcome.HANDED_OVER:
        verb = Verb.HAND_OVER
    asks = window.opens - timedelta(days=situation.plan.policy(verb).approval_valid_days)
    if situation.now >= asks:
        return None
    facts = (("milestone", situation.milestone.id), ("asks", asks.isoformat()))
    return Reason(code="too_early_to_ask", mover="time", facts=facts, next_at=asks)


def window_not_missed(situation: Situation) -> Reason | None:
    """A missed window is missed: it is chosen and approved again, never widened, never late."""
    window = situation.milestone.window
    if window is None or situation.now < window.closes:
        return None
    facts = (("milestone", situation.milestone.id), ("closed", window.closes.isoformat()))
    return Reason(code="window_missed", mover="role:lead", facts=facts)


def services_closed(situation: Situation) -> Reason | None:
    """Data of a service still called is neither frozen for good nor destroyed."""
    if situation.asset is None:
        return None
    for name in situation.asset.services:
        if not service_closed(situation.plan, situation.state, name):
            subject = service_subject(name)
            return Reason(
                code="service_not_closed", mover=f"subject:{subject}", facts=(("service", name),)
            )
    return None


def earlier_services_closed(situation: Situation) -> Reason | None:
    """Before freezing: services of the asset that stop in this milestone or before have stopped."""
    if situation.asset is None:
        return None
    order = [milestone.id for milestone in situation.plan.milestones]
    here = order.index(situation.milestone.id)
    for name in situation.asset.services:
        service = situation.plan.service(name)
        stops_by_then = order.index(service.milestone) <= here
        closed = service_closed(situation.plan, situation.state, name)
        if service.outcome is ServiceOutcome.STOPPED and stops_by_then and not closed:
            subject = service_subject(name)
            return Reason(
                code="service_not_closed", mover=f"subject:{subject}", facts=(("service", name),)
            )
    return None


def requirements_done(situation: Situation) -> Reason | None:
    """What the plan says must go first has gone first."""
    names = situation.service.requires if situation.service else ()
    for name in names:
        if not service_closed(situation.plan, situation.state, name):
            facts = (("requires", name),)
            mover = f"subject:{service_subject(name)}"
            return Reason(code="requirement_not_done", mover=mover, facts=facts)
    if situation.asset is not None and situation.copy is None:
        for name in situation.asset.requires:
            if not _asset_discharged(situation, name):
                facts = (("requires", name),)
                mover = f"subject:{asset_subject(name)}"
                return Reason(code="requirement_not_done", mover=mover, facts=facts)
    return None


def _asset_discharged(situation: Situation, name: str) -> bool:
    subject = asset_subject(name)
    asset = asset_of(situation.plan, subject)
    shown = replace(situation, subject=subject, asset=asset, service=None, copy=None)
    discharged = (
        *(extraction_received, extracted_after_stop, left_as_planned, findings_passed),
        *(received_whole, read_back, tested, accepted),
    )
    arrived = shown.known.acceptance is not None
    return arrived and all(guard(shown) is None for guard in discharged)


def received_whole(situation: Situation) -> Reason | None:
    """The recipient's own count and content root, from what it loaded, equal what was exported."""
    asset, known = situation.asset, situation.parent
    if asset is None or out_of_reach(situation.plan, asset):
        return None
    recipient = role_at(Role.RECIPIENT, asset.restitution.recipient)
    if known.exported is None or known.delivered is None:
        mover = f"subject:{asset_subject(asset.id)}"
        return Reason(code="not_delivered", mover=mover)
    if known.receipt is None:
        return Reason(code="receipt_missing", mover=recipient)
    return unarrived(asset, known)


def accepted(situation: Situation) -> Reason | None:
    """The controller accepted, naming this package and this receipt."""
    asset, known = situation.asset, situation.parent
    if asset is None or out_of_reach(situation.plan, asset):
        return None
    act, exported, receipt = known.acceptance, known.exported, known.receipt
    mover = role_at(Role.CONTROLLER, asset.controller)
    if act is None or exported is None or receipt is None:
        return Reason(code="acceptance_missing", mover=mover)
    names = (act.fields["package"], act.fields["receipt"], act.fields["root"])
    if names != (exported.package, receipt.file, accepted_root(asset, known)):
        return Reason(code="acceptance_of_another_package", mover=mover)
    return None


def findings_passed(situation: Situation) -> Reason | None:
    """A failed finding blocks; so does an undetermined one."""
    if out_of_reach(situation.plan, situation.asset):
        return None
    known = situation.parent
    for about in ("source", "package"):
        index, verdict = known.findings.get(about, (-1, Verdict.UNDETERMINED))
        if verdict is not Verdict.PASSED:
            facts = (("about", about), ("verdict", verdict.value), ("entry", index))
            return Reason(code="finding_blocks", mover="role:operator", facts=facts)
    return None


def archives_cleared(situation: Situation) -> Reason | None:
    """Public archives: a visa or an exemption of the archives before any elimination."""
    asset, act = situation.asset, situation.parent.archives
    if asset is None or asset.archives_regime is ArchivesRegime.PRIVATE:
        return None
    if asset.archives_regime is ArchivesRegime.UNQUALIFIED:
        return Reason(code="archives_unqualified", mover="role:lead")
    if act is None:
        return Reason(code="visa_missing", mover=role_at(Role.ARCHIVIST, None))
    if act.kind is ActKind.VISA and act.fields["decision"] != "granted":
        facts = (("entry", act.index), ("archives", act.fields["decision"]))
        return Reason(code="visa_refused", mover="role:lead", facts=facts)
    return None


def retention_ended(situation: Situation) -> Reason | None:
    """The controller's retention decision allows it: its day has come, or custody was handed over.

    Copies of an asset that is kept do not carry its retention: what is kept does.
    """
    asset = situation.asset
    if asset is None:
        return None
    if situation.copy is not None and asset.fate is not Fate.DESTROYED:
        return None
    decision = asset.retention
    if decision is None:
        return Reason(code="retention_undecided", mover=role_at(Role.CONTROLLER, asset.controller))
    if decision.discharged_by_acceptance and situation.parent.acceptance is not None:
        return None
    if decision.until is None:
        return Reason(code="retention_undecided", mover=f"role:controller@{decision.decided_by}")
    first_day = datetime.combine(decision.until, time(), ZoneInfo(situation.plan.timezone))
    if situation.now < first_day:
        facts = (("until", decision.until.isoformat()),)
        return Reason(
            code="retention_runs", mover="time", facts=facts, next_at=first_day.astimezone(UTC)
        )
    return None


def parent_settled(situation: Situation) -> Reason | None:
    """Copies go after their asset: destroyed first, or kept and accepted."""
    asset = situation.asset
    if asset is None or situation.copy is None:
        return None
    settled = (
        situation.parent.ended is not None
        if asset.fate is Fate.DESTROYED
        else situation.parent.acceptance is not None
    )
    if settled:
        return None
    subject = asset_subject(asset.id)
    return Reason(
        code="asset_not_settled", mover=f"subject:{subject}", facts=(("asset", asset.id),)
    )


def follow_up_relayed(situation: Situation) -> Reason | None:
    """Live follow-ups: a clinician signed that each is listed, taken over and dated."""
    service, act = situation.service, situation.known.relay
    if service is None or service.active_follow_up is None:
        return None
    mover = role_at(Role.CLINICIAN, None)
    if act is None:
        return Reason(code="relay_missing", mover=mover)
    if act.fields["count"] != act.fields["taken_over"]:
        facts = (("count", act.fields["count"]), ("taken_over", act.fields["taken_over"]))
        return Reason(code="relay_incomplete", mover=mover, facts=facts)
    return None


def request_stands(situation: Situation) -> Reason | None:
    """The request is open, unexpired, and asks for this very occurrence of the step."""
    known = situation.known
    request = known.request
    if request is None:
        return Reason(code="request_missing", mover="releve")
    if request.occurrence != known.occurrence:
        return Reason(code="request_of_another_occurrence", mover="releve")
    if situation.now >= request.expires_at:
        return Reason(code="request_expired", mover="releve")
    window = situation.milestone.window
    if window is None or (request.opens, request.closes) != (window.opens, window.closes):
        return Reason(code="request_of_another_window", mover="releve")
    return None


def agreed(situation: Situation) -> Reason | None:
    """The quorum of the adopted plan approved this request: one distinct person per seat."""
    request = situation.known.request
    if request is None:
        return None
    acts = counting(situation.plan, situation.state, request, situation.now)
    empty = unfilled(situation.plan, quorum_of(situation.plan, request), acts)
    if not empty:
        return None
    movers = tuple(role_at(role, body) for role, body in empty)
    facts = (
        ("request", request.digest),
        ("missing", tuple(one.removeprefix("role:") for one in movers)),
        ("have", len(acts)),
    )
    return Reason(code="approval_missing", mover=movers[0], facts=facts)


def host_released(situation: Situation) -> Reason | None:
    """Our access to a host goes with a brick only when nothing else there is ours to stop."""
    service = situation.service
    if service is None or service.control is None:
        return None
    if service.outcome is not ServiceOutcome.HANDED_OVER:
        return None
    for other in situation.plan.services:
        ours = other.outcome is ServiceOutcome.STOPPED and other.control is not None
        shared = other.control is not None and other.control.host == service.control.host
        if ours and shared and not service_closed(situation.plan, situation.state, other.id):
            mover = f"subject:{service_subject(other.id)}"
            return Reason(code="host_still_needed", mover=mover, facts=(("service", other.id),))
    return None


def transferred(situation: Situation) -> Reason | None:
    """A brick is handed over only when its recipient signed the act of transfer."""
    service, act, request = situation.service, situation.known.transfer, situation.known.request
    if service is None or service.outcome is not ServiceOutcome.HANDED_OVER:
        return None
    if act is None or request is None or act.fields["request"] != request.digest:
        return Reason(code="transfer_missing", mover=role_at(Role.RECIPIENT, service.recipient))
    return None


def window_admits(situation: Situation) -> Reason | None:
    """Now is inside the window, and the longest the act may last ends before it closes."""
    begun = milestone_begun(situation)
    if begun is not None:
        return begun
    window = situation.milestone.window
    verb = situation.known.request.verb if situation.known.request else Verb.DESTROY
    longest = situation.plan.policy(verb).longest
    if window is not None and window.admits(situation.now, longest):
        return None
    facts = (
        ("milestone", situation.milestone.id),
        ("minutes", int(longest.total_seconds() // 60)),
    )
    return Reason(code="window_too_short", mover="role:lead", facts=facts)


def attested(situation: Situation) -> Reason | None:
    """Another performer's act: the order is out, its signed attestation has come back."""
    if situation.known.order is None or situation.known.attestation is not None:
        return None
    performer = _performer(situation)
    return Reason(code="attestation_missing", mover=f"role:{performer}")


def _performer(situation: Situation) -> str:
    holder = situation.copy or situation.asset or situation.service
    performer = holder.performer if holder is not None else None
    if performer is Performer.ESTABLISHMENT:
        return Role.RECIPIENT.value
    return performer.value if performer is not None else Role.PUBLISHER.value
