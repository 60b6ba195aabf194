"""One whole trial migration (*migration à blanc*): exported, loaded by the import kit, compared.

Nothing leaves: the package and what was loaded of it are removed at the end, and what stays is
counts and roots, for the controller to sign. Of a trial that differed, the importer's lists stay.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from pathlib import Path

from flows.desk import Desk
from flows.export import package, silent
from flows.workspace import Workspace
from releve.errors import ConnectorError, UsageError
from releve.model.medium import PathwaysMedium
from releve.ports import Progress

_KIT = "releve.pathways.kit"
_WORK = "essai"
LISTS = ("details.ndjson", "rejets.ndjson")
"""What the importer says of each pathway, by keyed name: kept beside our packages, mode 0600."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a trial came to: ``root`` as exported, ``attested`` as recomputed from what was loaded.

    ``loaded`` are the pathways that the importer created or linked, of ``pathways`` exported, and
    ``outcomes`` how many came to what. ``bins`` says where those of the source ended, ``rejects``
    why some were rejected: a count by code, entity and attribute.
    """

    package: str
    root: str
    attested: str
    pathways: int
    loaded: int
    outcomes: Mapping[str, int]
    bins: Mapping[str, int]
    rejects: Sequence[Mapping[str, str | int | None]]

    @property
    def same(self) -> bool:
        """Whether something was exported, all of it loaded, and is the same."""
        return self.pathways > 0 and self.root == self.attested and self.pathways == self.loaded


def try_takeover(desk: Desk, name: str, progress: Progress = silent) -> Trial:
    """Make one trial migration of the pathways of an asset, and keep its result for the act.

    Raises:
        UsageError: ``medium_out_of_reach`` for an asset that shows no pathways.
        ConnectorError: ``trial_not_loaded`` when the import kit cannot load the package; those of
            the export.
        StepRefused: ``pinned_file_differs``.

    """
    asset = desk.memory.plan.asset(name)
    if not isinstance(asset.medium, PathwaysMedium):
        raise UsageError("medium_out_of_reach", medium=asset.medium.kind if asset.medium else None)
    folder = desk.workspace.packages / name
    place = folder / f"{_WORK}-sac"
    shutil.rmtree(place, ignore_errors=True)
    bag = place / "sac"
    try:
        slip, documents = package(desk, asset, bag, progress, work=_WORK)
        said = _loaded(name, bag, place)
        outcomes = said["outcomes"]
        trial = Trial(
            package=slip.digest(),
            root=slip.root,
            attested=str(said["root"]),
            pathways=slip.pathways,
            loaded=outcomes["created"] + outcomes["linked"],
            outcomes=outcomes,
            bins=slip.delivery.bins if slip.delivery is not None else {},
            rejects=json.loads(documents[0])["rejects"],
        )
        _keep_lists(trial, place, folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(folder / _WORK, ignore_errors=True)
    kept = desk.workspace.trials / f"{name}.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps(asdict(trial), indent=1) + "\n", encoding="utf-8")
    return trial


def signable(workspace: Workspace, name: str) -> dict[str, str]:
    """Return the fields of the act that a trial of this asset gives; none before there was one.

    A trial that differed gives none: what it came to is for no signature.
    """
    kept = workspace.trials / f"{name}.json"
    if not kept.is_file():
        return {}
    trial = Trial(**json.loads(kept.read_bytes()))
    if not trial.same:
        return {}
    said = {"package": trial.package, "root": trial.root, "pathways": str(trial.pathways)}
    return {**said, "reserves": "-"}


def details_of(desk: Desk, name: str) -> Path:
    """Return where what the importer said of each pathway stays, if the trial differed."""
    return desk.workspace.packages / name / f"{_WORK}-{LISTS[0]}"


def _keep_lists(trial: Trial, place: Path, folder: Path) -> None:
    """Keep what tells which pathways were not loaded, of this trial alone."""
    for name in LISTS:
        kept, found = folder / f"{_WORK}-{name}", place / "attestation" / name
        kept.unlink(missing_ok=True)
        if not trial.same and found.is_file():
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
                to.write(found.read_bytes())


def _loaded(name: str, bag: Path, place: Path) -> dict[str, dict[str, int]]:
    """Run the importer as a successor would, in a process of its own; return its attestation."""
    out = place / "attestation"
    with as_file(files(_KIT) / "importer.py") as script:
        command = [sys.executable, "-S", "-I", str(script), str(bag)]
        base = ["--base", str(place / "base.sqlite"), "--sortie", str(out)]
        done = subprocess.run([*command, *base], capture_output=True, check=False)
    try:
        said: dict[str, dict[str, int]] = json.loads((out / "attestation.json").read_bytes())
    except OSError:
        raise ConnectorError("trial_not_loaded", asset=name, exit_code=done.returncode) from None
    return said
