"""The witness: what it may cosign is a pure decision; the rest is remembering before answering.

A cosignature says: at this instant, the largest head I saw of this log has this root, and it
extends every head I cosigned before. It says nothing about what the entries tell.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from releve.errors import EvidenceRefused, Fact
from releve.ledger.checkpoint import Checkpoint, parse
from releve.ledger.merkle import EMPTY_ROOT, verify_consistency
from releve.model.time import instant_text
from releve.signatures.note import VerifierKey, lines_by, open_note
from releve.witness.key import WitnessKey
from releve.witness.refusals import Refusals
from releve.witness.request import AddCheckpoint
from releve.witness.state import Seen, SeenHeads

_TOLERATED = 60
"""Seconds that the witness's clock may step back: it then signs the last instant again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """What was cosigned, and the line to give back."""

    head: Checkpoint
    at: int
    line: bytes
    note: bytes
    """The head with the log's signature and ours alone."""


def judge(seen: Seen | None, head: Checkpoint, *, old: int, proof: Sequence[bytes]) -> None:
    """Refuse a head that is not proven to extend the one seen. Pure.

    ``head`` is of the log that ``seen`` is about; its signature was verified before.

    Raises:
        EvidenceRefused: ``witness_old_beyond``: ``old`` larger than the head; ``witness_fork``:
            same size, another root; ``witness_rollback``: smaller than what was seen;
            ``witness_old_differs``: ``old`` is not the size seen; ``witness_proof_refused``. The
            facts hold ``size``, the head's, and ``seen``, ours.

    """
    known = seen.size if seen is not None else 0
    root = seen.root if seen is not None else EMPTY_ROOT
    facts: dict[str, Fact] = {
        "origin": head.origin,
        "size": head.size,
        "seen": known,
        "old": old,
    }
    if old > head.size:
        raise EvidenceRefused("witness_old_beyond", **facts)
    if head.size == known and head.root != root:
        raise EvidenceRefused("witness_fork", **facts)
    if head.size < known:
        raise EvidenceRefused("witness_rollback", **facts)
    if old != known:
        raise EvidenceRefused("witness_old_differs", **facts)
    try:
        _check_proof(old, root, head, proof)
    except EvidenceRefused:
        raise EvidenceRefused("witness_proof_refused", **facts) from None


def _check_proof(old: int, root: bytes, head: Checkpoint, proof: Sequence[bytes]) -> None:
    """Verify a consistency proof; from nothing to anything it must be empty."""
    if old > 0 or head.size == 0:
        verify_consistency(size1=old, root1=root, size2=head.size, root2=head.root, proof=proof)
    elif proof:
        raise EvidenceRefused("consistency_refused", size1=old, size2=head.size)


class Witness:
    """One witness: its key, the logs it knows, what it saw, what it refused."""

    def __init__(
        self,
        key: WitnessKey,
        logs: Sequence[VerifierKey],
        heads: SeenHeads,
        refusals: Refusals,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Hold the parts; ``clock`` gives POSIX seconds."""
        self.key = key
        self.logs = tuple(logs)
        self.heads = heads
        self.refusals = refusals
        self._clock = clock

    def cosign(self, request: AddCheckpoint) -> Cosigned:
        """Cosign a head that extends what was seen; the new memory is durable before the return.

        A head refused because the log shows two histories is kept (:mod:`releve.witness.refusals`).

        Raises:
            EvidenceRefused: ``note_malformed``, ``checkpoint_malformed``; ``witness_log_unknown``;
                ``witness_head_unsigned``: no signature by a known key of this log; as
                :func:`judge`; ``witness_clock_went_back``.
            LedgerError: ``witness_state_unusable``, ``witness_refusal_not_kept``.

        """
        head, text, signed = self._opened(request.note)
        seen: Seen | None = None
        line = b""

        def decide(known: Seen | None) -> Seen:
            nonlocal seen, line
            seen = known
            judge(known, head, old=request.old, proof=request.proof)
            at = self._now(known)
            line = self.key.cosign(text, at)
            note = text + b"\n" + signed + line
            return Seen(origin=head.origin, size=head.size, root=head.root, note=note, at=at)

        try:
            new = self.heads.replace(head.origin, decide)
        except EvidenceRefused as refusal:
            self.refusals.keep(refusal.code, seen, head, request, at=int(self._clock()))
            raise
        return Cosigned(head=head, at=new.at, line=line, note=new.note)

    def _opened(self, note: bytes) -> tuple[Checkpoint, bytes, bytes]:
        """Return a head, its text, and the lines by which the log signed it."""
        lines_by(note, ())
        text = note[: note.rindex(b"\n\n") + 1]
        head = parse(text)
        keys = [key for key in self.logs if key.name == head.origin]
        if not keys:
            raise EvidenceRefused("witness_log_unknown", origin=head.origin)
        try:
            open_note(note, keys)
        except EvidenceRefused as error:
            raise EvidenceRefused(
                "witness_head_unsigned", origin=head.origin, cause=error.code
            ) from None
        return head, text, lines_by(note, keys)

    def _now(self, known: Seen | None) -> int:
        now, last = int(self._clock()), known.at if known is not None else 0
        if now < last - _TOLERATED:
            facts = {"now": _instant(now), "last": _instant(last)}
            raise EvidenceRefused("witness_clock_went_back", **facts)
        return max(now, last)


def _instant(at: int) -> str:
    return instant_text(datetime.fromtimestamp(at, UTC))
