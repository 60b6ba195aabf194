"""SSH public keys and signatures: RFC 4251 §5, 4253 §6.6, 5656 §3, 8709; OpenSSH PROTOCOL.u2f.

Four key types: Ed25519 and ECDSA P-256, and both on a security key (`sk-`). Narrowed by
`docs/format/acts.md`: a user was present, and the application is printable ASCII.
"""

import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.second.encodings import base64
from tests.second.refusal import Refused, demand

ED25519, SK_ED25519 = b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com"
ECDSA, SK_ECDSA = b"ecdsa-sha2-nistp256", b"sk-ecdsa-sha2-nistp256@openssh.com"
USER_PRESENT = 0x01


class Reader:
    """Takes the fields of an SSH structure one after the other; nothing may be left."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def take(self, octets: int) -> bytes:
        demand(len(self.rest) >= octets, "cut short")
        taken, self.rest = self.rest[:octets], self.rest[octets:]
        return taken

    def uint32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        return self.take(self.uint32())

    def positive(self) -> int:
        """An mpint greater than zero, without needless leading zeros."""
        octets = self.string()
        demand(octets and octets[0] < 0x80, "not a positive mpint")
        demand(octets[0] > 0 or (len(octets) > 1 and octets[1] >= 0x80), "a needless zero")
        return int.from_bytes(octets, "big")

    def end(self) -> None:
        demand(not self.rest, "something follows")


class Public(NamedTuple):
    """A public key: its type, its key, and its application if it is on a security key."""

    kind: bytes
    key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey
    application: bytes | None


def string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def read_public(blob: bytes) -> Public:
    reader = Reader(blob)
    kind = reader.string()
    demand(kind in {ED25519, SK_ED25519, ECDSA, SK_ECDSA}, "another type of key")
    if kind in {ECDSA, SK_ECDSA}:
        demand(reader.string() == b"nistp256", "another curve")
        key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey = _point(reader.string())
    else:
        raw = reader.string()
        demand(len(raw) == 32, "not an Ed25519 key")
        key = ed25519.Ed25519PublicKey.from_public_bytes(raw)
    application = reader.string() if kind in {SK_ED25519, SK_ECDSA} else None
    demand(not set(application or b"") - set(range(0x20, 0x7F)), "not printable ASCII")
    reader.end()
    return Public(kind, key, application)


def read_public_line(line: str) -> bytes:
    """The blob of `type base64`, whose type is the blob's."""
    parts = line.split(" ")
    demand(len(parts) == 2, "not a type and a key")
    blob = base64(parts[1])
    demand(read_public(blob).kind.decode() == parts[0], "a line of another type")
    return blob


def verify(public: Public, signature: bytes, message: bytes) -> None:
    """Refuse unless `signature` (an SSH signature blob) is of `message` by this key."""
    reader = Reader(signature)
    demand(reader.string() == public.kind, "a signature of another type")
    inner = reader.string()
    signed = message
    if public.application is not None:
        flags, counter = reader.take(1), reader.take(4)
        demand(flags[0] & USER_PRESENT, "no user was present")
        hashed = (hashlib.sha256(part).digest() for part in (public.application, message))
        signed = next(hashed) + flags + counter + next(hashed)
    reader.end()
    try:
        if isinstance(public.key, ec.EllipticCurvePublicKey):
            public.key.verify(_der(inner), signed, ec.ECDSA(hashes.SHA256()))
        else:
            public.key.verify(inner, signed)
    except InvalidSignature:
        raise Refused("the signature does not verify") from None


def _point(encoded: bytes) -> ec.EllipticCurvePublicKey:
    demand(len(encoded) == 65 and encoded[0] == 4, "not an uncompressed point")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), encoded)
    except ValueError:
        raise Refused("not a point of the curve") from None


def _der(inner: bytes) -> bytes:
    reader = Reader(inner)
    r, s = reader.positive(), reader.positive()
    reader.end()
    return encode_dss_signature(r, s)
