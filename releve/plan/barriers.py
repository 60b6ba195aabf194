"""Which guards stand before which step, in the order their reasons are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from releve.plan.examination import acts_beyond_doubt
from releve.plan.extractions import extracted_after_stop, extraction_received
from releve.plan.guards import (
    accepted,
    agreed,
    archives_cleared,
    attested,
    earlier_services_closed,
    findings_passed,
    follow_up_relayed,
    host_released,
    milestone_begun,
    no_hold,
    not_contradicted,
    not_paused,
    parent_settled,
    programme_open,
    received_whole,
    request_stands,
    requirements_done,
    retention_ended,
    services_closed,
    time_to_ask,
    transferred,
    window_admits,
    window_known,
    window_not_missed,
)
from releve.plan.notices import notices_sent
from releve.plan.readback import read_back
from releve.plan.situation import Guard, Situation
from releve.plan.steps import Reason
from releve.plan.takeover import left_as_planned, scope_decided, tested, trial_made
from releve.plan.validation import validated


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The guards of each kind of step, in the order their reasons are shown."""

    always: tuple[Guard, ...] = (not_paused,)
    stop: tuple[Guard, ...] = (
        programme_open,
        window_known,
        time_to_ask,
        window_not_missed,
        no_hold,
        requirements_done,
        follow_up_relayed,
        notices_sent,
        host_released,
        acts_beyond_doubt,
    )
    source: tuple[Guard, ...] = (extraction_received,)
    freeze: tuple[Guard, ...] = (programme_open, milestone_begun, earlier_services_closed)
    export: tuple[Guard, ...] = (scope_decided, trial_made, extracted_after_stop)
    destroy: tuple[Guard, ...] = (
        programme_open,
        window_known,
        time_to_ask,
        window_not_missed,
        no_hold,
        not_contradicted,
        received_whole,
        accepted,
        findings_passed,
        read_back,
        tested,
        left_as_planned,
        services_closed,
        requirements_done,
        archives_cleared,
        retention_ended,
        acts_beyond_doubt,
    )
    copy: tuple[Guard, ...] = (parent_settled,)
    deliver: tuple[Guard, ...] = (findings_passed,)
    again: tuple[Guard, ...] = (left_as_planned,)
    restituted: tuple[Guard, ...] = (
        extracted_after_stop,
        received_whole,
        read_back,
        tested,
        accepted,
    )
    act: tuple[Guard, ...] = (request_stands, agreed, transferred, window_admits)
    ordered: tuple[Guard, ...] = (attested,)
    certify: tuple[Guard, ...] = (validated,)

    def without(self, guard: Guard) -> "Rules":
        """Return these rules with one guard taken away everywhere. For demonstrations of harm."""
        kept = {
            name: tuple(one for one in getattr(self, name) if one is not guard)
            for name in (one.name for one in fields(self))
        }
        return Rules(**kept)

    def guards(self) -> frozenset[Guard]:
        """Return every guard once."""
        return frozenset(one for name in fields(self) for one in getattr(self, name.name))


RULES = Rules()


def reasons(guards: tuple[Guard, ...], situation: Situation) -> Iterator[Reason]:
    """Yield what each guard objects, in order."""
    for guard in guards:
        reason = guard(situation)
        if reason is not None:
            yield reason
