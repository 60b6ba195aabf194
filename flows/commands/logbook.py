"""``releve note`` and ``releve handover``: what one shift writes down and leaves to the next."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.issue import case_of, issue
from flows.note import note
from releve.certificates.labels import Labels
from releve.cli.command import Command
from releve.model.ids import PLAN_SUBJECT
from releve.papers.paper import PaperKind
from releve.papers.plain import plain_lines
from releve.papers.registry import build_paper
from releve.papers.shift_handover import check_watch, shift_about
from releve.textes import LANGUAGES, sentence


def _noting(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("text", metavar="TEXTE", help="ce que vous notez, sans nommer personne")
    parser.add_argument("--subject", "-s", default=PLAN_SUBJECT, help="sujet, p. ex. service:visio")
    parser.add_argument("--as", dest="author", required=True, help="votre identifiant")


def _note(args: Namespace) -> int:
    desk = Desk(opened(args))
    try:
        entry = note(desk.memory, args.text, subject=args.subject, author=args.author)
    finally:
        desk.close()
    print(sentence("note_recorded", {"entry": entry.index, "instant": entry.at.isoformat()}))
    return 0


def _handing_over(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--as", dest="leaving", required=True, help="qui quitte son quart")
    parser.add_argument("--to", dest="arriving", help="qui le prend")
    parser.add_argument("--language", choices=LANGUAGES, default="fr", help="fr par défaut")
    parser.add_argument(
        "--out", type=Path, metavar="DOSSIER", help="où écrire (documents/ par défaut)"
    )


def _handover(args: Namespace) -> int:
    workspace = opened(args)
    desk = Desk(workspace)
    try:
        check_watch(case_of(desk, PLAN_SUBJECT), args.leaving, args.arriving)
        about = shift_about(args.leaving, args.arriving)
        paper = build_paper(PaperKind.SHIFT_HANDOVER, case_of(desk, about))
        labels = Labels(plan=desk.memory.plan, language=args.language)
        print("\n".join(plain_lines(paper, labels)))
        made = issue(desk, PaperKind.SHIFT_HANDOVER, about, language=args.language)
    finally:
        desk.close()
    folder: Path = args.out or workspace.folder / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{made.number}.pdf"
    path.write_bytes(made.pdf)
    facts = {"number": made.number, "path": str(path), "entry": made.index}
    print(sentence("paper_issued" if made.fresh else "paper_unchanged", facts))
    return 0


NOTE = Command(
    name="note", help="écrire une ligne dans la main courante", arguments=_noting, run=_note
)
HANDOVER = Command(
    name="handover",
    help="la relève de quart : ce qui est ouvert, sur une feuille à signer",
    arguments=_handing_over,
    run=_handover,
)
