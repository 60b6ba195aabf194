"""`releve verify --certificate`: one certificate, by its bytes or number, and what became of it."""

import argparse
import io
import json
import re

import pytest

from releve.cli.verify import add_arguments, run
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.lives import FIRST, SECOND, after, withdraw, withdrawn

ASSETS = "ESSAI-dossiers-1"


def published(folder, told, size=None):
    maker = EvidenceMaker(**told).tell()
    folder.mkdir(exist_ok=True)
    maker.publish(folder / "evidence", size)
    (folder / "trust.json").write_text(json.dumps(maker.trust()))
    return maker


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The copy's certificate was withdrawn and issued again; the asset's stands."""
    folder = tmp_path_factory.mktemp("again")
    published(folder, withdrawn(FIRST))
    return folder


def called(folder, wanted, *more):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    argv = ["--trust", folder / "trust.json", "--certificate", wanted, *more, folder / "evidence"]
    return run(parser.parse_args([str(one) for one in argv]), out), out.getvalue()


def answered(folder, wanted):
    code, told = called(folder, wanted, "--json")
    return code, json.loads(told)


@pytest.mark.parametrize("suffix", ["pdf", "dsse.json"])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_file_is_known_by_its_bytes(again, tmp_path, suffix, elsewhere):
    file = again / "evidence" / "certificates" / f"{ASSETS}.{suffix}"
    if elsewhere:
        file = _copied(file, tmp_path / "recu.pdf")
    code, said = answered(again, file)
    assert (code, said["certificate"]["code"]) == (0, "valid")
    facts = said["certificate"]["facts"]
    assert (facts["number"], facts["size"]) == (ASSETS, said["size"])


def _copied(file, target):
    target.write_bytes(file.read_bytes())
    return target


def test_a_number_is_enough(again):
    code, told = called(again, SECOND)
    assert code == 0
    assert re.search(rf"Certificat {SECOND} : émis à l'écriture n° \d+, .* VALABLE", told)


def test_a_replaced_one_says_by_whom_and_by_what(again):
    code, said = answered(again, FIRST)
    assert (code, said["certificate"]["code"]) == (0, "superseded")
    facts = said["certificate"]["facts"]
    assert (facts["by"], facts["replaced_by"], facts["reason"]) == ("cheffe", SECOND, "erreur")
    _, told = called(again, FIRST)
    assert re.search(r"RETIRÉ le 02/06/2025 à \d\d:\d\d UTC par cheffe \(écriture n° \d+\)", told)
    assert f"REMPLACÉ par {SECOND}" in told


def test_one_withdrawn_for_good_says_so(tmp_path):
    published(tmp_path, after(lambda maker: withdraw(maker, "w", FIRST, "none")))
    code, said = answered(tmp_path, FIRST)
    assert (code, said["certificate"]["code"]) == (0, "withdrawn")
    assert "replaced_by" not in said["certificate"]["facts"]


def test_the_same_file_is_valid_under_an_older_head(again, tmp_path):
    file = again / "evidence" / "certificates" / f"{FIRST}.pdf"
    maker = EvidenceMaker(**withdrawn(FIRST)).tell()
    published(tmp_path, withdrawn(FIRST), size=maker.index["withdrawal-1-entry"])
    assert answered(tmp_path, file)[1]["certificate"]["code"] == "valid"
    assert answered(again, file)[1]["certificate"]["code"] == "superseded"


def test_one_byte_more_is_not_it(again, tmp_path):
    file = _copied(again / "evidence" / "certificates" / f"{FIRST}.pdf", tmp_path / f"{FIRST}.pdf")
    file.write_bytes(file.read_bytes() + b"\n")
    code, said = answered(again, file)
    assert (code, said["verdict"]) == (1, "refused")
    assert said["refusal"]["code"] == "certificate_not_in_evidence"
    assert said["refusal"]["facts"]["file"] == str(file)
    assert said["certificate"] is None


@pytest.mark.parametrize("wanted", ["ESSAI-dossiers-9", "", "."])
def test_an_unknown_number_is_refused(again, wanted):
    code, told = called(again, wanted)
    assert code == 1
    assert "REFUSÉ (certificate_not_in_evidence)" in told
    assert "VÉRIFIÉ" not in told
    assert "le reste n'a pas été examiné" not in told


def test_nothing_is_said_of_it_when_the_evidence_is_refused(tmp_path):
    published(tmp_path, {})
    (tmp_path / "evidence" / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    code, said = answered(tmp_path, ASSETS)
    assert (code, said["refusal"]["code"], said["certificate"]) == (1, "folder_file_changed", None)


def test_nothing_is_said_when_nothing_is_asked(again):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    args = parser.parse_args(
        ["--json", "--trust", str(again / "trust.json"), str(again / "evidence")]
    )
    assert run(args, out) == 0
    assert json.loads(out.getvalue())["certificate"] is None
