"""Witnesses over HTTP, as c2sp.org/tlog-witness says; and what asks them."""

import http.client
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from connectors.witness import HttpWitness
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.signatures.note import ED25519, VerifierKey, open_note
from releve.witness.folder import opened
from tests.fakes.small_log import KEY, ORIGIN, Clock, SmallLog, witness
from tests.fakes.witness_servers import (
    DYING,
    answering,
    dripping,
    peer,
    process,
    serving,
    silent,
)

pytestmark = pytest.mark.integration

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "tlog_witness.json").read_text())
HONEST = SmallLog("honnête")
FORK = SmallLog("autre")


@pytest.fixture
def one(tmp_path):
    return witness(tmp_path / "temoin")


@pytest.fixture
def server(one):
    with serving(one) as running:
        yield running


def post(url, body, *, path="/add-checkpoint", headers=None):
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    try:
        connection.request("POST", path, body=body, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def client(server, one, **words):
    return HttpWitness("temoin-un", server.url, one.key.verifier, **words)


def asked(log, size):
    """What the port asks with: a signed head, and the proofs to it."""
    return log.note(size), lambda old: log.proof(old, size)


# ----------------------------------------------------------------------------- the service


def test_the_requests_of_another_implementation_are_answered_as_there(tmp_path):
    raw = bytes.fromhex(VECTORS["key"])
    log = VerifierKey(name=VECTORS["origin"], algorithm=ED25519, public_key=raw)
    one = witness(tmp_path / "temoin", logs=[str(log)])
    with serving(one) as server:
        for step in VECTORS["steps"]:
            status, headers, body = post(server.url, step["body"].encode())
            assert status == step["status"], step["name"]
            if status == 409:
                assert body.decode() == step["answer"]
                assert headers["Content-Type"] == "text/x.tlog.size"
            if status == 200:
                note = step["body"].partition("\n\n")[2].encode() + body
                signed = open_note(note, [log, one.key.verifier]).signatures
                assert [each.key for each in signed] == [log, one.key.verifier]


def test_each_refusal_has_the_status_of_the_specification(server):
    assert post(server.url, HONEST.ask(0, 4).encode())[0] == 200
    fork, late = FORK.ask(4, 4), HONEST.ask(0, 2)
    status, headers, body = post(server.url, fork.encode())
    assert (status, headers["Content-Type"], body) == (409, "text/x.tlog.size", b"4\n")
    assert post(server.url, late.encode())[::2] == (409, b"4\n")
    assert post(server.url, FORK.ask(4, 9).encode())[0] == 422
    assert post(server.url, b"old 4\n\n")[0] == 400
    assert post(server.url, HONEST.ask(4, 9).encode() + b"x")[0] == 400


def test_a_refusal_says_why_in_french(server):
    status, headers, body = post(server.url, b"new 4\n\n")
    assert (status, headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "La demande" in body.decode()
    assert body.endswith(b"]\n")


@pytest.mark.parametrize(
    ("path", "status"), [("/", 404), ("/add-checkpoint/", 404), ("/add-checkpoint?x", 404)]
)
def test_there_is_one_place_to_ask(server, path, status):
    assert post(server.url, HONEST.ask(0, 4).encode(), path=path)[0] == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Length": "999999999999"},
        {"Content-Length": "-1"},
        {"Content-Length": "70000"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_bodies_without_a_bounded_length_are_not_read(server, one, headers):
    where = urlsplit(server.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    connection.putrequest("POST", "/add-checkpoint")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, answer.read()[-len(b"]\n") :]) == (400, b"]\n")
    connection.close()
    assert one.heads.all() == ()


def test_a_connection_that_goes_on_too_long_is_cut_though_it_never_stops(one):
    with serving(one, seconds=0.2) as server:
        where = urlsplit(server.url)
        with socket.create_connection((where.hostname, where.port), timeout=20) as slow:
            slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 300\r\n\r\n")
            answered = b""
            try:
                for _ in range(300):
                    slow.sendall(b"x")
                    threading.Event().wait(0.01)
                answered = slow.recv(10)
            except OSError:
                pass
            assert answered == b""
        assert post(server.url, HONEST.ask(0, 4).encode())[0] == 200


def test_connections_are_counted_and_kept_alive(one):
    with serving(one, connections=1) as server:
        where = urlsplit(server.url)
        kept = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
        for old, size in ((0, 4), (4, 6)):
            kept.request("POST", "/add-checkpoint", body=HONEST.ask(old, size).encode())
            answer = kept.getresponse()
            assert (answer.status, answer.read()[:3]) == (200, "—".encode())
        with socket.create_connection((where.hostname, where.port), timeout=20) as second:
            assert second.recv(10) == b""
        kept.close()


def test_the_page_says_who_which_logs_the_last_size_and_the_refusals(server, one):
    post(server.url, HONEST.ask(0, 4).encode())
    post(server.url, FORK.ask(4, 4).encode())
    where = urlsplit(server.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    connection.request("GET", "/")
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in told
    assert {name in told for name in (one.key.verifier.name, ORIGIN, "4 écritures")} == {True}
    assert "fourche à 4 écritures" in told
    assert one.heads.of(ORIGIN).note.decode() in told
    assert "‹" not in told


# ----------------------------------------------------------------------------- the client


def test_the_client_learns_the_size_seen_and_gives_back_one_verified_line(server, one):
    first = client(server, one)
    note, proofs = asked(HONEST, 4)
    line = first.cosign(note, proofs)
    assert open_note(note + line, [KEY.verifier, one.key.verifier]).unverified == 0
    other = client(server, one)  # knows nothing of what was seen
    note, proofs = asked(HONEST, 11)
    assert open_note(note + other.cosign(note, proofs), [one.key.verifier]).unverified == 1
    assert one.heads.of(ORIGIN).size == 11
    assert first.cosign(note, proofs).startswith("— ".encode())


@pytest.mark.parametrize("size", [4, 9], ids=["same size", "larger"])
def test_a_fork_is_refused_to_the_client_and_kept(server, one, size):
    client(server, one).cosign(*asked(HONEST, 4))
    with pytest.raises(ConnectorError, match="witness_refused") as refused:
        client(server, one).cosign(*asked(FORK, size))
    assert not isinstance(refused.value, ConnectorUnavailable)
    assert refused.value.facts["status"] == (409 if size == 4 else 422)
    assert len(one.refusals.all()) == 1


def test_a_witness_that_saw_more_than_we_have_refuses(server, one):
    client(server, one).cosign(*asked(HONEST, 9))
    with pytest.raises(ConnectorError, match="witness_refused") as refused:
        client(server, one).cosign(*asked(HONEST, 4))
    assert (refused.value.facts["status"], refused.value.facts["said"]) == (409, "9")


def line_of(one, size, log=HONEST):
    return one.key.cosign(log.head(size).body(), 1)


LIES = {
    "nothing": lambda _one: b"",
    "no signature": lambda _one: b"merci\n",
    "of another head": lambda one: line_of(one, 5),
    "twice": lambda one: line_of(one, 4) * 2,
    "the log's own": lambda _one: HONEST.note(4).rpartition(b"\n\n")[2],
    "a text of its own, signed": lambda one: (
        b"x\n\n" + one.key.cosign(HONEST.head(4).body() + b"\nx\n", 1)
    ),
    "too long": lambda one: line_of(one, 4) + "— a YWJjZGVm\n".encode() * 5_000,
}


@pytest.mark.parametrize("lie", LIES)
def test_any_other_answer_is_refused(one, lie):
    with peer(answering((200, LIES[lie](one)))) as url:
        asking = HttpWitness("temoin-un", url, one.key.verifier)
        with pytest.raises(ConnectorError, match="witness_malformed"):
            asking.cosign(*asked(HONEST, 4))


def test_lines_by_others_are_ignored(one):
    other = "— autre.example/x YWJjZGVm\n".encode()
    with peer(answering((200, other + line_of(one, 4)))) as url:
        asking = HttpWitness("temoin-un", url, one.key.verifier)
        assert asking.cosign(*asked(HONEST, 4)) == line_of(one, 4)


@pytest.mark.parametrize(
    ("answers", "code", "transient"),
    [
        ([(409, b"3\n"), (409, b"3\n")], "witness_refused", False),
        ([(409, b"0\n")], "witness_refused", False),
        ([(409, b"beaucoup\n")], "witness_malformed", False),
        ([(409, b"9" * 40)], "witness_malformed", False),
        ([(403, b"non \x1b[2J")], "witness_refused", False),
        ([(301, b"")], "witness_refused", False),
        ([(500, b"")], "witness_unreachable", True),
        ([(503, b"")], "witness_unreachable", True),
    ],
)
def test_what_a_witness_answers_decides_whose_move_it_is(one, answers, code, transient):
    with peer(answering(*answers)) as url:
        asking = HttpWitness("temoin-un", url, one.key.verifier)
        with pytest.raises(ConnectorError, match=code) as refused:
            asking.cosign(*asked(HONEST, 4))
    assert isinstance(refused.value, ConnectorUnavailable) is transient
    assert "\x1b" not in str(refused.value.facts)


@pytest.mark.parametrize("talk", [silent, dripping])
def test_a_peer_that_does_not_end_is_given_up(one, talk):
    with peer(talk) as url:
        asking = HttpWitness("temoin-un", url, one.key.verifier, seconds=0.3)
        with pytest.raises(ConnectorUnavailable) as refused:
            asking.cosign(*asked(HONEST, 4))
    assert refused.value.facts["reason"] == "timeout"


def test_nobody_there_is_unreachable(one):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    asking = HttpWitness("temoin-un", f"http://127.0.0.1:{port}", one.key.verifier)
    with pytest.raises(ConnectorUnavailable, match="witness_unreachable"):
        asking.cosign(*asked(HONEST, 4))


def test_a_key_that_is_no_witness_s_and_an_address_that_is_none_are_refused(one):
    with pytest.raises(ConnectorError, match="witness_malformed"):
        HttpWitness("temoin-un", "http://127.0.0.1:1", KEY.verifier)
    for url in ("ftp://x", "http://u:p@x", "http://"):
        with pytest.raises(ConnectorError, match="endpoint_url_refused"):
            HttpWitness("temoin-un", url, one.key.verifier)


# ----------------------------------------------------------------------------- processes


def test_two_processes_never_cosign_two_heads_that_fork(tmp_path):
    folder = tmp_path / "temoin"
    one = witness(folder)
    one.cosign(SmallLog(common=3).ask(0, 3))
    requests = [SmallLog(f"branche {number}", common=3).ask(3, 6) for number in range(24)]
    with (
        process("witness", "serve", folder, "--port", "0") as first,
        process("witness", "serve", folder, "--port", "0") as second,
        ThreadPoolExecutor(12) as pool,
    ):
        urls = [first.url, second.url] * 12
        answers = list(pool.map(lambda url, asked: post(url, asked.encode()), urls, requests))
    cosigned = [
        asked for asked, (status, *_) in zip(requests, answers, strict=True) if status == 200
    ]
    assert len(cosigned) == 1
    assert {status for status, *_ in answers} == {200, 409}
    assert opened(folder, Clock()).heads.of(ORIGIN).note.startswith(cosigned[0].note)


def test_a_machine_that_stops_between_its_memory_and_its_answer_has_not_forgotten(tmp_path):
    folder = tmp_path / "temoin"
    one = witness(folder)
    one.cosign(HONEST.ask(0, 3))
    with process(folder, code=DYING) as dying:
        asking = HttpWitness("temoin-un", dying.url, one.key.verifier)
        with pytest.raises(ConnectorUnavailable):
            asking.cosign(*asked(HONEST, 6))
        assert dying.wait() == -9
    assert opened(folder, Clock()).heads.of(ORIGIN).size == 6
    with process("witness", "serve", folder, "--port", "0") as again:
        with pytest.raises(ConnectorError, match="witness_refused"):
            HttpWitness("temoin-un", again.url, one.key.verifier).cosign(*asked(FORK, 6))
        note, proofs = asked(HONEST, 6)
        line = HttpWitness("temoin-un", again.url, one.key.verifier).cosign(note, proofs)
        assert open_note(note + line, [one.key.verifier]).unverified == 1
