"""A delivered folder in canonical form, read strictly, one pathway at a time.

``canonical/part-*.ndjson`` holds one pathway a line, ``canonical/directory.ndjson`` one shared
record a line (``docs/format/pathway.md``). Lines must be the canonical bytes of what they say.
Not checked here: kinds of values, references, check digits; a validator does that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import orjson

from releve.errors import EvidenceRefused
from releve.pathways.names import NAME_SIZE
from releve.pathways.record import DIRECTORY, Record, read_record

PARTS = "part-*.ndjson"
_INSIDE = (Path(), Path("data/contenu"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group lies: file number, first byte, bytes. A source may leave it at zeros."""

    file: int = 0
    start: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """One pathway, or the directory: its records in the order of their ids."""

    id: str
    records: Sequence[Record]
    place: Place = Place()


class GroupSource(Protocol):
    """One side's groups: a delivered folder, or what a successor reads back from itself."""

    def groups(self) -> Iterator[Group]:
        """Stream every group once, the directory among them, in any order."""

    def open(self, group_id: str, place: Place) -> Sequence[Record]:
        """Read one group again."""


class CanonicalFolder:
    """The groups of a delivered folder: that of the package's content, or a whole bag."""

    def __init__(self, folder: Path) -> None:
        """Find the parts.

        Raises:
            EvidenceRefused: ``canonical_folder_missing`` with ``path``.

        """
        for inside in _INSIDE:
            canonical = folder / inside / "canonical"
            if canonical.is_dir():
                break
        else:
            raise EvidenceRefused("canonical_folder_missing", path=str(folder))
        self._files = [canonical / "directory.ndjson", *sorted(canonical.glob(PARTS))]
        self._removed = canonical.parent / "removed.ndjson"

    def groups(self) -> Iterator[Group]:
        """Stream the directory, then every pathway in the order of the files.

        Raises:
            EvidenceRefused: ``canonical_line_malformed`` with ``file`` and ``line``.

        """
        yield Group(DIRECTORY, self._directory(), Place())
        for number, path in enumerate(self._files[1:], start=1):
            with path.open("rb") as stream:
                start = 0
                for position, line in enumerate(stream, start=1):
                    found = read_line(line, path.name, position)
                    yield Group(found.id, found.records, Place(number, start, len(line)))
                    start += len(line)

    def open(self, group_id: str, place: Place) -> Sequence[Record]:
        """Read one group again; as :meth:`groups`."""
        if group_id == DIRECTORY:
            return self._directory()
        path = self._files[place.file]
        with path.open("rb") as stream:
            stream.seek(place.start)
            return read_line(stream.read(place.size), path.name, 0).records

    def removed(self) -> frozenset[bytes]:
        """Return the names of the pathways that this delta takes away; none if it is no delta.

        Raises:
            EvidenceRefused: ``canonical_line_malformed`` with ``file`` and ``line``.

        """
        if not self._removed.exists():
            return frozenset()
        lines = self._removed.read_bytes().splitlines()
        return frozenset(
            _removed_name(line, self._removed.name, at) for at, line in enumerate(lines, start=1)
        )

    def _directory(self) -> tuple[Record, ...]:
        path = self._files[0]
        if not path.exists():
            return ()
        with path.open("rb") as stream:
            return tuple(_shared(stream, path.name))


def read_line(line: bytes, file: str, position: int) -> Group:
    """Read a pathway from its line, its newline included.

    Raises:
        EvidenceRefused: ``canonical_line_malformed`` with ``file`` and ``line``.

    """
    try:
        document = orjson.loads(line)
        records = tuple(Record(one["e"], one["id"], one["v"]) for one in document["records"])
        well_formed = (
            orjson.dumps(document, option=orjson.OPT_SORT_KEYS) + b"\n" == line
            and len(document) == len({"id", "records"})
            and all(len(one) == len({"e", "id", "v"}) for one in document["records"])
            and all(isinstance(one.values, dict) for one in records)
            and [one.id for one in records if one.entity == "person"] == [document["id"]]
        )
    except (KeyError, TypeError, ValueError):
        raise _malformed(file, position) from None
    if not well_formed:
        raise _malformed(file, position)
    return Group(document["id"], records)


def _shared(stream: BinaryIO, file: str) -> Iterator[Record]:
    for position, line in enumerate(stream, start=1):
        try:
            record = read_record(line.removesuffix(b"\n"))
        except (ValueError, TypeError):
            raise _malformed(file, position) from None
        if not line.endswith(b"\n"):
            raise _malformed(file, position)
        yield record


def _removed_name(line: bytes, file: str, position: int) -> bytes:
    try:
        name = bytes.fromhex(orjson.loads(line)["name"])
    except (KeyError, TypeError, ValueError):
        raise _malformed(file, position) from None
    if len(name) != NAME_SIZE:
        raise _malformed(file, position)
    return name


def _malformed(file: str, line: int) -> EvidenceRefused:
    return EvidenceRefused("canonical_line_malformed", file=file, line=line)
