"""One question to a FHIR server and its answer, asked again while that can help."""

import logging
import re
import secrets
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self, TypeAlias
from urllib.parse import urlsplit

import httpx
import orjson

from connectors.fhir_api.target import FhirTarget, tls
from connectors.fhir_api.token import Tokens
from releve.errors import ConnectorError, ConnectorUnavailable

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
"""What JSON gives. Nothing of it is kept in an error."""

_BUSY = {429, 502, 503, 504}
_BARRED = {401: "fhir_unauthorised", 403: "fhir_forbidden"}
_SECONDS = re.compile(r"\d{1,9}")
_JSON = "application/fhir+json"
_CHANCE = secrets.SystemRandom()

for _name in ("httpx", "httpcore"):
    # They would write addresses, which hold identifiers, and headers, which hold tokens.
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much we wait for. Seconds and bytes.

    ``patience`` bounds one question with all its repetitions; ``longest_pause`` a pause that the
    server did not ask for.
    """

    connect: float = 15.0
    silence: float = 300.0
    patience: float = 600.0
    first_pause: float = 0.5
    longest_pause: float = 30.0
    answer_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: ``document`` is ``None`` unless it is a JSON object; ``at`` is when it says."""

    status: int
    document: Mapping[str, Json] | None = field(repr=False)
    at: datetime | None


class Exchange:
    """A connection kept alive, shared by threads; it is a context manager.

    No redirect is followed, no proxy or credential of the environment is used.

    Raises:
        ConnectorError: ``fhir_tls_unusable``, ``fhir_secret_missing``, ``fhir_secret_not_private``.

    """

    def __init__(self, target: FhirTarget, limits: Limits, connections: int) -> None:
        ours = target.credentials
        self._target = target
        self._limits = limits
        self._stopped = threading.Event()
        self._client = httpx.Client(
            verify=tls(target),
            timeout=httpx.Timeout(limits.silence, connect=limits.connect),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            headers={"Accept": _JSON, "Cache-Control": "no-cache", "User-Agent": "releve"},
            trust_env=False,
        )
        self._tokens = None if ours is None else Tokens(ours, self._client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def stop(self) -> None:
        """End every pause: what waits raises ``fhir_unreachable``."""
        self._stopped.set()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        prefer: str = "handling=strict",
        query: Sequence[tuple[str, str]] = (),
    ) -> Reply:
        """Ask at ``path`` below the base address, or at a whole address of the same origin.

        Asked again, after a pause with jitter that grows or the one the server asks for: a lost
        connection, 429, 502, 503, 504. Only ask what may be asked twice.

        Raises:
            ConnectorUnavailable: ``fhir_unreachable`` with ``reason``; ``fhir_busy`` with
                ``status``: it did not end before ``patience``.
            ConnectorError: ``fhir_unauthorised``, ``fhir_forbidden``,
                ``fhir_certificate_refused``, ``fhir_answer_too_large``, and those of a token.

        """
        until = time.monotonic() + self._limits.patience
        url = path if "://" in path else f"{self._target.base}/{path}".rstrip("/")
        headers = {"Prefer": prefer} | ({} if body is None else {"Content-Type": _JSON})
        request = self._client.build_request(
            method, url, content=body, headers=headers, params=list(query) or None
        )
        pause = self._limits.first_pause
        while True:
            try:
                reply, asked = self._once(request, until)
            except httpx.TransportError as error:
                self._see_certificate(error)
                failure = ConnectorUnavailable(
                    "fhir_unreachable", host=self.host, reason=type(error).__name__
                )
                asked = None
            else:
                if reply.status in _BARRED:
                    raise ConnectorError(_BARRED[reply.status], host=self.host)
                if reply.status not in _BUSY:
                    return reply
                failure = ConnectorUnavailable("fhir_busy", host=self.host, status=reply.status)
            wait = _CHANCE.uniform(pause / 2, pause) if asked is None else asked
            pause = min(pause * 2, self._limits.longest_pause)
            if time.monotonic() + wait > until or self._stopped.wait(wait):
                raise failure

    @property
    def base(self) -> str:
        """The base address of the server."""
        return self._target.base

    @property
    def host(self) -> str:
        """Its host and port, for errors."""
        return urlsplit(self.base).netloc

    def _once(self, request: httpx.Request, until: float) -> tuple[Reply, float | None]:
        """Ask once; also return the pause that the server asks for, in seconds."""
        answer = self._answer(request)
        try:
            data = bytearray()
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > self._limits.answer_bytes:
                    limit = self._limits.answer_bytes
                    raise ConnectorError("fhir_answer_too_large", host=self.host, limit=limit)
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("patience")
        finally:
            answer.close()
        at = _instant(answer.headers.get("Date"))
        reply = Reply(status=answer.status_code, document=_object(bytes(data)), at=at)
        return reply, _asked(answer.headers.get("Retry-After"))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Send a request with a token if one is needed; on 401, once more with a new one."""
        if self._tokens is None:
            return self._client.send(request, stream=True)
        token = self._tokens.token()
        request.headers["Authorization"] = f"Bearer {token}"
        answer = self._client.send(request, stream=True)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            answer.close()
            request.headers["Authorization"] = f"Bearer {self._tokens.token(refused=token)}"
            answer = self._client.send(request, stream=True)
        return answer

    def _see_certificate(self, error: BaseException) -> None:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
                raise ConnectorError("fhir_certificate_refused", host=self.host) from None
            cause = cause.__cause__ or cause.__context__


def _object(data: bytes) -> Mapping[str, Json] | None:
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _asked(header: str | None) -> float | None:
    if header is None:
        return None
    if _SECONDS.fullmatch(header.strip()):
        return float(header)
    at = _instant(header)
    return None if at is None else max((at - datetime.now(UTC)).total_seconds(), 0.0)


def _instant(header: str | None) -> datetime | None:
    try:
        at = None if header is None else parsedate_to_datetime(header)
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
