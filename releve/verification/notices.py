"""Closing notices, judged again: who was to be told was told before the window, by what stood."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from releve.errors import Fact
from releve.ledger.body import text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.people import Role
from releve.model.plan import Service
from releve.verification.plans import person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import Asked
from releve.verification.signed import SignedAct

_KIND = "closing_notice"
_SIGNERS = frozenset({Role.LEAD, Role.CONTROLLER})


def check_notices(service: Service, asked: Asked, intent: Entry, records: Records) -> None:
    """Refuse an end of a service that an audience of the plan was not told of in time.

    For each audience the last act must name a notice that says what the last one issued before
    the intent says, itself issued under the plan in force then.

    Raises:
        EvidenceRefused: ``service_notice_missing``, ``service_notice_late``,
            ``ledger_entry_malformed``.

    """
    adopted = records.timeline.at(intent.index)
    zone = ZoneInfo(adopted.plan.timezone)
    for notice in service.notices:
        told: dict[str, Fact] = {
            "entry": intent.index,
            "subject": asked.subject,
            "audience": notice.audience.value,
        }
        standing, first = _standing(
            asked.subject, notice.audience.value, adopted.index, intent, records
        )
        sent = [
            one
            for one in records.acts(ActKind.NOTICE, asked.subject, before=intent.index)
            if one.act.fields["audience"] == notice.audience.value
        ]
        if not sent or sent[-1].act.fields["document"] not in standing:
            refuse("service_notice_missing", **told)
        _check_signer(sent[-1], records, told)
        with refusing("service_notice_missing", **told):
            day = date.fromisoformat(sent[-1].act.fields["sent_on"])
        signed_on = sent[-1].act.signed_at.astimezone(zone).date()
        if not first.astimezone(zone).date() <= day <= signed_on:
            refuse("service_notice_missing", **told)
        if day > asked.opens.astimezone(zone).date():
            refuse("service_notice_late", **told)


def _standing(
    subject: str, audience: str, adopted: int, intent: Entry, records: Records
) -> tuple[frozenset[str], datetime]:
    """Return the twins of every notice that says what the last one does, and since when one does.

    None if the last one is too old.
    """
    twins: dict[str, set[str]] = {}
    since: dict[str, datetime] = {}
    last, index = "", -1
    for entry in records.log.entries[: intent.index]:
        if entry.kind is not EntryKind.DOCUMENT_ISSUED:
            continue
        with refusing("ledger_entry_malformed", entry=entry.index):
            named = (text(entry.body, "kind"), text(entry.body, "about"))
            content, twin = text(entry.body, "content"), text(entry.body, "statement")
        if named == (_KIND, f"{subject}+{audience}"):
            twins.setdefault(content, set()).add(twin)
            since.setdefault(content, entry.at)
            last, index = content, entry.index
    if index <= adopted:
        return frozenset(), intent.at
    return frozenset(twins[last]), since[last]


def _check_signer(sent: SignedAct, records: Records, told: dict[str, Fact]) -> None:
    person = person_of(records.timeline.at(sent.index).plan, sent.act.signer)
    if person is None or not _SIGNERS & set(person.roles):
        refuse("service_notice_missing", **told)
