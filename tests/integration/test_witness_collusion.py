"""Two of three witnesses collude: what the auditor believes, and what the third one shows.

The log's key signs a second history for the auditor; two witnesses cosign both. A quorum of two is
then satisfied: this is what a quorum cannot prevent. The third witness refuses, keeps the proof,
and the head it kept is enough for the auditor.
"""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest

from connectors.witness import HttpWitness
from releve.cli.main import main
from releve.errors import ConnectorError
from releve.ledger.merkle import consistency_proof, leaf_hash, levels
from releve.signatures.note import open_note
from releve.verification.folder import Folder
from releve.verification.log import own_key, read_log
from tests.fakes.auditable_evidence import witness_key
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.small_log import witness
from tests.fakes.witness_servers import serving

pytestmark = pytest.mark.integration


def rewritten(item, _maker):
    """The performer says afterwards that the data was made read-only otherwise."""
    item.body["means"] = "autrement"


@pytest.fixture(scope="module")
def honest():
    return EvidenceMaker().tell()


@pytest.fixture(scope="module")
def fork():
    return EvidenceMaker(edits={"freeze": rewritten}).tell()


@pytest.fixture
def witnesses(tmp_path, honest):
    """Three witnesses that saw the honest log when it had 20 entries, each in its own folder."""
    three = [
        witness(tmp_path / name, name=f"temoin.example/{name}", logs=[honest.log_key.vkey])
        for name in ("ars", "editeur", "grades")
    ]
    for one in three:
        ask(one, honest, 20)
    return three


def proofs(maker, size):
    leaves = [leaf_hash(entry) for entry in maker.raw[:size]]
    return lambda old: consistency_proof(levels(leaves), old, size)


def ask(one, maker, size):
    """Ask a witness by HTTP, as the performer does."""
    with serving(one) as server:
        asking = HttpWitness(one.key.verifier.name, server.url, one.key.verifier)
        return asking.cosign(maker.checkpoint(size), proofs(maker, size))


def collude(one, maker, size):
    """What a dishonest witness does: sign without looking at what it saw."""
    text = maker.checkpoint(size).partition(b"\n\n")[0] + b"\n"
    return one.key.cosign(text, 1_750_000_100)


def published(maker, folder, lines):
    maker.publish(folder)
    with (folder / "ledger" / "checkpoint").open("ab") as file:
        file.write(b"".join(lines))
    maker.reseal(folder)
    return folder


def trusted(path, maker, witnesses, quorum):
    keys = [str(one.key.verifier) for one in witnesses]
    path.write_text(json.dumps(maker.trust(witnesses=keys, witness_quorum=quorum)))
    return path


def verify(*words):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["verify", *map(str, words)])
    return code, out.getvalue(), err.getvalue()


def test_the_honest_head_is_cosigned_by_all_and_verified(tmp_path, honest, witnesses):
    size = len(honest.raw)
    lines = [ask(one, honest, size) for one in witnesses]
    evidence = published(honest, tmp_path / "evidence", lines)
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 3)
    code, told, _ = verify("--trust", trust, evidence)
    assert code == 0, told
    folder = Folder(evidence)
    keys = tuple(one.key.verifier for one in witnesses)
    log = read_log(folder, key=own_key(folder), witnesses=keys, quorum=3)
    assert [one.name for one in log.witnesses] == [one.key.verifier.name for one in witnesses]
    assert {one.at for one in log.witnesses} == {1_750_000_000}


@pytest.mark.parametrize("lines", [0, 1])
def test_fewer_cosignatures_than_the_quorum_are_refused(tmp_path, honest, witnesses, lines):
    cosigned = [ask(one, honest, len(honest.raw)) for one in witnesses[:lines]]
    evidence = published(honest, tmp_path / "evidence", cosigned)
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 2)
    code, told, _ = verify("--json", "--trust", trust, evidence)
    refusal = json.loads(told)["refusal"]
    assert (code, refusal["code"]) == (1, "witnesses_too_few")
    assert (refusal["facts"]["have"], refusal["facts"]["need"]) == (lines, 2)


def test_a_witness_that_is_not_trusted_does_not_count(tmp_path, honest, witnesses):
    lines = [ask(one, honest, len(honest.raw)) for one in witnesses]
    evidence = published(honest, tmp_path / "evidence", lines)
    trust = tmp_path / "trust.json"
    keys = [str(witnesses[0].key.verifier), str(witness_key("inconnu.example/w"))]
    trust.write_text(json.dumps(honest.trust(witnesses=keys, witness_quorum=2)))
    code, told, _ = verify("--json", "--trust", trust, evidence)
    assert (code, json.loads(told)["refusal"]["code"]) == (1, "witnesses_too_few")


def test_two_that_collude_satisfy_a_quorum_of_two(tmp_path, honest, fork, witnesses):
    """Say it: a quorum of two of three holds only while two are not dishonest together."""
    lines = [collude(one, fork, len(fork.raw)) for one in witnesses[:2]]
    evidence = published(fork, tmp_path / "evidence", lines)
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 2)
    assert verify("--trust", trust, evidence)[0] == 0
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 3)
    assert verify("--trust", trust, evidence)[0] == 1


@pytest.mark.parametrize("size", [20, 31], ids=["same size", "larger"])
def test_the_third_refuses_the_fork_and_keeps_the_proof(fork, witnesses, size):
    third = witnesses[2]
    with pytest.raises(ConnectorError, match="witness_refused"):
        ask(third, fork, size)
    (kept,) = third.refusals.all()
    key = fork.log_key.verifier
    shown = open_note((kept.folder / "presentee.checkpoint").read_bytes(), [key]).text
    known = open_note((kept.folder / "vue.checkpoint").read_bytes(), [key]).text
    assert shown == fork.checkpoint(size).partition(b"\n\n")[0] + b"\n"
    assert known != shown
    assert third.heads.of(fork.origin).size == 20


@pytest.mark.parametrize("by_witness", [True, False], ids=["third witness", "own copy"])
def test_the_head_of_the_third_shows_the_fork_to_the_auditor(
    tmp_path, honest, fork, witnesses, capsys, by_witness
):
    lines = [collude(one, fork, len(fork.raw)) for one in witnesses[:2]]
    evidence = published(fork, tmp_path / "evidence", lines)
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 2)
    seen = tmp_path / "third.checkpoint"
    if by_witness:
        assert main(["witness", "show", str(tmp_path / "grades"), "--note", honest.origin]) == 0
        seen.write_text(capsys.readouterr().out)
    else:
        seen.write_bytes(honest.checkpoint(25))
    kept = tmp_path / "preuve"
    code, told, err = verify(
        "--trust", trust, "--seen", seen, "--keep-proof", kept, "--json", evidence
    )
    refusal = json.loads(told)["refusal"]
    assert (code, refusal["code"]) == (1, "log_forked")
    assert refusal["facts"]["seen"] == str(seen)
    assert (kept / "vue.checkpoint").read_bytes() == seen.read_bytes()
    shown = (evidence / "ledger" / "checkpoint").read_bytes()
    assert (kept / "presentee.checkpoint").read_bytes() == shown
    assert str(kept) in err
    code, told, _ = verify("--trust", trust, "--seen", seen, evidence)
    assert (code, "deux histoires" in told) == (1, True)


def test_a_head_that_was_seen_before_is_contained_or_missing(tmp_path, honest, witnesses):
    evidence = published(honest, tmp_path / "evidence", [])
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 0)
    before, after = tmp_path / "before", tmp_path / "after"
    before.write_bytes(honest.checkpoint(20))
    after.write_bytes(honest.checkpoint())
    code, told, _ = verify("--trust", trust, "--seen", before, "--seen", after, evidence)
    assert (code, "Têtes déjà vues : 2" in told) == (0, True)
    shorter = tmp_path / "shorter"
    honest.publish(shorter, 20)
    code, told, _ = verify("--json", "--trust", trust, "--seen", after, shorter)
    assert (code, json.loads(told)["refusal"]["code"]) == (1, "log_truncated")


def test_a_file_that_is_no_head_of_this_log_is_a_wrong_call(tmp_path, honest, witnesses):
    evidence = published(honest, tmp_path / "evidence", [])
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 0)
    other = EvidenceMaker(family="autre").tell()
    for data in (b"", b"x\n", other.checkpoint(), honest.log_key.sign_note(b"x\n1\ny\n")):
        (tmp_path / "seen").write_bytes(data)
        code, told, _ = verify("--json", "--trust", trust, "--seen", tmp_path / "seen", evidence)
        assert (code, json.loads(told)["error"]["code"]) == (2, "seen_refused")
    code, told, _ = verify("--json", "--seen", tmp_path / "absent", evidence)
    assert (code, json.loads(told)["error"]["code"]) == (2, "seen_unreadable")


def test_a_proof_is_never_written_over_another(tmp_path, honest, fork, witnesses):
    evidence = published(fork, tmp_path / "evidence", [])
    trust = trusted(tmp_path / "trust.json", honest, witnesses, 0)
    (tmp_path / "seen").write_bytes(honest.checkpoint(20))
    words = ("--trust", trust, "--seen", tmp_path / "seen", "--keep-proof", tmp_path / "preuve")
    assert verify(*words, evidence)[0] == 1
    before = {file.name: file.read_bytes() for file in (tmp_path / "preuve").iterdir()}
    (tmp_path / "seen").write_bytes(honest.checkpoint(25))
    code, _, err = verify(*words, evidence)
    assert (code, "n'ont pas été gardées" in err) == (1, True)
    assert {f.name: f.read_bytes() for f in (tmp_path / "preuve").iterdir()} == before
