"""Chains of certificates (RFC 5280): who stands behind a signature, at the instant it was made."""

import logging
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from asn1crypto import pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from releve.verification.refusal import refuse
from releve.verification.signed_data import SignedData

_Answer = TypeVar("_Answer")

# A refusal says what is wrong; without a handler, tracebacks would go to the terminal.
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())


def check_chain(signed: SignedData, at: datetime, authorities: Sequence[str]) -> datetime:
    """Verify that an authority stands behind the signer's certificate, valid at ``at`` as it is.

    Return the earliest end of a certificate of the chain, the authority's included. Nothing is
    fetched; revocation is not checked.

    Raises:
        EvidenceRefused: ``codes.untrusted``; ``codes.malformed`` with ``idle_certificate``: one
            that is neither in the chain nor an authority.

    """
    codes = signed.codes
    trusted = _decoded(authorities)
    carried = {one: x509.Certificate.load(one) for one in signed.certificates}
    signer = carried[signed.certificate]
    policy = DisallowWeakAlgorithmsPolicy()  # type: ignore[no-untyped-call]  # pyHanko's
    signature = signed.signer_info()["signature_algorithm"]
    if not policy.signature_algorithm_allowed(signature, at, signer.public_key):
        refuse(codes.untrusted, cause="weak_key")
    context = ValidationContext(
        trust_roots=_valid_at(at, trusted),
        other_certs=carried.values(),
        moment=at,
        allow_fetching=False,
        time_tolerance=timedelta(0),
        algorithm_usage_policy=policy,
    )
    validator = CertificateValidator(signer, validation_context=context)
    try:
        path = _at_once(validator.async_validate_path())
    except (PathError, ValidationError) as error:
        refuse(codes.untrusted, cause=type(error).__name__)
    chain = list(path.iter_certs(include_root=True))
    used = {id(one) for one in chain}
    if any(id(one) not in used and der not in trusted for der, one in carried.items()):
        refuse(codes.malformed, cause="idle_certificate")
    ends: list[datetime] = [one.not_valid_after for one in chain]
    return min(ends).astimezone(UTC)


def _valid_at(at: datetime, trusted: Sequence[bytes]) -> list[x509.Certificate]:
    """Return the authorities valid at an instant; of two that share a key, the last to end first.

    The library takes an authority as valid for ever.
    """
    read = [x509.Certificate.load(one) for one in trusted]
    valid = [one for one in read if one.not_valid_before <= at <= one.not_valid_after]
    return sorted(valid, key=lambda one: one.not_valid_after, reverse=True)


def _decoded(authorities: Sequence[str]) -> list[bytes]:
    """Return the DER certificates of PEM texts."""
    found: list[bytes] = []
    for text in authorities:
        parts = pem.unarmor(text.encode("ascii"), multiple=True)
        found += [der for kind, _, der in parts if kind == "CERTIFICATE"]
    return found


def _at_once(work: Coroutine[object, object, _Answer]) -> _Answer:
    """Run a coroutine that never waits: nothing is fetched, so that there is nothing to wait for.

    Unlike an event loop, this can be called from inside one.
    """
    try:
        work.send(None)
    except StopIteration as end:
        answer: _Answer = end.value
        return answer
    work.close()
    raise RuntimeError("waiting")
