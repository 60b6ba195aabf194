"""The SSH server of one exercise host: exec and SFTP, public key only, on loopback.

``python -m deployments.rehearsal.host_server FOLDER PORT`` serves the host kept in ``FOLDER``: SFTP
sees ``FOLDER/files`` as ``/``; commands run there in ``/bin/sh`` with ``FOLDER/home`` as HOME and
``FOLDER/bin`` first on PATH. Commands are not confined: the exercise trusts its own client.
"""

import asyncio
import os
import sys
from pathlib import Path

import asyncssh

USER = "exploitant"


def environment(folder: Path) -> dict[str, str]:
    """Return what commands of the host in ``folder`` find in their environment."""
    return {
        "HOME": str(folder / "home"),
        "USER": USER,
        "LOGNAME": USER,
        "SHELL": "/bin/sh",
        "LANG": "C.UTF-8",
        "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "TMPDIR": str(folder / "tmp"),
    }


AUTHORIZED_KEYS = "files/.ssh/authorized_keys"


class _Login(asyncssh.SSHServer):
    """Reads ``~/.ssh/authorized_keys`` at every login, as OpenSSH does."""

    def __init__(self, folder: Path) -> None:
        self._keys = folder / AUTHORIZED_KEYS
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002 - one user a host
        if self._connection is not None and self._keys.is_file() and self._keys.stat().st_size:
            self._connection.set_authorized_keys(str(self._keys))
        return True

    def password_auth_supported(self) -> bool:
        return False

    def kbdint_auth_supported(self) -> bool:
        return False


async def _run(folder: Path, process: "asyncssh.SSHServerProcess[bytes]") -> None:
    if process.command is None:
        process.stderr.write(b"no shell here: give a command\n")
        process.exit(1)
        return
    child = await asyncio.create_subprocess_exec(
        "/bin/sh",
        "-c",
        process.command,
        cwd=folder / "files",
        env=environment(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )

    async def feed() -> None:
        assert child.stdin is not None  # noqa: S101 - a pipe was asked
        try:
            while data := await process.stdin.read(65536):
                child.stdin.write(data)
                await child.stdin.drain()
        except (BrokenPipeError, ConnectionResetError, asyncssh.Error):
            pass
        child.stdin.close()

    async def pump(source: asyncio.StreamReader | None, sink: "asyncssh.SSHWriter[bytes]") -> None:
        while source is not None and (data := await source.read(65536)):
            sink.write(data)
            await sink.drain()

    feeding = asyncio.create_task(feed())
    # A daemon started by the command may keep the pipes: its exit is what ends the command.
    pumping = asyncio.gather(pump(child.stdout, process.stdout), pump(child.stderr, process.stderr))
    code = await child.wait()
    await asyncio.wait([pumping], timeout=1)
    for task in (feeding, pumping):
        task.cancel()
    if code < 0:
        process.exit_with_signal("KILL" if code == -9 else "TERM")
    else:
        process.exit(code)


async def _serve(folder: Path, port: int) -> None:
    def sftp(channel: "asyncssh.SSHServerChannel[bytes]") -> asyncssh.SFTPServer:
        return asyncssh.SFTPServer(channel, chroot=os.fsencode(folder / "files"))

    def run(process: "asyncssh.SSHServerProcess[bytes]") -> "asyncio.Future[None]":
        return asyncio.ensure_future(_run(folder, process))

    server = await asyncssh.listen(
        "127.0.0.1",
        port,
        server_factory=lambda: _Login(folder),
        server_host_keys=[str(folder / "host_key")],
        process_factory=run,
        sftp_factory=sftp,
        encoding=None,
        allow_scp=False,
        reuse_address=True,
    )
    await server.wait_closed()


def main() -> None:
    """Serve the host whose folder and port are on the command line."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    asyncio.run(_serve(folder, port))


if __name__ == "__main__":
    main()
