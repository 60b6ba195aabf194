"""``releve package``: pathways sent beside the whole package, for the asset's successor."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.dispatch import BY_HAND
from flows.partial import Partial, check_partial, send_partial
from flows.titles import title_of
from releve.cli.command import Command
from releve.errors import UsageError
from releve.ledger.body import mapping, number, text
from releve.model.plan import DataAsset
from releve.pathways.choice import Choice, chosen, read_list
from releve.ports import Progress
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("asset", help="l'ensemble qui montre les parcours")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--pathway",
        action="append",
        metavar="ID",
        help="un parcours, par son identifiant ou sa clé à la source ; à répéter",
    )
    what.add_argument(
        "--list",
        type=Path,
        metavar="FICHIER",
        help="les parcours d'un fichier, un par ligne (« # » : remarque)",
    )
    what.add_argument("--since", metavar="AAAA-MM-JJ", help="une période, de ce jour inclus…")
    what.add_argument("--all", action="store_true", help="livraison en masse anticipée")
    what.add_argument(
        "--delta", action="store_true", help="ce qui a changé depuis la dernière livraison entière"
    )
    parser.add_argument("--until", metavar="AAAA-MM-JJ", help="… à ce jour exclu")
    parser.add_argument(
        "--by",
        choices=("opened", "touched"),
        help="parcours ouverts dans la période (par défaut), ou dont un évènement y est daté",
    )
    parser.add_argument(
        "--to",
        type=Path,
        metavar="DOSSIER",
        help="laisser le fichier chiffré dans ce dossier, au lieu du dépôt du plan",
    )


def _run(args: Namespace) -> int:
    _check_period(args)
    desk = Desk(opened(args))
    try:
        with desk.ledger.performing():
            asset = check_partial(desk, args.asset, whole=args.all or args.delta)
            choice = _choice(args, desk, asset)
            done = send_partial(
                desk, asset, choice, args.to, _shown("package_reads"), _shown("package_sends")
            )
        for line in _told(desk, asset, done):
            print(line)
    finally:
        desk.close()
    return 0


def _check_period(args: Namespace) -> None:
    if (args.since is None) != (args.until is None):
        raise UsageError("period_incomplete")
    if args.by is not None and args.since is None:
        raise UsageError("period_incomplete")


def _choice(args: Namespace, desk: Desk, asset: DataAsset) -> Choice:
    if args.all or args.delta:
        return Choice(kind="delta" if args.delta else "all")
    if args.since is not None:
        since, until = _day(args.since), _day(args.until)
        if since >= until:
            raise UsageError("period_empty", since=since.isoformat(), until=until.isoformat())
        return Choice(kind="period", since=since, until=until, by=args.by or "opened")
    asked = read_list(args.list) if args.list else list(enumerate(args.pathway, start=1))
    file = str(args.list) if args.list else None
    return chosen(asked, desk.view(asset).key_kinds(), file)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError("day_malformed", given=given) from None


def _shown(code: str) -> Progress:
    """Return a progress shown on a terminal, one line written over and over; else nothing."""
    if not sys.stderr.isatty():
        return lambda _count: None

    def show(count: int) -> None:
        print(f"\r{sentence(code, {'count': count})}", end="", file=sys.stderr, flush=True)

    return show


def _told(desk: Desk, asset: DataAsset, done: Partial) -> list[str]:
    body = done.entry.body
    delta = body["base"] is not None
    kind = "delta" if delta else text(mapping(body, "target"), "kind")
    facts = {
        "asset": title_of(desk.memory.plan, done.entry.subject),
        "what": sentence(f"doc_partial_{kind}", {}),
        "pathways": number(body, "pathways"),
        "records": number(body, "records"),
        "package": text(body, "package"),
        "name": text(body, "name"),
        "entry": done.entry.index,
        "recipient": text(body, "recipient"),
        "drop": asset.restitution.drop,
    }
    means = "by_hand" if body["means"] == BY_HAND else "dropped"
    code = "package_again" if done.again else f"package_{means}"
    lines = [sentence("package_finished", facts)] if done.finished else []
    lines.append(sentence(code, facts))
    if delta:
        lines.append(sentence("package_delta", {**facts, "removed": number(body, "removed")}))
        if body["frozen"] is None:
            lines.append(sentence("package_not_frozen", facts))
    return lines


PACKAGE = Command(
    name="package",
    help="livrer à part un parcours, une liste, une période, tout en avance, ou ce qui a changé",
    arguments=_arguments,
    run=_run,
)
