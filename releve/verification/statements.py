"""What certificates and papers share: who may seal a statement, and the head it was made under."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.errors import EvidenceRefused, ReleveError
from releve.ledger.checkpoint import Checkpoint, open_checkpoint
from releve.ledger.merkle import root
from releve.signatures.note import VerifierKey
from releve.verification.folder import SEAL_KEY, Folder
from releve.verification.log import Log
from releve.verification.refusal import refuse, refusing
from releve.verification.trust import Trust, seal_verifiers


def seals_of(folder: Folder, trust: Trust | None) -> dict[str, Ed25519PublicKey]:
    """Return the keys that seal statements: those trusted, else the one the folder names.

    Raises:
        EvidenceRefused: ``certificate_seal_key_malformed``.

    """
    if trust is not None:
        return seal_verifiers(trust.seal_keys)
    with refusing("certificate_seal_key_malformed", file=SEAL_KEY):
        return seal_verifiers((folder.read(SEAL_KEY).decode("ascii").removesuffix("\n"),))


def past_head(note: bytes, log: Log, keys: tuple[VerifierKey, ...], *, before: int) -> Checkpoint:
    """Return a head signed by one of the keys, that is a past of this log before an entry.

    Raises:
        EvidenceRefused: ``checkpoint_not_of_this_log``, ``checkpoint_unsigned``, or as
            :func:`releve.ledger.checkpoint.open_checkpoint`.

    """
    failure: ReleveError = EvidenceRefused("checkpoint_unsigned")
    for key in keys:
        try:
            head = open_checkpoint(note, log_key=key)
        except ReleveError as error:
            failure = error
            continue
        if not 0 < head.size <= before or root(log.leaves[: head.size]) != head.root:
            refuse("checkpoint_not_of_this_log")
        return head
    raise failure
