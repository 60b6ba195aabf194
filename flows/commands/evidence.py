"""``releve evidence``: what an auditor receives. Without an action, the folder is written."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands import pack, renew, stamp
from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.evidence import missing_cosignatures, write_evidence
from releve.cli.command import Command
from releve.textes import sentence


def _write(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        head = write_evidence(desk)
        print(sentence("evidence_written", {"folder": str(desk.workspace.evidence)}))
        if (missing := missing_cosignatures(desk, head)) is not None:
            print(sentence("evidence_uncosigned", missing))
    finally:
        desk.close()
    return 0


WRITE = Command(
    name="write", help="écrire le dossier de preuve", arguments=workspace_argument, run=_write
)
ACTIONS = (
    WRITE,
    Command(
        name="pack",
        help="en faire un seul fichier, entier ou d'une partie",
        arguments=pack.arguments,
        run=pack.run,
    ),
    Command(
        name="renew",
        help="l'horodater à nouveau, en entier",
        arguments=renew.arguments,
        run=renew.run,
    ),
    Command(
        name="stamp",
        help="horodater les documents qui ne le sont pas",
        arguments=stamp.arguments,
        run=stamp.run,
    ),
)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        "-w",
        type=Path,
        dest="before",
        metavar="DOSSIER",
        help="dossier de travail, de toute action",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    for action in ACTIONS:
        action.arguments(actions.add_parser(action.name, help=action.help))


def _run(args: Namespace) -> int:
    asked = next((one for one in ACTIONS if one.name == args.action), WRITE)
    if args.action is None:
        default = ArgumentParser()
        asked.arguments(default)
        default.parse_args([], namespace=args)
    if args.before is not None:
        args.workspace = args.before
    return asked.run(args)


EVIDENCE = Command(
    name="evidence", help="écrire les preuves, les remettre", arguments=_arguments, run=_run
)
