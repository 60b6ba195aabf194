"""``releve extraction receive``: take in the extraction of a publisher that the plan pins."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.extraction import receive_extraction
from releve.cli.command import Command
from releve.pathways.completeness import completeness
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERBE")
    receiving = verbs.add_parser("receive", help="vérifier, charger et inscrire une extraction")
    receiving.add_argument("folder", type=Path, help="le dossier remis par l'éditeur")
    receiving.add_argument("--asset", required=True, help="l'ensemble qui montre les parcours")
    workspace_argument(receiving)


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            found = receive_extraction(desk, args.asset, args.folder)
    finally:
        desk.close()
    if found.again:
        print(sentence("extraction_again", {"asset": args.asset, "manifest": found.told.manifest}))
    else:
        facts = {
            "asset": args.asset,
            "manifest": found.told.manifest,
            "files": found.files,
            "octets": found.octets,
            "rows": found.rows,
        }
        print(sentence("extraction_received", facts))
    print(completeness(found.told))
    return 0


EXTRACTION = Command(
    name="extraction",
    help="recevoir l'extraction d'un éditeur",
    arguments=_arguments,
    run=_run,
)
