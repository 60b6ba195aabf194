"""Public keys of OpenSSH, and the wire encoding they share with its signatures.

Sources: RFC 4251 (section 5), RFC 5656, RFC 8709, and ``PROTOCOL.u2f`` of OpenSSH.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.canonical import decode_base64, encode_base64
from releve.errors import EvidenceRefused

ED25519 = "ssh-ed25519"
ECDSA_P256 = "ecdsa-sha2-nistp256"
SK_ED25519 = "sk-ssh-ed25519@openssh.com"
SK_ECDSA_P256 = "sk-ecdsa-sha2-nistp256@openssh.com"
_HARDWARE = frozenset({SK_ED25519, SK_ECDSA_P256})
_ELLIPTIC = frozenset({ECDSA_P256, SK_ECDSA_P256})
_SUPPORTED = frozenset({ED25519, ECDSA_P256, *_HARDWARE})

_CURVE = "nistp256"
_POINT_SIZE = 65
_ED25519_SIZE = 32


def malformed(reason: str) -> EvidenceRefused:
    """Return the refusal of a key or signature whose bytes are not what they should be."""
    return EvidenceRefused("sshsig_malformed", reason=reason)


def string(data: bytes) -> bytes:
    """Write one SSH ``string``: its length as a uint32, then its bytes."""
    return len(data).to_bytes(4, "big") + data


def mpint(number: int) -> bytes:
    """Write the bytes of a positive SSH ``mpint``, without their length."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


class Reader:
    """Reads SSH wire encoding strictly; each must be closed with :meth:`end`.

    Every method raises ``EvidenceRefused`` (``sshsig_malformed``).
    """

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        """Read ``count`` bytes."""
        if count > len(self._data) - self._at:
            raise malformed("truncated")
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self) -> int:
        """Read a uint32."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """Read the bytes of a ``string``."""
        return self.take(self.number())

    def text(self) -> str:
        """Read a ``string`` of printable ASCII, which no later Unicode makes another."""
        try:
            text = self.string().decode("ascii")
        except UnicodeDecodeError:
            raise malformed("text") from None
        if not text.isprintable():
            raise malformed("text")
        return text

    def mpint(self) -> int:
        """Read a positive ``mpint`` in its shortest form."""
        data = self.string()
        number = int.from_bytes(data, "big")
        if number == 0 or data != mpint(number):
            raise malformed("mpint")
        return number

    def end(self) -> None:
        """Refuse anything left over."""
        if self._at != len(self._data):
            raise malformed("trailing_bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class SshPublicKey:
    """One key of a supported kind; equal keys have equal ``blob``."""

    kind: str
    blob: bytes
    """The key in SSH encoding: what base64 carries in an ``authorized_keys`` line."""
    material: bytes
    application: str | None
    """For ``sk-`` keys, what they were made for, usually ``ssh:``; else None."""

    @classmethod
    def read(cls, blob: bytes) -> "SshPublicKey":
        """Read a key in SSH encoding.

        Raises:
            EvidenceRefused: ``sshsig_malformed``, ``sshsig_unsupported_key``.

        """
        reader = Reader(blob)
        kind = reader.text()
        if kind not in _SUPPORTED:
            raise EvidenceRefused("sshsig_unsupported_key", type=kind)
        if kind in _ELLIPTIC and reader.text() != _CURVE:
            raise malformed("curve")
        material = reader.string()
        application = reader.text() if kind in _HARDWARE else None
        reader.end()
        if len(material) != (_POINT_SIZE if kind in _ELLIPTIC else _ED25519_SIZE):
            raise malformed("key")
        return cls(kind=kind, blob=blob, material=material, application=application)

    @classmethod
    def parse(cls, line: str) -> "SshPublicKey":
        """Read a line ``type base64 [comment]``.

        Raises:
            EvidenceRefused: ``sshsig_malformed``, ``sshsig_unsupported_key``.

        """
        fields = line.split(maxsplit=2)
        if len(fields) < 2:  # noqa: PLR2004 - type and base64
            raise malformed("key")
        try:
            blob = decode_base64(fields[1])
        except EvidenceRefused:
            raise malformed("key") from None
        key = cls.read(blob)
        if key.kind != fields[0]:
            raise malformed("key")
        return key

    @property
    def line(self) -> str:
        """The key as ``type base64``."""
        return f"{self.kind} {encode_base64(self.blob)}"

    @property
    def fingerprint(self) -> str:
        """``SHA256:…`` as ``ssh-keygen -l`` prints it."""
        return "SHA256:" + encode_base64(hashlib.sha256(self.blob).digest()).rstrip("=")

    @property
    def public(self) -> Ed25519PublicKey | ec.EllipticCurvePublicKey:
        """The key that verifies; a point off the curve raises ``sshsig_malformed``."""
        try:
            if self.kind in _ELLIPTIC:
                return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.material)
            return Ed25519PublicKey.from_public_bytes(self.material)
        except ValueError:
            raise malformed("key") from None
