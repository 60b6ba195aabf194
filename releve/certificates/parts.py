"""The three parts of a sanitization, and who answers for each: act, verification, validation.

NIST SP 800-88 Rev. 2: verification asks whether the operation worked, validation whether the
organisation accepts it. Verification is the tool's: no person is ever named for it.
"""

from collections.abc import Callable, Iterator, Sequence

from releve.canonical import JsonValue
from releve.certificates.sanitization import NOT_RECORDED
from releve.errors import StepRefused
from releve.ledger.body import text
from releve.ledger.state import PlanState
from releve.ledger.subject import RecordedAct, Request, recorded_act
from releve.model.acts import ActKind, ValidationDecision
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import copy_subject
from releve.model.medium import FilesMedium, SqlMedium
from releve.model.plan import Performer, Plan
from releve.model.time import instant_text
from releve.plan.seats import asset_of, person_of
from releve.plan.validation import policy_of, standing

TOOL = "releve"
Cite = Callable[[int], dict[str, JsonValue]]
CiteAct = Callable[[RecordedAct], dict[str, JsonValue]]


def attestation_of(entries: Sequence[Entry], ended: Entry, begun: int) -> Entry | None:
    """Return the entry of the attestation that an outcome rests on: the last one before it."""
    for entry in reversed(entries[begun : ended.index]):
        if entry.kind is EntryKind.ACT_RECORDED and entry.subject == ended.subject:
            act = recorded_act(entry)
            if act.kind is ActKind.ATTESTATION:
                return entry
    return None


def parts_of(
    plan: Plan, ended: Entry, request: Request, attested: Entry | None, acts: Sequence[RecordedAct]
) -> dict[str, JsonValue]:
    """Return the ``parts`` member: by whom, for whom, when, where, signed how; people by id.

    ``acts`` are the validations that count. What nobody recorded is ``not_recorded``.
    """
    validation: JsonValue = None
    if acts:
        validation = _signed(plan, acts[-1])
    return {
        "sanitization": _sanitization(plan, ended, request, attested),
        "verification": {
            "by": TOOL,
            "organisation": plan.processing.hds_host,
            "at": instant_text(ended.at),
            "place": _place(plan.processing.hds_host),
            "signature": "log",
        },
        "validation": validation,
    }


def _sanitization(
    plan: Plan, ended: Entry, request: Request, attested: Entry | None
) -> dict[str, JsonValue]:
    if text(ended.body, "performer") != Performer.US and attested is not None:
        act = recorded_act(attested)
        told = _signed(plan, act)
        when = act.fields.get("performed_at")
        return {**told, "requester": request.requester, "performed_at": when}
    return {
        "by": ended.actor,
        "requester": request.requester,
        "organisation": _organisation(plan, request.requester),
        "at": instant_text(ended.at),
        "performed_at": None,
        "place": _place(_endpoint(plan, ended.subject)),
        "signature": "log",
    }


def _signed(plan: Plan, act: RecordedAct) -> dict[str, JsonValue]:
    return {
        "by": act.signer,
        "organisation": _organisation(plan, act.signer),
        "at": instant_text(act.signed_at),
        "place": NOT_RECORDED,
        "signature": act.signature_kind.value,
    }


def _place(named: str | None) -> JsonValue:
    return NOT_RECORDED if named is None else {"value": named, "source": "plan"}


def _organisation(plan: Plan, name: str) -> str | None:
    person = person_of(plan, name)
    return None if person is None else person.organisation


def _endpoint(plan: Plan, subject: str) -> str | None:
    asset = asset_of(plan, subject)
    media = {copy_subject(one.id, copy.id): copy.medium for one, copy in plan.copies()}
    medium = media.get(subject, asset.medium if asset is not None else None)
    return medium.endpoint if isinstance(medium, SqlMedium | FilesMedium) else None


def provider_of(attested: Entry, cite: Cite) -> dict[str, JsonValue]:
    """Return the ``provider`` member: the paper that came with another's attestation, by digest."""
    scan = text(attested.body, "scan") if "scan" in attested.body else None
    return {**cite(attested.index), "scan": scan}


def counted(plan: Plan, state: PlanState, subject: str) -> tuple[RecordedAct, ...]:
    """Return the validations that a certificate of a subject rests on now; none if none asked.

    Raises:
        StepRefused: ``validation_pending``.

    """
    found = standing(plan, state, subject)
    if found is not None and not found.accepted:
        raise StepRefused("validation_pending", subject=subject)
    return () if found is None else found.acts


def validation_of(
    plan: Plan,
    entries: Sequence[Entry],
    ended: Entry,
    acts: Sequence[RecordedAct],
    cite: Cite,
    cite_act: CiteAct,
) -> dict[str, JsonValue]:
    """Return the ``validation`` member: asked for or not, what was decided, what was sent back."""
    return {
        "planned": policy_of(plan) is not None,
        "acts": [_decided(act, cite_act) for act in acts],
        "sent_back": [
            {
                "outcome": {**cite(before.index), "outcome": text(before.body, "outcome")},
                "act": _decided(act, cite_act),
            }
            for before, act in _sent_back(entries[: ended.index], ended.subject)
        ],
    }


def _decided(act: RecordedAct, cite_act: CiteAct) -> dict[str, JsonValue]:
    return {**cite_act(act), **{name: act.fields[name] for name in ("certificate", "decision")}}


def _sent_back(entries: Sequence[Entry], subject: str) -> Iterator[tuple[Entry, RecordedAct]]:
    last: Entry | None = None
    for entry in entries:
        if entry.subject != subject:
            continue
        if entry.kind is EntryKind.OUTCOME_RECORDED:
            last = entry
        elif entry.kind is EntryKind.ACT_RECORDED and last is not None:
            act = recorded_act(entry)
            again = act.kind is ActKind.VALIDATION
            if again and act.fields["decision"] == ValidationDecision.REPEAT:
                yield last, act
                last = None
