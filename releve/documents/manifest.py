"""The manifest of an evidence folder: a digest per file, and the text that the log key signs."""

from collections.abc import Mapping

from releve.canonical import hex_digest

MANIFEST = "manifest.sha256"
NOTE = "manifest.note"
RENEWALS = "renewals/"
"""Added to a folder after its manifest was signed, each covering it: the manifest has none."""
_HEADER = "releve/evidence/1"


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return ``sha256sum`` lines (bare hex digests by relative path), sorted by path."""
    covered = sorted(path for path in digests if not path.startswith(RENEWALS))
    return "".join(f"{digests[path]}  {path}\n" for path in covered).encode()


def manifest_note(origin: str, listed: bytes) -> bytes:
    """Return the text to sign about the manifest ``listed``."""
    return f"{_HEADER}\n{origin}\n{hex_digest(listed)}\n".encode()
