"""``Rfc3161Authority``: a timestamp authority (*horodatage*) that answers RFC 3161 over HTTP."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Literal
from urllib.parse import urlsplit

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from connectors.timestamping.exchange import post
from connectors.timestamping.reply import Query, token_of
from releve.errors import ConnectorError

_SECONDS = 15.0
_SCHEMES = {"http", "https"}


class Rfc3161Authority:
    """Implements :class:`releve.ports.TimestampAuthority` for one authority."""

    def __init__(self, url: str, authorities: Sequence[str], timeout: float = _SECONDS) -> None:
        """Keep the address and the PEM certificates that tokens are believed under.

        An answer must be whole within ``timeout`` seconds.

        Raises:
            ConnectorError: ``timestamp_url_refused``: not plain ``http`` or ``https``;
                ``timestamp_authorities_unreadable``: no certificate, or one that cannot be read.

        """
        self._url, self._seconds = _checked(url), timeout
        self._authorities = _certificates(authorities, url)
        self._one_at_a_time = Lock()
        """asn1crypto parses a certificate when it is first looked at: not from two threads."""

    @classmethod
    def load(cls, url: str, authorities: Path, timeout: float = _SECONDS) -> "Rfc3161Authority":
        """Read the PEM certificates of a file.

        Raises:
            ConnectorError: as the constructor, and ``timestamp_authorities_unreadable`` when the
                file is not there.

        """
        try:
            text = authorities.read_text(encoding="ascii")
        except (OSError, ValueError):
            raise ConnectorError("timestamp_authorities_unreadable", url=url) from None
        return cls(url, [text], timeout)

    def token(self, data: bytes, *, digest: Literal["sha256", "sha512"] = "sha256") -> bytes:
        """Return the DER TimeStampToken over ``digest`` of ``data``, verified.

        Status, imprint, nonce, signature, the signer's purpose and its chain are verified; the
        chain at the token's own date. Not checked: revocation, and whether that date is now.

        Raises:
            ConnectorUnavailable: ``timestamp_unreachable``.
            ConnectorError: ``timestamp_refused``, ``timestamp_malformed``,
                ``timestamp_of_another_digest``, ``timestamp_untrusted``.

        """
        asked = Query.about(data, self._url, digest)
        reply = post(self._url, asked.der, seconds=self._seconds)
        with self._one_at_a_time:
            return token_of(reply, asked, self._authorities)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        plain = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise ConnectorError("timestamp_url_refused", url=url) from None
    if parts.username is not None or parts.password is not None:  # never shown, even in a refusal
        raise ConnectorError("timestamp_url_refused", url=parts.hostname or "")
    if not plain:
        raise ConnectorError("timestamp_url_refused", url=url)
    return url


def _certificates(authorities: Sequence[str], url: str) -> tuple[x509.Certificate, ...]:
    """Read PEM texts, each of one certificate or more."""
    try:
        found = [
            one.public_bytes(Encoding.DER)
            for text in authorities
            for one in load_pem_x509_certificates(text.encode("ascii"))
        ]
    except ValueError:
        found = []
    if not found:
        raise ConnectorError("timestamp_authorities_unreadable", url=url)
    return tuple(x509.Certificate.load(der) for der in found)
