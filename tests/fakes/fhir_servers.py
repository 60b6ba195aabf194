"""FHIR R4 servers on the loopback: sekmet, which nobody here wrote, and one of ours that errs.

Ours keeps resources in memory, answers over real HTTP, and has each defect by name.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx

from tests.fakes.ssh_hosts import scattered_port

TOKEN_BASIC = "Basic b3V0aWw6cyUyRmVjcmV0"  # outil, and s/ecret encoded
NOW = "2031-01-01T00:00:00.000Z"  # after any clock here
TYPES = (
    *("Patient", "Task", "DocumentReference", "QuestionnaireResponse", "Practitioner"),
    *("Organization",),
)


@contextmanager
def sekmet(root, **settings):
    """Run sekmet with a database of its own; yields its FHIR base address."""
    port = scattered_port()
    base = f"http://127.0.0.1:{port}/fhir"
    # JSON is YAML. Its simulator would add resources of its own.
    config = {"base_url": base, "db_path": str(root / "sekmet.db"), "log_inbound": False}
    config |= {"port": port, "simulator": {"enabled": False}} | settings
    (root / "settings.yaml").write_text(json.dumps(config))
    command = [str(Path(sys.executable).with_name("sekmet")), "serve", "--config", "settings.yaml"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    with (root / "sekmet.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
        try:
            _wait(f"{base}/metadata", server)
            yield base
        finally:
            server.terminate()
            server.wait(20)


def _wait(url, server):
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(url)


def kill(process):
    os.kill(process.pid, signal.SIGKILL)
    process.wait(20)


class ErringServer:
    """Resources by type and id; ``defect`` says what goes wrong, ``asked`` what was asked."""

    def __init__(self, defect=None, *, tls=None):
        self.defect = defect
        self.resources = {kind: {} for kind in TYPES}
        self.asked = []
        self.tokens = set()
        self.token_said = None
        self.turns = {}
        self.lock = threading.RLock()
        self.http = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Answering", (_Answering,), {"serving": self})
        )
        self.http.daemon_threads = True
        self.scheme = "http"
        if tls is not None:
            self.scheme = "https"
            self.http.socket = tls.wrap_socket(self.http.socket, server_side=True)

    @property
    def base(self):
        return f"{self.scheme}://127.0.0.1:{self.http.server_address[1]}/fhir"

    def __enter__(self):
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join(10)

    def held(self):
        return {kind: len(several) for kind, several in self.resources.items() if several}

    def first(self, name):
        """Tell whether this is the first time that ``name`` is met."""
        with self.lock:
            self.turns[name] = self.turns.get(name, 0) + 1
            return self.turns[name] == 1

    # -- what it does well

    def found(self, kind, tokens):
        return [
            one
            for one in self.resources[kind].values()
            for said in (
                one["identifier"] if isinstance(one["identifier"], list) else [one["identifier"]]
            )
            for token in tokens
            if token in {f"{said['system']}|", f"{said['system']}|{said['value']}"}
        ]

    def apply(self, entries, upto=None):
        """Apply entries in order; return answers, or a status for the first that fails."""
        answers, local = [], {}
        for position, one in enumerate(entries):
            if upto is not None and position == upto:
                return None, 422
            request, resource = one["request"], dict(one["resource"])
            kind = resource["resourceType"]
            if request["method"] == "PUT":
                return None, 412
            text = json.dumps(resource)
            for _, reference in re.findall(r'"reference": "(\w+)\?identifier=([^"]+)"', text):
                if not any(self.found(each, [reference]) for each in TYPES):
                    return None, 404
            asked = parse_qs(request.get("ifNoneExist", "")).get("identifier", [])
            there = self.found(kind, asked) if self.defect != "duplicates" else []
            status, stored = ("200 OK", there[0]) if there else ("201 Created", None)
            if stored is None:
                stored = resource | {"id": str(uuid.uuid4()), "meta": {"lastUpdated": NOW}}
                self.resources[kind][stored["id"]] = stored
            local[one.get("fullUrl")] = stored["id"]
            location = f"{kind}/{stored['id']}/_history/1"
            answers.append({"response": {"status": status, "location": location}})
        return answers, 200

    def transaction(self, entries):
        """All or nothing."""
        with self.lock:
            before = {kind: dict(several) for kind, several in self.resources.items()}
            answers, status = self.apply(entries)
            if answers is None:
                self.resources = before
            return answers, status


def outcome(code="invalid", **issue):
    shown = {"severity": "error", "code": code, "diagnostics": "Mme ESSAI née le 28 février"}
    return {"resourceType": "OperationOutcome", "issue": [shown | issue]}


REFUSED = outcome("required", expression=["Bundle.entry[1].resource.status"])


def response(answers):
    return {"resourceType": "Bundle", "type": "transaction-response", "entry": answers}


EVERYWHERE = {"busy", "half", "taking_all"}
"""Defects that canaries meet as well as pathways."""


class _Answering(BaseHTTPRequestHandler):
    """One connection. A method named for a defect answers instead of :meth:`honest`."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # one packet an answer
    serving = None

    def log_message(self, *_):
        pass

    def answer(self, status, document, headers=(), *, cut=False):
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/fhir+json")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw[: len(raw) // 2] if cut else raw)
        self.close_connection = self.close_connection or cut

    def barred(self):
        shown = self.headers.get("Authorization", "").removeprefix("Bearer ")
        return bool(self.serving.tokens) and shown not in self.serving.tokens

    def do_GET(self):
        server, url = self.serving, urlsplit(self.path)
        server.asked.append(("GET", self.path))
        path, query = url.path.removeprefix("/fhir/"), dict(parse_qsl(url.query))
        if self.barred():
            return self.answer(401, outcome("login"))
        if path == "metadata":
            return self.answer(200, capability(server.defect))
        if server.defect == "lost_search":
            return self.answer(500, outcome("exception"))
        found = server.found(path, query["identifier"].split(","))
        if server.defect == "ignoring":
            found, query = list(server.resources[path].values()), {"_count": "20"}
        return self.answer(200, searchset(server, path, found, query))

    def do_DELETE(self):
        kind, _, name = self.path.removeprefix("/fhir/").partition("/")
        self.serving.resources[kind].pop(name, None)
        self.answer(204, b"")

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        self.serving.asked.append(("POST", self.path))
        if self.path == "/token":
            return self.token(raw)
        if self.barred():
            return self.answer(401, outcome("login"))
        entries = json.loads(raw)["entry"]
        pathway = any(one["resource"]["resourceType"] == "Patient" for one in entries)
        defect = self.serving.defect
        met = defect in EVERYWHERE or pathway
        return getattr(self, f"{defect}_", self.honest)(entries) if met else self.honest(entries)

    def token(self, raw):
        shown = self.headers.get("Authorization")
        if shown != TOKEN_BASIC or b"client_credentials" not in raw:
            return self.answer(401, {"error": "invalid_client"})
        if self.serving.token_said is not None:
            return self.answer(200, self.serving.token_said)
        made = uuid.uuid4().hex
        if self.serving.defect != "token_of_nobody":
            self.serving.tokens = {made}
        said = {"access_token": made, "token_type": "Bearer", "expires_in": 3600}
        return self.answer(200, said)

    def honest(self, entries, change=None, *, cut=False):
        answers, status = self.serving.transaction(entries)
        if answers is None:
            return self.answer(status, outcome())
        if change is not None:
            change(answers)
        return self.answer(200, response(answers), cut=cut)

    def busy_(self, entries):
        name = json.dumps(entries)
        if self.serving.first(("429", name)):
            return self.answer(429, outcome("throttled"), [("Retry-After", "0")])
        if self.serving.first(("503", name)):
            past = "Mon, 01 Jan 2024 00:00:00 GMT"
            return self.answer(503, b"<html>", [("Retry-After", past)])
        return self.honest(entries)

    def busy_for_long_(self, _):
        self.answer(503, outcome("transient"), [("Retry-After", "7200")])

    def half_(self, entries):
        """Apply the first half of a transaction, then fail; canaries fail by themselves."""
        pathway = self.serving.defect == "half_later"
        with self.serving.lock:
            upto = len(entries) // 2 if pathway else None
            answers, status = self.serving.apply(entries, upto)
        self.answer(status, outcome() if answers is None else response(answers))

    half_later_ = half_

    def taking_all_(self, entries):
        """Take whatever must fail: leave out updates and forget references."""
        kept = [one for one in entries if one["request"]["method"] == "POST"]
        text = json.dumps(kept).replace('"reference"', '"autre"')
        answers, _ = self.serving.transaction(json.loads(text))
        answers += answers[: len(entries) - len(kept)]
        self.answer(200, response(answers))

    def outcome_in_200_(self, _):
        self.answer(200, REFUSED)

    def html_(self, _):
        self.answer(200, b"<html><body>Connexion</body></html>")

    def unprocessable_(self, _):
        self.answer(422, REFUSED)

    def entry_in_200_(self, entries):
        answers = [
            {"response": {"status": "201 Created", "location": f"{kind}/1/_history/1"}}
            for kind in (one["resource"]["resourceType"] for one in entries)
        ]
        answers[1] = {"response": {"status": "422 Unprocessable Entity", "outcome": REFUSED}}
        self.answer(200, response(answers))

    def shuffled_(self, entries):
        self.honest(entries, lambda answers: answers.reverse())

    def short_(self, entries):
        self.honest(entries, lambda answers: answers.pop())

    def other_(self, entries):
        self.honest(entries, lambda all_: all_[0]["response"].update(location="Basic/1"))

    def nowhere_(self, entries):
        self.honest(entries, lambda answers: answers[1]["response"].pop("location"))

    def warned_(self, entries):
        self.honest(entries, lambda all_: all_[1]["response"].update(outcome=REFUSED))

    def huge_(self, entries):
        self.honest(entries, lambda answers: answers.append("y" * 300_000))

    def cut_(self, entries):
        self.honest(entries, cut=self.serving.first(("cut", entries[0]["fullUrl"])))


def searchset(server, path, found, query):
    count, start = min(int(query.get("_count", 20)), 10), int(query.get("_offset", 0))
    if query.get("_summary") == "count":
        count = 0
    page = found[start : start + count]
    bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(found)}
    bundle["entry"] = [{"resource": one, "search": {"mode": "match"}} for one in page]
    bundle["link"] = [{"relation": "self", "url": f"{server.base}/{path}?{urlencode(query)}"}]
    if page and start + count < len(found):
        onward = query | {"_offset": start + count}
        base = "http://127.0.0.1:9/fhir" if server.defect == "elsewhere" else server.base
        if server.defect == "circle":
            onward["_offset"] = 0
        bundle["link"].append({"relation": "next", "url": f"{base}/{path}?{urlencode(onward)}"})
    if server.defect == "losing_pages":
        bundle["link"] = bundle["link"][:1]
    return bundle


def capability(defect):
    kinds = TYPES[:-2] if defect == "lacking" else TYPES
    rest = {
        "mode": "server",
        "interaction": [{"code": "transaction"}],
        "resource": [
            {"type": kind, "searchParam": [{"name": "identifier", "type": "token"}]}
            for kind in kinds
        ],
    }
    version = "5.0.0" if defect == "r5" else "4.0.1"
    return {"resourceType": "CapabilityStatement", "fhirVersion": version, "rest": [rest]}
