"""Extract an asset into a package: a BagIt bag with its content key and its delivery slip."""

import shutil
from pathlib import Path

from flows.desk import Desk
from flows.views import volumes_of
from releve.archives.bag import write_bag
from releve.archives.slip import Delivery, Slip
from releve.model.evidence import Draft, EntryKind, JsonValue, Measured
from releve.model.medium import PathwaysMedium, SqlMedium
from releve.model.plan import DataAsset
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.plan.takeover import PERSONS
from releve.ports import Progress


def silent(_records: int) -> None:
    """Report no progress."""


def bag_of(desk: Desk, asset: DataAsset) -> Path:
    """Return where an asset's plain bag lies between export and delivery."""
    return desk.workspace.packages / asset.id / "sac"


def export(desk: Desk, step: Step, progress: Progress = silent) -> None:
    """Extract, write the bag, record the package.

    Done again from nothing after a crash; pathways are taken up where they were left.
    """
    asset = asset_of(desk.memory.plan, step.subject)
    if asset is None or asset.medium is None:
        raise KeyError(step.subject)
    size = asset.restitution.volume_octets
    slip, documents = package(desk, asset, bag_of(desk, asset), progress, volume_octets=size)
    body: dict[str, JsonValue] = {
        "package": slip.digest(),
        "root": slip.root,
        "records": slip.records,
        "octets": slip.octets,
        "pathways": slip.pathways,
        "parts": dict(slip.parts),
    }
    draft = Draft(kind=EntryKind.PACKAGE_EXPORTED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft], documents=[slip.encoded(), *documents])


def package(
    desk: Desk,
    asset: DataAsset,
    bag: Path,
    progress: Progress = silent,
    *,
    work: str = "travail",
    volume_octets: int | None = None,
) -> tuple[Slip, tuple[bytes, ...]]:
    """Write the package of an asset into ``bag``; return its slip and what it cites.

    Of pathways alone: ``work`` names the private folder kept beside, ``volume_octets`` the size
    above which the bag is also shown as volumes, each with the slip.
    """
    key = desk.content_key(asset.id)
    content = bag / "data" / "contenu"
    if isinstance(asset.medium, PathwaysMedium):
        packed = desk.view(asset).pack(bag, key, progress, work=work, volume_octets=volume_octets)
        slip = slip_of(desk, asset, packed.measured, packed.manifest, packed.delivery)
        documents: tuple[bytes, ...] = (packed.report,)
    else:
        shutil.rmtree(bag, ignore_errors=True)
        content.mkdir(parents=True)
        hands, medium = desk.hands(asset)
        measured = hands.extract(medium, key, content, progress)
        (bag / "data" / "content.key").write_bytes(key)
        slip, documents = slip_of(desk, asset, measured, write_bag(bag)), ()
    for folder in (bag, *volumes_of(bag).glob("*")):
        (folder / "bordereau.json").write_bytes(slip.encoded())
    return slip, documents


def slip_of(
    desk: Desk,
    asset: DataAsset,
    measured: Measured,
    manifest: str,
    delivery: Delivery | None = None,
) -> Slip:
    """Return the slip of what was written under the adopted plan."""
    plan = desk.memory.plan
    table = asset.pathways_table if isinstance(asset.medium, SqlMedium) else None
    table = PERSONS if delivery is not None else table
    return Slip(
        format="releve/slip/1" if delivery is None else "releve/slip/2",
        origin=plan.origin,
        realm=plan.realm,
        plan=desk.memory.state.plan or "",
        asset=asset.id,
        records=measured.records,
        octets=measured.octets,
        root=measured.root or "",
        pathways=measured.parts.get(table, 0) if table else 0,
        parts=dict(measured.parts),
        manifest=manifest,
        delivery=delivery,
    )
