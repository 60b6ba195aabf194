"""Pathways sent beside the whole package: what leaves, what may not, and what it all adds up to."""
# ruff: noqa: S608 - our own names and numbers, in a database of the test

import json
import shutil
import sqlite3
import subprocess
import sys
from datetime import date

import bagit
import pytest

from connectors.signing.ssh_key import SshKey
from flows.inbox import collect
from flows.receive import fetch_receipts
from releve.archives.bag import verify_bag
from releve.archives.slip import read_slip
from releve.canonical import digest
from releve.model.acts import ActKind, namespace
from releve.model.plan import Verb
from releve.pathways.choice import Choice
from releve.pathways.folder import CanonicalFolder
from releve.pathways.kit import importer, valider
from releve.pathways.record import DIRECTORY
from tests.fakes.memory_export import tree
from tests.fakes.partial_world import SUBJECT, PartialWorld
from tests.fakes.pathway_world import VIEW

pytestmark = [pytest.mark.integration, pytest.mark.slow]
PATHWAYS = 24
TABLES = (
    *("note", "action", "ppcs", "evaluation", "demande", "cercle_soins", "consentement"),
    "document_ref",
)
OPPOSED = 10
"""The one whose consent is an opposition, in the drawn source."""


@pytest.fixture
def undecided(cluster, tmp_path):
    return PartialWorld.adopted(cluster, tmp_path / "monde", pathways=PATHWAYS)


@pytest.fixture
def world(undecided):
    undecided.sign_scope()
    return undecided


def of(number):
    return f"person/p{number:020d}"


def ids(bag):
    return {one.id for one in CanonicalFolder(bag).groups()} - {DIRECTORY}


def code(said):
    return said.err.rstrip().rpartition("[")[2].rstrip("]")


def nothing_left(world):
    """Neither entry, nor drop, nor anything that could still leave."""
    drop = [path.name for path in (world.root / "depot").iterdir() if path.name[0] != "."]
    left = list((world.root / "packages" / VIEW).rglob("*.age"))
    return (world.sent(), drop, left) == ([], [], [])


class Successor:
    """The import kit's own scripts, on a base of theirs."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.calls = 0

    def take(self, bag):
        self.calls += 1
        out = self.folder / f"sortie-{self.calls}"
        words = [importer.__file__, bag, "--base", self.folder / "base.sqlite", "--sortie", out]
        command = [sys.executable, "-I", *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = out / "attestation.json"
        return done, json.loads(said.read_bytes()) if said.exists() else {}


def conforms(bag):
    """Whether the kit's validator accepts a package, and what it says."""
    words = (valider.__file__, bag, bag / "data/contenu/documentation/dictionnaire.json")
    command = [sys.executable, "-I", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


def delete(world, number):
    """Take a pathway out of the source, whole."""
    notes = f"UPDATE note SET reponse_a = NULL WHERE usager_id = {number}"
    rows = (f"DELETE FROM {table} WHERE usager_id = {number}" for table in TABLES)
    world.change(notes, *rows, f"DELETE FROM usager WHERE id = {number}")


def oppose(world, number, row):
    world.change(
        f"INSERT INTO consentement VALUES ({row}, {number}, 'opposition',"
        " 'partage avec l’équipe de soins', '2026-08-01', NULL, true, NULL)"
    )


def create(world, number, like):
    """Open a pathway at the source, with its legal basis."""
    columns = [name for (name,) in world.rows(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'dac'"
        " AND table_name = 'usager' AND column_name NOT IN ('id', 'ins', 'ins_oid',"
        " 'statut_identite', 'nom_naissance') ORDER BY ordinal_position"
    )]  # fmt: skip
    named = ", ".join(columns)
    world.change(
        f"INSERT INTO usager (id, statut_identite, nom_naissance, {named})"
        f" SELECT {number}, 'provisoire', 'NOUVELLE', {named} FROM usager WHERE id = {like}",
        f"INSERT INTO consentement SELECT {number}, {number}, nature, portee, recueilli_le,"
        f" retire_le, oral, trace FROM consentement WHERE usager_id = {like}"
        " AND nature = 'non-opposition' LIMIT 1",
    )


def test_a_whole_sent_early_then_what_changed_is_the_whole(world, tmp_path):
    world.try_out()
    said = world.package("--all")
    assert said.code == 0, said.err
    (early,) = world.sent()
    assert (early["target"], early["base"], early["frozen"]) == ({"kind": "all"}, None, None)
    bag = world.opened(early["name"])
    assert ids(bag) == {of(n) for n in range(1, PATHWAYS + 1)} - {of(OPPOSED)}
    assert conforms(bag)[0], conforms(bag)[1]
    theirs = Successor(tmp_path / "cible")
    _, attested = theirs.take(bag)
    assert attested["root"] == early["root"]

    delete(world, 1)
    oppose(world, 2, 90_001)
    world.change("UPDATE usager SET nom_utilise = 'AUTREMENT' WHERE id = 3")
    create(world, 900, like=4)
    assert world.package("--delta").code == 0
    first = world.sent()[-1]
    assert (first["base"], first["removed"], first["pathways"]) == (early["package"], 2, 2)
    world.change("UPDATE usager SET nom_utilise = NULL WHERE id = 3")
    delete(world, 900)
    create(world, 901, like=5)
    world.change("UPDATE professionnel SET telephone = '0102030405'")
    world.perform(Verb.MEASURE, Verb.FREEZE)
    said = world.package("--delta")
    assert "gel" not in said.out
    second = world.sent()[-1]
    assert (second["base"], second["removed"], second["pathways"]) == (first["package"], 1, 2)
    assert second["frozen"] is not None

    bags = [world.opened(one["name"]) for one in (first, second)]
    for one in bags:
        assert conforms(one)[0], conforms(one)[1]
    spoilt = tmp_path / "abime"
    shutil.copytree(bags[0], spoilt)
    removed = spoilt / "data/contenu/removed.ndjson"
    removed.write_bytes(removed.read_bytes() + removed.read_bytes().splitlines(keepends=True)[0])
    for told in ("removed.ndjson:3", "nombre de parcours à retirer"):
        assert told in conforms(spoilt)[1]
    refused, _ = theirs.take(bags[1])
    assert (refused.returncode, "Complément refusé" in refused.stderr) == (1, True)
    for one, said in zip(bags, (first, second), strict=True):
        done, attested = theirs.take(one)
        assert (done.returncode, done.stderr) == (0, "")
        assert attested["root"] == said["whole"]

    world.perform(Verb.EXPORT)
    exported = world.state().of(SUBJECT).exported
    assert attested["root"] == exported.root
    assert sum(attested["records"].values()) == exported.records
    assert attested["records"]["person"] == exported.pathways == PATHWAYS - 2


def test_a_partial_package_stands_for_nothing_else(world):
    world.try_out()
    assert world.package("--all").code == 0
    (early,) = world.sent()
    known = world.state().of(SUBJECT)
    assert (known.exported, known.delivered, known.partials) == (None, None, (early["package"],))
    world.perform(Verb.MEASURE, Verb.FREEZE, Verb.EXPORT)
    known = world.state().of(SUBJECT)
    assert known.exported.root == early["root"]
    assert known.exported.package != early["package"]
    fields = {name: str(early[name]) for name in ("package", "root", "records", "pathways")}
    said = world.act("receipt", SUBJECT, "recepteur", **fields)
    assert code(said) == "receipt_of_partial_package"
    named = {"package": early["package"], "ciphertext": early["ciphertext"]}
    act = world.drafted(ActKind.ACKNOWLEDGEMENT, SUBJECT, "recepteur", fields=named)
    data, left = act.file_bytes(), world.root / "depot" / f"{early['name']}.accuse.txt"
    signature = SshKey.load(world.key("recepteur")).sign(data, namespace(act.kind, act.realm))
    left.write_bytes(data)
    left.with_name(f"{left.name}.sig").write_bytes(signature)
    with world.desk() as desk:
        assert fetch_receipts(desk, ()) == 1
        assert [one.code for one in collect(desk)] == [None]
        assert fetch_receipts(desk, ()) == 0
    known = world.state().of(SUBJECT)
    assert (known.receipt, known.acknowledged) == (None, None)
    verified = world.verify()
    assert verified.code == 0, verified.out + verified.err
    journal = world.releve("journal").out
    assert "paquet partiel livré à Solution cible d'essai" in journal
    assert not any(of(number) in journal for number in range(PATHWAYS))


def test_the_whole_takes_out_who_opposed_since_it_was_sent_early(world, tmp_path):
    world.try_out()
    assert world.package("--all").code == 0
    theirs = Successor(tmp_path / "cible")
    theirs.take(world.opened(world.sent()[0]["name"]))
    assert world.package("--pathway", "2").code == 0
    theirs.take(world.opened(world.sent()[1]["name"]))
    oppose(world, 2, 90_002)
    world.perform(Verb.MEASURE, Verb.FREEZE, Verb.EXPORT)
    done, attested = theirs.take(world.root / "packages" / VIEW / "sac")
    assert (done.returncode, done.stderr) == (0, "")
    assert attested["root"] == world.state().of(SUBJECT).exported.root
    with sqlite3.connect(theirs.folder / "base.sqlite") as base:
        for table, column in (("parcours", "id"), ("person", "id"), ("note", "parcours")):
            found = base.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (of(2),))
            assert found.fetchone() == (0,), table


def test_one_pathway_and_a_list(world, tmp_path):
    assert world.package("--pathway", "3", "--pathway", of(5)).code == 0
    (sent,) = world.sent()
    bag = world.opened(sent["name"])
    assert ids(bag) == {of(3), of(5)}
    verify_bag(bag)
    slip = read_slip((bag / "bordereau.json").read_bytes())
    assert (slip.delivery.partial, slip.digest(), slip.root) == (
        "keys", sent["package"], sent["root"]
    )  # fmt: skip
    assert sent["target"] == {"kind": "keys", "pathways": 2}
    assert conforms(bag)[0]
    listed = tmp_path / "a-relivrer.txt"
    listed.write_text(f"# à relivrer\n\n{of(5)}\n  {of(3)}  \n{of(5)}\n", encoding="utf-8")
    again = world.package("--list", str(listed))
    assert (again.code, len(world.sent())) == (0, 1)
    assert "déjà inscrit" in again.out


def test_a_period(world):
    first, last = world.rows("SELECT min(cree_le)::date, max(cree_le)::date FROM usager")[0]
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
    said = world.package("--since", "2000-01-01", "--until", middle.isoformat())
    assert said.code == 0, said.err
    (sent,) = world.sent()
    bag = world.opened(sent["name"])
    wanted = world.rows(f"SELECT id FROM usager WHERE cree_le < '{middle}' AND id <> {OPPOSED}")
    assert ids(bag) == {of(number) for (number,) in wanted}
    assert 0 < len(wanted) < PATHWAYS - 1
    report = json.loads((bag / "data/contenu/report.json").read_bytes())
    assert report["conservation"]["columns"]
    assert sent["target"]["by"] == "opened"


def test_a_file_left_for_a_person_to_carry(world, tmp_path):
    (tmp_path / "clef").mkdir()
    assert world.package("--pathway", "3", "--to", str(tmp_path / "clef")).code == 0
    (sent,) = world.sent()
    assert sent["means"] == "by_hand"
    assert not (world.root / "depot" / sent["name"]).exists()
    carried = tmp_path / "clef" / sent["name"]
    assert digest(carried.read_bytes()) == sent["ciphertext"]
    missing = world.package("--pathway", "4", "--to", str(tmp_path / "absent"))
    assert (code(missing), len(world.sent())) == ("deposit_folder_missing", 1)


def test_go_s_age_opens_it_and_bagit_accepts_it(world, tmp_path, needs_tool):
    needs_tool("age")
    assert world.package("--pathway", "3").code == 0
    (sent,) = world.sent()
    plain = tmp_path / "paquet.tar"
    sealed = world.root / "depot" / sent["name"]
    command = ["age", "--decrypt", "-i", str(world.root / "age.secret"), "-o", str(plain), sealed]
    subprocess.run(command, check=True)
    (opened := tmp_path / "sac").mkdir()
    subprocess.run(["tar", "-xf", str(plain), "-C", str(opened)], check=True)
    bagit.Bag(str(opened)).validate()


def test_what_may_not_leave_does_not(world, tmp_path):
    for words, expected in (
        (("--pathway", "77777"), "pathways_not_at_source"),
        (("--pathway", str(OPPOSED)), "pathways_out_of_scope"),
        (("--pathway", "3", "--pathway", str(OPPOSED)), "pathways_out_of_scope"),
        (("--pathway", "abc"), "pathway_key_malformed"),
        (("--pathway", "person/p3"), "pathway_key_malformed"),
        (("--delta",), "reason_trial_missing"),
        (("--all",), "reason_trial_missing"),
        (("--since", "2020-01-01"), "period_incomplete"),
        (("--since", "2020-01-01", "--until", "2020-01-01"), "period_empty"),
        (("--since", "hier", "--until", "2020-01-01"), "day_malformed"),
        (("--since", "1900-01-01", "--until", "1900-01-02"), "pathways_none"),
        (("--list", str(tmp_path / "absente")), "pathway_list_unreadable"),
    ):
        said = world.package(*words)
        assert (code(said), said.code != 0) == (expected, True), words
        assert "77777" not in said.err
        assert nothing_left(world), words
    world.try_out()
    assert code(world.package("--delta")) == "delta_without_base"
    assert nothing_left(world)


def test_a_list_is_refused_by_its_line(world, tmp_path):
    listed = tmp_path / "liste.txt"
    for line, expected in (
        ("n'importe quoi", "pathway_key_malformed"),
        (of(4_444), "pathways_not_at_source"),
        (of(OPPOSED), "pathways_out_of_scope"),
    ):
        listed.write_text(f"# en tête\n{of(3)}\n{line}\n", encoding="utf-8")
        said = world.package("--list", str(listed))
        assert code(said) == expected
        assert said.err.startswith(f"{listed}:3: ")
    listed.write_text("# rien\n", encoding="utf-8")
    assert code(world.package("--list", str(listed))) == "pathways_not_given"
    assert nothing_left(world)


def test_a_bad_attachment_keeps_a_pathway_that_was_asked_for(world):
    ((path,),) = world.rows("SELECT chemin FROM document_ref WHERE usager_id <> 10 LIMIT 1")
    ((owner,),) = world.rows(f"SELECT usager_id FROM document_ref WHERE chemin = '{path}'")
    (world.root / "magasin" / path).unlink()
    assert code(world.package("--pathway", str(owner))) == "pathways_rejected"
    assert nothing_left(world)


def test_nothing_leaves_against_a_decision(undecided):
    world = undecided
    assert code(world.package("--pathway", "3")) == "reason_scope_missing"
    world.sign_scope()
    assert code(world.releve("package", "tables", "--pathway", "3")) == "medium_out_of_reach"
    assert code(world.releve("package", "inconnu", "--pathway", "3")) == "asset_unknown"
    for kind, subject in (("hold", SUBJECT), ("pause", "plan")):
        named = {"reference": "R-1"} if kind == "hold" else {}
        world.sign(kind, subject, "cheffe-de-projet", reason="Essai", **named)
        world.collect()
        expected = {"hold": "reason_legal_hold", "pause": "reason_paused"}[kind]
        assert code(world.package("--pathway", "3")) == expected
        assert nothing_left(world)
        held = world.state().of(SUBJECT).holds
        for file in held:
            world.sign("lift", SUBJECT, "cheffe-de-projet", hold=file, reason="Fin")
        world.collect()
    paused = str(world.state().of("plan").paused)
    world.sign("resume", "plan", "cheffe-de-projet", pause=paused, reason="Fin")
    world.collect()
    plan = world.root / "plan" / "plan.yaml"
    text = plan.read_text()
    plan.write_text(text.replace("Cinq ans", "Six ans", 1))
    assert code(world.package("--pathway", "3")) == "plan_differs_from_adopted"
    plan.write_text(text)
    (world.root / "depot" / ".releve-exercise").unlink()
    assert code(world.package("--pathway", "3")) == "endpoint_not_of_the_exercise"
    assert nothing_left(world)


def test_what_stays_with_us_is_covered_by_the_inventoried_copy(world):
    world.try_out()
    assert world.package("--all").code == 0
    with world.desk() as desk:
        asset = desk.memory.plan.asset(VIEW)
        (copy,) = asset.copies
        hands, medium = desk.reach.data(copy.medium)
        kept = {path.name for path in (world.root / "packages" / VIEW).rglob("*") if path.is_file()}
        assert hands.count(medium).records == len(kept)
    (sent,) = world.sent()
    assert kept == {sent["name"], sent["package"].removeprefix("sha256:")[:12]}
    for path in (world.root / "packages" / VIEW).rglob("*"):
        assert b"person/" not in path.read_bytes() if path.is_file() else True


KILLS = {
    "export": "import connectors.pathways.export as m; m.end = die",
    "seal": "import flows.dispatch as m; m.seal = die",
    "note": "import flows.dispatch as m; m._note = die",
    "deposit": "import connectors.folder.deposit as m; m.FolderDeposit.deposit = die",
    "record": "import flows.memory as m; m.Memory.record = die",
    "end": "import flows.dispatch as m; m.shutil = type('S', (), {'rmtree': die})",
}
_DIE = """
import os, signal, sys
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{patch}
from releve.cli.main import main
main(sys.argv[1:])
"""


@pytest.mark.timeout(600)
def test_a_delta_killed_anywhere_is_completed_by_running_it_again(world, tmp_path):
    from flows.partial import _base

    world.try_out()
    assert world.package("--all").code == 0
    words = ["package", VIEW, "--delta", "-w", str(world.root)]
    for number, (point, patch) in enumerate(KILLS.items(), start=1):
        world.change(f"UPDATE usager SET nom_utilise = 'FOIS {number}' WHERE id = {number + 10}")
        with world.desk() as desk:
            asset = desk.memory.plan.asset(VIEW)
            expected = tmp_path / point / "sac"
            desk.view(asset).pack(
                expected, desk.content_key(VIEW), lambda _: None,
                work=f"attendu/{point}", choice=Choice(kind="delta"), earlier=_base(desk, asset),
            )  # fmt: skip
        script = [sys.executable, "-c", _DIE.format(patch=patch), *words]
        done = subprocess.run(script, capture_output=True, check=False)
        assert done.returncode == -9, (point, done.stderr)
        recorded = number + 1 if point == "end" else number
        assert len(world.sent()) == recorded, point
        said = world.releve(*words)
        assert said.code == 0, (point, said.err)
        finished = point in {"deposit", "record", "end"}
        assert ("interrompu" in said.out) == finished, point
        assert len(world.sent()) == number + 1, point
        sent = world.sent()[-1]
        assert tree(world.opened(sent["name"])) | {"bordereau.json": b""} == (
            tree(expected) | {"bordereau.json": b""}
        ), point
    names = {path.name for path in (world.root / "depot").glob("*.age")}
    assert names == {one["name"] for one in world.sent()}


def killed(world, point, *words):
    """Send a partial package in a process that dies at a point."""
    script = [sys.executable, "-c", _DIE.format(patch=KILLS[point]), "package", VIEW, *words]
    done = subprocess.run([*script, "-w", str(world.root)], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr


def test_who_opposed_since_a_cut_does_not_leave(world):
    killed(world, "deposit", "--pathway", "3")
    oppose(world, 3, 990003)
    assert code(world.package("--pathway", "4")) == "partial_given_up"
    assert nothing_left(world)
    assert world.package("--pathway", "4").code == 0
    (sent,) = world.sent()
    assert ids(world.opened(sent["name"])) == {of(4)}


def test_what_had_left_before_an_opposition_is_recorded(world):
    killed(world, "record", "--pathway", "3")
    oppose(world, 3, 990003)
    before = {path.name for path in (world.root / "depot").glob("*.age")}
    assert world.package("--pathway", "4").code == 0
    (sent,) = world.sent()
    assert {sent["name"]} == before == {path.name for path in (world.root / "depot").glob("*.age")}


def test_what_left_in_part_goes_no_further(world):
    killed(world, "deposit", "--pathway", "3")
    place = world.root / "packages" / VIEW / "partiel"
    (sealed,) = place.glob("*.age")
    stem = sealed.name.removesuffix(".tar.age")
    for number in (1, 2):
        shutil.copy(sealed, place / f"{stem}-{number}sur2.tar.age")
    sealed.unlink()
    left = world.root / "depot" / f"{stem}-1sur2.tar.age"
    shutil.copy(place / left.name, left)
    oppose(world, 3, 990003)
    assert code(world.package("--pathway", "4")) == "partial_left_in_part"
    left.unlink()
    assert code(world.package("--pathway", "4")) == "partial_given_up"


def test_a_cut_package_goes_to_no_other_recipient(world):
    killed(world, "deposit", "--pathway", "3")
    plan = world.root / "plan" / "plan.yaml"
    text = plan.read_text()
    plan.write_text(text.replace("recipient: cible", "recipient: autre-dac", 1))
    world.adopt()
    assert code(world.package("--pathway", "3")) == "partial_given_up"
    assert nothing_left(world)


def test_a_machine_that_stops_while_it_clears_blocks_nothing(world):
    clearing = """
import shutil
import flows.dispatch as m
def half(place, **_):
    if (place / "envoi.json").exists():
        (place / "envoi.json").unlink()
        shutil.rmtree(place / "travail")
        die()
m.shutil = type("S", (), {"rmtree": staticmethod(half)})"""
    script = [sys.executable, "-c", _DIE.format(patch=clearing), "package", VIEW, "--pathway", "3"]
    done = subprocess.run([*script, "-w", str(world.root)], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    assert world.package("--pathway", "4").code == 0
    assert not list((world.root / "packages" / VIEW).glob("partiel*"))
