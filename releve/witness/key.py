"""A witness's own key: Ed25519, type 0x04, in a file that only its owner reads.

Source of the signature: c2sp.org/tlog-cosignature, Ed25519 signed message. The file has the form
of Go's ``sumdb/note``.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from releve.canonical import decode_base64, encode_base64
from releve.errors import EvidenceRefused, UsageError
from releve.signatures.note import COSIGNATURE, VerifierKey, assemble, cosigned

FILE = "witness.key"

_PREFIX = "PRIVATE+KEY+"
_OTHERS = 0o077


class WitnessKey:
    """A named key that signs what was seen, and when."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        """Hold a key in memory.

        Raises:
            EvidenceRefused: ``note_key_malformed`` for a name that notes cannot carry.

        """
        self._private = private
        public = private.public_key().public_bytes_raw()
        self.verifier = VerifierKey(name=name, algorithm=COSIGNATURE, public_key=public)

    @classmethod
    def generate(cls, path: Path, name: str) -> "WitnessKey":
        """Make a key and write it to a new file, mode 0600 from its first instant.

        Raises:
            EvidenceRefused: ``note_key_malformed``.
            FileExistsError: a key is never overwritten.

        """
        key = cls(name, Ed25519PrivateKey.generate())
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key._stored())
            file.flush()
            os.fsync(file.fileno())
        return key

    @classmethod
    def load(cls, path: Path) -> "WitnessKey":
        """Read a key file.

        Raises:
            UsageError: ``witness_key_missing``; ``witness_key_not_private``: open to group or
                others; ``witness_key_unreadable``: any byte other than those written.

        """
        try:
            mode, data = path.stat().st_mode, path.read_bytes()
        except OSError as error:
            raise UsageError("witness_key_missing", path=str(path)) from error
        if mode & _OTHERS:
            raise UsageError("witness_key_not_private", path=str(path))
        try:
            name, _, material = data.decode().strip().removeprefix(_PREFIX).split("+", 2)
            seed = decode_base64(material)[1:]
            key = cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        except (ValueError, EvidenceRefused):
            raise UsageError("witness_key_unreadable", path=str(path)) from None
        if key._stored() != data:
            raise UsageError("witness_key_unreadable", path=str(path))
        return key

    def cosign(self, text: bytes, timestamp: int) -> bytes:
        """Return the signature line for the checkpoint ``text`` at a POSIX time in seconds.

        Whether it may be signed is decided elsewhere.
        """
        signature = self._private.sign(cosigned(text, timestamp))
        note = assemble(text, [(self.verifier, timestamp.to_bytes(8, "big") + signature)])
        return note.removeprefix(text + b"\n")

    def _stored(self) -> bytes:
        name, identity = self.verifier.name, self.verifier.key_id.hex()
        material = encode_base64(bytes([COSIGNATURE]) + self._private.private_bytes_raw())
        return f"{_PREFIX}{name}+{identity}+{material}\n".encode()
