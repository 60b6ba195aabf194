"""Witnesses (*témoins cosignataires*): the current head with their cosignatures, and how many.

Nothing irreversible is begun before enough of them cosigned the head that holds its intent: from
then on nobody, the performer included, can show them a log without it.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flows.desk import Desk
from releve.errors import ConnectorUnavailable, ReleveError, StepRefused
from releve.ledger.checkpoint import parse
from releve.ledger.merkle import consistency_proof
from releve.ports import HeadWitness
from releve.signatures.note import VerifierKey, lines_by

KEPT = "cosigned.note"
"""The last head that witnesses cosigned, in the workspace. It can be lost: they are asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessedHead:
    """The current signed head, and what each witness of the adopted plan answered."""

    note: bytes
    """The head with the log's signature, then a line for each witness that cosigned, in order."""
    cosigned: tuple[str, ...]
    failed: Mapping[str, ReleveError]


def cosign_head(desk: Desk) -> WitnessedHead:
    """Return the current signed head with each cosignature there is: given now, or kept.

    A head that was cosigned once stays so, with the same bytes: what witnesses gave first is kept
    in the workspace, also for when they are silent. Lines stand in the order of the plan.

    Raises ``LedgerError`` as the ledger does.
    """
    found = witnessed(desk)
    file = desk.workspace.folder / KEPT
    kept = file.read_bytes() if file.exists() else b""
    if not found.note or kept[: kept.rfind(b"\n\n")] != found.note[: found.note.rfind(b"\n\n")]:
        kept = b""
    planned = desk.memory.plan.witnesses if found.note else None
    lines: dict[str, bytes] = {}
    for one in planned.keys if planned is not None else ():
        if one.key is not None:
            key = VerifierKey.parse(one.key)
            line = (lines_by(kept, [key]) if kept else b"") or lines_by(found.note, [key])
            lines |= {one.id: line} if line else {}
    own = lines_by(found.note, [desk.keys.log.verifier]) if found.note else b""
    note = found.note[: found.note.rfind(b"\n\n") + 2] + own + b"".join(lines.values())
    if lines:
        fresh = file.with_name(f".{KEPT}.new")
        fresh.write_bytes(note)
        fresh.replace(file)
    return WitnessedHead(
        note=note if found.note else b"", cosigned=tuple(lines), failed=found.failed
    )


def require_witnesses(desk: Desk) -> None:
    """Refuse unless enough witnesses of the adopted plan cosign the current head, now.

    Raises ``StepRefused`` ``witnesses_missing`` with how many cosigned (``have``), how many must
    (``need``), which did not answer (``silent``) and which answered no (``refused``).
    """
    plan = desk.memory.plan
    if plan.witnesses is None:
        return
    found = witnessed(desk)
    need = plan.witnesses.threshold
    if len(found.cosigned) >= need:
        return
    silent = [one.id for one in plan.witnesses.keys if one.id not in found.cosigned]
    refused = [
        name for name, error in found.failed.items() if not isinstance(error, ConnectorUnavailable)
    ]
    raise StepRefused(
        "witnesses_missing",
        have=len(found.cosigned),
        need=need,
        silent=tuple(name for name in silent if name not in refused) or None,
        refused=tuple(refused) or None,
    )


def witnessed(desk: Desk) -> WitnessedHead:
    """Show the current signed head to every witness, all at once, and gather their answers."""
    note = desk.ledger.checkpoint()
    known = desk.memory.refresh().plan is not None
    asked = desk.witnesses() if known and note else {}
    if not asked:
        return WitnessedHead(note=note, cosigned=(), failed={})
    size = parse(note[: note.rindex(b"\n\n") + 1]).size
    tree = desk.tree
    tree.follow(desk.ledger.raw(tree.size, size))

    def consistency(old: int) -> list[bytes]:
        return consistency_proof(tree.hash_at, old, size)

    with ThreadPoolExecutor(len(asked)) as pool:
        answers = [pool.submit(_ask, one, note, consistency) for one in asked.values()]
    lines: dict[str, bytes] = {}
    failed: dict[str, ReleveError] = {}
    for name, answer in zip(asked, answers, strict=True):
        told = answer.result()
        if isinstance(told, ReleveError):
            failed[name] = told
        else:
            lines[name] = told
    return WitnessedHead(note=note + b"".join(lines.values()), cosigned=tuple(lines), failed=failed)


def _ask(
    witness: HeadWitness, note: bytes, consistency: Callable[[int], list[bytes]]
) -> bytes | ReleveError:
    try:
        return witness.cosign(note, consistency)
    except ReleveError as error:
        return error
