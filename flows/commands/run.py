"""``releve run``: do what the agenda allows now, then say what waits and for whom."""

import sys
from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.gate import lazy_gate
from flows.inbox import Collected, collect
from flows.loop import Progress, run
from flows.titles import title_of
from flows.waiting import waiting_lines
from releve.cli.command import Command
from releve.errors import ReleveError, StepRefused
from releve.plan.steps import Step
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--milestone", "-m", help="seulement ce jalon")


def _run(args: Namespace) -> int:
    desk = Desk(opened(args), gate=lazy_gate())
    try:
        progress = told(desk)
        with desk.ledger.performing():  # what adopts the plan on disk may be in the inbox
            for one in collect(desk):
                progress.collected(one)
        desk.check_source()
        done = run(desk, milestone=args.milestone, progress=progress)
        if desk.memory.state.plan is None:
            print(sentence("plan_not_adopted", {}))
            return StepRefused.exit_code
        print(sentence("run_ended", {"performed": done.performed}))
        for line in waiting_lines(desk.memory.plan, done.agenda(), args.milestone):
            print(line)
        first = next(iter(done.failures.values()), None)
        return first.exit_code if first is not None else 0
    finally:
        desk.close()


def told(desk: Desk) -> Progress:
    """Return progress printed line by line, in French."""

    def begun(step: Step) -> None:
        facts = {"subject": title_of(desk.memory.plan, step.subject)}
        print(f"· {sentence(f'begun_{step.verb.value}', facts)}", flush=True)

    def failed(step: Step, error: ReleveError) -> None:
        facts = {**error.facts, "subject": title_of(desk.memory.plan, step.subject)}
        print(f"✘ {facts['subject']} : {sentence(error.code, facts)} [{error.code}]", flush=True)

    def collected(one: Collected) -> None:
        if one.code is not None:
            print(f"✘ {one.name} : {sentence(one.code, dict(one.facts))} [{one.code}]", flush=True)

    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # a text stream here
    return Progress(begun=begun, failed=failed, collected=collected)


RUN = Command(
    name="run",
    help="accomplir ce que l'agenda permet maintenant",
    arguments=_arguments,
    run=_run,
)
