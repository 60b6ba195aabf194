"""``releve evidence renew``: one more timestamp over a whole evidence folder or pack."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flows.keys import timestamp_authority
from flows.realm_marker import check_loopback
from flows.renewal import renew
from flows.workspace import Workspace
from releve.errors import UsageError
from releve.model.ids import Realm
from releve.model.time import instant_text
from releve.textes import sentence
from releve.verification.trust import load_trust


def arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the action."""
    parser.add_argument("place", type=Path, metavar="DOSSIER", help="dossier de preuve, ou lot ZIP")
    parser.add_argument("--tsa", metavar="URL", help="autorité d'horodatage (RFC 3161)")
    parser.add_argument(
        "--authorities", type=Path, metavar="PEM", help="certificats sous lesquels elle est crue"
    )
    parser.add_argument(
        "--workspace", "-w", type=Path, help="prendre l'autorité d'un dossier de travail"
    )
    parser.add_argument(
        "--trust", type=Path, metavar="FICHIER", help="trust.json auquel les preuves répondent"
    )


def run(args: Namespace) -> int:
    """Renew, say what was added, and return the exit code."""
    url, authorities = _authority(args)
    authority = timestamp_authority(url, authorities)
    trust = load_trust(args.trust) if args.trust is not None else None
    made = renew(args.place, authority=authority, authorities=(authorities,), trust=trust)
    facts = {
        "number": f"{made.number:04}",
        "place": str(args.place),
        "at": instant_text(made.stamp.at),
        "until": instant_text(made.stamp.not_after),
    }
    print(sentence("renewal_made", facts))
    return 0


def _authority(args: Namespace) -> tuple[str, str]:
    """Return the address of the authority and the text of its PEM file."""
    url, file = args.tsa, args.authorities
    if url is None and file is None and args.workspace is not None:
        workspace = Workspace.open(args.workspace)
        if workspace.timestamp is not None:
            url, file = workspace.timestamp.url, workspace.path(workspace.timestamp.authorities)
            if workspace.realm is Realm.REHEARSAL:
                check_loopback("timestamp", url)
    if url is None or file is None:
        raise UsageError("renewal_authority_missing")
    try:
        return url, file.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise UsageError("renewal_authorities_unreadable", path=str(file)) from error
