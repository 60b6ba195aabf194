"""Timestamps: a real ``openssl ts`` authority, judged by OpenSSL, and authorities that lie."""

import hashlib
import random
import socket
import subprocess
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import cms, tsp
from cryptography.x509 import ExtendedKeyUsage
from cryptography.x509.oid import ExtendedKeyUsageOID

from connectors.timestamping import Rfc3161Authority
from connectors.timestamping.reply import Query, token_of
from connectors.timestamping.rfc3161 import _certificates
from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.timestamp_authority import OpenSsl, TimestampServer
from releve.errors import ConnectorError, ConnectorUnavailable, TransientError
from releve.ports import TimestampAuthority
from releve.verification.seals import verify_token
from tests.fakes.pki import STAMPING, Pki, usage
from tests.fakes.ssh_hosts import scattered_port

pytestmark = pytest.mark.integration

DATA = b"l'enveloppe DSSE d'un certificat\n"
NOW = datetime.now(UTC).replace(microsecond=0)
CODES = {f"timestamp_{name}" for name in ("refused", "malformed", "of_another_digest", "untrusted")}


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    return make_pki(tmp_path_factory.mktemp("certificats") / "pki")


@pytest.fixture(scope="module")
def server(pki, tmp_path_factory):
    folder = tmp_path_factory.mktemp("horodateur") / "avec une espace"
    running = TimestampServer(folder, pki=pki, port=scattered_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def other():
    """Another authority altogether, in memory."""
    return Pki(NOW)


def asking(server, pki):
    return Rfc3161Authority.load(server.url, pki.timestamp_authorities)


def openssl(token, data, pki, tmp_path):
    (tmp_path / "token.tst").write_bytes(token)
    (tmp_path / "data").write_bytes(data)
    command = ["openssl", "ts", "-verify", "-token_in", "-in", "token.tst", "-data", "data"]
    return subprocess.run(
        [*command, "-CAfile", str(pki.timestamp_authorities)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def answering(answer, status=200, headers=()):
    """An HTTP server whose every answer is ``answer`` (bytes, or a function of the query)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            query = self.rfile.read(int(self.headers["Content-Length"]))
            body = answer(query) if callable(answer) else answer
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{served.server_address[1]}/tsa"
        finally:
            served.shutdown()
            thread.join()


@contextmanager
def talking(talk):
    """A server that speaks whatever it likes to each connection, until it returns."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    try:
                        talk(connection)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)


def refusal(url, authorities, **options):
    with pytest.raises(ConnectorError) as refused:
        Rfc3161Authority(url, authorities, **options).token(DATA)
    return refused.value


def test_the_token_is_accepted_by_openssl_for_its_data_alone(server, pki, tmp_path, needs_tool):
    needs_tool("openssl")
    authority = asking(server, pki)
    assert isinstance(authority, TimestampAuthority)
    token = authority.token(DATA)
    assert openssl(token, DATA, pki, tmp_path).stdout == "Verification: OK\n"
    refused = openssl(token, DATA + b"x", pki, tmp_path)
    assert "message imprint mismatch" in refused.stderr
    assert refused.returncode != 0


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
def test_the_token_is_accepted_by_the_verifier(server, pki, digest):
    token = asking(server, pki).token(DATA, digest=digest)
    stamp = verify_token(token, DATA, [pki.timestamp_authorities.read_text()])
    assert abs((stamp.at - datetime.now(UTC)).total_seconds()) < 300
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hash_algorithm"]["algorithm"].native == digest


def test_an_authority_that_is_down_may_be_asked_again_later(pki):
    down = TimestampServer(pki.folder, pki=pki, port=scattered_port())
    refused = refusal(down.url, [pki.timestamp_authorities.read_text()])
    assert (refused.code, refused.facts["reason"]) == (
        "timestamp_unreachable",
        "ConnectionRefusedError",
    )
    assert isinstance(refused, TransientError)


HTML = b"<!DOCTYPE html><html><title>Portail captif</title></html>"


@pytest.mark.parametrize(
    ("answer", "status", "code", "fact"),
    [
        (HTML, 200, "timestamp_malformed", "ValueError"),
        (b"", 200, "timestamp_malformed", "ValueError"),
        (bytes(70_000), 200, "timestamp_malformed", "too_large"),
        (HTML, 404, "timestamp_refused", "HTTP 404"),
        (HTML, 302, "timestamp_refused", "HTTP 302"),
        (HTML, 503, "timestamp_unreachable", "HTTP 503"),
        (HTML, 429, "timestamp_unreachable", "HTTP 429"),
    ],
)
def test_an_answer_that_is_no_reply_is_refused(other, answer, status, code, fact):
    elsewhere = [("Location", "http://127.0.0.1:9/")] if status == 302 else []
    with answering(answer, status, elsewhere) as url:
        refused = refusal(url, other.timestamp_authorities)
    assert refused.code == code
    assert fact in refused.facts.values()
    assert isinstance(refused, ConnectorUnavailable) is (code == "timestamp_unreachable")


def test_what_is_no_http_is_refused(other):
    def mail(connection):
        connection.recv(4096)
        connection.sendall(b"220 smtp.example.invalid\r\n")

    with talking(mail) as url:
        assert refusal(url, other.timestamp_authorities).code == "timestamp_malformed"


def test_an_authority_that_hangs_up_is_unreachable(other):
    with talking(lambda connection: connection.recv(1)) as url:
        assert refusal(url, other.timestamp_authorities).code == "timestamp_unreachable"


def silent(connection):
    while connection.recv(4096):
        pass


def slow(connection):
    """Send a header that never ends, fast enough that no single read ever waits for long."""
    connection.settimeout(0.02)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Header: ")
    for _ in range(200):
        try:
            if not connection.recv(4096):
                return
        except TimeoutError:
            connection.sendall(b"x")


@pytest.mark.parametrize("talk", [silent, slow])
@pytest.mark.timeout(30)
def test_an_authority_that_never_ends_is_left_after_the_deadline(other, talk):
    with talking(talk) as url:
        refused = refusal(url, other.timestamp_authorities, timeout=0.4)
    assert refused.code == "timestamp_unreachable"


def test_a_refusal_is_told_in_the_authoritys_own_words(server, pki, tmp_path, needs_tool):
    needs_tool("openssl")
    config = (server._folder / "tsa.cnf").read_text().replace("sha256, sha384", "sha384")
    (tmp_path / "tsa.cnf").write_text(config)
    strict = OpenSsl(tmp_path / "tsa.cnf", pki.signer.parent)
    with answering(strict.reply) as url:
        refused = refusal(url, [pki.timestamp_authorities.read_text()])
    assert refused.code == "timestamp_refused"
    assert refused.facts["status"] == "rejection bad_alg Message digest algorithm is not supported."


def granted(pki, bend=lambda query: query, at=NOW, **options):
    """What an authority answers in memory at an instant, to the query as ``bend`` changes it."""

    def answer(query):
        return pki.respond(bend(tsp.TimeStampReq.load(query)).dump(), at, **options)

    return answer


def of_other_data(query):
    query["message_imprint"]["hashed_message"] = hashlib.sha256(b"autre chose").digest()
    return query


def of_another_query(query):
    query["nonce"] = query["nonce"].native ^ 1
    return query


def without_nonce(query):
    del query["nonce"]
    return query


@pytest.mark.parametrize(
    ("bend", "code", "defect"),
    [
        (of_other_data, "timestamp_of_another_digest", None),
        (of_another_query, "timestamp_malformed", "nonce"),
        (without_nonce, "timestamp_malformed", "nonce"),
    ],
)
def test_an_answer_to_another_question_is_refused(other, bend, code, defect):
    with answering(granted(other)) as url:
        assert Rfc3161Authority(url, other.timestamp_authorities).token(DATA)
    with answering(granted(other, bend)) as url:
        refused = refusal(url, other.timestamp_authorities)
    assert (refused.code, refused.facts.get("defect")) == (code, defect)


def test_an_answer_kept_from_before_is_refused(server, pki):
    """The same data, a genuine token, an older question."""
    old = OpenSsl(server._folder / "tsa.cnf", pki.signer.parent).reply(Query.about(DATA, "").der)
    with answering(old) as url:
        refused = refusal(url, [pki.timestamp_authorities.read_text()])
    assert (refused.code, refused.facts["defect"]) == ("timestamp_malformed", "nonce")


def test_a_token_under_another_authority_is_refused(server, other):
    refused = refusal(server.url, other.timestamp_authorities)
    assert refused.code == "timestamp_untrusted"
    assert refused.facts["cause"] == "no_certificate_chain_found"


def too_early(pki):
    return {"party": pki.tsa_party(since=NOW.replace(year=NOW.year + 1))}


def for_mail(pki):
    uses = ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    return {
        "party": pki.tsa_party(extensions=[(usage(digital_signature=True), True), (uses, True)])
    }


def for_mail_too(pki):
    both = [ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION]
    return {"party": pki.tsa_party(extensions=[(ExtendedKeyUsage(both), True)])}


def purpose_not_critical(pki):
    (first, (purpose, _)) = STAMPING
    return {"party": pki.tsa_party(extensions=[first, (purpose, False)])}


def certificate_not_named(_):
    return {"ess": None}


def broken_signature(_):
    def after(signer, _):
        value = bytearray(signer["signature"])
        value[9] ^= 1
        signer["signature"] = bytes(value)

    return {"after": after}


def digest_not_announced(_):
    def after(_, signed):
        signed["digest_algorithms"] = [{"algorithm": "sha512"}]

    return {"after": after}


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (too_early, "certificate_chain_general_failure"),
        (for_mail, "chain_constraints_failure"),
        (for_mail_too, "purpose"),
        (purpose_not_critical, "purpose"),
        (certificate_not_named, "signing_certificate"),
        (broken_signature, "signature"),
        (digest_not_announced, "digest_algorithms"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_token_nobody_should_believe_is_refused(other, make, cause):
    with answering(granted(other, **make(other))) as url:
        refused = refusal(url, other.timestamp_authorities)
    assert (refused.code, refused.facts["cause"]) == ("timestamp_untrusted", cause)


def test_a_token_is_judged_at_its_own_date_whatever_the_clock_says():
    """The clock of this machine may be the one of an exercise."""
    past = Pki(NOW - timedelta(days=1000), years=1)
    with answering(granted(past, at=NOW - timedelta(days=900))) as url:
        assert Rfc3161Authority(url, past.timestamp_authorities).token(DATA)


def test_an_authority_that_had_expired_when_it_stamped_is_refused():
    old = Pki(NOW - timedelta(days=1000), authority_years=1)
    with answering(granted(old)) as url:
        refused = refusal(url, old.timestamp_authorities)
    assert (refused.code, refused.facts["cause"]) == ("timestamp_untrusted", "expired")


def test_an_authority_between_root_and_signer_is_followed():
    longer = Pki(NOW, between=True, tsa_key="ecdsa")
    with answering(granted(longer)) as url:
        token = Rfc3161Authority(url, longer.timestamp_authorities).token(DATA)
    assert verify_token(token, DATA, longer.timestamp_authorities)


def test_whatever_an_authority_sends_is_refused_by_code(other):
    asked = Query.about(DATA, "http://127.0.0.1/")
    roots = _certificates(other.timestamp_authorities, asked.url)
    reply = other.respond(asked.der, NOW)
    assert token_of(reply, asked, roots)
    bent, draw = [], random.Random(3161)
    for _ in range(250):
        changed = bytearray(reply)
        changed[draw.randrange(len(reply))] ^= 1 << draw.randrange(8)
        bent.append(bytes(changed))
    refused = 0
    for one in (*(reply[:end] for end in range(0, len(reply), 23)), *bent):
        try:
            token_of(one, asked, roots)
        except ConnectorError as error:
            assert error.code in CODES  # noqa: PT017 - a code each time, and no other error
            refused += 1
    assert refused > 250


def test_a_proxy_is_used_except_towards_this_machine(server, pki, other, monkeypatch):
    with answering(granted(other)) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.delenv("no_proxy", raising=False)
        away = Rfc3161Authority("http://tsa.example.invalid/", other.timestamp_authorities)
        assert away.token(DATA)
        assert asking(server, pki).token(DATA)
