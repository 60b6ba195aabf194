"""The X.509 authorities that a workspace names: whose seals and timestamps are to be believed."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from flows.desk import Desk
from releve.documents.keys import Authorities


def authorities_of(desk: Desk) -> Authorities:
    """Return the certificates of both authorities; none where the workspace names none."""
    where = desk.workspace
    return Authorities(
        seal=_certificates(desk, where.seal_authorities),
        timestamp=_certificates(desk, where.timestamp.authorities if where.timestamp else None),
    )


def _certificates(desk: Desk, file: Path | None) -> tuple[str, ...]:
    """Return the PEM certificates of a file of the workspace, each on its own."""
    if file is None:
        return ()
    found = load_pem_x509_certificates(desk.workspace.path(file).read_bytes())
    return tuple(one.public_bytes(Encoding.PEM).decode() for one in found)
