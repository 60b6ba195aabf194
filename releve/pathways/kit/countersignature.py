"""The DAC's signature under transcoding tables: verified before a kit carries it.

It is no act of the ledger: it opens and closes nothing of the plan. What a wrong table does to a
pathway is found where it is done, when what the successor loaded is compared in our codes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from releve.errors import EvidenceRefused
from releve.pathways.kit.transcoding import (
    STATEMENT,
    Agreement,
    listed,
    namespace,
    read_tables,
    statement,
)
from releve.signatures import sshsig

SIGNATURE = f"{STATEMENT}.sig"
ALLOWED = "signataires"
PRINCIPAL = "dac"
"""How ``signataires`` names the signer, for one command that is the same in every kit."""

Signers = Mapping[str, Sequence[str]]
"""The keys, ``type base64``, of each person who may sign, by id of the roster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that verified: by whom, with which key, and its bytes."""

    by: str
    key: str
    armored: bytes
    space: str

    @property
    def fingerprint(self) -> str:
        """The key as ``ssh-keygen -l`` shows it."""
        return sshsig.fingerprint(self.key)

    def files(self) -> Mapping[str, bytes]:
        """Return what stands beside the statement, so that ``ssh-keygen -Y verify`` is enough."""
        allowed = f'{PRINCIPAL} namespaces="{self.space}" {self.key} {self.by}\n'
        return {SIGNATURE: self.armored, ALLOWED: allowed.encode()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcoding:
    """The tables of a kit, and the signature under their statement, if there is one yet."""

    files: Mapping[str, bytes]
    signature: Signature | None = None


def open_tables(folder: Path, agreed: Agreement, signers: Signers) -> Transcoding:
    """Read tables that came back; with a signature beside them, nothing may differ from it.

    Without one they are written again in our form, to be signed. A signature on paper is not
    looked for.

    Raises:
        EvidenceRefused: as :func:`read_tables`; ``transcoding_differs`` with ``file``: not what
            these tables, these names and this realm give; ``transcoding_signer_unknown`` with
            ``key``; ``transcoding_signature_refused`` with ``cause``.

    """
    files = read_tables(folder)
    sealed = folder / SIGNATURE
    if not sealed.is_file():
        return Transcoding(files=files)
    path = folder / STATEMENT
    told = path.read_bytes() if path.is_file() else b""
    for name, data in files.items():
        if (folder / name).read_bytes() != data or listed(name, data) not in told:
            raise EvidenceRefused("transcoding_differs", file=name)
    if told != statement(files, agreed):
        raise EvidenceRefused("transcoding_differs", file=STATEMENT)
    signature = _verified(sealed.read_bytes(), told, namespace(agreed.realm), signers)
    return Transcoding(files=files, signature=signature)


def _verified(armored: bytes, told: bytes, space: str, signers: Signers) -> Signature:
    try:
        key = sshsig.signer_key(armored)
        sshsig.verify(message=told, armored=armored, public_key=key, namespace=space)
    except EvidenceRefused as error:
        raise EvidenceRefused("transcoding_signature_refused", cause=error.code) from error
    by = next((one for one, keys in signers.items() if key in keys), None)
    if by is None:
        raise EvidenceRefused("transcoding_signer_unknown", key=sshsig.fingerprint(key))
    return Signature(by=by, key=key, armored=armored, space=space)
