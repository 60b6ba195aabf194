"""Hosts of the exercise, each a process of its own reached by real SSH on loopback."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deployments.rehearsal import processes
from deployments.rehearsal.documents import MARKER
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.host_server import AUTHORIZED_KEYS, USER, environment
from deployments.rehearsal.keys import ssh_key
from deployments.rehearsal.ports import answers, kept_port, wait_answers

_REPOSITORY = Path(__file__).resolve().parents[2]
_SHIMS = {
    "systemctl": 'exec "{python}" -m systemctl2.systemctl3 --user "$@"',
    "sudo": 'while [ "${{1#-}}" != "$1" ]; do shift; done; exec "$@"',
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """Where a host answers and what proves that it is the one.

    ``host_key_line`` is ``ssh-ed25519 AAAA…``; ``client_key_path`` a private key of mode 0600.
    """

    id: str
    address: str
    port: int
    host_key_line: str
    client_key_path: Path
    user: str
    folder: Path

    @property
    def files(self) -> Path:
        """What SFTP clients see as ``/`` and commands start in."""
        return self.folder / "files"

    @property
    def pid(self) -> int | None:
        """The process id of the host's server while it runs."""
        return processes.kept_pid(self.folder / "pid", str(self.folder))

    def start(self) -> None:
        """Start the server detached from us, without waiting for it; a running one is left.

        Raises:
            RehearsalError: ``port_taken`` when something else holds the port remembered.
        """
        if self.pid is not None:
            return
        if answers(self.port):
            raise RehearsalError("port_taken", host=self.id, port=self.port)
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "deployments.rehearsal.host_server",
                    str(self.folder),
                    str(self.port),
                ],
                cwd=_REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": str(_REPOSITORY)},
            )
        (self.folder / "pid").write_text(str(process.pid), encoding="utf-8")

    def wait_ready(self, *, seconds: int = 30) -> None:
        """Wait until the server answers.

        Raises:
            RehearsalError: ``host_start`` with the log's path.
        """
        wait_answers(self.port, seconds=seconds, code="host_start", host=self.id)

    def run(self, *command: str) -> "subprocess.CompletedProcess[bytes]":
        """Run a shim on the host as its console would, without SSH; the caller reads the code."""
        return subprocess.run(
            [str(self.folder / "bin" / command[0]), *command[1:]],
            env=environment(self.folder),
            cwd=self.files,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def stop(self) -> None:
        """Stop the SSH server and wait until it is gone; the host's services are left alone."""
        if self.pid is not None:
            processes.end([self.pid])
        (self.folder / "pid").unlink(missing_ok=True)


def prepare(root: Path, ids: Sequence[str], *, token: str) -> dict[str, Host]:
    """Describe the hosts below ``root/hosts``, making keys, ports and folders where they lack.

    Keys and ports are kept: a host answers tomorrow where it answered today, with the same key.
    """
    client = root / "keys" / "client"
    client.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ssh_key(client)
    hosts: dict[str, Host] = {}
    for name in ids:
        folder = root / "hosts" / name
        for part in ("files", "home", "bin", "run", "tmp"):
            (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        ssh_key(folder / "host_key")
        line = (folder / "host_key.pub").read_text(encoding="utf-8")
        _authorise(folder / AUTHORIZED_KEYS, client.with_suffix(".pub").read_text())
        (folder / "files" / MARKER).write_text(token, encoding="utf-8")
        for shim, script in _SHIMS.items():
            path = folder / "bin" / shim
            path.write_text(
                f"#!/bin/sh\n{script.format(python=sys.executable)}\n", encoding="utf-8"
            )
            path.chmod(0o700)
        hosts[name] = Host(
            id=name,
            address="127.0.0.1",
            port=kept_port(root, f"ssh:{name}", first=22_000),
            host_key_line=" ".join(line.split()[:2]),
            client_key_path=client,
            user=USER,
            folder=folder,
        )
    return hosts


def _authorise(file: Path, line: str) -> None:
    """Let our key in once: an access that was removed stays removed."""
    if file.exists():
        return
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(line, encoding="utf-8")
