"""A partial package on its way: sealed once, noted, deposited, recorded; finished after any cut."""

import base64
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.export import silent
from flows.seal import seal
from releve.canonical import decode, digest, encode
from releve.errors import ConnectorError
from releve.ledger.body import mapping, text
from releve.model.evidence import Draft, Entry, EntryKind, JsonValue
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.ports import Depositor, Progress

BY_HAND = "by_hand"
"""The means of a sealed file left in a folder, for a person to carry."""
BAG = "sac"
_NOTE = "envoi.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A package whose bag is ready: its slip, its report, what its entry says of the content.

    ``recipient`` and ``drop`` are those of the plan when it was made; ``to`` is a folder that gets
    it instead of the drop.
    """

    slip: bytes
    report: bytes
    body: Mapping[str, JsonValue]
    recipient: str
    drop: str
    to: Path | None


def pending(place: Path) -> Dispatch | None:
    """Return what an earlier call had noted before its deposit, and was cut before its end."""
    try:
        data = (place / _NOTE).read_bytes()
    except FileNotFoundError:
        return None
    noted = decode(data)
    if not isinstance(noted, Mapping):
        return None
    to = noted["to"]
    return Dispatch(
        slip=base64.b64decode(text(noted, "slip")),
        report=base64.b64decode(text(noted, "report")),
        body=mapping(noted, "body"),
        recipient=text(noted, "recipient"),
        drop=text(noted, "drop"),
        to=Path(to) if isinstance(to, str) else None,
    )


def dispatch(
    desk: Desk, asset: DataAsset, one: Dispatch, place: Path, progress: Progress = silent
) -> Entry:
    """Seal the bag of ``place``, deposit and record it, whichever of these is not done yet.

    It is noted before the deposit, so that nothing is ever sent and not recorded. The sealed files
    then stay beside ``place``, which goes.

    Raises:
        UsageError: ``endpoint_unsuitable``.
        ConnectorError: ``deposit_differs``, those of the seal and of the drop.

    """
    entry = recorded(desk, asset, digest(one.slip))
    if entry is None:
        entry = _deposited(desk, asset, one, place, progress)
    for sealed in place.glob("*.tar.age"):
        sealed.replace(place.parent / sealed.name)
    clear(place)
    return entry


def clear(place: Path) -> None:
    """Remove the place of a partial package at once: none is ever found there in part."""
    gone = place.with_name(f"{place.name}-fini")
    shutil.rmtree(gone, ignore_errors=True)
    place.rename(gone)
    shutil.rmtree(gone)


def depositor(desk: Desk, one: Dispatch) -> Depositor:
    """Return where a package goes; raises ``UsageError`` ``endpoint_unsuitable``."""
    return desk.reach.drop(one.drop) if one.to is None else desk.reach.handed(one.to)


def recorded(desk: Desk, asset: DataAsset, package: str) -> Entry | None:
    """Return the entry that says that a partial package of an asset was sent, if there is one."""
    subject = asset_subject(asset.id)
    for entry in desk.memory.entries():
        sent = entry.kind is EntryKind.PARTIAL_DELIVERED and entry.subject == subject
        if sent and entry.body["package"] == package:
            return entry
    return None


def _deposited(
    desk: Desk, asset: DataAsset, one: Dispatch, place: Path, progress: Progress
) -> Entry:
    subject = asset_subject(asset.id)
    sealed = seal(desk.reach.sealer(one.drop), asset.id, digest(one.slip), place / BAG)
    _note(place / _NOTE, one)
    into = depositor(desk, one)
    for volume in sealed.volumes:
        if into.deposit(volume.path, volume.path.name, progress) != volume.sha256:
            raise ConnectorError("deposit_differs", subject=subject, drop=one.drop)
    body: dict[str, JsonValue] = {
        **one.body,
        "recipient": one.recipient,
        "means": BY_HAND if one.to is not None else asset.restitution.kind,
        **sealed.body(),
    }
    draft = Draft(kind=EntryKind.PARTIAL_DELIVERED, subject=subject, actor="releve", body=body)
    return desk.memory.record([draft], documents=[one.slip, one.report])[0]


def _note(path: Path, one: Dispatch) -> None:
    noted: dict[str, JsonValue] = {
        "slip": base64.b64encode(one.slip).decode(),
        "report": base64.b64encode(one.report).decode(),
        "body": dict(one.body),
        "recipient": one.recipient,
        "drop": one.drop,
        "to": str(one.to.resolve()) if one.to is not None else None,
    }
    aside = path.with_suffix(".part")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(encode(noted))
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)
