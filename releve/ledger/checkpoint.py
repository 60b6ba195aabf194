"""Checkpoints (signed heads of the log) and offline proofs that an entry is under one.

Sources: c2sp.org/tlog-checkpoint and c2sp.org/tlog-proof. Narrower than the first: no extension
lines, and the origin is also a valid key name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from releve.canonical import decode_base64, encode_base64
from releve.errors import EvidenceRefused
from releve.ledger.merkle import HASH_SIZE, verify_inclusion
from releve.signatures.note import ED25519, VerifierKey, check_name, open_note

_BODY_LINES = 3
_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
_MAX_PATH = 64
_CHECKPOINT_MALFORMED = "checkpoint_malformed"
_PROOF_MALFORMED = "log_proof_malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The head of a log: whose, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be written and read back (``checkpoint_malformed``)."""
        try:
            check_name(self.origin)
        except EvidenceRefused:
            raise EvidenceRefused(_CHECKPOINT_MALFORMED, field="origin") from None
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise EvidenceRefused(_CHECKPOINT_MALFORMED, field="root")

    def body(self) -> bytes:
        """Return the text of the note: origin, size and root, a line each."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n".encode()


def parse(text: bytes) -> Checkpoint:
    """Read the text of a checkpoint. Nothing is verified.

    Raises:
        EvidenceRefused: ``checkpoint_malformed``: any byte other than the canonical ones.

    """
    try:
        lines = text.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise EvidenceRefused(_CHECKPOINT_MALFORMED, field="text") from None
    if len(lines) != _BODY_LINES + 1:
        raise EvidenceRefused(_CHECKPOINT_MALFORMED, field="lines")
    checkpoint = Checkpoint(
        origin=lines[0],
        size=_decimal(lines[1], _CHECKPOINT_MALFORMED, "size"),
        root=_hash(lines[2], _CHECKPOINT_MALFORMED, "root"),
    )
    if checkpoint.body() != text:
        raise EvidenceRefused(_CHECKPOINT_MALFORMED, field="text")
    return checkpoint


def open_checkpoint(
    data: bytes, *, log_key: VerifierKey, witnesses: Iterable[VerifierKey] = ()
) -> Checkpoint:
    """Return the checkpoint of a note that ``log_key`` signed under its own name.

    Signatures by ``witnesses`` must verify where present; how many are enough is the caller's
    rule (see :func:`releve.signatures.note.open_note`).

    Raises:
        EvidenceRefused: as ``open_note`` and :func:`parse`; ``checkpoint_unsigned``: not signed
            by the log; ``checkpoint_wrong_origin``: the origin is not the log key's name.

    """
    note = open_note(data, [log_key, *witnesses])
    if log_key.algorithm != ED25519 or all(each.key != log_key for each in note.signatures):
        raise EvidenceRefused("checkpoint_unsigned", origin=log_key.name)
    checkpoint = parse(note.text)
    if checkpoint.origin != log_key.name:
        raise EvidenceRefused(
            "checkpoint_wrong_origin", expected=log_key.name, found=checkpoint.origin
        )
    return checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class LogProof:
    """An offline proof, nothing verified."""

    index: int
    hashes: tuple[bytes, ...]
    """Audit path of RFC 6962, leaf side first."""
    checkpoint: bytes
    """The signed note, verbatim."""
    extra: bytes | None = None
    """Opaque and *not authenticated*."""


def proof_file(
    *, index: int, hashes: Sequence[bytes], checkpoint: bytes, extra: bytes | None = None
) -> bytes:
    """Return the ``.tlog-proof`` file that entry ``index`` is under a signed checkpoint."""
    lines = [_PROOF_HEADER]
    if extra:  # "If no extra data is present, this line is omitted."
        lines.append(f"extra {encode_base64(extra)}")
    lines.append(f"index {index}")
    lines.extend(encode_base64(each) for each in hashes)
    return "\n".join([*lines, "", ""]).encode() + checkpoint


def parse_proof(data: bytes) -> LogProof:
    """Read a ``.tlog-proof`` file. Nothing is verified.

    Raises:
        EvidenceRefused: ``log_proof_malformed``: any byte of its own lines other than the
            canonical ones. The checkpoint is kept verbatim.

    """
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = []
    if not blank or lines[:1] != [_PROOF_HEADER]:
        raise EvidenceRefused(_PROOF_MALFORMED, field="header")
    rest = lines[1:]
    extra = None
    if rest and rest[0].startswith("extra "):
        extra = _base64(rest.pop(0).removeprefix("extra "), _PROOF_MALFORMED, "extra")
    if not rest or not rest[0].startswith("index ") or len(rest) - 1 > _MAX_PATH:
        raise EvidenceRefused(_PROOF_MALFORMED, field="index")
    proof = LogProof(
        index=_decimal(rest[0].removeprefix("index "), _PROOF_MALFORMED, "index"),
        hashes=tuple(_hash(line, _PROOF_MALFORMED, "hash") for line in rest[1:]),
        checkpoint=checkpoint,
        extra=extra,
    )
    rebuilt = proof_file(index=proof.index, hashes=proof.hashes, checkpoint=checkpoint, extra=extra)
    if rebuilt != data:
        raise EvidenceRefused(_PROOF_MALFORMED, field="text")
    return proof


def verify_proof(
    data: bytes, *, leaf: bytes, log_key: VerifierKey, witnesses: Iterable[VerifierKey] = ()
) -> None:
    """Verify that the entry of leaf hash ``leaf`` is under a checkpoint signed by the log.

    Raises:
        EvidenceRefused: as :func:`parse_proof`, :func:`open_checkpoint`; ``inclusion_refused``.

    """
    proof = parse_proof(data)
    head = open_checkpoint(proof.checkpoint, log_key=log_key, witnesses=witnesses)
    verify_inclusion(
        leaf=leaf, index=proof.index, size=head.size, proof=proof.hashes, root=head.root
    )


def _decimal(text: str, code: str, field: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(2**64)):
        raise EvidenceRefused(code, field=field)
    return int(text)


def _base64(text: str, code: str, field: str) -> bytes:
    try:
        return decode_base64(text)
    except EvidenceRefused:
        raise EvidenceRefused(code, field=field) from None


def _hash(text: str, code: str, field: str) -> bytes:
    value = _base64(text, code, field)
    if len(value) != HASH_SIZE:
        raise EvidenceRefused(code, field=field)
    return value
