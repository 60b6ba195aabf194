"""What a certificate prints of its status, and of who answers for act, verification, validation."""

from collections.abc import Mapping

from releve.canonical import JsonValue
from releve.certificates.claims import Level
from releve.certificates.labels import TOOL, Labels
from releve.certificates.sanitization import NOT_RECORDED
from releve.ledger.body import Body, items, mapping, number, optional_text, text, texts
from releve.model.time import parse_instant
from releve.plan.seats import person_of

_METHODS: Mapping[Level, str] = {
    Level.CLEAR: "clear",
    Level.PURGE: "purge",
    Level.DESTROY: "destroy",
}
"""The methods of NIST SP 800-88 Rev. 2; below them, and in between, none is claimed."""


def status_shown(labels: Labels, body: Body) -> JsonValue:
    """Return the status and its reasons, in words."""
    status = mapping(body, "status")
    code = text(status, "code")
    reasons = [labels.say(f"status_{one}") for one in texts(status, "reasons")]
    return {
        "label": labels.say("label_status"),
        "value": labels.say(f"status_{code}"),
        "reasons": labels.say("joined").join(reasons),
    }


def method_shown(labels: Labels, level: str) -> str:
    """Return the method that a level amounts to, or that none is claimed."""
    return labels.say(f"method_{_METHODS.get(Level(level), 'none')}")


def provider_shown(labels: Labels, body: Body) -> str:
    """Return the digest of what the provider itself signed, or that there is none."""
    if body.get("provider") is None:
        return labels.say("provider_none")
    scan = optional_text(mapping(body, "provider"), "scan")
    index = number(mapping(body, "provider"), "index")
    if scan is None:
        return labels.say("provider_act_alone", index=index)
    return labels.say("provider_scan", digest=scan.removeprefix("sha256:"), index=index)


def parts_shown(labels: Labels, body: Body) -> JsonValue:
    """Return the three parts side by side. Verification is the tool's: it names nobody."""
    parts, validation = mapping(body, "parts"), parts_validation(body)
    columns = [
        _column(labels, "sanitization", mapping(parts, "sanitization"), _outcome(labels, body)),
        _column(labels, "verification", mapping(parts, "verification"), _verified(labels, body)),
        [_decided(labels, body), *["—"] * 5]
        if validation is None
        else _column(labels, "validation", validation, _decided(labels, body)),
    ]
    names = ("result", "by", "date", "place", "contact", "signature")
    rows: list[JsonValue] = [
        [labels.say(f"part_{name}"), *(column[at] for column in columns)]
        for at, name in enumerate(names)
    ]
    heads = ("sanitization", "verification", "validation")
    titles: list[JsonValue] = ["", *(labels.say(f"part_{name}") for name in heads)]
    return {"heading": labels.say("heading_parts"), "columns": titles, "rows": rows}


def parts_validation(body: Body) -> Body | None:
    """Return who validated, ``None`` where nobody was asked to."""
    told = mapping(body, "parts").get("validation")
    return None if told is None else mapping(mapping(body, "parts"), "validation")


def sent_back_shown(labels: Labels, body: Body) -> str | None:
    """Return what the validation had sent back before, ``None`` if nothing."""
    back = [
        labels.say(
            "sent_back",
            outcome=labels.say(f"outcome_{text(mapping(one, 'outcome'), 'outcome')}"),
            index=number(mapping(one, "outcome"), "index"),
            act=number(mapping(one, "act"), "index"),
        )
        for one in items(mapping(body, "validation"), "sent_back")
    ]
    return labels.say("joined").join(back) if back else None


def _outcome(labels: Labels, body: Body) -> str:
    outcome = mapping(body, "outcome")
    told = labels.say(f"outcome_{text(outcome, 'outcome')}")
    late = labels.say("overran") if outcome.get("overran") is True else ""
    return labels.say("entry", told=f"{told}{late}", index=number(outcome, "index"))


def _verified(labels: Labels, body: Body) -> str:
    verification = mapping(mapping(body, "sanitization"), "verification")
    return labels.say(
        "verification_of",
        verdict=labels.say(f"verdict_{text(verification, 'verdict')}"),
        observed=labels.say(f"observed_{text(verification, 'observed')}"),
        means=text(verification, "method"),
    )


def _decided(labels: Labels, body: Body) -> str:
    acts = items(mapping(body, "validation"), "acts")
    if not acts:
        return labels.say("validation_unplanned")
    told = labels.say("validation_of", decision=text(acts[-1], "decision"))
    return labels.say("entry", told=told, index=number(acts[-1], "index"))


def _column(labels: Labels, part: str, body: Body, result: str) -> list[str]:
    return [
        result,
        _by(labels, part, body),
        labels.instant(parse_instant(text(body, "at"))),
        _place(labels, part, body),
        _contact(labels, body),
        labels.say(f"signature_{text(body, 'signature')}"),
    ]


def _by(labels: Labels, part: str, body: Body) -> str:
    by = text(body, "by")
    organisation = labels.organisation(optional_text(body, "organisation"))
    if part == "verification":
        return labels.say("by_verification", organisation=organisation)
    if by == TOOL:
        return labels.say("by_tool", requester=labels.signatory(text(body, "requester")))
    told = labels.signatory(by)
    when = optional_text(body, "performed_at") if part == "sanitization" else None
    return told if when is None else labels.say("by_other", told=told, when=_said(labels, when))


def _said(labels: Labels, when: str) -> str:
    """Return an instant that another wrote, as it stands where it is none."""
    try:
        return labels.instant(parse_instant(when))
    except ValueError:
        return when


def _place(labels: Labels, part: str, body: Body) -> str:
    place = body.get("place")
    if not isinstance(place, Mapping):
        return labels.say(NOT_RECORDED)
    value = text(place, "value")
    shown = labels.organisation(value) if part == "verification" else value
    return labels.say("read_in_plan", value=shown)


def _contact(labels: Labels, body: Body) -> str:
    person = person_of(labels.plan, text(body, "by"))
    told = None if person is None else person.contact
    return labels.say(NOT_RECORDED) if told is None else told
