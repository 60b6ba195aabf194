"""Pathways: loaded by the import kit that travels with the format, as its reader finds it.

The kit is run as it is given to any successor: two scripts of the standard library alone. What is
read back stays on our shelf until the DAC has compared it (*recette*).
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeAlias

from deployments.rehearsal.successor import arrival
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault

Came: TypeAlias = Iterable[tuple[str, Sequence[arrival.Found]]]
"""Pathways, and the directory, as our own way in holds them."""

READ_BACK = "relecture"
DELIVERED = "livre"
_KIT = "releve.pathways.kit"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What the kit says of our own system once a package is loaded."""

    root: str
    records: int
    pathways: int
    attestation: bytes


def holds_pathways(content: Path) -> bool:
    """Tell a package of pathways from the others."""
    return (content / "canonical").is_dir()


def load(bag: Path, shelf: Path, came: Came | None = None) -> TakenOver:
    """Validate a package, load it into a database of ours, read it back and attest.

    ``came`` is what our own way in holds: it is then loaded instead of what travelled sealed.

    Raises:
        PackageRefused: ``kit_refuses``.
        ToolFault: ``kit_failed``.

    """
    shutil.rmtree(shelf, ignore_errors=True)
    shelf.mkdir(mode=0o700, parents=True)
    dictionary = bag / "data" / "contenu" / "documentation" / "dictionnaire.json"
    if _run("valider.py", str(bag), str(dictionary)).returncode:
        raise PackageRefused("kit_refuses")
    _keep_delivered(bag, shelf / DELIVERED)
    if came is not None:
        arrival.replace(bag, came)
    done = _run(
        "importer.py",
        *(str(bag), "--base", str(shelf / "base.sqlite"), "--sortie", str(shelf)),
        *("--relecture", str(shelf / READ_BACK)),
    )
    attestation = shelf / "attestation.json"
    if not attestation.is_file():
        raise ToolFault("kit_failed")
    if done.returncode not in {0, 1}:
        raise ToolFault("kit_failed")
    data = attestation.read_bytes()
    said: Mapping[str, Mapping[str, int]] = json.loads(data)
    outcomes = said["outcomes"]
    return TakenOver(
        root=str(said["root"]),
        records=sum(said["records"].values()),
        pathways=outcomes["created"] + outcomes["linked"],
        attestation=data,
    )


def _keep_delivered(bag: Path, shelf: Path) -> None:
    """Keep what the comparison needs: the slip, the canonical form and its key."""
    shutil.copytree(bag / "data" / "contenu" / "canonical", shelf / "canonical")
    shutil.copy(bag / "bordereau.json", shelf / "bordereau.json")
    shutil.copy(bag / "data" / "content.key", shelf / "cle")


def _run(script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    with as_file(files(_KIT) / script) as path:
        return subprocess.run(
            [sys.executable, "-S", "-I", str(path), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
