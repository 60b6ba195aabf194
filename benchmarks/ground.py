"""What a benchmark of pathways is: measures, each with its peers, on one ground.

A measure prepares, does its timed work, and cleans up, in a process of its own, whose peak of
memory is therefore its own. What it makes stays on the ground for those after it.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from deployments.rehearsal.postgres import Cluster

DATABASE, SCHEMA = "bench", "dac"
KEY = bytes(range(32))
MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A private folder, how many pathways there are, how many processes export them.

    ``carried`` is the export that goes on to the successor: ``bundles`` or ``whole``. ``load`` is
    how busy the machine was before (the average of a minute), so that a reader knows.
    """

    folder: Path
    pathways: int
    processes: int = 2
    carried: str = "bundles"
    load: float = 0.0

    @property
    def cluster(self) -> Cluster:
        """The PostgreSQL that holds the rows, already running."""
        return Cluster.at(self.folder / "cluster")

    @property
    def bag(self) -> Path:
        """The package that goes on."""
        return self.folder / self.carried

    @property
    def content(self) -> Path:
        """What it holds."""
        return self.bag / "data/contenu"

    @property
    def digests(self) -> Path:
        """Digest and size of each of its files, as the export kept them."""
        return self.folder / f"{self.carried}.json"

    @property
    def sealed(self) -> Path:
        """The package, encrypted to its recipient."""
        return self.folder / "lot.tar.age"

    @property
    def identity(self) -> Path:
        """The recipient's key, as the ``age`` tool reads it."""
        return self.folder / "identity"

    @property
    def arrived(self) -> Path:
        """What the successor received."""
        return self.folder / "arrived.tar.age"

    @property
    def opened(self) -> Path:
        """What the successor opened."""
        return self.folder / "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a measure came to: pathways, bytes, the peak of other processes of ours in bytes.

    ``wrong`` are conditions that do not hold: each breaks the run. ``facts`` are told as they are.
    """

    pathways: int
    octets: int
    peak: int = 0
    wrong: tuple[str, ...] = ()
    facts: Mapping[str, str | int] = field(default_factory=dict)


Work: TypeAlias = Callable[[], Done]
Prepare: TypeAlias = Callable[[Ground], AbstractContextManager[Work]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that is timed.

    ``needs`` are measures whose product it takes; ``peers`` those whose MB/s, and ``rivals``
    those whose pathways a second, it is compared with. ``tool`` is what it runs, and it is left
    out where there is none. ``ours`` must keep within the limit of memory. Those that are not
    ``usual`` run only when asked for.
    """

    name: str
    stage: str
    title: str
    prepare: Prepare
    needs: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    tool: str | None = None
    ours: bool = True
    usual: bool = True


def size_of(folder: Path) -> int:
    """Return the bytes of every file below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def unless(holds: bool, code: str) -> tuple[str, ...]:  # noqa: FBT001 - a condition
    """Return what is wrong unless a condition holds."""
    return () if holds else (code,)
