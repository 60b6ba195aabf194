"""Sealing a package to its recipient, in one file or in several."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flows.views import volumes_of
from releve.archives.slip import read_slip
from releve.canonical import digest
from releve.errors import EvidenceRefused
from releve.model.evidence import JsonValue
from releve.ports import Progress

_SLIP = "bordereau.json"
_KEYS = ".cles"
"""Ends the name of the note of which keys a file was sealed to."""


class Sealer(Protocol):
    """Encrypts a folder to its recipients."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return the public keys that what is sealed opens with."""

    def seal(self, source_folder: Path, target: Path, progress: Progress) -> tuple[str, int]:
        """Write ``target`` at once; return its SHA-256 (lower hex) and size in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedVolume:
    """One sealed file: its SHA-256 (lower hex) and size in bytes."""

    path: Path
    sha256: str
    octets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed package. ``name`` is that of its only file; of several, what receipts are named by.

    Of several, its ciphertext's digest is that of what ``sha256sum`` prints of them, in order.
    """

    asset: str
    name: str
    volumes: tuple[SealedVolume, ...]

    def body(self) -> dict[str, JsonValue]:
        """Return what a delivery records of it."""
        said: dict[str, JsonValue] = {
            "name": self.name,
            "ciphertext": f"sha256:{self.volumes[0].sha256}",
            "octets": sum(one.octets for one in self.volumes),
        }
        if len(self.volumes) == 1:
            return said
        lines = "".join(f"{one.sha256}  {one.path.name}\n" for one in self.volumes)
        volumes: list[JsonValue] = [
            {"name": one.path.name, "ciphertext": f"sha256:{one.sha256}", "octets": one.octets}
            for one in self.volumes
        ]
        return {**said, "ciphertext": digest(lines.encode()), "volumes": volumes}


def seal(sealer: Sealer, asset: str, package: str, bag: Path) -> Sealed:
    """Encrypt a bag, or each of its volumes, beside it; what is sealed is not sealed again.

    Sealing again would give other bytes than those already deposited. What was sealed to other keys
    than the recipient's present ones is sealed again: only the recipient may open it.

    Raises:
        EvidenceRefused: ``bag_file_missing``: the bag is not there; ``volume_missing``: the volumes
            are not those of the slip.
        ConnectorError: those of the sealer.

    """
    stem = sealed_name(asset, package)
    try:
        slip = read_slip((bag / _SLIP).read_bytes())
    except FileNotFoundError:
        raise EvidenceRefused("bag_file_missing", file=_SLIP) from None
    wanted = len(slip.delivery.volumes) if slip.delivery is not None else 1
    shown = sorted(volumes_of(bag).glob("[0-9]*"), key=lambda one: int(one.name))
    folders = shown if wanted > 1 else [bag]
    if len(folders) != wanted:
        raise EvidenceRefused("volume_missing", expected=wanted, found=len(folders))
    volumes = tuple(
        _sealed(sealer, folder, bag.with_name(name))
        for folder, name in zip(folders, _names(stem, wanted), strict=True)
    )
    return Sealed(asset=asset, name=f"{stem}.tar.age", volumes=volumes)


def sealed_name(asset: str, package: str) -> str:
    """Return what the names of the sealed files of a package begin with."""
    return f"{asset}-{package.removeprefix('sha256:')[:12]}"


def _names(stem: str, total: int) -> list[str]:
    if total == 1:
        return [f"{stem}.tar.age"]
    width = len(str(total))
    return [f"{stem}-{number:0{width}d}sur{total}.tar.age" for number in range(1, total + 1)]


def _sealed(sealer: Sealer, folder: Path, sealed: Path) -> SealedVolume:
    noted, wanted = sealed.with_name(f"{sealed.name}{_KEYS}"), "\n".join(sealer.recipients)
    if not noted.exists() or noted.read_text(encoding="utf-8") != wanted:
        sealed.unlink(missing_ok=True)
        noted.write_text(wanted, encoding="utf-8")
    if not sealed.exists():
        sealer.seal(folder, sealed, _silent)
    with sealed.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return SealedVolume(path=sealed, sha256=sha256, octets=sealed.stat().st_size)


def _silent(_files: int) -> None:
    """Report no progress."""
