"""A workspace with a real ledger, keys and press, whose producer has three lines to submit.

Nothing is reached: no database, no host. Facts about the data are recorded as the tool would.
"""

import json
from contextlib import contextmanager
from copy import deepcopy

from connectors.signing.ssh_key import SshKey
from flows.commands.slip import sign, transcribe
from flows.desk import Desk
from flows.evidence import write_trust
from flows.inbox import collect
from flows.issue import abouts, issue
from flows.ledger import found_ledger
from flows.slip import return_slip
from flows.workspace import Workspace
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.papers.paper import PaperKind
from tests.fakes.plan_maker import BASE, _asset, _copy
from tests.fakes.small_world import said

STARTS_AT = "2026-02-01T08:00:00Z"
TODAY = "2026-02-01"
ABOUT = "organisation:ville"
NUMBER = "BE-MEDIATHEQUE-EX-organisation_ville"
SCRIBES = ("greffiere", "greffier")
SCAN = b"\x89PNG image du bordereau vise"


def _described():
    plan = deepcopy(BASE)
    plan |= {"realm": "rehearsal", "origin": "releve/mediatheque/exercice"}
    plan["title"] = "EXERCICE - Fermeture du portail"
    people = [(one["id"], one["organisation"], one["roles"]) for one in plan["people"]]
    people += [(one, "ville", ["transcriber"]) for one in (*SCRIBES, "ancienne-greffiere")]
    plan["people"] = [
        {"id": one, "name": "Personne d'exercice", "title": "Agent", "organisation": body}
        | {"roles": roles, "keys": []}
        for one, body, roles in people
    ]
    plan["people"][-1]["valid_until"] = "2026-01-01T00:00:00Z"
    plan["assets"][1] |= {"producer": "voisine", "archives_regime": "publiques"}
    plan["assets"] = [
        *plan["assets"],
        _asset("messages", ["ancien"], archives_regime="publiques"),
        _asset("traces", ["ancien"], archives_regime="publiques", copies=[_copy("d", "destroyed")]),
    ]
    return plan


def _endpoints(part):
    """Return every endpoint that a plan names: each is a folder that nobody opens."""
    if isinstance(part, list):
        return set().union(*(_endpoints(one) for one in part))
    if not isinstance(part, dict):
        return set()
    named = {part[one] for one in ("endpoint", "probe", "drop") if isinstance(part.get(one), str)}
    return named.union(*(_endpoints(one) for one in part.values()))


class SlipWorld:
    """The workspace. Commands run in this process."""

    def __init__(self, root):
        self.root = root
        plan = _described()
        for person in plan["people"]:
            folder = root / "people" / person["id"]
            folder.mkdir(mode=0o700, parents=True)
            SshKey.generate(folder / "id_ed25519", person["id"])
            public = (folder / "id_ed25519.pub").read_text().split()[:2]
            person["keys"] = [" ".join(public)]
        (root / "plan.yaml").write_text(_yaml(plan))
        (root / "token").write_text("jeton")
        for one in _endpoints(plan):
            (root / one).mkdir()
            (root / one / ".releve-exercise").write_text("jeton")
        endpoints = {
            "format": "releve/endpoints/1",
            "realm": "rehearsal",
            "token_file": "token",
            "endpoints": {one: {"kind": "folder", "folder": one} for one in _endpoints(plan)},
        }
        (root / "endpoints.json").write_text(json.dumps(endpoints))
        described = {
            "format": "releve/workspace/1",
            "realm": "rehearsal",
            "origin": plan["origin"],
            "plan": "plan.yaml",
            "overlays": [],
            "requester": "exploitante",
            "ledger": {"kind": "sqlite", "path": "ledger/ledger.sqlite"},
            "second_copy": "ledger-copy",
            "endpoints": "endpoints.json",
            "starts_at": STARTS_AT,
        }
        (root / "workspace.json").write_text(json.dumps(described))
        found_ledger(self.workspace)
        keys = {one["id"]: one["keys"][0] for one in plan["people"]}
        with self.desk() as desk:
            write_trust(desk, founders=[keys["cheffe"], keys["directrice"]], quorum=2)
        self.adopt()
        with self.desk() as desk:
            body = {"records": 40, "octets": 4096, "parts": {}}
            kind = EntryKind.ASSET_MEASURED
            subject = "asset:abonnes"
            desk.memory.record([Draft(kind=kind, subject=subject, actor="releve", body=body)])

    @classmethod
    def again(cls, root):
        """Return the world of a folder that was copied."""
        world = cls.__new__(cls)
        world.root = root
        return world

    def plan(self):
        with self.desk() as desk:
            return desk.memory.plan

    def abouts(self):
        with self.desk() as desk:
            return abouts(desk, PaperKind.ELIMINATION_SLIP)

    def verify(self):
        """Write the evidence and have the auditor's command judge it."""
        written = self.releve("evidence")
        assert written.code == 0, written.err
        trust = str(self.root / "trust")
        return said("verify", "--rehearsal", "--trust", trust, str(self.root / "evidence"))

    @property
    def workspace(self):
        return Workspace.open(self.root)

    @contextmanager
    def desk(self):
        desk = Desk(self.workspace)
        try:
            desk.memory.refresh()
            yield desk
        finally:
            desk.close()

    def entries(self):
        with self.desk() as desk:
            return list(desk.memory.entries())

    def state(self):
        with self.desk() as desk:
            return desk.memory.state

    def key(self, person):
        return self.root / "people" / person / "id_ed25519"

    def releve(self, *words):
        return said(*words, "-w", str(self.root))

    def act(self, kind, subject, who, **fields):
        given = [word for name, value in fields.items() for word in ("-f", f"{name}={value}")]
        key = str(self.key(who))
        return self.releve("act", kind, "--subject", subject, "--as", who, "--key", key, *given)

    def adopt(self):
        proposed = self.releve("plan", "adopt")
        assert proposed.code == 0, proposed.err
        for who in ("cheffe", "directrice"):
            done = self.act("plan_adoption", PLAN_SUBJECT, who)
            assert done.code == 0, done.err
        assert {one.code for one in self.collect()} == {None}

    def replan(self, change):
        """Change the plan on disk and adopt it."""
        path = self.root / "plan.yaml"
        plan = json.loads(path.read_text())
        change(plan)
        path.write_text(_yaml(plan))
        self.adopt()

    def collect(self):
        with self.desk() as desk:
            return collect(desk)

    def issue(self, kind=PaperKind.ELIMINATION_SLIP, about=ABOUT):
        with self.desk() as desk:
            return issue(desk, kind, about)

    # ------------------------------------------------------------------------- the return

    def scan(self, content=SCAN):
        path = self.root / "bordereau.png"
        path.write_bytes(content)
        return path

    def fill(self, who, number=NUMBER, *, spoil=lambda text: text, **decisions):
        """Write the form and fill it in from the paper; what is not said is granted."""
        path = transcribe(self.workspace, number, who, self.root / f"{who}.txt")
        path.write_text(spoil(filled(path.read_text(), decisions)))
        return path

    def transcribed(self, who, number=NUMBER, **more):
        """Fill the form in and sign it."""
        path = self.fill(who, number, **more)
        sign(self.workspace, path, who, self.key(who))
        return path

    def returned(self, *forms, number=NUMBER, scan=None):
        """Run the command on these forms."""
        given = [word for one in forms for word in ("--transcription", str(one))]
        where = str(scan or self.scan())
        return self.releve("slip", "return", number, "--scan", where, *given)

    def back(self, number, bundles, scan=None):
        with self.desk() as desk:
            return return_slip(desk, number, scan or self.scan(), bundles)


def filled(form, decisions):
    """Fill in what is read on the paper."""
    rows, asset = [], ""
    values = {"director": "archiviste", "signed_on": TODAY, "original": "Carton 12"}
    for row in form.splitlines():
        name, _, value = row.partition(":")
        asset = value.strip() if name == "asset" else asset
        values["decision"] = decisions.get(asset.replace("-", "_"), "granted")
        values["observations"] = decisions.get("observations", "-")
        blank = name in values and not value.strip() and not row.startswith("#")
        rows.append(f"{name}: {decisions.get(name, values[name])}" if blank else row)
    return "\n".join(rows) + "\n"


def _yaml(plan):
    """JSON is YAML: every scalar quoted but numbers and booleans."""
    return json.dumps(plan, ensure_ascii=False, indent=1)
