"""What is done, in order, for each act that cannot be undone: before and after its intent.

The steps are those of :mod:`flows.shut_down`, :mod:`flows.hand_over` and :mod:`flows.destroy`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from releve.model.plan import (
    CopyFate,
    Fate,
    Performer,
    Plan,
    ServiceOutcome,
    Verb,
)
from releve.plan.authority import asset_of, service_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step: the code of what is done, and of what a look must then show.

    ``timed`` marks the one whose duration is measured, from the intent to the outcome.
    """

    told: str
    expected: str = "card_look_none"
    timed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """The steps before the intent, and those from it on."""

    before: tuple[Stage, ...]
    after: tuple[Stage, ...]


_READY = Stage(told="card_check_ready", expected="card_look_ready")
_GO = Stage(told="card_run", expected="card_look_intent")
_WRITTEN = Stage(told="card_outcome", expected="card_look_outcome")
_ORDERED = (
    Stage(told="card_run_order", expected="card_look_order"),
    Stage(told="card_attested", expected="card_look_attestation"),
)

_OURS: Mapping[Verb, Procedure] = {
    Verb.SHUT_DOWN: Procedure(
        before=(_READY, Stage(told="card_look_before", expected="card_look_up")),
        after=(
            _GO,
            Stage(told="card_stop_unit", expected="card_look_inactive", timed=True),
            Stage(told="card_look_after", expected="card_look_down"),
            _WRITTEN,
        ),
    ),
    Verb.HAND_OVER: Procedure(
        before=(_READY, Stage(told="card_look_before", expected="card_look_up")),
        after=(
            _GO,
            Stage(told="card_remove_access", expected="card_look_no_access", timed=True),
            Stage(told="card_look_after", expected="card_look_up"),
            _WRITTEN,
        ),
    ),
    Verb.DESTROY: Procedure(
        before=(
            _READY,
            Stage(told="card_look_services", expected="card_look_all_down"),
        ),
        after=(
            Stage(told="card_run_compare", expected="card_look_intent"),
            Stage(told="card_compare", expected="card_look_same"),
            Stage(told="card_erase", expected="card_look_erased", timed=True),
            Stage(told="card_look_data", expected="card_look_absent"),
            _WRITTEN,
        ),
    ),
}
SEEN: Mapping[Verb, str] = {
    Verb.SHUT_DOWN: "card_seen_down",
    Verb.HAND_OVER: "card_seen_up",
    Verb.DESTROY: "card_seen_absent",
}
"""What a look shows once each act is done, in two words."""
_OTHERS: Mapping[Verb, Procedure] = {
    Verb.SHUT_DOWN: Procedure(
        before=_OURS[Verb.SHUT_DOWN].before,
        after=(*_ORDERED, Stage(told="card_look_after", expected="card_look_down"), _WRITTEN),
    ),
    Verb.HAND_OVER: _OURS[Verb.HAND_OVER],
    Verb.DESTROY: Procedure(
        before=(_READY, Stage(told="card_look_services", expected="card_look_all_down")),
        after=(
            *_ORDERED,
            Stage(told="card_look_data", expected="card_look_absent_or_out"),
            _WRITTEN,
        ),
    ),
}


def procedure(verb: Verb, performer: Performer | None) -> Procedure:
    """Return the steps of an act; another's is ordered, attested, then looked at."""
    ours = performer is None or performer is Performer.US
    return _OURS[verb] if ours else _OTHERS[verb]


def verb_to_come(plan: Plan, subject: str) -> Verb | None:
    """Return the act that ends a subject for good, ``None`` where the plan provides for none."""
    service, asset = service_of(plan, subject), asset_of(plan, subject)
    if service is not None:
        return {
            ServiceOutcome.STOPPED: Verb.SHUT_DOWN,
            ServiceOutcome.HANDED_OVER: Verb.HAND_OVER,
            ServiceOutcome.ALREADY_STOPPED: None,
        }[service.outcome]
    if asset is None:
        return None
    name = subject.partition("/")[2]
    if not name:
        return Verb.DESTROY if asset.fate is Fate.DESTROYED else None
    copy = next((one for one in asset.copies if one.id == name), None)
    destroyed = copy is not None and copy.fate is CopyFate.DESTROYED
    return Verb.DESTROY if destroyed else None
