"""Attachments: the files that documents name, carried as they are or not at all."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from connectors.pathways.output import Output, Written, read_written
from releve.pathways.conversion import Defect
from releve.pathways.record import Pathway, Value

PIECES = "pieces"
_UNSAFE = frozenset("\r\n\0\\")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One attachment as carried: what FHIR asks of it (SHA-1), and what our manifest holds."""

    path: str
    sha1: str
    written: Written


class Attachments:
    """Copies attachments below ``pieces/``, comparing each with what its record says.

    ``root`` is the store that rows name files of; ``None`` carries none.
    """

    def __init__(self, root: Path | None) -> None:
        """Know the store."""
        self._root = root.resolve() if root is not None else None

    @property
    def carried(self) -> bool:
        """Whether attachments travel in this package."""
        return self._root is not None

    def take(
        self, pathway: Pathway, output: Output | None
    ) -> tuple[dict[str, Piece], list[Defect]]:
        """Carry every file that the documents of a pathway name, or none of them.

        Returns the pieces by path, and defects: ``file_missing`` (not there, not below the store,
        or a name that no bag can hold), ``file_differs`` (another digest or size than the record
        says). A file that is in its place already, with the digest that the record says, is read
        there: attachments are not copied twice when an export is taken up again. Without
        ``output`` they are read and compared, and not copied.
        """
        pieces: dict[str, Piece] = {}
        defects: list[Defect] = []
        if self._root is None:
            return pieces, defects
        before = set(output.files) if output is not None else set()
        for document in pathway.of("document"):
            named = document.values.get("file")
            if not isinstance(named, Mapping) or "path" not in named:
                continue
            found = self._piece(named, output, pieces)
            if isinstance(found, Piece):
                pieces[found.path] = found
            else:
                defects.append(Defect(code=found, entity="document", record=document.id))
        if defects:
            pieces.clear()
        if defects and output is not None:
            for name in set(output.files) - before:
                output.drop(name)
        return pieces, defects

    def _piece(
        self, named: Mapping[str, Value], output: Output | None, known: Mapping[str, Piece]
    ) -> Piece | str:
        path, digest, size = named["path"], named.get("sha256"), named.get("size")
        if self._root is None or not isinstance(path, str) or not _safe(path):
            return "file_missing"
        source = (self._root / path).resolve()
        if not source.is_relative_to(self._root) or not source.is_file():
            return "file_missing"
        piece = known.get(path)
        if piece is None and output is not None:
            piece = _there(output, path, digest) or _copied(source, output, path)
        piece = piece or _read(source, path)
        if piece is None:
            return "file_missing"
        if digest not in {None, piece.written.sha256} or size not in {None, piece.written.size}:
            return "file_differs"
        return piece


def _there(output: Output, path: str, digest: object) -> Piece | None:
    if digest is None:
        return None
    name = f"{PIECES}/{path}"
    piece = _read(output.folder / name, path)
    if piece is None or piece.written.sha256 != digest:
        return None
    output.keep(name, piece.written)
    return piece


def _copied(source: Path, output: Output, path: str) -> Piece:
    sha1 = hashlib.sha1(usedforsecurity=False)
    name = f"{PIECES}/{path}"
    with source.open("rb", buffering=0) as origin, output.open(name) as file:
        while chunk := origin.read(_CHUNK):
            sha1.update(chunk)
            file.write(chunk)
    return Piece(path, sha1.hexdigest(), output.files[name])


def _read(file: Path, path: str) -> Piece | None:
    sha1 = hashlib.sha1(usedforsecurity=False)
    written = read_written(file, sha1)
    return Piece(path, sha1.hexdigest(), written) if written is not None else None


def _safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    plain = bool(parts) and PurePosixPath(*parts).as_posix() == path and not path.startswith("/")
    return plain and ".." not in parts and not _UNSAFE & set(path)
