"""RFC 3161 TimeStampTokens, verified as :func:`releve.verification.seals.verify_token` promises."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto import core, tsp, x509

from releve.verification.algorithms import HASHES, is_bare
from releve.verification.chains import check_chain
from releve.verification.der import der_defect
from releve.verification.refusal import refuse
from releve.verification.signed_data import (
    Codes,
    check_signature,
    read_signed_data,
)
from releve.verification.stamp import Stamp

_CODES = Codes(
    malformed="timestamp_malformed", broken="timestamp_refused", untrusted="timestamp_untrusted"
)


def verify(token: bytes, data: bytes, authorities: Sequence[str]) -> Stamp:
    """Verify a token over ``data``; whatever a library raises is left to the caller.

    Raises:
        EvidenceRefused: the ``timestamp_…`` codes.

    """
    signed = read_signed_data(token, "tst_info", _CODES)
    if signed.content is None or signed.unsigned is not None:
        refuse("timestamp_malformed", cause="content" if signed.content is None else "attributes")
    info = _info(signed.content)
    imprint = info["message_imprint"]
    name = str(imprint["hash_algorithm"]["algorithm"].native)
    if hashlib.new(name, data).digest() != bytes(imprint["hashed_message"]):
        refuse("timestamp_of_other_data")
    check_signature(signed, signed.hash(signed.content))
    at: datetime = info["gen_time"].native
    not_after = check_chain(signed, at, authorities)
    if not _for_timestamps_alone(x509.Certificate.load(signed.certificate)):
        refuse("timestamp_untrusted", cause="key_usage")
    return Stamp(at=at.astimezone(UTC), not_after=not_after)


def _info(content: bytes) -> tsp.TSTInfo:
    if (defect := der_defect(content)) is not None:
        refuse("timestamp_malformed", cause=f"der_{defect}")
    info = tsp.TSTInfo.load(content, strict=True)
    if info["version"].native != "v1" or not isinstance(info["gen_time"].native, datetime):
        refuse("timestamp_malformed", cause="info")
    algorithm = info["message_imprint"]["hash_algorithm"]
    if algorithm["algorithm"].native not in HASHES or not is_bare(algorithm):
        refuse("timestamp_malformed", cause="imprint_algorithm")
    extensions = info["extensions"]
    if not isinstance(extensions, core.Void) and any(one["critical"].native for one in extensions):
        refuse("timestamp_malformed", cause="extension")
    return info


def _for_timestamps_alone(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate may stamp and do nothing else (RFC 3161, section 2.3)."""
    usage = certificate.extended_key_usage_value
    return (
        usage is not None
        and usage.native == ["time_stamping"]
        and "extended_key_usage" in certificate.critical_extensions
    )
