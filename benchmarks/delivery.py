"""Delivery: by SFTP beside OpenSSH's own ``sftp``, and to a FHIR server beside bare posts.

The SFTP server is asyncssh on the loopback, a process of its own on the same cores. The FHIR
server is sekmet, which nobody here wrote; it takes a few hundred pathways.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from benchmarks.ground import MEGA, Done, Ground, Work, unless
from connectors.fhir_api import FhirApi, FhirTarget, systems_of
from connectors.fhir_api.transaction import Sending, read_transaction
from connectors.ssh import SftpDeposit
from tests.fakes.fhir_servers import sekmet
from tests.fakes.ssh_hosts import exercise_host, target

BY_OPENSSH = 512 * MEGA
"""OpenSSH is not asked for more than the first so many bytes of the same file."""

TO_FHIR = 500
UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")
_PIECE = 1 << 20


@contextmanager
def deposited(ground: Ground) -> Iterator[Work]:
    """Deposit the sealed package with all checks, the SHA-256 read back included."""
    yield from _deposited(ground, read_back=True)


@contextmanager
def unread(ground: Ground) -> Iterator[Work]:
    """Deposit it, its size alone being compared there."""
    yield from _deposited(ground, read_back=False)


def _deposited(ground: Ground, *, read_back: bool) -> Iterator[Work]:
    octets = ground.sealed.stat().st_size
    with ground.sealed.open("rb") as sealed:
        digest = hashlib.file_digest(sealed, "sha256").hexdigest()
    with exercise_host(ground.folder / "hote") as host:
        (place := host.files / "depot").mkdir()
        drop = SftpDeposit(target(host), "/depot", read_back=read_back)

        def work() -> Done:
            returned = drop.deposit(ground.sealed, ground.sealed.name, lambda _: None)
            wrong = unless(returned == digest, "deposit_differs")
            return Done(pathways=ground.pathways, octets=octets, wrong=wrong)

        yield work
        (place / ground.sealed.name).replace(ground.arrived)
    shutil.rmtree(ground.folder / "hote")


@contextmanager
def put(ground: Ground) -> Iterator[Work]:
    """Let ``sftp`` put the same bytes on the same server."""
    source = ground.folder / "begin.age"
    octets = min(BY_OPENSSH, ground.sealed.stat().st_size)
    with ground.sealed.open("rb") as sealed, source.open("wb") as begin:
        left = octets
        while piece := sealed.read(min(_PIECE, left)):
            left -= begin.write(piece)
    with exercise_host(ground.folder / "hote") as host:
        (host.files / "depot").mkdir()
        known = ground.folder / "known_hosts"
        known.write_text(f"[{host.address}]:{host.port} {host.host_key_line}\n")
        options = ("Ciphers=aes128-gcm@openssh.com", f"UserKnownHostsFile={known}", "BatchMode=yes")
        command = ["sftp", "-b", "-", "-P", str(host.port), "-i", str(host.client_key_path)]
        command += [*(f"-o{one}" for one in options), f"{host.user}@{host.address}"]
        batch = f"put {source} /depot/openssh.age\n".encode()

        def work() -> Done:
            done = subprocess.run(command, input=batch, check=False, capture_output=True)
            pathways = max(1, ground.pathways * octets // ground.sealed.stat().st_size)
            wrong = unless(done.returncode == 0, "sftp_failed")
            return Done(pathways=pathways, octets=octets, wrong=wrong)

        yield work
    shutil.rmtree(ground.folder / "hote")
    source.unlink()


@contextmanager
def posted(ground: Ground) -> Iterator[Work]:
    """Post every Bundle once, as the server takes it, and read nothing."""
    content, count, octets = _few(ground)
    paths = [content / "fhir/bundles/directory.ndjson"]
    paths += sorted((content / "fhir/bundles").glob("part-*.ndjson"))
    how = Sending(put=UNDECLARED)
    bodies = [
        read_transaction(line, path.name, 0, how).body
        for path in paths
        for line in path.read_bytes().splitlines()
    ]
    with _server(ground) as base:

        def work() -> Done:
            headers = {"Content-Type": "application/fhir+json", "Prefer": "return=minimal"}
            with httpx.Client(headers=headers, timeout=60) as client:
                for body in bodies:
                    client.post(base, content=body).raise_for_status()
            return Done(pathways=count, octets=octets)

        yield work
    shutil.rmtree(content)


@contextmanager
def sent(ground: Ground) -> Iterator[Work]:
    """Send transactions, each answer read; then once more, which creates nothing."""
    content, count, octets = _few(ground)
    with _server(ground) as base:
        api = FhirApi(FhirTarget(url=base, undeclared=UNDECLARED))
        journal = ground.folder / "journal"
        deliver = partial(api.deliver, content, lambda _: None, journal)

        def work() -> Done:
            first = deliver()
            before = api.count(systems_of(content))
            journal.unlink()
            again = deliver()
            wrong = (
                *unless(first.complete and again.complete, "delivery_incomplete"),
                *unless(api.count(systems_of(content)) == before, "delivered_twice"),
            )
            return Done(pathways=2 * count, octets=2 * octets, wrong=wrong)

        yield work
        journal.unlink()
    shutil.rmtree(content)


@contextmanager
def _server(ground: Ground) -> Iterator[str]:
    (place := ground.folder / "sekmet").mkdir()
    with sekmet(place) as base:
        yield base
    shutil.rmtree(place)


def _few(ground: Ground) -> tuple[Path, int, int]:
    """Copy the directory and the first Bundles of the package; count them and their bytes."""
    content = ground.folder / "few"
    (few := content / "fhir/bundles").mkdir(parents=True)
    bundles = ground.content / "fhir/bundles"
    shutil.copy(bundles / "directory.ndjson", few)
    lines: list[bytes] = []
    for path in sorted(bundles.glob("part-*.ndjson")):
        if len(lines) < TO_FHIR:
            lines += path.read_bytes().splitlines(keepends=True)[: TO_FHIR - len(lines)]
    (few / "part-00000.ndjson").write_bytes(b"".join(lines))
    return content, len(lines), sum(map(len, lines))
