"""The files beside a certificate: which there must be, and the entries they repeat in clear.

``.entry.json`` and ``.outcome.json`` are stored entries, byte for byte: with the proofs beside
them, a certificate is checked against the signed head without the rest of the ledger.
"""

from collections.abc import Iterable

from releve.errors import Fact
from releve.ledger.body import number
from releve.ledger.merkle import leaf_hash
from releve.model.evidence import EntryKind
from releve.verification.folder import Folder
from releve.verification.log import Log
from releve.verification.refusal import refuse, refusing
from releve.verification.succession import Certificate

ALWAYS = (
    ".dsse.json",
    ".pdf",
    ".tlog-proof",
    ".issued.tlog-proof",
    ".entry.json",
    ".outcome.json",
)


def files_beside(certificates: Iterable[Certificate], log: Log) -> frozenset[str]:
    """Name every file that certificates have: the tokens are those the ledger says there are.

    Raises:
        EvidenceRefused: ``ledger_entry_malformed``.

    """
    later: set[int] = set()
    for entry in log.entries:
        if entry.kind is EntryKind.CERTIFICATE_STAMPED:
            with refusing("ledger_entry_malformed", entry=entry.index):
                later.add(number(entry.body, "certificate"))
    found: set[str] = set()
    for one in certificates:
        base = f"certificates/{one.number}"
        found |= {f"{base}{suffix}" for suffix in ALWAYS}
        if log.entries[one.index].body.get("token") is not None:
            found.add(f"{base}.dsse.tst")
        if one.index in later:
            found.add(f"{base}.pdf.tst")
    return frozenset(found)


def check_repeated(one: Certificate, log: Log, folder: Folder) -> None:
    """Compare the entries repeated beside a certificate with those of the log.

    Raises:
        EvidenceRefused: ``certificate_entry_differs``, and as :meth:`Folder.read`.

    """
    for suffix, index in ((".entry.json", one.index), (".outcome.json", one.outcome)):
        file = f"certificates/{one.number}{suffix}"
        here: dict[str, Fact] = {"file": file, "entry": index, "number": one.number}
        if leaf_hash(folder.read(file)) != log.leaves[index]:
            refuse("certificate_entry_differs", **here)
