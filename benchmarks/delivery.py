"""Delivery in its three kinds, each against a bare peer doing the same in the same run.

``python -m benchmarks.delivery [PATHWAYS] [MEGABYTES]``: SFTP against OpenSSH's own ``sftp`` to the
same server, transactions to sekmet against a loop that posts the same bytes and reads nothing, and
staging tables against a bare ``COPY`` of the same rows into the same tables without keys.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import httpx
from psycopg import sql

from benchmarks.reading import Reading
from connectors.fhir_api import FhirApi, FhirTarget, systems_of
from connectors.fhir_api.transaction import Sending, read_transaction
from connectors.ssh import SftpDeposit
from connectors.staging import StagingTables
from deployments.rehearsal.postgres import Cluster
from releve.pathways.model import ENTITIES
from tests.fakes.delivery_folder import make_whole_folder
from tests.fakes.fhir_servers import sekmet
from tests.fakes.ssh_hosts import exercise_host, target

UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")
ROWS_TIMES = 10
"""Staging tables take so many times more pathways than the FHIR server."""

_MEGA = 1_000_000


def main(pathways: int, megabytes: int) -> None:
    """Measure each kind and print a line for it and its peer."""
    with tempfile.TemporaryDirectory(prefix="releve-delivery-") as place:
        folder = Path(place)
        make_whole_folder(folder / "contenu", pathways)
        make_whole_folder(folder / "plus", ROWS_TIMES * pathways)
        for part in (_sftp(folder, megabytes), _staging(folder), _fhir(folder, pathways)):
            for reading in part:
                print(reading.line(part[0] if reading is not part[0] else None))


def _timed(name: str, count: int, work: Callable[[], object]) -> Reading:
    began = time.perf_counter()
    work()
    return Reading(name=name, seconds=time.perf_counter() - began, count=count)


def _sftp(folder: Path, megabytes: int) -> Sequence[Reading]:
    volume = folder / "lot.age"
    volume.write_bytes(random.Random(1).randbytes(megabytes * _MEGA))  # noqa: S311 - bytes to send
    size = volume.stat().st_size
    with exercise_host(folder / "hote") as host:
        (host.files / "depot").mkdir()
        known = folder / "known_hosts"
        known.write_text(f"[{host.address}]:{host.port} {host.host_key_line}\n")
        options = ("Ciphers=aes128-gcm@openssh.com", f"UserKnownHostsFile={known}", "BatchMode=yes")
        command = [shutil.which("sftp") or "sftp", "-b", "-", "-P", str(host.port)]
        command += ["-i", str(host.client_key_path), *(f"-o{one}" for one in options)]
        command.append(f"{host.user}@{host.address}")
        batch = f"put {volume} /depot/openssh.age\n".encode()

        def deposit(name: str, *, read_back: bool) -> None:
            drop = SftpDeposit(target(host), "/depot", read_back=read_back)
            drop.deposit(volume, name, lambda _: None)

        return (
            _timed(
                "bytes by OpenSSH's sftp",
                size,
                lambda: subprocess.run(command, input=batch, check=True, capture_output=True),
            ),
            _timed("bytes by SFTP", size, lambda: deposit("un.age", read_back=False)),
            _timed("… and read back", size, lambda: deposit("deux.age", read_back=True)),
        )


def _staging(folder: Path) -> Sequence[Reading]:
    cluster = Cluster.open(folder / "cluster")
    try:
        cluster.create_database("essai")
        tables = StagingTables(cluster.url("essai"), "public")
        done = []

        def deliver() -> None:
            done.append(tables.deliver(folder / "plus", lambda _: None, folder / "journal"))

        ours = _timed("rows to staging tables, compared", 1, deliver)
        rows = done[0].total
        read = _timed("rows read back in canonical form", rows, lambda: _drain(tables))
        bare = _timed("rows by a bare COPY", rows, _bare_copy(cluster, folder))
        ours = Reading(name=ours.name, seconds=ours.seconds, count=rows)
        return (bare, ours, read)
    finally:
        cluster.discard()


def _drain(tables: StagingTables) -> int:
    return sum(len(group.records) for group in tables.groups())


def _bare_copy(cluster: Cluster, folder: Path) -> Callable[[], None]:
    """Write every table to a file and make its bare twin; return what copies them back."""
    names = [entity.name for entity in ENTITIES]
    with cluster.connect("essai") as connection:
        for name in names:
            connection.execute(
                sql.SQL("CREATE TABLE {} (LIKE {})").format(
                    sql.Identifier(f"bare_{name}"), sql.Identifier(name)
                )
            )
            out = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))
            with (
                (folder / f"{name}.copy").open("wb") as file,
                connection.cursor() as cursor,
                cursor.copy(out) as copy,
            ):
                for piece in copy:
                    file.write(piece)

    def run() -> None:
        with cluster.connect("essai") as connection:
            for name in names:
                into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(f"bare_{name}"))
                with (
                    (folder / f"{name}.copy").open("rb") as file,
                    connection.cursor() as cursor,
                    cursor.copy(into) as copy,
                ):
                    while piece := file.read(_MEGA):
                        copy.write(piece)

    return run


def _fhir(folder: Path, pathways: int) -> Sequence[Reading]:
    content = folder / "contenu"
    readings = []
    for name in ("bare", "ours"):
        (place := folder / name).mkdir()
        with sekmet(place) as base:
            api = FhirApi(FhirTarget(url=base, undeclared=UNDECLARED))

            def deliver(api: FhirApi = api, place: Path = place) -> None:
                if not api.deliver(content, lambda _: None, place / "journal").complete:
                    raise RuntimeError

            if name == "bare":
                post = _posting(base, content)
                readings.append(_timed("transactions posted bare", pathways, post))
                continue
            readings.append(_timed("transactions to a FHIR server", pathways, deliver))
            (place / "journal").unlink()
            readings.append(_timed("… sent again, nothing to create", pathways, deliver))
            count = partial(api.count, systems_of(content))
            readings.append(_timed("… counted", pathways, count))
    return readings


def _posting(base: str, content: Path) -> Callable[[], None]:
    """Return a loop that posts every Bundle once, as the server takes it."""
    paths = [content / "fhir/bundles/directory.ndjson"]
    paths += sorted((content / "fhir/bundles").glob("part-*.ndjson"))
    how = Sending(put=UNDECLARED)
    bodies = [
        read_transaction(line, path.name, 0, how).body
        for path in paths
        for line in path.read_bytes().splitlines()
    ]

    def run() -> None:
        headers = {"Content-Type": "application/fhir+json", "Prefer": "return=minimal"}
        with httpx.Client(headers=headers, timeout=60) as client:
            for body in bodies:
                client.post(base, content=body).raise_for_status()

    return run


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    main(*(numbers + [500, 200][len(numbers) :]))
