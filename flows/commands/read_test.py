"""``releve read-test``: open pathways in the successor and compare them with the source."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.read_back import SAMPLE, Reading, Told, read_back
from releve.cli.command import Command
from releve.errors import EvidenceRefused
from releve.model.evidence import Verdict
from releve.pathways.readback import said
from releve.textes import sentence

_EVERY = 10
"""Pathways between two lines of progress rewritten on a terminal."""


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")
    parser.add_argument(
        "--sample",
        "-n",
        type=int,
        default=SAMPLE,
        metavar="N",
        help=f"parcours à tirer au hasard ({SAMPLE} par défaut)",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="relire aussi tout ce que la solution cible tient, et le valider comme le paquet",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DOSSIER",
        help="ce que la solution cible a relu, en forme canonique, à défaut de point d'accès",
    )


def _run(args: Namespace) -> int:
    reading = Reading(sample=args.sample, whole=args.whole, folder=args.folder)
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            told = read_back(desk, args.asset, reading, _progress)
    finally:
        desk.close()
        _progress(0)
    _say(args.asset, told)
    passed = told.finding.verdict is Verdict.PASSED
    return 0 if passed else EvidenceRefused.exit_code


def _say(asset: str, told: Told) -> None:
    verdict = told.finding.verdict.value
    print(sentence(f"read_test_{verdict}", {"asset": asset, "entry": told.entry}))
    for line in said(told.test):
        print(f"  {line}")
    facts = {"page": str(told.page), "listed": tuple(str(one) for one in told.listed)}
    print(sentence("read_test_written", facts))


def _progress(count: int) -> None:
    """Rewrite one line on a terminal; nothing where nobody looks. 0 takes it away."""
    if not sys.stderr.isatty() or count % _EVERY:
        return
    line = sentence("read_test_opening", {"opened": count}) if count else ""
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


READ_TEST = Command(
    name="read-test",
    help="relire des parcours dans la solution cible et les comparer avec la source",
    arguments=_arguments,
    run=_run,
)
