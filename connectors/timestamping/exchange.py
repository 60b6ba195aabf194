"""One question to an authority over HTTP: bounded in bytes, and in seconds from end to end."""

import http.client
import time
from collections.abc import Mapping
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from releve.errors import ConnectorError, ConnectorUnavailable

LARGEST = 65_536
"""Bytes of an answer; a token with its whole chain takes less than 10,000."""

_HEADERS: Mapping[str, str] = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}
_LATER = {408, 425, 429}
_SERVER_ERRORS = 500
_PIECE = 8192


def post(url: str, question: bytes, *, seconds: float) -> bytes:
    """Return the body of the answer to ``question``, within ``seconds`` in all.

    The proxy of the environment is used, except towards this machine; redirections are refused.

    Raises:
        ConnectorUnavailable: ``timestamp_unreachable``: no connection, no end of answer in time, or
            the authority says to come back later.
        ConnectorError: ``timestamp_refused``: another HTTP status than 200;
            ``timestamp_malformed``: not HTTP, or too large.

    """
    # Name resolution cannot be interrupted and a slow answer renews every socket timeout: the
    # exchange runs aside, and what has not ended in time is left to end by itself.
    ended: SimpleQueue[bytes | Exception] = SimpleQueue()
    Thread(target=_exchange, args=(url, question, seconds, ended), daemon=True).start()
    try:
        outcome = ended.get(timeout=seconds)
    except Empty:
        raise ConnectorUnavailable("timestamp_unreachable", url=url, reason="silence") from None
    if isinstance(outcome, bytes):
        return outcome
    raise _refusal(url, outcome) from outcome


class _TooLargeError(Exception):
    """The answer goes on beyond any timestamp."""


class _NoRedirection(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the address is the one that was configured, or none."""


def _exchange(
    url: str, question: bytes, seconds: float, ended: "SimpleQueue[bytes | Exception]"
) -> None:
    until = time.monotonic() + seconds
    asked = Request(url, data=question, headers=dict(_HEADERS), method="POST")  # noqa: S310 - http(s) only, checked by the caller
    try:
        with _opener(url).open(asked, timeout=seconds) as answer:
            body = b""
            while piece := answer.read1(_PIECE):
                body += piece
                if len(body) > LARGEST:
                    raise _TooLargeError  # noqa: TRY301 - read as any other end of the exchange
                if time.monotonic() > until:
                    return  # nobody waits any more
    except Exception as error:  # noqa: BLE001 - judged by whoever waits, in their own thread
        ended.put(error)
    else:
        ended.put(body)


def _opener(url: str) -> OpenerDirector:
    proxies = ProxyHandler({}) if _here(urlsplit(url).hostname or "") else ProxyHandler()
    return build_opener(proxies, _NoRedirection)


def _here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refusal(url: str, error: Exception) -> ConnectorError:
    if isinstance(error, HTTPError):
        if error.code >= _SERVER_ERRORS or error.code in _LATER:
            return ConnectorUnavailable(
                "timestamp_unreachable", url=url, reason=f"HTTP {error.code}"
            )
        return ConnectorError("timestamp_refused", url=url, status=f"HTTP {error.code}")
    if isinstance(error, _TooLargeError):
        return ConnectorError("timestamp_malformed", url=url, defect="too_large")
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, http.client.HTTPException) and not isinstance(cause, OSError):
        return ConnectorError("timestamp_malformed", url=url, defect="http")
    if isinstance(cause, OSError):
        return ConnectorUnavailable("timestamp_unreachable", url=url, reason=type(cause).__name__)
    raise error
