"""Queries and replies of RFC 3161: what was asked, and whether the answer may be believed."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from asn1crypto import cms, core, tsp, x509
from pyhanko.sign.ades.report import AdESSubIndic
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    get_signing_cert_attr,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from releve.errors import ConnectorError, ReleveError

_GRANTED = {"granted", "granted_with_mods"}
_NONCE_BITS = 64
_LONGEST_STATUS = 200


logging.getLogger("pyhanko").addHandler(logging.NullHandler())
# pyHanko tells refusals as warnings with tracebacks; ours say it, on the one line people read.


class _Reply(core.Sequence):  # type: ignore[misc] # asn1crypto is untyped
    """TimeStampResp; asn1crypto's own wants a token even of an authority that refuses."""

    _fields: ClassVar[list[object]] = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question to an authority. ``der`` is its TimeStampReq; ``url`` names it in refusals."""

    url: str
    digest: str
    imprint: bytes
    nonce: int
    der: bytes

    @classmethod
    def about(cls, data: bytes, url: str, digest: str = "sha256") -> "Query":
        """Ask for the date of ``digest`` of ``data``, with its own nonce and the certificates."""
        imprint, nonce = hashlib.new(digest, data).digest(), secrets.randbits(_NONCE_BITS)
        asked = tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": digest},
                    "hashed_message": imprint,
                },
                "nonce": nonce,
                "cert_req": True,
            }
        )
        return cls(url=url, digest=digest, imprint=imprint, nonce=nonce, der=asked.dump())


def token_of(reply: bytes, asked: Query, authorities: Sequence[x509.Certificate]) -> bytes:
    """Return the DER TimeStampToken of a reply that answers ``asked``, signed under an authority.

    The signer's chain is judged at the token's own date (genTime): the local clock, which may be an
    exercise's, is not looked at. Nothing is fetched; revocation is not checked.

    Raises:
        ConnectorError: ``timestamp_refused`` with the status that it gives, ``timestamp_malformed``
            (not an answer, or to another question: ``defect``), ``timestamp_of_another_digest``,
            ``timestamp_untrusted`` (signature, chain or purpose: ``cause``).

    """
    try:
        return _token(reply, asked, authorities)
    except ReleveError:
        raise
    except SignatureValidationError as error:
        cause = _named(error.ades_subindication)
        raise ConnectorError("timestamp_untrusted", url=asked.url, cause=cause) from error
    except Exception as error:
        # A parser fed by a stranger: whatever it trips over, this is no timestamp.
        defect = type(error).__name__
        raise ConnectorError("timestamp_malformed", url=asked.url, defect=defect) from error


def _token(reply: bytes, asked: Query, authorities: Sequence[x509.Certificate]) -> bytes:
    answered = _Reply.load(reply, strict=True)
    status = answered["status"]
    if status["status"].native not in _GRANTED:
        told = _told(status)
        raise ConnectorError("timestamp_refused", url=asked.url, status=told)
    token: cms.ContentInfo = answered["time_stamp_token"]
    if isinstance(token, core.Void) or token["content_type"].native != "signed_data":
        raise ConnectorError("timestamp_malformed", url=asked.url, defect="no_token")
    signed: cms.SignedData = token["content"]
    content = signed["encap_content_info"]
    if content["content_type"].native != "tst_info":
        raise ConnectorError("timestamp_malformed", url=asked.url, defect="no_timestamp")
    info: tsp.TSTInfo = content["content"].parsed
    imprint = info["message_imprint"]
    digest = (imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native)
    if digest != (asked.digest, asked.imprint):
        raise ConnectorError("timestamp_of_another_digest", url=asked.url)
    if info["nonce"].native != asked.nonce:
        raise ConnectorError("timestamp_malformed", url=asked.url, defect="nonce")
    cause = _untrusted(signed, asked, info["gen_time"].native, authorities)
    if cause is not None:
        raise ConnectorError("timestamp_untrusted", url=asked.url, cause=cause)
    der: bytes = token.dump()
    return der


def _told(status: tsp.PKIStatusInfo) -> str:
    """Write what a refusing authority says: its status, its failure, its own words if any."""
    texts = status["status_string"].native or ()
    failures = status["fail_info"].native or ()
    said = " ".join([status["status"].native, *sorted(failures), *texts])
    return "".join(one if one.isprintable() else " " for one in said)[:_LONGEST_STATUS]


def _untrusted(
    signed: cms.SignedData,
    asked: Query,
    stamped_at: datetime,
    authorities: Sequence[x509.Certificate],
) -> str | None:
    context = ValidationContext(
        trust_roots=list(authorities), moment=stamped_at, allow_fetching=False
    )
    judging = validate_tst_signed_data(signed, context, lambda _: asked.imprint)
    found = TimestampSignatureStatus(**asyncio.run(judging))
    if not (found.valid and found.intact):
        return "signature"
    if not found.trusted or found.validation_path is None:
        return _named(found.trust_problem_indic)
    (signer,) = signed["signer_infos"]
    hashed = [one["algorithm"].native for one in signed["digest_algorithms"]]
    if signer["digest_algorithm"]["algorithm"].native not in hashed:  # openssl needs it there
        return "digest_algorithms"
    if get_signing_cert_attr(signer["signed_attrs"]) is None:  # RFC 3161, 2.4.2
        return "signing_certificate"
    leaf = found.signing_cert
    purpose = leaf.extended_key_usage_value  # RFC 3161, 2.3: this one alone, and critical
    if purpose.native != ["time_stamping"] or "extended_key_usage" not in leaf.critical_extensions:
        return "purpose"
    for one in found.validation_path.iter_certs(include_root=True):
        if not one.not_valid_before <= stamped_at <= one.not_valid_after:
            return "expired"
    return None


def _named(problem: AdESSubIndic | None) -> str:
    """Name a problem as ETSI EN 319 102-1 does, in lower case."""
    return "chain" if problem is None else str(problem.standard_name).lower()
