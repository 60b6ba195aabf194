"""docs/guide/correspondance.md, followed to the letter: another publisher's MariaDB, by data alone.

The assets of the plan and the scope are those written in the guide; what is read is compared with
the database's own counts; the package is opened as its recipient would.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pymysql
import pytest
import yaml

from tests.fakes import lotse
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide/correspondance.md").read_text(encoding="utf-8")
VIEW = "parcours-grand-lac"
PEOPLE = {
    "cheffe": "lead",
    "directeur": "controller",
    "exploitante": "operator",
    "cible": "recipient",
}
COUNTED = {
    "person": "fall",
    "note": "notiz",
    "action": "massnahme",
    "goal": "ziel",
    "event": "ereignis",
    "document": "beleg",
    "circle_member": "kreis",
    "relative": "angehoerige",
}
PLAN = """
format: releve/plan/1
programme: grand-lac
title: Reprise des parcours
realm: real
origin: releve/grand-lac/lotse
timezone: Europe/Paris
small_count_threshold: 5
processing: {hds_host: editeur, hds_certificate: sans objet, impact_assessment: sans objet}
custody: {custodian: dac, retention: Cinq ans, final_fate: destruction}
adoption: {people: [cheffe, directeur], threshold: 2}
organisations:
  - {id: dac, name: DAC, kind: DAC, public_body: false}
  - {id: editeur, name: Lotse, kind: éditeur, public_body: false}
  - {id: cible, name: Nouvel outil, kind: éditeur, public_body: false}
contracts:
  - {id: lotse, title: Lotse, buyer: dac, holder: editeur, lot: unique, ends_on: 2026-12-31,
     general_clauses: CCAG, reversibility_clause: article 9, destruction_within_days: 90,
     end_of_support: 2026-12-31}
hosts: []
milestones:
  - {id: reprise, title: Reprise, due: {on: 2099-12-31, precision: year},
     window: {opens: "2020-01-01T06:00Z", closes: "2099-12-30T18:00Z"}}
services: []
out_of_perimeter: []
"""
POLICY = {
    "decides": ["lead", "controller"],
    "performs": ["operator"],
    "controls": ["lead"],
    "advises": [],
    "informed": ["recipient"],
    "least_kind": "personal_key",
    "longest_minutes": 60,
    "approval_valid_days": 15,
}


def block(word):
    """The block of the guide that begins with a word."""
    return next(one for one in re.findall(r"```\w+\n(.*?)```", GUIDE, re.DOTALL) if word in one)


@pytest.fixture(scope="module")
def base(mariadb, tmp_path_factory):
    """The publisher's database, and the account that it gives; the attachments beside."""
    pieces = tmp_path_factory.mktemp("pieces")
    with mariadb.connect() as root:
        cursor = root.cursor()
        cursor.execute("CREATE DATABASE lotse CHARACTER SET utf8mb4 COLLATE utf8mb4_german2_ci")
        cursor.execute("CREATE USER leser IDENTIFIED BY 'lesen'")
        cursor.execute("GRANT SELECT, TRIGGER ON lotse.* TO leser")
    with mariadb.connect("lotse") as connection:
        lotse.fill(connection, pieces)
        yield connection, mariadb.url("lotse").replace("root@", "leser@"), pieces
    with mariadb.connect() as root:
        root.cursor().execute("DROP DATABASE lotse")
        root.cursor().execute("DROP USER leser")


class Region:
    """A workspace with an account on the database, and nothing else yet."""

    def __init__(self, folder, url, pieces):
        self.folder, self.key = folder, folder / "cible.key"
        (folder / "ws").mkdir()
        (folder / "depot").mkdir()
        subprocess.run(["age-keygen", "-o", self.key], check=True, capture_output=True)
        recipient = re.search(r"age1\w+", self.key.read_text())[0]
        drop = {"kind": "folder", "folder": str(folder / "depot"), "age_recipient": recipient}
        endpoints = {
            "base-lotse": {"kind": "sql", "url": url, "password_file": "lecteur.secret"},
            "pieces": {"kind": "folder", "folder": str(pieces)},
            "depot-cible": drop,
        }
        assert endpoints.keys() == json.loads(block("releve/endpoints/1"))["endpoints"].keys()
        self.write("lecteur.secret", "lesen\n")
        described = {"format": "releve/endpoints/1", "realm": "real", "token_file": None}
        self.write("endpoints.json", json.dumps({**described, "endpoints": endpoints}))
        workspace = {
            "format": "releve/workspace/1",
            "realm": "real",
            "origin": "releve/grand-lac/lotse",
            "plan": "plan.yaml",
            "requester": "exploitante",
            "ledger": {"kind": "sqlite", "path": "ledger.sqlite"},
            "second_copy": "../copie",
            "endpoints": "endpoints.json",
        }
        self.write("workspace.json", json.dumps(workspace))
        self.write("mapping.yaml", lotse.MAPPING.read_text(encoding="utf-8"))
        self.write("scope.yaml", block("releve/scope/1"))

    def write(self, name, text):
        (self.folder / "ws" / name).write_text(text, encoding="utf-8")

    def releve(self, *words, code=0):
        answer = said(*words, "-w", str(self.folder / "ws"))
        assert answer.code == code, (words, answer)
        return answer.out

    def check(self, *words, name="mapping.yaml", code=0):
        path = str(self.folder / "ws" / name)
        place = ("-e", "base-lotse", "-s", "lotse")
        return self.releve("mapping", "check", "-m", path, *place, *words, code=code)

    def act(self, kind, person, *words):
        self.releve("act", kind, "--as", person, "--key", str(self.folder / person), *words)

    def plan(self):
        """Write the plan of the guide, with people who have keys and files that are pinned."""
        people = []
        for name, role in PEOPLE.items():
            key = self.folder / name
            subprocess.run(["ssh-keygen", "-qt", "ed25519", "-N", "", "-f", key], check=True)
            public = " ".join((self.folder / f"{name}.pub").read_text().split()[:2])
            organisation = "cible" if name == "cible" else "dac"
            about = {"id": name, "name": name, "title": name, "organisation": organisation}
            people.append({**about, "roles": [role], "keys": [public]})
        told = yaml.load(PLAN, Loader=yaml.BaseLoader)  # noqa: S506 - texts alone: nothing is built
        told |= yaml.load(block("assets:"), Loader=yaml.BaseLoader)  # noqa: S506 - the same
        medium = told["assets"][0]["medium"]
        for name in ("mapping", "scope"):
            data = (self.folder / "ws" / medium[name]["file"]).read_bytes()
            medium[name]["digest"] = f"sha256:{sha256(data).hexdigest()}"
        medium["formats"] = ["csv", "sheets"]  # the form fhir asks for HL7's schema
        verbs = ("shut_down", "hand_over", "destroy")
        told |= {"people": people, "policies": [{"verb": one, **POLICY} for one in verbs]}
        self.write("plan.yaml", json.dumps(told, ensure_ascii=False))


@pytest.fixture
def region(base, tmp_path, needs_tool):
    needs_tool("age-keygen")
    _, url, pieces = base
    return Region(tmp_path, url, pieces)


def test_the_mapping_is_judged_before_there_is_a_plan(region):
    told = region.check()
    assert f"({lotse.PATHWAYS})" in told.splitlines()[-1]
    assert not (region.folder / "ws" / "ledger.sqlite").exists()


def test_a_draft_of_unknown_names_shows_every_column(region, base):
    told = region.releve("mapping", "init", "-e", "base-lotse", "-s", "lotse")
    assert "# geb_datum: char(8)" in told
    assert "# birth_date: à compléter  # date, obligatoire" in told.replace("#     ", "# ")
    with base[0].cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema='lotse'"
        )
        assert all(f" {name}: " in told for (name,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("right", "wrong", "told", "code"),
    [
        ("FROM fall f", "FROMM fall f", "(code 1064)", 11),
        ("f.todesdatum,", "f.todestag,", "(code 1054)", 11),
        ("f.mail, f.betreuer", "f.mail betreuer", "« mail »", 11),
        ('"%Y%m%d"', '"%d%m%Y"', f"{lotse.PATHWAYS - 1} valeur(s)", 11),
        ("W: female", "X: female", "5 valeur(s)", 0),
        ("rolle}}", "rollen}}", "rolle", 11),
        ('  - {table: zugriff, column: "*"', '  - {table: zugrif, column: "*"', "zugrif", 11),
    ],
)
def test_a_mistake_is_told_with_its_line(region, right, wrong, told, code):
    text = lotse.MAPPING.read_text(encoding="utf-8")
    assert right in text
    region.write("faux.yaml", text.replace(right, wrong, 1))
    out = region.check(name="faux.yaml", code=code)
    lines = [one.replace("\N{NO-BREAK SPACE}", " ") for one in out.splitlines()]
    assert any(re.search(r"faux\.yaml:\d+: ", one) and told in one for one in lines), out


def test_its_pathways_come_out(region, base, tmp_path):
    connection, _, _ = base
    region.plan()
    founders = [
        word for one in ("cheffe", "directeur") for word in ("--founder", f"{tmp_path / one}.pub")
    ]
    region.releve("init", *founders, "--quorum", "2")
    region.releve("plan", "adopt")
    for person in ("cheffe", "directeur"):
        region.act("plan_adoption", person)
    said("run", "-w", str(tmp_path / "ws"))
    with pytest.raises(pymysql.err.OperationalError, match="releve_frozen"):
        connection.cursor().execute("DELETE FROM notiz")

    told = region.releve("trial", VIEW)
    assert f"{lotse.PATHWAYS - 1} sur {lotse.PATHWAYS - 1}" in told
    assert "(opposition)\N{NO-BREAK SPACE}: 1" in told
    subject = ("-s", f"asset:{VIEW}")
    region.act("scope", "directeur", *subject, "-f", "reason=périmètre décidé en comité")
    region.act("trial", "directeur", *subject)
    said("run", "-w", str(tmp_path / "ws"))

    (sealed,) = (tmp_path / "depot").glob("*.tar.age")
    bag = tmp_path / "paquet"
    bag.mkdir()
    plain = tmp_path / "paquet.tar"
    subprocess.run(["age", "-d", "-i", region.key, "-o", plain, sealed], check=True)
    subprocess.run(["tar", "-xf", plain, "-C", bag], check=True)
    region.releve("kit", VIEW, "--out", str(tmp_path / "kit"))
    valid = subprocess.run([sys.executable, tmp_path / "kit/valider.py", bag], check=False)
    assert valid.returncode == 0
    assert counted(bag) == taken(connection)


def counted(bag):
    found = Counter()
    with (bag / "data/contenu/canonical/part-00000.ndjson").open() as lines:
        for line in lines:
            found.update(one["e"] for one in json.loads(line)["records"])
    return {name: found[name] for name in COUNTED}


def taken(connection):
    """What the database counts of everybody who is not opposed."""
    found = {}
    with connection.cursor() as cursor:
        for entity, table in COUNTED.items():
            others = "JOIN einwilligung e USING (fall_nr) WHERE e.art <> 'WI'"
            cursor.execute(f"SELECT COUNT(*) FROM {table} {others}")  # noqa: S608 - our own names
            found[entity] = cursor.fetchone()[0]
    return found
