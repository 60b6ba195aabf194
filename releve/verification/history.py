"""History: every irreversible act asked, approved, in its window, and ended as it was begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from releve.errors import Fact
from releve.ledger.body import number, optional_text, text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.people import Role
from releve.model.plan import Performer, Service, ServiceOutcome, Verb
from releve.verification.acts import Human
from releve.verification.approvals import check_approved, check_not_lapsed
from releve.verification.closing import check_closing
from releve.verification.doubts import check_beyond_doubt
from releve.verification.endings import sent_back
from releve.verification.extractions import check_form
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.minutes import check_minutes
from releve.verification.notes import check_note
from releve.verification.notices import check_notices
from releve.verification.partial import check_partial
from releve.verification.plans import person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import Asked, check_request, holder_of
from releve.verification.restitution import check_destruction
from releve.verification.slips import check_filing, check_return
from releve.verification.validation import check_validation

_ENDINGS: Mapping[Verb, Mapping[Outcome, str | None]] = {
    Verb.SHUT_DOWN: {Outcome.STOPPED: "down"},
    Verb.HAND_OVER: {Outcome.HANDED_OVER: None},
    Verb.DESTROY: {Outcome.DESTROYED: "absent", Outcome.FOUND_ABSENT: "absent"},
}
"""How each verb may end when we did it ourselves, and what must then have been observed."""

_DOCUMENTS = {
    EntryKind.PACKAGE_EXPORTED: "package",
    EntryKind.FINDING_RECORDED: "report",
    EntryKind.ORDER_ISSUED: "document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """One intent and how it ended; ``outcome`` is ``None`` while it is open."""

    intent: Entry
    asked: Asked
    outcome: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was done for good, in order of intent."""

    requests: int
    performed: tuple[Performed, ...]


def verify_history(log: Log, human: Human, folder: Folder) -> History:
    """Check every request, intent, phase, order and outcome against what came before it.

    Raises:
        EvidenceRefused: the ``request_…``, ``approval_…``, ``intent_…``, ``outcome_…``,
            ``partial_…``, ``restitution_…``, ``archives_…``, ``retention_…``, ``service_…`` and
            ``validation_…`` codes.

    """
    records = Records(log, human)
    asked: dict[int, Asked] = {}
    opened: dict[str, Entry] = {}
    ended: dict[int, Entry] = {}
    for entry in log.covered():
        folder.reading = log.file_of(entry.index)
        _check_alone(entry, records, folder)
        match entry.kind:
            case EntryKind.REQUEST_OPENED:
                asked[entry.index] = check_request(entry, records)
            case EntryKind.INTENT_RECORDED:
                if entry.subject in opened:
                    refuse("intent_second_open", entry=entry.index, subject=entry.subject)
                asked[entry.index] = _check_intent(entry, asked, records)
                opened[entry.subject] = entry
            case EntryKind.PHASE_RECORDED | EntryKind.ORDER_ISSUED:
                if entry.subject not in opened:
                    refuse("intent_missing", entry=entry.index, subject=entry.subject)
                wanted = opened[entry.subject].body.get("request")
                if entry.body.get("request", wanted) != wanted:
                    refuse("intent_order_differs", entry=entry.index, subject=entry.subject)
            case EntryKind.OUTCOME_RECORDED:
                intent = _check_outcome(entry, opened, asked, records)
                if intent is not None:
                    ended[intent.index] = entry
                    del opened[entry.subject]
            case _:
                pass
    intents = [one for one in log.covered() if one.kind is EntryKind.INTENT_RECORDED]
    return History(
        requests=sum(one.kind is EntryKind.REQUEST_OPENED for one in log.covered()),
        performed=tuple(
            Performed(intent=one, asked=asked[one.index], outcome=ended.get(one.index))
            for one in intents
        ),
    )


def _check_alone(entry: Entry, records: Records, folder: Folder) -> None:
    """Check what an entry says by itself, whatever was asked before it."""
    _check_document(entry, folder)
    _check_shredded(entry)
    check_note(entry)
    check_partial(entry, records, folder)
    check_validation(entry, records)
    check_closing(entry, records)
    check_return(entry, records, folder)
    check_filing(entry, records)
    check_minutes(entry, records, folder)
    if entry.kind is EntryKind.EXTRACTION_RECEIVED:
        check_form(entry)


def _check_shredded(entry: Entry) -> None:
    """Check the form of what is said of a content key; that it is gone cannot be seen here."""
    if entry.kind is not EntryKind.CONTENT_KEY_SHREDDED:
        return
    with refusing("ledger_entry_malformed", entry=entry.index, subject=entry.subject):
        means, _octets = text(entry.body, "means"), number(entry.body, "octets")
        if means not in {"overwritten_unlinked", "found_absent"}:
            refuse("ledger_entry_malformed", field="means")


def _check_document(entry: Entry, folder: Folder) -> None:
    member = _DOCUMENTS.get(entry.kind)
    if member is None:
        return
    with refusing("ledger_entry_malformed", entry=entry.index):
        named = text(entry.body, member)
    folder.document("documents", named)


def _check_intent(entry: Entry, asked: dict[int, Asked], records: Records) -> Asked:
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    with refusing("ledger_entry_malformed", **here):
        wanted, step = text(entry.body, "request"), text(entry.body, "step")
        verb, root = text(entry.body, "verb"), optional_text(entry.body, "root")
        counted, listed = number(entry.body, "records"), _indexes(entry)
    found = [one for one in asked.values() if one.digest == wanted and one.subject == entry.subject]
    if not found:
        refuse("intent_without_request", **here)
    request = found[-1]
    if (step, verb) != (request.step, request.verb.value):
        refuse("intent_differs", **here)
    if (root, counted) != (request.root, request.records):
        refuse("intent_differs", **here)
    check_not_lapsed(request, entry, records)
    if entry.at >= request.expires_at:
        refuse("request_expired", **here)
    if not (request.opens <= entry.at and entry.at + request.longest <= request.closes):
        refuse("intent_outside_window", at=entry.at.isoformat(), **here)
    check_approved(request, entry, listed, records)
    check_beyond_doubt(request, entry, records)
    if request.verb is Verb.DESTROY:
        check_destruction(request, entry, records)
    else:
        _check_service(request, entry, records, here)
    return request


def _indexes(entry: Entry) -> tuple[int, ...]:
    listed = entry.body.get("acts")
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        refuse("ledger_entry_malformed", entry=entry.index, field="acts")
    indexes = tuple(one for one in listed if isinstance(one, int) and not isinstance(one, bool))
    if len(indexes) != len(listed) or len(set(indexes)) != len(indexes):
        refuse("ledger_entry_malformed", entry=entry.index, field="acts")
    return indexes


def _check_service(asked: Asked, intent: Entry, records: Records, here: dict[str, Fact]) -> None:
    plan = records.timeline.at(intent.index).plan
    service = holder_of(plan, asked.subject)
    if not isinstance(service, Service):
        refuse("request_not_planned", **here)
    undone = [
        one.index
        for one in records.entries(EntryKind.OUTCOME_RECORDED, asked.subject, before=intent.index)
        if one.body.get("outcome") == Outcome.ROLLED_BACK.value
    ]
    since = undone[-1] if undone else -1
    if service.active_follow_up is not None:
        relays = records.acts(ActKind.RELAY, asked.subject, after=since, before=intent.index)
        if not relays:
            refuse("service_relay_missing", **here)
        last = relays[-1].act
        person = person_of(plan, last.signer)
        if person is None or Role.CLINICIAN not in person.roles:
            refuse("service_relay_missing", **here)
        if last.fields["count"] != last.fields["taken_over"]:
            refuse("service_relay_incomplete", by=relays[-1].index, **here)
    check_notices(service, asked, intent, records)
    if service.outcome is ServiceOutcome.HANDED_OVER:
        transfers = records.acts(
            ActKind.TRANSFER, asked.subject, after=asked.index, before=intent.index
        )
        if not any(one.act.fields["request"] == asked.digest for one in transfers):
            refuse("service_transfer_missing", **here)


def _check_outcome(  # noqa: C901 - one refusal per way to end wrongly
    entry: Entry, opened: dict[str, Entry], asked: dict[int, Asked], records: Records
) -> Entry | None:
    """Return the intent that an outcome closes; ``None`` for a roll-back after the end."""
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    with refusing("ledger_entry_malformed", **here):
        outcome, verb = Outcome(text(entry.body, "outcome")), Verb(text(entry.body, "verb"))
        performer, observed = Performer(text(entry.body, "performer")), text(entry.body, "observed")
        named = number(entry.body, "intent")
        step, wanted = text(entry.body, "step"), text(entry.body, "request")
    intent = opened.get(entry.subject)
    if intent is None and outcome is Outcome.ROLLED_BACK:
        before = asked.get(named)
        if before is None or before.subject != entry.subject:
            refuse("outcome_without_intent", **here)
        return None
    if intent is None or named != intent.index:
        refuse("outcome_without_intent", **here)
    request = asked[intent.index]
    if (step, wanted, verb) != (request.step, request.digest, request.verb):
        refuse("outcome_differs", **here)
    holder = holder_of(records.timeline.at(intent.index).plan, entry.subject)
    if holder is None or holder.performer is not performer:
        refuse("outcome_of_another_performer", **here)
    if outcome in {Outcome.PARTIAL, Outcome.ROLLED_BACK, Outcome.UNDETERMINED}:
        return intent
    if outcome is Outcome.ATTESTED or performer is not Performer.US:
        _check_attested(entry, intent, outcome, observed, records)
    elif outcome not in _ENDINGS[verb]:
        refuse("outcome_differs", **here)
    elif _ENDINGS[verb][outcome] not in {None, observed}:
        refuse("outcome_contradicted", observed=observed, **here)
    _check_look(outcome, request, entry, records)
    late = performer is Performer.US and entry.at > request.closes
    if late and entry.body.get("overran") is not True:
        refuse("outcome_overrun_hidden", **here)
    return intent


def _check_look(outcome: Outcome, request: Asked, entry: Entry, records: Records) -> None:
    """What a validation sent back and was gone when asked again is found absent, not destroyed."""
    back = sent_back(records, entry.subject, before=request.index)
    if outcome is Outcome.DESTROYED and back and request.records == 0:
        refuse("outcome_differs", entry=entry.index, subject=entry.subject)


_DONE = frozenset({"absent", "down"})
"""What an attestation observes when it says that the act is done."""


def _check_attested(
    entry: Entry, intent: Entry, outcome: Outcome, observed: str, records: Records
) -> None:
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    between = {"after": intent.index, "before": entry.index}
    orders = records.entries(EntryKind.ORDER_ISSUED, entry.subject, **between)
    named = {
        str(name)
        for one in orders
        for name in (one.index, one.body.get("number"), one.body.get("document"))
    }
    attestations = [
        one
        for one in records.acts(ActKind.ATTESTATION, entry.subject, **between)
        if one.act.fields["order"] in named and one.act.fields["observed"] in _DONE
    ]
    if entry.body.get("performer") == Performer.US.value or not orders or not attestations:
        refuse("outcome_attestation_missing", **here)
    if outcome is Outcome.ATTESTED and observed in {"present", "up"}:
        refuse("outcome_contradicted", observed=observed, **here)
