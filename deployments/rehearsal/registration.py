"""Registering ``deployments/prefect.yaml`` on the exercise's server."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

POOL = "releve"
_REPOSITORY = Path(__file__).resolve().parents[2]
_FILE = _REPOSITORY / "deployments" / "prefect.yaml"


def register(environment: Mapping[str, str]) -> None:
    """Create the work pool and every deployment; ``CalledProcessError`` when Prefect refuses."""
    folder = {"RELEVE_CODE": str(_REPOSITORY)}
    prefect = [sys.executable, "-m", "prefect", "--no-prompt"]
    for arguments in (
        ["work-pool", "create", POOL, "--type", "process", "--overwrite"],
        ["deploy", "--all", "--prefect-file", str(_FILE)],
    ):
        subprocess.run(
            [*prefect, *arguments],
            env={**environment, **folder},
            cwd=_REPOSITORY,
            check=True,
            stdout=subprocess.DEVNULL,
        )
