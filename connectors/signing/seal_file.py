"""An organisation's seal in a file: PKCS#12, or PEM with the encrypted key and its certificates."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from connectors.signing.key_file import read_private
from releve.errors import ConnectorError

SealPrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_PEM = b"-----BEGIN "
_RSA_BITS = 2048
_CURVES = {"secp256r1", "secp384r1", "secp521r1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """A key, the certificate of its seal, and the certificates above it (perhaps none)."""

    private: SealPrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def read_seal(file: Path, passphrase_file: Path | None) -> SealKey:
    """Read a seal: an RSA key of 2048 bits or more, or ECDSA on a NIST curve.

    A line end after the passphrase is not part of it. Both files must be closed to others.

    Raises:
        ConnectorError: ``key_file_missing``, ``key_file_not_private`` for either file;
            ``key_unreadable``: not such a file, or another passphrase;
            ``seal_key_unsupported``; ``seal_certificate_missing``: none for this key.

    """
    data = read_private(file)
    passphrase = None if passphrase_file is None else read_private(passphrase_file).rstrip(b"\r\n")
    try:
        found, certificates = _pem(data, passphrase) if _PEM in data else _p12(data, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConnectorError("key_unreadable", path=str(file)) from None
    private = _supported(found)
    if private is None:
        raise ConnectorError("seal_key_unsupported", path=str(file), type=type(found).__name__)
    own = [one for one in certificates if one.public_key() == private.public_key()]
    if not own:
        raise ConnectorError("seal_certificate_missing", path=str(file))
    chain = tuple(one for one in certificates if one not in own)
    return SealKey(private=private, certificate=own[0], chain=chain)


def _pem(data: bytes, passphrase: bytes | None) -> tuple[object, list[x509.Certificate]]:
    return load_pem_private_key(data, passphrase), x509.load_pem_x509_certificates(data)


def _p12(data: bytes, passphrase: bytes | None) -> tuple[object, list[x509.Certificate]]:
    private, certificate, others = load_key_and_certificates(data, passphrase)
    return private, others if certificate is None else [certificate, *others]


def _supported(found: object) -> SealPrivateKey | None:
    match found:
        case rsa.RSAPrivateKey() if found.key_size >= _RSA_BITS:
            return found
        case ec.EllipticCurvePrivateKey() if found.curve.name in _CURVES:
            return found
        case _:
            return None
