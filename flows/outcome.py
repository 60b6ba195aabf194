"""Record how an irreversible step was observed to end."""

from collections.abc import Mapping

from flows.desk import Desk
from releve.model.evidence import Draft, EntryKind, JsonValue, Outcome
from releve.model.plan import Performer
from releve.plan.steps import Step


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
    desk.memory.record([draft])
