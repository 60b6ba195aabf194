"""`releve witness`: a witness kept by hand, with a USB stick between it and the log."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from releve.cli.main import commands, main
from releve.signatures.note import VerifierKey, open_note
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.small_log import KEY, ORIGIN, SmallLog

ROOT = Path(__file__).parents[2]
HONEST = SmallLog("honnête")


@pytest.fixture
def releve(capsys):
    """Run a command; give its exit code, what it printed, and what it complained of."""

    def run(*words):
        code = main(["witness", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def folder(tmp_path, releve):
    place = tmp_path / "temoin"
    assert releve("init", place, "--name", "temoin.example/un", "--log", KEY.vkey)[0] == 0
    return place


@pytest.fixture(scope="module")
def maker():
    return EvidenceMaker().tell()


def test_init_prints_the_public_key_and_keeps_the_private_one(tmp_path, releve):
    place = tmp_path / "temoin"
    words = ("init", place, "--name", "temoin.example/un", "--log", KEY.vkey)
    code, out, _ = releve(*words)
    key = VerifierKey.parse(out.splitlines()[1])
    assert (code, key.name, key.algorithm) == (0, "temoin.example/un", 4)
    assert stat.S_IMODE((place / "witness.key").stat().st_mode) == 0o600
    assert "PRIVATE" not in out
    code, _, err = releve(*words)
    assert (code, "[witness_exists]" in err) == (2, True)
    code, out, _ = releve("init", tmp_path / "b", *words[2:], "--json")
    assert json.loads(out)["key"].startswith("temoin.example/un+")


def test_a_head_and_a_proof_carried_as_files(tmp_path, folder, releve):
    head, proof, done = tmp_path / "head", tmp_path / "proof", tmp_path / "done"
    head.write_bytes(HONEST.note(4))
    code, out, err = releve("cosign", folder, head)
    assert (code, "4 écritures" in err) == (0, True)
    key = VerifierKey.parse(releve("show", folder)[1].splitlines()[1])
    assert len(open_note(out.encode(), [KEY.verifier, key]).signatures) == 2
    head.write_bytes(HONEST.note(9))
    code, _, err = releve("cosign", folder, head)
    assert (code, "[witness_proof_refused]" in err) == (1, True)
    asked = HONEST.ask(4, 9).encode()
    proof.write_bytes(asked[len(b"old 4\n") : -len(HONEST.note(9)) - 1])
    code, out, _ = releve("cosign", folder, head, "--proof", proof, "--output", done)
    assert (code, "9 écritures" in out) == (0, True)
    assert open_note(done.read_bytes(), [key]).text == HONEST.head(9).body()
    head.write_bytes(HONEST.note(9))
    code, out, _ = releve("cosign", folder, head, "--json")
    assert (code, json.loads(out)["size"]) == (0, 9)


def test_a_whole_request_made_from_the_evidence_alone(tmp_path, releve, maker):
    place, evidence = tmp_path / "temoin", tmp_path / "evidence"
    releve("init", place, "--name", "temoin.example/un", "--log", maker.log_key.vkey)
    asked = tmp_path / "demande"
    for size, old in ((20, 0), (31, 20), (31, 31)):
        folder = maker.publish(evidence / str(size), size)
        code, out, _ = releve("request", folder, "--old", old, "--output", asked)
        assert (code, str(asked) in out) == (0, True)
        code, out, _ = releve("cosign", place, asked)
        assert (code, out.splitlines()[1]) == (0, str(size))
    code, _, err = releve("cosign", place, asked, "--proof", asked)
    assert (code, "[witness_proof_twice]" in err) == (2, True)


def test_a_request_that_starts_elsewhere_says_from_where(tmp_path, releve, maker):
    place = tmp_path / "temoin"
    releve("init", place, "--name", "temoin.example/un", "--log", maker.log_key.vkey)
    asked, evidence = tmp_path / "demande", maker.publish(tmp_path / "evidence")
    (tmp_path / "head").write_bytes(maker.checkpoint(20))
    releve("cosign", place, tmp_path / "head")
    releve("request", evidence, "--old", "19", "--output", asked)
    code, _, err = releve("cosign", place, asked)
    assert (code, "--old 20" in err) == (1, True)


@pytest.mark.parametrize("old", ["32", "-1"])
def test_a_size_that_the_log_never_had_is_refused(tmp_path, releve, maker, old):
    evidence = maker.publish(tmp_path / "evidence")
    code, out, err = releve("request", evidence, f"--old={old}")
    assert (code, out, "[published_old_beyond]" in err) == (2, "", True)


def test_a_published_log_that_is_not_the_head_s_is_refused(tmp_path, releve, maker):
    evidence = maker.publish(tmp_path / "evidence")
    tile = next((evidence / "ledger/tile/0").rglob("*.p/*"))
    tile.write_bytes(bytes(len(tile.read_bytes())))
    code, _, err = releve("request", evidence, "--old", "3")
    assert (code, "[published_log_differs]" in err) == (1, True)
    tile.unlink()
    code, _, err = releve("request", evidence, "--old", "3")
    assert (code, "[published_log_missing]" in err) == (2, True)


def test_show_tells_what_was_seen_and_what_was_refused(tmp_path, folder, releve):
    assert "Rien n'a encore été vu" in releve("show", folder)[1]
    code, _, err = releve("show", folder, "--note", ORIGIN)
    assert (code, "[witness_saw_nothing]" in err) == (2, True)
    for log, expected in ((HONEST, 0), (SmallLog("autre"), 1)):
        (tmp_path / "head").write_bytes(log.note(4))
        assert releve("cosign", folder, tmp_path / "head")[0] == expected
    told = releve("show", folder)[1]
    assert "fourche à 4 écritures" in told
    assert str(folder / "refusals") in told
    assert "‹" not in told
    code, out, _ = releve("show", folder, "--note", ORIGIN)
    assert (code, out.encode().startswith(HONEST.note(4))) == (0, True)
    report = json.loads(releve("show", folder, "--json")[1])
    assert (report["seen"][0]["size"], report["refusals"][0]["code"]) == (4, "witness_fork")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("cosign", "{witness}", "absent"), "witness_file_unreadable"),
        (("cosign", "{absent}", "x"), "witness_missing"),
        (("show", "{absent}"), "witness_missing"),
        (("serve", "{witness}", "--host", "192.0.2.1"), "witness_address_refused"),
        (("serve", "{witness}", "--port", "99999"), "witness_address_refused"),
        (("request", "{absent}", "--old", "0"), "published_log_missing"),
    ],
)
def test_wrong_calls_say_what_to_do(tmp_path, folder, releve, words, code):
    places = {"witness": folder, "absent": tmp_path / "absent"}
    ended, _, err = releve(*(word.format(**places) for word in words))
    assert (ended, f"[{code}]" in err) == (2, True)
    assert "‹" not in err


def test_witnesses_need_the_auditors_install_only():
    code = (
        "import sys; from releve.cli.main import main; main(['witness', 'show', '/nowhere']);"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'flows', 'connectors', 'prefect', 'sqlalchemy', 'pyhanko'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"
    assert [one.name for one in commands("witness")] == ["witness"]
