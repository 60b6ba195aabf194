"""Which pathways a package held: an index kept when it leaves, to judge what comes back by.

It holds ids, keyed names and entries, no content; what a pathway holds is read in the source again,
and believed only if it is what was delivered.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.returns import FOLDER
from releve.errors import StepRefused, UsageError
from releve.ledger.subject import Exported
from releve.model.ids import asset_subject
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.pathways.attestation import Shipment
from releve.pathways.folder import CanonicalFolder, GroupSource
from releve.pathways.index import IndexedSide, build_index
from releve.pathways.names import pathway_name
from releve.pathways.reconciliation import Opened
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import group_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A package of pathways, as it left: what the ledger says of it, and which it held."""

    shipment: Shipment
    records: int
    side: IndexedSide

    def names(self) -> dict[str, str]:
        """Return the id of each pathway by keyed name, in hexadecimal."""
        found = ((group, name.hex()) for group, name, _ in self.side.entries())
        return {name: group for group, name in found if group != DIRECTORY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """Pathways read again in the source: :class:`releve.pathways.identities.Opener`."""

    found: Mapping[bytes, Opened]

    def pathway(self, name: bytes) -> Opened | None:
        """Return one of them."""
        return self.found.get(name)


def keep_delivered(desk: Desk, asset: DataAsset, bag: Path) -> None:
    """Keep the index of a package of pathways, before its plain bag goes; nothing for others."""
    exported = desk.memory.state.of(asset_subject(asset.id)).exported
    if isinstance(asset.medium, PathwaysMedium) and exported is not None:
        place = _place(desk, asset, exported)
        if not place.exists():
            _build(place, desk.content_key(asset.id), CanonicalFolder(bag), exported.root)


@contextmanager
def delivered(desk: Desk, asset: DataAsset) -> Iterator[Delivered]:
    """Open what is known of the last package of an asset; made again from the source if lost.

    Raises:
        StepRefused: ``delivered_index_lost``: it is not there, and the source is not what was
            delivered any more.
        UsageError: ``nothing_delivered``.

    """
    exported = desk.memory.state.of(asset_subject(asset.id)).exported
    if exported is None or not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("nothing_delivered", asset=asset.id)
    place, source = _place(desk, asset, exported), desk.view(asset).groups()
    if not place.exists():
        _build(place, desk.content_key(asset.id), source, exported.root)
    parts = desk.memory.entry(exported.index).body["parts"]
    counted = parts if isinstance(parts, Mapping) else {}
    shipment = Shipment(
        package=exported.package,
        pathways=exported.pathways,
        records={name: count for name, count in counted.items() if isinstance(count, int)},
        root=exported.root,
    )
    side = IndexedSide(place, source)
    try:
        yield Delivered(shipment=shipment, records=exported.records, side=side)
    finally:
        side.close()


def reopen(desk: Desk, asset: DataAsset, side: IndexedSide, names: Iterable[str]) -> Reopened:
    """Read some delivered pathways in the source again, in one pass over it.

    Raises:
        StepRefused: ``delivered_source_moved`` with ``count``: they are not there any more as
            they were delivered.

    """
    key, wanted = desk.content_key(asset.id), {bytes.fromhex(one) for one in names}
    found: dict[bytes, Opened] = {}
    if not wanted:
        return Reopened(found=found)
    entries = {name: entry for _, name, entry in side.entries() if name in wanted}
    for group in desk.view(asset).groups().groups():
        name = pathway_name(key, group.id)
        if name in wanted and group_entry(key, group.id, group.records) == entries.get(name):
            found[name] = Opened(group.id, group.records)
            if len(found) == len(wanted):
                return Reopened(found=found)
    raise StepRefused("delivered_source_moved", count=len(wanted) - len(found))


def _place(desk: Desk, asset: DataAsset, exported: Exported) -> Path:
    called = exported.package.removeprefix("sha256:")
    return desk.workspace.packages / asset.id / FOLDER / f"livre-{called}.index"


def _build(place: Path, key: bytes, source: GroupSource, root: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    side = build_index(part, key, source)
    found = side.root()
    side.close()
    if found != root:
        part.unlink()
        raise StepRefused("delivered_index_lost", expected=root, found=found)
    part.chmod(0o600)
    part.rename(place)
