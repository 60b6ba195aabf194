"""Closing: when it was signed everything was in a bin, and nothing was begun afterwards.

Judged again from the plans, the entries and the acts alone; what the performer says of coverage is
not read. Of a partial folder, only what it covers is judged.
"""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from releve.ledger.body import number, text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import PLAN_SUBJECT, asset_subject, copy_subject
from releve.model.medium import PACKAGES, FilesMedium
from releve.model.plan import Copy, CopyFate, DataAsset, Fate
from releve.verification.endings import REPEAT
from releve.verification.plans import Adopted
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import SignedAct

_ERASED = frozenset({Outcome.DESTROYED.value, Outcome.FOUND_ABSENT.value, Outcome.ATTESTED.value})
_BEGUN = frozenset({EntryKind.REQUEST_OPENED, EntryKind.INTENT_RECORDED})
_MADE = (
    EntryKind.PACKAGE_EXPORTED,
    EntryKind.PARTIAL_DELIVERED,
    EntryKind.EXTRACTION_RECEIVED,
)
_NAMED = (("report", "closing_report"), ("coverage", "coverage"))
_OF_ALL = frozenset({ActKind.RESERVE, ActKind.CLEARANCE})
"""Acts about the whole plan that a report must have seen."""


def check_closing(entry: Entry, records: Records) -> None:
    """Check an act that closes the programme, and that nothing is begun once it is closed.

    Raises:
        EvidenceRefused: ``closure_uncovered`` naming the first thing without a bin;
            ``closure_unfinished``, ``closure_held``; ``closure_document_unknown``,
            ``closure_document_outdated``; ``closure_begun_after``.

    """
    if entry.kind in _BEGUN:
        _check_open(entry, records)
    one = records.human_act(entry.index)
    if one is None or one.act.kind is not ActKind.CLOSURE:
        return
    open_ = list(_Closing(records, one).open())
    if open_:
        refuse("closure_uncovered", entry=entry.index, subject=open_[0], count=len(open_))
    _check_ended(entry, records)
    _check_held(entry, records)
    _check_named(one, records)


def _check_open(entry: Entry, records: Records) -> None:
    closed = [one.index for one in records.acts(ActKind.CLOSURE, PLAN_SUBJECT, before=entry.index)]
    if closed and closed[-1] > records.timeline.at(entry.index).index:
        refuse("closure_begun_after", entry=entry.index, subject=entry.subject, closed=closed[-1])


def _check_ended(entry: Entry, records: Records) -> None:
    """Every intent before the closing has its outcome before it."""
    ended = {
        one.body.get("intent")
        for one in records.log.entries[: entry.index]
        if one.kind is EntryKind.OUTCOME_RECORDED
    }
    for one in records.log.entries[: entry.index]:
        if one.kind is EntryKind.INTENT_RECORDED and one.index not in ended:
            refuse("closure_unfinished", entry=entry.index, subject=one.subject, intent=one.index)


def _check_held(entry: Entry, records: Records) -> None:
    """Every hold before the closing was lifted before it."""
    acts = [one for one in records.human.acts.values() if one.index < entry.index]
    lifted = {one.act.fields["hold"] for one in acts if one.act.kind is ActKind.LIFT}
    for one in acts:
        if one.act.kind is ActKind.HOLD and one.file not in lifted:
            refuse("closure_held", entry=entry.index, subject=one.act.subject, hold=one.index)


def _check_named(closing: SignedAct, records: Records) -> None:
    """The documents named are the last of their kind, and later than every fact they tell of."""
    last = max(_facts(closing, records), default=0)
    for field, kind in _NAMED:
        issued = [
            one
            for one in records.log.entries[: closing.index]
            if one.kind is EntryKind.DOCUMENT_ISSUED
            and (one.body.get("kind"), one.body.get("about")) == (kind, PLAN_SUBJECT)
        ]
        if not issued or issued[-1].body.get("statement") != closing.act.fields[field]:
            refuse("closure_document_unknown", entry=closing.index, kind=kind)
        if issued[-1].index < last:
            named = str(issued[-1].body.get("number"))
            refuse("closure_document_outdated", entry=closing.index, number=named, fact=last)


def _facts(closing: SignedAct, records: Records) -> Iterator[int]:
    for entry in records.log.entries[: closing.index]:
        one = records.human_act(entry.index)
        of_all = one is not None and one.act.kind in _OF_ALL
        if entry.subject != PLAN_SUBJECT or entry.kind is EntryKind.PLAN_ADOPTED or of_all:
            yield entry.index


class _Closing:
    """The inventory of every plan adopted before an act of closing, and what became of it."""

    def __init__(self, records: Records, closing: SignedAct) -> None:
        self.records = records
        self.end = closing.index
        self.plans = [one for one in records.timeline.adopted if one.index < closing.index]
        self.plan = self.plans[-1].plan
        zone = ZoneInfo(self.plan.timezone)
        self.zone = zone
        self.today = closing.act.signed_at.astimezone(zone).date()

    def open(self) -> Iterator[str]:
        """Yield what had no bin: the plan's own first, then what earlier plans listed."""
        told: set[str] = set()
        for asset in self.plan.assets:
            subject = asset_subject(asset.id)
            told.add(subject)
            if self._covers(subject) and not self._asset(asset, subject):
                yield subject
            for copy in asset.copies:
                subject = copy_subject(asset.id, copy.id)
                told.add(subject)
                if self._covers(subject) and not self._copy(asset, copy, subject):
                    yield subject
            yield from self._unlisted(asset)
        for before in reversed(self.plans[:-1]):
            yield from self._dropped(before, told)

    def _covers(self, subject: str) -> bool:
        subjects = self.records.log.subjects
        return subjects is None or subject in subjects

    def _asset(self, asset: DataAsset, subject: str) -> bool:
        if asset.fate is Fate.DESTROYED:
            return self._destroyed(subject) is not None
        if asset.fate is Fate.KEPT:
            basis = asset.retention.legal_basis if asset.retention is not None else None
            if basis is None and asset.fate_reason is None:
                return False
        return self._accepted(subject)

    def _copy(self, asset: DataAsset, copy: Copy, subject: str) -> bool:
        if copy.fate is CopyFate.OUT_OF_SCOPE:
            return copy.reason is not None
        if copy.fate is CopyFate.EXPIRES:
            return copy.expires_on is not None and self._expired(subject, copy.expires_on)
        ended = self._destroyed(subject)
        made = self._made(asset) if _holds_packages(copy, asset) else None
        return ended is not None and (made is None or made < ended)

    def _destroyed(self, subject: str) -> int | None:
        """Return the entry of an erasure that a certificate in force is about."""
        ended = self.records.entries(EntryKind.OUTCOME_RECORDED, subject, before=self.end)
        if not ended or ended[-1].body.get("outcome") not in _ERASED:
            return None
        last = ended[-1]
        if last.body.get("observed") == "present":
            return None
        since = {"after": last.index, "before": self.end}
        issued = self.records.entries(EntryKind.CERTIFICATE_ISSUED, subject, **since)
        if not issued:
            return None
        with refusing("ledger_entry_malformed", entry=issued[-1].index):
            named, about = text(issued[-1].body, "number"), number(issued[-1].body, "outcome")
        again = {"after": issued[-1].index, "before": self.end}
        gone = self.records.acts(ActKind.WITHDRAWAL, subject, **again)
        back = self.records.acts(ActKind.VALIDATION, subject, after=last.index, before=self.end)
        repeated = [one for one in back if one.act.fields["decision"] == REPEAT]
        sent_back = any(one.index < issued[-1].index for one in repeated)
        if any(one.act.fields["certificate"] == named for one in gone) or sent_back:
            return None
        return last.index if about == last.index else None

    def _accepted(self, subject: str) -> bool:
        """Tell whether what was exported last was received and accepted, and still stands."""
        before = {"before": self.end}
        exported = self.records.entries(EntryKind.PACKAGE_EXPORTED, subject, **before)
        acts = self.records.acts(ActKind.ACCEPTANCE, subject, **before)
        if not exported or not acts:
            return False
        receipts = self.records.acts(
            ActKind.RECEIPT, subject, after=exported[-1].index, before=self.end
        )
        fields = acts[-1].act.fields
        named = receipts[-1].file if receipts else None
        failed = self.records.entries(
            EntryKind.STEP_FAILED, subject, after=acts[-1].index, before=self.end
        )
        thawed = any(one.body.get("code") == "thawed" for one in failed)
        expected = (exported[-1].body.get("package"), named)
        return (fields["package"], fields["receipt"]) == expected and not thawed

    def _expired(self, subject: str, day: date) -> bool:
        """Tell whether the day is to come, or somebody said since that it is gone."""
        if self.today < day:
            return True
        told = [
            one
            for kind in (ActKind.ATTESTATION, ActKind.RECONCILIATION)
            for one in self.records.acts(kind, subject, before=self.end)[-1:]
        ]
        return any(
            one.act.fields["observed"] == "absent"
            and one.act.signed_at.astimezone(self.zone).date() >= day
            for one in told
        )

    def _made(self, asset: DataAsset) -> int | None:
        """Return the last entry that put a package of an asset, or an extraction, in our hands."""
        subject = asset_subject(asset.id)
        if not self._covers(subject):
            return None
        found = [
            one.index
            for kind in _MADE
            for one in self.records.entries(kind, subject, before=self.end)
        ]
        return max(found, default=None)

    def _unlisted(self, asset: DataAsset) -> Iterator[str]:
        listed = any(_holds_packages(copy, asset) for copy in asset.copies)
        if not listed and self._made(asset) is not None:
            yield f"packages/{asset.id}"

    def _dropped(self, before: Adopted, told: set[str]) -> Iterator[str]:
        declared = {one.id for one in self.plan.out_of_perimeter}
        declared -= {one.id for one in self.plan.assets}
        for asset in before.plan.assets:
            subject = asset_subject(asset.id)
            gone = subject not in told
            for name, ours in _listed(asset):
                if name in told:
                    continue
                told.add(name)
                excused = asset.id in declared and not ours
                if self._covers(name) and not excused and self._destroyed(name) is None:
                    yield name
            if gone:
                yield from self._unlisted(asset)


def _listed(asset: DataAsset) -> Iterator[tuple[str, bool]]:
    yield asset_subject(asset.id), False
    for copy in asset.copies:
        yield copy_subject(asset.id, copy.id), copy.ours


def _holds_packages(copy: Copy, asset: DataAsset) -> bool:
    medium = copy.medium
    if not isinstance(medium, FilesMedium):
        return False
    return (medium.endpoint, medium.path) == (PACKAGES, asset.id)
