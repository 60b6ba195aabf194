"""``releve trial``: one whole trial migration of the pathways of an asset, nothing leaving."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.trial import try_takeover
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            trial = try_takeover(desk, args.asset)
    finally:
        desk.close()
    facts = {
        "asset": args.asset,
        "package": trial.package,
        "root": trial.root,
        "pathways": trial.pathways,
        "loaded": trial.loaded,
    }
    print(sentence("trial_same" if trial.same else "trial_differs", facts))
    return 0 if trial.same else 1


TRIAL = Command(
    name="trial", help="faire une migration à blanc de parcours", arguments=_arguments, run=_run
)
