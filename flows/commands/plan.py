"""``releve plan check | show | adopt``: read a plan, show it, propose it for adoption."""

from argparse import ArgumentParser, Namespace

from flows.adoption import propose
from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from releve.cli import plan as reading
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    adopt = reading.add_arguments(parser).add_parser("adopt", help="proposer le plan à l'adoption")
    workspace_argument(adopt)


def _run(args: Namespace) -> int:
    if args.verb != "adopt":
        return reading.run(args)
    desk = Desk(opened(args))
    try:
        plan = propose(desk)
        print(sentence("plan_proposed", {"plan": plan}))
    finally:
        desk.close()
    return 0


PLAN = Command(name="plan", help=reading.PLAN.help, arguments=_arguments, run=_run)
