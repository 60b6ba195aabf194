"""What stands beside each certificate and key of a folder, and what a new one may replace."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from releve.documents.keys import Authorities
from releve.errors import EvidenceRefused
from releve.ledger.checkpoint import Checkpoint, parse_proof, verify_proof
from releve.ledger.merkle import leaf_hash
from releve.model.evidence import EntryKind
from releve.signatures.note import COSIGNATURE, VerifierKey, assemble, cosigned
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker

NUMBER = "ESSAI-dossiers-1"
STEM = f"certificates/{NUMBER}"
TOKEN, LATER = b"\x30\x03token", b"\x30\x03later"


@pytest.fixture(scope="module")
def told():
    return EvidenceMaker().tell()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, told):
    return told.publish_as_performer(tmp_path_factory.mktemp("told") / "evidence")


def names(folder):
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def refusal(tmp_path, maker, folder):
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    report = verify_evidence(folder, load_trust(tmp_path))
    return (report.refusal.code, report.refusal.facts["file"]) if report.refusal else None


# ----------------------------------------------------------------------------------- keys


def test_the_keys_are_also_in_the_form_that_openssl_reads(folder, told):
    for name, raw in (
        ("log", told.log_key.verifier.public_key),
        ("seal", told.seal.public_key.public_bytes_raw()),
    ):
        pem = (folder / "keys" / f"{name}.pem").read_bytes()
        assert pem.startswith(b"-----BEGIN PUBLIC KEY-----\n")
        assert load_pem_public_key(pem).public_bytes_raw() == raw


@pytest.mark.parametrize("name", ["log", "seal"])
def test_another_key_under_the_name_of_a_key_is_refused(tmp_path, told, name):
    folder = told.publish(tmp_path / "evidence")
    other = EvidenceMaker(family="other-").tell().publish(tmp_path / "other")
    (folder / f"keys/{name}.pem").write_bytes((other / f"keys/{name}.pem").read_bytes())
    told.reseal(folder)
    assert refusal(tmp_path, told, folder) == ("folder_key_differs", f"keys/{name}.pem")


def test_authorities_are_shown_when_there_are_some(tmp_path, told, folder):
    assert not any("authorities" in name for name in names(folder))
    shown = told.publish_as_performer(
        tmp_path / "evidence",
        authorities=Authorities(seal=("A\n", "B\n"), timestamp=("C\n",)),
    )
    assert (shown / "keys/seal-authorities.pem").read_text() == "A\nB\n"
    assert (shown / "keys/timestamp-authorities.pem").read_text() == "C\n"


# --------------------------------------------------------------------------- certificates


def test_a_certificate_has_what_it_takes_to_check_it_alone(folder, told):
    beside = {name.removeprefix(STEM) for name in names(folder) if name.startswith(STEM)}
    assert beside == {
        *(".dsse.json", ".pdf", ".entry.json", ".outcome.json"),
        *(".tlog-proof", ".issued.tlog-proof"),
    }
    issued = told.index["destroy-certificate"]
    outcome = told.entries[issued].body["outcome"]
    for entry, proof, index in (
        (".entry.json", ".issued.tlog-proof", issued),
        (".outcome.json", ".tlog-proof", outcome),
    ):
        data = (folder / f"{STEM}{entry}").read_bytes()
        proven = (folder / f"{STEM}{proof}").read_bytes()
        assert data == told.raw[index]
        assert parse_proof(proven).index == index
        assert parse_proof(proven).checkpoint == (folder / "ledger/checkpoint").read_bytes()
        verify_proof(proven, leaf=leaf_hash(data), log_key=told.log_key.verifier)


def stamped(item, maker):
    item.body["token"] = maker.keep(TOKEN)


def stamped_later(maker):
    issued = maker.entries[maker.index["destroy-certificate"]]
    body = {"number": NUMBER, "certificate": issued.index, "pdf": issued.body["pdf"]}
    body["token"] = maker.keep(LATER)
    maker.record("stamped", EntryKind.CERTIFICATE_STAMPED, issued.subject, body)


def test_tokens_stand_beside_what_they_date(tmp_path):
    maker = EvidenceMaker(
        edits={"destroy-certificate": stamped}, inserts={"copy-certificate": stamped_later}
    ).tell()
    folder = maker.publish_as_performer(tmp_path / "evidence")
    assert (folder / f"{STEM}.dsse.tst").read_bytes() == TOKEN
    assert (folder / f"{STEM}.pdf.tst").read_bytes() == LATER
    assert len([name for name in names(folder) if name.endswith(".tst")]) == 2
    assert f"{STEM}.dsse.tst" in (folder / "index.html").read_text()
    assert names(folder) == names(maker.publish(tmp_path / "told")) | {
        "index.html",
        "journal.txt",
        "verifier.html",
    }


@pytest.mark.parametrize("suffix", [".entry.json", ".outcome.json"])
def test_another_entry_beside_a_certificate_is_refused(tmp_path, told, suffix):
    folder = told.publish(tmp_path / "evidence")
    (folder / f"{STEM}{suffix}").write_bytes(told.raw[3])
    told.reseal(folder)
    assert refusal(tmp_path, told, folder) == ("certificate_entry_differs", f"{STEM}{suffix}")


def test_a_proof_of_another_issuance_is_refused(tmp_path, told):
    folder = told.publish(tmp_path / "evidence")
    file = f"{STEM}.issued.tlog-proof"
    other = folder / "certificates/ESSAI-dossiers.dump-1.issued.tlog-proof"
    (folder / file).write_bytes(other.read_bytes())
    told.reseal(folder)
    assert refusal(tmp_path, told, folder) == ("certificate_proof_refused", file)


def test_a_token_that_the_log_does_not_know_is_refused(tmp_path, told):
    for suffix in (".dsse.tst", ".pdf.tst"):
        folder = told.publish(tmp_path / suffix)
        (folder / f"{STEM}{suffix}").write_bytes(TOKEN)
        told.reseal(folder)
        assert refusal(tmp_path, told, folder) == ("certificate_extra_file", f"{STEM}{suffix}")


# ------------------------------------------------------------------------------- the head


def witnessed(note):
    """The head with the cosignature line of a witness."""
    signer = EvidenceMaker(family="witness-").log_key
    key = VerifierKey(
        name="temoin.example", algorithm=COSIGNATURE, public_key=signer.verifier.public_key
    )
    text = note.partition(b"\n\n")[0] + b"\n"
    signature = signer._private.sign(cosigned(text, 7))
    line = assemble(text, [(key, (7).to_bytes(8, "big") + signature)]).partition(b"\n\n")[2]
    return note + line


def test_a_cosigned_head_is_published_in_place_of_the_ledgers(tmp_path, told):
    note = witnessed(told.checkpoint())
    folder = told.publish_as_performer(tmp_path / "evidence", checkpoint=note)
    assert (folder / "ledger/checkpoint").read_bytes() == note
    assert parse_proof((folder / f"{STEM}.tlog-proof").read_bytes()).checkpoint == note
    assert refusal(tmp_path, told, folder) is None


HEADS = {
    "smaller": lambda maker: maker.checkpoint(len(maker.raw) - 1),
    "of-another-root": lambda maker: maker.log_key.sign_note(
        Checkpoint(origin=maker.origin, size=len(maker.raw), root=bytes(32)).body()
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_another_head_than_the_ledgers_is_refused(tmp_path, told, name):
    with pytest.raises(EvidenceRefused, match="checkpoint_differs"):
        told.publish_as_performer(tmp_path / "evidence", checkpoint=HEADS[name](told))


# ------------------------------------------------------------------------------- renewals


def renew(folder):
    (folder / "renewals/0001").mkdir(parents=True)
    (folder / "renewals/0001/token.tst").write_bytes(TOKEN)


def test_renewals_of_the_same_folder_are_kept_and_the_manifest_leaves_them_out(tmp_path, told):
    folder = told.publish_as_performer(tmp_path / "evidence")
    renew(folder)
    listed = (folder / "manifest.sha256").read_bytes()
    told.publish_as_performer(folder)
    assert (folder / "renewals/0001/token.tst").read_bytes() == TOKEN
    assert (folder / "manifest.sha256").read_bytes() == listed
    told.reseal(folder)
    assert (folder / "manifest.sha256").read_bytes() == listed


def test_renewals_of_another_state_are_never_lost(tmp_path, told):
    folder = told.publish_as_performer(tmp_path / "evidence")
    renew(folder)
    before = names(folder)
    grown = EvidenceMaker(inserts={"copy-certificate": lambda one: one.stop("service:vigie", "x")})
    with pytest.raises(EvidenceRefused, match="evidence_holds_renewals"):
        grown.tell().publish_as_performer(folder)
    assert names(folder) == before
    assert [one.name for one in tmp_path.iterdir()] == ["evidence"]
