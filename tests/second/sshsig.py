"""OpenSSH's PROTOCOL.sshsig, armoured as `ssh-keygen` writes it."""

import base64
import hashlib

from tests.second.encodings import armoured
from tests.second.refusal import demand
from tests.second.sshkey import Reader, read_public, string, verify

MAGIC = b"SSHSIG"
LINE = 70  # what ssh-keygen writes, and the only width that is accepted
HASHES = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}


def opened(armour: bytes, message: bytes, namespace: str) -> bytes:
    """The public key blob whose owner signed `message` in `namespace`."""
    blob = armoured(armour, "SSH SIGNATURE", width=LINE)
    reader = Reader(blob)
    demand(reader.take(6) == MAGIC, "not an SSH signature")
    demand(reader.uint32() == 1, "another version")
    key, named, reserved, algorithm, signature = (reader.string() for _ in range(5))
    reader.end()
    demand(named and named == namespace.encode(), "another namespace")
    demand(not reserved, "the reserved field is not empty")
    demand(algorithm in HASHES, "another hash")
    hashed = HASHES[algorithm](message).digest()
    signed = MAGIC + b"".join(string(part) for part in (named, reserved, algorithm, hashed))
    verify(read_public(key), signature, signed)
    return key


def fingerprint(blob: bytes) -> str:
    """`SHA256:` and unpadded base64, as `ssh-keygen -l` prints it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
