"""What a controller reads before signing for pathways: a trial, a comparison made by hand."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from deployments.rehearsal.successor.takeover import DELIVERED, READ_BACK
from releve.canonical import digest
from releve.pathways.folder import CanonicalFolder
from releve.pathways.readback import PathwayReader, read_test
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.sampling import drawn, seed_of

_SAMPLE = 20


def told_of_trial(workspace: Path, asset: str) -> Mapping[str, str]:
    """Read what ``releve trial`` wrote; raises ``RuntimeError`` if both sides did not agree."""
    said = json.loads((workspace / "trials" / f"{asset}.json").read_bytes())
    if said["root"] != said["attested"]:
        raise RuntimeError(asset)
    names = ("package", "root", "pathways")
    return {**{name: str(said[name]) for name in names}, "reserves": "-"}


def compare_pathways(successor: Path, asset: str) -> Mapping[str, str]:
    """Have the test sheet printed, compare what it shows, and return what the minutes say."""
    shelf = successor / "parcours" / asset
    delivered, key = shelf / DELIVERED, (shelf / DELIVERED / "cle").read_bytes()
    seed = seed_of(digest((delivered / "bordereau.json").read_bytes()), key)
    ours, theirs = CanonicalFolder(delivered), CanonicalFolder(shelf / READ_BACK)
    chosen = drawn((one.id for one in ours.groups() if one.id != DIRECTORY), _SAMPLE, seed)
    found = read_test(key, chosen, _reader(ours, chosen.ids), _reader(theirs, chosen.ids))
    if found.unread:
        raise RuntimeError(asset)
    return {
        "sheet": _sheet(shelf),
        "sample": str(found.sample),
        "deviations": str(found.defects),
        "reserves": "-",
    }


def _reader(side: CanonicalFolder, ids: tuple[str, ...]) -> PathwayReader:
    wanted = frozenset(ids)
    found: dict[str, Sequence[Record]] = {
        one.id: one.records for one in side.groups() if one.id in wanted
    }
    return found.get


def _sheet(shelf: Path) -> str:
    """Print the sheet by the tool's own command; return its digest."""
    out = shelf / "recette"
    sheet = out / "recette.html"
    sheet.unlink(missing_ok=True)
    delivered = shelf / DELIVERED
    subprocess.run(
        [
            *(str(Path(sys.executable).with_name("releve")), "recette"),
            *("--package", str(delivered), "--key", str(delivered / "cle")),
            *("--successor", str(shelf / READ_BACK), "--count", str(_SAMPLE), "--out", str(out)),
        ],
        check=True,
        capture_output=True,
    )
    return f"sha256:{hashlib.sha256(sheet.read_bytes()).hexdigest()}"
