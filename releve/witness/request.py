"""The body of ``add-checkpoint``: an old size, a consistency proof, a signed head.

Source: c2sp.org/tlog-witness. Narrower in one point: heads have no extension lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from releve.canonical import decode_base64, encode_base64
from releve.errors import EvidenceRefused
from releve.ledger.merkle import HASH_SIZE

MAX_PROOF = 63
MAX_BYTES = 64 * 1024
"""Largest body: some 3 KiB of proof, and room for the signatures of a note."""

_OLD = b"old "
_LONGEST_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheckpoint:
    """What is asked of a witness. Nothing in it is verified."""

    old: int
    """Size of the head that the proof starts from."""
    proof: tuple[bytes, ...]
    note: bytes
    """The signed head, verbatim."""

    def encode(self) -> bytes:
        """Return the body of the request."""
        return _OLD + str(self.old).encode() + b"\n" + proof_lines(self.proof) + b"\n" + self.note


def proof_lines(proof: Sequence[bytes]) -> bytes:
    """Write a consistency proof, one hash in base64 a line."""
    return "".join(f"{encode_base64(each)}\n" for each in proof).encode()


def parse_request(data: bytes) -> AddCheckpoint:
    """Read the body of a request.

    Raises:
        EvidenceRefused: ``witness_request_malformed`` with the ``field`` at fault.

    """
    if len(data) > MAX_BYTES:
        _malformed("size")
    head, blank, note = data.partition(b"\n\n")
    first, _, rest = head.partition(b"\n")
    if not blank or not first.startswith(_OLD):
        _malformed("old")
    old = _decimal(first.removeprefix(_OLD))
    return AddCheckpoint(old=old, proof=parse_proof(rest + b"\n" if rest else b""), note=note)


def is_request(data: bytes) -> bool:
    """Tell a request from a bare checkpoint."""
    return data.startswith(_OLD)


def parse_proof(data: bytes) -> tuple[bytes, ...]:
    """Read what :func:`proof_lines` writes.

    Raises:
        EvidenceRefused: ``witness_request_malformed``: more than 63 lines, or one that is no hash.

    """
    lines = data.split(b"\n")
    if lines.pop() != b"" or len(lines) > MAX_PROOF:
        _malformed("proof")
    hashes = tuple(_hash(line) for line in lines)
    if proof_lines(hashes) != data:
        _malformed("proof")
    return hashes


def _decimal(text: bytes) -> int:
    if not text.isdigit() or len(text) > _LONGEST_SIZE or str(int(text)).encode() != text:
        _malformed("old")
    return int(text)


def _hash(line: bytes) -> bytes:
    try:
        value = decode_base64(line.decode("ascii"))
    except (EvidenceRefused, UnicodeDecodeError):
        value = b""
    if len(value) != HASH_SIZE:
        _malformed("proof")
    return value


def _malformed(field: str) -> NoReturn:
    raise EvidenceRefused("witness_request_malformed", field=field)
