"""The whole Prédice plan as an exercise, by the plain loop and by Prefect, and its evidence.

Slow: two whole exercises on real parts, a small population. Everything else is read from them.
"""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
from psycopg import sql

from deployments.rehearsal.predice import Platform
from deployments.rehearsal.prefect_server import DATABASE
from releve.ledger.entry import decode_entry
from releve.ledger.tiles import read_entries
from releve.papers.paper import PaperKind
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.published_words import published_words
from tests.fakes.readme_commands import run_commands

pytestmark = [pytest.mark.xdist_group("exercise"), pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
EXERCISE = [sys.executable, "-m", "deployments.rehearsal", "--pathways", "12"]


def played(root: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*EXERCISE, "--root", str(root), *flags],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=800,
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    root = tmp_path_factory.mktemp("plain") / "demo"
    done = played(root, "--plain")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    yield root
    played(root, "--clean")


@pytest.fixture(scope="module")
def prefect(tmp_path_factory):
    """Played by Prefect, whose database is wiped in the middle."""
    root = tmp_path_factory.mktemp("prefect") / "demo"
    half = played(root, "--stop-before", "2025-06-30")
    assert "Refusé" in half.stdout, half.stdout[-3000:] + half.stderr[-3000:]
    with Platform.load(root / "platform").cluster.connect() as connection:
        connection.autocommit = True
        connection.execute(f'DROP DATABASE "{DATABASE}" WITH (FORCE)')
    done = played(root)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    root.joinpath("said.txt").write_text(half.stdout + done.stdout, encoding="utf-8")
    yield root
    played(root, "--clean")


def entries(root: Path):
    ledger = root / "evidence" / "ledger"
    size = int((ledger / "checkpoint").read_text().splitlines()[1])
    for index, data in enumerate(read_entries(lambda path: (ledger / path).read_bytes(), size)):
        yield decode_entry(data, index=index)


_SIZES_DIFFER = {"package_delivered", "asset_measured"}


_PAPERWORK = {"document_issued", "note_recorded"}
"""Written again by an exercise that was stopped and begun again: told apart, by what they are."""


def papers(root: Path):
    """What every paper is about, whatever the number of times it was issued."""
    issued = [one.body for one in entries(root) if one.kind.value == "document_issued"]
    return {(one["kind"], one["about"]) for one in issued}


def facts(root: Path):
    """What happened to each subject, in order, without what differs from run to run.

    Two sizes do: a sealed package's (age adds a stanza of random length to its header), and the
    place that tables take on disk.
    """
    told = defaultdict(list)
    for entry in entries(root):
        if entry.kind.value in _PAPERWORK:
            continue
        body = entry.body
        said = [body.get(name) for name in ("act", "verb", "outcome", "verdict", "observed")]
        said = [one if isinstance(one, str) else None for one in said]  # an index is of its run
        differs = entry.subject.endswith("/paquet") or entry.kind.value in _SIZES_DIFFER
        amount = (body.get("records"), None if differs else body.get("octets"))
        told[entry.subject].append((entry.kind.value, *said, *amount))
    return told


def test_pathways_are_equal_in_the_three_systems(plain):
    summary = json.loads((plain / "summary.json").read_text())
    told = summary["pathways"]
    assert (told["source"], told["package"], told["successor"]) == (12, 12, 12)
    assert 0 < told["taken"] == told["taken_over"] <= 12


def test_pathways_were_handed_over_in_the_three_kinds(plain):
    told = json.loads((plain / "summary.json").read_text())["handed_over"]
    assert {name: one["means"] for name, one in told.items()} == {
        "parcours-dac-littoral": "sftp",
        "parcours-dac-somme": "sql",
        "parcours-dac-metropole": "fhir",
    }
    counted = [one.body for one in entries(plain) if one.kind.value == "package_exported"]
    records = {one["root"]: one["records"] for one in counted}
    receipts = [one.body for one in entries(plain) if one.body.get("act") == "receipt"]
    assert {one["fields"]["root"] for one in receipts} == records.keys()
    assert told["parcours-dac-littoral"]["loaded"] is None
    assert told["parcours-dac-somme"]["loaded"] in records.values()
    assert told["parcours-dac-metropole"]["loaded"] > 0


def test_what_was_planned_is_stopped_and_gone_and_the_bystander_is_up(plain):
    summary = json.loads((plain / "summary.json").read_text())
    up = {name for name, answers in summary["services"].items() if answers}
    assert up == {"annuaire-voisin", "e-rdv", "telesurveillance"}
    assert summary["bystander_intact"] is True
    kept = {"regional.traces.acces", "regional.indicateurs.usage_mensuel"}
    assert set(summary["left"]["tables"]) == kept
    assert summary["left"]["waiting"] == []
    files = {name: count for name, count in summary["left"]["files"].items() if "depot" not in name}
    assert set(files.values()) == {0}
    assert not [path for path in (plain / "packages").rglob("*") if path.is_file()]


def test_each_destroyed_asset_and_copy_has_its_document(plain):
    destroyed = {
        entry.subject
        for entry in entries(plain)
        if entry.kind.value == "outcome_recorded"
        and entry.body["outcome"] in {"destroyed", "found_absent", "attested"}
        and not entry.subject.startswith("service:")
    }
    certified = [e.subject for e in entries(plain) if e.kind.value == "certificate_issued"]
    assert sorted(destroyed) == sorted(certified)
    assert len(list((plain / "evidence" / "certificates").glob("*.pdf"))) == len(certified)


def test_already_stopped_services_have_no_stop_act_but_their_data_went_like_the_others(plain):
    told = facts(plain)
    for service in ("nutri-age", "teleconsultation", "teleexpertise"):
        assert [one[0] for one in told[f"service:{service}"]] == ["service_probed"]
    assert "certificate_issued" in [one[0] for one in told["asset:tlc"]]
    assert ("outcome_recorded", None, "destroy", "attested", None, "absent") in [
        one[:6] for one in told["asset:nutriage"]
    ]


def test_vigilans_is_requested_only_after_its_follow_ups_were_taken_over(plain):
    kinds = [one[:2] for one in facts(plain)["service:vigilans"]]
    assert kinds.index(("act_recorded", "relay")) < kinds.index(("request_opened", None))


def test_the_plain_loop_and_prefect_record_the_same_facts(plain, prefect):
    ours, theirs = facts(plain), facts(prefect)
    assert papers(plain) == papers(prefect)
    assert {kind for kind, _ in papers(plain)} == set(PaperKind)
    assert ours.keys() == theirs.keys()
    for subject, told in ours.items():
        assert sorted(map(str, told)) == sorted(map(str, theirs[subject])), subject


def test_a_schedule_outside_the_window_was_refused_and_one_inside_acted(prefect):
    said = (prefect / "said.txt").read_text(encoding="utf-8")
    assert "arrêt programmé joué le 2024-12-09T07:00:00Z → Refusé" in said
    assert "arrêt programmé joué le 2024-12-30T20:00:00Z → Terminé" in said


def judged(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("releve")), "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT)


def verify(*arguments: object) -> int:
    return judged(*arguments).returncode


def said(*arguments: object) -> str:
    return judged(*arguments).stdout.decode()


def test_verify_accepts_both_and_says_that_they_are_exercises(plain, prefect):
    for root in (plain, prefect):
        trust = ("--trust", root / "trust")
        assert verify("--rehearsal", *trust, root / "evidence") == 0
        assert verify(*trust, root / "evidence") == 3
        assert verify(root / "evidence") == 4


def test_evidence_rebuilt_whole_with_other_keys_is_refused(plain, prefect):
    """The other exercise is complete and genuine, with other keys: what an attacker can make."""
    assert verify("--rehearsal", "--trust", plain / "trust", prefect / "evidence") == 1


def test_300_byte_changes_are_all_refused_and_name_a_file(plain, tmp_path):
    chosen = random.Random(300)
    folder = shutil.copytree(plain / "evidence", tmp_path / "evidence")
    trust = load_trust(plain / "trust")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    kinds = sorted({path.suffix or path.parent.name for path in files})
    for turn in range(300):
        kind = kinds[turn % len(kinds)]
        path = chosen.choice([one for one in files if (one.suffix or one.parent.name) == kind])
        genuine = path.read_bytes()
        changed = bytearray(genuine)
        changed[chosen.randrange(len(changed))] ^= chosen.randrange(1, 256)
        path.write_bytes(changed)
        report = verify_evidence(folder, trust, rehearsal=True)
        assert report.exit_code == 1, path
        assert report.refusal is not None
        assert report.refusal.facts["file"]
        if turn % 15 == 0:
            assert verify("--rehearsal", "--trust", plain / "trust", folder) == 1
        path.write_bytes(genuine)
    assert verify_evidence(folder, trust, rehearsal=True).exit_code == 0


def test_a_stranger_checks_the_evidence_by_hand(plain):
    """Every command that its LISEZMOI gives: sha256sum, openssl, ssh-keygen, pdfsig, a shell."""
    typed = run_commands(plain / "evidence", plain / "trust")
    assert len(typed) > 20
    assert [one for one in typed if one.status != 0] == []


def test_the_pack_is_verified_and_is_the_folder(plain):
    trust = ("--rehearsal", "--trust", plain / "trust")
    assert verify(*trust, plain / "preuves.zip") == 0
    inside = "preuves/data/"
    with zipfile.ZipFile(plain / "preuves.zip") as pack:
        names = pack.namelist()
    packed = {one.removeprefix(inside) for one in names if one.startswith(inside)}
    evidence = plain / "evidence"
    files = (one for one in evidence.rglob("*") if one.is_file())
    assert packed == {one.relative_to(evidence).as_posix() for one in files}


def test_every_document_is_sealed_stamped_and_seen_by_the_witnesses(plain):
    done = said("--rehearsal", "--trust", plain / "trust", "--json", plain / "preuves.zip")
    claims = {one["code"]: one["facts"] for one in json.loads(done)["claims"]}
    certificates = len(list((plain / "evidence" / "certificates").glob("*.pdf")))
    pieces = len(list((plain / "evidence" / "papers").glob("*.pdf")))
    assert claims["papers"]["papers"] == pieces > 50
    assert claims["seals"]["sealed"] == certificates + pieces
    assert claims["stamps"]["stamps"] == 2 * certificates + pieces
    assert claims["witnesses"]["have"] == 3


def test_no_content_key_is_left(plain):
    """Nobody can tell any more whether a person was in the data: the roots are only proofs."""
    shredded = {one.subject for one in entries(plain) if one.kind.value == "content_key_shredded"}
    exported = {one.subject for one in entries(plain) if one.kind.value == "package_exported"}
    assert shredded == exported
    assert list((plain / "keys" / "content").glob("*")) == []


IDENTIFIERS = (
    *("ins", "nom_naissance", "nom_utilise", "representant", "proche", "telephone", "adresse"),
    *("rpps", "courriel"),
)


def people_of(root: Path) -> set[str]:
    """Whatever names somebody in the successor's own database: the exercise's real list."""
    platform = Platform.load(root / "platform")
    found: set[str] = set()
    with platform.cluster.connect("successeur") as connection:
        for schema in ("dac_littoral", "dac_somme", "dac_metropole"):
            columns = connection.execute(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema = %s AND column_name = ANY(%s)",
                (schema, list(IDENTIFIERS)),
            ).fetchall()
            for table, column in columns:
                asked = sql.SQL("SELECT {}::text FROM {}").format(
                    sql.Identifier(column), sql.Identifier(schema, table)
                )
                found |= {row[0] for row in connection.execute(asked) if row[0]}
    return {one for one in found if len(one) > 5}


def test_nothing_written_names_a_patient(plain, prefect):
    """Ledgers, logs, Prefect's database, evidence: its PDFs read, its envelopes opened."""
    platform = Platform.load(prefect / "platform")
    platform.cluster.pg_dump(DATABASE, prefect / "prefect.dump")
    places = ("ledger", "ledger-copy", "evidence", "inbox", "prefect", "preuves.zip", "witnesses")
    for root in (plain, prefect):
        people = people_of(root)
        assert len(people) > 20
        written = [root / name for name in (*places, "timestamp", "prefect.dump", "summary.json")]
        files = [one for place in written for one in (place, *place.rglob("*")) if one.is_file()]
        assert any(one.suffix == ".pdf" for one in files)
        for path in files:
            words = published_words(path)
            assert [one for one in people if one.encode() in words] == [], path
