"""The exercise's timestamp authority: RFC 3161 over HTTP on loopback, by ``openssl ts``.

A process of its own, as a real authority is: the desk reaches it by its address and knows it by its
certificate. Its dates are real ones, whatever date the exercise plays.
"""

import os
import secrets
import subprocess
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from deployments.rehearsal import processes
from deployments.rehearsal.errors import RehearsalError
from deployments.rehearsal.pki import Pki
from deployments.rehearsal.ports import answers, wait_answers

_REPOSITORY = Path(__file__).resolve().parents[2]
_QUERY = "application/timestamp-query"
_REPLY = "application/timestamp-reply"
_LONGEST = 8192
_SECONDS = 10
_SERIAL_BYTES = 16
_CONFIG = """\
[tsa]
default_tsa = exercise

[exercise]
serial = $ENV::TSA_SERIAL
crypto_device = builtin
signer_cert = {certificate}
signer_key = {key}
signer_digest = sha256
default_policy = 2.999.1
digests = sha256, sha384, sha512
accuracy = secs:1
clock_precision_digits = 0
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
# No `certs`: authorities are known beforehand, and OpenSSL would write the set out of order.


class TimestampServer:
    """The process, started for an exercise and stopped with it."""

    def __init__(self, folder: Path, *, pki: Pki, port: int) -> None:
        """Describe it; ``folder`` holds its configuration, its log and its process id."""
        self._folder, self._pki, self.port = folder.resolve(), pki, port

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return processes.kept_pid(self._folder / "pid", str(self._folder))

    def start(self) -> None:
        """Start it detached from us and wait until it answers; a running one is left.

        Raises:
            RehearsalError: ``port_taken``; ``timestamp_authority_start`` with the log's path.
        """
        if self.pid is not None:
            return
        if answers(self.port):
            raise RehearsalError("port_taken", port=self.port)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        described = _CONFIG.format(certificate=self._pki.signer.name, key=self._pki.signer_key.name)
        (self._folder / "tsa.cnf").write_text(described, encoding="utf-8")
        log = self._folder / "server.log"
        with log.open("ab") as told:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "deployments.rehearsal.timestamp_authority",
                    str(self._folder),
                    str(self._pki.signer.parent.resolve()),
                    str(self.port),
                ],
                cwd=_REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": str(_REPOSITORY)},
            )
        (self._folder / "pid").write_text(str(process.pid), encoding="utf-8")
        wait_answers(self.port, seconds=30, code="timestamp_authority_start", log=str(log))

    def stop(self) -> None:
        """Stop it, whichever run of the exercise started it, and wait until it is gone."""
        if self.pid is not None:
            processes.end([self.pid])
        (self._folder / "pid").unlink(missing_ok=True)


class OpenSsl:
    """Answers queries with ``openssl ts -reply``."""

    def __init__(self, config: Path, keys: Path) -> None:
        """Keep the configuration; its certificate and key are names in the folder ``keys``."""
        self._config, self._keys = config, keys

    def reply(self, query: bytes) -> bytes:
        """Return the DER TimeStampResp to a DER TimeStampReq, refusals included.

        Each serial number is 128 random bits: unique without a counter to share between requests
        or to lose in a crash. Raises ``CalledProcessError`` where openssl gives no answer.
        """
        with TemporaryDirectory(prefix="tsa-") as folder:
            serial = Path(folder) / "serial"
            serial.write_text(f"{secrets.randbits(_SERIAL_BYTES * 8 - 1):032X}\n", encoding="ascii")
            (Path(folder) / "query").write_bytes(query)
            done = subprocess.run(
                [
                    "openssl",
                    "ts",
                    "-reply",
                    "-config",
                    str(self._config),
                    "-queryfile",
                    str(Path(folder) / "query"),
                ],
                cwd=self._keys,
                env=os.environ | {"TSA_SERIAL": str(serial)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
        return done.stdout


class _Handler(BaseHTTPRequestHandler):
    timeout = _SECONDS
    openssl: OpenSsl

    def do_POST(self) -> None:
        """Answer one timestamp query."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Content-Type") != _QUERY or not length.isdecimal():
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if int(length) > _LONGEST:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        try:
            reply = self.openssl.reply(self.rfile.read(int(length)))
        except subprocess.SubprocessError as error:
            self.log_error("openssl: %s", getattr(error, "stderr", error))
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", _REPLY)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main() -> None:
    """Serve until a signal comes: ``FOLDER KEYS PORT``."""
    folder, keys, port = sys.argv[1:]
    _Handler.openssl = OpenSsl(Path(folder) / "tsa.cnf", Path(keys))
    with _Server(("127.0.0.1", int(port)), _Handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
