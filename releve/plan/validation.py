"""The validation of a destruction: a person accepts it, has it repeated, or escalates it. Pure.

Verification is the tool's (did the operation work); validation is the organisation's, by another
person than whoever acted, asked or attested (NIST SP 800-88 Rev. 2). A plan asks for it by a policy
of the verb ``certify``, whose ``decides`` says who: the decision counts once per listed role.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from releve.errors import ActRefused, Fact
from releve.ledger.state import PlanState
from releve.ledger.subject import Ended, RecordedAct, SubjectState
from releve.model.acts import Act, SignatureKind, ValidationDecision
from releve.model.ids import asset_subject
from releve.model.number import certificate_number
from releve.model.people import Person, Role
from releve.model.plan import Plan, StepPolicy, Verb
from releve.plan.seats import (
    Quorum,
    asset_of,
    fits,
    in_office,
    organisation_for,
    person_of,
    unfilled,
)
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason

ARBITERS = (Role.AUTHORITY, Role.LEAD)
"""Who settles what was escalated, besides those who could have decided it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the validation of one ending stands: ``acts`` count, ``missing`` seats are empty.

    ``escalated`` is the escalation that nobody has settled yet.
    """

    acts: tuple[RecordedAct, ...]
    missing: Quorum
    escalated: RecordedAct | None

    @property
    def accepted(self) -> bool:
        """Whether the certificate may be issued."""
        return not self.missing and self.escalated is None


def policy_of(plan: Plan) -> StepPolicy | None:
    """Return the plan's policy of validation, ``None`` where it provides for none."""
    return next((one for one in plan.policies if one.verb is Verb.CERTIFY), None)


def number_to_come(plan: Plan, known: SubjectState) -> str:
    """Return the number that the next certificate of an ended subject will have."""
    about = -1 if known.ended is None else known.ended.index
    issued = sum(one.outcome == about for one in known.certificates)
    return certificate_number(
        plan.programme, plan.realm, known.subject, known.occurrence, issued + 1
    )


def standing(plan: Plan, state: PlanState, subject: str) -> Standing | None:
    """Return where the validation of a subject's ending stands; ``None`` where none is asked for.

    An act counts if its signer was entitled to it, then, by this plan, and its key is not revoked
    since. An escalation is settled by one later decision of another entitled person. Of what the
    plan lists no more, nobody judges until a plan lists it again.
    """
    policy, known = policy_of(plan), state.of(subject)
    if policy is None or known.ended is None or subject.startswith("service:"):
        return None
    if subject not in set(plan.subjects()):
        unlisted = tuple((role, None) for role in policy.decides)
        return Standing(acts=(), missing=unlisted, escalated=None)
    acts = tuple(_counting(plan, state, known, policy))
    seats = seats_of(plan, subject, policy)
    raised = [one for one in acts if one.fields["decision"] == ValidationDecision.ESCALATE]
    if not raised:
        return Standing(acts=acts, missing=unfilled(plan, seats, acts), escalated=None)
    last = raised[-1]
    settled = tuple(one for one in acts if one.index > last.index)
    if settled:
        return Standing(acts=(last, settled[-1]), missing=(), escalated=None)
    return Standing(acts=(last,), missing=seats, escalated=last)


def seats_of(plan: Plan, subject: str, policy: StepPolicy) -> Quorum:
    """Return the roles that validate, bound to their organisation on this subject."""
    return tuple((role, organisation_for(plan, role, subject)) for role in policy.decides)


def _counting(
    plan: Plan, state: PlanState, known: SubjectState, policy: StepPolicy
) -> Iterator[RecordedAct]:
    raised: RecordedAct | None = None
    for act in known.validations:
        person = person_of(plan, act.signer)
        if (
            known.ended is None
            or person is None
            or not in_office(person, act.signed_at)
            or any(key in state.revoked for key in act.keys)
            or not act.signature_kind.at_least(policy.least_kind)
            or _party(person, known.ended) is not None
            or not _entitled(plan, person, known.subject, policy, raised)
        ):
            continue
        if act.fields["decision"] == ValidationDecision.ESCALATE:
            raised = act
        elif raised is not None and raised.signer == act.signer:
            continue
        yield act


def _entitled(
    plan: Plan, person: Person, subject: str, policy: StepPolicy, raised: RecordedAct | None
) -> bool:
    if any(fits(person, role, body) for role, body in seats_of(plan, subject, policy)):
        return True
    return raised is not None and any(role in person.roles for role in ARBITERS)


def _party(person: Person, ended: Ended) -> str | None:
    """Return why a person may not judge an ending, as the code of a refusal, or ``None``."""
    if person.id == ended.actor or Role.OPERATOR in person.roles:
        return "validation_by_operator"
    if person.id == ended.requester:
        return "validation_by_requester"
    return "validation_by_attester" if person.id == ended.attester else None


def admit_validation(act: Act, kind: SignatureKind, plan: Plan, state: PlanState) -> None:
    """Refuse a validation that could never count.

    Raises:
        ActRefused: ``validation_not_planned``, ``validation_of_nothing``,
            ``validation_decision_unknown``, ``validation_of_another_certificate``,
            ``validation_repeat_too_late``: the content key is shredded,
            ``validation_by_operator``, ``validation_by_requester``, ``validation_by_attester``,
            ``validation_by_escalator``, ``role_may_not``, ``signature_too_weak``.

    """
    policy, known = policy_of(plan), state.of(act.subject)
    if policy is None:
        raise ActRefused("validation_not_planned", subject=act.subject)
    ended, decision = known.ended, act.fields["decision"]
    if ended is None or known.certified is not None or act.subject.startswith("service:"):
        raise ActRefused("validation_of_nothing", subject=act.subject)
    if decision not in frozenset(ValidationDecision):
        words = tuple(one.value for one in ValidationDecision)
        raise ActRefused("validation_decision_unknown", decision=decision, words=words)
    expected, named = number_to_come(plan, known), act.fields["certificate"]
    if named != expected:
        raise ActRefused("validation_of_another_certificate", certificate=named, expected=expected)
    if decision == ValidationDecision.REPEAT and _beyond_compare(plan, state, act.subject):
        raise ActRefused("validation_repeat_too_late", subject=act.subject)
    _admit_person(act, plan, state, policy, ended)
    if not kind.at_least(policy.least_kind):
        least = policy.least_kind.value
        raise ActRefused("signature_too_weak", kind=kind.value, least=least)


def _beyond_compare(plan: Plan, state: PlanState, subject: str) -> bool:
    """Tell whether the key is shredded without which nothing of an asset can be measured again."""
    asset = asset_of(plan, subject)
    return asset is not None and state.of(asset_subject(asset.id)).shredded is not None


def _admit_person(act: Act, plan: Plan, state: PlanState, policy: StepPolicy, ended: Ended) -> None:
    person = plan.person(act.signer)
    told: dict[str, Fact] = {"signer": person.id, "subject": act.subject}
    match _party(person, ended):
        case "validation_by_operator":
            raise ActRefused("validation_by_operator", **told)
        case "validation_by_requester":
            raise ActRefused("validation_by_requester", **told)
        case "validation_by_attester":
            raise ActRefused("validation_by_attester", **told)
        case _:
            pass
    now = standing(plan, state, act.subject)
    raised = now.escalated if now is not None else None
    if not _entitled(plan, person, act.subject, policy, raised):
        more = () if raised is None else ARBITERS
        allowed = tuple(role.value for role in dict.fromkeys((*policy.decides, *more)))
        raise ActRefused("role_may_not", signer=person.id, act=act.kind.value, allowed=allowed)
    escalates = ValidationDecision.ESCALATE
    told_up = [one.signer for one in now.acts if one.fields["decision"] == escalates] if now else []
    if person.id in told_up and act.fields["decision"] != escalates:
        raise ActRefused("validation_by_escalator", **told)


def validated(situation: Situation) -> Reason | None:
    """Where the plan asks for it, another person accepted the ending that is to be certified."""
    plan, known = situation.plan, situation.known
    now = standing(plan, situation.state, situation.subject)
    if now is None or now.accepted:
        return None
    number = number_to_come(plan, known)
    if now.escalated is not None:
        others = (one for one in plan.people if one.id != now.escalated.signer)
        held = any(Role.AUTHORITY in one.roles for one in others)
        facts = (("certificate", number), ("entry", now.escalated.index))
        mover = role_at(Role.AUTHORITY if held else Role.LEAD, None)
        return Reason(code="validation_escalated", mover=mover, facts=facts)
    movers = tuple(role_at(role, body) for role, body in now.missing)
    missing = tuple(one.removeprefix("role:") for one in movers)
    told = (("certificate", number), ("missing", missing))
    return Reason(code="validation_missing", mover=movers[0], facts=told)
