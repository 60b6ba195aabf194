"""What a successor holds, as its own way in gives it back, and a private copy of that on disk.

A reading may take hours and a server may go away in the middle: what is judged is a copy, read
once from end to end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import orjson

from releve.errors import EvidenceRefused
from releve.pathways.folder import CanonicalFolder, Group, Place
from releve.pathways.record import DIRECTORY, Pathway, Record

Opened: TypeAlias = "Sequence[Record] | EvidenceRefused"
"""A pathway as it was opened: its records, none if it is not there, or why it makes no sense."""


class Holdings(Protocol):
    """One successor, asked now. What cannot be reached raises ``ConnectorError``."""

    def opened(
        self, asked: Iterable[Pathway], directory: Mapping[str, Record]
    ) -> Iterator[tuple[str, Opened]]:
        """Open pathways one by one, in their order; ``directory`` are the records they share."""

    def everything(self, work: Path) -> Iterator[Group]:
        """Stream all that is held of ours, the directory among it; ``work`` is a private folder.

        Raises:
            EvidenceRefused: what is held contradicts itself.

        """


class GivenBack:
    """What a successor gave back as a folder in canonical form."""

    def __init__(self, folder: Path) -> None:
        """Find its parts; raises as :class:`CanonicalFolder`."""
        self._folder = CanonicalFolder(folder)

    def opened(
        self, asked: Iterable[Pathway], _directory: Mapping[str, Record]
    ) -> Iterator[tuple[str, Opened]]:
        """Look the pathways up in one reading of the folder."""
        wanted = [one.id for one in asked]
        ids = frozenset(wanted)
        found = {one.id: one.records for one in self._folder.groups() if one.id in ids}
        yield from ((name, found.get(name, ())) for name in wanted)

    def everything(self, _work: Path) -> Iterator[Group]:
        """Stream the folder."""
        return self._folder.groups()


class Copied:
    """Groups copied into a private file: a :class:`releve.pathways.folder.GroupSource`.

    Unlike a canonical folder it holds whatever was given, well formed or not. A reading that was
    refused midway is refused again, at the same place, each time that the copy is read.
    """

    def __init__(self, groups: Iterable[Group], path: Path) -> None:
        """Copy everything into a new file.

        Raises:
            ConnectorError: what reading raises, but for ``EvidenceRefused``, which is kept.

        """
        self._path = path
        self._refused: EvidenceRefused | None = None
        self._directory: list[Record] = []
        self.pathways = 0
        with path.open("xb") as stream:
            path.chmod(0o600)
            try:
                for group in groups:
                    stream.write(_line(group))
                    if group.id == DIRECTORY:
                        self._directory += group.records
                    else:
                        self.pathways += 1
            except EvidenceRefused as refused:
                self._refused = refused

    def groups(self) -> Iterator[Group]:
        """Stream every group as it came; raises what the reading was refused for."""
        with self._path.open("rb") as stream:
            yield from (_group(line) for line in stream)
        if self._refused is not None:
            raise self._refused

    def open(self, group_id: str, _place: Place = Place()) -> Sequence[Record]:  # noqa: B008 - immutable
        """Read one group again; nothing when it is not there."""
        if group_id == DIRECTORY:
            return self._directory
        return next((one.records for one in self.groups() if one.id == group_id), ())


def _line(group: Group) -> bytes:
    return (
        orjson.dumps([group.id, [[one.entity, one.id, one.values] for one in group.records]])
        + b"\n"
    )


def _group(line: bytes) -> Group:
    name, records = orjson.loads(line)
    return Group(name, tuple(Record(*one) for one in records))
