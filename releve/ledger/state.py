"""``PlanState``: what the recorded facts amount to, as a left fold. Derived and disposable.

``apply`` is pure and public; :func:`fold` is ``reduce(apply, entries, EMPTY)``. Nothing here knows
the plan: what a fact *allows* is decided by :mod:`releve.plan.agenda`. What lapses an open request
is decided here, because it depends on the order of facts alone:

- a hold, a refusal, a finding that is not passed, a contradicted source or a plan that touches the
  subject lapse its open request, *unless its intent is already recorded* (the point of no return):
  then they are kept in ``too_late``;
- an outcome closes the intent; ``partial`` and ``rolled_back`` begin a new occurrence, and so
  does a validation that sends a destruction back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce

from releve.errors import EvidenceRefused
from releve.ledger.body import number, text, texts
from releve.ledger.doubts import Revoked, doubt, revoke
from releve.ledger.endings import ended, given_up
from releve.ledger.findings import explained, stood
from releve.ledger.issuance import issue, validated, withdraw
from releve.ledger.papers import ABOUT_PAPERS, Papers, on_paper, on_paper_act
from releve.ledger.subject import (
    Exported,
    Intent,
    RecordedAct,
    SubjectState,
    read_extraction,
    read_request,
    recorded_act,
)
from releve.ledger.takeover import TAKEOVER, answered, judged, on_takeover
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Verdict
from releve.model.ids import PLAN_SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """The fold of a ledger: how far every subject has come, and under which adopted plan."""

    size: int = 0
    last_at: datetime | None = None
    plan: str | None = None
    adopted: int = -1
    log_key: str | None = None
    """The verifier key of the log since it was changed; ``None`` while it is the first."""
    adoptions: Mapping[str, tuple[RecordedAct, ...]] = field(default_factory=dict)
    revoked: Revoked = field(default_factory=dict)
    subjects: Mapping[str, SubjectState] = field(default_factory=dict)
    acts: frozenset[str] = frozenset()
    """Digests of the act files recorded so far: each counts once, where it first stood."""
    papers: Papers = field(default_factory=dict)
    signings: Mapping[str, tuple[RecordedAct, ...]] = field(default_factory=dict)
    """Who signed each paper, by the digest of its signed twin."""
    closed: RecordedAct | None = None
    """The act that closed the programme."""
    signed_with: frozenset[str] = frozenset()
    """Fingerprints of the keys that signed them."""

    def of(self, subject: str) -> SubjectState:
        """Return what is known of a subject; an empty state if nothing is."""
        return self.subjects.get(subject) or SubjectState(subject=subject)

    def doubt(self, act: RecordedAct) -> datetime | None:
        """Return since when a key of an act is said compromised, if that casts doubt on it."""
        return doubt(act, self.revoked)

    def holds_on(self, subject: str) -> tuple[int, ...]:
        """Return the entries of the legal holds that cover a subject."""
        covering = (self.of(name) for name in covered_by(subject))
        return tuple(sorted(index for state in covering for index in state.holds.values()))

    def paused_by(self, subject: str) -> int | None:
        """Return the entry of a pause that covers a subject, if any."""
        pauses = [self.of(name).paused for name in covered_by(subject)]
        return next((index for index in pauses if index is not None), None)


EMPTY = PlanState()


def covered_by(subject: str) -> tuple[str, ...]:
    """Name the subjects whose holds and pauses bind ``subject``: itself, its asset, the plan."""
    if subject.startswith("copy:"):
        asset = subject.removeprefix("copy:").partition("/")[0]
        return (subject, f"asset:{asset}", PLAN_SUBJECT)
    return (subject, PLAN_SUBJECT)


def fold(entries: Iterable[Entry], start: PlanState = EMPTY) -> PlanState:
    """Fold entries, in order, into a state."""
    return reduce(apply, entries, start)


def apply(state: PlanState, entry: Entry) -> PlanState:
    """Return the state after one more entry.

    Raises ``EvidenceRefused`` (``entry_out_of_order``, ``entry_malformed``,
    ``intent_without_request``, ``outcome_without_intent``, ``second_open_intent``) for entries no
    correct performer records.
    """
    if entry.index != state.size:
        raise EvidenceRefused("entry_out_of_order", index=entry.index, expected=state.size)
    subject = replace(state.of(entry.subject), version=entry.index)
    after = replace(
        state,
        size=entry.index + 1,
        last_at=max(entry.at, state.last_at or entry.at),
        subjects={**state.subjects, entry.subject: subject},
    )
    if entry.kind is EntryKind.PLAN_ADOPTED:
        return _adopted(after, entry)
    if entry.kind is EntryKind.LOG_KEY_CHANGED:
        return replace(after, log_key=text(entry.body, "key"))
    if entry.kind is EntryKind.DOCUMENT_ISSUED:
        return replace(after, papers=on_paper(state.papers, entry))
    if entry.kind is EntryKind.ACT_RECORDED:
        act = recorded_act(entry)
        if act.file in state.acts or any(key in state.revoked for key in act.keys):
            return after
        seen = state.signed_with | set(act.keys)
        return _acted(replace(after, acts=state.acts | {act.file}, signed_with=seen), subject, act)
    changed = _FACTS[entry.kind](subject, entry)
    return _with(after, changed)


def _with(state: PlanState, subject: SubjectState) -> PlanState:
    return replace(state, subjects={**state.subjects, subject.subject: subject})


def _lapse(subject: SubjectState, cause: str, index: int) -> SubjectState:
    if subject.intent is not None:
        return replace(subject, too_late=(*subject.too_late, index))
    if subject.request is None:
        return subject
    return replace(subject, request=None, approvals=(), lapsed=cause)


def _lapse_covered(state: PlanState, covering: str, cause: str, index: int) -> PlanState:
    return replace(
        state,
        subjects={
            name: _lapse(one, cause, index) if covering in covered_by(name) else one
            for name, one in state.subjects.items()
        },
    )


def _adopted(state: PlanState, entry: Entry) -> PlanState:
    touched = texts(entry.body, "touched")
    adopted = replace(state, plan=text(entry.body, "plan"), adopted=entry.index, adoptions={})
    for subject in touched:
        adopted = _lapse_covered(adopted, subject, "plan_changed", entry.index)
    return adopted


def _acted(state: PlanState, subject: SubjectState, act: RecordedAct) -> PlanState:
    match act.kind:
        case ActKind.PLAN_ADOPTION:
            signed = (*state.adoptions.get(act.plan, ()), act)
            return replace(state, adoptions={**state.adoptions, act.plan: signed})
        case ActKind.REVOCATION:
            return replace(state, revoked=revoke(state.revoked, act))
        case ActKind.HOLD:
            held = replace(subject, holds={**subject.holds, act.file: act.index})
            return _lapse_covered(_with(state, held), act.subject, "hold", act.index)
        case ActKind.LIFT:
            left = {file: at for file, at in subject.holds.items() if file != act.fields["hold"]}
            return _with(state, replace(subject, holds=left))
        case ActKind.REFUSAL:
            return _with(state, _lapse(subject, "refusal", act.index))
        case ActKind.SIGNING:
            named = act.fields["document"]
            signed = (*state.signings.get(named, ()), act)
            return replace(state, signings={**state.signings, named: signed})
        case ActKind.CLOSURE:
            return replace(state, closed=act)
        case _:
            return _with(state, _accumulated(subject, act))


def _accumulated(subject: SubjectState, act: RecordedAct) -> SubjectState:
    match act.kind:
        case ActKind.ACCEPTANCE:
            return replace(subject, acceptance=act)
        case ActKind.RELAY:
            return replace(subject, relay=act)
        case ActKind.TRANSFER:
            return replace(subject, transfer=act)
        case ActKind.ATTESTATION:
            return replace(subject, attestation=act)
        case ActKind.WITHDRAWAL:
            return withdraw(subject, act)
        case ActKind.VALIDATION:
            return validated(subject, act)
        case _ if act.kind in TAKEOVER:
            return on_takeover(subject, act)
        case _ if act.kind in ABOUT_PAPERS:
            return on_paper_act(subject, act)
        case _:
            return _turned(subject, act)


def _turned(subject: SubjectState, act: RecordedAct) -> SubjectState:
    match act.kind:
        case ActKind.APPROVAL:
            return replace(subject, approvals=(*subject.approvals, act))
        case ActKind.RECEIPT:
            return replace(subject, receipt=act, acceptance=None)
        case ActKind.VISA | ActKind.EXEMPTION:
            return _cleared(subject, act)
        case ActKind.PAUSE:
            return replace(subject, paused=act.index)
        case ActKind.RESUME:
            return replace(subject, paused=None)
        case ActKind.RECONCILIATION:
            return replace(_reconciled(subject), reconciled=act)
        case ActKind.WAIVER:
            return _waived(subject, act)
        case _:
            return subject


def _cleared(subject: SubjectState, act: RecordedAct) -> SubjectState:
    """A refusal that comes last stands, whenever it was signed; an older yes changes nothing."""
    refused = act.kind is ActKind.VISA and act.fields["decision"] != "granted"
    before = subject.archives
    if before is not None and not refused and act.signed_at < before.signed_at:
        return subject
    after = replace(subject, archives=act)
    return _lapse(after, "visa_refused", act.index) if refused else after


def _reconciled(subject: SubjectState) -> SubjectState:
    """A person explained what did not agree: look, or export, deliver and accept, once more."""
    findings = explained(subject.findings)
    again = replace(subject, contradicted=None, probed=None, findings=findings)
    lost = subject.delivered is not None and subject.receipt is None
    if subject.intent is not None or not (subject.contradicted is not None or lost):
        return again
    return replace(given_up(again), request=None, approvals=())


def _waived(subject: SubjectState, act: RecordedAct) -> SubjectState:
    named = act.fields["finding"]
    waived = {
        about: (index, Verdict.PASSED if named == str(index) else verdict)
        for about, (index, verdict) in subject.findings.items()
    }
    return replace(subject, findings=waived, waivers={**subject.waivers, named: act})


def _probed(subject: SubjectState, entry: Entry) -> SubjectState:
    return replace(subject, probed=(entry.index, text(entry.body, "observed")))


def _extraction(subject: SubjectState, entry: Entry) -> SubjectState:
    """Another extraction than the last begins everything again; the same one changes nothing."""
    found, before = read_extraction(entry), subject.extraction
    if before is not None and before.told.manifest == found.told.manifest:
        return replace(subject, extraction=found)
    again = given_up(replace(subject, packaged=entry.index))
    return replace(again, extraction=found, measured=None, frozen=None)


def _measured(subject: SubjectState, entry: Entry) -> SubjectState:
    return replace(subject, measured=entry.index)


def _frozen(subject: SubjectState, entry: Entry) -> SubjectState:
    return replace(subject, frozen=entry.index)


def _exported(subject: SubjectState, entry: Entry) -> SubjectState:
    body, scope = entry.body, subject.scope
    exported = Exported(
        index=entry.index,
        package=text(body, "package"),
        root=text(body, "root"),
        records=number(body, "records"),
        octets=number(body, "octets"),
        pathways=number(body, "pathways"),
        under=(scope.fields["mapping"], scope.fields["scope"]) if scope is not None else None,
    )
    rest, left = subject.rest, subject.rest_root
    known = replace(subject, packaged=entry.index)
    fresh = replace(given_up(known), exported=exported, rest=rest, rest_root=left)
    return _lapse(fresh, "exported_again", entry.index)


def _found(subject: SubjectState, entry: Entry) -> SubjectState:
    verdict = Verdict(text(entry.body, "verdict"))
    after = replace(subject, findings=stood(subject.findings, entry))
    return after if verdict is Verdict.PASSED else _lapse(after, "finding", entry.index)


def _delivered(subject: SubjectState, entry: Entry) -> SubjectState:
    return replace(subject, delivered=entry.index)


def _partly_delivered(subject: SubjectState, entry: Entry) -> SubjectState:
    known = replace(answered(subject), packaged=entry.index)
    return replace(known, partials=(*subject.partials, text(entry.body, "package")))


def _requested(subject: SubjectState, entry: Entry) -> SubjectState:
    request = read_request(entry, text(entry.body, "digest"))
    return replace(subject, request=request, approvals=(), lapsed=None)


def _ordered(subject: SubjectState, entry: Entry) -> SubjectState:
    """What was attested before an order was given does not answer it."""
    return replace(subject, order=entry.index, attestation=None)


def _intended(subject: SubjectState, entry: Entry) -> SubjectState:
    if subject.intent is not None:
        raise EvidenceRefused("second_open_intent", index=entry.index)
    request = subject.request
    if request is None or text(entry.body, "request") != request.digest:
        raise EvidenceRefused("intent_without_request", index=entry.index)
    intent = Intent(index=entry.index, verb=request.verb, step=request.step, request=request)
    return replace(subject, intent=intent)


def _phased(subject: SubjectState, entry: Entry) -> SubjectState:
    if subject.intent is None:
        raise EvidenceRefused("outcome_without_intent", index=entry.index)
    phases = (*subject.intent.phases, text(entry.body, "phase"))
    return replace(subject, intent=replace(subject.intent, phases=phases))


def _shredded(subject: SubjectState, entry: Entry) -> SubjectState:
    return replace(subject, shredded=entry.index)


def _failed(subject: SubjectState, entry: Entry) -> SubjectState:
    code = text(entry.body, "code")
    if code == "thawed":
        return _lapse(replace(given_up(subject), frozen=None), "thawed", entry.index)
    if code != "source_changed":
        return subject
    return _lapse(replace(subject, contradicted=entry.index), "source_changed", entry.index)


def _unchanged(subject: SubjectState, _entry: Entry) -> SubjectState:
    return subject


_FACTS = {
    EntryKind.SERVICE_PROBED: _probed,
    EntryKind.EXTRACTION_RECEIVED: _extraction,
    EntryKind.ASSET_MEASURED: _measured,
    EntryKind.ASSET_FROZEN: _frozen,
    EntryKind.PACKAGE_EXPORTED: _exported,
    EntryKind.FINDING_RECORDED: _found,
    EntryKind.PACKAGE_DELIVERED: _delivered,
    EntryKind.PARTIAL_DELIVERED: _partly_delivered,
    EntryKind.ARRIVAL_JUDGED: judged,
    EntryKind.REQUEST_OPENED: _requested,
    EntryKind.ORDER_ISSUED: _ordered,
    EntryKind.ACT_REFUSED: _unchanged,
    EntryKind.INTENT_RECORDED: _intended,
    EntryKind.PHASE_RECORDED: _phased,
    EntryKind.OUTCOME_RECORDED: ended,
    EntryKind.CERTIFICATE_ISSUED: issue,
    EntryKind.CERTIFICATE_STAMPED: _unchanged,
    EntryKind.CONTENT_KEY_SHREDDED: _shredded,
    EntryKind.SLIP_RETURNED: _unchanged,
    EntryKind.NOTE_RECORDED: _unchanged,
    EntryKind.STEP_FAILED: _failed,
}
