"""``next_steps``: what can be done now, what waits and for whom, what is done. A pure function.

Every subject has one chain of verbs; its agenda item is the first verb not yet done. Services:
probe → request → shut down or hand over. Assets: measure → freeze → export → validate → deliver →
(receipt, acceptance) → request → destroy → (validation) → certify. Copies: request → destroy →
(validation) → certify. Another performer's act is an order, an attestation, then what we can see.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from releve.errors import Fact
from releve.ledger.state import PlanState
from releve.model.ids import PLAN_SUBJECT, asset_subject, copy_subject, service_subject
from releve.model.people import Role
from releve.model.plan import (
    Copy,
    CopyFate,
    DataAsset,
    Fate,
    Performer,
    Plan,
    Service,
    ServiceOutcome,
    Verb,
)
from releve.plan.barriers import RULES, Rules, reasons
from releve.plan.extractions import out_of_reach
from releve.plan.guards import closed_by
from releve.plan.situation import Guard, Situation, role_at
from releve.plan.steps import Agenda, Done, Reason, Step, Waiting, step_key

Item = Step | Waiting | Done


def next_steps(plan: Plan, state: PlanState, now: datetime, rules: Rules = RULES) -> Agenda:
    """Return the agenda of an adopted plan at an instant.

    ``plan`` must be the one ``state.plan`` digests; the caller answers for that. A clock behind the
    ledger's last entry makes everything wait (``clock_behind_ledger``).
    """
    found = tuple(_items(plan, state, now, rules))
    if state.last_at is not None and now < state.last_at:
        behind = Reason(
            code="clock_behind_ledger",
            mover="role:operator",
            facts=(("now", now.isoformat()), ("last", state.last_at.isoformat())),
        )
        found = tuple(_withheld(item, behind) for item in found)
    open_milestones = {item.milestone for item in found if not isinstance(item, Done)}
    today = now.astimezone(ZoneInfo(plan.timezone)).date()
    return Agenda(
        ready=tuple(item for item in found if isinstance(item, Step)),
        waiting=tuple(item for item in found if isinstance(item, Waiting)),
        done=tuple(item for item in found if isinstance(item, Done)),
        overdue=tuple(
            one.id for one in plan.milestones if one.id in open_milestones and one.due.on < today
        ),
        closed=closed_by(state),
    )


def _withheld(item: Item, reason: Reason) -> Item:
    if not isinstance(item, Step):
        return item
    return Waiting(
        verb=item.verb, subject=item.subject, milestone=item.milestone, reasons=(reason,)
    )


def _items(plan: Plan, state: PlanState, now: datetime, rules: Rules) -> Iterator[Item]:
    if state.plan is None:
        first = plan.milestones[0].id
        waits = Reason(code="plan_not_adopted", mover=role_at(Role.LEAD, None))
        yield Waiting(verb=Verb.PROBE, subject=PLAN_SUBJECT, milestone=first, reasons=(waits,))
        return
    for service in plan.services:
        situation = Situation(
            plan=plan,
            state=state,
            now=now,
            subject=service_subject(service.id),
            milestone=plan.milestone(service.milestone),
            service=service,
        )
        yield _service(situation, service, rules)
    for asset in plan.assets:
        yield _asset(plan, state, now, asset, rules)
        for copy in asset.copies:
            situation = Situation(
                plan=plan,
                state=state,
                now=now,
                subject=copy_subject(asset.id, copy.id),
                milestone=plan.milestone(copy.milestone),
                asset=asset,
                copy=copy,
            )
            yield _copy(situation, copy, rules)


def _service(situation: Situation, service: Service, rules: Rules) -> Item:
    known = situation.known
    if known.ended is not None:
        return _done(situation, known.ended.outcome.value)
    if known.intent is not None:
        return _irreversible(situation, known.intent.verb, rules.stop, service.performer, rules)
    if service.control is not None and known.probed is None:
        return _unless(situation, Verb.PROBE, rules.always)
    if service.outcome is ServiceOutcome.ALREADY_STOPPED:
        return _already_stopped(situation, service)
    verb = Verb.SHUT_DOWN if service.outcome is ServiceOutcome.STOPPED else Verb.HAND_OVER
    return _irreversible(situation, verb, rules.stop, service.performer, rules)


def _already_stopped(situation: Situation, service: Service) -> Item:
    if service.control is None:
        return _done(situation, "declared_stopped")
    probed = situation.known.probed
    if probed is not None and probed[1] == "down":
        return _done(situation, "already_stopped")
    facts: tuple[tuple[str, Fact], ...] = (("observed", probed[1] if probed else None),)
    reason = Reason(code="service_still_answers", mover="role:operator", facts=facts)
    return _waiting(situation, Verb.PROBE, (reason,))


def _asset(plan: Plan, state: PlanState, now: datetime, asset: DataAsset, rules: Rules) -> Item:
    subject = asset_subject(asset.id)

    def at(milestone: str) -> Situation:
        return Situation(
            plan=plan,
            state=state,
            now=now,
            subject=subject,
            milestone=plan.milestone(milestone),
            asset=asset,
        )

    known = state.of(subject)
    ending = at(asset.milestone)
    if known.certified is not None:
        return _certified(ending)
    if known.ended is not None:
        return _unless(ending, Verb.CERTIFY, (*rules.always, *rules.certify))
    if out_of_reach(plan, asset):
        return _after_restitution(ending, asset, rules)
    giving = at(asset.restitution.milestone)
    seen = not any(reasons((*rules.source, *rules.again, *rules.restituted), giving))
    if known.intent is not None or (asset.fate is not Fate.DESTROYED and known.acceptance and seen):
        return _after_restitution(ending, asset, rules)
    given = _restitution(giving, rules)
    return given if given is not None else _after_restitution(ending, asset, rules)


def _certified(situation: Situation) -> Item:
    gone = situation.known.in_force is None
    return _done(situation, "destroyed_certificate_withdrawn" if gone else "destroyed")


def _after_restitution(situation: Situation, asset: DataAsset, rules: Rules) -> Item:
    if asset.fate is not Fate.DESTROYED and situation.known.intent is None:
        return _done(situation, asset.fate.value)
    return _irreversible(situation, Verb.DESTROY, rules.destroy, asset.performer, rules)


def _restitution(situation: Situation, rules: Rules) -> Item | None:
    known = situation.known
    unseen = tuple(reasons(rules.source, situation))
    if unseen:
        return _waiting(situation, Verb.MEASURE, unseen)
    if known.measured is None:
        return _unless(situation, Verb.MEASURE, rules.always)
    if known.frozen is None:
        return _unless(situation, Verb.FREEZE, (*rules.always, *rules.freeze))
    if known.exported is None or any(reasons(rules.again, situation)):
        return _unless(situation, Verb.EXPORT, (*rules.always, *rules.freeze, *rules.export))
    if not {"source", "package"} <= set(known.findings):
        return _unless(situation, Verb.VALIDATE, rules.always)
    blocked = tuple(reasons(rules.deliver, situation))
    if blocked:
        return _waiting(situation, Verb.VALIDATE, blocked)
    if known.delivered is None:
        return _unless(situation, Verb.DELIVER, rules.always)
    first = next(reasons(rules.restituted, situation), None)
    return _waiting(situation, Verb.RECEIVE, (first,)) if first is not None else None


def _copy(situation: Situation, copy: Copy, rules: Rules) -> Item:
    known = situation.known
    if known.certified is not None:
        return _certified(situation)
    if known.ended is not None:
        return _unless(situation, Verb.CERTIFY, (*rules.always, *rules.certify))
    if copy.fate is CopyFate.OUT_OF_SCOPE and known.intent is None:
        return _done(situation, "out_of_scope")
    if copy.fate is CopyFate.EXPIRES and known.intent is None:
        return _expiring(situation, copy)
    if known.intent is None:
        behind = tuple(reasons(rules.copy, situation))
        if behind:
            return _waiting(situation, Verb.DESTROY, behind)
    return _irreversible(situation, Verb.DESTROY, rules.destroy, copy.performer, rules)


def _expiring(situation: Situation, copy: Copy) -> Item:
    day = copy.expires_on
    today = situation.now.astimezone(ZoneInfo(situation.plan.timezone)).date()
    if day is not None and today >= day:
        return _done(situation, "expired")
    when = day.isoformat() if day else None
    return (
        _done(situation, f"expires:{when}")
        if when
        else _waiting(situation, Verb.DESTROY, (Reason(code="expiry_unknown", mover="role:lead"),))
    )


def _irreversible(
    situation: Situation,
    verb: Verb,
    before: tuple[Guard, ...],
    performer: Performer | None,
    rules: Rules,
) -> Item:
    """Request, approvals, window, act: the one road to anything that cannot be undone."""
    known = situation.known
    if performer is None:
        return _waiting(situation, verb, (Reason(code="performer_unknown", mover="role:lead"),))
    if known.intent is not None:
        held = tuple(reasons(rules.always, situation))
        if held:
            return _waiting(situation, verb, held)
        if performer is not Performer.US:
            return _others(situation, verb, rules)
        return _step(situation, verb, resume=True)
    blocked = tuple(reasons((*rules.always, *before), situation))
    if blocked:
        return _waiting(situation, verb, blocked)
    request = known.request
    stands = tuple(reasons(rules.act[:1], situation))
    if request is None or any(one.mover == "releve" for one in stands):
        return _step(situation, Verb.REQUEST)
    missing = tuple(reasons(rules.act, situation))
    if missing:
        return _waiting(situation, verb, missing)
    return _step(situation, verb if performer is Performer.US else Verb.ORDER, of=verb)


def _others(situation: Situation, verb: Verb, rules: Rules) -> Item:
    if situation.known.order is None:
        return _step(situation, Verb.ORDER, of=verb, resume=True)
    waits = tuple(reasons(rules.ordered, situation))
    return _waiting(situation, verb, waits) if waits else _step(situation, verb, resume=True)


def _unless(situation: Situation, verb: Verb, guards: Iterable[Guard]) -> Item:
    blocked = tuple(reasons(tuple(guards), situation))
    return _waiting(situation, verb, blocked) if blocked else _step(situation, verb)


def _step(
    situation: Situation, verb: Verb, *, of: Verb | None = None, resume: bool = False
) -> Step:
    plan, known = situation.plan, situation.known
    intent = known.intent
    request = intent.request if intent else known.request
    return Step(
        verb=verb,
        subject=situation.subject,
        occurrence=known.occurrence,
        key=step_key(plan.origin, plan.realm, of or verb, situation.subject, known.occurrence),
        milestone=situation.milestone.id,
        request=request.digest if request and verb is not Verb.REQUEST else None,
        resume=resume,
    )


def _waiting(situation: Situation, verb: Verb, why: tuple[Reason, ...]) -> Waiting:
    return Waiting(
        verb=verb,
        subject=situation.subject,
        milestone=situation.milestone.id,
        reasons=why,
    )


def _done(situation: Situation, where: str) -> Done:
    return Done(subject=situation.subject, milestone=situation.milestone.id, bin=where)
