"""``releve plan check | show | print | adopt``: read a plan, print it, propose it for adoption."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.adoption import propose
from flows.clock import RealClock
from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.proof import proof_of_plan
from releve.cli import plan as reading
from releve.cli.command import Command
from releve.errors import UsageError
from releve.textes import LANGUAGES, sentence


def _arguments(parser: ArgumentParser) -> None:
    verbs = reading.add_arguments(parser)
    printed = verbs.add_parser("print", help="imprimer un projet de plan en PDF, avant adoption")
    reading.plan_arguments(printed)
    printed.add_argument("--out", type=Path, required=True, metavar="FICHIER", help="le PDF")
    printed.add_argument("--language", choices=LANGUAGES, default="fr", help="fr par défaut")
    adopt = verbs.add_parser("adopt", help="proposer le plan à l'adoption")
    workspace_argument(adopt)


def _run(args: Namespace) -> int:
    if args.verb == "print":
        return _print(args)
    if args.verb != "adopt":
        return reading.run(args)
    desk = Desk(opened(args))
    try:
        plan = propose(desk)
        print(sentence("plan_proposed", {"plan": plan}))
    finally:
        desk.close()
    return 0


def _print(args: Namespace) -> int:
    out: Path = args.out
    pdf = proof_of_plan(args.plan, args.overlays, RealClock().now(), args.language)
    try:
        out.write_bytes(pdf)
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise UsageError("plan_print_unwritable", path=str(out), cause=cause) from None
    print(sentence("plan_printed", {"path": str(out)}))
    return 0


PLAN = Command(name="plan", help=reading.PLAN.help, arguments=_arguments, run=_run)
