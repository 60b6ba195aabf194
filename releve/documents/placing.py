"""Writing a whole folder beside its place, then putting it there at once."""

import shutil
from pathlib import Path, PurePosixPath

from releve.canonical import hex_digest
from releve.documents.manifest import MANIFEST, NOTE, RENEWALS
from releve.errors import EvidenceRefused


class FolderWriter:
    """Writes files once beside a folder's place, and keeps their digests."""

    def __init__(self, folder: Path) -> None:
        """Clear what an interrupted run left; put back a folder that it had set aside."""
        self._folder = folder
        self._beside = folder.with_name(f".{folder.name}.new")
        self._aside = folder.with_name(f".{folder.name}.old")
        if self._aside.exists() and not folder.exists():
            self._aside.rename(folder)
        for left in (self._beside, self._aside):
            shutil.rmtree(left, ignore_errors=True)
        self.digests: dict[str, str] = {}

    def write(self, path: str, content: bytes) -> None:
        """Write a file by its path in the folder; the same one again writes nothing.

        Raises:
            EvidenceRefused: ``evidence_file_differs``: other bytes under the same path.

        """
        hashed = hex_digest(content)
        known = self.digests.get(path)
        if known is not None:
            if known != hashed:
                raise EvidenceRefused("evidence_file_differs", path=path)
            return
        target = self._beside / PurePosixPath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.digests[path] = hashed

    def put(self) -> None:
        """Put what was written in its place; what stood there is gone, renewals of it kept.

        Raises:
            EvidenceRefused: ``evidence_holds_renewals``: what stood there is another folder, with
                renewals that would be lost.

        """
        self._keep_renewals()
        if self._folder.exists():
            self._folder.rename(self._aside)
        self._beside.rename(self._folder)
        shutil.rmtree(self._aside, ignore_errors=True)

    def _keep_renewals(self) -> None:
        renewals = self._folder / RENEWALS
        if not renewals.exists():
            return
        if not all(self._same(name) for name in (MANIFEST, NOTE)):
            shutil.rmtree(self._beside)
            raise EvidenceRefused("evidence_holds_renewals", folder=str(self._folder))
        shutil.copytree(renewals, self._beside / RENEWALS, symlinks=True)

    def _same(self, name: str) -> bool:
        before, after = self._folder / name, self._beside / name
        return before.is_file() and before.read_bytes() == after.read_bytes()
