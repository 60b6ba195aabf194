"""What a DAC and its successor type, in order: kit, recette, reconcile, proof; on a sample."""

import hashlib
import json
import re
import subprocess
import sys

import pytest

from releve.errors import EvidenceRefused, UsageError
from releve.pathways.folder import CanonicalFolder
from releve.pathways.kit.folder import build_kit
from releve.pathways.kit.transcoding import Agreement
from releve.pathways.record import DIRECTORY
from tests.fakes.pathway_world import VIEW, PathwayWorld
from tests.fakes.small_world import said

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def successor(tmp_path_factory):
    """The sample of a kit, loaded by its importer: the package, and what was read back."""
    folder = tmp_path_factory.mktemp("cible")
    build_kit(folder / "kit", Agreement(dac="DAC", successor="Cible"))
    package = folder / "kit/exemple"
    command = [sys.executable, "-S", "-I", folder / "kit/importer.py", package]
    out = ["--base", folder / "base.sqlite", "--sortie", folder, "--relecture", folder / "relu"]
    subprocess.run([*command, *out], check=True, capture_output=True)
    return package, folder / "relu", folder / "attestation.json"


def key(package):
    return str(package / "data/content.key")


def reconcile(package, theirs, report):
    words = ("--ours", package, "--theirs", theirs, "--key", key(package), "--out", report)
    return said("reconcile", *map(str, words))


def test_what_was_loaded_whole_agrees(successor, tmp_path):
    package, relu, _ = successor
    answer = reconcile(package, relu, tmp_path / "rapport.ndjson")
    assert (answer.code, answer.err) == (0, "")
    assert "50 parcours livrés, aucune différence (0 fusion déclarée)" in answer.out
    again = reconcile(package, relu, tmp_path / "rapport.ndjson")
    assert (again.code, "[reconciliation_report_exists]" in again.err) == (2, True)


def test_one_note_changed_is_one_difference_said_in_words_that_agree(successor, tmp_path):
    package, relu, _ = successor
    theirs = tmp_path / "relu/canonical"
    theirs.mkdir(parents=True)
    for one in (relu / "canonical").iterdir():
        data = one.read_bytes()
        assert one.name != "part-00000.ndjson" or data.count(b'"RAS"') > 1
        (theirs / one.name).write_bytes(data.replace(b'"RAS"', b'"R.A.S."', 1))
    answer = reconcile(package, tmp_path / "relu", tmp_path / "rapport.ndjson")
    assert answer.code == EvidenceRefused.exit_code
    assert "1 différence (0 fusion déclarée mise à part)" in answer.out
    assert "1 valeur différente\n" in answer.out
    assert "R.A.S." not in answer.out + (tmp_path / "rapport.ndjson").read_text()


def test_the_proof_of_one_patient_is_written_then_checked_by_whoever_has_the_root(
    successor, tmp_path
):
    package, _, attestation = successor
    name = next(one.id for one in CanonicalFolder(package).groups() if one.id != DIRECTORY)
    out = tmp_path / "preuve"
    words = ("--pathway", name, "--package", package, "--key", key(package), "--out", out)
    answer = said("proof", *map(str, words), "--attestation", str(attestation))
    assert (answer.code, answer.err) == (0, "")
    root = json.loads(attestation.read_bytes())["root"]
    assert root in answer.out
    checked = said("proof", "--check", str(out), "--root", root)
    assert checked.code == 0
    assert "relu cette même racine" in checked.out
    assert "Comparez" not in checked.out
    assert "Comparez" in said("proof", "--check", str(out)).out
    refused = said("proof", "--check", str(out), "--root", "0" * 64)
    assert (refused.code, refused.out) == (EvidenceRefused.exit_code, "")


@pytest.mark.parametrize("left_out", ["--package", "--key", "--out"])
def test_a_proof_needs_a_package_its_key_and_a_place(successor, tmp_path, left_out):
    given = {"--package": successor[0], "--key": key(successor[0]), "--out": tmp_path / "preuve"}
    words = [str(word) for pair in given.items() if pair[0] != left_out for word in pair]
    answer = said("proof", "--pathway", "person/p1", *words)
    assert (answer.code, "[proof_arguments]" in answer.err) == (UsageError.exit_code, True)


def test_a_sheet_prints_with_its_pathway_named_and_numbered_on_every_page(successor, tmp_path):
    package, relu, _ = successor
    words = ("--package", package, "--key", key(package), "--successor", relu, "--count", "2")
    answer = said("recette", *map(str, words), "--out", str(tmp_path / "fiche"))
    assert answer.code == 0
    assert "2 parcours tirés parmi 50" in answer.out
    page = (tmp_path / "fiche/recette.html").read_text()
    # the head of a table is printed again on each page, and its margins hold the stamp
    tables = re.findall(r"<thead>(.*?)</thead>\n<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert [f"Parcours {number} sur 2" in head for number, (head, _) in enumerate(tables, 1)] == [
        *(True, True),
    ]
    assert all(body.count("Observations") == body.count("Ce parcours") == 1 for _, body in tables)
    style = page[page.index("<style>") : page.index("</style>")]
    slip = hashlib.sha256((package / "bordereau.json").read_bytes()).hexdigest()
    for shown in ("EXERCICE – SANS VALEUR", f"paquet {slip[:12]}…"):
        assert f'content: "{shown}"' in style
    assert 'content: counter(page) " / " counter(pages)' in style
    signed = page[page.index("Procès-verbal de recette</h2>") :]
    assert "☐ sans réserve" in signed
    assert "________ / 2" in signed


def test_a_kit_is_written_once_and_for_pathways_alone(cluster, tmp_path):
    world = PathwayWorld.adopted(cluster, tmp_path / "monde", pathways=1)
    out = str(tmp_path / "kit")
    answer = world.releve("kit", VIEW, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    assert "restent à remplir" in answer.out
    assert (
        "DAC d'essai → Solution cible d'essai"
        in (tmp_path / "kit/transcodage/A-SIGNER.txt").read_text()
    )
    again = world.releve("kit", VIEW, "--out", out)
    assert (again.code, "[kit_exists]" in again.err) == (UsageError.exit_code, True)
    for name in ("tables", "documents", "personne"):
        other = world.releve("kit", name, "--out", str(tmp_path / name))
        assert (other.code, "[kit_of_no_pathways]" in other.err) == (UsageError.exit_code, True)
        assert not (tmp_path / name).exists()
