import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.signing.dsse_key import DsseKey
from releve.documents.evidence import build_evidence
from releve.documents.signers import allowed_signers
from releve.errors import EvidenceRefused, LedgerError
from releve.ledger.checkpoint import parse_proof, verify_proof
from releve.ledger.merkle import leaf_hash
from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from releve.signatures.note import VerifierKey, open_note
from tests.fakes.paper_ledger import ORIGIN, Paper, PaperLedger, log_key, person_key, plan, story

NUMBER = "PREDICE-EX-dac-littoral-1"


def told() -> Paper:
    paper = story()
    outcome = len(paper.entries) - 1
    paper.add(
        "certificate_issued",
        "asset:dac-littoral",
        "2025-06-30T19:10",
        number=NUMBER,
        title="attestation_suppression_logique",
        claim_level="logical_deletion",
        statement=paper.keep(b"{dsse}"),
        pdf=paper.keep(b"%PDF"),
        outcome=outcome,
        seal="none",
        token=None,
        supersedes=None,
    )
    return paper


def build(
    folder: Path, paper: Paper | None = None, ledger: PaperLedger | None = None, **certificates
):
    key = log_key()
    reader = ledger or PaperLedger(paper or told(), key)
    build_evidence(
        folder,
        ledger=reader,
        plan_of=lambda _digest: plan(),
        certificates={name.replace("__", "."): data for name, data in certificates.items()},
        sign_note=key.sign_note,
        vkey=key.vkey,
        seal_public=DsseKey(Ed25519PrivateKey.from_private_bytes(bytes(32))).public,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_folder_holds_everything_the_ledger_names(tmp_path) -> None:
    paper = told()
    build(tmp_path / "evidence", paper)
    found = files(tmp_path / "evidence")
    assert {
        "index.html",
        "LISEZMOI.txt",
        "journal.txt",
        "manifest.sha256",
        "manifest.note",
        "ledger/checkpoint",
        "ledger/tile/0/000.p/23",
        "ledger/tile/entries/000.p/23",
        "keys/log.vkey",
        "keys/seal.pub",
        "keys/allowed_signers",
        f"certificates/{NUMBER}.pdf",
        f"certificates/{NUMBER}.dsse.json",
        f"certificates/{NUMBER}.tlog-proof",
    } <= found.keys()
    kept = {named.removeprefix("sha256:"): data for named, data in paper.documents.items()}
    by_digest = {
        Path(name).name.partition(".")[0]: data
        for name, data in found.items()
        if name.startswith(("plans/", "acts/", "documents/", "certificates/"))
    }
    certificates = {hashlib.sha256(data).hexdigest() for data in (b"{dsse}", b"%PDF")}
    assert {one: by_digest.get(one) for one in kept.keys() - certificates} == {
        one: data for one, data in kept.items() if one not in certificates
    }


def test_the_manifest_covers_every_file_and_the_note_covers_it(tmp_path) -> None:
    folder = tmp_path / "evidence"
    build(folder)
    found = files(folder)
    lines = found["manifest.sha256"].decode().splitlines()
    listed = dict(reversed(line.split("  ")) for line in lines)
    assert list(listed) == sorted(found.keys() - {"manifest.sha256", "manifest.note"})
    note = open_note(found["manifest.note"], [VerifierKey.parse(log_key().vkey)])
    digest = hashlib.sha256(found["manifest.sha256"]).hexdigest()
    assert note.text.decode() == f"releve/evidence/1\n{ORIGIN}\n{digest}\n"
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "manifest.sha256"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0


def test_the_proof_is_of_the_outcome(tmp_path) -> None:
    paper = told()
    build(tmp_path / "evidence", paper)
    proof = (tmp_path / "evidence" / "certificates" / f"{NUMBER}.tlog-proof").read_bytes()
    outcome = len(paper.entries) - 2
    leaf = leaf_hash(list(PaperLedger(paper, log_key()).raw())[outcome])
    assert parse_proof(proof).index == outcome
    verify_proof(proof, leaf=leaf, log_key=VerifierKey.parse(log_key().vkey))


def test_building_again_gives_the_same_bytes_and_leaves_nothing_beside(tmp_path) -> None:
    build(tmp_path / "evidence")
    before = files(tmp_path / "evidence")
    (tmp_path / "evidence" / "stray.txt").write_text("left by somebody")
    build(tmp_path / "evidence")
    assert files(tmp_path / "evidence") == before
    assert [path.name for path in tmp_path.iterdir()] == ["evidence"]


def test_a_build_that_fails_leaves_the_old_folder(tmp_path) -> None:
    build(tmp_path / "evidence")
    before = files(tmp_path / "evidence")
    paper = told()
    paper.documents.popitem()
    with pytest.raises(LedgerError, match="document_missing"):
        build(tmp_path / "evidence", paper)
    assert files(tmp_path / "evidence") == before


def test_a_crash_between_the_two_renames_is_put_right(tmp_path) -> None:
    build(tmp_path / "evidence")
    before = files(tmp_path / "evidence")
    (tmp_path / "evidence").rename(tmp_path / ".evidence.old")
    paper = told()
    paper.documents.popitem()
    with pytest.raises(LedgerError):
        build(tmp_path / "evidence", paper)
    assert files(tmp_path / "evidence") == before


def test_a_document_changed_in_the_store_is_refused(tmp_path) -> None:
    paper = told()
    paper.documents[next(iter(paper.documents))] = b"another plan"
    with pytest.raises(EvidenceRefused, match="document_differs"):
        build(tmp_path / "evidence", paper)


class Ahead(PaperLedger):
    """A ledger whose head is of one entry more than it gives."""

    def raw(self, start=0, stop=None):
        end = len(self.paper.entries) if stop is None else stop
        return super().raw(start, min(end, len(self.paper.entries) - 1))

    def checkpoint(self):
        return PaperLedger(self.paper, self.key).checkpoint()


def test_a_head_that_is_not_of_the_entries_is_refused(tmp_path) -> None:
    with pytest.raises(EvidenceRefused, match="checkpoint_differs"):
        build(tmp_path / "evidence", ledger=Ahead(told(), log_key()))


class Growing(PaperLedger):
    """A ledger to which somebody appends right after the head was read."""

    def checkpoint(self):
        return self.checkpoint_at(len(self.paper.entries) - 1)


def test_what_is_appended_meanwhile_is_left_out(tmp_path) -> None:
    paper = told()
    paper.add("service_probed", "service:visio", "2025-07-01T08:00", observed="up", means="http")
    build(tmp_path / "growing", ledger=Growing(paper, log_key()))
    build(tmp_path / "still", told())
    assert files(tmp_path / "growing") == files(tmp_path / "still")


def test_an_empty_ledger_is_no_evidence(tmp_path) -> None:
    class Empty(PaperLedger):
        def checkpoint(self):
            return b""

    with pytest.raises(EvidenceRefused, match="ledger_empty"):
        build(tmp_path / "evidence", ledger=Empty(Paper(), log_key()))


def test_given_certificates_must_agree_with_the_ledger(tmp_path) -> None:
    same = {f"{NUMBER}.pdf": b"%PDF", "PREDICE-EX-autre-1.pdf": b"%PDF-2"}
    build(tmp_path / "evidence", **same)
    assert (tmp_path / "evidence/certificates/PREDICE-EX-autre-1.pdf").read_bytes() == b"%PDF-2"
    with pytest.raises(EvidenceRefused, match="evidence_file_differs"):
        build(tmp_path / "evidence", **{f"{NUMBER}.pdf": b"%PDF-other"})


@pytest.mark.parametrize("name", ["../escape.pdf", ".hidden", "a/b.pdf", ""])
def test_a_certificate_name_that_leaves_its_folder_is_refused(tmp_path, name) -> None:
    with pytest.raises(EvidenceRefused, match="certificate_name_refused"):
        build(tmp_path / "evidence", **{name: b"x"})


def test_the_readme_tells_of_this_folder_in_two_languages(tmp_path) -> None:
    build(tmp_path / "evidence")
    text = (tmp_path / "evidence" / "LISEZMOI.txt").read_text()
    assert text.index("DOSSIER DE PREUVE") < text.index("EVIDENCE FOLDER")
    assert text.count("\n$ sha256sum --check --strict --quiet manifest.sha256\n") == 1
    assert text.count(NUMBER) > 2
    assert "approval.repetition@releve" in text
    assert "--rehearsal" in text
    assert "‹" not in text


def test_each_key_of_each_roster_has_one_line() -> None:
    lines = allowed_signers([plan(), plan()]).decode().splitlines()
    assert [line.split()[0] for line in lines] == [
        "cheffe-projet",
        "responsable-littoral",
        "reception-littoral",
        "editeur-support",
    ]
    assert 'valid-after="20231001000000Z"' in lines[0]
    assert "valid-" not in lines[1]
    assert namespace(ActKind.APPROVAL, Realm.REAL) not in lines[0]


@pytest.mark.parametrize(
    ("person", "realm", "accepted"),
    [
        ("cheffe-projet", Realm.REHEARSAL, True),
        ("cheffe-projet", Realm.REAL, False),
        ("responsable-littoral", Realm.REHEARSAL, False),
    ],
)
def test_ssh_keygen_reads_allowed_signers(tmp_path, needs_tool, person, realm, accepted) -> None:
    tool = needs_tool("ssh-keygen")
    message = b"releve/act/1\n"
    space = namespace(ActKind.APPROVAL, realm)
    (tmp_path / "signers").write_bytes(allowed_signers([plan()]))
    (tmp_path / "act.sig").write_bytes(person_key("cheffe-projet").sign(message, space))
    verified = subprocess.run(
        [tool, "-Y", "verify", "-f", "signers", "-I", person, "-n", space, "-s", "act.sig"],
        cwd=tmp_path,
        input=message,
        capture_output=True,
        check=False,
    )
    assert (verified.returncode == 0) is accepted
