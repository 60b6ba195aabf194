"""Extract an asset into a package: a BagIt bag with its content key and its delivery slip."""

import shutil
from pathlib import Path

from flows.desk import Desk
from releve.archives.bag import write_bag
from releve.archives.slip import Slip
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.medium import SqlMedium
from releve.model.plan import DataAsset
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import Progress


def silent(_records: int) -> None:
    """Report no progress."""


def bag_of(desk: Desk, asset: DataAsset) -> Path:
    """Return where an asset's plain bag lies between export and delivery."""
    return desk.workspace.packages / asset.id / "sac"


def export(desk: Desk, step: Step, progress: Progress = silent) -> None:
    """Extract, write the bag, record the package. Done again from nothing after a crash."""
    plan = desk.memory.plan
    asset = asset_of(plan, step.subject)
    if asset is None or asset.medium is None:
        raise KeyError(step.subject)
    hands, medium = desk.data(asset.medium)
    bag = bag_of(desk, asset)
    shutil.rmtree(bag, ignore_errors=True)
    data = bag / "data"
    (data / "contenu").mkdir(parents=True)
    key = desk.content_key(asset.id)
    measured = hands.extract(medium, key, data / "contenu", progress)
    (data / "content.key").write_bytes(key)
    table = asset.pathways_table if isinstance(medium, SqlMedium) else None
    slip = Slip(
        origin=plan.origin,
        realm=plan.realm,
        plan=desk.memory.state.plan or "",
        asset=asset.id,
        records=measured.records,
        octets=measured.octets,
        root=measured.root or "",
        pathways=measured.parts.get(table, 0) if table else 0,
        parts=dict(measured.parts),
        manifest=write_bag(bag),
    )
    (bag / "bordereau.json").write_bytes(slip.encoded())
    body: dict[str, JsonValue] = {
        "package": slip.digest(),
        "root": slip.root,
        "records": slip.records,
        "octets": slip.octets,
        "pathways": slip.pathways,
        "parts": dict(slip.parts),
    }
    draft = Draft(kind=EntryKind.PACKAGE_EXPORTED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft], documents=[slip.encoded()])
