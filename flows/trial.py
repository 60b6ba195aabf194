"""One whole trial migration (*migration à blanc*): exported, loaded by the import kit, compared.

Nothing leaves: the package and what was loaded of it are removed at the end, and what stays is
counts and roots, for the controller to sign.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from pathlib import Path

from flows.desk import Desk
from flows.export import package, silent
from releve.errors import ConnectorError, UsageError
from releve.model.medium import PathwaysMedium
from releve.ports import Progress

_KIT = "releve.pathways.kit"
_WORK = "essai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a trial came to: ``root`` as exported, ``attested`` as recomputed from what was loaded.

    ``loaded`` are the pathways that the importer created or linked, of ``pathways`` exported.
    """

    package: str
    root: str
    attested: str
    pathways: int
    loaded: int

    @property
    def same(self) -> bool:
        """Whether everything exported was loaded, and is the same."""
        return self.root == self.attested and self.pathways == self.loaded


def try_takeover(desk: Desk, name: str, progress: Progress = silent) -> Trial:
    """Make one trial migration of the pathways of an asset, and keep its result for the act.

    Raises:
        UsageError: ``medium_out_of_reach`` for an asset that shows no pathways.
        ConnectorError: ``trial_not_loaded`` when the import kit cannot load the package; those of
            the export.

    """
    asset = desk.memory.plan.asset(name)
    if not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("medium_out_of_reach", medium=asset.medium.kind if asset.medium else None)
    place = desk.workspace.packages / name / f"{_WORK}-sac"
    shutil.rmtree(place, ignore_errors=True)
    bag = place / "sac"
    try:
        slip, _ = package(desk, asset, bag, progress, work=_WORK)
        said = _loaded(bag, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(desk.workspace.packages / name / _WORK, ignore_errors=True)
    outcomes = said["outcomes"]
    trial = Trial(
        package=slip.digest(),
        root=slip.root,
        attested=str(said["root"]),
        pathways=slip.pathways,
        loaded=int(outcomes["created"]) + int(outcomes["linked"]),
    )
    kept = desk.workspace.trials / f"{name}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(asdict(trial), indent=1) + "\n", encoding="utf-8")
    return trial


def _loaded(bag: Path, place: Path) -> dict[str, dict[str, int]]:
    """Run the importer as a successor would, in a process of its own; return its attestation."""
    out = place / "attestation"
    with as_file(files(_KIT) / "importer.py") as script:
        command = [sys.executable, "-S", "-I", str(script), str(bag)]
        base = ["--base", str(place / "base.sqlite"), "--sortie", str(out)]
        subprocess.run([*command, *base], capture_output=True, check=False)
    try:
        said: dict[str, dict[str, int]] = json.loads((out / "attestation.json").read_bytes())
    except OSError:
        raise ConnectorError("trial_not_loaded", package=place.parent.name) from None
    return said
