"""An OpenSSH private key in a file, signing as ``ssh-keygen -Y sign`` does."""

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

from connectors.signing.key_file import read_private, write_private
from releve.errors import ConnectorError
from releve.signatures.ssh_public_key import mpint, string
from releve.signatures.sshsig import SshSignature, assemble, signed_data

_HASH = "sha512"


class SshKey:
    """One Ed25519 or ECDSA P-256 key; both are compatible with ``ssh-keygen``."""

    def __init__(self, private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        """Hold a key in memory.

        Raises:
            ConnectorError: ``key_unsupported`` for a curve other than P-256.

        """
        if not isinstance(private, Ed25519PrivateKey) and private.curve.name != "secp256r1":
            raise ConnectorError("key_unsupported", type=private.curve.name)
        self._private = private

    @classmethod
    def load(cls, path: Path, passphrase: bytes | None = None) -> "SshKey":
        """Read a private key file in OpenSSH format.

        Raises:
            ConnectorError: ``key_file_missing``, ``key_file_not_private``; ``key_unreadable``:
                not such a file, or another passphrase; ``key_unsupported``.

        """
        try:
            private = load_ssh_private_key(read_private(path), passphrase)
        except (ValueError, TypeError):
            raise ConnectorError("key_unreadable", path=str(path)) from None
        if not isinstance(private, Ed25519PrivateKey | ec.EllipticCurvePrivateKey):
            raise ConnectorError("key_unsupported", type=type(private).__name__)
        return cls(private)

    @classmethod
    def generate(cls, path: Path, comment: str) -> "SshKey":
        """Make an Ed25519 key, write it to ``path`` (0600) and its public line to ``path.pub``.

        Raises:
            ConnectorError: ``key_file_exists``, ``key_folder_not_private``.

        """
        key = cls(Ed25519PrivateKey.generate())
        pem = key._private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
        write_private(path, pem)
        public = path.with_name(path.name + ".pub")
        public.write_text(f"{key.public_key} {comment}\n", encoding="utf-8")
        return key

    @property
    def public_key(self) -> str:
        """The public key as ``type base64``, no comment."""
        public = self._private.public_key()
        return public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")

    def sign(self, message: bytes, namespace: str) -> bytes:
        """Return the armoured signature of ``message`` for ``namespace`` (SHA-512).

        Raises:
            EvidenceRefused: ``sshsig_malformed`` for an empty namespace.

        """
        public_key = self.public_key
        to_sign = signed_data(message, namespace, _HASH)
        if isinstance(self._private, Ed25519PrivateKey):
            value = self._private.sign(to_sign)
        else:
            r, s = decode_dss_signature(self._private.sign(to_sign, ec.ECDSA(hashes.SHA256())))
            value = string(mpint(r)) + string(mpint(s))
        return assemble(
            SshSignature(
                public_key=public_key,
                namespace=namespace,
                hash_algorithm=_HASH,
                signature=string(public_key.split(" ")[0].encode()) + string(value),
            )
        )
