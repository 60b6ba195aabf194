"""``perform(step)``: one effect, carried out and recorded. The only catcher of failures."""

from collections.abc import Callable, Mapping

from flows.certify import certify
from flows.deliver import deliver
from flows.desk import Desk
from flows.destroy import destroy
from flows.export import export
from flows.freeze import freeze
from flows.hand_over import hand_over
from flows.inventory import measure, probe
from flows.order import order
from flows.request import request
from flows.shut_down import shut_down
from flows.validate import validate
from releve.errors import ReleveError, SourceChanged, StateMoved
from releve.model.evidence import Draft, EntryKind
from releve.model.plan import Verb
from releve.plan.steps import Step

PERFORMERS: Mapping[Verb, Callable[[Desk, Step], None]] = {
    Verb.PROBE: probe,
    Verb.MEASURE: measure,
    Verb.FREEZE: freeze,
    Verb.EXPORT: export,
    Verb.VALIDATE: validate,
    Verb.DELIVER: deliver,
    Verb.REQUEST: request,
    Verb.ORDER: order,
    Verb.SHUT_DOWN: shut_down,
    Verb.HAND_OVER: hand_over,
    Verb.DESTROY: destroy,
    Verb.CERTIFY: certify,
}
"""Every verb that can be ready. ``RECEIVE`` never is: it waits for people."""


def perform(desk: Desk, step: Step) -> None:
    """Carry one ready step out. A refusal or failure is recorded, then raised again unchanged.

    ``StateMoved`` is raised without a record: nothing was done, decide again.
    """
    try:
        PERFORMERS[step.verb](desk, step)
    except (StateMoved, SourceChanged):
        raise
    except ReleveError as error:
        desk.memory.refresh()
        body = {
            "verb": step.verb.value,
            "code": error.code,
            "facts": {name: str(value) for name, value in error.facts.items()},
        }
        desk.memory.record(
            [Draft(kind=EntryKind.STEP_FAILED, subject=step.subject, actor="releve", body=body)]
        )
        raise
