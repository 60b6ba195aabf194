"""C2SP signed-note and the witnesses' Ed25519 cosignatures of tlog-cosignature."""

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.second.encodings import base64, hexadecimal
from tests.second.refusal import Refused, demand

ED25519, COSIGNATURE = 0x01, 0x04
LATEST = 2**63 - 1
# Unicode White_Space, and +.
NOT_IN_NAMES = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]")


class Key(NamedTuple):
    """A verifier key: `<name>+<key id, hexadecimal>+<base64 of type and public key>`."""

    name: str
    ident: bytes
    kind: int
    raw: bytes


class Line(NamedTuple):
    """A signature line, not yet believed."""

    name: str
    ident: bytes
    signature: bytes


def read_key(vkey: str) -> Key:
    parts = vkey.split("+", 2)
    demand(len(parts) == 3, "a verifier key has three parts")
    name, ident, material = parts
    check_name(name)
    raw = base64(material)
    demand(len(raw) == 33 and raw[0] in {ED25519, COSIGNATURE}, "not an Ed25519 key")
    computed = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    demand(hexadecimal(ident, octets=4) == computed, "another key id")
    return Key(name, computed, raw[0], raw[1:])


def parse(note: bytes) -> tuple[bytes, list[Line]]:
    """The text of a note and its signature lines."""
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    demand(not re.search(r"[\x00-\x09\x0b-\x1f]", whole), "a control character")
    text, gap, signatures = whole.rpartition("\n\n")
    demand(gap, "no empty line")
    demand(signatures.endswith("\n"), "the last signature line is not ended")
    lines = [_line(line) for line in signatures[:-1].split("\n")]
    return (text + "\n").encode(), lines


def opened(note: bytes, vkeys: Iterable[str]) -> tuple[bytes, set[str]]:
    """The text, and those of `vkeys` that signed it; one at least, and none of them wrongly."""
    text, lines = parse(note)
    known = {(key.name, key.ident): (vkey, key) for vkey in vkeys for key in [read_key(vkey)]}
    signed: set[str] = set()
    for line in lines:
        if (line.name, line.ident) in known:
            vkey, key = known[line.name, line.ident]
            demand(vkey not in signed, "the same key signs twice")
            _verify(key, line.signature, text)
            signed.add(vkey)
    demand(signed, "nobody known signed it")
    return text, signed


def cosigned_at(line: Line) -> int:
    """The POSIX time of a cosignature line."""
    demand(len(line.signature) == 8 + 64, "not a timestamped signature")
    time = int.from_bytes(line.signature[:8], "big")
    demand(time <= LATEST, "a time past the largest")
    return time


def _verify(key: Key, signature: bytes, text: bytes) -> None:
    message = text
    if key.kind == COSIGNATURE:
        time = cosigned_at(Line(key.name, key.ident, signature))
        message = b"cosignature/v1\ntime %d\n" % time + text
        signature = signature[8:]
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, message)
    except InvalidSignature:
        raise Refused("a known key's signature does not verify") from None


def _line(line: str) -> Line:
    demand(line.startswith("\u2014 "), "a signature line starts with a dash and a space")
    name, space, encoded = line[2:].partition(" ")
    demand(space, "a signature line has two parts")
    check_name(name)
    raw = base64(encoded)
    demand(len(raw) > 4, "no signature after the key id")
    return Line(name, raw[:4], raw[4:])


def check_name(name: str) -> None:
    """Refuse what cannot name a key."""
    demand(name and not NOT_IN_NAMES.search(name), "not a key name")
