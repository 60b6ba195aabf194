"""A bearer token got by client credentials, renewed when it ends or is refused."""

import threading
import time
from urllib.parse import quote_plus

import httpx
import orjson

from connectors.fhir_api.target import ClientCredentials, private
from releve.errors import ConnectorError

EARLY_SECONDS = 30.0
"""A token that ends sooner than this is renewed before it is used."""

_UNSAID_SECONDS = 300.0
_ANSWER_BYTES = 64 * 1024


class Tokens:
    """One token at a time, shared by threads.

    Raises:
        ConnectorError: ``fhir_secret_missing``, ``fhir_secret_not_private``.

    """

    def __init__(self, credentials: ClientCredentials, client: httpx.Client) -> None:
        private(credentials.secret_file)
        self._credentials = credentials
        self._client = client
        self._lock = threading.Lock()
        self._token: str | None = None
        self._until = 0.0

    def token(self, refused: str | None = None) -> str:
        """Return a token other than ``refused``, asking for one unless there is one already.

        Raises:
            ConnectorError: ``fhir_token_refused`` with ``status``, ``fhir_token_malformed``,
                ``fhir_secret_unreadable``.
            httpx.TransportError: the token's server could not be asked.

        """
        with self._lock:
            if self._token in {None, refused} or time.monotonic() >= self._until:
                self._token, lasts = self._ask()
                self._until = time.monotonic() + max(lasts - EARLY_SECONDS, lasts / 2)
            return str(self._token)

    def _ask(self) -> tuple[str, float]:
        ours = self._credentials
        form = {"grant_type": "client_credentials"}
        if ours.scope is not None:
            form["scope"] = ours.scope
        # Encoded first, as section 2.3.1 of the RFC asks.
        basic = httpx.BasicAuth(quote_plus(ours.client_id), quote_plus(_secret(ours)))
        data = bytearray()
        with self._client.stream("POST", ours.token_url, data=form, auth=basic) as answer:
            if answer.status_code != httpx.codes.OK:
                raise ConnectorError("fhir_token_refused", status=answer.status_code)
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > _ANSWER_BYTES:
                    raise ConnectorError("fhir_token_malformed")
        return _read(bytes(data))


def _secret(ours: ClientCredentials) -> str:
    try:
        return private(ours.secret_file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConnectorError("fhir_secret_unreadable", path=str(ours.secret_file)) from None


def _read(data: bytes) -> tuple[str, float]:
    try:
        said = orjson.loads(data)
        token, kind, lasts = said["access_token"], said["token_type"], said.get("expires_in")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConnectorError("fhir_token_malformed") from None
    usable = isinstance(token, str) and token.isascii() and token.isprintable() and token
    if not usable or not isinstance(kind, str) or kind.lower() != "bearer":
        raise ConnectorError("fhir_token_malformed")
    return token, float(lasts) if isinstance(lasts, int | float) else _UNSAID_SECONDS
