"""What a certificate says of its three parts, its validation, its status: written again, compared.

``docs/format/certificate.md``, « The second form ». Nothing that the statement says is believed.
"""

from collections.abc import Iterator, Sequence

from releve.canonical import JsonValue
from releve.errors import Fact
from releve.ledger.body import Body, number
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import asset_subject, copy_subject
from releve.model.medium import FilesMedium, SqlMedium
from releve.model.plan import Copy, CopyFate, DataAsset, Performer, Plan
from releve.model.time import instant_text
from releve.verification.endings import policy_of, sent_back
from releve.verification.history import Performed
from releve.verification.members import at
from releve.verification.plans import person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.request import asset_of, holder_of
from releve.verification.signed import SignedAct
from releve.verification.succession import Certificate
from releve.verification.validation import validated_at

_UNREAD = "not_recorded"
_LEFT = {
    CopyFate.DESTROYED: "copies_pending",
    CopyFate.EXPIRES: "copies_expiring",
    CopyFate.OUT_OF_SCOPE: "copies_out_of_scope",
}


def check_parts(
    predicate: Body,
    one: Certificate,
    done: Performed,
    records: Records,
    *,
    first: bool,
    here: dict[str, Fact],
) -> None:
    """Check everything that the second form adds; the first is for plans without validation.

    Raises:
        EvidenceRefused: ``validation_missing``, ``validation_escalated``; ``certificate_differs``
            with the ``field``.

    """
    ended, plan = done.outcome, records.timeline.at(one.index).plan
    if ended is None:
        refuse("certificate_without_outcome", **here)
    stands = validated_at(records, ended, one.index, plan)
    if stands is not None and not stands.accepted:
        refuse("validation_escalated" if stands.escalated else "validation_missing", **here)
    if first:
        if stands is not None:
            refuse("certificate_differs", field="predicateType", **here)
        return
    acts = () if stands is None else stands.acts
    told = _attested(records, ended)
    expected: tuple[tuple[str, object], ...] = (
        ("parts", _parts(plan, ended, done, told, acts)),
        ("status", _status(plan, ended, records)),
        ("copies", _copies(plan, ended, records)),
    )
    for field, wanted in expected:
        if predicate.get(field) != wanted:
            refuse("certificate_differs", field=field, **here)
    _check_validation(predicate, plan, ended, records, acts, here)
    _check_provider(predicate, told, records, here)
    if at(predicate, "claim", "seen") is not (ended.body.get("observed") == "absent"):
        refuse("certificate_differs", field="claim.seen", **here)


def _attested(records: Records, ended: Entry) -> SignedAct | None:
    with refusing("ledger_entry_malformed", entry=ended.index):
        begun = number(ended.body, "intent")
    acts = records.acts(ActKind.ATTESTATION, ended.subject, after=begun, before=ended.index)
    return acts[-1] if acts else None


def _parts(
    plan: Plan, ended: Entry, done: Performed, told: SignedAct | None, acts: Sequence[SignedAct]
) -> JsonValue:
    host = plan.processing.hds_host
    return {
        "sanitization": _sanitization(plan, ended, done, told),
        "verification": {
            "by": "releve",
            "organisation": host,
            "at": instant_text(ended.at),
            "place": _place(host),
            "signature": "log",
        },
        "validation": _signed(plan, acts[-1]) if acts else None,
    }


def _sanitization(
    plan: Plan, ended: Entry, done: Performed, told: SignedAct | None
) -> dict[str, JsonValue]:
    asked = done.asked.requester
    if ended.body.get("performer") != Performer.US.value and told is not None:
        when = told.act.fields["performed_at"]
        return {**_signed(plan, told), "requester": asked, "performed_at": when}
    holder = holder_of(plan, ended.subject)
    medium = holder.medium if isinstance(holder, Copy | DataAsset) else None
    where = medium.endpoint if isinstance(medium, SqlMedium | FilesMedium) else None
    return {
        "by": ended.actor,
        "requester": asked,
        "organisation": _organisation(plan, asked),
        "at": instant_text(ended.at),
        "performed_at": None,
        "place": _place(where),
        "signature": "log",
    }


def _signed(plan: Plan, one: SignedAct) -> dict[str, JsonValue]:
    return {
        "by": one.act.signer,
        "organisation": _organisation(plan, one.act.signer),
        "at": instant_text(one.act.signed_at),
        "place": _UNREAD,
        "signature": one.kind.value,
    }


def _place(named: str | None) -> JsonValue:
    return _UNREAD if named is None else {"value": named, "source": "plan"}


def _organisation(plan: Plan, name: str) -> str | None:
    person = person_of(plan, name)
    return None if person is None else person.organisation


def _copies(plan: Plan, ended: Entry, records: Records) -> JsonValue:
    asset = asset_of(plan, ended.subject)
    if asset is None:
        return None
    own: dict[str, JsonValue] = {
        "id": asset_subject(asset.id),
        "title": asset.title,
        "fate": asset.fate.value,
        "expires_on": None,
        "reason": asset.fate_reason,
        **_end(records, asset_subject(asset.id), ended.index),
    }
    listed: list[JsonValue] = [own]
    for copy in asset.copies:
        day = copy.expires_on if copy.fate is CopyFate.EXPIRES else None
        one: dict[str, JsonValue] = {
            "id": copy_subject(asset.id, copy.id),
            "title": copy.title,
            "fate": copy.fate.value,
            "expires_on": None if day is None else day.isoformat(),
            "reason": copy.reason,
            **_end(records, copy_subject(asset.id, copy.id), ended.index),
        }
        listed.append(one)
    return listed


def _end(records: Records, subject: str, until: int) -> dict[str, JsonValue]:
    """Return how a subject had ended at an entry, unless that was undone or sent back."""
    done = {Outcome.DESTROYED.value, Outcome.FOUND_ABSENT.value, Outcome.ATTESTED.value}
    ends = records.entries(EntryKind.OUTCOME_RECORDED, subject, before=until + 1)
    back = {entry.index for entry, _ in sent_back(records, subject, before=until)}
    last = ends[-1] if ends else None
    if last is None or last.index in back or last.body.get("outcome") not in done:
        return {"ended": None, "entry": None}
    return {"ended": str(last.body.get("outcome")), "entry": last.index}


def _status(plan: Plan, ended: Entry, records: Records) -> JsonValue:
    found = list(_exceptions(plan, ended, records))
    return {
        "code": "destroyed_with_exceptions" if found else "destroyed",
        "reasons": list[JsonValue](found),
    }


def _exceptions(plan: Plan, ended: Entry, records: Records) -> Iterator[str]:
    outcome = ended.body.get("outcome")
    if outcome == Outcome.FOUND_ABSENT.value:
        yield "found_absent"
    if ended.body.get("observed") != "absent":
        other = outcome == Outcome.ATTESTED.value
        yield "attested_unseen" if other else "verification_undetermined"
    if ended.body.get("overran") is True:
        yield "overran"
    asset = asset_of(plan, ended.subject)
    if asset is None or ended.subject != asset_subject(asset.id):
        return
    left = {
        copy.fate
        for copy in asset.copies
        if _end(records, copy_subject(asset.id, copy.id), ended.index)["ended"] is None
    }
    yield from (code for fate, code in _LEFT.items() if fate in left)


def _check_validation(
    predicate: Body,
    plan: Plan,
    ended: Entry,
    records: Records,
    acts: Sequence[SignedAct],
    here: dict[str, Fact],
) -> None:
    """Acts themselves are compared where every act is (``check_acts``): here, which and where."""
    planned, told = at(predicate, "validation", "planned"), at(predicate, "validation", "acts")
    if planned is not (policy_of(plan) is not None) or not _same(told, acts):
        refuse("certificate_differs", field="validation", **here)
    back = sent_back(records, ended.subject, before=ended.index)
    said = at(predicate, "validation", "sent_back")
    if not isinstance(said, list) or len(said) != len(back):
        refuse("certificate_differs", field="validation.sent_back", **here)
    for one, (before, act) in zip(said, back, strict=True):
        ending = at(one, "outcome")
        named = (at(ending, "index"), at(ending, "outcome"))
        cited = at(ending, "leaf_hash") is not None and _same([at(one, "act")], [act])
        if named != (before.index, before.body.get("outcome")) or not cited:
            refuse("certificate_differs", field="validation.sent_back", **here)


def _same(told: object, acts: Sequence[SignedAct]) -> bool:
    if not isinstance(told, list) or len(told) != len(acts):
        return False
    return all(
        (at(said, "index"), at(said, "certificate"), at(said, "decision"))
        == (one.index, one.act.fields["certificate"], one.act.fields["decision"])
        and at(said, "signer") is not None
        and at(said, "leaf_hash") is not None
        for said, one in zip(told, acts, strict=True)
    )


def _check_provider(
    predicate: Body, told: SignedAct | None, records: Records, here: dict[str, Fact]
) -> None:
    said, wanted = predicate.get("provider"), None
    if told is not None:
        entry = records.log.entries[told.index]
        leaf = records.log.leaves[told.index].hex()
        wanted = {"index": told.index, "leaf_hash": leaf, "scan": entry.body.get("scan")}
    if said != wanted or "provider" not in predicate:
        refuse("certificate_differs", field="provider", **here)
