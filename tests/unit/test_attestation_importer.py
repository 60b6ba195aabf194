"""The reference importer, run as a successor runs it: alone, from a package to an attestation."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from releve.archives import bag as archives
from releve.model.acts import SignatureKind
from releve.pathways import arrival, csv_table, identities
from releve.pathways.arrival_schemas import arrival_schemas
from releve.pathways.attestation import Outcome, Shipment, read_attestation, read_outcomes
from releve.pathways.folder import CanonicalFolder, Group
from releve.pathways.index import build_index
from releve.pathways.kit import importer
from releve.pathways.kit.sample import sample
from releve.pathways.model import ENTITIES, Kind
from releve.pathways.names import pathway_name, record_name
from releve.pathways.reconciliation import compare
from releve.pathways.record import DIRECTORY
from releve.pathways.rejects import match_rejects, read_rejects
from releve.pathways.tree import pathway_key
from tests.fakes.canonical_folders import KEY, group, note, write_bag

SCRIPT = Path(importer.__file__)
SAMPLE = sample(12)


class Successor:
    """A base, and the script that fills it."""

    def __init__(self, folder):
        self.folder = folder
        self.base = folder / "cible.sqlite"

    def take(self, bag, name="sortie", **options):
        out = self.folder / name
        archives.write_bag(bag)  # what a test spoils is spoilt before the manifest is written
        words = [f"--{option}={value}" for option, value in options.items()]
        command = [sys.executable, "-I", str(SCRIPT), str(bag), f"--base={self.base}"]
        done = subprocess.run(
            [*command, f"--sortie={out}", *words], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return Taken(out, bag)


class Taken:
    """What came back, read as Relève reads it."""

    def __init__(self, out, bag):
        self.out = out
        self.attestation = read_attestation((out / "attestation.json").read_bytes())
        details = (out / "details.ndjson").read_bytes()
        self.outcomes = read_outcomes(details, self.attestation)
        self.fates = {row.pathway: row.outcome for row in self.outcomes.rows}
        self.slip = json.loads((bag / "bordereau.json").read_bytes())

    def verdict(self, loaded_root=None):
        said = self.attestation
        slip = self.slip
        fields = {
            "package": said.package,
            "root": said.root,
            "records": str(sum(said.records.values())),
            "pathways": str(said.loaded),
        }
        shipment = Shipment(
            package=said.package,
            pathways=slip["pathways"],
            records=slip["parts"],
            root=slip["root"],
        )
        kind = SignatureKind.PERSONAL_KEY
        receipt = arrival.Receipt(kind=kind, fields=fields, attestation=said)
        return arrival.judge(shipment, receipt, loaded_root=loaded_root)


def bag_of(folder, pathways, shared=SAMPLE.directory, files=SAMPLE.files):
    groups = [Group(one.id, one.records) for one in pathways]
    write_bag(folder, groups, shared=shared)
    for path, data in files.items():
        piece = folder / "data" / "contenu" / "pieces" / path
        piece.parent.mkdir(parents=True, exist_ok=True)
        piece.write_bytes(data)
    return folder


def write_csv(bag, pathways):
    """Put the same records beside, as tables, and take the canonical form away."""
    content = bag / "data" / "contenu"
    (content / "csv").mkdir()
    rows = [(DIRECTORY, one) for one in SAMPLE.directory]
    rows += [(one.id, record) for one in pathways for record in one.records]
    for entity in ENTITIES:
        own = [row for row in rows if row[1].entity == entity.name]
        data = csv_table.table_header(entity) + csv_table.table_rows(entity, own)
        (content / "csv" / f"{entity.name}-00000.csv").write_bytes(data)
    for path in (content / "canonical").iterdir():
        path.unlink()


@pytest.fixture(name="successor")
def empty_successor(tmp_path):
    return Successor(tmp_path)


def named(one):
    return pathway_name(KEY, one.id).hex()


def test_what_the_script_knows_is_the_model():
    kinds = {Kind.BOOLEAN: "boolean", Kind.TEXTS: "list", Kind.ANSWERS: "list", Kind.FILE: "file"}
    known = {
        entity: [(one.name, one.kind, one.target, one.required) for one in fields]
        for entity, fields in importer.FIELDS.items()
    }
    assert known == {
        entity.name: [
            (one.name, kinds.get(one.kind, ""), one.target or "", one.required)
            for one in entity.attributes
        ]
        for entity in ENTITIES
    }


@pytest.mark.parametrize("form", ["canonical", "csv"])
def test_a_package_loaded_whole_opens_destruction(successor, tmp_path, form):
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    if form == "csv":
        write_csv(bag, SAMPLE.pathways)
    taken = successor.take(bag, forme=form)
    assert taken.attestation.outcomes.created == len(SAMPLE.pathways)
    verdict = taken.verdict()
    assert verdict.refusals == verdict.pending == ()
    assert verdict.opens_destruction


def test_what_is_read_back_reconciles_with_what_was_sent(successor, tmp_path):
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    successor.take(bag, relecture=tmp_path / "relu")
    ours = build_index(tmp_path / "ours", KEY, CanonicalFolder(bag))
    theirs = build_index(tmp_path / "theirs", KEY, CanonicalFolder(tmp_path / "relu"), ours.depth)
    assert list(compare(KEY, ours, theirs)) == []
    assert ours.root() == theirs.root()


def test_the_root_is_of_what_the_base_holds(successor, tmp_path):
    """A base that loses, cuts or pads a value attests another root."""
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    successor.take(bag)
    with sqlite3.connect(successor.base) as base:
        base.execute(
            "CREATE TRIGGER coupe AFTER INSERT ON note BEGIN"
            " UPDATE note SET text = substr(text, 1, 20) WHERE id = new.id; END"
        )
    codes = [one.code for one in successor.take(bag, name="encore").verdict().refusals]
    assert codes == ["arrival_root_differs"]


def test_loading_again_duplicates_nothing(successor, tmp_path):
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    first, again = successor.take(bag), successor.take(bag, name="encore")
    assert again.attestation.model_copy(update={"loaded_at": first.attestation.loaded_at}) == (
        first.attestation
    )


def known_person(number, **values):
    return group(number, note(number), birth_family_name="CONNUE", **values)


INS = {"ins": "295109912611193", "identity_status": "qualified"}


@pytest.fixture(name="doubtful")
def bag_with_a_doubt(successor, tmp_path):
    """A successor that knows two people, then a package with them, a stranger and a reject."""
    before = [known_person(901, **INS), known_person(902, birth_date="1931-01-01")]
    successor.take(bag_of(tmp_path / "avant", before, files={}), name="avant")
    broken = note(3, author="professional/p00000000000000009999")
    pathways = [
        known_person(1, birth_date="1950-05-05", **INS),
        known_person(2, birth_date="1931-01-01"),
        group(3, broken),
        group(4, note(4)),
    ]
    return bag_of(tmp_path / "bag", pathways, files={}), pathways


def test_each_pathway_ends_in_one_outcome(successor, doubtful):
    bag, pathways = doubtful
    taken = successor.take(bag)
    ends = [taken.fates[named(one)] for one in pathways]
    assert ends == [
        Outcome.LINKED,
        Outcome.POSSIBLE_DUPLICATE,
        Outcome.REJECTED,
        Outcome.CREATED,
    ]
    ours = build_index(successor.folder / "index", KEY, CanonicalFolder(bag))
    root = arrival.loaded_root(ours.entries(), taken.outcomes.rows)
    verdict = taken.verdict(root)
    assert verdict.proven
    assert [one.code for one in verdict.pending] == [
        "arrival_rejected",
        "arrival_possible_duplicates",
    ]


def test_a_reject_names_code_field_and_keys(successor, doubtful):
    bag, pathways = doubtful
    taken = successor.take(bag)
    ours = build_index(successor.folder / "index", KEY, CanonicalFolder(bag))
    rejects = read_rejects((taken.out / "rejets.ndjson").read_bytes())
    reasons = match_rejects(rejects, taken.attestation, taken.outcomes, ours)
    (reason,) = reasons[named(pathways[2])]
    told = (reason.code, reason.entity, reason.attribute)
    assert told == ("reference_introuvable", "note", "author")
    key = pathway_key(KEY, pathways[2].id)
    assert reason.record == record_name(key, pathways[2].records[0].id).hex()
    assert b"9999" not in (taken.out / "rejets.ndjson").read_bytes()


@pytest.mark.parametrize(
    ("word", "expected"), [("distinct", Outcome.CREATED), ("fusion", Outcome.LINKED)]
)
def test_a_decision_of_the_cell_settles_a_doubt(successor, doubtful, word, expected):
    bag, pathways = doubtful
    taken = successor.take(bag)
    ours = build_index(successor.folder / "index", KEY, CanonicalFolder(bag))
    work = identities.work_list_csv(identities.doubts(taken.outcomes, ours))
    filled = work.replace(b";;\r\n", f";{word};\r\n".encode())
    decided = identities.read_work_list(filled, KEY, taken.outcomes.rows)
    decisions = successor.folder / "decisions.ndjson"
    decisions.write_bytes(identities.write_decisions(taken.attestation.package, decided))
    again = successor.take(bag, name="encore", decisions=decisions)
    assert again.fates == taken.fates | {named(pathways[1]): expected}
    assert again.attestation.outcomes.possible_duplicate == 0


def test_what_the_script_writes_is_what_the_schemas_say(successor, doubtful):
    out = successor.take(doubtful[0]).out
    schemas = {name: json.loads(data) for name, data in arrival_schemas().items()}
    attestation = json.loads((out / "attestation.json").read_bytes())
    jsonschema_rs.validator_for(schemas["attestation.json"]).validate(attestation)
    for file, name in (("details", "outcomes-row"), ("rejets", "rejects-row")):
        check = jsonschema_rs.validator_for(schemas[f"{name}.json"])
        rows = (out / f"{file}.ndjson").read_bytes().splitlines()[1:]
        assert rows
        for row in rows:
            check.validate(json.loads(row))


@pytest.mark.parametrize("damage", ["absent", "other"])
def test_an_attachment_that_is_not_there_as_described_is_rejected(successor, tmp_path, damage):
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    path = next(iter(SAMPLE.files))
    piece = bag / "data" / "contenu" / "pieces" / path
    if damage == "absent":
        piece.unlink()
    else:
        piece.write_bytes(piece.read_bytes() + b" ")
    taken = successor.take(bag)
    rejects = read_rejects((taken.out / "rejets.ndjson").read_bytes())
    found = {(one.code, one.entity, one.attribute) for one in rejects.rows}
    assert found == {("piece_differente", "document", "file")}


def test_a_required_value_that_lacks_is_rejected_and_an_explicit_absence_is_not(
    successor, tmp_path
):
    lacking = group(1, note(1))
    person = lacking.records[-1]
    values = {name: value for name, value in person.values.items() if name != "gender"}
    absent = group(2, note(2), gender={"absent": "asked-declined"})
    without = replace(lacking, records=(lacking.records[0], replace(person, values=values)))
    taken = successor.take(bag_of(tmp_path / "bag", [without, absent], files={}))
    assert taken.fates == {named(without): Outcome.REJECTED, named(absent): Outcome.CREATED}


@pytest.mark.parametrize("damage", ["changed", "removed", "added"])
def test_a_package_that_is_not_its_manifest_is_not_loaded(tmp_path, damage):
    bag = bag_of(tmp_path / "bag", SAMPLE.pathways)
    archives.write_bag(bag)
    key = bag / "data" / "content.key"
    if damage == "changed":
        key.write_bytes(bytes(32))
    elif damage == "removed":
        key.unlink()
    else:
        (bag / "data" / "contenu" / "autre").write_bytes(b"")
    options = [f"--base={tmp_path / 'cible.sqlite'}", f"--sortie={tmp_path / 'sortie'}"]
    command = [sys.executable, "-I", str(SCRIPT), str(bag), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "1 écart(s)" in done.stderr
    assert not (tmp_path / "sortie").exists()
