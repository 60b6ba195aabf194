"""What each person of the exercise does when it is their move: read, then sign."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from deployments.rehearsal.people.archives import ON_PAPER, paper_slips, sent_unfiled
from deployments.rehearsal.people.closing import closing_duties
from deployments.rehearsal.people.papers import paper_duties
from releve.ledger.state import PlanState
from releve.model.acts import ActKind
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person, Role
from releve.model.plan import Plan
from releve.model.time import instant_text
from releve.plan.elimination import current_slip
from releve.plan.notices import current_notice, notice_sent
from releve.plan.seats import asset_of
from releve.plan.steps import Agenda, Reason, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One act somebody has to make: its kind, its subject, what only they know, the deed."""

    kind: ActKind
    subject: str
    fields: Mapping[str, str]
    deed: str | None = None


Fields = Callable[[Plan, PlanState, datetime, Waiting], Mapping[str, str] | None]
"""What only the signer knows; ``None`` while there is nothing to sign yet."""


def _nothing(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {}


def _visa(plan: Plan, state: PlanState, _now: datetime, item: Waiting) -> Mapping[str, str] | None:
    """Granted on the slip that stands, where it does not come back on paper."""
    asset, slip = asset_of(plan, item.subject), current_slip(plan, state, item.subject)
    if asset is None or asset.producer in ON_PAPER or slip == "-":
        return None
    return {"bordereau": slip, "decision": "granted"}


def _transfer(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {"reserves": "-"}


def _attestation(_plan: Plan, state: PlanState, now: datetime, item: Waiting) -> Mapping[str, str]:
    return {
        "order": str(state.of(item.subject).order),
        "observed": "absent",
        "performed_at": instant_text(now),
    }


def _accepted(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {"decision": "accept"}


def _notice(plan: Plan, state: PlanState, now: datetime, item: Waiting) -> Mapping[str, str] | None:
    """The first notice that was issued and not sent yet; nothing while none is issued."""
    today = now.astimezone(ZoneInfo(plan.timezone)).date()
    for notice in plan.service(item.subject.partition(":")[2]).notices:
        audience = notice.audience.value
        issued = current_notice(state, item.subject, audience)
        if issued is not None and notice_sent(state, item.subject, audience) is None:
            told = {"audience": audience, "sent_on": today.isoformat()}
            return {"document": issued.statement, **told, "means": "courrier et affichage"}
    return None


def _reason(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {"reason": "Périmètre d'exercice, lu et décidé"}


_DUTIES: Mapping[str, tuple[ActKind, Fields, str | None]] = {
    "approval_missing": (ActKind.APPROVAL, _nothing, None),
    "acceptance_missing": (ActKind.ACCEPTANCE, _nothing, None),
    "visa_missing": (ActKind.VISA, _visa, None),
    "transfer_missing": (ActKind.TRANSFER, _transfer, None),
    "relay_missing": (ActKind.RELAY, _nothing, "relay"),
    "scope_missing": (ActKind.SCOPE, _reason, None),
    "trial_missing": (ActKind.TRIAL, _nothing, "trial"),
    "test_missing": (ActKind.TEST, _nothing, "test"),
    "notice_missing": (ActKind.NOTICE, _notice, None),
    "validation_missing": (ActKind.VALIDATION, _accepted, None),
    "attestation_missing": (ActKind.ATTESTATION, _attestation, "destroy"),
}


def duties(
    plan: Plan, state: PlanState, agenda: Agenda, now: datetime, person: Person
) -> Iterator[Duty]:
    """Yield what waits for this person, once per subject and kind."""
    yield from _of_archives(plan, state, agenda, person)
    for kind, about, wanted in paper_duties(plan, state, now, person):
        yield Duty(kind=kind, subject=about, fields=wanted)
    for kind, about, wanted in closing_duties(plan, state, now, person):
        yield Duty(kind=kind, subject=about, fields=wanted)
    seen: set[tuple[str, ActKind]] = set()
    for item in agenda.waiting:
        for reason in item.reasons:
            if reason.code not in _DUTIES or not _mine(reason, person):
                continue
            kind, fields, deed = _DUTIES[reason.code]
            if kind is ActKind.APPROVAL and _approved(state, item.subject, person):
                continue
            subject = _signed_about(item.subject, kind)
            if (subject, kind) in seen:
                continue
            seen.add((subject, kind))
            given = fields(plan, state, now, item)
            if given is None:
                continue
            yield Duty(kind=kind, subject=subject, fields=given, deed=deed)


def _of_archives(plan: Plan, state: PlanState, agenda: Agenda, person: Person) -> Iterator[Duty]:
    """Slips that come back on paper, and certificates to acknowledge once they were sent."""
    if {Role.ARCHIVIST, Role.TRANSCRIBER} & set(person.roles):
        deed = "paper" if Role.ARCHIVIST in person.roles else "transcribe"
        for slip in paper_slips(plan, state, agenda):
            fields = {"bordereau": slip.number}
            yield Duty(kind=ActKind.VISA, subject=PLAN_SUBJECT, fields=fields, deed=deed)
    if Role.ARCHIVIST in person.roles:
        for subject, number in sent_unfiled(plan, state):
            fields = {"certificate": number, "reference": "Archives d'exercice, sans valeur"}
            yield Duty(kind=ActKind.FILING, subject=subject, fields=fields)


def _signed_about(subject: str, kind: ActKind) -> str:
    if kind in {ActKind.VISA, ActKind.ACCEPTANCE} and subject.startswith("copy:"):
        return f"asset:{subject.removeprefix('copy:').partition('/')[0]}"
    return subject


def _approved(state: PlanState, subject: str, person: Person) -> bool:
    return any(act.signer == person.id for act in state.of(subject).approvals)


def _mine(reason: Reason, person: Person) -> bool:
    facts = dict(reason.facts)
    missing = facts.get("missing")
    movers = missing if isinstance(missing, tuple) else (reason.mover.removeprefix("role:"),)
    for mover in movers:
        role, _, organisation = mover.partition("@")
        held = role in {one.value for one in person.roles}
        if held and organisation in {"", person.organisation}:
            return True
    return False
