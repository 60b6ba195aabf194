"""A log's Ed25519 key in a file, signing C2SP notes."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.key_file import read_private, write_private
from releve.canonical import decode_base64, encode_base64
from releve.errors import ConnectorError, EvidenceRefused
from releve.signatures.note import ED25519, VerifierKey, assemble

_PREFIX = "PRIVATE+KEY+"


class NoteKey:
    """A named key; stored as ``PRIVATE+KEY+name+id+base64``, the form of Go's ``sumdb/note``."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        """Hold a key in memory.

        Raises:
            EvidenceRefused: ``note_key_malformed`` for a name that notes cannot carry.

        """
        self._private = private
        public = private.public_key().public_bytes_raw()
        self.verifier = VerifierKey(name=name, algorithm=ED25519, public_key=public)

    @classmethod
    def generate(cls, path: Path, name: str) -> "NoteKey":
        """Make a key and write it to ``path`` (0600).

        Raises:
            ConnectorError: ``key_file_exists``, ``key_folder_not_private``.
            EvidenceRefused: ``note_key_malformed``.

        """
        key = cls(name, Ed25519PrivateKey.generate())
        write_private(path, key._stored())
        return key

    @classmethod
    def load(cls, path: Path) -> "NoteKey":
        """Read a key file.

        Raises:
            ConnectorError: ``key_file_missing``, ``key_file_not_private``; ``key_unreadable``:
                any byte other than those :meth:`generate` writes.

        """
        data = read_private(path)
        try:
            name, _, material = data.decode().strip().removeprefix(_PREFIX).split("+", 2)
            seed = decode_base64(material)[1:]
            key = cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        except (ValueError, EvidenceRefused):
            raise ConnectorError("key_unreadable", path=str(path)) from None
        if key._stored() != data:
            raise ConnectorError("key_unreadable", path=str(path))
        return key

    @property
    def name(self) -> str:
        """The name that signature lines carry."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """The public key as ``name+id+base64``."""
        return str(self.verifier)

    def sign_note(self, text: bytes) -> bytes:
        """Return the whole signed note of ``text``, which must end with a newline.

        Raises:
            EvidenceRefused: ``note_malformed`` for a text that notes cannot carry.

        """
        return assemble(text, [(self.verifier, self._private.sign(text))])

    def _stored(self) -> bytes:
        material = encode_base64(bytes([ED25519]) + self._private.private_bytes_raw())
        return f"{_PREFIX}{self.name}+{self.verifier.key_id.hex()}+{material}\n".encode()
