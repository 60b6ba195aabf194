"""OpenSSH signatures of files (SSHSIG): parse, verify, and assemble.

Format: ``PROTOCOL.sshsig`` and ``PROTOCOL.u2f`` of OpenSSH. Only Ed25519, ECDSA P-256 and their
``sk-`` forms, and only the very bytes that ``ssh-keygen -Y sign`` writes: what is accepted is
rebuilt and compared. Signatures of hardware keys without user presence are refused, though
``ssh-keygen -Y verify`` takes them. ECDSA itself allows a second signature (r, n - s) for the
same message and key; it proves the same thing.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from releve.canonical import decode_base64
from releve.errors import EvidenceRefused
from releve.signatures.ssh_public_key import Reader, SshPublicKey, malformed, string

_MAGIC = b"SSHSIG"
_VERSION = 1
_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"
_END = b"-----END SSH SIGNATURE-----\n"
_COLUMNS = 70
_MAX_BYTES = 8192
_USER_PRESENT = 0x01
_ED25519_SIGNATURE_SIZE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class SshSignature:
    """What one armoured signature says, before anything is verified."""

    public_key: str
    """``type base64``: the signer's key as in an ``authorized_keys`` line, no comment."""
    namespace: str
    hash_algorithm: str
    """``sha256`` or ``sha512``."""
    signature: bytes
    """The signature in SSH encoding (algorithm, value, and for ``sk-`` flags and counter)."""


def signed_data(message: bytes, namespace: str, hash_algorithm: str = "sha512") -> bytes:
    """Return the bytes that the private key signs for ``message``.

    Raises:
        EvidenceRefused: ``sshsig_malformed``: no namespace, or an unknown hash.

    """
    if not namespace:
        raise malformed("namespace")
    if hash_algorithm not in {"sha256", "sha512"}:
        raise malformed("hash")
    digest = hashlib.new(hash_algorithm, message).digest()
    parts = (namespace.encode(), b"", hash_algorithm.encode(), digest)
    return _MAGIC + b"".join(string(part) for part in parts)


def assemble(signature: SshSignature) -> bytes:
    """Return the armoured file, byte for byte as ``ssh-keygen`` writes it.

    Raises:
        EvidenceRefused: ``sshsig_malformed``, ``sshsig_unsupported_key``.

    """
    key = SshPublicKey.parse(signature.public_key).blob
    parts = (key, signature.namespace.encode(), b"", signature.hash_algorithm.encode())
    body = b"".join(string(part) for part in (*parts, signature.signature))
    text = base64.b64encode(_MAGIC + _VERSION.to_bytes(4, "big") + body)
    lines = (text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS))
    return _BEGIN + b"\n".join(lines) + b"\n" + _END


def parse(armored: bytes) -> SshSignature:
    """Read an armoured signature. Nothing is verified.

    Raises:
        EvidenceRefused: ``sshsig_malformed``: any byte other than the canonical ones;
            ``sshsig_unsupported_key``: a type of key that Relève does not take.

    """
    framed = armored.startswith(_BEGIN) and armored.endswith(_END)
    if len(armored) > _MAX_BYTES or not framed:
        raise malformed("armor")
    reader = Reader(_body(armored[len(_BEGIN) : -len(_END)]))
    if reader.take(len(_MAGIC)) != _MAGIC or reader.number() != _VERSION:
        raise malformed("version")
    key = SshPublicKey.read(reader.string())
    namespace = reader.text()
    if reader.string():
        raise malformed("reserved")
    signature = SshSignature(
        public_key=key.line,
        namespace=namespace,
        hash_algorithm=reader.text(),
        signature=reader.string(),
    )
    reader.end()
    signed_data(b"", namespace, signature.hash_algorithm)
    if assemble(signature) != armored:
        raise malformed("another_form")
    return signature


def signer_key(armored: bytes) -> str:
    """Return the key an armoured signature claims, as ``type base64``. Nothing is verified.

    Raises:
        EvidenceRefused: as :func:`parse`.

    """
    return parse(armored).public_key


def fingerprint(public_key: str) -> str:
    """Return ``SHA256:…`` of a line ``type base64 [comment]``, as ``ssh-keygen -l`` prints it.

    Raises:
        EvidenceRefused: ``sshsig_malformed``, ``sshsig_unsupported_key``.

    """
    return SshPublicKey.parse(public_key).fingerprint


def verify(*, message: bytes, armored: bytes, public_key: str, namespace: str) -> None:
    """Verify that ``public_key`` signed ``message`` for ``namespace``.

    ``public_key`` is a line ``type base64 [comment]``. Whether that key was entitled to sign,
    and when, is not checked here.

    Raises:
        EvidenceRefused: ``sshsig_malformed``, ``sshsig_unsupported_key``, ``sshsig_wrong_key``,
            ``sshsig_wrong_namespace``, ``sshsig_no_user_presence``, ``sshsig_bad_signature``.

    """
    signature = parse(armored)
    key = SshPublicKey.parse(public_key)
    if signature.public_key != key.line:
        raise EvidenceRefused(
            "sshsig_wrong_key",
            expected=key.fingerprint,
            found=fingerprint(signature.public_key),
        )
    if signature.namespace != namespace:
        raise EvidenceRefused(
            "sshsig_wrong_namespace", expected=namespace, found=signature.namespace
        )
    to_sign = signed_data(message, namespace, signature.hash_algorithm)
    try:
        _verify_value(key, signature.signature, to_sign)
    except InvalidSignature:
        raise EvidenceRefused("sshsig_bad_signature", key=key.fingerprint) from None


def _verify_value(key: SshPublicKey, value: bytes, to_sign: bytes) -> None:
    reader = Reader(value)
    if reader.text() != key.kind:
        raise malformed("algorithm")
    raw = reader.string()
    if key.application is not None:
        flags, counter = reader.take(1), reader.take(4)
        if not flags[0] & _USER_PRESENT:
            raise EvidenceRefused("sshsig_no_user_presence")
        application = hashlib.sha256(key.application.encode()).digest()
        to_sign = application + flags + counter + hashlib.sha256(to_sign).digest()
    reader.end()
    public = key.public
    if isinstance(public, Ed25519PublicKey):
        if len(raw) != _ED25519_SIGNATURE_SIZE:
            raise malformed("signature")
        public.verify(raw, to_sign)
        return
    numbers = Reader(raw)
    r, s = numbers.mpint(), numbers.mpint()
    numbers.end()
    public.verify(encode_dss_signature(r, s), to_sign, ec.ECDSA(hashes.SHA256()))


def _body(lines: bytes) -> bytes:
    try:
        return decode_base64(lines.replace(b"\n", b"").decode("ascii"))
    except (UnicodeDecodeError, EvidenceRefused):
        raise malformed("base64") from None
