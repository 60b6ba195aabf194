"""Witnesses that answer: in this process, in another, and peers that do not behave."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from releve.errors import LedgerError
from releve.witness.server import WitnessServer

REPOSITORY = Path(__file__).parents[2]

COMMAND = "import sys; from releve.cli.main import main; sys.exit(main(sys.argv[1:]))"
# A witness whose machine stops after its memory was written and before it answers.
DYING = """
import os, signal, sys
from pathlib import Path
from releve.witness.folder import opened
from releve.errors import LedgerError
from releve.witness.server import WitnessServer

class Dying:
    def __init__(self, heads):
        self._heads = heads

    def replace(self, origin, decide):
        self._heads.replace(origin, decide)
        os.kill(os.getpid(), signal.SIGKILL)

witness = opened(Path(sys.argv[1]))
witness.heads = Dying(witness.heads)
server = WitnessServer(witness, port=0)
print(server.url, flush=True)
server.serve_forever()
"""


@contextmanager
def serving(witness, **words):
    """Serve a witness from a thread of this process."""
    server = WitnessServer(witness, port=0, **words)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def process(*words, code=COMMAND):
    """Run a witness in a process of its own; yield it with the URL that it tells."""
    running = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    try:
        said = running.stdout.readline()
        running.url = re.search(r"http://[0-9.]+:\d+", said)[0]
        yield running
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()


@contextmanager
def peer(talk):
    """Listen, and let ``talk(connection, asked)`` answer each request as it likes."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    talk(connection, _request(connection), over)
                except OSError:
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def answering(*answers):
    """A peer that gives these (status, body) in turn, then the last again."""
    left = list(answers)

    def talk(connection, _asked, _over):
        status, body = left.pop(0) if len(left) > 1 else left[0]
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode() + body)

    return talk


def silent(_connection, _asked, over):
    """Never answer."""
    over.wait()


def dripping(connection, _asked, over):
    """Answer a byte at a time, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not over.wait(0.02):
        connection.sendall(b"x")


def _request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(re.search(rb"Content-Length: (\d+)", head)[1])
    while len(body) < length:
        body += connection.recv(65536)
    return body


class Reluctant:
    """A witness that answers only up to a size: beyond, it breaks, or makes its caller wait."""

    def __init__(self, witness):
        self._witness = witness
        self.limit = None
        self.patient = False
        self.waited = threading.Event()
        self.over = threading.Event()

    def __getattr__(self, name):
        return getattr(self._witness, name)

    def cosign(self, request):
        size = int(request.note.split(b"\n", 2)[1])
        if self.limit is not None and size > self.limit:
            self.waited.set()
            if self.patient:
                self.over.wait()
            raise LedgerError("witness_state_unusable", path="-", reason="reluctant")
        return self._witness.cosign(request)
