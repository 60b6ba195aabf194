"""C2SP signed notes: the signatures of logs (Ed25519, type 0x01) and of witnesses (0x04).

Sources: c2sp.org/signed-note and c2sp.org/tlog-cosignature. As the first requires, signatures by
unknown keys are ignored; they are counted, so that a caller may refuse them.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from releve.canonical import decode_base64, encode_base64, parse_hex
from releve.errors import EvidenceRefused

ED25519 = 0x01
COSIGNATURE = 0x04

_KEY_SIZE = 32
_SIGNATURE_SIZE = 64
_ID_SIZE = 4
_TIME_SIZE = 8
_MAX_BYTES = 1024 * 1024
_MAX_SIGNATURES = 100
_DASH = "— "


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifierKey:
    """A named public key, as ``name+id+base64`` (vkey)."""

    name: str
    algorithm: int
    """:data:`ED25519` or :data:`COSIGNATURE`."""
    public_key: bytes
    """32 bytes (RFC 8032)."""

    def __post_init__(self) -> None:
        """Refuse a key that could not be written as a vkey (``note_key_malformed``)."""
        check_name(self.name)
        known = self.algorithm in {ED25519, COSIGNATURE}
        if not known or len(self.public_key) != _KEY_SIZE:
            raise EvidenceRefused("note_key_malformed", reason="algorithm")

    @classmethod
    def parse(cls, vkey: str) -> "VerifierKey":
        """Read a vkey.

        Raises:
            EvidenceRefused: ``note_key_malformed``, ``malformed_hex``, ``malformed_base64``.

        """
        fields = vkey.split("+", 2)
        if len(fields) != 3:  # noqa: PLR2004 - name, id, key
            raise EvidenceRefused("note_key_malformed", reason="fields")
        material = decode_base64(fields[2])
        if not material:
            raise EvidenceRefused("note_key_malformed", reason="algorithm")
        key = cls(name=fields[0], algorithm=material[0], public_key=material[1:])
        if key.key_id != parse_hex(fields[1], _ID_SIZE):
            raise EvidenceRefused("note_key_malformed", reason="key_id")
        return key

    @property
    def key_id(self) -> bytes:
        """First 4 bytes of SHA-256(name || newline || algorithm || public key)."""
        return key_id(self.name, self.algorithm, self.public_key)

    def __str__(self) -> str:
        """Write the vkey that :meth:`parse` reads."""
        material = bytes([self.algorithm]) + self.public_key
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(material)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature that was verified."""

    key: VerifierKey
    timestamp: int | None
    """For a cosignature, the POSIX time in seconds that the witness signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text that at least one known key signed."""

    text: bytes
    signatures: tuple[NoteSignature, ...]
    unverified: int
    """Number of signature lines by keys that the caller does not know."""


def check_name(name: str) -> None:
    """Refuse a key name that a note could not carry.

    Raises:
        EvidenceRefused: ``note_key_malformed``: empty, or holding a space, ``+`` or a control.

    """
    if not name or any(c.isspace() or c == "+" or c < " " for c in name) or not _encodes(name):
        raise EvidenceRefused("note_key_malformed", reason="name")


def key_id(name: str, algorithm: int, public_key: bytes) -> bytes:
    """Return the 4-byte id that a signature line carries for this key."""
    material = name.encode() + b"\n" + bytes([algorithm]) + public_key
    return hashlib.sha256(material).digest()[:_ID_SIZE]


def cosigned(text: bytes, timestamp: int) -> bytes:
    """Return the bytes a witness signs for the checkpoint ``text`` at a POSIX time in seconds."""
    return b"cosignature/v1\ntime %d\n%s" % (timestamp, text)


def assemble(text: bytes, signatures: Iterable[tuple[VerifierKey, bytes]]) -> bytes:
    """Return the note: ``text``, a blank line, one line per signature. Nothing is verified.

    Raises:
        EvidenceRefused: ``note_malformed``: a text that notes cannot carry, or no signature.

    """
    lines = "".join(
        f"{_DASH}{key.name} {encode_base64(key.key_id + value)}\n" for key, value in signatures
    )
    data = text + b"\n" + lines.encode()
    if _split(data)[0] != text:
        raise _malformed("text")
    return data


def lines_by(data: bytes, keys: Iterable[VerifierKey]) -> bytes:
    """Return the signature lines of a note that bear the name and id of ``keys``, verbatim.

    Nothing is verified.

    Raises:
        EvidenceRefused: ``note_malformed``.

    """
    wanted = {(key.name, key.key_id) for key in keys}
    return "".join(
        f"{_DASH}{name} {encode_base64(identity + value)}\n"
        for name, identity, value in _split(data)[1]
        if (name, identity) in wanted
    ).encode()


def open_note(data: bytes, keys: Iterable[VerifierKey]) -> Note:
    """Return the text of a note with the signatures by ``keys``, all verified.

    Raises:
        EvidenceRefused: ``note_malformed``; ``note_bad_signature``: a known key's line does not
            verify; ``note_unsigned``: no line by a known key; ``note_key_ambiguous``: two of
            ``keys`` share name and id.

    """
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.key_id), key) != key:
            raise EvidenceRefused("note_key_ambiguous", name=key.name)
    text, lines = _split(data)
    verified: list[NoteSignature] = []
    for name, identity, value in lines:
        if signer := known.get((name, identity)):
            if any(each.key == signer for each in verified):
                raise _malformed("repeated_signature")
            verified.append(_verified(text, signer, value))
    if not verified:
        raise EvidenceRefused("note_unsigned")
    return Note(text=text, signatures=tuple(verified), unverified=len(lines) - len(verified))


def _verified(text: bytes, key: VerifierKey, value: bytes) -> NoteSignature:
    refusal = EvidenceRefused("note_bad_signature", name=key.name, key_id=key.key_id.hex())
    timestamp, signed = None, text
    if key.algorithm == COSIGNATURE:
        timestamp = int.from_bytes(value[:_TIME_SIZE], "big")
        value = value[_TIME_SIZE:]
        signed = cosigned(text, timestamp)
    if len(value) != _SIGNATURE_SIZE or (timestamp or 0) >= 2**63:
        raise refusal
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(value, signed)
    except (InvalidSignature, ValueError):
        raise refusal from None
    return NoteSignature(key=key, timestamp=timestamp)


def _split(data: bytes) -> tuple[bytes, list[tuple[str, bytes, bytes]]]:
    if len(data) > _MAX_BYTES:
        raise _malformed("too_large")
    if any(byte < 0x20 and byte != 0x0A for byte in data):  # noqa: PLR2004 - space, newline
        raise _malformed("control_character")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("not_utf8") from None
    text, blank, signatures = data.rpartition(b"\n\n")
    lines = signatures.decode().split("\n")
    if not blank or lines.pop() or not 0 < len(lines) <= _MAX_SIGNATURES:
        raise _malformed("signatures")
    return text + b"\n", [_line(line) for line in lines]


def _line(line: str) -> tuple[str, bytes, bytes]:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise _malformed("signature_line")
    try:
        check_name(name)
        value = decode_base64(encoded)
    except EvidenceRefused:
        raise _malformed("signature_line") from None
    if len(value) <= _ID_SIZE:
        raise _malformed("signature_line")
    return name, value[:_ID_SIZE], value[_ID_SIZE:]


def _encodes(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _malformed(reason: str) -> EvidenceRefused:
    return EvidenceRefused("note_malformed", reason=reason)
