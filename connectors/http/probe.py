"""A look at a service from outside: one request, no redirect, no proxy, no credential."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from releve.errors import ConnectorError

_SECONDS = 5.0
_SERVER_ERRORS = 500
_PORTS = {"http": 80, "https": 443}


class HttpProbe:
    """Probes endpoints by name; ``urls`` says where each answers."""

    def __init__(self, urls: Mapping[str, str], *, seconds: float = _SECONDS) -> None:
        """Keep the addresses; each step of a probe may last ``seconds``.

        Raises:
            ConnectorError: ``endpoint_url_refused``: not plain ``http`` or ``https``.

        """
        self._urls = {endpoint: _split(endpoint, url) for endpoint, url in urls.items()}
        self._seconds = seconds

    def probe(self, endpoint: str) -> str:
        """Return ``up``, ``down`` or ``undetermined``.

        ``up``: an HTTP answer below 500, redirects included. ``down``: every address of the
        name refuses the connection. Anything else is ``undetermined``: silence, an unknown
        name, TLS or HTTP that cannot be read, and 5xx, which a proxy may say of a stopped
        service as well as the service of itself.

        Raises:
            ConnectorError: ``endpoint_unknown``.

        """
        try:
            url = self._urls[endpoint]
        except KeyError:
            raise ConnectorError("endpoint_unknown", endpoint=endpoint) from None
        where = (url.hostname or "", url.port or _PORTS[url.scheme])
        try:
            plain = socket.create_connection(where, timeout=self._seconds, all_errors=True)
        except (OSError, ExceptionGroup, UnicodeError) as error:
            return "down" if _refused(error) else "undetermined"
        with plain:
            try:
                return self._ask(plain, url, where)
            except (OSError, http.client.HTTPException, ValueError):
                return "undetermined"

    def _ask(self, plain: socket.socket, url: SplitResult, where: tuple[str, int]) -> str:
        connection = http.client.HTTPConnection(*where, timeout=self._seconds)
        connection.sock = plain
        if url.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(
                plain, server_hostname=where[0]
            )
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        try:
            connection.request("GET", path, headers={"Connection": "close"})
            answer = connection.getresponse()
            return "up" if answer.status < _SERVER_ERRORS else "undetermined"
        finally:
            connection.close()


def _split(endpoint: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable or parts.username is not None or parts.password is not None:
        raise ConnectorError("endpoint_url_refused", endpoint=endpoint)
    return parts


def _refused(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_refused(each) for each in error.exceptions)
    return isinstance(error, ConnectionRefusedError)
