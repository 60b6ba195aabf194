"""What each person of the exercise does when it is their move: read, then sign."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from releve.ledger.state import PlanState
from releve.model.acts import ActKind
from releve.model.people import Person
from releve.model.plan import Plan
from releve.model.time import instant_text
from releve.plan.steps import Agenda, Reason, Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One act somebody has to make: its kind, its subject, what only they know, the deed."""

    kind: ActKind
    subject: str
    fields: Mapping[str, str]
    deed: str | None = None


Fields = Callable[[Plan, PlanState, datetime, Waiting], Mapping[str, str]]


def _nothing(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {}


def _visa(_plan: Plan, _state: PlanState, _now: datetime, item: Waiting) -> Mapping[str, str]:
    return {"bordereau": f"BE-{item.subject.partition(':')[2]}", "decision": "granted"}


def _transfer(_plan: Plan, _state: PlanState, _now: datetime, _item: Waiting) -> Mapping[str, str]:
    return {"reserves": "-"}


def _attestation(_plan: Plan, state: PlanState, now: datetime, item: Waiting) -> Mapping[str, str]:
    return {
        "order": str(state.of(item.subject).order),
        "observed": "absent",
        "performed_at": instant_text(now),
    }


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
    "attestation_missing": (ActKind.ATTESTATION, _attestation, "destroy"),
}


def duties(
    plan: Plan, state: PlanState, agenda: Agenda, now: datetime, person: Person
) -> Iterator[Duty]:
    """Yield what waits for this person, once per subject and kind."""
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
            yield Duty(kind=kind, subject=subject, fields=given, deed=deed)


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
