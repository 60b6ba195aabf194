"""Open a request: measure the consequences now, and freeze what people are asked to approve."""

from datetime import timedelta

from flows.desk import Desk
from releve.canonical import digest, encode
from releve.errors import SourceChanged
from releve.model.evidence import Draft, EntryKind, JsonValue, Measured
from releve.model.medium import ExternalMedium
from releve.model.plan import Plan, ServiceOutcome, Verb
from releve.model.time import instant_text
from releve.plan.authority import asset_of, service_of
from releve.plan.steps import Step, step_key

NOTHING = Measured(records=0, octets=0, root=None)


def request(desk: Desk, step: Step) -> None:
    """Record the request. A source that is not what was received is recorded as contradicted.

    What a validation sent back may be gone: its absence is then what is to be approved.

    Raises ``SourceChanged`` after recording it.
    """
    memory = desk.memory
    plan, known = memory.plan, memory.state.of(step.subject)
    verb = _verb(plan, step.subject)
    found = measured(desk, step.subject)
    exported = known.exported
    gone = known.repeated is not None and not found.parts
    if exported is not None and found.root is not None and not gone:
        compare(desk, step, found, known.rest_root if known.rest else exported.root)
    window = plan.milestone(step.milestone).window
    if window is None:
        raise KeyError(step.milestone)
    policy = plan.policy(verb)
    now = memory.clock.now()
    expires = min(
        window.closes, max(window.opens, now) + timedelta(days=policy.approval_valid_days)
    )
    evidence = {
        name: index
        for name, index in {
            "probe": known.probed[0] if known.probed else None,
            **_evidence(desk, step.subject),
        }.items()
        if index is not None
    }
    body: dict[str, JsonValue] = {
        "verb": verb.value,
        "occurrence": known.occurrence,
        "step": step_key(plan.origin, plan.realm, verb, step.subject, known.occurrence),
        "plan": memory.state.plan,
        "after": known.version,
        "root": found.root,
        "records": found.records,
        "octets": found.octets,
        "parts": dict(found.parts),
        "opens": instant_text(window.opens),
        "closes": instant_text(window.closes),
        "expires_at": instant_text(expires),
        "longest_minutes": policy.longest_minutes,
        "requester": desk.workspace.requester,
        "evidence": evidence,
    }
    body["digest"] = digest(encode(body))
    draft = Draft(
        kind=EntryKind.REQUEST_OPENED,
        subject=step.subject,
        actor=desk.workspace.requester,
        body=body,
    )
    beside = [f"asset:{asset.id}"] if (asset := asset_of(plan, step.subject)) else []
    memory.record([draft], beside=beside)


def measured(desk: Desk, subject: str) -> Measured:
    """Measure what an irreversible step on a subject would touch, with its keyed content root."""
    plan = desk.memory.plan
    asset = asset_of(plan, subject)
    if asset is None:
        return NOTHING
    name = subject.partition("/")[2]
    medium = next((one.medium for one in asset.copies if one.id == name), asset.medium)
    if medium is None or (isinstance(medium, ExternalMedium) and medium.probe is None):
        return NOTHING
    hands, reached = desk.reach.data(medium)
    return hands.measure(reached, desk.content_key(asset.id))


def compare(desk: Desk, step: Step, found: Measured, root: str | None) -> None:
    """Compare a source with what was received; record and raise ``SourceChanged`` if it differs.

    ``root`` is that of the package, or, after a partial destruction, of what was left then;
    ``None`` when that could not be read: then a person has to look first.
    """
    if found.root == root:
        return
    facts: dict[str, JsonValue] = {"expected": root, "found": found.root}
    body: dict[str, JsonValue] = {
        "verb": step.verb.value,
        "code": "source_changed",
        "facts": facts,
    }
    draft = Draft(kind=EntryKind.STEP_FAILED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])
    raise SourceChanged("source_changed", subject=step.subject, records_found=found.records)


def _verb(plan: Plan, subject: str) -> Verb:
    service = service_of(plan, subject)
    if service is None:
        return Verb.DESTROY
    return Verb.HAND_OVER if service.outcome is ServiceOutcome.HANDED_OVER else Verb.SHUT_DOWN


def _evidence(desk: Desk, subject: str) -> dict[str, int | None]:
    asset = asset_of(desk.memory.plan, subject)
    if asset is None:
        relay = desk.memory.state.of(subject).relay
        return {"relay": relay.index if relay else None}
    known = desk.memory.state.of(f"asset:{asset.id}")
    return {
        "exported": known.exported.index if known.exported else None,
        "receipt": known.receipt.index if known.receipt else None,
        "acceptance": known.acceptance.index if known.acceptance else None,
        "archives": known.archives.index if known.archives else None,
        **{f"finding_{about}": index for about, (index, _) in known.findings.items()},
    }
