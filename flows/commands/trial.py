"""``releve trial``: one whole trial migration of the pathways of an asset, nothing leaving."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.trial import details_of, try_takeover
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
        details = details_of(desk, args.asset)
    finally:
        desk.close()
    facts = {
        "asset": args.asset,
        "package": trial.package,
        "root": trial.root,
        "pathways": trial.pathways,
        "loaded": trial.loaded,
        "doubts": trial.outcomes["possible_duplicate"],
        "rejected": trial.outcomes["rejected"],
        "details": str(details),
    }
    for name, count in trial.bins.items():
        print(sentence("trial_bin", {"bin": sentence(f"bin_{name}", {}), "count": count}))
    for reject in trial.rejects:
        print(sentence("trial_reject", reject))
    differs = "trial_differs" if trial.pathways else "trial_of_nothing"
    print(sentence("trial_same" if trial.same else differs, facts))
    return 0 if trial.same else 1


TRIAL = Command(
    name="trial", help="faire une migration à blanc de parcours", arguments=_arguments, run=_run
)
