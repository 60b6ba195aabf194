"""Who may authorise what: the admission of an act, and the quorum of a request. Pure.

Authority is judged against the *adopted* plan's roster, never the file on disk. A signature proves
that a key signed bytes; this module decides whether that person, then, could decide that.
"""

from collections.abc import Mapping
from datetime import datetime

from releve.errors import ActRefused
from releve.ledger.note import identifiers
from releve.ledger.state import PlanState
from releve.ledger.subject import RecordedAct, Request, SubjectState
from releve.model.acts import Act, ActKind, Replacement, SignatureKind
from releve.model.ids import PLAN_SUBJECT
from releve.model.medium import PathwaysMedium
from releve.model.people import Person, Role
from releve.model.plan import Performer, Plan
from releve.model.time import parse_instant
from releve.plan.arrivals import accepted_root, admit_decision, unarrived
from releve.plan.closure import NO_ORDER, expiring
from releve.plan.paperwork import admit_paper_act
from releve.plan.readback import admit_acceptance
from releve.plan.seats import (
    Quorum,
    asset_of,
    fits,
    in_office,
    organisation_for,
    person_of,
    service_of,
    unfilled,
)
from releve.plan.takeover import deviates
from releve.plan.validation import admit_validation
from releve.signatures.sshsig import fingerprint

__all__ = [
    "Quorum",
    "admit",
    "asset_of",
    "counting",
    "in_office",
    "organisation_for",
    "quorum_of",
    "service_of",
    "unfilled",
]

_WHO: Mapping[ActKind, tuple[Role, ...]] = {
    ActKind.RECEIPT: (Role.RECIPIENT,),
    ActKind.ACCEPTANCE: (Role.CONTROLLER,),
    ActKind.HOLD: (Role.LEAD, Role.CONTROLLER, Role.DPO, Role.AUTHORITY),
    ActKind.LIFT: (Role.LEAD, Role.CONTROLLER, Role.AUTHORITY),
    ActKind.VISA: (Role.ARCHIVIST,),
    ActKind.EXEMPTION: (Role.ARCHIVIST,),
    ActKind.WAIVER: (Role.CONTROLLER,),
    ActKind.OPINION: (Role.DPO, Role.ARCHIVIST, Role.CLINICIAN, Role.AUTHORITY),
    ActKind.TRANSFER: (Role.RECIPIENT,),
    ActKind.REVOCATION: (Role.LEAD, Role.AUTHORITY),
    ActKind.RECONCILIATION: (Role.LEAD, Role.CONTROLLER),
    ActKind.RELAY: (Role.CLINICIAN,),
    ActKind.ATTESTATION: (Role.PUBLISHER, Role.HOST, Role.RECIPIENT),
    ActKind.PAUSE: tuple(Role),
    ActKind.RESUME: (Role.LEAD,),
    ActKind.WITHDRAWAL: (Role.LEAD, Role.CONTROLLER, Role.AUTHORITY),
    ActKind.SCOPE: (Role.CONTROLLER,),
    ActKind.TRIAL: (Role.CONTROLLER,),
    ActKind.ACKNOWLEDGEMENT: (Role.RECIPIENT,),
    ActKind.TEST: (Role.CONTROLLER,),
    ActKind.DECISION: (Role.CONTROLLER,),
    ActKind.RESERVE: (Role.CONTROLLER, Role.RECIPIENT, Role.LEAD, Role.PUBLISHER, Role.ARCHIVIST),
    ActKind.CLEARANCE: (Role.CONTROLLER, Role.LEAD),
    ActKind.SIGNING: tuple(Role),
    ActKind.NOTICE: (Role.LEAD, Role.CONTROLLER),
    ActKind.FILING: (Role.ARCHIVIST,),
    ActKind.CLOSURE: (Role.LEAD, Role.AUTHORITY),
}
"""Which roles may sign which kind; approvals, refusals and validations follow the plan's policy."""

_ORGANISED = frozenset(
    {ActKind.RECEIPT, ActKind.ACCEPTANCE, ActKind.TRANSFER, ActKind.WAIVER}
    | {ActKind.LIFT, ActKind.WITHDRAWAL}
    | {ActKind.SCOPE, ActKind.TRIAL, ActKind.ACKNOWLEDGEMENT, ActKind.TEST, ActKind.DECISION}
)


_BOUND = _ORGANISED - {ActKind.LIFT}
"""Acts that speak for one organisation about one subject: without one, nobody may."""
_FREE = frozenset({Role.LEAD, Role.AUTHORITY})
"""Roles that speak for no organisation."""


def quorum_of(plan: Plan, request: Request) -> Quorum:
    """Return the people a request needs, as roles bound to organisations."""
    roles = plan.policy(request.verb).decides
    return tuple((role, organisation_for(plan, role, request.subject)) for role in roles)


def counting(
    plan: Plan, state: PlanState, request: Request, now: datetime
) -> tuple[RecordedAct, ...]:
    """Return the approvals that count for a request now: right, unexpired, unrevoked, distinct."""
    least = plan.policy(request.verb).least_kind
    seen: set[str] = set()
    good: list[RecordedAct] = []
    for act in state.of(request.subject).approvals:
        person = person_of(plan, act.signer)
        if (
            person is not None
            and act.signer not in seen
            and act.signer != request.requester
            and act.fields["request"] == request.digest
            and act.fields["step"] == request.step
            and now < _instant(act.fields["expires_at"])
            and act.signature_kind.at_least(least)
            and not any(key in state.revoked for key in act.keys)
            and in_office(person, now)
        ):
            seen.add(act.signer)
            good.append(act)
    return tuple(good)


def admit(act: Act, kind: SignatureKind, plan: Plan, state: PlanState, now: datetime) -> None:
    """Refuse an act that could never count, so that its signer learns why at once.

    Raises ``ActRefused``: ``act_of_another_realm``, ``act_of_another_origin``,
    ``act_of_another_plan``, ``act_from_the_future``, ``signer_unknown``, ``signer_not_in_office``,
    ``subject_unknown``, ``role_may_not``, and the codes of approvals, receipts and
    acceptances. It does not check signatures.
    """
    _admit_head(act, plan, state, now)
    person = person_of(plan, act.signer)
    if person is None:
        raise ActRefused("signer_unknown", signer=act.signer)
    if not in_office(person, now) or not in_office(person, act.signed_at):
        raise ActRefused("signer_not_in_office", signer=act.signer)
    _admit_fields(act)
    if act.subject != PLAN_SUBJECT and act.subject not in set(plan.subjects()):
        raise ActRefused("subject_unknown", subject=act.subject)
    match act.kind:
        case ActKind.APPROVAL | ActKind.REFUSAL:
            _admit_decision(act, kind, person, plan, state, now)
        case ActKind.ROLLOVER:
            _admit_rollover(act, kind, plan)
        case ActKind.VALIDATION:
            admit_validation(act, kind, plan, state)
        case _:
            _admit_revocation(act, plan, state)
            _admit_role(act, person, plan)
            _admit_scope(act, plan)
            admit_decision(act, asset_of(plan, act.subject), state.of(act.subject))
            _admit_facts(act, plan, state)
            _admit_untested(act, plan, state)
            admit_paper_act(act, plan, state)


def _admit_head(act: Act, plan: Plan, state: PlanState, now: datetime) -> None:
    """Refuse an act of another realm, ledger or plan, or of an instant to come."""
    if act.realm is not plan.realm:
        raise ActRefused("act_of_another_realm", realm=act.realm.value, expected=plan.realm.value)
    if act.origin != plan.origin:
        raise ActRefused("act_of_another_origin", origin=act.origin, expected=plan.origin)
    if act.plan != state.plan:
        raise ActRefused("act_of_another_plan", plan=act.plan, expected=state.plan)
    if act.signed_at > now:
        raise ActRefused("act_from_the_future", signed_at=act.signed_at.isoformat())


_WORDS = frozenset({"text", "reason", "reserves", "opinion"})
"""Fields in which people write freely: they stand in the log, and in what leaves, for ever."""
_PERSONAL = frozenset({"nir", "email"})
_INSTANTS = {ActKind.APPROVAL: "expires_at", ActKind.REVOCATION: "compromised_since"}
_PERFORMERS = {
    Performer.PUBLISHER: Role.PUBLISHER,
    Performer.HOST: Role.HOST,
    Performer.ESTABLISHMENT: Role.RECIPIENT,
}


def _admit_fields(act: Act) -> None:
    """Refuse instants that could never be read back, and words that identify somebody."""
    for field in _WORDS & act.fields.keys():
        for kind, at in identifiers(act.fields[field]):
            if kind in _PERSONAL:
                raise ActRefused("act_holds_identifier", field=field, identifier=kind, at=at + 1)
    name = _INSTANTS.get(act.kind)
    if name is not None and (act.kind is ActKind.APPROVAL or act.fields[name] != "-"):
        try:
            parse_instant(act.fields[name])
        except ValueError as error:
            raise ActRefused("act_malformed", line=0, field=name) from error


def _admit_revocation(act: Act, plan: Plan, state: PlanState) -> None:
    """A revocation is about the plan, and names a key of its roster, or one that signed an act."""
    if act.kind is not ActKind.REVOCATION:
        return
    if act.subject != PLAN_SUBJECT:
        raise ActRefused("subject_unknown", subject=act.subject)
    roster = {fingerprint(key) for person in plan.people for key in person.keys or ()}
    if act.fields["key"] not in roster | state.signed_with:
        raise ActRefused("key_unknown", key=act.fields["key"])


def _revokes_own(act: Act, person: Person) -> bool:
    """Tell whether a person revokes their own key: whoever learns of a theft first may say so."""
    own = {fingerprint(key) for key in person.keys or ()}
    return act.kind is ActKind.REVOCATION and act.fields["key"] in own


def _roles(act: Act, plan: Plan) -> tuple[Role, ...]:
    """Name the roles that may sign an act: the performer's own for what it attests."""
    if act.kind is not ActKind.ATTESTATION:
        return _WHO.get(act.kind, ())
    asset, service = asset_of(plan, act.subject), service_of(plan, act.subject)
    name = act.subject.partition("/")[2]
    copy = next((one for one in asset.copies if one.id == name), None) if asset else None
    holder = copy or asset or service
    performer = holder.performer if holder is not None else None
    return (_PERFORMERS[performer],) if performer in _PERFORMERS else ()


def _admit_role(act: Act, person: Person, plan: Plan) -> None:
    if _revokes_own(act, person):
        return
    roles = _roles(act, plan)
    for role in roles:
        bound = organisation_for(plan, role, act.subject) if act.kind in _ORGANISED else None
        if act.kind in _BOUND and bound is None and role not in _FREE:
            continue
        if fits(person, role, bound):
            return
    allowed = tuple(role.value for role in roles)
    raise ActRefused("role_may_not", signer=person.id, act=act.kind.value, allowed=allowed)


def _admit_decision(
    act: Act, kind: SignatureKind, person: Person, plan: Plan, state: PlanState, now: datetime
) -> None:
    request = state.of(act.subject).request
    if request is None or request.digest != act.fields["request"]:
        raise ActRefused("request_not_open", subject=act.subject, request=act.fields["request"])
    if request.step != act.fields["step"]:
        raise ActRefused("approval_of_another_step", subject=act.subject, step=act.fields["step"])
    if person.id == request.requester:
        raise ActRefused("approval_by_requester", signer=person.id, subject=act.subject)
    if not any(fits(person, role, body) for role, body in quorum_of(plan, request)):
        roles = tuple(role.value for role, _ in quorum_of(plan, request))
        raise ActRefused("role_may_not", signer=person.id, act=act.kind.value, allowed=roles)
    if act.kind is ActKind.REFUSAL:
        return
    least = plan.policy(request.verb).least_kind
    if not kind.at_least(least):
        raise ActRefused("signature_too_weak", kind=kind.value, least=least.value)
    if any(one.signer == person.id for one in counting(plan, state, request, now)):
        raise ActRefused("approval_twice", signer=person.id, subject=act.subject)
    expires = _instant(act.fields["expires_at"])
    if now >= expires or expires > request.expires_at:
        raise ActRefused("approval_expired", signer=person.id, expires_at=act.fields["expires_at"])


def _admit_rollover(act: Act, kind: SignatureKind, plan: Plan) -> None:
    """Only the people who adopt the next plan change the log's key, each by their own key."""
    if plan.adoption is None or act.signer not in plan.adoption.people:
        raise ActRefused("adopter_not_entitled", signer=act.signer)
    if kind is not SignatureKind.PERSONAL_KEY:
        least = SignatureKind.PERSONAL_KEY
        raise ActRefused("signature_too_weak", kind=kind.value, least=least.value)


def _admit_facts(act: Act, plan: Plan, state: PlanState) -> None:
    subject = state.of(act.subject)
    if act.kind is ActKind.RECEIPT and act.fields["package"] in subject.partials:
        raise ActRefused("receipt_of_partial_package", subject=act.subject)
    if act.kind is ActKind.RECEIPT and (
        subject.exported is None or subject.exported.package != act.fields["package"]
    ):
        raise ActRefused("receipt_of_another_package", subject=act.subject)
    if act.kind is ActKind.ACCEPTANCE:
        exported, receipt = subject.exported, subject.receipt
        if exported is None or receipt is None:
            raise ActRefused("acceptance_before_receipt", subject=act.subject)
        asset = asset_of(plan, act.subject)
        root = exported.root if asset is None else accepted_root(asset, subject)
        names = (act.fields["package"], act.fields["receipt"], act.fields["root"])
        if names != (exported.package, receipt.file, root):
            raise ActRefused("acceptance_of_another_package", subject=act.subject)
    partial = act.kind is ActKind.ACKNOWLEDGEMENT and act.fields["package"] in subject.partials
    if (
        act.kind in {ActKind.ACKNOWLEDGEMENT, ActKind.TEST}
        and not partial
        and (subject.exported is None or subject.exported.package != act.fields["package"])
    ):
        raise ActRefused("test_of_another_package", subject=act.subject)
    _admit_standing(act, subject, ordered=expiring(plan, act.subject) is None)


def _admit_standing(act: Act, subject: SubjectState, *, ordered: bool) -> None:
    """Refuse an act about a hold, a pause, an occurrence or an order that does not stand."""
    if act.kind is ActKind.LIFT and act.fields["hold"] not in subject.holds:
        raise ActRefused("hold_unknown", subject=act.subject, hold=act.fields["hold"])
    pause = "-" if subject.paused is None else str(subject.paused)
    if act.kind is ActKind.RESUME and (pause == "-" or act.fields["pause"] != pause):
        raise ActRefused("not_paused", subject=act.subject)
    if act.kind is ActKind.RECONCILIATION and act.fields["occurrence"] != str(subject.occurrence):
        raise ActRefused("reconciliation_of_another_occurrence", subject=act.subject)
    if act.kind is ActKind.WITHDRAWAL:
        _admit_withdrawal(act, subject)
    if act.kind is ActKind.ATTESTATION:
        order = str(subject.order) if ordered and subject.order is not None else None
        if act.fields["order"] != (order if ordered else NO_ORDER):
            raise ActRefused("attestation_without_order", subject=act.subject)
        if act.fields["observed"] not in {"absent", "down"}:
            raise ActRefused("attestation_of_no_effect", subject=act.subject)


def _admit_untested(act: Act, plan: Plan, state: PlanState) -> None:
    """Pathways are accepted once the DAC has compared some of them, in this very package."""
    asset = asset_of(plan, act.subject) if act.kind is ActKind.ACCEPTANCE else None
    if asset is None:
        return
    admit_acceptance(asset, state.of(act.subject))
    if not isinstance(asset.medium, PathwaysMedium):
        return
    test = state.of(act.subject).tested
    if test is None or test.fields["package"] != act.fields["package"]:
        raise ActRefused("acceptance_before_test", subject=act.subject)
    if deviates(test):
        raise ActRefused("acceptance_with_deviations", subject=act.subject, entry=test.index)
    if unarrived(asset, state.of(act.subject)) is not None:
        raise ActRefused("acceptance_before_arrival", subject=act.subject)


def _admit_scope(act: Act, plan: Plan) -> None:
    """A scope names the mapping and the decision that the adopted plan pins, no others."""
    if act.kind is not ActKind.SCOPE:
        return
    asset = asset_of(plan, act.subject)
    medium = asset.medium if asset is not None else None
    named = (act.fields["mapping"], act.fields["scope"])
    if not isinstance(medium, PathwaysMedium) or named != medium.signed():
        raise ActRefused("scope_differs", subject=act.subject)


def _admit_withdrawal(act: Act, subject: SubjectState) -> None:
    """A withdrawal names the certificate that stands, and what is to come in its place."""
    named, replacement = act.fields["certificate"], act.fields["replacement"]
    if named not in {one.number for one in subject.certificates}:
        raise ActRefused("certificate_unknown", subject=act.subject, certificate=named)
    if subject.in_force is None or subject.in_force.number != named:
        raise ActRefused("certificate_not_in_force", subject=act.subject, certificate=named)
    if replacement not in set(Replacement):
        words = tuple(one.value for one in Replacement)
        raise ActRefused("replacement_unknown", replacement=replacement, words=words)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
