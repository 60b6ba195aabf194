"""What pathways need from outside: a source read in one snapshot, and a checker of resources."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from releve.pathways.conversion import Account, Converted, Defect
from releve.pathways.record import Record
from releve.pathways.selection import Inflow, SourceSchema

Key: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of pathways by source key: from ``first`` (included) to ``until`` (excluded).

    ``None`` is the end of the source on that side. Parts of one snapshot follow one another, are
    numbered from 0, and together hold every pathway once.
    """

    number: int
    first: Key | None
    until: Key | None


@dataclass(frozen=True, slots=True)
class SourcePathway:
    """One pathway as read: its records in the order of their ids, and what makes it unfit."""

    id: str
    records: tuple[Record, ...]
    defects: tuple[Defect, ...]


class PathwaySnapshot(Protocol):
    """One instant of a source."""

    @property
    def token(self) -> str | None:
        """What lets another process open the very same instant; ``None`` if nothing does."""

    def parts(self, size: int) -> Sequence[Part]:
        """Cut the source into runs of ``size`` pathways, the last one shorter."""

    def inflow(self) -> Inflow:
        """Ask the database itself for the rows of each table and the non-null of each column."""

    def pathways(self, part: Part, account: Account) -> Iterator[SourcePathway]:
        """Stream the pathways of a part in the order of their keys, in constant memory.

        Raises ``ConnectorError``: ``rows_out_of_order``, ``rows_orphan`` (rows whose pathway is not
        there), with table and count, never a key.
        """

    def directory(self, account: Account) -> Iterator[Converted]:
        """Stream the shared records (professionals, organisations), in the order of their ids."""


class PathwaySource(Protocol):
    """A source seen through a mapping."""

    def schema(self) -> SourceSchema:
        """Describe every table of the schema as it is now."""

    def snapshot(self, token: str | None = None) -> AbstractContextManager[PathwaySnapshot]:
        """Open one instant: now, or that of a token while its owner holds it open."""


class ResourceChecker(Protocol):
    """Checks FHIR resources. It can be pickled: each process builds its own machinery."""

    def check(self, resource: Mapping[str, object]) -> Sequence[str]:
        """Return the codes of what is wrong, each ``code`` or ``code:path``; never a value."""
