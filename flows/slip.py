"""An elimination slip that comes back: transcribed by two people, each alone, then recorded whole.

Each transcriber fills in a form from the paper and signs it, and signs with it the visa that every
line becomes. The return is recorded only where both say the same of every line of the slip that
stands: one entry ``slip_returned`` and one act ``visa`` a line, in one append.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.inbox import Deposit, drafts_of
from flows.memory import Memory
from flows.signatures import check_named, keys_of
from flows.transcription import agreed, standing, visas_of
from releve.canonical import digest
from releve.errors import ActRefused
from releve.model.acts import Act
from releve.model.evidence import Draft, Entry, EntryKind, JsonValue
from releve.model.ids import PLAN_SUBJECT
from releve.model.slip import (
    DecidedLine,
    LineDecision,
    Transcription,
    namespace,
    parse_transcription,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What one transcriber hands in: the form, its signature, and one a line, by line number."""

    form: bytes
    signature: bytes
    visas: Mapping[int, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A return as it now is recorded; ``fresh`` unless it already was."""

    index: int
    granted: int
    refused: int
    fresh: bool


def return_slip(desk: Desk, number: str, scan: Path, bundles: Sequence[Bundle]) -> Returned:
    """Record the return of a slip, whole or not at all; a repeated one changes nothing.

    Raises:
        ActRefused: the ``slip_…`` codes, those of signatures and of the visas' admission.
        StateMoved: somebody wrote meanwhile; return it again.

    """
    memory = desk.memory
    memory.refresh()
    image = scan.read_bytes() if scan.is_file() else b""
    if not image:
        raise ActRefused("slip_scan_missing", path=str(scan))
    told = agreed([parse_transcription(one.form) for one in bundles], number)
    before = _recorded(memory, number)
    if before is not None:
        return _again(before, told[0], image, bundles)
    visas = visas_of(memory, told[0])
    for one in told[1:]:
        visas_of(memory, one)
    keys = [_signed(memory, one, bundle) for one, bundle in zip(told, bundles, strict=True)]
    drafts: list[Draft] = []
    documents = [image]
    for line, visa in zip(told[0].lines, visas, strict=True):
        entries, kept = drafts_of(desk, _deposit(line, visa, told, bundles, image))
        drafts += entries
        documents += kept
    documents += [part for one in bundles for part in (one.form, one.signature)]
    body = _body(memory, told, visas, keys, bundles, image)
    entry = Draft(
        kind=EntryKind.SLIP_RETURNED, subject=PLAN_SUBJECT, actor=told[0].transcriber, body=body
    )
    recorded = memory.record([entry, *drafts], documents=documents)
    return _summary(recorded[0].index, told[0].lines, fresh=True)


def _signed(memory: Memory, told: Transcription, bundle: Bundle) -> str:
    """Return the fingerprint of the transcriber's key that signed the form."""
    key = check_named(
        bundle.form,
        bundle.signature,
        namespace=namespace(memory.plan.realm),
        keys=keys_of(memory.plan, told.transcriber),
    )
    if key in memory.state.revoked:
        raise ActRefused("signature_of_revoked_key", key=key, signer=told.transcriber)
    return key


# ------------------------------------------------------------------------------ what is recorded


def _deposit(
    line: DecidedLine,
    visa: Act,
    told: Sequence[Transcription],
    bundles: Sequence[Bundle],
    image: bytes,
) -> Deposit:
    number = line.issued.line
    signatures = []
    for one, bundle in zip(told, bundles, strict=True):
        if number not in bundle.visas:
            path = f"{visa_name(number)}.sig"
            raise ActRefused("slip_signature_missing", path=path, transcriber=one.transcriber)
        signatures.append((one.transcriber, bundle.visas[number]))
    return Deposit(
        file=Path(visa_name(number)),
        data=visa.file_bytes(),
        signatures=tuple(signatures),
        scan=image,
        paper=True,
    )


def visa_name(line: int) -> str:
    """Return the name of the file of a line's visa."""
    return f"ligne-{line}.txt"


def _body(
    memory: Memory,
    told: Sequence[Transcription],
    visas: Sequence[Act],
    keys: Sequence[str],
    bundles: Sequence[Bundle],
    image: bytes,
) -> dict[str, JsonValue]:
    first = told[0]
    slip = standing(memory, first.slip)
    return {
        "bordereau": slip.number,
        "issued": slip.index,
        "document": slip.statement,
        "content": slip.content,
        "scan": digest(image),
        "director": first.director,
        "signed_on": first.signed_on.isoformat(),
        "original": first.original,
        "lines": [
            {
                "line": one.issued.line,
                "asset": one.issued.asset,
                "decision": one.decision.value,
                "observations": one.observations,
                "act": digest(visa.file_bytes()),
            }
            for one, visa in zip(first.lines, visas, strict=True)
        ],
        "transcribers": [one.transcriber for one in told],
        "transcriptions": [
            {
                "by": one.transcriber,
                "key": key,
                "file": digest(bundle.form),
                "signature": digest(bundle.signature),
            }
            for one, key, bundle in zip(told, keys, bundles, strict=True)
        ],
    }


def _recorded(memory: Memory, number: str) -> Entry | None:
    return next(
        (
            one
            for one in memory.entries()
            if one.kind is EntryKind.SLIP_RETURNED and one.body.get("bordereau") == number
        ),
        None,
    )


def _again(before: Entry, told: Transcription, image: bytes, bundles: Sequence[Bundle]) -> Returned:
    """Return what is recorded if these are the very files it was recorded from."""
    listed = before.body["transcriptions"]
    kept = listed if isinstance(listed, list) else []
    files = {str(one["file"]) for one in kept if isinstance(one, Mapping)}
    same = {digest(one.form) for one in bundles} == files and before.body["scan"] == digest(image)
    if not same:
        raise ActRefused("slip_already_returned", number=told.slip, entry=before.index)
    return _summary(before.index, told.lines, fresh=False)


def _summary(index: int, lines: Sequence[DecidedLine], *, fresh: bool) -> Returned:
    granted = sum(one.decision is LineDecision.GRANTED for one in lines)
    return Returned(index=index, granted=granted, refused=len(lines) - granted, fresh=fresh)
