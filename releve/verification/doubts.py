"""Doubt: what an irreversible act rested on, signed by a key already said to be in other hands."""

from collections.abc import Iterator

from releve.errors import Fact
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import asset_subject
from releve.model.plan import ArchivesRegime, Plan, Service
from releve.verification.readback import SUCCESSOR, standing
from releve.verification.records import Records
from releve.verification.refusal import refuse
from releve.verification.request import Asked, asset_of, holder_of
from releve.verification.signed import SignedAct, doubt


def check_beyond_doubt(asked: Asked, intent: Entry, records: Records) -> None:
    """Check that no act under an intent was doubtful when it was recorded.

    Doubt that is told later changes nothing here: it is a limit of the verdict.

    Raises:
        EvidenceRefused: ``request_rests_on_doubt``.

    """
    plan = records.timeline.at(intent.index).plan
    for one in _under(asked, intent, plan, records):
        since = doubt(one, records.human.revocations, intent.index)
        if since is not None:
            here: dict[str, Fact] = {"entry": intent.index, "subject": asked.subject}
            refuse("request_rests_on_doubt", by=one.index, since=since.isoformat(), **here)


def _under(asked: Asked, intent: Entry, plan: Plan, records: Records) -> Iterator[SignedAct]:
    """Yield the acts, besides approvals, in force under an intent: the last of each kind."""
    asset = asset_of(plan, asked.subject)
    if asset is not None:
        subject, before = asset_subject(asset.id), intent.index
        needed = asset.requires if asked.subject == subject else ()
        for one in (subject, *map(asset_subject, needed)):
            yield from _given_back(one, before, records)
        if asset.archives_regime is not ArchivesRegime.PRIVATE:
            decided = [
                *records.acts(ActKind.VISA, subject, before=before),
                *records.acts(ActKind.EXEMPTION, subject, before=before),
            ]
            yield from sorted(decided, key=lambda one: (one.act.signed_at, one.index))[-1:]
        return
    service = holder_of(plan, asked.subject)
    if isinstance(service, Service) and service.active_follow_up is not None:
        yield from records.acts(ActKind.RELAY, asked.subject, before=intent.index)[-1:]
    sent = records.acts(ActKind.NOTICE, asked.subject, before=intent.index)
    for notice in service.notices if isinstance(service, Service) else ():
        yield from [one for one in sent if one.act.fields["audience"] == notice.audience][-1:]
    transfers = records.acts(ActKind.TRANSFER, asked.subject, before=intent.index)
    yield from [one for one in transfers if one.act.fields["request"] == asked.digest][-1:]


def _given_back(subject: str, before: int, records: Records) -> Iterator[SignedAct]:
    """Yield what says that an asset was given back, and waived what did not pass."""
    receipts = records.acts(ActKind.RECEIPT, subject, before=before)[-1:]
    roots = {one.act.fields["root"] for one in receipts}
    decisions = records.acts(ActKind.DECISION, subject, before=before)[-1:]
    yield from records.acts(ActKind.SCOPE, subject, before=before)[-1:]
    yield from receipts
    yield from (one for one in decisions if one.act.fields["root"] in roots)
    yield from records.acts(ActKind.TEST, subject, before=before)[-1:]
    yield from records.acts(ActKind.ACCEPTANCE, subject, before=before)[-1:]
    exports = records.entries(EntryKind.PACKAGE_EXPORTED, subject, before=before)[-1:]
    for exported in exports:
        yield from _waivers(subject, exported.index, before, records)


def _waivers(subject: str, since: int, before: int, records: Records) -> Iterator[SignedAct]:
    """Yield the last waiver of each finding that stands."""
    found = records.entries(EntryKind.FINDING_RECORDED, subject, after=since, before=before)
    for about in ("source", "package", SUCCESSOR):
        told = [one for one in found if one.body.get("about") == about]
        last = standing(told) if about == SUCCESSOR else told[-1] if told else None
        if last is not None:
            waivers = records.acts(ActKind.WAIVER, subject, after=last.index, before=before)
            yield from [one for one in waivers if one.act.fields["finding"] == str(last.index)][-1:]
