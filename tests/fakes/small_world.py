"""A small programme on real parts: the neutral plan, its database, files, hosts, keys and people.

The grounds are built once per session and photographed at each stage; a test takes a clone of the
stage it needs: folders copied, database made from a template.
"""

import hashlib
import io
import json
import os
import shutil
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from connectors.signing.ssh_key import SshKey
from deployments.rehearsal import hosts
from deployments.rehearsal.postgres import Cluster
from deployments.rehearsal.successor.preparation import prepare
from deployments.rehearsal.successor.settings import Settings
from deployments.rehearsal.successor.tour import tour
from deployments.rehearsal.systemctl_host import Service, ServiceSpec, boot, cut_power, install
from flows.desk import Desk
from flows.evidence import write_trust
from flows.gate import lazy_gate
from flows.inbox import collect, deposit
from flows.ledger import clock_of, found_ledger, open_ledger, remember
from flows.loop import Run
from flows.workspace import Workspace
from releve.cli.main import main
from releve.model.acts import FIELDS, Act, namespace
from releve.model.ids import Realm
from releve.model.plan import Verb
from releve.model.time import instant_text
from releve.plan.reader import read_plan
from tests.fakes.ssh_hosts import scattered_port

REPOSITORY = Path(__file__).parents[2]
RUNBOOK = REPOSITORY / "runbooks" / "neutre"
MARKER = ".releve-exercise"
TOKEN = "jeton-du-petit-monde"
RETURN = "2026-09-28T08:00:00Z"
CLOSING = "2026-12-14T08:00:00Z"
RECIPIENT = "destinataire-ville"
SERVICES = {"portail": "serveur", "reservation": "guichet"}
STAGES = ("adopted", "delivered", "stopping", "asked", "copies")
TRANSCRIBERS = ("transcriptrice", "transcripteur")
_NUMBERS = count(1)

_MORE = """format: releve/plan-overlay/1
people:
  - id: transcriptrice
    name: Personne d'exercice 07
    title: Greffière
    organisation: ville
    roles: [transcriber]
    keys: à compléter
  - id: transcripteur
    name: Personne d'exercice 08
    title: Greffier
    organisation: ville
    roles: [transcriber]
    keys: à compléter
"""

_TABLES = """
CREATE TABLE public.releve_exercise (token text);
INSERT INTO public.releve_exercise VALUES ('{token}');
CREATE SCHEMA mediatheque;
CREATE TABLE mediatheque.abonne (
    id int PRIMARY KEY, nom text NOT NULL, solde numeric(8,2), inscrit timestamptz, photo bytea);
CREATE TABLE mediatheque.pret (
    id bigint PRIMARY KEY, abonne int REFERENCES mediatheque.abonne, titre text, rendu boolean);
INSERT INTO mediatheque.abonne SELECT n, 'abonné ' || n, n * 1.10,
    '2025-01-01'::timestamptz + n * interval '1 day', decode(md5(n::text), 'hex')
    FROM generate_series(1, 40) n;
INSERT INTO mediatheque.pret SELECT n, 1 + n % 40, 'livre ' || n, n % 3 = 0
    FROM generate_series(1, 120) n;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str


class Grounds:
    """What every world of a session shares: the server, the hosts, the photographs."""

    def __init__(self, root: Path, cluster: Cluster) -> None:
        self.root = root
        self.cluster = cluster
        self.hosts: dict[str, hosts.Host] = {}
        self.services: dict[str, Service] = {}
        self._stages: dict[str, World] = {}

    def open(self) -> "Grounds":
        (self.root / "ports.json").write_text(
            json.dumps({f"ssh:{name}": scattered_port() for name in SERVICES.values()})
        )
        self.hosts = hosts.prepare(self.root, sorted(SERVICES.values()), token=TOKEN)
        for name, host in SERVICES.items():
            self.hosts[host].start()
            spec = ServiceSpec(id=name, host=host)
            self.services[name] = install(self.hosts[host], [(spec, scattered_port())])[0]
            boot(self.hosts[host], [self.services[name]])
        for host in self.hosts.values():
            host.wait_ready()
        return self

    def close(self) -> None:
        cut_power(list(self.services.values()))
        for host in self.hosts.values():
            host.stop()

    def switch(self, service: str, verb: str) -> None:
        """Start or stop a service from its host's console."""
        done = self.services[service].host.run("systemctl", verb, f"{service}.service")
        assert done.returncode == 0, done.stderr

    def world(self, stage: str, root: Path) -> "World":
        """Return a world of its own at ``stage``."""
        if stage not in self._stages:
            self._photograph()
        return self._stages[stage].clone(root)

    def _photograph(self) -> None:
        world = World.found(self, self.root / "building")

        def keep(stage: str) -> None:
            self._stages[stage] = world.clone(self.root / "stages" / stage)

        world.adopt()
        keep("adopted")
        world.run()
        keep("delivered")
        world.receive()
        world.at(CLOSING)
        world.run()
        world.approve("service:portail")
        keep("stopping")
        world.run()
        keep("asked")
        world.approve("asset:abonnes")
        world.run()
        keep("copies")


@dataclass(slots=True, kw_only=True)
class World:
    """One workspace with everything it reaches. Commands run in this process."""

    grounds: Grounds
    root: Path
    database: str
    overlays: tuple[str, ...] = field(default=("rehearsal.yaml", "more.yaml", "keys.yaml"))

    @classmethod
    def found(
        cls,
        grounds: Grounds,
        root: Path,
        *,
        realm: Realm = Realm.REHEARSAL,
        changed: tuple[tuple[str, str], ...] = (),
    ) -> "World":
        """Make a world whose plan is proposed by nobody yet; ``changed`` edits the plan's text."""
        world = cls(grounds=grounds, root=root, database=f"monde_{os.getpid()}_{next(_NUMBERS)}")
        world._make_plan(realm, changed)
        world._make_data()
        world._make_people()
        described = {
            "format": "releve/workspace/1",
            "realm": realm.value,
            "origin": world.source().plan.origin,
            "plan": "plan/plan.yaml",
            "overlays": [f"plan/{name}" for name in world.overlays],
            "requester": "exploitante",
            "ledger": {"kind": "sqlite", "path": "ledger/ledger.sqlite"},
            "second_copy": "ledger-copy",
            "endpoints": "endpoints.json",
            "starts_at": RETURN if realm is Realm.REHEARSAL else None,
        }
        (root / "workspace.json").write_text(json.dumps(described, indent=1))
        workspace = world.workspace
        found_ledger(workspace)
        with world.desk() as desk:
            people = ("cheffe-de-projet", "directeur")
            write_trust(desk, founders=[world.public(name) for name in people], quorum=2)
        return world

    def clone(self, root: Path) -> "World":
        """Copy the folders and the database as they are."""
        shutil.copytree(self.root, root, symlinks=True)
        copy = World(
            grounds=self.grounds,
            root=root,
            database=f"monde_{os.getpid()}_{next(_NUMBERS)}",
            overlays=self.overlays,
        )
        with self.grounds.cluster.connect() as connection:
            connection.autocommit = True
            connection.execute(f"CREATE DATABASE {copy.database} TEMPLATE {self.database}")
        copy._prepare_successor()
        copy._write_endpoints()
        return copy

    # ------------------------------------------------------------------------------ making

    def _make_plan(self, realm: Realm, changed: tuple[tuple[str, str], ...]) -> None:
        folder = self.root / "plan"
        folder.mkdir(parents=True)
        texts = {name: (RUNBOOK / name).read_text() for name in ("plan.yaml", "rehearsal.yaml")}
        if realm is Realm.REAL:
            now = datetime.now(UTC)
            now = now.replace(microsecond=0)
            opens, closes = (instant_text(now + timedelta(hours=hours)) for hours in (-2, 48))
            own = texts["rehearsal.yaml"].replace("realm: rehearsal", "realm: real")
            own = own.replace("origin: releve/mediatheque/exercice", "origin: releve/mediatheque")
            lines = [
                f"    window: {{opens: {opens}, closes: {closes}}}" if "window:" in line else line
                for line in own.splitlines()
            ]
            texts["rehearsal.yaml"] = "\n".join(lines) + "\n"
        texts["more.yaml"] = _MORE
        for name, text in texts.items():
            for before, after in changed:
                text = text.replace(before, after)  # noqa: PLW2901 - edited step by step
            (folder / name).write_text(text)
        (folder / "keys.yaml").write_text("format: releve/plan-overlay/1\n")

    def _make_data(self) -> None:
        self.grounds.cluster.create_database(self.database)
        with self.sql() as connection:
            connection.execute(_TABLES.format(token=TOKEN))
        write_files(self.root / "sauvegardes" / "mediatheque.dump", 3, seed="sauvegarde")
        write_files(self.root / "magasin" / "affiches", 5, seed="affiche")
        (self.root / "depots" / "depot-ville").mkdir(parents=True)
        for folder in ("sauvegardes", "magasin", "depots/depot-ville"):
            (self.root / folder / MARKER).write_text(TOKEN)
        (self.root / "token").write_text(TOKEN)
        keys = self.root / "ssh"
        shutil.copytree(self.grounds.root / "keys", keys)

    def _make_people(self) -> None:
        prepared = self._prepare_successor()
        lines = ["format: releve/plan-overlay/1", "people:"]
        for person in self.source().plan.people:
            if person.id != RECIPIENT:
                folder = self.root / "people" / person.id
                folder.mkdir(mode=0o700, parents=True)
                SshKey.generate(folder / "id_ed25519", person.id)
            lines += [f"  - id: {person.id}", "    keys:", f"      - {self.public(person.id)}"]
        (self.root / "plan" / "keys.yaml").write_text("\n".join(lines) + "\n")
        (self.root / "age").write_text(prepared.recipient)
        self._write_endpoints()

    def _prepare_successor(self):
        signers = {"abonnes": RECIPIENT, "affiches": RECIPIENT}
        depot = self.root / "depots" / "depot-ville"
        return prepare(self.root / "successor", self.grounds.cluster, [depot], signers)

    def _write_endpoints(self) -> None:
        cluster = self.grounds.cluster
        recipient = (self.root / "age").read_text()
        endpoints = {
            "base": {
                "kind": "sql",
                "url": cluster.url(self.database, with_password=False),
                "password_file": str(cluster.password_file()),
            },
            "sauvegardes": {"kind": "folder", "folder": "sauvegardes"},
            "magasin": {"kind": "folder", "folder": "magasin"},
            "depot-ville": {
                "kind": "folder",
                "folder": "depots/depot-ville",
                "age_recipient": recipient,
            },
        }
        for name, host in SERVICES.items():
            reached = self.grounds.hosts[host]
            endpoints[f"sonde-{name}"] = {"kind": "http", "url": self.grounds.services[name].url}
            endpoints[f"hote-{host}"] = {
                "kind": "ssh",
                "address": reached.address,
                "port": reached.port,
                "user": reached.user,
                "host_key": reached.host_key_line,
                "client_key_file": "ssh/client",
            }
        realm = self.source().plan.realm.value
        described = {
            "format": "releve/endpoints/1",
            "realm": realm,
            "token_file": "token" if realm == "rehearsal" else None,
            "endpoints": endpoints,
        }
        (self.root / "endpoints.json").write_text(json.dumps(described, indent=1))

    # ------------------------------------------------------------------------------ looking

    @property
    def workspace(self) -> Workspace:
        return Workspace.open(self.root)

    def source(self):
        folder = self.root / "plan"
        return read_plan(folder / "plan.yaml", tuple(folder / name for name in self.overlays))

    @contextmanager
    def sql(self):
        """The owner's own connection to the world's database."""
        with self.grounds.cluster.connect(self.database) as connection:
            connection.autocommit = True
            yield connection

    @contextmanager
    def desk(self):
        desk = Desk(self.workspace, gate=lazy_gate())
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def memory(self):
        workspace = self.workspace
        clock = clock_of(workspace)
        ledger = open_ledger(workspace, clock, None)
        try:
            yield remember(workspace, ledger, clock)
        finally:
            ledger.close()

    def state(self):
        with self.memory() as memory:
            return memory.state

    def entries(self):
        with self.memory() as memory:
            return memory.entries()

    def facts(self) -> list[tuple[str, str, str]]:
        """What was recorded, without digests, numbers and times."""
        said = ("act", "outcome", "phase", "about", "code", "observed", "verb")
        return [
            (one.kind.value, one.subject, ".".join(str(one.body[k]) for k in said if k in one.body))
            for one in self.entries()
        ]

    def last(self) -> tuple[str, str, str]:
        return self.facts()[-1]

    def reasons(self, subject: str) -> set[str]:
        """Why a subject waits; empty when it does not."""
        with self.memory() as memory:
            waiting = memory.agenda().waiting
        return {why.code for one in waiting if one.subject == subject for why in one.reasons}

    def ready(self) -> set[tuple[str, str]]:
        with self.memory() as memory:
            return {(one.verb.value, one.subject) for one in memory.agenda().ready}

    def refused(self) -> dict[str, str]:
        """Refused deposits: stem of the file → code of the reason."""
        return {
            one.stem: one.read_text().rpartition("[")[2].rstrip("]\n")
            for one in (self.root / "inbox" / "refused").glob("*.raison")
        }

    def fingerprint(self) -> dict[str, str]:
        """Every row and every byte that a destruction could touch."""
        with self.sql() as connection:
            tables = connection.execute(
                "SELECT schemaname, tablename FROM pg_tables"
                " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
            ).fetchall()
            found = {
                f"{schema}.{table}": sha256(
                    "\n".join(
                        row[0]
                        for row in connection.execute(
                            f'SELECT t::text FROM "{schema}"."{table}" t ORDER BY 1'  # noqa: S608 - our names
                        )
                    ).encode()
                )
                for schema, table in tables
            }
        for folder in ("sauvegardes", "magasin", "packages"):
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file() and ".releve-quarantine" not in path.parts:
                    found[str(path.relative_to(self.root))] = sha256(path.read_bytes())
        return found

    # ------------------------------------------------------------------------------- acting

    def releve(self, *words: str) -> Said:
        """Run one ``releve`` command of the workspace in this process."""
        return said(*words, "-w", str(self.root))

    def run(self, *words: str) -> Said:
        """Run; the controller validates what was destroyed, and it runs again to certify it."""
        said = self.releve("run", *words)
        while self.validate():
            said = self.releve("run", *words)
        return said

    def validate(self, who: str = "directeur", decision: str = "accept") -> bool:
        """Have what waits for its validation decided; return whether there was any."""
        with self.memory() as memory:
            waiting = memory.agenda().waiting if memory.state.plan is not None else ()
        found = [
            one.subject
            for one in waiting
            if any(why.code == "validation_missing" for why in one.reasons)
        ]
        for subject in found:
            self.sign("validation", subject, who, decision=decision)
        return bool(found)

    def perform(self, *verbs: Verb) -> None:
        """Carry out every ready step of these verbs, and no other."""
        with self.desk() as desk, desk.ledger.performing():
            run = Run(desk=desk, wanted=lambda step: step.verb in verbs)
            while (step := run.next_step()) is not None:
                run.carry_out(step)
            assert run.failures == {}

    def at(self, instant: str) -> None:
        """Move the exercise's clock forward."""
        file = self.root / "workspace.json"
        described = json.loads(file.read_text())
        file.write_text(json.dumps({**described, "starts_at": instant}, indent=1))

    def key(self, person: str) -> Path:
        if person == RECIPIENT:
            return self.root / "successor" / "keys" / f"{person}.ssh"
        return self.root / "people" / person / "id_ed25519"

    def public(self, person: str) -> str:
        private = self.key(person)
        return " ".join(private.with_name(f"{private.name}.pub").read_text().split()[:2])

    def act(self, kind: str, subject: str, who: str, **fields: str) -> Said:
        given = [word for name, value in fields.items() for word in ("-f", f"{name}={value}")]
        return self.releve(
            "act", kind, "--subject", subject, "--as", who, "--key", str(self.key(who)), *given
        )

    def sign(self, kind: str, subject: str, who: str, **fields: str) -> None:
        said = self.act(kind, subject, who, **fields)
        assert said.code == 0, said.err

    def approve(self, subject: str, people=("cheffe-de-projet", "directeur")) -> None:
        for who in people:
            self.sign("approval", subject, who)

    def drafted(self, kind, about: str, signer: str, **changed) -> Act:
        """An act as its signer would write it by hand, right but for what is ``changed``."""
        with self.memory() as memory:
            state, now = memory.state, memory.clock.now()
        request = state.of(about).request
        known = {}
        if request is not None:
            known = {
                "request": request.digest,
                "step": request.step,
                "expires_at": instant_text(request.expires_at),
            }
        plan = self.source().plan
        fields = {name: known.get(name, "-") for name in FIELDS[kind]}
        facts = {
            "kind": kind,
            "realm": plan.realm,
            "origin": plan.origin,
            "plan": state.plan or "-",
            "subject": about,
            "signer": signer,
            "signed_at": now,
            "fields": fields | changed.pop("fields", {}),
            "sentence": "Je le veux.",
        }
        return Act(**(facts | changed))

    def deposit(self, name: str, act: Act, *, key: str | None = None, space: str | None = None):
        """Sign an act with somebody's key under a namespace, and leave it in the inbox."""
        data = act.file_bytes()
        wanted = space or namespace(act.kind, act.realm)
        signature = SshKey.load(self.key(key or act.signer)).sign(data, wanted)
        return deposit(self.root / "inbox", name, data, signature)

    def adopt(self) -> None:
        assert self.releve("plan", "adopt").code == 0
        for who in ("cheffe-de-projet", "directeur"):
            self.sign("plan_adoption", "plan", who)
        assert {one.code for one in self.collect()} == {None}

    def collect(self):
        """Let the tool look into its inbox, and do nothing else."""
        with self.desk() as desk:
            return collect(desk)

    def load(self):
        """The recipient loads what it received and signs what it finds."""
        with self.memory() as memory:
            now = memory.clock.now()
        return tour(Settings.load(self.root / "successor"), now)

    def receive(self, *, without: str = "") -> None:
        """Everybody does their part of the return: receipts, acceptances, visas, transfer."""
        assert len(self.load().loaded) == 2
        self.run()
        for asset in ("abonnes", "affiches"):
            for kind in {"acceptance", "visa"} - {without}:
                self.consent(kind, f"asset:{asset}")
        self.approve("service:reservation", ("cheffe-de-projet", "reseau"))
        self.sign("transfer", "service:reservation", "reseau")
        self.run()

    def consent(self, kind: str, subject: str) -> None:
        """Have the controller accept, or the archives grant their visa."""
        if kind == "acceptance":
            self.sign(kind, subject, "directeur")
        else:
            fields = {"bordereau": "BE-1", "decision": "granted"}
            self.sign(kind, subject, "archiviste-ville", **fields)

    def edit(self, statement: str) -> None:
        """Change frozen rows behind everybody's back, as an owner can."""
        with self.sql() as connection:
            for table in ("abonne", "pret"):
                connection.execute(f"ALTER TABLE mediatheque.{table} DISABLE TRIGGER ALL")
            connection.execute(statement)
            for table in ("abonne", "pret"):
                connection.execute(f"ALTER TABLE mediatheque.{table} ENABLE TRIGGER ALL")
                connection.execute(
                    f"ALTER TABLE mediatheque.{table} ENABLE ALWAYS TRIGGER releve_frozen"
                )

    def verify(self) -> Said:
        """Write the evidence and have the auditor's command judge it."""
        written = self.releve("evidence")
        assert written.code == 0, written.err
        trust = str(self.root / "trust")
        return said("verify", "--rehearsal", "--trust", trust, str(self.root / "evidence"))


def said(*words: str) -> Said:
    """Run one ``releve`` command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    texts = (one.buffer.getvalue().decode() for one in (out, err))  # type: ignore[attr-defined]
    return Said(code=code, out=next(texts), err=next(texts))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_files(folder: Path, number: int, *, seed: str) -> None:
    """Write files of some 100 KiB each, the same for the same seed."""
    folder.mkdir(parents=True)
    for index in range(number):
        block = hashlib.sha256(f"{seed}{index}".encode()).digest()
        (folder / f"{seed}-{index}.dat").write_bytes(block * (3000 + index))
