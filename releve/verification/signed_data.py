"""CMS SignedData (RFC 5652) of one signer: strictly read, its signature verified.

Libraries read the structure and verify the signature. Our own code adds what they leave open: one
signer, one certificate for it, every attribute once, and every byte that the signature does not
cover in its only form.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from asn1crypto import cms, core, x509
from pyhanko.sign.general import check_ess_certid
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from releve.verification.algorithms import hash_of, is_unusual, signature_fits
from releve.verification.der import der_defect
from releve.verification.refusal import refuse
from releve.verification.wrapping import unwrap

_MAX_BYTES = 256 * 1024
_MAX_CERTIFICATES = 8
_ESS = {"signing_certificate", "signing_certificate_v2"}

# A refusal says what is wrong; without a handler, tracebacks would go to the terminal.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """How the faults of one kind of signature are told."""

    malformed: str
    broken: str
    """The signature is not of this content."""
    untrusted: str
    """The chain of the signer's certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """A structure in its only form; nothing of it is verified yet.

    Its parts are kept as the bytes they came in: once the members of a structure were looked at,
    the library may write it anew, and then would judge bytes that nobody sent.
    """

    codes: Codes
    signer: bytes
    """DER SignerInfo."""
    certificate: bytes
    """DER certificate of the signer."""
    certificates: tuple[bytes, ...]
    """DER certificates, the signer's included."""
    content_type: str
    content: bytes | None
    """What is signed when it is inside; ``None``: it stands elsewhere."""
    hash_name: str
    unsigned: tuple[bytes, ...] | None
    """DER attributes that the signature does not cover; ``None``: no list of them, even empty."""

    @property
    def signature(self) -> bytes:
        """The bytes of the signature."""
        return bytes(self.signer_info()["signature"])

    def signer_info(self) -> cms.SignerInfo:
        """Return the SignerInfo, newly read."""
        return cms.SignerInfo.load(self.signer)

    def hash(self, data: bytes) -> bytes:
        """Return the digest of ``data`` that the signature would be over."""
        return hashlib.new(self.hash_name, data).digest()


def read_signed_data(data: bytes, content_type: str, codes: Codes) -> SignedData:
    """Read SignedData whose content is of ``content_type``.

    Raises:
        EvidenceRefused: ``codes.malformed``, with the part at fault as ``cause``.

    """
    if len(data) > _MAX_BYTES:
        _malformed(codes, "size")
    if (defect := der_defect(data)) is not None:
        _malformed(codes, f"der_{defect}")
    parts = unwrap(data)
    if parts is None:
        _malformed(codes, "members")
    _check_certificates(parts.certificates, codes)
    wrapped = cms.ContentInfo.load(data, strict=True)
    if wrapped["content_type"].native != "signed_data":
        _malformed(codes, "content_type")
    signed = wrapped["content"]
    signer = cms.SignerInfo.load(parts.signer)
    hash_name = hash_of(signed, signer)
    if hash_name is None:
        _malformed(codes, "digest_algorithm")
    if not signature_fits(parts.signature_algorithm, hash_name):
        _malformed(codes, "signature_algorithm")
    encapsulated = signed["encap_content_info"]
    if encapsulated["content_type"].native != content_type:
        _malformed(codes, "content_type")
    keyed = signer["sid"].name == "subject_key_identifier"
    if signer["version"].native != ("v3" if keyed else "v1"):
        _malformed(codes, "version")
    plain = content_type == "data" and not keyed
    if signed["version"].native != ("v1" if plain else "v3"):
        _malformed(codes, "version")
    certificate = _signer_certificate(signer["sid"], parts.certificates, codes)
    _check_attributes(signer, certificate, content_type, codes)
    inner = encapsulated["content"]
    return SignedData(
        codes=codes,
        signer=parts.signer,
        certificate=certificate,
        certificates=parts.certificates,
        content_type=content_type,
        content=None if isinstance(inner, core.Void) else bytes(inner),
        hash_name=hash_name,
        unsigned=parts.unsigned,
    )


def check_signature(signed: SignedData, digest: bytes) -> None:
    """Verify the signature of content whose digest (:meth:`SignedData.hash`) is given.

    Raises:
        EvidenceRefused: ``codes.broken``.

    """
    certificate = x509.Certificate.load(signed.certificate)
    try:
        intact, valid = validate_sig_integrity(
            signed.signer_info(), certificate, signed.content_type, digest
        )
    except SignatureValidationError as error:
        refuse(signed.codes.broken, cause=type(error).__name__)
    if not intact or not valid:
        refuse(signed.codes.broken, cause="signature" if intact else "digest")


def _check_certificates(certificates: Sequence[bytes], codes: Codes) -> None:
    if not 1 <= len(certificates) <= _MAX_CERTIFICATES:
        _malformed(codes, "certificates")
    read = [x509.Certificate.load(one) for one in certificates]
    if len({one.subject.hashable for one in read}) != len(read):  # or chains are without number
        _malformed(codes, "certificate_twice")
    for one in read:
        # One name of an algorithm is signed, the other is not.
        if one["signature_algorithm"].dump() != one["tbs_certificate"]["signature"].dump():
            _malformed(codes, "certificate_algorithm")


def _signer_certificate(
    sid: cms.SignerIdentifier, certificates: Sequence[bytes], codes: Codes
) -> bytes:
    """Return the certificate that is named, byte for byte: libraries compare names loosely."""
    named = sid.chosen
    read = {one: x509.Certificate.load(one) for one in certificates}
    if sid.name == "subject_key_identifier":
        found = [der for der, one in read.items() if one.key_identifier == named.native]
    else:
        issuer, serial = named["issuer"].dump(), named["serial_number"].native
        found = [
            der
            for der, one in read.items()
            if one.issuer.dump() == issuer and one.serial_number == serial
        ]
    if len(found) != 1:
        _malformed(codes, "signer_certificate")
    return found[0]


def _check_attributes(
    signer: cms.SignerInfo, certificate: bytes, content_type: str, codes: Codes
) -> None:
    """Refuse attributes that are missing or there twice, or that bind another certificate."""
    found: dict[str, core.Asn1Value] = {}
    for attribute in signer["signed_attrs"]:
        name = str(attribute["type"].native)
        if name in found or len(attribute["values"]) != 1:
            _malformed(codes, "attribute_twice")
        found[name] = attribute["values"][0]
    if "message_digest" not in found or "content_type" not in found:
        _malformed(codes, "attribute_missing")
    if found["content_type"].native != content_type:
        _malformed(codes, "content_type")
    named = signer["signature_algorithm"]
    if is_unusual(named, content_type) and "cms_algorithm_protection" not in found:
        _malformed(codes, "signature_algorithm")
    bound = _ESS & found.keys()
    if not bound:
        _malformed(codes, "signing_certificate_missing")
    signing = x509.Certificate.load(certificate)
    if not all(check_ess_certid(signing, found[one]["certs"][0]) for one in bound):
        _malformed(codes, "signing_certificate")


def _malformed(codes: Codes, cause: str) -> NoReturn:
    refuse(codes.malformed, cause=cause)
