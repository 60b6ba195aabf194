"""A private MariaDB server: its own folder and socket, no network, gone after the tests."""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pymysql

_OPTIONS = (
    "--no-defaults",
    "--skip-networking",
    "--skip-log-bin",
    "--innodb-buffer-pool-size=64M",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-fast-shutdown=2",
    "--lower-case-table-names=0",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MariaDb:
    """A running server; its one account is ``root`` without password, behind a private socket."""

    folder: Path
    process: subprocess.Popen

    @classmethod
    def open(cls, *, zone: str = "+02:00") -> "MariaDb":
        """Make a server in a folder that only we may enter, and wait until it answers.

        Its time zone is not UTC, as on many real servers: what is read must not depend on it.
        """
        folder = Path(tempfile.mkdtemp(prefix="releve-mariadb-"))
        user = ["--user=root"] if os.geteuid() == 0 else []
        subprocess.run(
            [
                "mariadb-install-db",
                "--no-defaults",
                *user,
                f"--datadir={folder / 'data'}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ],
            check=True,
            capture_output=True,
        )
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [
                    shutil.which("mariadbd") or "/usr/sbin/mariadbd",
                    *_OPTIONS,
                    *user,
                    f"--datadir={folder / 'data'}",
                    f"--tmpdir={folder}",  # in /tmp, files of two servers get in each other's way
                    f"--socket={folder / 'sock'}",
                    f"--pid-file={folder / 'pid'}",
                    f"--default-time-zone={zone}",
                ],
                stdout=log,
                stderr=log,
            )
        server = cls(folder=folder, process=process)
        deadline = time.monotonic() + 60
        while True:
            try:
                server.connect().close()
            except pymysql.err.OperationalError:
                if process.poll() is not None or time.monotonic() > deadline:
                    server.stop()
                    raise
                time.sleep(0.05)
            else:
                return server

    def connect(self, database: str | None = None, **options) -> pymysql.Connection:
        """Open a connection in autocommit, to prepare and to look."""
        socket = str(self.folder / "sock")
        return pymysql.connect(
            unix_socket=socket,
            user="root",
            database=database,
            charset="utf8mb4",
            autocommit=True,
            **options,
        )

    def url(self, database: str) -> str:
        """Give the SQLAlchemy URL of a database."""
        socket = quote(str(self.folder / "sock"), safe="")
        return f"mysql+pymysql://root@localhost/{database}?unix_socket={socket}"

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder)
