"""Heads that the auditor kept, or got from a witness: what is shown now must contain them.

Two heads that one key signed and that cannot be of one log are, together with the entries of one
of them, a proof of misconduct that anybody can check: ``keep`` writes them down.
"""

from dataclasses import dataclass
from pathlib import Path

from releve.errors import EvidenceRefused, UsageError
from releve.ledger.checkpoint import Checkpoint, parse
from releve.ledger.merkle import root
from releve.signatures.note import VerifierKey, open_note
from releve.textes import sentence
from releve.verification.folder import CHECKPOINT
from releve.verification.log import Log
from releve.verification.refusal import refuse

_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHead:
    """A signed head kept from before; nothing is verified yet."""

    file: str
    note: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two signed heads that one log cannot have: the one seen before, and the one shown."""

    seen: SeenHead
    shown: bytes


def read_seen(path: Path) -> SeenHead:
    """Read a head kept in a file.

    Raises:
        UsageError: ``seen_unreadable``.

    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("seen_unreadable", path=str(path)) from error
    return SeenHead(file=str(path), note=data)


def check_seen(log: Log, seen: SeenHead, keys: tuple[VerifierKey, ...]) -> None:
    """Verify that a log contains a head seen before, signed by one of ``keys``.

    Raises:
        UsageError: ``seen_refused``: not a head of this log signed by its key; it tells nothing
            about the evidence.
        EvidenceRefused: ``log_truncated``, ``log_forked``: with both heads, a proof.

    """
    head = _opened(log, seen, keys)
    if head.size > log.size:
        refuse("log_truncated", file=CHECKPOINT, size=log.size, minimum=head.size, seen=seen.file)
    if root(log.leaves[: head.size]) != head.root:
        refuse("log_forked", file=CHECKPOINT, size=log.size, minimum=head.size, seen=seen.file)


def keep(folder: Path, both: Contradiction) -> None:
    """Write both heads to a folder of their own, with a word in French.

    Raises:
        UsageError: ``proof_not_kept``: the folder holds something already, or cannot be written.

    """
    files = {
        "vue.checkpoint": both.seen.note,
        "presentee.checkpoint": both.shown,
        "LISEZMOI.txt": f"{sentence('proof_readme', {})}\n".encode(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError("proof_not_kept", path=str(folder))
        for name, data in files.items():
            with (folder / name).open("xb") as file:
                file.write(data)
    except OSError as error:
        raise UsageError("proof_not_kept", path=str(folder)) from error


def _opened(log: Log, seen: SeenHead, keys: tuple[VerifierKey, ...]) -> Checkpoint:
    try:
        head = parse(open_note(seen.note, keys).text)
    except EvidenceRefused as error:
        raise UsageError("seen_refused", path=seen.file, cause=error.code) from None
    if head.origin != log.origin:
        raise UsageError("seen_refused", path=seen.file, cause="checkpoint_wrong_origin")
    return head
