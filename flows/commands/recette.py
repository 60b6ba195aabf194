"""``releve recette``: print pathways drawn at random, for a controller to compare by hand."""

import hashlib
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from releve.archives.slip import Slip, read_slip
from releve.cli.command import Command
from releve.errors import UsageError
from releve.model.ids import Realm
from releve.pathways.folder import CanonicalFolder, Place
from releve.pathways.recette import Compared, Recette, recette_sheet
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.sampling import Drawn, commitment, drawn, seed_of
from releve.pathways.tree import group_entry
from releve.textes import LANGUAGES, sentence

_SHEET = "recette.html"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--package", type=Path, required=True, metavar="DOSSIER", help="le paquet, déchiffré"
    )
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FICHIER", help="sa clé de contenu"
    )
    parser.add_argument(
        "--count", type=int, default=20, metavar="N", help="parcours à tirer (20 par défaut)"
    )
    parser.add_argument(
        "--nonce",
        metavar="HEXA",
        help="l'aléa du tirage, convenu d'avance avec le DAC (par défaut, la clé de contenu)",
    )
    parser.add_argument(
        "--successor",
        type=Path,
        metavar="DOSSIER",
        help="ce que la solution cible a relu, dans la même forme",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="fr", help="fr par défaut")
    parser.add_argument("--out", type=Path, required=True, metavar="DOSSIER", help="où écrire")


def _run(args: Namespace) -> int:
    sheet: Path = args.out / _SHEET
    if os.path.lexists(sheet):
        raise UsageError("recette_exists", path=str(sheet))
    key = _content(args.key)
    slip = read_slip(_content(args.package / "bordereau.json"))
    nonce = key if args.nonce is None else _nonce(args.nonce)
    side = CanonicalFolder(args.package)
    ids = (one.id for one in side.groups() if one.id != DIRECTORY)
    found = drawn(ids, args.count, seed_of(slip.digest(), nonce))
    given = _recette(args, slip, key, commitment(nonce), found)
    digest = _write(sheet, given)
    facts = {
        "path": str(sheet),
        "count": len(found.ids),
        "population": found.population,
        "digest": digest,
    }
    print(sentence("recette_written", facts))
    return 0


def _recette(args: Namespace, slip: Slip, key: bytes, committed: str, found: Drawn) -> Recette:
    source = CanonicalFolder(args.package)
    ours = _opened(source, found.ids)
    theirs: Mapping[str, Sequence[Record]] = {}
    their_directory: Sequence[Record] = ()
    if args.successor is not None:
        successor = CanonicalFolder(args.successor)
        theirs = _opened(successor, found.ids)
        their_directory = successor.open(DIRECTORY, Place())
    read = args.successor is not None
    pathways = tuple(
        Compared(
            entry=group_entry(key, name, ours[name]).hex(),
            source=ours[name],
            successor=theirs.get(name, ()) if read else None,
        )
        for name in found.ids
    )
    return Recette(
        title=slip.asset,
        package=slip.digest(),
        root=slip.root,
        commitment=committed,
        population=found.population,
        printed=datetime.now(UTC).date(),
        rehearsal=slip.realm is Realm.REHEARSAL,
        pathways=pathways,
        directory={one.id: one for one in source.open(DIRECTORY, Place())},
        their_directory={one.id: one for one in their_directory},
        extraction=slip.delivery.extraction if slip.delivery is not None else None,
        language=args.language,
    )


def _opened(side: CanonicalFolder, ids: Sequence[str]) -> dict[str, Sequence[Record]]:
    wanted = frozenset(ids)
    return {one.id: one.records for one in side.groups() if one.id in wanted}


def _write(sheet: Path, given: Recette) -> str:
    """Write the sheet, for its owner's eyes only; return its digest."""
    sheet.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hashed = hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(sheet, flags, 0o600), "wb") as stream:
        for piece in recette_sheet(given):
            data = piece.encode()
            hashed.update(data)
            stream.write(data)
    return f"sha256:{hashed.hexdigest()}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError("recette_file_unreadable", path=str(path)) from None


def _nonce(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise UsageError("nonce_malformed") from None


RECETTE = Command(
    name="recette",
    help="imprimer une fiche de recette : des parcours tirés au hasard, à comparer",
    arguments=_arguments,
    run=_run,
)
