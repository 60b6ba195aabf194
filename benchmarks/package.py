"""A package: written as a bag and verified, sealed to its recipient; beside the tools themselves.

What the successor does first stands here too: it opens what arrived and verifies it.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import orjson

from benchmarks.ground import Done, Ground, Work, size_of, unless
from connectors.age import AgeSealer, new_identity, open_sealed
from releve.archives.bag import MANIFEST, verify_bag, write_bag

_RECIPIENT = "# public key: "


@contextmanager
def bagged(ground: Ground) -> Iterator[Work]:
    """Write the manifest out of the digests that the export kept, then read every byte."""
    kept = orjson.loads(ground.digests.read_bytes())
    known = {f"data/contenu/{path}": (digest, size) for path, (digest, size) in kept.items()}

    def work() -> Done:
        written = write_bag(ground.bag, known, {})
        wrong = unless(verify_bag(ground.bag) == written, "manifest_differs")
        return _whole(ground, size_of(ground.bag), wrong)

    yield work


@contextmanager
def summed(ground: Ground) -> Iterator[Work]:
    """Let ``sha256sum`` check the same manifest."""
    command = ["sha256sum", "--check", "--quiet", "--strict", MANIFEST]

    def work() -> Done:
        done = subprocess.run(command, cwd=ground.bag, check=False)
        wrong = unless(done.returncode == 0, "sha256sum_refuses")
        return _whole(ground, size_of(ground.bag), wrong)

    yield work


@contextmanager
def sealed(ground: Ground) -> Iterator[Work]:
    """Seal the bag to a recipient drawn for the occasion."""
    drawn = new_identity()
    ground.identity.write_text(f"{_RECIPIENT}{drawn.recipient}\n{drawn.secret}\n")
    ground.identity.chmod(0o600)
    sealer = AgeSealer([drawn.recipient])

    def work() -> Done:
        _, octets = sealer.seal(ground.bag, ground.sealed, lambda _: None)
        return _whole(ground, octets)

    yield work


@contextmanager
def encrypted(ground: Ground) -> Iterator[Work]:
    """Let ``tar`` and ``age`` do it."""
    target = ground.folder / "peer.tar.age"
    recipient = ground.identity.read_text().splitlines()[0].removeprefix(_RECIPIENT)
    tar = ["tar", "-cf", "-", "-C", str(ground.bag), "."]
    age = ["age", "-r", recipient, "-o", str(target)]

    def work() -> Done:
        wrong = unless(_piped(tar, age), "age_failed")
        return _whole(ground, target.stat().st_size, wrong)

    yield work
    target.unlink(missing_ok=True)


@contextmanager
def opened(ground: Ground) -> Iterator[Work]:
    """Open what arrived, and verify the bag that was in it."""
    secret = ground.identity.read_text().split()[-1]

    def work() -> Done:
        open_sealed(secret, ground.arrived, ground.opened)
        verify_bag(ground.opened)
        return _whole(ground, ground.arrived.stat().st_size)

    yield work


@contextmanager
def decrypted(ground: Ground) -> Iterator[Work]:
    """Let ``age`` and ``tar`` do it, nothing being verified."""
    (target := ground.folder / "peer").mkdir()
    age = ["age", "-d", "-i", str(ground.identity), str(ground.arrived)]
    tar = ["tar", "-xf", "-", "-C", str(target)]

    def work() -> Done:
        wrong = unless(_piped(age, tar), "age_failed")
        return _whole(ground, ground.arrived.stat().st_size, wrong)

    yield work
    shutil.rmtree(target)


def _whole(ground: Ground, octets: int, wrong: tuple[str, ...] = ()) -> Done:
    return Done(pathways=ground.pathways, octets=octets, wrong=wrong)


def _piped(first: Sequence[str], second: Sequence[str]) -> bool:
    giver = subprocess.Popen(first, stdout=subprocess.PIPE)
    taker = subprocess.run(second, stdin=giver.stdout, check=False)
    giver.stdout.close()
    return giver.wait() == 0 and taker.returncode == 0
