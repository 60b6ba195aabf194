"""A whole evidence folder, judged twice: what tests/second finds false, releve must refuse.

The other files of this folder compare both implementations part by part.
"""

import ast
import itertools
import json
import random
import shutil
from pathlib import Path

import pytest

from releve.ledger.merkle import leaf_hash, root
from releve.model.ids import Realm
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.conformance.agreement import accepts
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.note_signer import WITNESS, NoteSigner
from tests.second import evidence as second
from tests.second.refusal import demand

TESTS = Path(__file__).parents[1]
CHANGES = 300
UNBOUND = {"LISEZMOI.txt", "index.html", "journal.txt", "manifest.sha256", "manifest.note"}


@pytest.fixture(scope="module")
def genuine():
    return EvidenceMaker().tell()


@pytest.fixture
def folder(tmp_path, genuine):
    return genuine.publish(tmp_path / "evidence")


@pytest.fixture
def trust(tmp_path, genuine):
    return trusted(tmp_path, genuine)


def trusted(tmp_path, maker, **changes):
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(maker.trust(**changes)))
    return load_trust(file)


def judged(folder, maker, trust):
    """Whether each of both accepts the folder."""
    report = verify_evidence(folder, trust)
    if report.refusal is not None:
        # "Unreadable" is what is said when the code itself fails: never the answer to bytes.
        assert report.refusal.code != "evidence_unreadable", report.refusal
    second_says = accepts(lambda: second.check(folder, maker.log_key.vkey))
    return report.verdict is Verdict.VERIFIED, second_says


def files_of(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_the_second_implementation_shares_no_code_with_the_first():
    for path in sorted((TESTS / "second").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            foreign = {"releve", "flows", "connectors", "deployments", "expectations"}
            assert not {name.split(".")[0] for name in names} & foreign, path.name
            assert not any(name.startswith("tests.fakes") for name in names), path.name


def test_genuine_evidence_is_accepted_by_both_and_read_alike(folder, genuine, trust):
    report = verify_evidence(folder, trust)
    found = second.check(folder, genuine.log_key.vkey)
    assert report.verdict is Verdict.VERIFIED
    assert (report.origin, report.size, report.root) == (
        found.head.origin,
        found.head.size,
        found.head.root.hex(),
    )
    claims = {one.code: one.facts for one in report.claims}
    assert claims["certificates"]["certificates"] == found.envelopes == 2
    assert claims["acts"]["acts"] == found.signatures == 12
    assert found.proofs == len(list(folder.rglob("*.tlog-proof"))) >= 2
    assert found.cosigned == set()


def test_an_exercise_is_accepted_by_both(tmp_path):
    exercise = EvidenceMaker(realm=Realm.REHEARSAL).tell()
    folder = exercise.publish(tmp_path / "exercise")
    report = verify_evidence(folder, trusted(tmp_path, exercise), rehearsal=True)
    assert report.verdict is Verdict.VERIFIED
    assert second.check(folder, exercise.log_key.vkey).entries == report.size


def test_cosignatures_of_the_head_are_counted_alike(tmp_path, folder, genuine):
    head = folder / "ledger" / "checkpoint"
    text = head.read_bytes().partition(b"\n\n")[0] + b"\n"
    witnesses = [NoteSigner(f"temoin.example/{n}", WITNESS, b"%d" % n) for n in range(3)]
    keys = [one.vkey for one in witnesses]
    log = genuine.log_key.vkey

    def said(lines, quorum):
        head.write_bytes(genuine.checkpoint() + b"".join(lines))
        genuine.reseal(folder)
        known = trusted(tmp_path, genuine, witnesses=keys, witness_quorum=quorum)
        first_says = verify_evidence(folder, known).verdict is Verdict.VERIFIED

        def enough():
            demand(len(second.check(folder, log, keys).cosigned) >= quorum, "too few")

        return first_says, accepts(enough)

    lines = [one.line(text) for one in witnesses]
    assert said(lines[:2], 2) == (True, True)
    assert said(lines, 3) == (True, True)
    assert said(lines[:1], 2) == (False, False)
    assert said([lines[0], lines[0]], 2) == (False, False)
    assert said([lines[0], witnesses[1].line(text + b"x\n")], 1) == (False, False)
    assert said([NoteSigner("temoin.example/9", WITNESS, b"9").line(text)], 1) == (False, False)


def test_any_changed_byte_is_refused_by_both(folder, genuine, trust):
    seeded = random.Random(20250602)
    files = files_of(folder)
    for number in range(CHANGES):
        path = files[number % len(files)]
        before = path.read_bytes()
        data = bytearray(before)
        data[seeded.randrange(len(data))] ^= seeded.randrange(1, 256)
        path.write_bytes(data)
        assert judged(folder, genuine, trust) == (False, False), path.name
        path.write_bytes(before)
    assert judged(folder, genuine, trust) == (True, True)


@pytest.mark.slow
def test_what_the_second_finds_false_under_a_new_manifest_the_first_refuses(folder, genuine, trust):
    """The same changes by whoever holds the log's key, and signs the manifest again."""
    seeded = random.Random(6962)
    bound = [path for path in files_of(folder) if path.name not in UNBOUND]
    for number in range(CHANGES):
        path = bound[number % len(bound)]
        before = path.read_bytes()
        data = bytearray(before)
        data[seeded.randrange(len(data))] ^= seeded.randrange(1, 256)
        path.write_bytes(data)
        genuine.reseal(folder)
        first_says, second_says = judged(folder, genuine, trust)
        assert not first_says, path.name
        # The second one knows no roster: it may let more of `keys/` through, never less.
        assert not second_says or path.parent.name == "keys", path.name
        path.write_bytes(before)
    genuine.reseal(folder)
    assert judged(folder, genuine, trust) == (True, True)


def test_any_removed_file_is_refused_by_both(folder, genuine, trust):
    for path in files_of(folder):
        data = path.read_bytes()
        path.unlink()
        assert judged(folder, genuine, trust) == (False, False), path.name
        path.write_bytes(data)


def test_any_added_or_swapped_file_is_refused_by_both(folder, genuine, trust):
    files = files_of(folder)
    for one, other in itertools.pairwise(files):
        kept = one.read_bytes(), other.read_bytes()
        one.write_bytes(kept[1])
        other.write_bytes(kept[0])
        assert judged(folder, genuine, trust) == (False, False), (one.name, other.name)
        one.write_bytes(kept[0])
        other.write_bytes(kept[1])
    for name in ("ledger/tile/0/000", "documents/" + "0" * 64, "autre.txt"):
        (folder / name).write_bytes(b"x")
        assert judged(folder, genuine, trust) == (False, False), name
        genuine.reseal(folder)
        (folder / name).unlink()
        genuine.reseal(folder)
    assert judged(folder, genuine, trust) == (True, True)


def edited(old, new, entry=5):
    def edit(raw):
        assert old in raw[entry], raw[entry]
        raw[entry] = raw[entry].replace(old, new, 1)

    return edit


def without(entry):
    return lambda raw: raw.pop(entry)


def swapped(one, other):
    def edit(raw):
        raw[one], raw[other] = raw[other], raw[one]

    return edit


def repeated(entry):
    return lambda raw: raw.insert(entry, raw[entry])


# Logs whose owner writes and signs them again, entry by entry.
FORKS = {
    "entry-removed": without(10),
    "first-entry-removed": without(0),
    "last-entry-removed-and-nothing-else": None,
    "entries-swapped": swapped(8, 9),
    "entry-twice": repeated(8),
    "entry-of-another-origin": edited(b'"origin":"essai.', b'"origin":"autre.'),
    "entry-of-another-realm": edited(b'"realm":"real"', b'"realm":"rehearsal"'),
    "entry-with-a-space": edited(b'","', b'", "'),
    "entry-of-an-unknown-kind": edited(b'"kind":"', b'"kind":"x'),
    "entry-with-a-float": edited(b'"index":5', b'"index":5.0'),
    "entry-with-a-member-twice": edited(b'"index":5', b'"index":5,"index":5'),
    "entry-rehearsed-in-real": edited(
        b'"rehearsed_at":null', b'"rehearsed_at":"2026-01-05T08:00:00Z"'
    ),
    "clock-going-back": edited(b'"recorded_at":"2', b'"recorded_at":"1'),
}


@pytest.mark.parametrize("name", FORKS)
def test_a_log_that_its_owner_rewrites_is_refused_by_both(tmp_path, genuine, trust, name):
    maker = EvidenceMaker().tell()
    if FORKS[name] is None:
        # Nothing in the folder shows that the log went on: that takes a minimum or a witness.
        shorter = maker.publish(tmp_path / "short", size=genuine.index["copy-request"])
        assert judged(shorter, genuine, trust) == (True, True)
        whole = {"size": len(genuine.raw), "root": root(map(leaf_hash, genuine.raw)).hex()}
        seen = trusted(tmp_path, genuine, minimum=whole)
        assert verify_evidence(shorter, seen).refusal.code == "log_truncated"
        return
    FORKS[name](maker.raw)
    assert judged(maker.publish(tmp_path / "fork"), genuine, trust) == (False, False)


def test_a_proof_or_certificate_in_the_place_of_another_is_refused_by_both(folder, genuine, trust):
    place = folder / "certificates"
    one, other = sorted(path.name.removesuffix(".pdf") for path in place.glob("*.pdf"))
    suffixes = [path.name.removeprefix(one) for path in place.glob(f"{one}.*")]
    assert {".tlog-proof", ".dsse.json", ".pdf"} <= set(suffixes)
    for suffix in suffixes:
        paths = place / f"{one}{suffix}", place / f"{other}{suffix}"
        kept = [path.read_bytes() for path in paths]
        for path, content in zip(paths, reversed(kept), strict=True):
            path.write_bytes(content)
        genuine.reseal(folder)
        assert judged(folder, genuine, trust) == (False, False), suffix
        for path, content in zip(paths, kept, strict=True):
            path.write_bytes(content)


def test_a_folder_made_again_with_other_keys_is_refused_by_both(tmp_path, genuine, trust):
    forged = EvidenceMaker(family="forger-").tell().publish(tmp_path / "forged")
    assert judged(forged, genuine, trust) == (False, False)


@pytest.mark.parametrize("file", ["act_recorded", "certificate_issued"])
def test_a_person_or_a_seal_that_nobody_knows_is_refused_by_both(tmp_path, genuine, trust, file):
    maker = EvidenceMaker(family="forger-")
    maker.log_key = genuine.log_key
    if file == "act_recorded":
        maker.seal = genuine.seal
    folder = maker.tell().publish(tmp_path / "forged")
    mine = genuine.publish(tmp_path / "genuine")
    for name in ("allowed_signers", "seal.pub"):
        shutil.copy(mine / "keys" / name, folder / "keys" / name)
    genuine.reseal(folder)
    assert judged(folder, genuine, trust) == (False, False)
