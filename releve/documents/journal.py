"""The readable journal: one French (or English) line per entry, for people who read in order.

Counts under the plan's threshold are grouped and persons appear by roster id and title, so that
a journal may be published where the ledger itself may not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from releve.certificates.labels import Labels, spoken
from releve.ledger.body import items, mapping, number, text, texts
from releve.ledger.doubts import doubtful
from releve.model.evidence import Entry, EntryKind
from releve.model.plan import Plan
from releve.model.time import parse_instant

Telling = Callable[[Labels, Entry], str]
_DETAILS = (
    *("certificate", "replacement", "compromised_since"),
    *("decision", "reserves", "reason", "reference", "records", "pathways", "count"),
    *("text", "owner", "due_on", "capacity", "audience", "sent_on"),
)
"""The fields of acts that the journal tells, in order."""


def journal_lines(
    entries: Iterable[Entry], plan: Plan, language: str = "fr", *, subject: str | None = None
) -> Iterator[str]:
    """Yield one line per entry, of one subject if given; instants are local to the plan's zone.

    An exercise's entry shows the exercise's instant first and when it was really recorded last.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    labels = Labels(plan=plan, language=language)
    known = tuple(entries)
    doubts = doubtful(known)
    for entry in known:
        if subject is None or entry.subject == subject:
            yield line(labels, entry, doubts.get(entry.index))


def line(labels: Labels, entry: Entry, compromised: datetime | None = None) -> str:
    """Return the line of one entry; ``compromised`` marks an act to be examined again."""
    told = tell(labels, entry)
    if compromised is not None:
        told = labels.say("journal_to_examine", told=told, since=labels.stamp(compromised))
    code = "journal_tail" if entry.rehearsed_at is None else "journal_tail_exercise"
    return labels.say(
        "journal_line",
        at=labels.stamp(entry.at),
        subject=labels.subject(entry.subject),
        told=told,
        tail=labels.say(code, index=entry.index, recorded_at=labels.stamp(entry.recorded_at)),
    )


def tell(labels: Labels, entry: Entry) -> str:
    """Return what an entry says happened, without its instant nor subject."""
    return _TELLINGS[entry.kind](labels, entry)


def _volume(labels: Labels, entry: Entry) -> str:
    return labels.say(
        "volume",
        records=labels.published(number(entry.body, "records")),
        octets=labels.octets(number(entry.body, "octets")),
    )


def _consequence(labels: Labels, entry: Entry) -> str:
    """Return the volume an act is about, after a comma; nothing for acts about no data."""
    if not number(entry.body, "records") and not number(entry.body, "octets"):
        return ""
    return f", {_volume(labels, entry)}"


def _adopted(labels: Labels, entry: Entry) -> str:
    signers = ", ".join(labels.person(name) for name in texts(entry.body, "signers"))
    digest = _short(text(entry.body, "plan"))
    return labels.say("journal_plan_adopted", plan=digest, signers=signers)


def _probed(labels: Labels, entry: Entry) -> str:
    observed = labels.say(f"observed_{text(entry.body, 'observed')}")
    return labels.say("journal_service_probed", observed=observed, means=text(entry.body, "means"))


def _extracted(labels: Labels, entry: Entry) -> str:
    tables = mapping(entry.body, "tables")
    shown = (f"{name} {labels.published(number(mapping(tables, name), 'read'))}" for name in tables)
    return labels.say(
        "journal_extraction_received",
        publisher=text(entry.body, "publisher"),
        manifest=_short(text(entry.body, "manifest")),
        files=labels.number(number(entry.body, "files")),
        octets=labels.octets(number(entry.body, "octets")),
        tables=", ".join(shown),
    )


def _measured(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_asset_measured", volume=_volume(labels, entry))


def _frozen(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_asset_frozen", means=text(entry.body, "means"))


def _exported(labels: Labels, entry: Entry) -> str:
    return labels.say(
        "journal_package_exported",
        package=_short(text(entry.body, "package")),
        volume=_volume(labels, entry),
        pathways=labels.published(number(entry.body, "pathways")),
    )


def _found(labels: Labels, entry: Entry) -> str:
    checks = items(entry.body, "checks")
    return labels.say(
        "journal_finding_recorded",
        about=labels.say(f"about_{text(entry.body, 'about')}"),
        verdict=labels.say(f"verdict_{text(entry.body, 'verdict')}"),
        checks=len(checks),
        passed=sum(check.get("verdict") == "passed" for check in checks),
    )


def _delivered(labels: Labels, entry: Entry) -> str:
    body = entry.body
    cut, loaded = "volumes" in body, body.get("loaded")
    told = labels.say(
        "journal_package_delivered_volumes" if cut else "journal_package_delivered",
        recipient=labels.organisation(text(body, "recipient")),
        name=text(body, "name"),
        octets=labels.octets(number(body, "octets")),
        files=len(items(body, "volumes")) if cut else 1,
    )
    if not isinstance(loaded, Mapping):
        return told
    count = labels.published(number(loaded, "sent"))
    return told + labels.say("journal_loaded", sent=count, endpoint=text(loaded, "endpoint"))


def _partly_delivered(labels: Labels, entry: Entry) -> str:
    target = text(mapping(entry.body, "target"), "kind")
    return labels.say(
        "journal_partial_delivered",
        recipient=labels.organisation(text(entry.body, "recipient")),
        target=labels.say(f"partial_{'delta' if entry.body.get('base') is not None else target}"),
        name=text(entry.body, "name"),
        pathways=labels.published(number(entry.body, "pathways")),
        octets=labels.octets(number(entry.body, "octets")),
    )


def _arrived(labels: Labels, entry: Entry) -> str:
    outcomes, refused = mapping(entry.body, "outcomes"), texts(entry.body, "refused")
    if refused:
        return labels.say("journal_arrival_refused", codes=", ".join(refused))
    counted = {name: labels.published(number(outcomes, name)) for name in sorted(outcomes)}
    return labels.say("journal_arrival_judged", **counted)


def _requested(labels: Labels, entry: Entry) -> str:
    return labels.say(
        "journal_request_opened",
        verb=labels.say(f"verb_{text(entry.body, 'verb')}"),
        requester=labels.person(text(entry.body, "requester")),
        volume=_consequence(labels, entry),
        expires_at=labels.stamp(parse_instant(text(entry.body, "expires_at"))),
    )


def _ordered(labels: Labels, entry: Entry) -> str:
    return labels.say(
        "journal_order_issued",
        number=text(entry.body, "number"),
        performer=labels.say(f"performer_{text(entry.body, 'performer')}"),
    )


def _acted(labels: Labels, entry: Entry) -> str:
    fields = mapping(entry.body, "fields")
    details = [
        labels.say(f"act_field_{name}", value=_field(labels, name, spoken(fields, name)))
        for name in _DETAILS
        if spoken(fields, name) not in {"", "-"}
    ]
    return labels.say(
        "journal_act_recorded",
        act=labels.say(f"act_{text(entry.body, 'act')}"),
        signer=labels.person(text(entry.body, "signer")),
        kind=labels.say(f"signature_{text(entry.body, 'signature_kind')}"),
        details="".join(f" ; {one}" for one in details),
    )


def _field(labels: Labels, name: str, value: str) -> str:
    counts = {"records", "pathways", "count"}
    if name == "compromised_since":
        return labels.stamp(parse_instant(value))
    if name == "audience" and labels.known(f"audience_{value}"):
        return labels.say(f"audience_{value}")
    if name == "decision" and labels.known(f"decision_{value}"):
        return labels.say(f"decision_{value}")
    if name == "replacement" and labels.known(f"replacement_{value}"):
        return labels.say(f"replacement_{value}")
    return labels.published(int(value)) if name in counts and value.isdecimal() else value


def _act_refused(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_act_refused", code=text(entry.body, "code"))


def _intended(labels: Labels, entry: Entry) -> str:
    verb = labels.say(f"verb_{text(entry.body, 'verb')}")
    return labels.say("journal_intent_recorded", verb=verb, volume=_consequence(labels, entry))


def _phased(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_phase_recorded", phase=text(entry.body, "phase"))


def _ended(labels: Labels, entry: Entry) -> str:
    overran = labels.say("overran") if entry.body.get("overran") is True else ""
    return labels.say(
        "journal_outcome_recorded",
        outcome=labels.say(f"outcome_{text(entry.body, 'outcome')}"),
        observed=labels.say(f"observed_{text(entry.body, 'observed')}"),
        means=text(entry.body, "means"),
        performer=labels.say(f"performer_{text(entry.body, 'performer')}"),
        overran=overran,
    )


def _certified(labels: Labels, entry: Entry) -> str:
    title = labels.say(f"issued_{text(entry.body, 'title')}")
    number_of = text(entry.body, "number")
    told = labels.say("journal_certificate_issued", title=title, number=number_of)
    if entry.body.get("supersedes") is None:
        return told
    return labels.say(
        "journal_certificate_again", told=told, index=number(entry.body, "supersedes")
    )


def _stamped(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_certificate_stamped", number=text(entry.body, "number"))


def _shredded(labels: Labels, entry: Entry) -> str:
    return labels.say(f"journal_key_{text(entry.body, 'means')}")


def _rekeyed(labels: Labels, entry: Entry) -> str:
    keys = {name: text(entry.body, name) for name in ("previous", "key")}
    return labels.say("journal_log_key_changed", **keys)


def _returned(labels: Labels, entry: Entry) -> str:
    people = ", ".join(labels.person(name) for name in texts(entry.body, "transcribers"))
    number_of = text(entry.body, "bordereau")
    return labels.say("journal_slip_returned", number=number_of, transcribers=people)


def _issued(labels: Labels, entry: Entry) -> str:
    title = labels.say(f"paper_kind_{text(entry.body, 'kind')}")
    number_of = text(entry.body, "number")
    told = labels.say("journal_document_issued", title=title, number=number_of)
    if entry.body.get("supersedes") is None:
        return told
    return labels.say("journal_document_again", told=told, index=number(entry.body, "supersedes"))


def _noted(labels: Labels, entry: Entry) -> str:
    return labels.say("journal_note_recorded", author=labels.person(text(entry.body, "author")))


def _failed(labels: Labels, entry: Entry) -> str:
    verb = labels.say(f"verb_{text(entry.body, 'verb')}")
    return labels.say("journal_step_failed", verb=verb, code=text(entry.body, "code"))


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]


_TELLINGS: Mapping[EntryKind, Telling] = {
    EntryKind.PLAN_ADOPTED: _adopted,
    EntryKind.SERVICE_PROBED: _probed,
    EntryKind.EXTRACTION_RECEIVED: _extracted,
    EntryKind.ASSET_MEASURED: _measured,
    EntryKind.ASSET_FROZEN: _frozen,
    EntryKind.PACKAGE_EXPORTED: _exported,
    EntryKind.FINDING_RECORDED: _found,
    EntryKind.PACKAGE_DELIVERED: _delivered,
    EntryKind.PARTIAL_DELIVERED: _partly_delivered,
    EntryKind.ARRIVAL_JUDGED: _arrived,
    EntryKind.REQUEST_OPENED: _requested,
    EntryKind.ORDER_ISSUED: _ordered,
    EntryKind.ACT_RECORDED: _acted,
    EntryKind.ACT_REFUSED: _act_refused,
    EntryKind.INTENT_RECORDED: _intended,
    EntryKind.PHASE_RECORDED: _phased,
    EntryKind.OUTCOME_RECORDED: _ended,
    EntryKind.CERTIFICATE_ISSUED: _certified,
    EntryKind.CERTIFICATE_STAMPED: _stamped,
    EntryKind.CONTENT_KEY_SHREDDED: _shredded,
    EntryKind.LOG_KEY_CHANGED: _rekeyed,
    EntryKind.SLIP_RETURNED: _returned,
    EntryKind.DOCUMENT_ISSUED: _issued,
    EntryKind.NOTE_RECORDED: _noted,
    EntryKind.STEP_FAILED: _failed,
}
