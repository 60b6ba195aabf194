"""``certificates/``: each certificate with what it takes to check it away from the rest.

Beside the statement and the PDF stand their timestamps, the two entries that matter as they were
hashed, and the proofs that these are under the signed head.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from releve.errors import EvidenceRefused
from releve.ledger import checkpoint as checkpoints
from releve.ledger.body import number, optional_text, text
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels
from releve.model.evidence import Entry, EntryKind

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,239}")


def certificate_files(
    entries: Sequence[Entry],
    raw: Sequence[bytes],
    note: bytes,
    document: Callable[[str], bytes],
    held: Callable[[Entry], bool],
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the certificates that ``held`` keeps, under the head ``note``.

    ``raw`` are the bytes of ``entries``; ``document`` reads one by its digest.

    Raises:
        EvidenceRefused: ``certificate_name_refused``, ``entry_malformed``.

    """
    hash_at = levels([leaf_hash(data) for data in raw])
    stamped = _stamped(entries)

    def proof(index: int) -> bytes:
        path = inclusion_proof(hash_at, index, len(raw))
        return checkpoints.proof_file(index=index, hashes=path, checkpoint=note)

    for entry in entries:
        if entry.kind is not EntryKind.CERTIFICATE_ISSUED or not held(entry):
            continue
        body, about = entry.body, number(entry.body, "outcome")
        stem = f"certificates/{checked_name(text(body, 'number'))}"
        token = optional_text(body, "token")
        yield f"{stem}.dsse.json", document(text(body, "statement"))
        if token is not None:
            yield f"{stem}.dsse.tst", document(token)
        yield f"{stem}.pdf", document(text(body, "pdf"))
        if entry.index in stamped:
            yield f"{stem}.pdf.tst", document(stamped[entry.index])
        yield f"{stem}.entry.json", raw[entry.index]
        yield f"{stem}.issued.tlog-proof", proof(entry.index)
        yield f"{stem}.outcome.json", raw[about]
        yield f"{stem}.tlog-proof", proof(about)


def checked_name(name: str) -> str:
    """Return a certificate's number once it can be a file's name.

    Raises:
        EvidenceRefused: ``certificate_name_refused``.

    """
    if not _NAME.fullmatch(name):
        raise EvidenceRefused("certificate_name_refused", name=name)
    return name


def _stamped(entries: Sequence[Entry]) -> dict[int, str]:
    """Return the first token that each PDF got after its issuance, by entry of issuance."""
    found: dict[int, str] = {}
    for entry in entries:
        if entry.kind is EntryKind.CERTIFICATE_STAMPED:
            found.setdefault(number(entry.body, "certificate"), text(entry.body, "token"))
    return found
