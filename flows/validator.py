"""Drafting a validation: what the tool did and saw is said, the decision is the person's."""

from collections.abc import Mapping

from releve.certificates.labels import Labels
from releve.errors import Fact, UsageError
from releve.ledger.subject import SubjectState
from releve.model.acts import ActKind, ValidationDecision
from releve.model.plan import Plan
from releve.plan.validation import number_to_come
from releve.textes import LANGUAGES, sentence


def awaited(plan: Plan, found: SubjectState) -> dict[str, str]:
    """Return what a validation names: the document to come; raises ``nothing_to_sign``."""
    if found.ended is None or found.certified is not None:
        raise UsageError("nothing_to_sign", act=ActKind.VALIDATION.value, subject=found.subject)
    return {"certificate": number_to_come(plan, found)}


def decision(known: Mapping[str, str]) -> dict[str, str]:
    """Return the decision as acts write it, from its code or from its word in any language.

    Raises ``UsageError`` ``validation_decision_unknown``; one that is not given is not asked here.
    """
    told = known.get("decision")
    if told is None:
        return {}
    for one in ValidationDecision:
        words = {sentence(f"validation_{one.value}", {}, language) for language in LANGUAGES}
        if told in {one.value, *words}:
            return {"decision": one.value}
    allowed = tuple(one.value for one in ValidationDecision)
    raise UsageError("validation_decision_unknown", decision=told, words=allowed)


def verified(plan: Plan, found: SubjectState) -> str:
    """Say to who validates what was done, and what was seen afterwards."""
    ended = found.ended
    if ended is None:
        return ""
    labels = Labels(plan=plan)
    facts: dict[str, Fact] = {
        "outcome": labels.say(f"outcome_{ended.outcome.value}"),
        "observed": ended.observed,
        "at": labels.instant(ended.at),
        "entry": ended.index,
    }
    return sentence("act_validation_done", facts)
