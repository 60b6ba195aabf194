"""The folder of a witness: what it refused is kept there; what is not a witness is refused."""

import json
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.note_key import NoteKey
from releve.errors import EvidenceRefused, LedgerError, UsageError
from releve.signatures.note import COSIGNATURE, VerifierKey, open_note
from releve.witness.folder import found, opened
from releve.witness.refusals import Refusals
from releve.witness.request import AddCheckpoint
from tests.fakes.small_log import KEY, ORIGIN, SmallLog, witness

HONEST = SmallLog("honnête")
FORK = SmallLog("autre")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "temoin"


@pytest.fixture
def one(folder):
    return witness(folder)


def refusal(call, *args, **words):
    with pytest.raises(EvidenceRefused) as refused:
        call(*args, **words)
    return refused.value.code


def kept(one):
    return [refused.code for refused in one.refusals.all()]


# ----------------------------------------------------------------------------- the refusals


def test_a_fork_is_kept_with_both_signed_heads(folder, one):
    one.cosign(HONEST.ask(0, 4))
    assert refusal(one.cosign, FORK.ask(4, 4)) == "witness_fork"
    (place,) = (folder / "refusals").iterdir()
    assert place.name.startswith("fourche-")
    shown = open_note((place / "presentee.checkpoint").read_bytes(), [KEY.verifier]).text
    known = open_note((place / "vue.checkpoint").read_bytes(), [KEY.verifier]).text
    assert {shown, known} == {FORK.head(4).body(), HONEST.head(4).body()}
    assert (place / "demande.txt").read_bytes() == FORK.ask(4, 4).encode()
    told = json.loads((place / "refus.json").read_bytes())
    assert (told["code"], told["at"]) == ("witness_fork", "2025-06-15T15:06:40Z")
    readable = (place / "LISEZMOI.txt").read_text()
    assert "Fourche" in readable
    assert HONEST.head(4).root.hex() in readable
    assert "‹" not in readable


def test_what_may_be_a_mistake_is_kept_and_said_so(one):
    one.cosign(HONEST.ask(0, 4))
    assert refusal(one.cosign, FORK.ask(4, 9)) == "witness_proof_refused"
    assert refusal(one.cosign, HONEST.ask(0, 2)) == "witness_rollback"
    names = sorted(refused.folder.name.rpartition("-")[0] for refused in one.refusals.all())
    assert names == ["retour", "suite-non-prouvee"]
    for refused in one.refusals.all():
        assert "peut être une erreur" in (refused.folder / "LISEZMOI.txt").read_text()


def test_ordinary_refusals_are_not_kept(one):
    one.cosign(HONEST.ask(0, 4))
    assert refusal(one.cosign, HONEST.ask(0, 9)) == "witness_old_differs"
    assert refusal(one.cosign, AddCheckpoint(old=9, proof=(), note=HONEST.note(4)))
    assert kept(one) == []


def test_a_head_that_the_log_did_not_sign_is_never_kept(one):
    one.cosign(HONEST.ask(0, 4))
    forged = NoteKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([8]) * 32))
    assert refusal(one.cosign, SmallLog("x", key=forged).ask(4, 4)) == "witness_head_unsigned"
    assert kept(one) == []


def test_a_refusal_is_kept_once_and_never_written_over(folder, one):
    one.cosign(HONEST.ask(0, 4))
    for _ in range(3):
        assert refusal(one.cosign, FORK.ask(4, 4)) == "witness_fork"
    (place,) = (folder / "refusals").iterdir()
    (place / "LISEZMOI.txt").write_text("le mien")
    assert refusal(one.cosign, FORK.ask(4, 4)) == "witness_fork"
    assert (place / "LISEZMOI.txt").read_text() == "le mien"


def test_refusals_are_bounded_and_a_flood_of_one_kind_hides_no_other(folder, one):
    one.refusals = Refusals(folder / "refusals", limit=3)
    one.cosign(HONEST.ask(0, 4))
    for number in range(8):
        other = SmallLog(f"x{number}")
        assert refusal(one.cosign, other.ask(4, 9)) == "witness_proof_refused"
    assert refusal(one.cosign, FORK.ask(4, 4)) == "witness_fork"
    assert sorted(kept(one)) == ["witness_fork", *["witness_proof_refused"] * 3]


def test_a_refusal_that_cannot_be_kept_is_said(folder, one):
    one.cosign(HONEST.ask(0, 4))
    (folder / "refusals").rmdir()
    (folder / "refusals").write_text("un fichier à la place du dossier")
    with pytest.raises(LedgerError, match="witness_refusal_not_kept"):
        one.cosign(FORK.ask(4, 4))
    assert one.heads.of(ORIGIN).root == HONEST.head(4).root


# ----------------------------------------------------------------------------- the folder


def test_a_witness_is_founded_once_in_a_private_folder(folder):
    key = found(folder, name="temoin.example/un", logs=[KEY.vkey])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert VerifierKey.parse(str(key.verifier)).algorithm == COSIGNATURE
    with pytest.raises(UsageError, match="witness_exists"):
        found(folder, name="temoin.example/deux", logs=[KEY.vkey])
    assert opened(folder).key.verifier == key.verifier


@pytest.mark.parametrize(
    ("name", "logs", "code"),
    [
        ("a b", [KEY.vkey], "witness_name_refused"),
        ("a", ["x"], "witness_log_refused"),
        ("a", [KEY.vkey[:-4] + "AAAA"], "witness_log_refused"),
        (
            "a",
            [str(VerifierKey(name="w", algorithm=COSIGNATURE, public_key=bytes(32)))],
            "witness_log_refused",
        ),
    ],
)
def test_a_witness_is_not_founded_on_what_is_not_a_log(folder, name, logs, code):
    with pytest.raises(UsageError, match=code):
        found(folder, name=name, logs=logs)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda file: file.unlink(), "witness_missing"),
        (lambda file: file.write_text("{"), "witness_folder_malformed"),
        (lambda file: file.write_text("[]"), "witness_folder_malformed"),
        (
            lambda file: file.write_text(file.read_text().replace("witness/1", "witness/2")),
            "witness_folder_malformed",
        ),
        (
            lambda file: file.write_text(file.read_text().replace("/un", "/deux")),
            "witness_folder_malformed",
        ),
        (
            lambda file: file.write_text(file.read_text().replace(ORIGIN, "autre")),
            "witness_log_refused",
        ),
    ],
)
def test_a_folder_that_is_not_a_witness_is_refused(folder, one, change, code):
    assert one.heads.all() == ()
    change(folder / "witness.json")
    with pytest.raises(UsageError, match=code):
        opened(folder)
