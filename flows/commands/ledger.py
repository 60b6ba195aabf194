"""``releve ledger recover``: rebuild a store that went back from its second copy."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.ledger import recover_ledger
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    workspace_argument(verbs.add_parser("recover", help="reconstruire depuis la seconde copie"))


def _run(args: Namespace) -> int:
    size = recover_ledger(opened(args))
    print(sentence("ledger_recovered", {"size": size}))
    return 0


LEDGER = Command(name="ledger", help="le journal lui-même", arguments=_arguments, run=_run)
