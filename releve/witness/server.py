"""The witness's HTTP service: ``POST /add-checkpoint`` of c2sp.org/tlog-witness, and a page.

Bodies, times and connections are bounded; nothing is authenticated but the heads themselves. To be
put behind a TLS proxy when it must leave this machine.
"""

import logging
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6, SHUT_RDWR, socket
from socketserver import TCPServer

from releve.errors import EvidenceRefused, ReleveError
from releve.textes import sentence
from releve.witness.page import page
from releve.witness.request import MAX_BYTES, parse_request
from releve.witness.witness import Witness

HOST = "127.0.0.1"
PORT = 8480
PATH = "/add-checkpoint"
SIZE_TYPE = "text/x.tlog.size"

STATUSES: Mapping[str, HTTPStatus] = {
    "witness_log_unknown": HTTPStatus.NOT_FOUND,
    "witness_head_unsigned": HTTPStatus.FORBIDDEN,
    "witness_fork": HTTPStatus.CONFLICT,
    "witness_rollback": HTTPStatus.CONFLICT,
    "witness_old_differs": HTTPStatus.CONFLICT,
    "witness_proof_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "witness_clock_went_back": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What a refusal answers; any other is 400."""

_PLAIN = "text/plain; charset=utf-8"
_log = logging.getLogger(__name__)


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness; each connection in a thread, for a bounded time."""

    daemon_threads = True
    request_queue_size = 32

    def __init__(
        self,
        witness: Witness,
        host: str = HOST,
        port: int = PORT,
        *,
        seconds: float = 30.0,
        connections: int = 32,
    ) -> None:
        """Bind; port 0 takes a free one. A connection lives ``seconds`` at most.

        Raises:
            OSError: the address cannot be bound.

        """
        self.witness = witness
        self.seconds = seconds
        self._places = threading.BoundedSemaphore(connections)
        if ":" in host:
            self.address_family = AF_INET6
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name service who we are."""
        TCPServer.server_bind(self)

    @property
    def url(self) -> str:
        """Where the witness answers: its submission prefix."""
        host, port = self.server_address[:2]
        shown = host.decode() if isinstance(host, bytes | bytearray) else str(host)
        return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"

    def process_request(self, request: "socket | tuple[bytes, socket]", client: object) -> None:
        """Serve a connection in a thread, or close it when there are too many."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(
        self, request: "socket | tuple[bytes, socket]", client: object
    ) -> None:
        """Serve one connection, cut when its time is over."""
        end = threading.Timer(self.seconds, _cut, (request,))
        end.daemon = True
        end.start()
        try:
            super().process_request_thread(request, client)
        finally:
            end.cancel()
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - its form there
        """Note a connection that broke; the others go on."""
        _log.info("connection broken: %s", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "releve-witness"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        """Show the page."""
        if self.path != "/":
            self._answer(HTTPStatus.NOT_FOUND, _PLAIN, b"404\n")
            return
        try:
            shown = page(self.server.witness)
        except ReleveError as error:
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, _PLAIN, _told(error))
            return
        self._answer(HTTPStatus.OK, "text/html; charset=utf-8", shown)

    def do_POST(self) -> None:
        """Cosign a head, or say why not."""
        body = self._body()
        if body is None:
            return
        if self.path != PATH:
            self._answer(HTTPStatus.NOT_FOUND, _PLAIN, b"404\n")
            return
        try:
            cosigned = self.server.witness.cosign(parse_request(body))
        except EvidenceRefused as refusal:
            self._refused(refusal)
        except ReleveError as error:
            _log.error("%s", error)
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, _PLAIN, _told(error))
        else:
            self._answer(HTTPStatus.OK, _PLAIN, cosigned.line)

    def _refused(self, refusal: EvidenceRefused) -> None:
        status = STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)
        if status is HTTPStatus.CONFLICT:
            self._answer(status, SIZE_TYPE, f"{refusal.facts['seen']}\n".encode())
        else:
            self._answer(status, _PLAIN, _told(refusal))

    def _body(self) -> bytes | None:
        """Read the body; ``None`` once an answer was given instead."""
        length = self.headers.get("Content-Length", "")
        known = length.isascii() and length.isdigit() and len(length) <= len(str(MAX_BYTES))
        if not known or int(length) > MAX_BYTES or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            refusal = EvidenceRefused("witness_request_malformed", field="size")
            self._answer(HTTPStatus.BAD_REQUEST, _PLAIN, _told(refusal))
            return None
        data = self.rfile.read(int(length))
        if len(data) < int(length):
            self.close_connection = True
            return None
        return data

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        _log.info("%s %s", self.client_address[0], format % args)


def _told(error: ReleveError) -> bytes:
    return f"{sentence(error.code, error.facts)} [{error.code}]\n".encode()


def _cut(connection: object) -> None:
    if isinstance(connection, socket):
        try:
            connection.shutdown(SHUT_RDWR)
        except OSError:
            return
