"""``releve kit``: write the import kit of a DAC for its successor, usable without Relève."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from releve.cli.command import Command
from releve.errors import UsageError
from releve.model.medium import PathwaysMedium
from releve.model.plan import Plan
from releve.pathways.kit.folder import build_kit
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où écrire")


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        dac, successor = _names(desk.memory.plan, args.asset)
    finally:
        desk.close()
    if args.out.exists():
        raise UsageError("kit_exists", path=str(args.out))
    files = build_kit(args.out, dac=dac, successor=successor)
    print(sentence("kit_written", {"path": str(args.out), "files": len(files)}))
    return 0


def _names(plan: Plan, name: str) -> tuple[str, str]:
    """Return the names of the DAC and of its successor, as the adopted plan writes them."""
    asset = next((one for one in plan.assets if one.id == name), None)
    if asset is None or not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("kit_of_no_pathways", asset=name)
    recipient = asset.restitution.recipient
    if asset.controller is None or recipient is None:
        raise UsageError("kit_of_no_pathways", asset=name)
    return plan.organisation(asset.controller).name, plan.organisation(recipient).name


KIT = Command(
    name="kit", help="écrire le kit d'import d'une solution cible", arguments=_arguments, run=_run
)
