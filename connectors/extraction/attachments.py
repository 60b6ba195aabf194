"""Attachments of an extraction, kept: what is read later is what was hashed."""

import hashlib
import os
from pathlib import Path

from connectors.extraction.folder import listed
from connectors.extraction.manifest import AttachmentList, Manifest
from releve.errors import ConnectorError

_CHUNK = 1024 * 1024


def keep(folder: Path, manifest: Manifest, place: Path) -> int:
    """Copy every attachment of a folder below a new private ``place``; return how many there are.

    Each is hashed as it is copied, and is durable at the end. Nothing is made when the extraction
    has no list of attachments. The folder must have been checked: paths are not judged again.

    Raises:
        ConnectorError: ``extraction_file_changed`` with the line of the list; ``OSError`` for one
            that is there no more.

    """
    count = 0
    for file in manifest.extraction.files:
        if isinstance(file, AttachmentList):
            place.mkdir(mode=0o700, exist_ok=True)
            for line, (digest, path) in enumerate(listed(folder / file.path, file.path), 1):
                if _copied(folder / path, place / path) != digest:
                    raise ConnectorError("extraction_file_changed", file=file.path, line=line)
                count += 1
    return count


def _copied(source: Path, target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    hasher = hashlib.sha256()
    made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as written:
        with os.fdopen(os.open(source, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:
            while chunk := opened.read(_CHUNK):
                hasher.update(chunk)
                written.write(chunk)
        written.flush()
        os.fsync(made)
    return hasher.hexdigest()
