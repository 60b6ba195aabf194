"""The folder, its trust, and whoever rebuilds everything: refused, each naming the file."""

import json
import os
import random

import pytest

from releve.documents.manifest import manifest_note
from releve.errors import EvidenceRefused, UsageError
from releve.ledger.checkpoint import Checkpoint
from releve.ledger.merkle import leaf_hash, root
from releve.model.ids import Realm
from releve.verification.folder import Folder, Limits
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker

CHANGES = 300


@pytest.fixture(scope="module")
def genuine():
    return EvidenceMaker().tell()


@pytest.fixture
def evidence(tmp_path, genuine):
    return genuine.publish(tmp_path / "evidence")


def trusted(tmp_path, maker, **changes):
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(maker.trust(**changes)))
    return load_trust(file)


def refusal(evidence, trust):
    report = verify_evidence(evidence, trust)
    assert report.verdict is Verdict.REFUSED
    return report.refusal.code, report.refusal.facts["file"]


def test_what_the_performer_builds_is_verified(tmp_path, genuine):
    evidence = genuine.publish_as_performer(tmp_path / "evidence")
    report = verify_evidence(evidence, trusted(tmp_path, genuine))
    assert report.refusal is None
    assert (report.verdict, report.exit_code) == (Verdict.VERIFIED, 0)


def test_any_changed_byte_is_refused_and_its_file_named(tmp_path, genuine, evidence):
    trust = trusted(tmp_path, genuine)
    random_bytes = random.Random(20250602)
    files = sorted(path for path in evidence.rglob("*") if path.is_file())
    for number in range(CHANGES):
        path = files[number % len(files)]
        name = path.relative_to(evidence).as_posix()
        data = bytearray(path.read_bytes())
        before = bytes(data)
        data[random_bytes.randrange(len(data))] ^= random_bytes.randrange(1, 256)
        path.write_bytes(data)
        for known in (trust, None):
            report = verify_evidence(evidence, known)
            assert report.exit_code == 1, name
            shown = {name} if known else {name, "manifest.note", "ledger/checkpoint"}
            assert report.refusal.facts["file"] in shown, (name, report.refusal)
        path.write_bytes(before)
    assert verify_evidence(evidence, trust).exit_code == 0


def test_any_removed_file_is_refused(tmp_path, genuine, evidence):
    trust = trusted(tmp_path, genuine)
    for path in sorted(path for path in evidence.rglob("*") if path.is_file()):
        data = path.read_bytes()
        path.unlink()
        name = path.relative_to(evidence).as_posix()
        assert refusal(evidence, trust) == ("folder_file_missing", name)
        path.write_bytes(data)


def test_any_removed_file_is_refused_though_the_manifest_is_signed_again(
    tmp_path, genuine, evidence
):
    trust = trusted(tmp_path, genuine)
    kept = {"LISEZMOI.txt", "manifest.note", "manifest.sha256", "keys/seal.pub"}
    kept |= {"keys/allowed_signers", "keys/log.pem", "keys/seal.pem"}
    for path in sorted(path for path in evidence.rglob("*") if path.is_file()):
        name = path.relative_to(evidence).as_posix()
        if name not in kept:
            data = path.read_bytes()
            path.unlink()
            genuine.reseal(evidence)
            assert refusal(evidence, trust) == ("folder_file_missing", name)
            path.write_bytes(data)


def add(name, content=b"x"):
    def change(evidence):
        (evidence / name).parent.mkdir(parents=True, exist_ok=True)
        (evidence / name).write_bytes(content)

    return change


def link(evidence):
    (evidence / "index.html").symlink_to(evidence / "LISEZMOI.txt")


def linked_folder(evidence):
    (evidence / "documents").rename(evidence.parent / "elsewhere")
    (evidence / "documents").symlink_to(evidence.parent / "elsewhere")


def pipe(evidence):
    os.mkfifo(evidence / "journal.txt")


def manifest(change):
    def rewrite(evidence):
        path = evidence / "manifest.sha256"
        path.write_bytes(change(path.read_bytes()))

    return rewrite


def note(change):
    def rewrite(evidence):
        path = evidence / "manifest.note"
        path.write_text(change(path.read_text()))

    return rewrite


FOLDERS = {
    "file-of-unknown-kind": (add("secret.exe"), "folder_unknown_file"),
    "file-in-a-hidden-folder": (add(".git/config"), "folder_unknown_file"),
    "file-named-with-a-newline": (add("journal.txt\n"), "folder_unknown_file"),
    "file-not-in-the-manifest": (add("index.html"), "folder_extra_file"),
    "symbolic-link": (link, "folder_symlink"),
    "symbolic-link-to-a-folder": (linked_folder, "folder_symlink"),
    "named-pipe": (pipe, "folder_special_file"),
    "manifest-with-another-order": (
        manifest(lambda data: b"".join(sorted(data.splitlines(keepends=True)))),
        "manifest_changed",
    ),
    "manifest-note-with-another-signature": (
        note(lambda text: text + "— intrus AAAAAAAAAAAAAAAAAAAAAAAA\n"),
        "manifest_note_refused",
    ),
    "manifest-note-with-its-signature-twice": (
        note(lambda text: text + text.splitlines(keepends=True)[-1]),
        "manifest_note_refused",
    ),
    "manifest-note-with-a-blank-line": (note(lambda text: text + "\n"), "manifest_note_refused"),
    "manifest-note-without-newline": (note(str.rstrip), "manifest_note_refused"),
    "manifest-note-with-windows-lines": (
        note(lambda text: text.replace("\n", "\r\n")),
        "manifest_note_refused",
    ),
    "manifest-note-of-another-header": (
        note(lambda text: text.replace("evidence/1", "evidence/2")),
        "manifest_note_refused",
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_not_as_signed_is_refused(tmp_path, genuine, evidence, name):
    change, code = FOLDERS[name]
    change(evidence)
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == code


def raised(name, change):
    def rewrite(evidence):
        path = evidence / name
        path.write_bytes(change(path.read_bytes()))

    return rewrite


def resigned(change):
    """Whoever holds the log key signs another manifest, or another text about it."""

    def rewrite(evidence, maker):
        listed, header = change((evidence / "manifest.sha256").read_bytes(), maker.origin)
        (evidence / "manifest.sha256").write_bytes(listed)
        text = manifest_note(header, listed)
        (evidence / "manifest.note").write_bytes(maker.log_key.sign_note(text))

    return rewrite


RESIGNED = {
    "manifest-in-capitals": (
        lambda data, origin: (data.replace(b"a", b"A", 1), origin),
        "manifest_malformed",
    ),
    "manifest-with-a-line-twice": (
        lambda data, origin: (data.splitlines(keepends=True)[0] + data, origin),
        "manifest_malformed",
    ),
    "manifest-out-of-order": (
        lambda data, origin: (b"".join(data.splitlines(keepends=True)[::-1]), origin),
        "manifest_malformed",
    ),
    "manifest-without-last-newline": (
        lambda data, origin: (data[:-1], origin),
        "manifest_malformed",
    ),
    "manifest-that-lists-itself": (
        lambda data, origin: (data + b"0" * 64 + b"  manifest.sha256\n", origin),
        "manifest_malformed",
    ),
    "manifest-that-lists-outside": (
        lambda data, origin: (b"0" * 64 + b"  ../outside\n" + data, origin),
        "folder_file_missing",
    ),
    "manifest-of-another-origin": (
        lambda data, _: (data, "autre/journal"),
        "manifest_of_another_origin",
    ),
}


@pytest.mark.parametrize("name", RESIGNED)
def test_a_manifest_in_another_form_is_refused(tmp_path, genuine, evidence, name):
    change, code = RESIGNED[name]
    resigned(change)(evidence, genuine)
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == code


def test_a_head_of_other_entries_is_refused(tmp_path, genuine, evidence):
    head = Checkpoint(origin=genuine.origin, size=len(genuine.raw), root=b"0" * 32).body()
    add("ledger/checkpoint", genuine.log_key.sign_note(head))(evidence)
    genuine.reseal(evidence)
    assert refusal(evidence, trusted(tmp_path, genuine)) == (
        "log_root_differs",
        "ledger/checkpoint",
    )


def test_an_empty_log_is_refused(tmp_path, genuine):
    evidence = genuine.publish(tmp_path / "evidence", size=0)
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == "log_empty"


def test_a_real_entry_with_an_instant_of_an_exercise_is_refused(tmp_path, genuine):
    mixed = EvidenceMaker().tell()
    later = b'"rehearsed_at":"2025-06-02T09:00:00Z"'
    mixed.raw[-1] = mixed.raw[-1].replace(b'"rehearsed_at":null', later)
    code, _ = refusal(mixed.publish(tmp_path / "evidence"), trusted(tmp_path, genuine))
    assert code == "log_rehearsed_time_in_real"


def test_a_pdf_put_in_the_place_of_another_is_refused(tmp_path, genuine, evidence):
    first, second = sorted((evidence / "certificates").glob("*.pdf"))
    first.write_bytes(second.read_bytes())
    genuine.reseal(evidence)
    assert refusal(evidence, trusted(tmp_path, genuine)) == (
        "certificate_file_differs",
        first.relative_to(evidence).as_posix(),
    )


def test_a_proof_of_another_entry_is_refused(tmp_path, genuine, evidence):
    first, second = sorted((evidence / "certificates").glob("*-1.tlog-proof"))
    first.write_bytes(second.read_bytes())
    genuine.reseal(evidence)
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == "certificate_proof_refused"


RESEALED = {
    "document-that-nothing-cites": (add("documents/" + "0" * 64), "folder_unreferenced_file"),
    "act-that-nothing-cites": (add("acts/" + "0" * 64 + ".txt"), "folder_unreferenced_file"),
    "certificate-of-nothing": (add("certificates/X-1.pdf"), "certificate_extra_file"),
    "tile-too-many": (add("ledger/tile/0/001"), "log_extra_tile"),
    "tile-of-other-hashes": (raised("ledger/tile/0/000.p/31", bytes.swapcase), "log_tiles_refused"),
    "entries-cut": (raised("ledger/tile/entries/000.p/31", lambda d: d[:-1]), "log_tiles_refused"),
    "checkpoint-of-another-size": (
        raised("ledger/checkpoint", lambda data: data.replace(b"\n31\n", b"\n30\n")),
        "log_checkpoint_refused",
    ),
    "signers-with-another-key": (
        raised("keys/allowed_signers", lambda data: data.replace(b"cheffe ", b"intrus ")),
        "plan_signers_differ",
    ),
    "signers-without-options": (add("keys/allowed_signers", b"\n\n"), "plan_signers_differ"),
    "seal-of-another": (add("keys/seal.pub", b"x" * 44), "trust_seal_key_unknown"),
    "log-key-unreadable": (add("keys/log.vkey", b"\xff"), "log_key_malformed"),
}


@pytest.mark.parametrize("name", RESEALED)
def test_a_folder_changed_by_who_holds_the_log_key_is_refused(tmp_path, genuine, evidence, name):
    change, code = RESEALED[name]
    if name.startswith(("document", "act")):
        content = b"nobody cites me"
        import hashlib

        folder = "documents/" if name.startswith("document") else "acts/"
        suffix = "" if name.startswith("document") else ".txt"
        change = add(folder + hashlib.sha256(content).hexdigest() + suffix, content)
    change(evidence)
    genuine.reseal(evidence)
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == code


def test_a_file_named_by_another_digest_is_refused(tmp_path, genuine, evidence):
    add("documents/" + "0" * 64)(evidence)
    genuine.reseal(evidence)
    code, file = refusal(evidence, trusted(tmp_path, genuine))
    assert (code, file) == ("folder_misnamed_file", "documents/" + "0" * 64)


LIMITED = {
    "too-many-files": (Limits(files=20), "folder_too_many_files"),
    "too-large": (Limits(octets=20), "folder_too_large"),
    "file-too-large": (Limits(file_octets=20), "folder_file_too_large"),
}


@pytest.mark.parametrize("name", LIMITED)
def test_a_folder_beyond_its_limits_is_refused(evidence, name):
    limits, code = LIMITED[name]
    with pytest.raises(EvidenceRefused) as caught:
        Folder(evidence, limits)
    assert caught.value.code == code


def test_who_rebuilds_everything_with_other_keys_is_refused_only_by_trust(tmp_path, genuine):
    forged = EvidenceMaker(family="forger-").tell().publish(tmp_path / "forged")
    assert refusal(forged, trusted(tmp_path, genuine)) == ("trust_log_key_unknown", "keys/log.vkey")
    assert verify_evidence(forged, None).verdict is Verdict.UNAUTHENTICATED


def test_who_holds_the_log_key_but_not_the_founders_keys_is_refused(tmp_path, genuine):
    forger = EvidenceMaker(family="forger-")
    forger.log_key, forger.seal = genuine.log_key, genuine.seal
    evidence = forger.tell().publish(tmp_path / "forged")
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == "act_not_a_founder"
    founders = forger.trust()["founders"]
    assert refusal(evidence, trusted(tmp_path, genuine, founders=founders))[0] == (
        "plan_first_differs"
    )


def test_an_entry_removed_and_the_tree_signed_again_is_refused(tmp_path, genuine):
    shorter = EvidenceMaker().tell()
    del shorter.raw[10]
    evidence = shorter.publish(tmp_path / "evidence")
    assert refusal(evidence, trusted(tmp_path, genuine))[0] == "log_entry_refused"


def test_an_entry_of_another_realm_is_refused(tmp_path, genuine):
    mixed = EvidenceMaker().tell()
    mixed.raw[5] = mixed.raw[5].replace(b'"realm":"real"', b'"realm":"rehearsal"')
    code, _ = refusal(mixed.publish(tmp_path / "evidence"), trusted(tmp_path, genuine))
    assert code == "log_entry_refused"


def test_a_log_cut_short_is_refused_by_the_minimum_of_trust(tmp_path, genuine):
    size = genuine.index["copy-request"]
    evidence = genuine.publish(tmp_path / "evidence", size=size)
    head = root([leaf_hash(one) for one in genuine.raw]).hex()
    seen = {"size": len(genuine.raw), "root": head}
    assert verify_evidence(evidence, trusted(tmp_path, genuine)).exit_code == 0
    trust = trusted(tmp_path, genuine, minimum=seen)
    assert refusal(evidence, trust) == ("log_truncated", "ledger/checkpoint")


def test_a_minimum_that_is_a_past_of_the_log_is_satisfied(tmp_path, genuine, evidence):
    head = root([leaf_hash(one) for one in genuine.raw[:7]]).hex()
    report = verify_evidence(
        evidence, trusted(tmp_path, genuine, minimum={"size": 7, "root": head})
    )
    assert report.exit_code == 0
    assert "possibly_truncated" not in {one.code for one in report.limits}


def test_a_history_rewritten_before_the_minimum_is_refused(tmp_path, genuine, evidence):
    seen = {"size": 7, "root": "0" * 64}
    trust = trusted(tmp_path, genuine, minimum=seen)
    assert refusal(evidence, trust)[0] == "log_history_rewritten"


def test_an_exercise_is_never_taken_for_real(tmp_path, genuine, evidence):
    exercise = EvidenceMaker(realm=Realm.REHEARSAL).tell()
    rehearsed = exercise.publish(tmp_path / "exercise")
    known = trusted(tmp_path, exercise)
    assert verify_evidence(rehearsed, known).exit_code == 3
    assert verify_evidence(rehearsed, known, rehearsal=True).exit_code == 0
    assert verify_evidence(rehearsed, None, rehearsal=True).exit_code == 4
    assert refusal(rehearsed, trusted(tmp_path, exercise, realm="real"))[0] == "trust_realm_differs"
    report = verify_evidence(evidence, trusted(tmp_path, genuine), rehearsal=True)
    assert (report.exit_code, report.refusal.code) == (1, "trust_not_a_rehearsal")


TRUSTS = {
    "not-json": (lambda text: text[:-1], "json"),
    "repeated-name": (lambda text: text[:-1] + ', "quorum": 1}', "json"),
    "unknown-name": (lambda text: text[:-1] + ', "more": 1}', "more"),
    "quorum-of-none": (lambda text: text.replace('"quorum": 2', '"quorum": 0'), "quorum"),
    "quorum-of-more-than-founders": (
        lambda text: text.replace('"quorum": 2', '"quorum": 3'),
        "quorum",
    ),
    "quorum-as-text": (lambda text: text.replace('"quorum": 2', '"quorum": "2"'), "quorum"),
    "log-key-of-another-log": (
        lambda text: text.replace('"origin": "essai', '"origin": "autre'),
        "log_keys",
    ),
    "seal-not-base64": (
        lambda text: text.replace('"seal_keys": ["', '"seal_keys": ["!'),
        "seal_keys",
    ),
}


@pytest.mark.parametrize("name", TRUSTS)
def test_a_malformed_trust_is_a_wrong_call(tmp_path, genuine, name):
    change, field = TRUSTS[name]
    (tmp_path / "trust.json").write_text(change(json.dumps(genuine.trust())))
    with pytest.raises(UsageError) as caught:
        load_trust(tmp_path)
    assert caught.value.code == "trust_malformed"
    assert caught.value.facts["field"] == field


def test_a_missing_trust_or_folder_is_a_wrong_call(tmp_path):
    with pytest.raises(UsageError, match="trust_missing"):
        load_trust(tmp_path)
    with pytest.raises(UsageError, match="evidence_missing"):
        verify_evidence(tmp_path / "nothing", None)
