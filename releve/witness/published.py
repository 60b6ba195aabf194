"""The request to a witness, made from a published log alone: an evidence folder on a USB stick."""

from collections.abc import Iterator
from pathlib import Path

from releve.errors import EvidenceRefused, UsageError
from releve.ledger.checkpoint import Checkpoint, parse
from releve.ledger.merkle import HASH_SIZE, consistency_proof, levels, root
from releve.ledger.tiles import WIDTH, tile_path
from releve.signatures.note import lines_by
from releve.witness.request import AddCheckpoint

CHECKPOINT = "ledger/checkpoint"


def request_of(evidence: Path, *, old: int) -> AddCheckpoint:
    """Return the request to cosign the head of an evidence folder, from the size ``old``.

    Signatures are not verified: the witness does.

    Raises:
        UsageError: ``published_log_missing``; ``published_old_beyond``: ``old`` is not a size that
            the log had.
        EvidenceRefused: ``note_malformed``, ``checkpoint_malformed``; ``published_log_differs``:
            the tiles are not those of the head.

    """
    note = _read(evidence, CHECKPOINT)
    lines_by(note, ())
    head = parse(note[: note.rindex(b"\n\n") + 1])
    if not 0 <= old <= head.size:
        raise UsageError("published_old_beyond", old=old, size=head.size)
    leaves = list(_leaves(evidence, head))
    if root(leaves) != head.root:
        raise EvidenceRefused("published_log_differs", folder=str(evidence))
    proof = consistency_proof(levels(leaves), old, head.size) if old else []
    return AddCheckpoint(old=old, proof=tuple(proof), note=note)


def _leaves(evidence: Path, head: Checkpoint) -> Iterator[bytes]:
    for index, start in enumerate(range(0, head.size, WIDTH)):
        width = min(WIDTH, head.size - start)
        tile = _read(evidence, f"ledger/{tile_path(0, index, width)}")
        if len(tile) != width * HASH_SIZE:
            raise EvidenceRefused("published_log_differs", folder=str(evidence))
        yield from (tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE))


def _read(evidence: Path, name: str) -> bytes:
    try:
        return (evidence / name).read_bytes()
    except OSError as error:
        raise UsageError("published_log_missing", file=name, folder=str(evidence)) from error
