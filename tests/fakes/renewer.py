"""Renewals made at any instant by a test's own authorities, right or wrong in one named way."""

from releve.archives.renewal import next_renewal
from releve.verification.folder import Folder


def renew_at(evidence, pki, at, *, manifest=None, **options):
    """Add a renewal dated ``at`` by ``pki``; ``manifest`` changes the list before it is dated."""
    folder = Folder(evidence)
    ours = next_renewal(folder.names, folder.read)
    listed = manifest(ours.manifest) if manifest else ours.manifest
    token = pki.token(listed, at, **{"algorithm": "sha512"} | options)
    return write(evidence, ours.number, listed, token)


def write(evidence, number, listed, token):
    """Write the two files of a renewal and return their folder."""
    place = evidence / "renewals" / f"{number:04}"
    place.mkdir(parents=True, exist_ok=True)
    (place / "manifest.sha512").write_bytes(listed)
    (place / "token.tst").write_bytes(token)
    return place


class Authority:
    """A timestamp authority of this process, at any instant; ``down`` is raised instead."""

    def __init__(self, pki, at, down=None):
        self.pki, self.at, self.down = pki, at, down
        self.asked = []

    def token(self, data, *, digest="sha256"):
        self.asked.append(digest)
        if self.down is not None:
            raise self.down
        return self.pki.token(data, self.at, algorithm=digest)
