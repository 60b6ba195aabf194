"""Seal the package to its recipient and deposit it. Sent is not received."""

import hashlib
import shutil

from flows.desk import Desk
from flows.export import bag_of, silent
from releve.errors import ConnectorError, UsageError
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.plan.authority import asset_of
from releve.plan.steps import Step
from releve.ports import Progress


def deliver(desk: Desk, step: Step, progress: Progress = silent) -> None:
    """Encrypt the bag to the recipient, deposit it, record it, then remove the plain bag.

    The ciphertext that stays with us is the asset's ``paquet`` copy, inventoried and destroyed
    like the others.
    """
    asset = asset_of(desk.memory.plan, step.subject)
    exported = desk.memory.state.of(step.subject).exported
    if asset is None or exported is None or asset.restitution.drop is None:
        raise UsageError("recipient_unknown", subject=step.subject)
    drop = asset.restitution.drop
    bag = bag_of(desk, asset)
    name = f"{asset.id}-{exported.package.removeprefix('sha256:')[:12]}.tar.age"
    sealed = bag.parent / name
    if not sealed.exists():  # sealing again would give other bytes than those already deposited
        desk.reach.sealer(drop).seal(bag, sealed, silent)
    with sealed.open("rb") as stream:
        ciphertext = hashlib.file_digest(stream, "sha256").hexdigest()
    octets = sealed.stat().st_size
    returned = desk.reach.drop(drop).deposit(sealed, name, progress)
    if returned != ciphertext:
        raise ConnectorError("deposit_differs", subject=step.subject, drop=drop)
    shutil.rmtree(bag, ignore_errors=True)
    body: dict[str, JsonValue] = {
        "package": exported.package,
        "recipient": asset.restitution.recipient,
        "means": asset.restitution.kind,
        "name": name,
        "ciphertext": f"sha256:{ciphertext}",
        "octets": octets,
    }
    draft = Draft(kind=EntryKind.PACKAGE_DELIVERED, subject=step.subject, actor="releve", body=body)
    desk.memory.record([draft])
