"""``releve plan check | show``: what needs nothing but the plan's files."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from releve.cli.command import Command
from releve.cli.plan_commands import plan_check, plan_show


def add_arguments(parser: ArgumentParser) -> "_SubParsersAction[ArgumentParser]":
    """Declare ``check`` and ``show``; return their table, for verbs plugged in."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERBE")
    check = verbs.add_parser("check", help="relire le plan, dire ce qui manque")
    check.add_argument("--complete", action="store_true", help="échouer s'il manque quelque chose")
    for verb in (check, verbs.add_parser("show", help="montrer le plan")):
        plan_arguments(verb)
    return verbs


def plan_arguments(verb: ArgumentParser) -> None:
    """Declare the plan's file and its overlays."""
    verb.add_argument("plan", type=Path, help="plan.yaml")
    verb.add_argument(
        "--overlay",
        dest="overlays",
        type=Path,
        action="append",
        default=[],
        metavar="FICHIER",
        help="surcouche à appliquer, dans l'ordre (répétable)",
    )


def run(args: Namespace) -> int:
    """Check or show, on standard output."""
    if args.verb == "check":
        return plan_check(args.plan, args.overlays, sys.stdout, complete=args.complete)
    return plan_show(args.plan, args.overlays, sys.stdout)


def _declared(parser: ArgumentParser) -> None:
    add_arguments(parser)


PLAN = Command(name="plan", help="relire ou montrer un plan", arguments=_declared, run=run)
