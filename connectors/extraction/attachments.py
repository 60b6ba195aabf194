"""Attachments of an extraction, kept: what is read later is what was hashed."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

from connectors.extraction.folder import inside, listed_in
from connectors.extraction.manifest import AttachmentList, Manifest
from releve.errors import ConnectorError

_CHUNK = 1024 * 1024


def keep(folder: Path, manifest: Manifest, place: Path) -> int:
    """Copy every attachment of a folder below a new private ``place``; return how many there are.

    Each is hashed as it is copied, and is durable at the end. Nothing is made when the extraction
    has no list of attachments. The folder was checked a while ago: the list is compared with its
    digest again, and each path judged again, before anything is written.

    Raises:
        ConnectorError: ``extraction_file_changed``, ``extraction_path_refused`` with the line of
            the list; ``OSError`` for one that is there no more.

    """
    count = 0
    for file in manifest.extraction.files:
        if isinstance(file, AttachmentList):
            place.mkdir(mode=0o700, exist_ok=True)
            for line, (digest, path) in enumerate(_list(folder, file), 1):
                if not inside(path):
                    raise ConnectorError("extraction_path_refused", file=file.path, line=line)
                if _copied(folder / path, place / path) != digest:
                    raise ConnectorError("extraction_file_changed", file=file.path, line=line)
                count += 1
    return count


def _list(folder: Path, file: AttachmentList) -> Iterator[tuple[str, str]]:
    """Read a list whose bytes are those that the manifest declares, and stay so while it is read.

    It is held in memory: a line an attachment.
    """
    data = (folder / file.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ConnectorError("extraction_file_changed", file=file.path, line=None)
    yield from listed_in(io.StringIO(data.decode(), newline="\n"), file.path)


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
