"""The exercise's Prefect server: its own home, its database in the exercise's PostgreSQL."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil
from sqlalchemy import make_url

from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.ports import kept_port
from deployments.rehearsal.postgres import Cluster

DATABASE = "prefect"
_PATIENCE = 150.0


class PrefectServer:
    """A server started for an exercise and stopped with it."""

    def __init__(self, root: Path, cluster: Cluster) -> None:
        self._home = root / "prefect"
        self._home.mkdir(parents=True, exist_ok=True)
        self._cluster = cluster
        self.port = kept_port(root / "platform", "prefect", first=24_200)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the interface."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What every process that talks to this server needs in its environment."""
        return {
            "PREFECT_HOME": str(self._home),
            "PREFECT_API_URL": f"{self.url}/api",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_SERVER_UI_V2_ENABLED": "false",
            "PREFECT_LOGGING_LEVEL": "WARNING",
            "PREFECT_CLI_PROMPT": "false",
        }

    def start(self) -> None:
        """Start the server unless it answers already; wait until it is healthy.

        Raises ``RehearsalError`` ``prefect_not_healthy`` after 150 seconds.
        """
        if self.healthy():
            return
        self._cluster.create_database(DATABASE)
        plain = make_url(self._cluster.url(DATABASE))
        database = plain.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        with (self._home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "prefect",
                    "server",
                    "start",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.port),
                    "--no-ui" if os.environ.get("RELEVE_NO_UI") else "--ui",
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ
                | dict(self.environment)
                | {"PREFECT_API_DATABASE_CONNECTION_URL": database},
            )
        (self._home / "server.pid").write_text(str(self._process.pid), encoding="utf-8")
        patience = time.monotonic() + _PATIENCE
        while not self.healthy():
            if self._process.poll() is not None or time.monotonic() > patience:
                raise RehearsalError("prefect_not_healthy", log=str(self._home / "server.log"))
            time.sleep(0.2)

    def healthy(self) -> bool:
        """Tell whether a server answers at our address."""
        try:
            with urllib.request.urlopen(f"{self.url}/api/health", timeout=2) as answer:  # noqa: S310 - ours
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def ended_runs(self, name: str) -> dict[str, str]:
        """Return the state names of the ended runs of that name, by exercise instant."""
        asked = {"flow_runs": {"name": {"any_": [name]}}, "limit": 20}
        request = urllib.request.Request(  # noqa: S310 - our own server, on loopback
            f"{self.url}/api/flow_runs/filter",
            data=json.dumps(asked).encode(),
            headers={"content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the same
            found = json.load(answer)
        return {
            one["parameters"]["rehearsed_at"]: one["state_name"]
            for one in found
            if one["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        }

    def stop(self) -> None:
        """Stop the exercise's server, whichever run of the exercise started it."""
        try:
            pid = int((self._home / "server.pid").read_text(encoding="utf-8"))
            process = psutil.Process(pid)
            ours = f"--port {self.port}" in " ".join(process.cmdline())
        except (OSError, ValueError, psutil.Error):
            return
        if ours:
            process.terminate()
            process.wait(timeout=30)
        (self._home / "server.pid").unlink(missing_ok=True)
