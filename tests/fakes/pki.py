"""Authorities for seals and timestamps, in memory: no network, any instant, any defect.

A `Pki` is a sealing authority and a timestamping authority with one certificate each. Tokens are
made at any `at`, whatever the real clock says; `before` and `after` bend them where a test wants
one that is wrong in one named way.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto import algos, cms, core, keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import general, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
POLICY = "1.3.6.1.4.1.4146.2.2"
_HASHES = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_YEAR = timedelta(days=365, hours=6)


@dataclass(frozen=True)
class Party:
    """A certificate with its private key, and the certificates between it and its authority."""

    certificate: x509.Certificate
    key: object
    above: tuple = ()

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")

    @property
    def asn1(self):
        return asn1.Certificate.load(self.der)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def new_key(kind):
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


def usage(**said):
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: said.get(name, False) for name in names})


def certify(title, key, since, until, *, issuer=None, extensions=(), above=(), serial=None):
    """Return the party named ``title``; its own issuer when ``issuer`` is None.

    ``extensions`` are pairs of an extension and whether it is critical.
    """
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Organisme d'essai"),
            x509.NameAttribute(NameOID.COMMON_NAME, title),
        ]
    )
    by = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return Party(builder.sign(by, hashes.SHA256()), key, above)


AUTHORITY = (
    (x509.BasicConstraints(ca=True, path_length=None), True),
    (usage(key_cert_sign=True, crl_sign=True), True),
)
SEAL = ((usage(digital_signature=True, content_commitment=True), True),)
STAMPING = (
    (usage(digital_signature=True), True),
    (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
)


class Pki:
    """A sealing authority and a timestamping authority, valid from a day before ``now``.

    ``years`` bounds the certificates that sign, ``authority_years`` those of the authorities;
    keys are ``rsa`` or ``ecdsa``; ``between`` puts an authority between root and signer.
    """

    passphrase = b"phrase d'essai"

    def __init__(
        self,
        now=NOW,
        years=10,
        *,
        authority_years=None,
        name="A",
        tsa_key="rsa",
        seal_key="ecdsa",
        between=False,
    ):
        self.since = now - timedelta(days=1)
        self.until = now + years * _YEAR
        last = now + (authority_years or years) * _YEAR
        self.seal_root = self._authority(f"Racine de cachet {name}", last, seal_key)
        self.tsa_root = self._authority(f"Racine d'horodatage {name}", last, tsa_key)
        self.seal_issuer, self.tsa_issuer = self.seal_root, self.tsa_root
        if between:
            self.seal_issuer = self._between(f"Cachets {name}", self.seal_root, seal_key)
            self.tsa_issuer = self._between(f"Horodatages {name}", self.tsa_root, tsa_key)
        self.sealer = self.seal_party(f"Cachet {name}", seal_key)
        self.tsa = self.tsa_party(f"Horodatage {name}", tsa_key)

    def _authority(self, title, until, kind):
        return certify(title, new_key(kind), self.since, until, extensions=AUTHORITY)

    def _between(self, title, root, kind):
        key = new_key(kind)
        made = certify(title, key, self.since, self.until, issuer=root, extensions=AUTHORITY)
        return Party(made.certificate, key, (made,))

    def seal_party(
        self, title="Autre cachet", kind="ecdsa", *, extensions=SEAL, since=None, until=None
    ):
        """Return another certificate of the sealing authority."""
        issuer = self.seal_issuer
        period = (since or self.since, until or self.until)
        options = {"issuer": issuer, "extensions": extensions, "above": issuer.above}
        return certify(title, new_key(kind), *period, **options)

    def tsa_party(
        self, title="Autre horodatage", kind="rsa", *, extensions=STAMPING, since=None, until=None
    ):
        """Return another certificate of the timestamping authority."""
        issuer = self.tsa_issuer
        period = (since or self.since, until or self.until)
        options = {"issuer": issuer, "extensions": extensions, "above": issuer.above}
        return certify(title, new_key(kind), *period, **options)

    @property
    def seal_authorities(self) -> tuple[str, ...]:
        return (self.seal_root.pem,)

    @property
    def timestamp_authorities(self) -> tuple[str, ...]:
        return (self.tsa_root.pem,)

    @property
    def seal_p12(self) -> bytes:
        above = [one.certificate for one in self.sealer.above]
        lock = serialization.BestAvailableEncryption(self.passphrase)
        key, certificate = self.sealer.key, self.sealer.certificate
        return pkcs12.serialize_key_and_certificates(b"cachet", key, certificate, above, lock)

    @property
    def seal_pem(self) -> bytes:
        key = self.sealer.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(self.passphrase),
        )
        return key + "".join(one.pem for one in (self.sealer, *self.sealer.above)).encode("ascii")

    def token(  # noqa: PLR0913 - each is one thing a token may say
        self,
        data: bytes,
        at: datetime,
        *,
        algorithm: str = "sha256",
        imprint: bytes | None = None,
        nonce: int | None = None,
        digest: str | None = None,
        party: Party | None = None,
        pss: bool = False,
        ess: str | None = "v2",
        before=None,
        after=None,
    ) -> bytes:
        """Return the DER TimeStampToken of ``data`` (or of ``imprint``) with genTime ``at``.

        ``before(info, attributes)`` and ``after(signer, signed)`` change the members of the token
        before and after it is signed; ``digest`` is the CMS digest, that of the imprint by
        default; ``ess`` is ``v2``, ``v1`` or None.
        """
        party = party or self.tsa
        digest = digest or algorithm
        hashed = hashlib.new(algorithm, data).digest() if imprint is None else imprint
        info = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": {
                "hash_algorithm": {"algorithm": algorithm},
                "hashed_message": hashed,
            },
            "serial_number": x509.random_serial_number(),
            "gen_time": at,
        }
        if nonce is not None:
            info["nonce"] = nonce
        attributes = [general.simple_cms_attribute("content_type", "tst_info")]
        if ess is not None:
            v1, v2 = general.as_signing_certificate, general.as_signing_certificate_v2
            made = v1(party.asn1) if ess == "v1" else v2(party.asn1)
            named = "signing_certificate" if ess == "v1" else "signing_certificate_v2"
            attributes.append(general.simple_cms_attribute(named, made))
        if before:
            before(info, attributes)
        content = tsp.TSTInfo(info).dump()
        hashed = hashlib.new(digest, content).digest()
        attributes.append(general.simple_cms_attribute("message_digest", hashed))
        signed_attributes = cms.CMSAttributes(attributes)
        signature, named = _signed(party.key, signed_attributes.dump(), digest, pss=pss)
        certificate = party.asn1
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": certificate.issuer,
                        "serial_number": certificate.serial_number,
                    }
                }
            ),
            "digest_algorithm": {"algorithm": digest},
            "signed_attrs": signed_attributes,
            "signature_algorithm": named,
            "signature": signature,
        }
        signed = {
            "version": "v3",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": cms.ParsableOctetString(content),
            },
            "certificates": [certificate, *(one.asn1 for one in party.above)],
            "signer_infos": [signer],
        }
        if after:
            after(signer, signed)
        made = cms.SignedData(signed)
        return cms.ContentInfo({"content_type": "signed_data", "content": made}).dump()

    def respond(self, request: bytes, at: datetime, **options) -> bytes:
        """Answer a DER TimeStampReq as an authority does: a DER TimeStampResp.

        ``options`` of `token` may contradict what was asked.
        """
        asked = tsp.TimeStampReq.load(request, strict=True)
        imprint = asked["message_imprint"]
        told = {
            "algorithm": imprint["hash_algorithm"]["algorithm"].native,
            "imprint": imprint["hashed_message"].native,
            "nonce": asked["nonce"].native,
        }
        token = self.token(b"", at, **{**told, **options})
        granted = {"status": "granted"}
        answer = {"status": granted, "time_stamp_token": cms.ContentInfo.load(token)}
        return tsp.TimeStampResp(answer).dump()

    def seal(
        self,
        pdf: bytes,
        at: datetime,
        *,
        stamped: bool = True,
        party: Party | None = None,
        subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
        field: str = "Cachet",
        signer=signers.SimpleSigner,
        timestamper: TimeStamper | None = None,
        **metadata,
    ) -> bytes:
        """Return the PDF sealed over all of it: PAdES B-T, or B-B unless ``stamped``."""
        metadata = {"field_name": field, "md_algorithm": "sha256", **metadata}
        sealing = signers.PdfSigner(
            signers.PdfSignatureMetadata(subfilter=subfilter, **metadata),
            signer=self._signer(party, signer),
            timestamper=(timestamper or Stamper(self, at)) if stamped else None,
        )
        out = BytesIO()
        sealing.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
        return out.getvalue()

    def signature(
        self, digest: bytes, *, party: Party | None = None, timestamper: TimeStamper | None = None
    ) -> cms.ContentInfo:
        """Return the CMS of a PAdES seal over content of this SHA-256 digest."""
        made = self._signer(party)
        work = made.async_sign(digest, "sha256", use_pades=True, timestamper=timestamper)
        return asyncio.run(work)

    def _signer(self, party=None, kind=signers.SimpleSigner):
        party = party or self.sealer
        above = SimpleCertificateStore()
        above.register_multiple(one.asn1 for one in party.above)
        return kind(
            signing_cert=party.asn1,
            signing_key=_private(party.key),
            cert_registry=above,
            embed_roots=False,
        )


class Stamper(TimeStamper):
    """The timestamping authority of a `Pki`, for pyHanko; ``options`` as for `Pki.token`."""

    def __init__(self, pki: Pki, at: datetime, **options):
        super().__init__()
        self._pki, self._at, self._options = pki, at, options

    async def async_request_tsa_response(self, req):
        return tsp.TimeStampResp.load(self._pki.respond(req.dump(), self._at, **self._options))


def _private(key):
    encoded = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return keys.PrivateKeyInfo.load(encoded)


def _signed(key, data, digest, *, pss):
    """Return a signature and the name of its algorithm."""
    hashed = _HASHES[digest]()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashed)), {"algorithm": f"{digest}_ecdsa"}
    if not pss:
        named = {"algorithm": "rsassa_pkcs1v15", "parameters": core.Null()}
        return key.sign(data, padding.PKCS1v15(), hashed), named
    salt = hashed.digest_size
    parameters = algos.RSASSAPSSParams(
        {
            "hash_algorithm": {"algorithm": digest},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
            "salt_length": salt,
        }
    )
    signature = key.sign(data, padding.PSS(padding.MGF1(hashed), salt), hashed)
    return signature, {"algorithm": "rsassa_pss", "parameters": parameters}
