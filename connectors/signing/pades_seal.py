"""``PadesSeal``: an organisation's seal (*cachet*) on PDFs, PAdES B-T or B-B, with pyHanko."""

import asyncio
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from connectors.signing.seal_file import SealKey, SealPrivateKey, read_seal
from releve.errors import ConnectorError
from releve.ports import Sealed, TimestampAuthority

FIELD: Final = "Cachet"
"""The name of the signature field: one per document, without appearance."""

_DIGEST: Final = "sha256"
_ROOM: Final = 2_048
"""Bytes kept for the signature and its attributes, certificates and timestamp apart."""
_TOKEN_ROOM: Final = 6_144
_LARGEST_TOKEN: Final = 32_768
_MARGIN: Final = 512


class PadesSeal:
    """Implements :class:`releve.ports.PdfSealer` with one key, and perhaps an authority."""

    def __init__(self, key: SealKey, timestamps: TimestampAuthority | None = None) -> None:
        """Hold a seal in memory; without ``timestamps`` it never goes beyond level B-B."""
        self._certificate, self._timestamps = key.certificate, timestamps
        self._signer = _Signer(key)
        self._room = _ROOM + sum(
            len(one.public_bytes(Encoding.DER)) for one in (key.certificate, *key.chain)
        )
        self._token_room = _TOKEN_ROOM

    @classmethod
    def load(
        cls,
        file: Path,
        passphrase_file: Path | None = None,
        timestamps: TimestampAuthority | None = None,
    ) -> "PadesSeal":
        """Read a seal: PKCS#12, or PEM with the encrypted key and its certificates.

        Raises:
            ConnectorError: ``key_file_missing``, ``key_file_not_private`` (of either file),
                ``key_unreadable`` (also another passphrase), ``seal_key_unsupported``,
                ``seal_certificate_missing``.

        """
        return cls(read_seal(file, passphrase_file), timestamps)

    def seal(self, pdf: bytes, *, reason: str, stamped: bool) -> Sealed:
        """Return the PDF with one invisible seal over all of it, added after its own bytes.

        With ``stamped``, the timestamp covers the signature value (level B-T); when the authority
        fails, whatever it does, the seal is B-B. The real instant is written as signing time.

        Raises:
            ConnectorError: ``seal_expired``: the seal's certificate is not in force now;
                ``seal_refused`` with ``defect``: not a PDF, or sealed already.

        """
        now = datetime.now(UTC)
        begins, ends = self._certificate.not_valid_before_utc, self._certificate.not_valid_after_utc
        if not begins <= now <= ends:
            raise ConnectorError("seal_expired", begins=begins.isoformat(), ends=ends.isoformat())
        authority = self._timestamps if stamped else None
        try:
            made = None
            while made is None:  # a second time only when a token is longer than any seen before
                made = self._sealed(pdf, reason, now, authority)
        except (PdfError, SigningError, ValueError) as error:
            raise ConnectorError("seal_refused", defect=type(error).__name__) from error
        return made

    def _sealed(
        self, pdf: bytes, reason: str, now: datetime, authority: TimestampAuthority | None
    ) -> Sealed | None:
        """Seal once; ``None`` when the token needs more room than was kept in the document."""
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if writer.prev.embedded_signatures:
            raise ConnectorError("seal_refused", defect="sealed_already")
        embedding = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
        next(embedding)
        writer.register_extension(ESIC_EXTENSION_1)
        room = self._room + (0 if authority is None else self._token_room)
        placeholder = SignatureObject(
            timestamp=now,
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            bytes_reserved=2 * room,  # in hexadecimal digits
        )
        embedding.send(SigObjSetup(sig_placeholder=placeholder))
        prepared, output = embedding.send(SigIOSetup(md_algorithm=_DIGEST))
        signed = asyncio.run(
            self._signer.async_sign(prepared.document_digest, _DIGEST, use_pades=True)
        )
        token = None if authority is None else _stamp(signed, authority)
        if token is not None and len(token) > self._token_room:
            self._token_room = len(token) + _MARGIN
            return None
        embedding.send(signed)
        return Sealed(pdf=output.getvalue(), level="B-B" if token is None else "B-T")


def _stamp(signed: cms.ContentInfo, authority: TimestampAuthority) -> bytes | None:
    """Add the timestamp of the signature value; return it, ``None`` where there is none."""
    (signer,) = signed["content"]["signer_infos"]
    try:
        token = authority.token(signer["signature"].native)
    except ConnectorError:
        return None  # an outage costs a level, never a signature
    if len(token) > _LARGEST_TOKEN:
        return None
    attribute = {"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token)]}
    signer["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(attribute)])
    return token


class _Signer(Signer):
    """pyHanko's signer with the key held once, decrypted, in memory."""

    def __init__(self, key: SealKey) -> None:
        above = SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call] # pyHanko's
            _asn1(one) for one in key.chain
        )
        super().__init__(signing_cert=_asn1(key.certificate), cert_registry=above)
        self._private: SealPrivateKey = key.private

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature pyHanko calls
    ) -> bytes:
        """Sign; a dry run, which we never ask for, would sign as well."""
        digest = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), digest)
        return self._private.sign(data, ec.ECDSA(digest))


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
