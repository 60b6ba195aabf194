"""What a store needs in order to sign its head."""

from typing import Protocol

from releve.signatures.note import VerifierKey


class CheckpointSigner(Protocol):
    """The log's key, whose name is the ledger's origin."""

    @property
    def verifier(self) -> VerifierKey:
        """The public key, under its name."""

    def sign_note(self, text: bytes) -> bytes:
        """Return the whole signed note (C2SP ``signed-note``) of ``text``."""
