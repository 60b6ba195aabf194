"""``releve rollback SERVICE``: start a stopped service again, before its point of no return."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.shut_down import roll_back
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("service", help="identifiant du service")


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            roll_back(desk, args.service, desk.workspace.requester)
        print(sentence("rolled_back", {"service": args.service}))
    finally:
        desk.close()
    return 0


ROLLBACK = Command(
    name="rollback", help="remettre en marche un service", arguments=_arguments, run=_run
)
