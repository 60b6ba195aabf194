"""What is asked of an export, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from connectors.pathways.output import Files
from connectors.pathways.rendering import Renderer
from connectors.pathways.target import Everything, Target
from releve.model.evidence import JsonValue, Measured
from releve.model.extraction import Extracted
from releve.pathways.conversion import Account
from releve.pathways.scope import ScopeDecision
from releve.pathways.selection import Inflow

PART_SIZE = 500


class Conservation(Protocol):
    """The law of values, as a compiled mapping knows it."""

    def pathways(self, inflow: Inflow) -> int | None:
        """Return what the database counts of pathways; ``None`` when no one table holds them."""

    def balance(self, inflow: Inflow, account: Account) -> JsonValue:
        """Return the balance for the report. Raises when it does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The package that a delta starts from: digest of its slip, and the index kept of it.

    The index lies outside of the workspace of the delta.
    """

    package: str
    index: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to export. ``inputs`` are digests of what was pinned (mapping, overlay, scope).

    ``files`` is the root of the attachments, ``documents`` the documentation by path below the
    content, ``at`` the day on which pathways are placed, ``extraction`` what the source is, if one.
    """

    decision: ScopeDecision
    at: date
    renderers: tuple[Renderer, ...]
    target: Target = field(default_factory=Everything)
    files: Path | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    base: Base | None = None
    extraction: Extracted | None = None
    part_size: int = PART_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An export that ended well. ``kept`` parts were there from an earlier attempt.

    ``measured`` is the content of this package. ``files`` are all files of the content with their
    digests; ``units`` the same in the order of parts, what must travel together being together
    (:func:`releve.archives.volume.split_bag`), attachments one by one. ``index`` is kept to make
    a delta later; a targeted export has none. ``peak`` is the most
    memory that any one process held, in bytes, 0 where nothing tells.
    """

    measured: Measured
    report: bytes
    files: Files
    units: tuple[tuple[str, ...], ...]
    index: Path | None
    kept: int
    peak: int
