"""The log as Go's libraries see it: `docs/verifier-go`, on good and on changed evidence."""

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from releve.documents.manifest import manifest_note
from releve.ledger.checkpoint import Checkpoint
from releve.model.evidence import EntryKind
from tests.fakes.auditable_evidence import FEATURES, WITNESSES, AuditableEvidence, witness_key
from tests.fakes.evidence_maker import SERVICE

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "docs/verifier-go"
LIBRARY = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
SETTINGS = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
MANY = 600
"""Entries: three bundles, and a tile of the second level."""


@pytest.fixture(scope="module")
def program(tmp_path_factory, needs_tool):
    needs_tool("go")
    assert LIBRARY.is_dir(), "golang-golang-x-mod-dev is not installed: make tools"
    built = tmp_path_factory.mktemp("go") / "verifier-go"
    environment = {**os.environ, **SETTINGS, "GOCACHE": str(built.parent / "cache")}
    for command in (["go", "vet", "."], ["go", "build", "-o", str(built), "."]):
        subprocess.run(command, cwd=SOURCE, env=environment, check=True)
    styled = subprocess.run(["gofmt", "-l", "."], cwd=SOURCE, capture_output=True, check=True)
    assert styled.stdout == b""
    return built


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    maker = AuditableEvidence(*FEATURES).tell()
    return maker, *maker.audit(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A log of several bundles, its evidence, and every head that it once had."""
    maker = AuditableEvidence("witnessed").tell()
    while len(maker.raw) < MANY:
        body = {"observed": "up", "means": f"http {len(maker.raw)}"}
        maker.record("probe-again", EntryKind.SERVICE_PROBED, SERVICE, body)
    return maker, *maker.audit(tmp_path_factory.mktemp("long"))


def run(program, folder, *options):
    """Return the exit status of the program, and what it printed."""
    command = [str(program), *map(str, options), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_go_finds_our_evidence_true(program, whole):
    maker, folder, trust = whole
    status, said = run(program, folder, "-trust", trust)
    root = (folder / "ledger/checkpoint").read_text().splitlines()[2]
    assert status == 0, said
    assert f"verified: {maker.origin}, {len(maker.raw)} entries, root {root}\n" in said
    assert "proofs 4," in said
    assert "not authenticated" not in said


def test_go_says_when_nobody_vouches_for_the_key(program, whole):
    status, said = run(program, whole[1])
    assert status == 0
    assert "not authenticated" in said


def test_a_wrong_call_is_told_apart(program, whole):
    assert run(program, "-x")[0] == 2
    assert run(program, whole[1], "-trust", whole[2], "other")[0] == 2


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 512, MANY - 1, MANY])
def test_every_head_that_the_log_had_is_one_of_its_pasts(program, long, tmp_path, size):
    maker, folder, trust = long
    (tmp_path / "old").write_bytes(maker.checkpoint(size))
    status, said = run(program, folder, "-trust", trust, "-old", tmp_path / "old")
    assert status == 0, said
    assert "earlier checkpoints 1" in said


def other_past(maker):
    text = Checkpoint(origin=maker.origin, size=300, root=bytes(32)).body()
    return maker.log_key.sign_note(text)


def longer_past(maker):
    text = Checkpoint(origin=maker.origin, size=MANY + 1, root=bytes(32)).body()
    return maker.log_key.sign_note(text)


OLD = {
    "another-history": (other_past, "not a past of this log"),
    "a-log-cut-short": (longer_past, f"{MANY + 1} entries were seen"),
    "a-head-of-another-log": (
        lambda _: AuditableEvidence(family="autre").tell().checkpoint(),
        "no verifiable signatures",
    ),
    "a-head-under-another-name": (
        lambda maker: maker.log_key.sign_note(
            maker.checkpoint(300).partition(b"\n\n")[0].replace(b"essai.", b"autre.") + b"\n"
        ),
        "not a checkpoint of this log",
    ),
    "a-head-that-was-changed": (
        lambda maker: maker.checkpoint(300).replace(b"\n300\n", b"\n301\n"),
        "invalid signature",
    ),
}


@pytest.mark.parametrize("name", OLD)
def test_a_head_that_is_no_past_of_the_log_is_refused(program, long, tmp_path, name):
    make, why = OLD[name]
    maker, folder, trust = long
    (tmp_path / "old").write_bytes(make(maker))
    status, said = run(program, folder, "-trust", trust, "-old", tmp_path / "old")
    assert status == 1
    assert why in said


def test_any_changed_byte_is_refused(program, whole):
    _, folder, trust = whole
    chosen = random.Random(20250602)
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    files = [one for one in files if "renewals" not in one.parts]
    accepted = []
    for path in files * 2:
        before = path.read_bytes()
        data = bytearray(before)
        data[chosen.randrange(len(data))] ^= chosen.randrange(1, 256)
        path.write_bytes(data)
        if run(program, folder, "-trust", trust)[0] != 1:
            accepted.append(path.name)
        path.write_bytes(before)
    assert accepted == []
    assert run(program, folder, "-trust", trust)[0] == 0


def flip(name, at):
    def change(folder):
        path = min(folder.glob(name))
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)

    return change


def edit(name, change):
    def rewrite(folder):
        path = folder / name
        path.write_text(change(path.read_text()))

    return rewrite


def spare_bits(text, at):
    """Write the last letter of the base64 that ends at ``at`` in another way, of the same value."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    assert text[at] == "="
    return text[: at - 1] + alphabet[alphabet.index(text[at - 1]) ^ 1] + text[at:]


def swap(one, two):
    def change(folder):
        (folder / one).write_bytes((folder / two).read_bytes())

    return change


N = "certificates/ESSAI-dossiers-1"
RESEALED = {
    "entry": (flip("ledger/tile/entries/000", 900), "the entries give root"),
    "entry-length": (flip("ledger/tile/entries/000", 0), "cut short"),
    "entries-missing": (
        lambda folder: (folder / "ledger/tile/entries/001").write_bytes(b""),
        "entries under a head of",
    ),
    "hash": (flip("ledger/tile/0/000", 70), "not the hashes of this tree"),
    "hash-of-the-second-level": (flip("ledger/tile/1/000.p/*", 3), "not the hashes of this tree"),
    "proof-of-another-entry": (
        swap(f"{N}.tlog-proof", f"{N}.issued.tlog-proof"),
        "invalid transparency proof",
    ),
    "entry-of-another-proof": (
        swap(f"{N}.entry.json", f"{N}.outcome.json"),
        "invalid transparency proof",
    ),
    "proof-under-an-earlier-head": (
        edit(f"{N}.tlog-proof", lambda text: text.replace("\n600\n", "\n601\n")),
        "not a proof under this head",
    ),
    "proof-with-another-base64": (
        edit(f"{N}.tlog-proof", lambda text: spare_bits(text, text.index("=\n"))),
        "hash ",
    ),
    "proof-with-a-zero": (
        edit(f"{N}.tlog-proof", lambda text: text.replace("index ", "index 0")),
        '"index 0',
    ),
    "proof-cut-short": (
        lambda folder: (folder / f"{N}.tlog-proof").write_bytes(b"c2sp.org/tlog-proof@v1\n"),
        "not a proof under this head",
    ),
}


@pytest.mark.parametrize("name", RESEALED)
def test_what_the_log_key_signs_again_must_still_be_the_tree(program, long, tmp_path, name):
    change, why = RESEALED[name]
    maker, _, trust = long
    folder, _ = maker.audit(tmp_path)
    change(folder)
    maker.reseal(folder)
    status, said = run(program, folder, "-trust", trust)
    assert status == 1
    assert why in said


def linked(path):
    path.rename(path.parent.parent / "elsewhere")
    path.symlink_to("../elsewhere")


FOLDERS = {
    "file-added": lambda folder: (folder / "documents/manifest.note").write_bytes(b""),
    "file-removed": lambda folder: (folder / "journal.txt").unlink(),
    "link-added": lambda folder: (folder / "x").symlink_to("index.html"),
    "link-to-the-same-bytes": lambda folder: linked(folder / "journal.txt"),
    "file-named-as-the-renewals": lambda folder: (folder / "renewals").write_bytes(b""),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_not_as_listed_is_refused(program, tmp_path, name):
    folder, trust = AuditableEvidence().tell().audit(tmp_path)
    FOLDERS[name](folder)
    assert run(program, folder, "-trust", trust)[0] == 1


NOTES = {
    "of-another-manifest": lambda maker, _: maker.log_key.sign_note(
        manifest_note(maker.origin, b"other")
    ).decode(),
    "of-another-origin": lambda maker, _: maker.log_key.sign_note(
        manifest_note("autre.example/preuves", b"other")
    ).decode(),
    "with-another-base64": lambda _, note: spare_bits(note, len(note) - 2),
    "with-its-signature-twice": lambda _, note: note + note.splitlines(keepends=True)[-1],
    "signed-by-somebody-else-too": lambda _, note: f"{note}— intrus {'A' * 24}\n",
}


@pytest.mark.parametrize("name", NOTES)
def test_a_note_that_signs_anything_else_is_refused(program, tmp_path, name):
    maker = AuditableEvidence().tell()
    folder, trust = maker.audit(tmp_path)
    note = folder / "manifest.note"
    note.write_text(NOTES[name](maker, note.read_text()))
    status, said = run(program, folder, "-trust", trust)
    assert status == 1
    assert "manifest.note" in said


@pytest.mark.parametrize(("quorum", "status"), [(0, 0), (2, 0), (3, 1)])
def test_enough_witnesses_must_have_cosigned(program, whole, tmp_path, quorum, status):
    _, folder, trust = whole
    asked = json.loads(trust.read_text()) | {"witness_quorum": quorum}
    (tmp_path / "trust.json").write_text(json.dumps(asked))
    assert run(program, folder, "-trust", tmp_path / "trust.json")[0] == status
    assert len(WITNESSES) == 2


def test_a_witness_key_that_is_not_its_id_is_refused(program, whole, tmp_path):
    _, folder, trust = whole
    asked = json.loads(trust.read_text())
    name, _, material = asked["witnesses"][0].split("+", 2)
    asked["witnesses"] = [f"{name}+00000000+{material}"]
    (tmp_path / "trust.json").write_text(json.dumps(asked))
    assert "key id differs" in run(program, folder, "-trust", tmp_path / "trust.json")[1]


def test_a_witness_of_the_same_name_is_not_the_same(program, whole, tmp_path):
    _, folder, trust = whole
    asked = json.loads(trust.read_text())
    asked["witnesses"][1] = str(witness_key(WITNESSES[1], "autre"))
    (tmp_path / "trust.json").write_text(json.dumps(asked | {"witness_quorum": 2}))
    status, said = run(program, folder, "-trust", tmp_path / "trust.json")
    assert status == 1
    assert "1 of 2 witnesses" in said
