"""``releve evidence``: write what an auditor receives, and the trust file they get separately."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.evidence import write_evidence
from releve.cli.command import Command
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)


def _run(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        write_evidence(desk)
        print(sentence("evidence_written", {"folder": str(desk.workspace.evidence)}))
    finally:
        desk.close()
    return 0


EVIDENCE = Command(
    name="evidence", help="écrire le dossier de preuve", arguments=_arguments, run=_run
)
