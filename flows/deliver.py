"""Load, seal and deposit what is given back. Sent is not received."""

import json
import os
import shutil
from pathlib import Path

from flows.delivered import keep_delivered
from flows.desk import Desk
from flows.export import bag_of, silent
from flows.load import load
from flows.seal import Sealed, seal
from flows.views import volumes_of
from releve.archives.bag import MANIFEST, verify_bag
from releve.archives.slip import read_slip
from releve.errors import ConnectorError, EvidenceRefused, UsageError
from releve.ledger.subject import Exported
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.plan import DataAsset
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import Progress

_SLIP = "bordereau.json"
_NOTE = "livraison.json"
"""What is about to be recorded, kept while the plain bag goes."""


def deliver(desk: Desk, step: Step, progress: Progress = silent) -> None:
    """Load the content where the plan says, encrypt the bag to the recipient, deposit it, record.

    Every part of it may be done again after a crash. The plain bag is removed; the ciphertext
    that stays with us is the asset's ``paquet`` copy, inventoried and destroyed like the others.
    """
    asset = asset_of(desk.memory.plan, step.subject)
    exported = desk.memory.state.of(step.subject).exported
    drop = asset.restitution.drop if asset is not None else None
    if asset is None or exported is None or drop is None:
        raise UsageError("recipient_unknown", subject=step.subject)
    bag = bag_of(desk, asset)
    note = bag.with_name(_NOTE)
    body = _noted(note, exported)
    if body is None:
        body = _delivered(desk, asset, exported, drop, progress)
        keep_delivered(desk, asset, bag)
        _keep(note, exported, body)
    for folder in (volumes_of(bag), bag):
        shutil.rmtree(folder, ignore_errors=True)
    draft = Draft(kind=EntryKind.PACKAGE_DELIVERED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])
    note.unlink(missing_ok=True)


def _delivered(
    desk: Desk, asset: DataAsset, exported: Exported, drop: str, progress: Progress
) -> dict[str, JsonValue]:
    bag, given = bag_of(desk, asset), asset.restitution
    _check_bag(bag, exported)
    loaded = load(desk, asset, bag / "data" / "contenu", progress)
    sealed = seal(desk.reach.sealer(drop), asset.id, exported.package, bag)
    deposit(desk, drop, sealed, progress)
    return {
        "package": exported.package,
        "recipient": given.recipient,
        "means": given.kind,
        **sealed.body(),
        **({"loaded": loaded} if loaded is not None else {}),
    }


def _check_bag(bag: Path, exported: Exported) -> None:
    """Read the bag once more: what leaves is, byte for byte, what was exported and validated.

    Raises:
        EvidenceRefused: ``bag_file_missing``, ``bag_file_changed``, ``bag_file_undeclared``,
            ``bag_malformed``, ``slip_malformed``.

    """
    try:
        slip = read_slip((bag / _SLIP).read_bytes())
        manifest = verify_bag(bag)
    except FileNotFoundError:
        raise EvidenceRefused("bag_file_missing", file=_SLIP) from None
    for file, found, expected in (
        (_SLIP, slip.digest(), exported.package),
        (MANIFEST, manifest, slip.manifest),
    ):
        if found != expected:
            raise EvidenceRefused("bag_file_changed", file=file)


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
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump({"export": exported.index, "body": body}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(note)
