"""Seals of PDFs (PAdES) and timestamps (RFC 3161), verified offline.

This needs the libraries of the ``auditor`` extra, loaded by the first verification and by these
modules alone: ``timestamps`` and ``pades``, on ``signed_data``, ``algorithms``, ``chains`` and
``attachments``.
The libraries verify signatures and chains of certificates; our own code only refuses what has a
second spelling, or does not belong, so that every change shows.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec

from releve.errors import EvidenceRefused
from releve.verification.stamp import SealedPdf, Stamp

__all__ = ["SealedPdf", "Stamp", "available", "verify_pdf", "verify_token"]


def available() -> bool:
    """Tell whether the libraries are installed; nothing is loaded."""
    try:
        return find_spec("pyhanko.sign") is not None
    except ModuleNotFoundError:
        return False


def verify_token(token: bytes, data: bytes, authorities: Sequence[str]) -> Stamp:
    """Verify a DER TimeStampToken over ``data`` under ``authorities`` (PEM certificates).

    The imprint is SHA-256, SHA-384 or SHA-512; the key RSA (PKCS #1 v1.5 or PSS) or ECDSA. The
    certificate is made for timestamping and for nothing else, and its whole chain was valid when
    it stamped. RSA PKCS #1 is named ``rsaEncryption``, or the name is signed (RFC 6211).

    A change of any one byte is refused. Of several at once, these say the same and pass: the
    other form (r, n - s) of an ECDSA signature; NULL or no parameters of an algorithm; the
    signer named by its key or by its issuer; another order of the certificates, an authority's
    own added or left out.

    Not checked: revocation; accuracy and order of the authority's clock; what ``data`` is.

    Raises:
        EvidenceRefused: ``timestamp_malformed``, ``timestamp_of_other_data``,
            ``timestamp_refused``: its signature; ``timestamp_untrusted``: its chain.
        ImportError: unless :func:`available`.

    """
    from releve.verification import timestamps  # noqa: PLC0415 - half a second, only when needed

    with _tamed("timestamp_malformed"):
        return timestamps.verify(token, data, authorities)


def verify_pdf(
    pdf: bytes, *, authorities: Sequence[str], timestamp_authorities: Sequence[str], at: datetime
) -> SealedPdf:
    """Verify the one seal of a PDF, under ``authorities`` (PEM certificates).

    It covers every byte but itself, and nothing was added after it. Its chain was valid at the
    instant of its timestamp, under ``timestamp_authorities``; without one (level B-B), at ``at``.
    The PDF is only parsed once its seal was verified.

    A change of any one byte is refused, and several at once as for :func:`verify_token`; but a
    timestamp taken away whole leaves level B-B: compare the level with the one that was recorded.

    Not checked: revocation; what the pages show; that they are PDF/A.

    Raises:
        EvidenceRefused: ``seal_missing``, ``seal_twice``, ``seal_covers_part``,
            ``seal_malformed``, ``seal_broken``: digest or signature; ``seal_untrusted``: chain;
            and the ``timestamp_…`` codes of :func:`verify_token`.
        ImportError: unless :func:`available`.

    """
    from releve.verification import pades  # noqa: PLC0415 - half a second, only when needed

    with _tamed("seal_malformed"):
        return pades.verify(
            pdf, authorities=authorities, timestamp_authorities=timestamp_authorities, at=at
        )


@contextmanager
def _tamed(code: str) -> Iterator[None]:
    """Turn whatever a library raises over hostile bytes into a refusal that names its class."""
    try:
        yield
    except EvidenceRefused:
        raise
    except Exception as error:
        raise EvidenceRefused(code, cause=type(error).__name__) from error
