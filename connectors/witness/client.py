"""Asking a witness for its cosignature: one request, one more if it saw another size."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from releve.errors import ConnectorError, ConnectorUnavailable, EvidenceRefused
from releve.ledger.checkpoint import parse
from releve.signatures.note import COSIGNATURE, VerifierKey, lines_by, open_note
from releve.witness.request import AddCheckpoint

SECONDS = 10.0
"""How long a cosignature may take in all, names and connections included."""

_PORTS = {"http": 80, "https": 443}
_MAX_ANSWER = 64 * 1024
_LONGEST_SIZE = 20
_TOLD = 200
_SERVER_ERRORS = 500


@dataclass(slots=True)
class _Exchange:
    """One request under way in a thread of its own, so that it can be given up."""

    connection: http.client.HTTPConnection
    path: str
    body: bytes
    answer: tuple[int, bytes] | None = None
    failure: Exception | None = None
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        headers = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close"}
        try:
            self.connection.request("POST", self.path, body=self.body, headers=headers)
            found = self.connection.getresponse()
            self.answer = (found.status, found.read(_MAX_ANSWER + 1))
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.failure = error
        finally:
            self.connection.close()

    def cut(self) -> None:
        """Let go of a peer that does not end."""
        if isinstance(self.connection.sock, socket.socket):
            with suppress(OSError):
                self.connection.sock.shutdown(socket.SHUT_RDWR)


class HttpWitness:
    """A :class:`~releve.ports.HeadWitness` at a URL. No proxy, no redirect, no credential."""

    def __init__(self, name: str, url: str, key: VerifierKey, *, seconds: float = SECONDS) -> None:
        """Keep the address (the *submission prefix*) and the key of the plan.

        Raises:
            ConnectorError: ``endpoint_url_refused``: not plain ``http`` or ``https``;
                ``witness_malformed``: the key is not a witness's (type 0x04).

        """
        if key.algorithm != COSIGNATURE:
            raise ConnectorError("witness_malformed", witness=name, reason="key")
        self._name = name
        self._url = _split(name, url)
        self._key = key
        self._seconds = seconds
        self._last = 0

    def cosign(self, checkpoint: bytes, consistency: Callable[[int], Sequence[bytes]]) -> bytes:
        """Return the cosignature line of ``checkpoint``, as ``HeadWitness`` promises.

        A witness that saw a larger head than ours, or another of the same size, has refused.

        Raises:
            ConnectorUnavailable: ``witness_unreachable``: silence, or an error of its own.
            ConnectorError: ``witness_refused``, ``witness_malformed``.

        """
        end = time.monotonic() + self._seconds
        head = parse(checkpoint[: checkpoint.rindex(b"\n\n") + 1])
        old = self._last if self._last <= head.size else 0
        status, body = self._post(checkpoint, consistency, old, end)
        if status == HTTPStatus.CONFLICT:
            seen = self._size(body)
            if seen == old or seen > head.size:
                raise self._refusal(status, body)
            old = seen
            status, body = self._post(checkpoint, consistency, old, end)
        if status >= _SERVER_ERRORS:
            raise ConnectorUnavailable(
                "witness_unreachable", witness=self._name, reason=f"HTTP {status}"
            )
        if status != HTTPStatus.OK:
            raise self._refusal(status, body)
        line = self._line(checkpoint, body)
        self._last = head.size
        return line

    def _post(
        self,
        checkpoint: bytes,
        consistency: Callable[[int], Sequence[bytes]],
        old: int,
        end: float,
    ) -> tuple[int, bytes]:
        proof = tuple(consistency(old)) if old else ()
        body = AddCheckpoint(old=old, proof=proof, note=checkpoint).encode()
        exchange = _Exchange(
            self._connection(), f"{self._url.path.rstrip('/')}/add-checkpoint", body
        )
        exchange.thread.start()
        exchange.thread.join(max(0.0, end - time.monotonic()))
        if exchange.thread.is_alive():
            exchange.cut()
            raise ConnectorUnavailable("witness_unreachable", witness=self._name, reason="timeout")
        if exchange.answer is None:
            reason = type(exchange.failure).__name__
            raise ConnectorUnavailable("witness_unreachable", witness=self._name, reason=reason)
        return exchange.answer

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port or _PORTS[self._url.scheme]
        if self._url.scheme == "https":
            trusted = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._seconds, context=trusted)
        return http.client.HTTPConnection(host, port, timeout=self._seconds)

    def _line(self, checkpoint: bytes, body: bytes) -> bytes:
        """Return its line of an answer, verified; lines by others are ignored, as specified."""
        if len(body) > _MAX_ANSWER:
            raise self._malformed("size")
        text = checkpoint[: checkpoint.rindex(b"\n\n") + 1]
        try:
            found = open_note(text + b"\n" + body, [self._key])
        except EvidenceRefused as error:
            raise self._malformed(error.code) from None
        if found.text != text:  # an answer with a blank line would move where the text ends
            raise self._malformed("text")
        return lines_by(text + b"\n" + body, [self._key])

    def _size(self, body: bytes) -> int:
        told = body.removesuffix(b"\n")
        if not told.isdigit() or len(told) > _LONGEST_SIZE:
            raise self._malformed("size")
        return int(told)

    def _refusal(self, status: int, body: bytes) -> ConnectorError:
        said = body[:_TOLD].decode("utf-8", "replace")
        shown = "".join(c if c.isprintable() else " " for c in said).strip()
        return ConnectorError("witness_refused", witness=self._name, status=status, said=shown)

    def _malformed(self, reason: str) -> ConnectorError:
        return ConnectorError("witness_malformed", witness=self._name, reason=reason)


def _split(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if not usable or parts.username is not None or parts.password is not None:
        raise ConnectorError("endpoint_url_refused", endpoint=name)
    return parts
