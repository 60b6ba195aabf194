"""``releve key``: change the log's key, with the people who may decide it."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.rollover import change, prepare
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    workspace_argument(verbs.add_parser("prepare", help="préparer la clé suivante du journal"))
    workspace_argument(verbs.add_parser("change", help="passer à la clé suivante, une fois signée"))


def _run(args: Namespace) -> int:
    desk = Desk(opened(args), changing_key=True)
    try:
        if args.verb == "prepare":
            asked = prepare(desk)
            fields = " ".join(f"-f {name}={value}" for name, value in asked.fields().items())
            print(sentence("rollover_prepared", {"key": asked.key, "fields": fields}))
        else:
            with desk.ledger.performing():  # a run under way would go on signing with the old key
                key = change(desk)
            trust = str(desk.workspace.trust)
            print(sentence("rollover_done", {"key": key, "file": trust}))
    finally:
        desk.close()
    if args.verb == "change":  # opened by the new key, both stores hold a head that it signed
        Desk(opened(args)).close()
    return 0


KEY = Command(name="key", help="changer la clé du journal", arguments=_arguments, run=_run)
