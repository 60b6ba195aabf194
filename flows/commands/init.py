"""``releve init``: found a workspace described by ``workspace.json``, once."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.evidence import write_trust
from flows.ledger import found_ledger
from releve.cli.command import Command
from releve.errors import UsageError
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument(
        "--founder",
        type=Path,
        action="append",
        required=True,
        metavar="CLÉ.pub",
        help="clé publique OpenSSH d'une personne qui adopte le premier plan (répétable)",
    )
    parser.add_argument(
        "--quorum", type=int, required=True, help="combien de fondateurs adoptent le premier plan"
    )


def _run(args: Namespace) -> int:
    workspace = opened(args)
    if workspace.trust.exists():
        raise UsageError("workspace_founded_already", file=str(workspace.trust))
    founders = [" ".join(file.read_text(encoding="utf-8").split()[:2]) for file in args.founder]
    if not 0 < args.quorum <= len(set(founders)):
        raise UsageError("quorum_out_of_range", quorum=args.quorum, founders=len(set(founders)))
    found_ledger(workspace)
    desk = Desk(workspace)
    try:
        write_trust(desk, founders=founders, quorum=args.quorum)
    finally:
        desk.close()
    print(sentence("workspace_founded", {"file": str(workspace.trust)}))
    return 0


INIT = Command(name="init", help="fonder un dossier de travail", arguments=_arguments, run=_run)
