"""C2SP tlog-checkpoint and tlog-proof.

The project narrows the first: no extension line, and the origin is the log key's name
(`docs/format/ledger.md`, "Tree and checkpoint").
"""

from collections.abc import Iterable
from typing import NamedTuple

from tests.second import merkle, note
from tests.second.encodings import base64, decimal
from tests.second.refusal import Refused, demand

PROOF_HEADER = "c2sp.org/tlog-proof@v1"


class Head(NamedTuple):
    """The head of a log."""

    origin: str
    size: int
    root: bytes


class Proof(NamedTuple):
    """A proof that an entry is in a log, not yet believed."""

    index: int
    steps: list[bytes]
    checkpoint: bytes
    extra: bytes


def parse(text: bytes) -> Head:
    """The three lines of a checkpoint's text."""
    lines = text.decode().split("\n")
    demand(len(lines) == 4 and not lines[3], "not three lines")
    origin, size, root = lines[:3]
    note.check_name(origin)
    return Head(origin, decimal(size), _hash(root))


def opened(signed: bytes, vkey: str, witnesses: Iterable[str] = ()) -> tuple[Head, set[str]]:
    """The head, signed by the log of `vkey`, and those of `witnesses` that cosigned it."""
    text, signers = note.opened(signed, [vkey, *witnesses])
    demand(vkey in signers, "the log did not sign")
    head = parse(text)
    demand(head.origin == note.read_key(vkey).name, "a log of another name")
    return head, signers - {vkey}


def parse_proof(data: bytes) -> Proof:
    """A tlog-proof."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    before, gap, signed = text.partition("\n\n")
    demand(gap, "no empty line")
    header, *lines = before.split("\n")
    demand(header == PROOF_HEADER, "not a tlog-proof")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = base64(lines.pop(0).removeprefix("extra "))
        demand(extra, "without extra data the line is left out")
    demand(lines and lines[0].startswith("index "), "no index")
    steps = [_hash(line) for line in lines[1:]]
    return Proof(decimal(lines[0].removeprefix("index ")), steps, signed.encode(), extra)


def proven(data: bytes, hashed: bytes, vkey: str, witnesses: Iterable[str] = ()) -> Proof:
    """The proof, if it shows the leaf `hashed` under a head that the log signed."""
    proof = parse_proof(data)
    head, _ = opened(proof.checkpoint, vkey, witnesses)
    merkle.verify_inclusion(proof.index, head.size, hashed, proof.steps, head.root)
    return proof


def _hash(text: str) -> bytes:
    raw = base64(text)
    demand(len(raw) == merkle.HASH_OCTETS, "not a SHA-256 hash")
    return raw
