"""An Ed25519 key in a file, signing DSSE envelopes for an organisation or for the tool."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from connectors.signing.key_file import read_private, write_private
from releve.canonical import encode_base64, hex_digest
from releve.errors import ConnectorError
from releve.signatures.dsse import Signature, assemble, pae


class DsseKey:
    """One key, stored as PEM (PKCS #8); ``keyid`` is the SHA-256 of the raw public key."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        """Hold a key in memory."""
        self._private = private

    @classmethod
    def generate(cls, path: Path) -> "DsseKey":
        """Make a key and write it to ``path`` (0600).

        Raises:
            ConnectorError: ``key_file_exists``, ``key_folder_not_private``.

        """
        key = cls(Ed25519PrivateKey.generate())
        pem = key._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_private(path, pem)
        return key

    @classmethod
    def load(cls, path: Path) -> "DsseKey":
        """Read a key file.

        Raises:
            ConnectorError: ``key_file_missing``, ``key_file_not_private``, ``key_unreadable``,
                ``key_unsupported`` for anything but Ed25519.

        """
        try:
            private = load_pem_private_key(read_private(path), None)
        except (ValueError, TypeError):
            raise ConnectorError("key_unreadable", path=str(path)) from None
        if not isinstance(private, Ed25519PrivateKey):
            raise ConnectorError("key_unsupported", type=type(private).__name__)
        return cls(private)

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The key that verifies."""
        return self._private.public_key()

    @property
    def public(self) -> str:
        """The raw 32-byte public key in base64."""
        return encode_base64(self.public_key.public_bytes_raw())

    @property
    def keyid(self) -> str:
        """SHA-256 of the raw public key, 64 lower-case hexadecimal digits."""
        return hex_digest(self.public_key.public_bytes_raw())

    def signature(self, payload: bytes, payload_type: str) -> Signature:
        """Return one signature, to be assembled with those of other keys."""
        return Signature(keyid=self.keyid, sig=self._private.sign(pae(payload_type, payload)))

    def sign(self, payload: bytes, payload_type: str) -> bytes:
        """Return the canonical envelope of ``payload`` with this key's signature alone."""
        return assemble(payload, payload_type, [self.signature(payload, payload_type)])
