"""What a written order prints: an act asked of another, bound to one request and one window."""

from collections.abc import Sequence
from datetime import datetime

from releve.canonical import JsonValue
from releve.certificates.labels import Labels
from releve.ledger.subject import RecordedAct, Request
from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from releve.model.plan import Performer, Plan
from releve.model.time import instant_text

TEMPLATE = "order"


def order_data(
    *,
    plan: Plan,
    request: Request,
    number: str,
    performer: Performer,
    acts: Sequence[RecordedAct],
    issued_at: datetime,
    recorded_at: datetime,
    language: str = "fr",
) -> dict[str, JsonValue]:
    """Return the data of the ``order`` template.

    ``acts`` are those that authorise the request; ``issued_at`` is the plan's instant,
    ``recorded_at`` the real one (the PDF's creation time).
    """
    labels = Labels(plan=plan, language=language)
    title = labels.say("order_title")
    shown = labels.say(f"performer_{performer.value}")
    verb = labels.say(f"verb_{request.verb.value}")
    volume = labels.say(
        "volume", records=labels.number(request.records), octets=labels.octets(request.octets)
    )
    window = labels.say(
        "order_window", opens=labels.instant(request.opens), closes=labels.instant(request.closes)
    )
    rows = [
        ("order_label_performer", shown, False),
        ("order_label_issued", labels.instant(issued_at), False),
        ("order_label_verb", verb, False),
        ("label_subject", labels.subject(request.subject), False),
        ("order_label_window", f"{window} ({plan.timezone})", False),
        ("order_label_expires", labels.instant(request.expires_at), False),
        ("label_volume", volume, False),
        ("label_root", request.root or labels.say("not_recorded"), request.root is not None),
        ("label_request", request.digest.removeprefix("sha256:"), True),
        ("order_label_step", request.step, True),
    ]
    if request.subject.startswith("service:"):
        rows = [row for row in rows if row[0] not in {"label_volume", "label_root"}]
        rows = [("label_service", *row[1:]) if row[0] == "label_subject" else row for row in rows]
    terms = ("window", "subject", "hold", "report")
    names = ("entry", "act", "signer", "signed_at", "signature")
    answer = labels.say("order_answer", namespace=namespace(ActKind.ATTESTATION, plan.realm))
    return {
        "language": language,
        "timestamp": instant_text(recorded_at),
        "stamp": labels.say("stamp") if plan.realm is Realm.REHEARSAL else None,
        "kicker": labels.say("certificate_of", title=plan.title),
        "title": title,
        "number": labels.say("certificate_number", number=number),
        "lead": labels.say(
            "order_lead",
            performer=shown,
            verb=verb,
            subject=labels.subject(request.subject),
        ),
        "sections": [
            {
                "heading": labels.say("heading_subject"),
                "rows": [
                    {"label": labels.say(code), "value": value, "mono": mono}
                    for code, value, mono in rows
                ],
            }
        ],
        "acts": {
            "heading": labels.say("heading_acts"),
            "columns": [labels.say(f"column_{name}") for name in names],
            "rows": [
                [
                    str(act.index),
                    labels.say(f"act_{act.kind.value}"),
                    labels.signatory(act.signer),
                    labels.instant(act.signed_at),
                    labels.say(f"signature_{act.signature_kind.value}"),
                ]
                for act in acts
            ],
        },
        "terms": {
            "heading": labels.say("order_heading_terms"),
            "items": [labels.say(f"order_term_{term}") for term in terms],
        },
        "answer": {"heading": labels.say("order_heading_answer"), "text": answer},
        "footer": f"{title} · {number}",
        "attachments": [],
    }
