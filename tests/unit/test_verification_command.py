"""What `releve verify` prints and returns."""

import argparse
import io
import json
import re
from pathlib import Path

import pytest

import releve.verification
from releve.cli.verify import add_arguments, run
from releve.textes import LANGUAGES, sentences, verification_en, verification_fr
from tests.fakes.evidence_maker import EvidenceMaker

SOURCES = Path(releve.verification.__file__).parent


@pytest.fixture
def place(tmp_path):
    maker = EvidenceMaker().tell()
    maker.publish(tmp_path / "evidence")
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "trust.json").write_text(json.dumps(maker.trust()))
    return tmp_path


def called(*argv):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    return run(parser.parse_args([str(one) for one in argv]), out), out.getvalue()


def test_verified_evidence_tells_each_claim_then_its_limits(place):
    code, told = called("--trust", place / "trust", place / "evidence")
    assert code == 0
    assert len(re.findall(r"^✔ ", told, flags=re.MULTILINE)) == 6
    assert "Journal : 31 écritures, racine " in told
    assert "VÉRIFIÉ" in told
    assert told.index("VÉRIFIÉ") < told.index("ne prouvent pas")
    assert "{" not in told
    assert "‹" not in told


def test_a_refusal_names_the_file_what_it_means_and_what_to_do(place):
    (place / "evidence" / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    code, told = called("--trust", place / "trust", place / "evidence")
    assert code == 1
    assert "Fichier : LISEZMOI.txt" in told
    assert "REFUSÉ (folder_file_changed)" in told
    assert "Ce que cela veut dire" in told
    assert "Que faire" in told
    assert "VÉRIFIÉ" not in told


def test_without_trust_nothing_is_authenticated(place):
    code, told = called(place / "evidence")
    assert code == 4
    assert "NON AUTHENTIFIÉ" in told


def test_a_wrong_call_is_two(place):
    assert called("--trust", place / "nothing", place / "evidence")[0] == 2
    code, told = called(place / "nothing")
    assert code == 2
    assert "manifest.sha256" in told
    code, told = called("--json", place / "nothing")
    assert (code, json.loads(told)["error"]["code"]) == (2, "evidence_missing")


def test_the_machine_form_holds_the_same_verdict(place):
    code, told = called("--json", "--trust", place / "trust", place / "evidence")
    report = json.loads(told)
    assert (report["format"], report["verdict"]) == ("releve/verification/1", "verified")
    assert report["exit_code"] == code == 0
    assert [one["code"] for one in report["claims"]] == [
        "folder", "log", "plans", "acts", "history", "certificates",
    ]  # fmt: skip
    (place / "evidence" / "keys" / "log.vkey").unlink()
    code, told = called("--json", "--trust", place / "trust", place / "evidence")
    report = json.loads(told)
    assert (code, report["verdict"]) == (1, "refused")
    assert report["refusal"] == {
        "code": "folder_file_missing",
        "facts": {"file": "keys/log.vkey"},
    }


def codes():
    source = "".join(path.read_text() for path in sorted(SOURCES.glob("*.py")))
    return sorted(
        set(re.findall(r'(?:refuse|refusing|EvidenceRefused)\(\s*"([a-z]+_[a-z_]+)"', source))
    )


INNER = {"checkpoint_not_of_this_log", "checkpoint_unsigned", "proof_of_another_entry"}
INNER |= {"statement_predicate", "statement_type"}
"""Causes, shown as the technical detail of another code."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentences(language):
    known = sentences(language)
    assert len(codes()) > 100
    for code in codes():
        if code not in INNER:
            assert f"verify_no_{code}" in known
            family = code.partition("_")[0]
            assert {f"verify_means_{family}", f"verify_do_{family}"} <= known.keys()


def test_both_languages_say_the_same_things():
    french, english = verification_fr.SENTENCES, verification_en.SENTENCES
    assert french.keys() == english.keys()
    for key, text in french.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[key])), key


def test_nothing_that_decides_for_the_performer_is_imported():
    source = "".join(path.read_text() for path in SOURCES.glob("*.py"))
    found = set(re.findall(r"^from (releve\.[a-z_.]+) import", source, flags=re.MULTILINE))
    assert "releve.plan.reader" in found
    forbidden = ("releve.plan.a", "releve.plan.guards", "releve.ledger.s", "releve.certificates")
    assert [name for name in sorted(found) if name.startswith(forbidden)] == []


def test_evidence_never_writes_to_the_terminal_what_is_not_text(place):
    report = "\x1b[2J"
    path = place / "evidence" / f"{report}.txt"
    path.write_bytes(b"x")
    code, told = called("--trust", place / "trust", place / "evidence")
    assert code == 1
    assert "\x1b" not in told
