"""``releve evidence stamp``: date the certificates issued while the authority was down."""

from argparse import ArgumentParser, Namespace

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.stamp import stamp
from releve.textes import sentence


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the action."""
    workspace_argument(parser)


def run(args: Namespace) -> int:
    """Stamp what is to be, telling each certificate; return the exit code."""
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            stamped = stamp(desk, lambda number: print(_said(number), flush=True))
    finally:
        desk.close()
    print(sentence("certificates_stamped", {"stamped": stamped}))
    return 0


def _said(number: str) -> str:
    return sentence("certificate_stamp_added", {"number": number})
