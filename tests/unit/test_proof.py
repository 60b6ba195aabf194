"""One patient's proof: it holds, says nothing of others, and falls with any byte."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releve.canonical import MAX_INTEGER, encode
from releve.cli.main import main
from releve.errors import EvidenceRefused, UsageError
from releve.pathways.attestation import Attestation, Importer, Outcomes
from releve.pathways.disclosure import disclose
from releve.pathways.proof import ATTESTATION, PROOF, SLIP, Proven, check_proof
from releve.pathways.record import Record, pathway
from releve.pathways.tree import entry_of, pathway_key
from tests.fakes.canonical_folders import KEY, PROFESSIONAL, groups, write_bag

PATHWAYS = groups(11)
ONE = PATHWAYS[4]


class World:
    def __init__(self, folder):
        self.folder = folder
        self.bag = folder / "bag"
        self.package, self.slip = write_bag(self.bag, PATHWAYS)
        said = Attestation(
            package=self.package,
            importer=Importer(name="cible", version="1"),
            loaded_at=datetime(2026, 11, 22, tzinfo=UTC),
            pathways=len(PATHWAYS),
            outcomes=Outcomes(created=11, linked=0, possible_duplicate=0, rejected=0),
            records=self.slip["parts"],
            root=self.slip["root"],
            details=self.package,
            rejects=None,
        )
        self.attestation = folder / "attestation.json"
        self.attestation.write_bytes(said.encoded())
        self.proof = folder / "preuve"
        disclose(self.bag, KEY, ONE.id, self.proof, said.encoded())

    def rewrite(self, **members):
        document = json.loads((self.proof / PROOF).read_bytes())
        (self.proof / PROOF).write_bytes(encode(document | members))


@pytest.fixture(name="world")
def proven_world(tmp_path):
    return World(tmp_path)


def refused(folder, **known):
    with pytest.raises(EvidenceRefused, match="pathway_proof_refused") as caught:
        check_proof(folder, **known)
    return caught.value.facts["part"]


def test_a_proof_holds_and_says_what_it_proves(world):
    assert check_proof(world.proof, root=world.slip["root"]) == Proven(
        pathway=ONE.id,
        records=len(ONE.records),
        root=world.slip["root"],
        package=world.package,
        attested=True,
    )


@pytest.mark.parametrize("at", range(len(PATHWAYS)))
def test_every_pathway_can_be_proven(world, at):
    target = world.folder / "autre"
    disclose(world.bag, KEY, PATHWAYS[at].id, target)
    found = check_proof(target)
    assert (found.pathway, found.attested) == (PATHWAYS[at].id, False)


def test_a_proof_reveals_neither_the_package_key_nor_any_other_pathway(world):
    held = b"".join(path.read_bytes() for path in world.proof.iterdir())
    assert KEY.hex().encode() not in held
    assert pathway_key(KEY, ONE.id).hex().encode() in held
    for other in PATHWAYS:
        if other is not ONE:
            assert other.id.encode() not in held
            assert pathway_key(KEY, other.id).hex().encode() not in held
            assert all(one.id.encode() not in held for one in other.records)


@pytest.mark.parametrize("name", [PROOF, SLIP, ATTESTATION])
def test_any_byte_changed_is_refused(world, name):
    path = world.proof / name
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        refused(world.proof)
    for other in (data + b"\n", data[:-1], b""):
        path.write_bytes(other)
        refused(world.proof)


@pytest.mark.parametrize("name", [PROOF, SLIP, ATTESTATION])
def test_a_file_taken_away_is_refused(world, name):
    (world.proof / name).unlink()
    assert refused(world.proof) == "files"


def test_a_file_more_is_refused(world):
    (world.proof / "note.txt").write_text("")
    assert refused(world.proof) == "files"


@pytest.mark.parametrize(
    ("members", "part"),
    [
        ({"index": 4}, "inclusion"),
        ({"size": 13}, "slip"),
        ({"key": "0" * 64}, "inclusion"),
        ({"pathway": PATHWAYS[5].id}, "records"),
        ({"records": []}, "records"),
        ({"root": "0" * 64}, "inclusion"),
        ({"package": "sha256:" + "0" * 64}, "slip"),
        ({"attestation": None}, "files"),
        ({"attestation": "sha256:" + "0" * 64}, "attestation"),
        ({"more": 1}, "document"),
        ({"format": "releve/pathway-proof/2"}, "document"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else given,
)
def test_what_does_not_follow_is_refused(world, members, part):
    world.rewrite(**members)
    assert refused(world.proof) == part


@pytest.mark.parametrize("twist", [lambda r: r[::-1], lambda r: r[:-1], lambda r: [*r, r[-1]]])
def test_records_are_those_of_the_pathway_in_their_order(world, twist):
    document = json.loads((world.proof / PROOF).read_bytes())
    world.rewrite(records=twist(document["records"]))
    assert refused(world.proof) in {"records", "inclusion"}


def test_a_proof_without_its_format_is_refused(world):
    document = json.loads((world.proof / PROOF).read_bytes())
    del document["format"]
    (world.proof / PROOF).write_bytes(encode(document))
    assert refused(world.proof) == "document"


def test_a_proof_for_another_package_is_refused(world):
    assert refused(world.proof, root="0" * 64) == "root"
    other = world.folder / "other"
    write_bag(other, PATHWAYS[:-1])
    (world.proof / SLIP).write_bytes((other / SLIP).read_bytes())
    assert refused(world.proof) == "slip"


def test_an_attestation_of_another_root_is_not_joined(world):
    other = world.folder / "other"
    write_bag(other, PATHWAYS[:-1])
    with pytest.raises(EvidenceRefused) as caught:
        disclose(other, KEY, ONE.id, world.folder / "autre", world.attestation.read_bytes())
    assert caught.value.facts == {"part": "attestation"}
    assert not (world.folder / "autre").exists()


@pytest.mark.parametrize("pathway_id", ["person/p9", "directory", ONE.records[0].id])
def test_an_unknown_pathway_is_refused(world, pathway_id):
    with pytest.raises(EvidenceRefused, match="pathway_unknown"):
        disclose(world.bag, KEY, pathway_id, world.folder / "autre")


def test_another_key_proves_nothing(world):
    with pytest.raises(EvidenceRefused) as caught:
        disclose(world.bag, bytes(32), ONE.id, world.folder / "autre")
    assert caught.value.facts == {"part": "slip"}


def test_nothing_is_replaced_and_the_slip_is_needed(world):
    with pytest.raises(UsageError, match="proof_folder_exists"):
        disclose(world.bag, KEY, ONE.id, world.proof)
    (world.bag / SLIP).unlink()
    with pytest.raises(UsageError, match="proof_slip_missing"):
        disclose(world.bag, KEY, ONE.id, world.folder / "autre")


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["absent", "item"]), inner),
    max_leaves=8,
)


@given(name=TEXT, values=st.dictionaries(st.sampled_from(["text", "urgent", "a_b"]), VALUES))
def test_the_auditors_bytes_are_those_of_the_export(name, values):
    record = Record("note", name, values)
    assert encode({"e": "note", "id": name, "v": values}) == record.canonical()
    assert orjson.loads(record.canonical()) == {"e": "note", "id": name, "v": values}


def test_the_check_and_the_export_compute_one_entry(world):
    document = json.loads((world.proof / PROOF).read_bytes())
    key = bytes.fromhex(document["key"])
    records = [Record(one["e"], one["id"], one["v"]) for one in document["records"]]
    assert entry_of(key, pathway(records).records) == entry_of(
        pathway_key(KEY, ONE.id), ONE.records
    )


def test_the_check_runs_on_the_auditors_install(world):
    """No orjson, no SQLite index, nothing of the export."""
    script = (
        "import sys\n"
        "for name in ('orjson', 'sqlalchemy', 'prefect'): sys.modules[name] = None\n"
        "from releve.cli.main import main\n"
        "code = main(sys.argv[1:])\n"
        "assert 'releve.pathways.record' not in sys.modules\n"
        "sys.exit(code)"
    )
    command = [sys.executable, "-c", script, "proof"]
    checked = [*command, "--check", str(world.proof)]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert world.slip["root"] in done.stdout
    made = [*command, "--pathway", ONE.id, "--package", str(world.bag), "--key", "k", "--out", "o"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == UsageError.exit_code
    assert "proof_needs_run_install" in done.stderr


def test_the_command_makes_and_checks(world, capsys):
    target = world.folder / "autre"
    key = world.bag / "data" / "content.key"
    make = ["proof", "--pathway", ONE.id, "--package", str(world.bag), "--key", str(key)]
    assert main([*make, "--out", str(target)]) == 0
    assert main(["proof", "--check", str(target), "--root", world.slip["root"]]) == 0
    told = capsys.readouterr().out
    assert ONE.id not in told
    assert "Aucune attestation" in told
    assert main(["proof", "--check", str(target), "--root", "0" * 64]) == 1
    assert main(make) == UsageError.exit_code
    lacking = [*make[:-1], str(world.folder / "absente"), "--out", str(world.folder / "encore")]
    assert main(lacking) == UsageError.exit_code
    assert main(["proof", "--check", str(world.folder / "absente")]) == 1
    assert "pathway_proof_refused" in capsys.readouterr().err


def test_the_directory_stands_first_in_the_tree(world):
    document = json.loads((world.proof / PROOF).read_bytes())
    assert (document["index"], document["size"]) == (5, 12)
    assert PROFESSIONAL.id not in (world.proof / PROOF).read_text()
