"""``releve arrival``: where delivered pathways stand, what blocks, and the decisions on them."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.arrival import look, standing_lines
from flows.commands.act import make, signing_arguments
from flows.commands.arguments import opened
from flows.decisions import decide
from flows.desk import Desk
from flows.waiting import command_for, reason_line
from releve.cli.command import Command
from releve.cli.given import given
from releve.errors import UsageError
from releve.model.acts import ActKind
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    signing_arguments(parser, required=False)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")
    parser.add_argument(
        "--decide", type=Path, metavar="FICHIER", help="doublons.csv, rempli par la cellule"
    )
    parser.add_argument(
        "--give-up",
        type=Path,
        metavar="FICHIER",
        help="parcours abandonnés, un par ligne : identifiant, puis motif (un code)",
    )
    parser.add_argument(
        "--reconciled",
        type=Path,
        metavar="RAPPORT",
        help="rapport de « releve reconcile », si la solution cible a fondu des parcours",
    )
    parser.add_argument("--reason", "-r", help="motif de la décision")


def _run(args: Namespace) -> int:
    if args.decide is None and args.give_up is None and args.reconciled is None:
        return _show(args)
    if args.signer is None or args.reason is None:
        raise UsageError("decision_unsigned")
    lists = {
        "work_list": _content(args.decide),
        "give_up": _content(args.give_up),
        "report": _content(args.reconciled),
    }
    desk = Desk(opened(args))
    try:
        fields = decide(desk, _asset(desk, args.asset), **lists)
    finally:
        desk.close()
    print(sentence("decision_left", fields))
    args.subject = asset_subject(args.asset)
    return make(args, ActKind.DECISION, {**fields, "reason": args.reason})


def _show(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        found = look(desk, _asset(desk, args.asset))
        plan = desk.memory.plan
    finally:
        desk.close()
    for line in standing_lines(found):
        print(line)
    for item in found.waiting:
        for reason in item.reasons:
            print(reason_line(plan, reason))
            command = command_for(item, reason)
            if command is not None:
                print(f"  → {command}")
    if not found.waiting:
        print(sentence("arrival_nothing_waits", {}))
    for path in found.lists:
        print(sentence("arrival_list", {"path": path}))
    return 0


def _asset(desk: Desk, name: str) -> DataAsset:
    asset = next((one for one in desk.memory.plan.assets if one.id == name), None)
    if asset is None:
        raise UsageError("asset_unknown", asset=name)
    return asset


def _content(path: Path | None) -> bytes | None:
    return None if path is None else given(path)


ARRIVAL = Command(
    name="arrival",
    help="où en sont les parcours remis, et décider de ceux qui bloquent",
    arguments=_arguments,
    run=_run,
)
