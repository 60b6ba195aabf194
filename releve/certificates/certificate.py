"""What a certificate prints: every sentence derived from the statement's codes, none typed."""

from collections.abc import Sequence
from datetime import date

from releve import canonical
from releve.canonical import JsonValue
from releve.certificates.annex import Annex
from releve.certificates.answers import (
    method_shown,
    parts_shown,
    provider_shown,
    sent_back_shown,
    status_shown,
)
from releve.certificates.claims import Level, Title
from releve.certificates.labels import Labels
from releve.certificates.sanitization import MEDIUM_IDENTITY, NOT_RECORDED
from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import Body, items, mapping, number, optional_text, text, texts
from releve.model.extraction import Extracted
from releve.model.ids import Realm, asset_subject
from releve.model.plan import CopyFate, Fate, Plan
from releve.model.time import parse_instant
from releve.pathways.completeness import completeness

TEMPLATE = "certificate"


def certificate_data(
    statement: bytes, *, plan: Plan, language: str = "fr", annex: Annex | None = None
) -> dict[str, JsonValue]:
    """Return the data of the ``certificate`` template: headings, rows and sentences, in order.

    ``statement`` is the canonical payload; ``annex`` what is attached to the PDF.
    Names of signatories come from ``plan``. Nothing is verified.

    Raises:
        EvidenceRefused: ``statement_malformed``, ``entry_malformed``.

    """
    decoded = canonical.decode(statement)
    if not isinstance(decoded, dict):
        raise EvidenceRefused("statement_malformed")
    body = mapping(decoded, "predicate")
    labels = Labels(plan=plan, language=language)
    title = statement_title(labels, body)
    name = text(body, "number")
    return {
        "language": language,
        "timestamp": text(mapping(body, "outcome"), "recorded_at"),
        "stamp": labels.say("stamp") if text(body, "realm") == Realm.REHEARSAL else None,
        "kicker": labels.say("certificate_of", title=plan.title),
        "title": title,
        "number": labels.say("certificate_number", number=name),
        "lead": labels.say(
            f"lead_{text(mapping(body, 'claim'), 'title')}",
            subject=labels.subject(text(mapping(body, "subject"), "id")),
            at=_instant(labels, mapping(body, "outcome")),
        ),
        "status": status_shown(labels, body),
        "sections": [_subject(labels, body), _operation(labels, body)],
        "parts": parts_shown(labels, body),
        "reasons": _listed(labels, "reasons", "reason", texts(mapping(body, "claim"), "reasons")),
        "acts": _acts(labels, body),
        "copies": _copies(labels, body),
        "limits": _limits(labels, body),
        "verify": _verify(labels, body, name, annex),
        "footer": f"{title} · {name} · {labels.say('local_times', timezone=plan.timezone)}",
        "attachments": [] if annex is None else annex.files(name, labels),
    }


def statement_title(labels: Labels, body: Body) -> str:
    """Return the title that the claim of a statement's predicate allows."""
    claim = mapping(body, "claim")
    code = text(claim, "title")
    if code != Title.THIRD_PARTY:
        return labels.say(f"title_{code}")
    performer = text(mapping(body, "sanitization"), "performer")
    seen = "seen" if claim.get("seen") is True else "unseen"
    return labels.say(f"title_{code}_{seen}", who=labels.say(f"performer_{performer}"))


def _instant(labels: Labels, body: Body) -> str:
    recorded = parse_instant(text(body, "recorded_at"))
    rehearsed = optional_text(body, "rehearsed_at")
    if rehearsed is None:
        return labels.instant(recorded)
    return labels.say(
        "exercise_instant",
        at=labels.instant(parse_instant(rehearsed)),
        recorded_at=labels.instant(recorded),
    )


def _row(labels: Labels, label: str, value: str, *, mono: bool = False) -> JsonValue:
    return {"label": labels.say(f"label_{label}"), "value": value, "mono": mono}


def _subject(labels: Labels, body: Body) -> JsonValue:
    subject, contract = mapping(body, "subject"), mapping(body, "contract")
    request, measured = mapping(body, "request"), mapping(body, "measured")
    kind = text(subject, "id").partition(":")[0]
    clause = labels.value(optional_text(contract, "clause"))
    if contract.get("destruction_within_days") is not None:
        days = number(contract, "destruction_within_days")
        clause = labels.say("clause_days", clause=clause, days=days)
    volume = labels.say(
        "volume",
        records=labels.number(number(measured, "records")),
        octets=labels.octets(number(measured, "octets")),
    )
    root = optional_text(measured, "root")
    rows = [
        _row(labels, "copy" if kind == "copy" else "subject", labels.subject(text(subject, "id"))),
        _row(labels, "controller", labels.organisation(optional_text(body, "controller"))),
        _row(labels, "contract", text(contract, "title")),
        _row(labels, "clause", clause),
        _row(labels, "volume", volume),
        _row(labels, "root", root or labels.say("not_recorded"), mono=root is not None),
        _row(labels, "request", text(request, "digest").removeprefix("sha256:"), mono=True),
        _row(labels, "backed_up", _backed_up(labels, mapping(body, "backed_up"))),
        _row(labels, "custody", _custody(labels, mapping(body, "custody"))),
    ]
    if body.get("supersedes") is not None:
        rows.insert(0, _row(labels, "supersedes", _superseded(labels, mapping(body, "supersedes"))))
    return {"heading": labels.say("heading_subject"), "rows": rows}


def _superseded(labels: Labels, body: Body) -> str:
    act = mapping(body, "act")
    return labels.say(
        "supersedes",
        number=text(body, "number"),
        at=labels.instant(parse_instant(text(act, "signed_at"))),
        signer=labels.signatory(text(act, "signer")),
        index=number(act, "index"),
    )


def _backed_up(labels: Labels, body: Body) -> str:
    if text(body, "answer") != "yes":
        return labels.say("backed_up_unknown")
    where = labels.organisation(optional_text(body, "where"))
    return labels.say("backed_up_yes", where=where, index=number(body, "index"))


def _custody(labels: Labels, body: Body) -> str:
    return labels.say(
        "custody_of",
        custodian=labels.organisation(optional_text(body, "custodian")),
        retention=labels.value(optional_text(body, "retention")),
        fate=labels.value(optional_text(body, "final_fate")),
    )


def _operation(labels: Labels, body: Body) -> JsonValue:
    done, claim = mapping(body, "sanitization"), mapping(body, "claim")
    intent = mapping(body, "intent")
    rows = [
        _row(
            labels,
            "level",
            labels.say(
                "level_of",
                level=labels.say(f"level_{text(claim, 'level')}"),
                rank=1 + tuple(Level).index(Level(text(claim, "level"))),
                ladder=len(Level),
                source=text(done, "source"),
            ),
        ),
        _row(labels, "method", method_shown(labels, text(claim, "level"))),
        _row(labels, "technique", _known(labels, "technique", text(done, "technique"))),
        _row(labels, "medium", _known(labels, "medium", text(done, "medium"))),
        _row(labels, "identity", _identity(labels, mapping(done, "identity"))),
        _row(
            labels,
            "performer",
            labels.say(
                "performer_and_tool",
                who=labels.say(f"performer_{text(done, 'performer')}"),
                tool=text(done, "tool"),
            ),
        ),
        _row(labels, "intent", _entry(labels, _instant(labels, intent), intent)),
        _row(labels, "provider", provider_shown(labels, body)),
    ]
    back = sent_back_shown(labels, body)
    if back is not None:
        rows.append(_row(labels, "sent_back", back))
    if body.get("order") is not None:
        order = mapping(body, "order")
        told = labels.say("order_of", number=text(order, "number"), index=number(order, "index"))
        rows.append(_row(labels, "order", told))
    return {"heading": labels.say("heading_operation"), "rows": rows}


def _known(labels: Labels, family: str, code: str) -> str:
    if labels.known(f"{family}_{code}"):
        return labels.say(f"{family}_{code}")
    return labels.say(f"{family}_other", **{family: code})


def _entry(labels: Labels, told: str, body: Body) -> str:
    return labels.say("entry", told=told, index=number(body, "index"))


def _identity(labels: Labels, body: Body) -> str:
    missing = [name for name in MEDIUM_IDENTITY if body.get(name) == NOT_RECORDED]
    told = []
    for name in MEDIUM_IDENTITY:
        if name not in missing:
            field = mapping(body, name)
            shown = labels.say(
                "medium_read_from", value=text(field, "value"), source=text(field, "source")
            )
            heading = labels.say("colon", label=labels.say(f"medium_{name}"))
            told.append(f"{heading} {shown}")
    names = ", ".join(labels.say(f"medium_{name}").lower() for name in missing)
    told += [labels.say("medium_unidentified", names=names)] if names else []
    return labels.say("joined").join(told)


def _listed(labels: Labels, heading: str, family: str, codes: Sequence[str]) -> JsonValue:
    sentences: list[JsonValue] = [labels.say(f"{family}_{code}") for code in codes]
    return {"heading": labels.say(f"heading_{heading}"), "items": sentences}


def _limits(labels: Labels, body: Body) -> JsonValue:
    said = [labels.say(f"limit_{code}") for code in texts(body, "does_not_prove")]
    for one in items(body, "completeness") if "completeness" in body else ():
        told = {name: one[name] for name in Extracted.model_fields}
        title = labels.subject(asset_subject(text(one, "view")))
        rests = completeness(Extracted.model_validate(told), labels.language)
        said.append(labels.say("completeness_of", title=title, said=rests))
    return {"heading": labels.say("heading_limits"), "items": list[JsonValue](said)}


def _acts(labels: Labels, body: Body) -> JsonValue:
    evidence = mapping(body, "evidence")
    cited = [mapping(evidence, name) for name in evidence]
    acts = [*(one for one in cited if "signer" in one), *items(body, "acts")]
    ordered = {number(act, "index"): act for act in acts}
    rows: list[JsonValue] = [
        [
            str(index),
            _kind(labels, act),
            labels.signatory(text(act, "signer")),
            labels.instant(parse_instant(text(act, "signed_at"))),
            labels.say(f"signature_{text(act, 'signature_kind')}"),
        ]
        for index, act in sorted(ordered.items())
    ]
    names = ("entry", "act", "signer", "signed_at", "signature")
    columns: list[JsonValue] = [labels.say(f"column_{name}") for name in names]
    return {"heading": labels.say("heading_acts"), "columns": columns, "rows": rows}


def _kind(labels: Labels, act: Body) -> str:
    told = labels.say(f"act_{text(act, 'kind')}")
    since = optional_text(act, "compromised_since")
    if since is None:
        return told
    return labels.say("to_examine", told=told, since=labels.instant(parse_instant(since)))


def _copies(labels: Labels, body: Body) -> JsonValue:
    rows: list[JsonValue] = []
    for copy in items(body, "copies"):
        ended = optional_text(copy, "ended")
        destroyed = text(copy, "fate") in {Fate.DESTROYED, CopyFate.DESTROYED}
        state = labels.say("copy_pending" if destroyed else "copy_other")
        if ended is not None:
            outcome = labels.say(f"outcome_{ended}")
            state = labels.say("copy_ended", outcome=outcome, index=number(copy, "entry"))
        expires = optional_text(copy, "expires_on")
        day = None if expires is None else date.fromisoformat(expires)
        fate = labels.fate(text(copy, "fate"), day, optional_text(copy, "reason"))
        rows.append([text(copy, "title"), fate, state])
    columns: list[JsonValue] = [labels.say(f"column_{name}") for name in ("copy", "fate", "state")]
    return {"heading": labels.say("heading_copies"), "columns": columns, "rows": rows}


def _verify(labels: Labels, body: Body, name: str, annex: Annex | None) -> JsonValue:
    head = checkpoints.parse(text(body, "checkpoint").partition("\n\n")[0].encode() + b"\n")
    sentences: list[JsonValue] = [
        labels.say("verify_commands"),
        labels.say("verify_checkpoint", size=head.size, origin=head.origin),
    ]
    if annex is not None:
        sentences.insert(0, labels.say("verify_certificate", name=f"{name}.dsse.json"))
        sentences.append(labels.say("verify_sealed" if annex.sealed else "verify_unsealed"))
        stamped = labels.say("verify_unstamped")
        if annex.stamped_at is not None:
            stamped = labels.say("verify_stamped", at=labels.instant(annex.stamped_at))
        sentences.append(stamped)
    return {
        "heading": labels.say("heading_verify"),
        "items": sentences,
        "warning": _warning(labels),
        "digest_label": labels.say("verify_statement"),
        "digest": None if annex is None else canonical.hex_digest(annex.dsse),
    }


def _warning(labels: Labels) -> str:
    """Say what whoever holds the log's key could do, and what stands against it."""
    witnesses = labels.plan.witnesses
    against = labels.say("verify_no_witness")
    if witnesses is not None:
        against = labels.say(
            "verify_witnesses", threshold=witnesses.threshold, witnesses=len(witnesses.keys)
        )
    return f"{labels.say('verify_log_key')} {against}"
