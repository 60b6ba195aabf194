"""``releve witness``: keep a witness (*témoin cosignataire*), by HTTP or with a USB stick."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from releve.cli.command import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the verbs and their arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERBE")
    init = verbs.add_parser("init", help="fonder un témoin : sa clé, les journaux qu'il connaît")
    _folder(init)
    init.add_argument("--name", required=True, help="nom du témoin, p. ex. temoin.example/ars")
    init.add_argument(
        "--log",
        dest="logs",
        action="append",
        required=True,
        metavar="VKEY",
        help="clé publique d'un journal, telle que dans trust.json (répétable)",
    )
    serve = verbs.add_parser("serve", help="répondre par HTTP")
    _folder(serve)
    serve.add_argument("--host", default="127.0.0.1", help="adresse (cette machine seule)")
    serve.add_argument("--port", type=int, default=8480, help="port (8480 ; 0 : le premier libre)")
    cosign = verbs.add_parser("cosign", help="cosigner une tête apportée par fichier")
    _folder(cosign)
    cosign.add_argument(
        "checkpoint", type=Path, metavar="FICHIER", help="tête signée, ou demande toute faite"
    )
    cosign.add_argument("--proof", type=Path, metavar="FICHIER", help="preuve de continuité")
    cosign.add_argument("--output", type=Path, metavar="FICHIER", help="où écrire la tête cosignée")
    show = verbs.add_parser("show", help="montrer ce qu'il a vu et ce qu'il a refusé")
    _folder(show)
    show.add_argument(
        "--note", metavar="ORIGINE", help="écrire seulement la dernière tête vue de ce journal"
    )
    request = verbs.add_parser("request", help="préparer la demande à un témoin")
    request.add_argument("evidence", type=Path, metavar="DOSSIER", help="le dossier de preuves")
    request.add_argument(
        "--old", type=int, required=True, help="nombre d'écritures que le témoin a déjà vues"
    )
    request.add_argument("--output", type=Path, metavar="FICHIER", help="où écrire la demande")
    for verb in (init, cosign, show):
        verb.add_argument("--json", action="store_true", help="répondre en JSON")


def run(args: Namespace) -> int:
    """Run one verb, on standard output; 0, or what the refusal says."""
    from releve.cli import witness_verbs as verbs

    match args.verb:
        case "init":
            verbs.init(args.folder, args.name, args.logs, machine=args.json)
        case "serve":
            verbs.serve(args.folder, args.host, args.port)
        case "cosign":
            verbs.cosign(args.folder, args.checkpoint, args.proof, args.output, machine=args.json)
        case "show":
            verbs.show(args.folder, args.note, machine=args.json)
        case _:
            verbs.request(args.evidence, args.old, args.output)
    return 0


def _folder(verb: ArgumentParser) -> None:
    verb.add_argument("folder", type=Path, metavar="TÉMOIN", help="le dossier du témoin")


WITNESS = Command(
    name="witness", help="tenir un témoin cosignataire", arguments=add_arguments, run=run
)
