"""Requests: what was frozen to be approved, recomputed from the plan it was asked under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from releve.canonical import JsonValue, digest, encode, hex_digest
from releve.errors import Fact
from releve.ledger.body import mapping, number, optional_text, text
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.plan import (
    IRREVERSIBLE,
    Copy,
    CopyFate,
    DataAsset,
    Fate,
    Plan,
    Service,
    ServiceOutcome,
    Verb,
)
from releve.model.time import parse_instant
from releve.verification.endings import sent_back
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing

Holder = Service | DataAsset | Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, its digest and step key recomputed."""

    index: int
    at: datetime
    digest: str
    verb: Verb
    subject: str
    occurrence: int
    step: str
    plan: str
    root: str | None
    records: int
    octets: int
    opens: datetime
    closes: datetime
    expires_at: datetime
    longest: timedelta
    requester: str
    evidence: Mapping[str, int]


def holder_of(plan: Plan, subject: str) -> Holder | None:
    """Return what the plan says of a subject."""
    kind, _, name = subject.partition(":")
    if kind == "service":
        return next((one for one in plan.services if one.id == name), None)
    owner, _, copied = name.partition("/")
    asset = next((one for one in plan.assets if one.id == owner), None)
    if kind == "asset" and not copied:
        return asset
    if kind == "copy" and asset is not None:
        return next((one for one in asset.copies if one.id == copied), None)
    return None


def asset_of(plan: Plan, subject: str) -> DataAsset | None:
    """Return the asset that a subject is, or is a copy of."""
    kind, _, name = subject.partition(":")
    owner = name.partition("/")[0] if kind in {"asset", "copy"} else ""
    return next((one for one in plan.assets if one.id == owner), None)


def check_request(entry: Entry, records: Records) -> Asked:
    """Recompute a request and compare it with the plan in force when it was opened.

    Raises:
        EvidenceRefused: ``ledger_entry_malformed``, ``request_digest_differs``,
            ``request_of_another_plan``, ``request_step_differs``, ``request_not_planned``,
            ``request_of_another_occurrence``, ``request_window_differs``,
            ``request_already_done``, ``request_expires_too_late``.

    """
    asked = _read(entry)
    here: dict[str, Fact] = {"entry": entry.index, "subject": entry.subject}
    adopted = records.timeline.at(entry.index)
    if asked.plan != adopted.digest:
        refuse("request_of_another_plan", **here)
    if not isinstance(entry.body, dict):
        refuse("ledger_entry_malformed", **here)
    body: dict[str, JsonValue] = {
        name: value for name, value in entry.body.items() if name != "digest"
    }
    if digest(encode(body)) != asked.digest:
        refuse("request_digest_differs", **here)
    identity: JsonValue = {
        "origin": records.log.origin,
        "realm": records.log.realm.value,
        "verb": asked.verb.value,
        "subject": entry.subject,
        "occurrence": asked.occurrence,
    }
    if hex_digest(encode(identity)) != asked.step:
        refuse("request_step_differs", **here)
    _check_planned(asked, adopted.plan, here)
    _check_occurrence(asked, records, here)
    return asked


def _read(entry: Entry) -> Asked:
    body = entry.body
    with refusing("ledger_entry_malformed", entry=entry.index, subject=entry.subject):
        evidence = mapping(body, "evidence")
        cited = {name: number(evidence, name) for name in evidence}
        asked = Asked(
            index=entry.index,
            at=entry.at,
            digest=text(body, "digest"),
            verb=Verb(text(body, "verb")),
            subject=entry.subject,
            occurrence=number(body, "occurrence"),
            step=text(body, "step"),
            plan=text(body, "plan"),
            root=optional_text(body, "root"),
            records=number(body, "records"),
            octets=number(body, "octets"),
            opens=parse_instant(text(body, "opens")),
            closes=parse_instant(text(body, "closes")),
            expires_at=parse_instant(text(body, "expires_at")),
            longest=timedelta(minutes=number(body, "longest_minutes")),
            requester=text(body, "requester"),
            evidence=cited,
        )
    for name, index in cited.items():
        if not 0 <= index < entry.index:
            refuse("request_evidence_refused", entry=entry.index, evidence=name)
    return asked


def planned(holder: Holder | None, verb: Verb) -> bool:
    """Tell whether the plan wants this verb done to this subject."""
    match holder:
        case Service():
            wanted = {
                ServiceOutcome.STOPPED: Verb.SHUT_DOWN,
                ServiceOutcome.HANDED_OVER: Verb.HAND_OVER,
            }
            return wanted.get(holder.outcome) is verb
        case DataAsset():
            return verb is Verb.DESTROY and holder.fate is Fate.DESTROYED
        case Copy():
            return verb is Verb.DESTROY and holder.fate is CopyFate.DESTROYED
        case None:
            return False


def _check_planned(asked: Asked, plan: Plan, here: Mapping[str, Fact]) -> None:
    holder = holder_of(plan, asked.subject)
    if holder is None or asked.verb not in IRREVERSIBLE or not planned(holder, asked.verb):
        refuse("request_not_planned", **here)
    with refusing("request_not_planned", **here):
        window = plan.milestone(holder.milestone).window
        policy = plan.policy(asked.verb)
    if window is None or (asked.opens, asked.closes) != (window.opens, window.closes):
        refuse("request_window_differs", **here)
    if asked.longest != policy.longest:
        refuse("request_window_differs", **here)
    last = max(window.opens, asked.at) + timedelta(days=policy.approval_valid_days)
    if asked.expires_at > min(window.closes, last):
        refuse("request_expires_too_late", **here)


def _check_occurrence(asked: Asked, records: Records, here: Mapping[str, Fact]) -> None:
    undone = {one.value for one in (Outcome.PARTIAL, Outcome.ROLLED_BACK, Outcome.UNDETERMINED)}
    ended = records.entries(EntryKind.OUTCOME_RECORDED, asked.subject, before=asked.index)
    again = {one.index for one in ended if one.body.get("outcome") in undone}
    again |= {one.index for one, _ in sent_back(records, asked.subject, before=asked.index)}
    if ended and ended[-1].index not in again:
        refuse("request_already_done", **here)
    if asked.occurrence != len(again):
        refuse("request_of_another_occurrence", **here)


def terminal(outcome: str) -> bool:
    """Tell whether an outcome ends a subject for good, as far as anybody saw."""
    return outcome in {
        Outcome.STOPPED.value,
        Outcome.HANDED_OVER.value,
        Outcome.DESTROYED.value,
        Outcome.FOUND_ABSENT.value,
        Outcome.ATTESTED.value,
    }
