"""``releve proof``: prove that one patient's records are in a package, or check such a proof.

Checking needs nothing but the auditor's install: neither package nor key.
"""

import argparse
from pathlib import Path

from releve.cli.command import Command
from releve.cli.given import given
from releve.errors import UsageError
from releve.pathways.proof import check_proof
from releve.textes import sentence


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--pathway", metavar="ID", help="le parcours à prouver")
    which.add_argument("--check", type=Path, metavar="DOSSIER", help="la preuve à vérifier")
    parser.add_argument("--package", type=Path, metavar="DOSSIER", help="le paquet déchiffré")
    parser.add_argument(
        "--key", type=Path, metavar="FICHIER", help="la clé de contenu (data/content.key)"
    )
    parser.add_argument("--out", type=Path, metavar="DOSSIER", help="où écrire la preuve")
    parser.add_argument(
        "--attestation", type=Path, metavar="FICHIER", help="l'attestation d'intégration"
    )
    parser.add_argument(
        "--root", metavar="EMPREINTE", help="la racine lue sur le reçu signé, à retrouver"
    )


def _run(args: argparse.Namespace) -> int:
    if args.check is not None:
        return _check(args.check, args.root)
    if None in {args.package, args.key, args.out}:
        raise UsageError("proof_arguments")
    try:
        from releve.pathways.disclosure import disclose
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "releve":
            raise
        raise UsageError("proof_needs_run_install") from None
    attested = None if args.attestation is None else given(args.attestation)
    proof = disclose(args.package, given(args.key), args.pathway, args.out, attested)
    facts = {"path": str(args.out), "records": len(proof.records), "root": proof.root}
    print(sentence("proof_written", facts))
    return 0


def _check(folder: Path, root: str | None) -> int:
    found = check_proof(folder, root=root)
    facts = {"records": found.records, "root": found.root, "package": found.package}
    print(sentence("proof_holds", facts))
    print(sentence("proof_attested" if found.attested else "proof_not_attested", {}))
    if root is None:
        print(sentence("proof_compare_root", {}))
    return 0


PROOF = Command(
    name="proof",
    help="prouver l'arrivée d'un parcours, ou vérifier cette preuve",
    arguments=_arguments,
    run=_run,
)
