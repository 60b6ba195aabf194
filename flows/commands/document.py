"""``releve document``: issue the documents that people hold, and tell whether one still counts."""

from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path

from flows.commands.arguments import opened, workspace_argument
from flows.desk import Desk
from flows.issue import Issue, abouts, issue
from flows.recognise import Standing, recognise
from flows.rehearsed import read_exercise
from releve.cli.command import Command
from releve.errors import Fact, StateMoved, UsageError
from releve.model.ids import PLAN_SUBJECT, Realm
from releve.papers.paper import PaperKind
from releve.papers.registry import MAKINGS
from releve.textes import LANGUAGES, sentence

CERTIFICATE = "certificate"
CHECK = "check"
_TRIES = 9


def _arguments(parser: ArgumentParser) -> None:
    kinds = [*(one.value for one in MAKINGS), CERTIFICATE, CHECK]
    parser.add_argument("kind", choices=kinds, metavar="NATURE", help=_kinds())
    parser.add_argument(
        "about",
        nargs="?",
        metavar="OBJET",
        help="sur quoi il porte (pour check, le fichier à reconnaître) ; voir --list",
    )
    workspace_argument(parser)
    parser.add_argument("--all", action="store_true", help="un document par objet possible")
    parser.add_argument("--list", action="store_true", help="dire les objets possibles, sans rien")
    parser.add_argument("--draft", action="store_true", help="épreuve : imprimée, jamais inscrite")
    parser.add_argument("--language", choices=LANGUAGES, default="fr", help="fr par défaut")
    parser.add_argument(
        "--out", type=Path, metavar="DOSSIER", help="où écrire (documents/ par défaut)"
    )
    parser.add_argument(
        "--rehearsed",
        type=Path,
        metavar="PREUVES",
        help="dossier ou paquet de preuve d'un exercice, d'où lire les durées répétées",
    )


def _kinds() -> str:
    named = (f"{one.value} ({sentence(f'doc_paper_kind_{one.value}', {})})" for one in MAKINGS)
    told = ", ".join(named)
    return f"{told} ; certificate (celui d'un sujet détruit) ; check (reconnaître un fichier)"


def _run(args: Namespace) -> int:
    workspace = opened(args)
    desk = Desk(workspace)
    folder: Path = args.out or workspace.folder / "documents"
    try:
        if args.kind == CHECK:
            return _checked(desk, args.about)
        if args.kind == CERTIFICATE:
            return _certificates(desk, args, folder)
        kind = PaperKind(args.kind)
        known = abouts(desk, kind)
        if args.list:
            print("\n".join(known) or sentence("paper_about_none", {"kind": kind.value}))
            return 0
        chosen = known if args.all else (_chosen(args.about, known, kind),)
        for about in chosen:
            print(_written(folder, _made(desk, kind, about, args)))
    finally:
        desk.close()
    return 0


def _checked(desk: Desk, file: str | None) -> int:
    """Tell what a file is; 0 only for a document that counts today."""
    path = Path(file or "")
    if not path.is_file():
        raise UsageError("document_unreadable", path=str(path))
    found = recognise(desk, path.read_bytes())
    facts: dict[str, Fact] = {
        "path": str(path),
        "number": found.number,
        "entry": found.index,
        "replaced_by": found.replaced_by,
    }
    print(sentence(f"recognised_{found.standing.value}", facts))
    if desk.workspace.realm is Realm.REHEARSAL and found.number is not None:
        print(sentence("recognised_of_an_exercise", {}))
    return 0 if found.standing is Standing.CURRENT else 1


def _certificates(desk: Desk, args: Namespace, folder: Path) -> int:
    """Write the certificates in force, as they were issued: nothing is made again."""
    found = {
        one.subject: one.in_force
        for one in desk.memory.refresh().subjects.values()
        if one.in_force is not None
    }
    if args.list:
        print("\n".join(found))
        return 0
    chosen = tuple(found) if args.all else (args.about,)
    for subject in chosen:
        one = found.get(subject)
        if one is None:
            known = tuple(found)
            raise UsageError("certificate_none_in_force", subject=subject or "-", known=known)
        body = desk.memory.entry(one.index).body
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{one.number}.pdf"
        path.write_bytes(desk.ledger.document(str(body["pdf"])))
        twin = folder / f"{one.number}.dsse.json"
        twin.write_bytes(desk.ledger.document(str(body["statement"])))
        facts = {"number": one.number, "path": str(path), "entry": one.index}
        print(sentence("paper_unchanged", facts))
    return 0


def _made(desk: Desk, kind: PaperKind, about: str, args: Namespace) -> Issue:
    """Issue it; once more when a run that goes on meanwhile was first to write."""
    for _ in range(_TRIES):
        with suppress(StateMoved):
            return _issued(desk, kind, about, args)
    return _issued(desk, kind, about, args)


def _issued(desk: Desk, kind: PaperKind, about: str, args: Namespace) -> Issue:
    exercise = None if args.rehearsed is None else read_exercise(args.rehearsed)
    return issue(desk, kind, about, language=args.language, draft=args.draft, exercise=exercise)


def _chosen(about: str | None, known: tuple[str, ...], kind: PaperKind) -> str:
    if about is not None:
        return about
    if known == (PLAN_SUBJECT,):
        return PLAN_SUBJECT
    if not known:
        raise UsageError("paper_about_none", kind=kind.value)
    raise UsageError("paper_about_missing", kind=kind.value, known=known)


def _written(folder: Path, made: Issue) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = made.number if made.index is not None else f"epreuve-{made.number}"
    path = folder / f"{name}.pdf"
    path.write_bytes(made.pdf)
    if made.index is None:
        return sentence("paper_proofed", {"path": str(path)})
    (folder / f"{name}.dsse.json").write_bytes(made.twin)
    facts = {"number": made.number, "path": str(path), "entry": made.index}
    return sentence("paper_issued" if made.fresh else "paper_unchanged", facts)


DOCUMENT = Command(
    name="document",
    help="établir une pièce : procès-verbal, bordereau, ordre, avis, fiche, bilan…",
    arguments=_arguments,
    run=_run,
)
