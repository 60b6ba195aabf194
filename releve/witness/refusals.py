"""What a witness refused because a log shows two histories: kept, as proof, one folder each.

``fourche`` (two roots for one size) proves by itself that the log's key signed two histories.
``suite-non-prouvee`` and ``retour`` do not: a wrong proof or an old head may be a mistake. They
prove it together with the entries of the head that was shown.
"""

import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from releve.canonical import JsonValue, encode, hex_digest
from releve.errors import LedgerError
from releve.ledger.checkpoint import Checkpoint
from releve.model.time import instant_text
from releve.textes import sentence
from releve.witness.request import AddCheckpoint
from releve.witness.state import Seen

FOLDER = "refusals"
FORMAT = "releve/witness-refusal/1"
LIMIT = 100
"""How many of each kind are kept: the first ones, so that a flood of one hides no other."""

KINDS: Mapping[str, str] = {
    "witness_fork": "fourche",
    "witness_proof_refused": "suite-non-prouvee",
    "witness_rollback": "retour",
}
"""The refusals that are kept, and how their folders begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One refusal that was kept."""

    folder: Path
    code: str
    origin: str
    seen: int
    offered: int
    at: str


class Refusals:
    """The folder of what was refused. Nothing in it is ever written over."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """Name the folder, which is there."""
        self._folder = folder
        self._limit = limit

    def keep(
        self, code: str, seen: Seen | None, head: Checkpoint, request: AddCheckpoint, *, at: int
    ) -> Path | None:
        """Keep both signed heads, the proof that was offered, why and when; return the folder.

        The same heads refused again for the same reason are kept once. ``None``: not a refusal to
        keep, or as many of this kind are kept already.

        Raises:
            LedgerError: ``witness_refusal_not_kept``: the disk refused; nothing was cosigned.

        """
        kind = KINDS.get(code)
        if kind is None or seen is None:
            return None
        heads = f"{seen.origin}\n{seen.size}\n{seen.root.hex()}\n".encode() + head.body()
        place = self._folder / f"{kind}-{hex_digest(heads)[:16]}"
        if place.exists() or len(list(self._folder.glob(f"{kind}-*"))) >= self._limit:
            return place if place.exists() else None
        fresh = self._folder / f".{place.name}.{secrets.token_hex(4)}"
        try:
            fresh.mkdir(mode=0o700)
            for name, data in _files(code, seen, head, request, at).items():
                _write(fresh / name, data)
            _synchronise(fresh)
            if not _renamed(fresh, place):
                shutil.rmtree(fresh)
            _synchronise(self._folder)
        except OSError as error:
            shutil.rmtree(fresh, ignore_errors=True)
            reason = os.strerror(error.errno or 0)
            raise LedgerError("witness_refusal_not_kept", path=str(place), reason=reason) from error
        return place

    def all(self) -> tuple[Refused, ...]:
        """Return what was kept, oldest first; what cannot be read is left out."""
        found = (_read(file) for file in self._folder.glob("[!.]*/refus.json"))
        return tuple(sorted((one for one in found if one is not None), key=_order))


def _files(
    code: str, seen: Seen, head: Checkpoint, request: AddCheckpoint, at: int
) -> Mapping[str, bytes]:
    when = instant_text(datetime.fromtimestamp(at, UTC))
    facts: dict[str, str | int] = {
        "origin": head.origin,
        "seen": seen.size,
        "seen_root": seen.root.hex(),
        "size": head.size,
        "root": head.root.hex(),
        "old": request.old,
        "at": when,
    }
    told = "\n\n".join(
        (
            sentence("witness_kept_title", facts),
            sentence(f"witness_kept_{KINDS[code].replace('-', '_')}", facts),
            sentence("witness_kept_heads", facts),
            sentence("witness_kept_files", facts),
        )
    )
    described: dict[str, JsonValue] = {"format": FORMAT, "code": code, **facts}
    return {
        "LISEZMOI.txt": f"{told}\n".encode(),
        "vue.checkpoint": seen.note,
        "presentee.checkpoint": request.note,
        "demande.txt": request.encode(),
        "refus.json": encode(described) + b"\n",
    }


def _renamed(fresh: Path, place: Path) -> bool:
    """Give the folder its name; false if somebody else was first."""
    try:
        fresh.rename(place)
    except OSError:
        if place.exists():
            return False
        raise
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _synchronise(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(file: Path) -> Refused | None:
    try:
        told = json.loads(file.read_bytes())
        return Refused(
            folder=file.parent,
            code=str(told["code"]),
            origin=str(told["origin"]),
            seen=int(told["seen"]),
            offered=int(told["size"]),
            at=str(told["at"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _order(one: Refused) -> tuple[str, str]:
    return one.at, one.folder.name
