"""What came back about one package, kept privately: attestations, lists, decisions, reports.

``packages/<asset>/retours/``, 0700; its files, 0600, are named by what they are and their digest,
so that nothing that came is ever replaced. It goes with the asset's other packages.
"""

import os
from pathlib import Path

from flows.desk import Desk
from releve.canonical import digest
from releve.model.plan import DataAsset

FOLDER = "retours"
_SUFFIX = {
    "attestation": "json",
    "details": "ndjson",
    "rejets": "ndjson",
    "decisions": "ndjson",
    "rapprochement": "ndjson",
}


class Returns:
    """The private folder of one asset."""

    def __init__(self, desk: Desk, asset: DataAsset) -> None:
        """Name the folder; it is made with the first file."""
        self.folder = desk.workspace.packages / asset.id / FOLDER

    def keep(self, kind: str, data: bytes) -> str:
        """Keep what came, once; return its digest."""
        named = digest(data)
        target = self._place(kind, named)
        if not target.exists():
            self.write(target.name, data)
        return named

    def find(self, kind: str, named: str) -> bytes | None:
        """Return what was kept under a digest; ``None`` if it is not there, or is not that."""
        try:
            data = self._place(kind, named).read_bytes()
        except OSError:
            return None
        return data if digest(data) == named else None

    def every(self, kind: str) -> tuple[bytes, ...]:
        """Return all that was kept of a kind."""
        paths = sorted(self.folder.glob(f"{kind}-*.{_SUFFIX[kind]}"))
        return tuple(one.read_bytes() for one in paths)

    def write(self, name: str, data: bytes) -> Path:
        """Write a file of this name at once, for its owner's eyes only."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.folder / f".{name}.part"
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(part, flags, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return part.replace(self.folder / name)

    def path(self, kind: str, named: str) -> Path:
        """Return where something kept lies."""
        return self._place(kind, named)

    def _place(self, kind: str, named: str) -> Path:
        return self.folder / f"{kind}-{named.removeprefix('sha256:')}.{_SUFFIX[kind]}"
