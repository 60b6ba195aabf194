"""How far each subject has come, in words: what a milestone awaited and what the ledger shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from releve.certificates.labels import Labels
from releve.ledger.state import PlanState
from releve.ledger.subject import Issued
from releve.model.acts import SignatureKind
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import Copy, CopyFate, DataAsset, Fate, Service, ServiceOutcome
from releve.model.time import Due
from releve.plan.validation import standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One thing a milestone awaited: whether it is done, and what is told of it."""

    subject: str
    done: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a state amounts to, in one language."""

    labels: Labels
    state: PlanState

    def ended(self, subject: str) -> str:
        """Tell how a subject's irreversible step ended, and when, or that it has not."""
        ended = self.state.of(subject).ended
        if ended is None:
            return self.labels.say("index_pending")
        what = self.labels.say(f"outcome_{ended.outcome.value}")
        told = self.labels.say(
            "index_at", what=what, at=self.labels.stamp(ended.at), index=ended.index
        )
        stands = standing(self.labels.plan, self.state, subject)
        uncertified = not self.state.of(subject).certificates
        if uncertified and stands is not None and not stands.accepted:
            return self.labels.say("index_unvalidated", told=told)
        gone = self.state.of(subject).withdrawn
        return told if gone is None else self.standing(told, gone)

    def standing(self, told: str, issued: Issued) -> str:
        """Tell after a certificate's title whether it was withdrawn, and replaced."""
        act = issued.withdrawn
        if act is None:
            return told
        at = self.labels.stamp(act.at)
        told = self.labels.say("index_withdrawn", told=told, at=at, index=act.index)
        if issued.replaced is None:
            return told
        return self.labels.say("index_replaced", told=told, index=issued.replaced)

    def probed(self, subject: str) -> str:
        """Tell what the last probe of a service saw."""
        probed = self.state.of(subject).probed
        if probed is None:
            return self.labels.say("index_none")
        index, observed = probed
        told = self.labels.say("entry", told=self.labels.say(f"observed_{observed}"), index=index)
        ended = self.state.of(subject).ended
        if ended is None or ended.index < index:
            return told
        return self.labels.say("index_before", told=told)

    def given_back(self, subject: str) -> str:
        """Tell whether an asset was received and accepted."""
        known = self.state.of(subject)
        if known.receipt is None:
            return self.labels.say("index_pending")
        if known.acceptance is None:
            told = self.labels.say("index_received", receipt=known.receipt.index)
        else:
            told = self.labels.say(
                "index_accepted", receipt=known.receipt.index, acceptance=known.acceptance.index
            )
        kind = known.receipt.signature_kind
        if kind is SignatureKind.PERSONAL_KEY:
            return told
        weaker = self.labels.say(f"signature_{kind.value}")
        return self.labels.say("index_weaker", told=told, kind=weaker)

    def of_asset(self, asset: DataAsset) -> str:
        """Tell what became of an asset: deleted, kept or handed over."""
        subject = asset_subject(asset.id)
        if asset.fate is Fate.DESTROYED:
            return self.ended(subject)
        if asset.fate is Fate.TRANSFERRED and self.state.of(subject).acceptance is None:
            return self.labels.say("index_pending")
        return self.labels.fate(asset.fate.value, None, None)

    def of_copy(self, asset: DataAsset, copy: Copy) -> str:
        """Tell what became of a copy; of one that expires, that nobody of ours saw it gone."""
        if copy.fate is CopyFate.DESTROYED:
            return self.ended(copy_subject(asset.id, copy.id))
        if copy.fate is CopyFate.OUT_OF_SCOPE:
            return self.labels.say("copy_other")
        past = copy.expires_on is not None and self._past(copy.expires_on)
        return self.labels.say("index_expired" if past else "index_pending")

    def overdue(self, due: Due) -> bool:
        """Tell whether the last recorded fact is later than a due date, in the plan's zone."""
        return self._past(due.on)

    def _past(self, day: date) -> bool:
        last = self.state.last_at
        zone = ZoneInfo(self.labels.plan.timezone)
        return last is not None and last.astimezone(zone).date() > day

    def awaited(self, milestone: str) -> Iterator[Awaited]:
        """Iterate over what a milestone awaits, in plan order."""
        for service in self.labels.plan.services:
            if service.milestone == milestone:
                yield self.service(service)
        for asset in self.labels.plan.assets:
            if asset.restitution.milestone == milestone:
                yield self._restitution(asset)
            if asset.milestone == milestone and asset.fate is not Fate.TRANSFERRED:
                yield self._asset(asset)
            for copy in asset.copies:
                if copy.milestone == milestone and copy.fate is not CopyFate.OUT_OF_SCOPE:
                    yield self._copy(asset, copy)

    def service(self, service: Service) -> Awaited:
        """Return what is awaited of a service: its end, or to be seen stopped."""
        subject = service_subject(service.id)
        if service.outcome is not ServiceOutcome.ALREADY_STOPPED:
            done = self.state.of(subject).ended is not None
            return Awaited(subject=subject, done=done, told=self.ended(subject))
        probed = self.state.of(subject).probed
        down = probed is not None and probed[1] == "down"
        return Awaited(subject=subject, done=down, told=self.probed(subject))

    def _restitution(self, asset: DataAsset) -> Awaited:
        subject = asset_subject(asset.id)
        done = self.state.of(subject).acceptance is not None
        told = self.labels.say("index_restitution", told=self.given_back(subject))
        return Awaited(subject=subject, done=done, told=told)

    def _asset(self, asset: DataAsset) -> Awaited:
        subject = asset_subject(asset.id)
        if asset.fate is Fate.KEPT:
            told = self.labels.fate(asset.fate.value, None, asset.fate_reason)
            return Awaited(subject=subject, done=True, told=told)
        done = self.state.of(subject).ended is not None
        return Awaited(subject=subject, done=done, told=self.ended(subject))

    def _copy(self, asset: DataAsset, copy: Copy) -> Awaited:
        subject = copy_subject(asset.id, copy.id)
        if copy.fate is CopyFate.DESTROYED:
            done = self.state.of(subject).ended is not None
            return Awaited(subject=subject, done=done, told=self.ended(subject))
        told = self.labels.fate(copy.fate.value, copy.expires_on, copy.reason)
        return Awaited(subject=subject, done=True, told=told)
