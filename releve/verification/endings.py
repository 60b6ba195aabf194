"""Which erasure a validation is about, and which it sent back: looked up, nobody is judged here."""

from releve.model.acts import ActKind, Replacement
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.plan import Plan, StepPolicy, Verb
from releve.verification.records import Records
from releve.verification.signed import SignedAct

ACCEPT, REPEAT, ESCALATE = "accept", "repeat", "escalate"
_ERASED = frozenset({Outcome.DESTROYED.value, Outcome.FOUND_ABSENT.value, Outcome.ATTESTED.value})


def policy_of(plan: Plan) -> StepPolicy | None:
    """Return what a plan says of validation; ``None`` where it asks for none."""
    return next((one for one in plan.policies if one.verb is Verb.CERTIFY), None)


def sent_back(records: Records, subject: str, *, before: int) -> list[tuple[Entry, SignedAct]]:
    """Return each ending of a subject that a validation sent back, with the act that did."""
    found = []
    for one in records.acts(ActKind.VALIDATION, subject, before=before):
        asked = policy_of(records.timeline.at(one.index).plan) is not None
        ending = ending_at(records, subject, one.index) if asked else None
        if ending is not None and one.act.fields["decision"] == REPEAT:
            found.append((ending, one))
    return found


def ending_at(records: Records, subject: str, before: int) -> Entry | None:
    """Return the erasure that could be validated at an entry, or ``None``."""
    if subject.partition(":")[0] not in {"asset", "copy"}:
        return None
    ended = records.entries(EntryKind.OUTCOME_RECORDED, subject, before=before)
    if not ended or ended[-1].body.get("outcome") not in _ERASED:
        return None
    since = {"after": ended[-1].index, "before": before}
    for one in records.acts(ActKind.VALIDATION, subject, **since):
        asked = policy_of(records.timeline.at(one.index).plan) is not None
        if asked and one.act.fields["decision"] == REPEAT:
            return None
    certified = records.entries(EntryKind.CERTIFICATE_ISSUED, subject, **since)
    if certified:
        again = records.acts(ActKind.WITHDRAWAL, subject, after=certified[-1].index, before=before)
        if not any(one.act.fields["replacement"] == Replacement.REISSUE for one in again):
            return None
    return ended[-1]
