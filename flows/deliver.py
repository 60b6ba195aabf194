"""Load, seal and deposit what is given back. Sent is not received."""

import json
import shutil
from pathlib import Path

from flows.delivered import keep_delivered
from flows.desk import Desk
from flows.export import bag_of, silent
from flows.load import load
from flows.seal import Sealed, seal
from flows.views import volumes_of
from releve.errors import ConnectorError, UsageError
from releve.ledger.subject import Exported
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.plan import DataAsset
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import Progress

_NOTE = "livraison.json"
"""What is about to be recorded, kept while the plain bag goes."""


def deliver(desk: Desk, step: Step, progress: Progress = silent) -> None:
    """Load the content where the plan says, encrypt the bag to the recipient, deposit it, record.

    Every part of it may be done again after a crash. The plain bag is removed; the ciphertext
    that stays with us is the asset's ``paquet`` copy, inventoried and destroyed like the others.
    """
    asset = asset_of(desk.memory.plan, step.subject)
    exported = desk.memory.state.of(step.subject).exported
    if asset is None or exported is None or asset.restitution.drop is None:
        raise UsageError("recipient_unknown", subject=step.subject)
    bag = bag_of(desk, asset)
    note = bag.with_name(_NOTE)
    body = _noted(note, exported)
    if body is None:
        body = _delivered(desk, asset, exported, progress)
        keep_delivered(desk, asset, bag)
        _keep(note, exported, body)
    for folder in (volumes_of(bag), bag):
        shutil.rmtree(folder, ignore_errors=True)
    draft = Draft(kind=EntryKind.PACKAGE_DELIVERED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])
    note.unlink(missing_ok=True)


def _delivered(
    desk: Desk, asset: DataAsset, exported: Exported, progress: Progress
) -> dict[str, JsonValue]:
    bag, given = bag_of(desk, asset), asset.restitution
    loaded = load(desk, asset, bag / "data" / "contenu", progress)
    drop = given.drop or ""
    sealed = seal(desk.reach.sealer(drop), asset.id, exported.package, bag)
    deposit(desk, drop, sealed, progress)
    return {
        "package": exported.package,
        "recipient": given.recipient,
        "means": given.kind,
        **sealed.body(),
        **({"loaded": loaded} if loaded is not None else {}),
    }


def deposit(desk: Desk, drop: str, sealed: Sealed, progress: Progress) -> None:
    """Put every volume into a drop, one after the other; what is there already is compared.

    Raises:
        ConnectorError: ``deposit_differs`` with the ``drop``; those of the drop.

    """
    into = desk.reach.drop(drop)
    for volume in sealed.volumes:
        if into.deposit(volume.path, volume.path.name, progress) != volume.sha256:
            raise ConnectorError("deposit_differs", subject=sealed.asset, drop=drop)


def _noted(note: Path, exported: Exported) -> dict[str, JsonValue] | None:
    """Return what an attempt that was cut had already done whole, of this export alone."""
    try:
        said = json.loads(note.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    body: dict[str, JsonValue] | None = said["body"] if said["export"] == exported.index else None
    return body


def _keep(note: Path, exported: Exported, body: dict[str, JsonValue]) -> None:
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps({"export": exported.index, "body": body}), encoding="utf-8")
    fresh.replace(note)
