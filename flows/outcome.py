"""Record how an irreversible step was observed to end."""

from collections.abc import Mapping

from flows.desk import Desk
from releve.model.acts import Act
from releve.model.evidence import Draft, EntryKind, JsonValue, Outcome
from releve.model.plan import Performer
from releve.plan.steps import Step


def given_up(desk: Desk, act: Act) -> list[Draft]:
    """Return the end of an intent that a person reconciles: undetermined, to be asked for again.

    Either its source changed meanwhile (the destroyer put everything back as it was), or it is
    the stop of a service, which anybody can look at and do again.
    """
    known = desk.memory.state.of(act.subject)
    intent = known.intent
    service = act.subject.startswith("service:")
    if intent is None or (known.contradicted is None and not service):
        return []
    body: dict[str, JsonValue] = {
        "request": intent.request.digest,
        "step": intent.step,
        "verb": intent.verb.value,
        "outcome": Outcome.UNDETERMINED.value,
        "observed": "undetermined" if service else "present",
        "means": "reconciliation",
        "performer": Performer.US.value,
        "overran": desk.clock.now() >= intent.request.closes,
        "intent": intent.index,
        "facts": {},
    }
    return [
        Draft(kind=EntryKind.OUTCOME_RECORDED, subject=act.subject, actor=act.signer, body=body)
    ]


def record_outcome(
    desk: Desk,
    step: Step,
    outcome: Outcome,
    *,
    observed: str,
    means: str,
    performer: Performer,
    facts: Mapping[str, JsonValue],
) -> None:
    """Append the outcome of the open intent of a step; ``KeyError`` if none is open.

    An act that was running when its window closed is recorded as ``overran``.
    """
    desk.memory.refresh()
    intent = desk.memory.state.of(step.subject).intent
    if intent is None:
        raise KeyError(step.subject)
    body: dict[str, JsonValue] = {
        "request": intent.request.digest,
        "step": intent.step,
        "verb": intent.verb.value,
        "outcome": outcome.value,
        "observed": observed,
        "means": means,
        "performer": performer.value,
        "overran": desk.clock.now() >= intent.request.closes,
        "intent": intent.index,
        "facts": dict(facts),
    }
    draft = Draft(kind=EntryKind.OUTCOME_RECORDED, subject=step.subject, actor="releve", body=body)
    desk.memory.record_done(draft)
