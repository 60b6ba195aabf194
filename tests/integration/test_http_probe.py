"""What a service shows from outside, and what cannot be told."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from connectors.http import HttpProbe
from releve.errors import ConnectorError
from releve.ports import ServiceProbe
from tests.fakes.ssh_hosts import scattered_port

pytestmark = pytest.mark.integration


class Status(BaseHTTPRequestHandler):
    """Answers the status that the path names."""

    def do_GET(self):
        self.server.seen.append(self.path)
        self.send_response(int(self.path.strip("/").partition("?")[0] or 200))
        self.send_header("Location", "/503")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def web():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Status)
    server.seen = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def listener(answer):
    """Accept one connection and answer these bytes, or nothing at all when None."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                if answer is not None:
                    connection.sendall(answer)
                else:
                    over.wait(10)

        over = threading.Event()
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


def probe(url, **options):
    return HttpProbe({"portail": url}, **options).probe("portail")


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/200", "up"),
        ("/302", "up"),
        ("/401", "up"),
        ("/404", "up"),
        ("/500", "undetermined"),
        ("/503", "undetermined"),
        ("", "up"),
        ("/200?sonde=1", "up"),
    ],
)
def test_an_answer_says_up_below_500(web, path, seen):
    web.seen.clear()
    assert isinstance(HttpProbe({}), ServiceProbe)
    assert probe(f"http://127.0.0.1:{web.server_port}{path}") == seen
    assert web.seen == [path or "/"]


def test_a_refused_connection_says_down():
    assert probe(f"http://127.0.0.1:{scattered_port()}/") == "down"
    assert probe(f"https://127.0.0.1:{scattered_port()}/") == "down"


def test_a_proxy_of_the_environment_is_not_asked(web, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{web.server_port}")
    assert probe(f"http://127.0.0.1:{scattered_port()}/200") == "down"


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", None])
def test_what_is_not_http_cannot_be_told(answer):
    with listener(answer) as port:
        assert probe(f"http://127.0.0.1:{port}/", seconds=0.5) == "undetermined"


def test_tls_that_cannot_be_verified_and_unknown_names_cannot_be_told(web):
    assert probe(f"https://127.0.0.1:{web.server_port}/") == "undetermined"
    assert probe("http://absent.invalid/") == "undetermined"


def certificate(folder):
    """A self-signed certificate of 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "exercice")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "certificat.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return file


def test_tls_is_verified(tmp_path, monkeypatch):
    file = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Status)
    server.seen = []
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"https://127.0.0.1:{server.server_port}/404"
        assert (probe(url), server.seen) == ("undetermined", [])
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        assert (probe(url), server.seen) == ("up", ["/404"])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_endpoint_that_was_not_given():
    with pytest.raises(ConnectorError, match="endpoint_unknown endpoint=portail"):
        HttpProbe({}).probe("portail")


@pytest.mark.parametrize(
    "url", ["", "portail", "ftp://h/", "http://", "http://u:p@h/", "http://h:x/", "file:///etc"]
)
def test_an_address_that_is_not_plain_http(url):
    with pytest.raises(ConnectorError, match="endpoint_url_refused"):
        HttpProbe({"portail": url})
