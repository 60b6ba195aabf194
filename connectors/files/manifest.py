"""The list of what a destruction may touch. It holds names: it stays beside the objects."""

import json
from dataclasses import dataclass

from connectors.files.place import Place, write_durably
from connectors.files.tree import SET_OF_FILES, Tree
from releve.canonical import JsonValue, digest, encode
from releve.content import ContentRoot, file_record, record_id
from releve.errors import ConnectorError
from releve.model.evidence import Measured

FORMAT = "releve/destruction-manifest/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file of the manifest."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Files, and folders with parents first; no folder at all if the medium is one file."""

    files: tuple[Listed, ...]
    folders: tuple[str, ...]

    @classmethod
    def of(cls, tree: Tree, digests: list[str]) -> "Manifest":
        """Put together what was listed and what was read."""
        listed = tuple(
            Listed(path=file.path, size=file.size, sha256=sha256)
            for file, sha256 in zip(tree.files, digests, strict=True)
        )
        return cls(files=listed, folders=tree.folders)

    def write(self, place: Place) -> str:
        """Write it durably in the quarantine and return its digest, which alone may leave it."""
        files: list[JsonValue] = [
            {"path": one.path, "size": one.size, "sha256": one.sha256} for one in self.files
        ]
        data = encode({"format": FORMAT, "files": files, "folders": list(self.folders)})
        write_durably(place.manifest, data)
        return digest(data)

    @classmethod
    def read(cls, place: Place, package_key: bytes, expected: Measured) -> "Manifest":
        """Read the manifest of an open intent, and prove it against the root that was approved.

        Raises:
            ConnectorError: ``manifest_missing``, ``manifest_altered``.

        """
        if not place.manifest.exists():
            raise ConnectorError("manifest_missing", path=place.path)
        root = ContentRoot(package_key)
        document = json.loads(place.manifest.read_bytes())
        files = tuple(Listed(**one) for one in document["files"])
        for one in files:
            record = file_record(one.path, one.sha256, one.size)
            root.add(record_id(SET_OF_FILES, (one.path,)), record)
        if (root.count, root.root()) != (expected.records, expected.root):
            raise ConnectorError("manifest_altered", path=place.path)
        return cls(files=files, folders=tuple(document["folders"]))
