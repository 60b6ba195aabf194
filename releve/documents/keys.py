"""``keys/``: every public key of an evidence folder, each in the forms that common tools read.

They are conveniences: who is to be trusted is said by ``trust.json``, which comes by another way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from releve.canonical import decode_base64
from releve.documents.signers import allowed_signers
from releve.model.plan import Plan
from releve.signatures.note import VerifierKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """PEM certificates under which seals and timestamps are to be accepted; possibly none."""

    seal: tuple[str, ...] = ()
    timestamp: tuple[str, ...] = ()


def key_files(
    plans: Iterable[Plan], *, vkey: str, seal_public: str, authorities: Authorities
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content: the log's key, the DSSE key, those of the people, authorities.

    Raises:
        EvidenceRefused: ``note_key_malformed``, ``malformed_hex``, ``malformed_base64``.
        ValueError: ``seal_public`` is not 32 bytes.

    """
    yield "keys/log.vkey", f"{vkey}\n".encode()
    yield "keys/log.pem", _pem(VerifierKey.parse(vkey).public_key)
    yield "keys/seal.pub", f"{seal_public}\n".encode()
    yield "keys/seal.pem", _pem(decode_base64(seal_public))
    yield "keys/allowed_signers", allowed_signers(plans)
    if authorities.seal:
        yield "keys/seal-authorities.pem", "".join(authorities.seal).encode()
    if authorities.timestamp:
        yield "keys/timestamp-authorities.pem", "".join(authorities.timestamp).encode()


def _pem(raw: bytes) -> bytes:
    """Return a raw Ed25519 key as SPKI PEM (RFC 8410, RFC 7468)."""
    key = Ed25519PublicKey.from_public_bytes(raw)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
