"""The exercise's own certificates: who seals its documents, and who dates them.

Two families, each an authority and one leaf. The authorities' private keys are thrown away once the
leaves are issued: nothing else can ever be issued under them. Validity is in real time, which is
what X.509 knows: the dates that an exercise plays do not matter here.
"""

import argparse
import secrets
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from connectors.signing.key_file import write_private

ORGANISATION = "EXERCICE – SANS VALEUR – GRADeS d’exemple"
_VALID = timedelta(days=3653)
_RSA_BITS = 2048

Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Pki:
    """Where everything is. Private keys and the passphrase are 0600, their folders 0700."""

    folder: Path

    @property
    def seal(self) -> Path:
        """The seal: PKCS#12 with the key (ECDSA P-256), its certificate and its authority's."""
        return self.folder / "seal" / "seal.p12"

    @property
    def passphrase(self) -> Path:
        """The passphrase of the seal's file."""
        return self.folder / "seal" / "passphrase"

    @property
    def seal_authorities(self) -> Path:
        """PEM certificate of the authority under which the seal is accepted."""
        return self.folder / "seal" / "authorities.pem"

    @property
    def signer(self) -> Path:
        """PEM certificate of the timestamp authority's signer."""
        return self.folder / "timestamp" / "signer.pem"

    @property
    def signer_key(self) -> Path:
        """PEM private key (RSA) of the timestamp authority's signer, in clear: 0600."""
        return self.folder / "timestamp" / "signer.key"

    @property
    def timestamp_authorities(self) -> Path:
        """PEM certificate of the authority under which timestamps are accepted."""
        return self.folder / "timestamp" / "authorities.pem"


def make_pki(folder: Path) -> Pki:
    """Make the certificates below ``folder``; a family that is there is kept as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _once(folder / "seal", _make_seal)
    _once(folder / "timestamp", _make_timestamp)
    return Pki(folder=folder)


def _once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a family aside and put it in place whole: an interruption leaves none or all of it."""
    if folder.exists():
        return
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    make(fresh)
    fresh.rename(folder)


def _make_seal(folder: Path) -> None:
    authority = ec.generate_private_key(ec.SECP256R1())
    key = ec.generate_private_key(ec.SECP256R1())
    root = _authority("EXERCICE – autorité du cachet", authority)
    usage = _key_usage(digital_signature=True, content_commitment=True)
    leaf = _leaf("EXERCICE – cachet des certificats", key, root, authority, [(usage, True)])
    passphrase = secrets.token_urlsafe(24)
    write_private(folder / "passphrase", passphrase.encode() + b"\n")
    protection = BestAvailableEncryption(passphrase.encode())
    sealed = serialize_key_and_certificates(b"cachet", key, leaf, [root], protection)
    write_private(folder / "seal.p12", sealed)
    _write_pem(folder / "authorities.pem", [root])


def _make_timestamp(folder: Path) -> None:
    authority = rsa.generate_private_key(65537, _RSA_BITS)
    key = rsa.generate_private_key(65537, _RSA_BITS)
    root = _authority("EXERCICE – autorité d’horodatage", authority)
    usage = _key_usage(digital_signature=True, content_commitment=True)
    only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    leaf = _leaf("EXERCICE – horodateur", key, root, authority, [(usage, True), (only, True)])
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(folder / "signer.key", pem)
    _write_pem(folder / "signer.pem", [leaf])
    _write_pem(folder / "authorities.pem", [root])


def _authority(name: str, key: Private) -> x509.Certificate:
    usage = _key_usage(key_cert_sign=True, crl_sign=True)
    constraints = x509.BasicConstraints(ca=True, path_length=0)
    return _issue(_name(name), key, _name(name), key, [(constraints, True), (usage, True)])


def _leaf(
    name: str,
    key: Private,
    root: x509.Certificate,
    authority: Private,
    uses: Sequence[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    constraints = x509.BasicConstraints(ca=False, path_length=None)
    return _issue(_name(name), key, root.subject, authority, [(constraints, True), *uses])


def _issue(
    subject: x509.Name,
    key: Private,
    issuer: x509.Name,
    signer: Private,
    extensions: Sequence[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    begins = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    own, theirs = key.public_key(), signer.public_key()
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer)
        .serial_number(x509.random_serial_number())
        .public_key(own)
        .not_valid_before(begins)
        .not_valid_after(begins + _VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(theirs), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _key_usage(**uses: bool) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: uses.get(name, False) for name in _USES})


def _write_pem(path: Path, certificates: Sequence[x509.Certificate]) -> None:
    path.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in certificates))


def main(argv: Sequence[str] | None = None) -> int:
    """Make the certificates of an exercise in a folder, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m deployments.rehearsal.pki")
    parser.add_argument("folder", type=Path, metavar="DOSSIER")
    made = make_pki(parser.parse_args(argv).folder)
    print(f"EXERCICE – SANS VALEUR. Cachet : {made.seal}")
    print(f"Phrase secrète du cachet : {made.passphrase}")
    print(f"Autorité du cachet : {made.seal_authorities}")
    print(f"Autorité d’horodatage : {made.timestamp_authorities}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
