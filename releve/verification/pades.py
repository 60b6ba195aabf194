"""Seals of PDFs (PAdES), verified as :func:`releve.verification.seals.verify_pdf` promises.

The seal is found in the raw bytes and verified over them first. A PDF parser only ever meets
bytes that a trusted authority's holder sealed, and must then find that same seal, and no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.errors import InvalidCertificateError

from releve.verification import timestamps
from releve.verification.attachments import LARGEST, read_attachments
from releve.verification.chains import check_chain
from releve.verification.der import first_value, members
from releve.verification.refusal import refuse
from releve.verification.signed_data import (
    Codes,
    check_signature,
    read_signed_data,
)
from releve.verification.stamp import SealedPdf, Stamp

_CODES = Codes(malformed="seal_malformed", broken="seal_broken", untrusted="seal_untrusted")
_RANGE = re.compile(
    rb"/ByteRange\s{0,9}\[\s{0,9}([0-9]{1,10})\s{1,9}([0-9]{1,10})\s{1,9}([0-9]{1,10})"
    rb"\s{1,9}([0-9]{1,10})\s{0,9}\]"
)
_HEADER = b"%PDF-"
_MAX_BYTES = 64 * 1024**2
_MAX_CONTENTS = 1024**2
_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=LARGEST),
    document_budget=DocumentDecodeBudget(base_allowance=8 * LARGEST, max_ratio=8),
)
_TOKEN = "signature_time_stamp_token"  # noqa: S105 - the name of an attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seal:
    """Where the seal stands in the file, and its bytes, padding included."""

    byte_range: tuple[int, int, int, int]
    contents: bytes


def verify(
    pdf: bytes, *, authorities: Sequence[str], timestamp_authorities: Sequence[str], at: datetime
) -> SealedPdf:
    """Verify the seal of a PDF; whatever a library raises is left to the caller.

    Raises:
        EvidenceRefused: the ``seal_…`` and ``timestamp_…`` codes.

    """
    seal = _find(pdf)
    der = first_value(seal.contents)
    if any(seal.contents[len(der) :]):
        refuse("seal_malformed", cause="padding")
    signed = read_signed_data(der, "data", _CODES)
    if signed.content is not None:
        refuse("seal_malformed", cause="content")
    before, after = seal.byte_range[1:3]
    check_signature(signed, signed.hash(pdf[:before] + pdf[after:]))
    token = _token(signed.unsigned)
    stamp: Stamp | None = None
    if token is not None:
        stamp = timestamps.verify(token, signed.signature, timestamp_authorities)
    check_chain(signed, at if stamp is None else stamp.at, authorities)
    certificate = x509.Certificate.load(signed.certificate)
    _check_usage(certificate)
    reader = _read(pdf, seal)
    return SealedPdf(
        level="B-B" if stamp is None else "B-T",
        stamp=stamp,
        sealed_by=certificate.subject.human_friendly,
        attachments=read_attachments(reader),
    )


def _find(pdf: bytes) -> _Seal:
    """Find the one seal in the raw bytes, covering all but its own."""
    if len(pdf) > _MAX_BYTES:
        refuse("seal_malformed", cause="size")
    if not pdf.startswith(_HEADER):
        refuse("seal_malformed", cause="header")
    count = pdf.count(b"/ByteRange")
    if count != 1:
        refuse("seal_twice" if count else "seal_missing")
    match = _RANGE.search(pdf)
    if match is None:
        refuse("seal_malformed", cause="byte_range")
    first, before, after, rest = (int(one) for one in match.groups())
    if after + rest > len(pdf):
        refuse("seal_malformed", cause="truncated")
    if (first, after + rest) != (0, len(pdf)):
        refuse("seal_covers_part")
    hole = pdf[before:after]
    digits = hole[1:-1]
    if not 0 < len(digits) <= _MAX_CONTENTS or hole[:1] + hole[-1:] != b"<>":
        refuse("seal_malformed", cause="byte_range")
    contents = bytes.fromhex(digits.decode("ascii"))
    if digits not in {contents.hex().encode(), contents.hex().upper().encode()}:
        refuse("seal_malformed", cause="hexadecimal")
    return _Seal(byte_range=(first, before, after, rest), contents=contents)


def _token(attributes: tuple[bytes, ...] | None) -> bytes | None:
    """Return the timestamp of the signature: the one thing that may stand outside it."""
    if attributes is None:
        return None
    named = [members(one) for one in attributes]
    found = [(cms.CMSAttributeType.load(kind).native, members(values)) for kind, values in named]
    if len(found) != 1 or found[0][0] != _TOKEN or len(found[0][1]) != 1:
        refuse("seal_malformed", cause="attributes")
    return found[0][1][0]


def _check_usage(certificate: x509.Certificate) -> None:
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    try:
        usage.validate(certificate)
    except InvalidCertificateError:
        refuse("seal_untrusted", cause="key_usage")


def _read(pdf: bytes, seal: _Seal) -> PdfFileReader:
    """Parse a PDF whose bytes are sealed; refuse it unless that seal is the one it shows."""
    reader = PdfFileReader(BytesIO(pdf), strict=True, decode_limits=_LIMITS)
    if reader.encrypt_dict is not None or reader.xrefs.hybrid_xrefs_present:
        refuse("seal_malformed", cause="two_readings")
    fields = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else []
    if any(not isinstance(one, generic.IndirectObject) for one in fields):
        refuse("seal_malformed", cause="fields")  # the library passes over these
    filled = len(list(enumerate_sig_fields(reader, filled_status=True)))
    if filled != 1:
        refuse("seal_twice" if filled else "seal_missing")
    found: list[EmbeddedPdfSignature] = reader.embedded_signatures
    if len(found) != 1:
        refuse("seal_malformed", cause="subfilter")
    shown = found[0]
    if shown.sig_object_type != "/Sig" or shown.sig_object["/SubFilter"] != "/ETSI.CAdES.detached":
        refuse("seal_malformed", cause="subfilter")
    if shown.pkcs7_content != seal.contents or tuple(shown.byte_range) != seal.byte_range:
        refuse("seal_malformed", cause="another_seal")
    if shown.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
        refuse("seal_covers_part")
    return reader
