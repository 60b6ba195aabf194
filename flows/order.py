"""Order another performer to act: past the point of no return, in writing, numbered."""

from flows.desk import Desk
from flows.destroy import approved
from flows.journal import LedgerJournal
from releve.canonical import digest, encode
from releve.model.evidence import Draft, EntryKind, JsonValue, Measured
from releve.model.plan import Performer
from releve.model.time import instant_text
from releve.plan.authority import asset_of, service_of
from releve.plan.steps import Step


def order(desk: Desk, step: Step) -> None:
    """Record the intent, then the written order with the step's digest."""
    plan = desk.memory.plan
    request = approved(desk, step)
    frozen = Measured(records=request.records, octets=request.octets, root=request.root)
    performer = performer_of(desk, step.subject)
    LedgerJournal(desk, step).intend(frozen, {"performer": performer.value})
    number = f"OE-{step.key[:12]}"
    written: dict[str, JsonValue] = {
        "format": "releve/order/1",
        "number": number,
        "origin": plan.origin,
        "realm": plan.realm.value,
        "subject": step.subject,
        "verb": request.verb.value,
        "performer": performer.value,
        "request": request.digest,
        "step": request.step,
        "records": request.records,
        "closes": instant_text(request.closes),
    }
    document = encode(written)
    body: dict[str, JsonValue] = {
        "number": number,
        "performer": performer.value,
        "request": request.digest,
        "document": digest(document),
    }
    draft = Draft(kind=EntryKind.ORDER_ISSUED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft], documents=[document])


def performer_of(desk: Desk, subject: str) -> Performer:
    """Return who performs the act on a subject; ``KeyError`` if the plan does not say."""
    plan = desk.memory.plan
    service, asset = service_of(plan, subject), asset_of(plan, subject)
    name = subject.partition("/")[2]
    copy = next((one for one in asset.copies if one.id == name), None) if asset else None
    holder = copy or asset or service
    if holder is None or holder.performer is None:
        raise KeyError(subject)
    return holder.performer
