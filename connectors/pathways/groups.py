"""What a source would hand over, read again from it: the side that a package is compared with.

It shares the reading and the placing with the export, and nothing of its writing, so that a package
can be held against its source once more before it leaves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.pathways.attachments import Attachments
from connectors.pathways.order import PART_SIZE
from connectors.pathways.references import Open, shared_references
from connectors.pathways.shared import SharedRecords, keep_shared
from releve.pathways.conversion import Account
from releve.pathways.folder import Group, Place
from releve.pathways.ports import PathwaySnapshot, PathwaySource
from releve.pathways.record import DIRECTORY, Pathway, Record
from releve.pathways.scope import Bin, ScopeDecision, place


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroups:
    """A :class:`releve.pathways.folder.GroupSource` over a source, under a scope, on a day.

    ``files`` is the root of the attachments, ``work`` a private folder for what is kept on disk
    while reading. Each call reads the source of that moment.
    """

    source: PathwaySource
    decision: ScopeDecision
    at: date
    files: Path | None
    work: Path

    def groups(self) -> Iterator[Group]:
        """Stream every pathway that is taken, then the directory that they need.

        Raises:
            ConnectorError: what reading the source raises.

        """
        with self.source.snapshot() as snapshot, TemporaryDirectory(dir=self.work) as folder:
            shared, _, unfit = keep_shared(Path(folder) / "annuaire", snapshot, Account())
            named: set[str] = set()
            for found in self._taken(snapshot, unfit):
                named.update(target for _, _, target in shared_references(found.records))
                yield Group(found.id, found.records)
            yield Group(DIRECTORY, _directory(shared, named))

    def open(self, group_id: str, _place: Place) -> Sequence[Record]:
        """Read one group again, and the whole source for it; nothing when it is not there."""
        found = (one.records for one in self.groups() if one.id == group_id)
        return next(found, ())

    def _taken(self, snapshot: PathwaySnapshot, unfit: frozenset[str]) -> Iterator[Pathway]:
        attachments = Attachments(self.files)
        for part in snapshot.parts(PART_SIZE):
            for found in snapshot.pathways(part, Account()):
                pathway = Pathway(found.id, found.records)
                codes = [one.code for one in found.defects]
                named = {target for _, _, target in shared_references(found.records)}
                codes += ["reference_unfit"] if named & unfit else []
                codes += [one.code for one in attachments.take(pathway, None)[1]]
                if place(pathway, self.decision, codes, self.at).bin is Bin.TAKEN:
                    yield pathway


def _directory(shared: SharedRecords, named: set[str]) -> tuple[Record, ...]:
    return tuple(shared.records(shared.closure(named, Open())))
