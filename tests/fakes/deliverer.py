"""A process that delivers and says how far it is, so that a test can kill it midway."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def killed_midway(after, **facts):
    """Start a delivery in a process of its own and kill -9 it once ``after`` was reached."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.deliverer", json.dumps(facts, default=str)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        for line in process.stdout:
            if int(line) >= after:
                os.kill(process.pid, signal.SIGKILL)
                break
    assert process.returncode == -signal.SIGKILL, process.returncode


def delivery(kind, place):
    """Build a delivery out of plain facts."""
    if kind == "fhir":
        from connectors.fhir_api import FhirApi, FhirTarget

        undeclared = tuple(place.get("undeclared", ()))
        return FhirApi(FhirTarget(url=place["url"], undeclared=undeclared))
    if kind == "staging":
        from connectors.staging import StagingTables

        return StagingTables(place["url"], place["schema"])
    from connectors.ssh import SftpDeposit, SshTarget
    from releve.pathways.delivery import VolumeDelivery

    target = place["target"] | {"client_key_file": Path(place["target"]["client_key_file"])}
    return VolumeDelivery(SftpDeposit(SshTarget(**target), place["folder"]))


def _say(handled):
    sys.stdout.write(f"{handled}\n")
    sys.stdout.flush()


def main():
    facts = json.loads(sys.argv[1])
    ours = delivery(facts["kind"], facts["place"])
    ours.deliver(Path(facts["folder"]), _say, Path(facts["journal"]))


if __name__ == "__main__":
    main()
