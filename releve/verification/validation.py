"""Validation: another person accepted what was destroyed, sent it back, or escalated it.

Judged again from the plan and the acts (``docs/format/acts.md``); nothing of the performer's code
decides here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from releve.errors import Fact
from releve.ledger.body import number, text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.people import Person, Role
from releve.model.plan import Plan, StepPolicy
from releve.verification.approvals import empty_seats, seats_of
from releve.verification.endings import (
    ACCEPT,
    ESCALATE,
    REPEAT,
    ending_at,
    policy_of,
    sent_back,
)
from releve.verification.number import number_of
from releve.verification.plans import in_office, person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct, revoked_before

_ARBITERS = frozenset({Role.AUTHORITY, Role.LEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """Where the validation of an ending stands at an entry: ``acts`` count."""

    acts: tuple[SignedAct, ...]
    missing: bool
    escalated: bool

    @property
    def accepted(self) -> bool:
        """Whether a certificate may follow."""
        return not self.missing and not self.escalated


def check_validation(entry: Entry, records: Records) -> None:
    """Check an act ``validation`` against what there was to validate when it was recorded.

    One under a plan that asks for none opens nothing, and is left alone.

    Raises:
        EvidenceRefused: the ``validation_…`` codes.

    """
    one = records.human_act(entry.index)
    if one is None or one.act.kind is not ActKind.VALIDATION:
        return
    plan = records.timeline.at(entry.index).plan
    policy = policy_of(plan)
    if policy is None:
        return
    here: dict[str, Fact] = {
        "entry": entry.index,
        "subject": entry.subject,
        "signer": one.act.signer,
        "file": f"acts/{one.file.removeprefix('sha256:')}.txt",
    }
    ending = ending_at(records, entry.subject, entry.index)
    if ending is None:
        refuse("validation_of_nothing", **here)
    if one.act.fields["decision"] not in {ACCEPT, REPEAT, ESCALATE}:
        refuse("validation_decision_unknown", **here)
    issued = _issued(records, ending, entry.index)
    expected = number_of(
        plan,
        records.log.realm,
        entry.subject,
        _asked(records, ending)[0],
        issued + 1,
    )
    if one.act.fields["certificate"] != expected:
        refuse("validation_of_another_certificate", expected=expected, **here)
    raised = _raised(_counting(records, ending, plan, policy, entry.index))
    code = _fault(one, ending, plan, policy, records, raised)
    if code is not None:
        refuse(code, **here)


def validated_at(records: Records, ending: Entry, before: int, plan: Plan) -> Validated | None:
    """Return where the validation of an ending stands before an entry, under a plan.

    ``None`` where the plan asks for none. What it lists no more is nobody's to accept.
    """
    policy = policy_of(plan)
    if policy is None:
        return None
    if ending.subject not in set(plan.subjects()):
        return Validated(acts=(), missing=True, escalated=False)
    acts = [
        one
        for one in _counting(records, ending, plan, policy, before)
        if one.act.fields["decision"] in {ACCEPT, ESCALATE}
    ]
    raised = _raised(acts)
    if raised is not None:
        later = [one for one in acts if one.index > raised.index]
        return Validated(acts=(raised, *later[-1:]), missing=False, escalated=not later)
    people = [person for one in acts if (person := person_of(plan, one.act.signer)) is not None]
    seats = seats_of(plan, policy, ending.subject)
    return Validated(
        acts=tuple(acts),
        missing=bool(empty_seats(seats, list({one.id: one for one in people}.values()))),
        escalated=False,
    )


def unvalidated(records: Records, endings: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the erasures that wait for their validation at the end of the log."""
    end, plan = records.log.size, records.timeline.adopted[-1].plan
    for ending in endings:
        if ending_at(records, ending.subject, end) == ending:
            stands = validated_at(records, ending, end, plan)
            first = not _issued(records, ending, end)
            if first and stands is not None and not stands.accepted:
                yield ending


def awaiting(records: Records, endings: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the erasures that need no certificate: not validated yet, or sent back."""
    end, every = records.log.size, list(endings)
    yield from unvalidated(records, every)
    for ending in every:
        if any(before == ending for before, _ in sent_back(records, ending.subject, before=end)):
            yield ending


def _issued(records: Records, ending: Entry, before: int) -> int:
    kind, since = EntryKind.CERTIFICATE_ISSUED, {"after": ending.index, "before": before}
    return len(records.entries(kind, ending.subject, **since))


def _asked(records: Records, ending: Entry) -> tuple[int, str]:
    """Return the occurrence of the request that an ending answers, and who opened it."""
    asked = records.entries(EntryKind.REQUEST_OPENED, ending.subject, before=ending.index)
    named = [one for one in asked if one.body.get("digest") == ending.body.get("request")]
    if not named:
        refuse("outcome_without_intent", entry=ending.index, subject=ending.subject)
    with refusing("ledger_entry_malformed", entry=named[-1].index):
        return number(named[-1].body, "occurrence"), text(named[-1].body, "requester")


def _counting(
    records: Records, ending: Entry, plan: Plan, policy: StepPolicy, before: int
) -> list[SignedAct]:
    found: list[SignedAct] = []
    since = {"after": ending.index, "before": before}
    for one in records.acts(ActKind.VALIDATION, ending.subject, **since):
        gone = any(revoked_before(key, records.human.revocations, before) for key in one.keys)
        raised = _raised(found)
        if not gone and _fault(one, ending, plan, policy, records, raised) is None:
            found.append(one)
    return found


def _raised(acts: Iterable[SignedAct]) -> SignedAct | None:
    raised = [one for one in acts if one.act.fields["decision"] == ESCALATE]
    return raised[-1] if raised else None


def _fault(
    one: SignedAct,
    ending: Entry,
    plan: Plan,
    policy: StepPolicy,
    records: Records,
    raised: SignedAct | None,
) -> str | None:
    """Return why an act does not count, as a code, or ``None``."""
    person = person_of(plan, one.act.signer)
    if person is None or not in_office(person, one.act.signed_at):
        return "validation_role_may_not"
    party = _party(person, ending, records)
    if party is not None:
        return party
    fits = any(
        role in person.roles and body in {None, person.organisation}
        for role, body in seats_of(plan, policy, ending.subject)
    )
    if not fits and (raised is None or not _ARBITERS & set(person.roles)):
        return "validation_role_may_not"
    own = raised is not None and raised.act.signer == person.id
    if own and one.act.fields["decision"] != ESCALATE:
        return "validation_by_escalator"
    return None if one.kind.at_least(policy.least_kind) else "validation_too_weak"


def _party(person: Person, ending: Entry, records: Records) -> str | None:
    if person.id == ending.actor or Role.OPERATOR in person.roles:
        return "validation_by_operator"
    if person.id == _asked(records, ending)[1]:
        return "validation_by_requester"
    with refusing("ledger_entry_malformed", entry=ending.index):
        begun = number(ending.body, "intent")
    told = records.acts(ActKind.ATTESTATION, ending.subject, after=begun, before=ending.index)
    return "validation_by_attester" if told and told[-1].act.signer == person.id else None
