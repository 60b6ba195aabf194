"""The flow of one milestone: what the agenda allows, as tasks; then who must move, and why.

Prefect is the engine, never the memory: nothing is persisted or retried here, and a run that dies
is simply run again. It never waits for a person: it ends in the state « En attente ».
"""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.tasks import Task

from flows.desk import Desk
from flows.gate import lazy_gate
from flows.inbox import collect
from flows.loop import Progress, Run
from flows.perform import perform
from flows.titles import title_of
from flows.waiting import waiting_lines
from flows.workspace import VARIABLE, Workspace
from releve.errors import ReleveError, StateMoved
from releve.model.plan import Verb
from releve.plan.steps import Agenda, Step
from releve.textes import sentence

PENDING = "En attente"
REFUSED = "Refusé"
FINISHED = "Terminé"


def _task(verb: Verb) -> "Task[[Desk, Step], None]":
    named: Callable[[Callable[[Desk, Step], None]], Task[[Desk, Step], None]] = task(
        name=sentence(f"verb_{verb.value}", {}),
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=0,
    )

    def act(desk: Desk, step: Step) -> None:
        perform(desk, step)

    return named(act)


TASKS: Mapping[Verb, "Task[[Desk, Step], None]"] = {verb: _task(verb) for verb in Verb}
"""One task a verb. Named after what people call it."""


@flow(name="jalon", flow_run_name="jalon {milestone}", persist_result=False, retries=0)
def milestone_flow(milestone: str, rehearsed_at: str | None = None) -> State:
    """Accomplit ce que l'agenda d'un jalon permet maintenant, puis dit ce qui attend et qui.

    Args:
        milestone: Identifiant du jalon dans le plan adopté, p. ex. `2024-12-31`.
        rehearsed_at: Exercice seulement : l'instant joué, p. ex. `2024-12-30T20:00:00Z`. Un plan
            réel le refuse.

    """
    desk = opened(rehearsed_at)
    try:
        return _played(desk, milestone, lambda _step: True)
    finally:
        desk.close()


@flow(name="arrêt programmé", flow_run_name="arrêt programmé · {service}", persist_result=False)
def scheduled_stop_flow(service: str, rehearsed_at: str | None = None) -> State:
    """Arrête un service à l'heure programmée, si son créneau et ses approbations le permettent.

    Args:
        service: Identifiant du service dans le plan adopté, p. ex. `visio-simple`.
        rehearsed_at: Exercice seulement : l'instant joué, p. ex. `2024-12-30T20:00:00Z`. Un plan
            réel le refuse.

    """
    desk = opened(rehearsed_at)
    try:
        subject = f"service:{service}"
        milestone = desk.memory.plan.service(service).milestone
        ended = _played(desk, milestone, lambda step: step.subject == subject)
        if desk.memory.state.of(subject).ended is None:
            why = "\n".join(_why(desk, desk.memory.agenda(), milestone, subject))
            get_run_logger().warning("%s", why)
            return Failed(name=REFUSED, message=why)
        return ended if ended.name == REFUSED else Completed(name=FINISHED)
    finally:
        desk.close()


def opened(rehearsed_at: str | None) -> Desk:
    """Open the desk of a run in ``$RELEVE_WORKSPACE``, at the exercise's instant if one is given.

    The workspace is the worker's, never a parameter: whoever may start a run may not aim it.
    Raises ``UsageError`` ``workspace_missing``, ``StepRefused`` ``plan_differs_from_adopted`` or
    ``clock_not_of_an_exercise``.
    """
    folder = Path(os.environ.get(VARIABLE, "."))
    desk = Desk(Workspace.open(folder), gate=lazy_gate())
    if rehearsed_at is not None:
        desk.rehearse(datetime.fromisoformat(rehearsed_at))
    collect(desk)
    desk.check_source()
    return desk


def _played(desk: Desk, milestone: str, wanted: Callable[[Step], bool]) -> State:
    logger = get_run_logger()
    run = Run(
        desk=desk,
        milestone=milestone,
        wanted=wanted,
        progress=Progress(
            collected=lambda one: logger.info("%s : %s", one.name, one.code or "consigné")
        ),
    )
    with desk.ledger.performing():
        while (step := run.next_step()) is not None:
            title = f"{title_of(desk.memory.plan, step.subject)} · {_verb(step.verb)}"
            this = TASKS[step.verb].with_options(task_run_name=f"jalon {step.milestone} · {title}")
            try:
                this(desk, step)
            except StateMoved:
                continue
            except ReleveError as error:
                run.failures[step.subject] = error
                said = sentence(error.code, error.facts)
                logger.error("%s : %s", title, said)  # noqa: TRY400 - a sentence, not a traceback
            else:
                run.performed += 1
    return _ended(desk, run, milestone)


def _ended(desk: Desk, run: Run, milestone: str) -> State:
    plan = desk.memory.plan
    agenda = run.agenda()
    lines = list(waiting_lines(plan, agenda, milestone))
    _show(desk, agenda, milestone, lines)
    logger = get_run_logger()
    for line in lines:
        logger.info("%s", line)
    if run.failures:
        said = [
            f"{title_of(plan, subject)} : {sentence(error.code, error.facts)}"
            for subject, error in run.failures.items()
        ]
        return Failed(name=REFUSED, message="\n".join(said))
    if lines:
        return Completed(name=PENDING, message="\n".join(lines))
    return Completed(name=FINISHED)


def _show(desk: Desk, agenda: Agenda, milestone: str, lines: list[str]) -> None:
    plan = desk.memory.plan
    title = plan.milestone(milestone).title
    body = "\n".join(f"- {line}" if line.startswith("⏳") else f"  {line}  " for line in lines)
    create_markdown_artifact(
        key=f"attente-{milestone}",
        markdown=f"# {title}\n\n{body or sentence('milestone_finished', {'milestone': title})}\n",
        description=sentence("artifact_waiting", {"milestone": title}),
    )
    rows = [
        {"sujet": title_of(plan, one.subject), "état": one.bin}
        for one in agenda.done
        if one.milestone == milestone
    ]
    if rows:
        create_table_artifact(
            key=f"fait-{milestone}",
            table=rows,
            description=sentence("artifact_done", {"milestone": title}),
        )


def _why(desk: Desk, agenda: Agenda, milestone: str, subject: str) -> list[str]:
    here = Agenda(
        ready=(),
        waiting=tuple(one for one in agenda.waiting if one.subject == subject),
        done=(),
        overdue=(),
    )
    return list(waiting_lines(desk.memory.plan, here, milestone))


def _verb(verb: Verb) -> str:
    return sentence(f"verb_{verb.value}", {})
