"""``releve journal [--subject S]``: the ledger, readable."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.ledger import clock_of, open_ledger, remember
from releve.cli.command import Command
from releve.documents.journal import journal_lines
from releve.errors import StepRefused


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--subject", "-s", help="seulement ce sujet")


def _run(args: Namespace) -> int:
    workspace = opened(args)
    clock = clock_of(workspace)
    ledger = open_ledger(workspace, clock, None)
    if ledger.refusal is not None:
        raise ledger.refusal
    memory = remember(workspace, ledger, clock)
    if memory.state.plan is None:
        raise StepRefused("plan_not_adopted")
    for line in journal_lines(memory.entries(), memory.plan, subject=args.subject):
        print(line)
    return 0


JOURNAL = Command(
    name="journal", help="le journal de preuve, lisible", arguments=_arguments, run=_run
)
