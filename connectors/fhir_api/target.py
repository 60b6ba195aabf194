"""Where a FHIR R4 API answers, and what each side proves to the other."""

import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from releve.errors import ConnectorError

_OTHERS = 0o077


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCredentials:
    """OAuth 2.0 client credentials (RFC 6749, section 4.4), shown by HTTP Basic.

    ``secret_file`` holds the secret alone, closed to group and others; it is read at each use.
    """

    token_url: str
    client_id: str
    secret_file: Path
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCertificate:
    """Mutual TLS: a certificate chain and its private key in PEM, the key closed to others."""

    certificate_file: Path
    key_file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirTarget:
    """A FHIR R4 base address and how we are known there.

    The server's certificate is verified against ``ca_file`` when given, else against the system's
    authorities. Plain ``http`` is accepted on the loopback alone, for exercises.
    ``undeclared`` are resource types that the recipient says in writing that its server takes,
    although its capability statement does not name them.

    Raises:
        ConnectorError: ``fhir_address_refused`` with ``host``.

    """

    url: str
    ca_file: Path | None = None
    certificate: ClientCertificate | None = None
    credentials: ClientCredentials | None = None
    undeclared: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _checked(self.url)
        if self.credentials is not None:
            _checked(self.credentials.token_url)

    @property
    def base(self) -> str:
        """The address without a slash at its end."""
        return self.url.rstrip("/")


def tls(target: FhirTarget) -> ssl.SSLContext:
    """Return the TLS context: TLS 1.2 or later, the server's name and certificate verified.

    Raises:
        ConnectorError: ``fhir_tls_unusable``: a file is missing or is not what it should be;
            ``fhir_secret_not_private``.

    """
    try:
        context = ssl.create_default_context(
            cafile=None if target.ca_file is None else str(target.ca_file)
        )
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if (ours := target.certificate) is not None:
            context.load_cert_chain(ours.certificate_file, private(ours.key_file))
    except (OSError, ssl.SSLError):
        raise ConnectorError("fhir_tls_unusable", host=urlsplit(target.url).hostname) from None
    return context


def private(path: Path) -> Path:
    """Return the path of a secret.

    Raises:
        ConnectorError: ``fhir_secret_missing``, ``fhir_secret_not_private``.

    """
    try:
        mode = path.stat().st_mode
    except OSError:
        raise ConnectorError("fhir_secret_missing", path=str(path)) from None
    if mode & _OTHERS:
        raise ConnectorError("fhir_secret_not_private", path=str(path))
    return path


def same_origin(base: str, url: str) -> bool:
    """Tell whether two addresses have the same scheme, host and port."""
    ours, theirs = urlsplit(base), urlsplit(url)
    return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)


def _checked(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, usable = parts.hostname or "", parts.port != 0
    except ValueError:
        raise ConnectorError("fhir_address_refused", host="") from None
    plain = host and parts.username is None and not parts.query and not parts.fragment
    secured = parts.scheme == "https" or (parts.scheme == "http" and _loopback(host))
    if not (plain and usable and secured):
        raise ConnectorError("fhir_address_refused", host=host)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
