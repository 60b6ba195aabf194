"""A publisher's extraction as the source of pathways: received once, whole, and only as pinned."""

import base64
import hashlib
import json
import os
import shutil
import stat
from dataclasses import replace

import pytest

from connectors.extraction import read_manifest
from connectors.extraction.attachments import keep
from deployments.rehearsal.postgres_place import binaries
from flows.drafting import draft_act
from releve.canonical import encode
from releve.certificates.certificate import certificate_data
from releve.errors import ConnectorError, StepRefused
from releve.model.acts import ActKind
from releve.model.plan import Verb
from releve.textes import sentence
from tests.fakes.extracted_world import (
    ASSET,
    PATHWAYS,
    PIECES,
    SUBJECT,
    TABLES,
    folder_of,
    found,
    publish,
    restoring,
)
from tests.fakes.small_world import CLOSING, said

pytestmark = pytest.mark.integration
DAY = "2026-12-14T09:00:00Z"
WORDS = "repose sur la déclaration de l'éditeur «\u00a0Éditeur d'essai\u00a0»"


@pytest.fixture(scope="module")
def extractions(cluster, tmp_path_factory):
    """What the publisher hands over, in two forms, made once."""
    root = tmp_path_factory.mktemp("editeur")
    return {kind: publish(cluster, root / kind, kind) for kind in ("csv", "pg_dump")}


@pytest.fixture(scope="module")
def adopted(grounds, extractions, tmp_path_factory):
    """A world whose plan pins the CSV files, adopted; each test takes a copy."""
    world = found(grounds, tmp_path_factory.mktemp("monde") / "w", extractions["csv"], "csv")
    world.adopt()
    return world


@pytest.fixture
def world(adopted, extractions, tmp_path):
    copy = adopted.clone(tmp_path / "monde")
    shutil.copytree(extractions["csv"].folder, folder_of(copy))
    return copy


def receive(world, folder=None):
    return world.releve("extraction", "receive", str(folder or folder_of(world)), "--asset", ASSET)


def code(said):
    assert said.code != 0
    return said.err.rpartition("[")[2].rstrip("]\n")


def received(world):
    return [one for one in world.entries() if one.kind.value == "extraction_received"]


def held(world):
    return world.root / "packages" / ASSET / "extraction"


def export(world):
    world.run()
    world.sign("scope", SUBJECT, "directeur", reason="essai")
    return world.run()


def findings(world):
    return {
        one.body["about"]: one.body["verdict"]
        for one in world.entries()
        if one.kind.value == "finding_recorded" and one.subject == SUBJECT
    }


def exported(world):
    return next(
        one
        for one in world.entries()
        if one.kind.value == "package_exported" and one.subject == SUBJECT
    )


def slip(world):
    with world.memory() as memory:
        return json.loads(memory.ledger.document(exported(world).body["package"]))


def test_pathways_of_csv_files_are_exported_and_found_fit(world):
    world.run()
    assert world.reasons(SUBJECT) == {"extraction_missing"}
    said = receive(world)
    assert said.code == 0, said.err
    assert WORDS in said.out
    (entry,) = received(world)
    counts = entry.body["tables"]
    assert set(counts) == set(TABLES)
    assert all(one["declared"] == one["read"] for one in counts.values())
    assert counts["usager"]["read"] == PATHWAYS
    assert entry.body["attachments"] == PIECES
    modes = {stat.S_IMODE(one.stat().st_mode) for one in held(world).rglob("*") if one.is_file()}
    assert modes == {0o600}
    export(world)
    assert findings(world) == {"source": "passed", "package": "passed"}
    told = slip(world)
    assert told["delivery"]["extraction"]["manifest"] == entry.body["manifest"]
    assert "source_extracted" in told["delivery"]["gaps"]
    assert "attachments_not_carried" not in told["delivery"]["gaps"]
    assert told["parts"]["document"] > 0
    assert sum(told["delivery"]["bins"].values()) == PATHWAYS


def test_a_dump_is_restored_where_a_copy_is_listed_and_exported(
    grounds, extractions, tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", f"{binaries()}:{os.environ['PATH']}")
    world = found(grounds, tmp_path / "monde", extractions["pg_dump"], "pg_dump")
    shutil.copytree(extractions["pg_dump"].folder, folder_of(world))
    restoring(world, grounds)
    world.adopt()
    said = receive(world)
    assert said.code == 0, said.err
    assert not (held(world) / "passage.sqlite").exists()
    export(world)
    assert findings(world) == {"source": "passed", "package": "passed"}
    assert slip(world)["delivery"]["extraction"]["publisher"] == "Éditeur d'essai"
    shutil.rmtree(held(world))  # nothing recorded again; the database holds the dump already
    assert code(receive(world)) == "restore_place_not_empty"


def test_received_again_nothing_is_recorded_twice(world):
    assert receive(world).code == 0
    before = (held(world) / "passage.sqlite").read_bytes()
    inode = held(world).stat().st_ino
    again = receive(world)
    assert held(world).stat().st_ino == inode
    assert again.code == 0
    assert "déjà reçue" in again.out
    shutil.rmtree(held(world))
    assert receive(world).code == 0
    assert (held(world) / "passage.sqlite").read_bytes() == before
    assert len(received(world)) == 1


@pytest.mark.parametrize("left", ["extraction.partiel", "extraction"])
def test_what_a_crash_left_is_begun_again(world, left):
    place = held(world).with_name(left)
    place.mkdir(parents=True)
    (place / "passage.sqlite").write_bytes(b"half of it")
    assert receive(world).code == 0
    assert not held(world).with_name("extraction.partiel").exists()
    assert len(received(world)) == 1
    export(world)
    assert findings(world)["package"] == "passed"


def changed_file(folder):
    place = folder / "note.csv"
    place.write_bytes(place.read_bytes().replace(b"a", b"b", 1))


def missing_file(folder):
    (folder / "note.csv").unlink()


def added_file(folder):
    (folder / "autre.csv").write_text("id\n1\n")


def changed_piece(folder):
    place = next(one for one in folder.rglob("*.txt") if one.parent != folder)
    place.write_bytes(place.read_bytes() + b" ")


def changed_manifest(folder):
    place = folder / "extraction.yaml"
    place.write_text(place.read_text() + "\n")


def no_manifest(folder):
    (folder / "extraction.yaml").unlink()


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (changed_file, "extraction_file_changed"),
        (missing_file, "extraction_file_missing"),
        (added_file, "extraction_file_undeclared"),
        (changed_piece, "extraction_file_changed"),
        (changed_manifest, "extraction_differs_from_plan"),
        (no_manifest, "extraction_manifest_missing"),
    ],
)
def test_what_is_not_the_extraction_of_the_plan_is_refused(world, spoil, refusal):
    spoil(folder_of(world))
    assert code(receive(world)) == refusal
    assert received(world) == []
    assert not held(world).exists()
    world.run()
    assert world.reasons(SUBJECT) == {"extraction_missing"}


def test_other_counts_than_declared_are_refused_and_each_table_named(grounds, cluster, tmp_path):
    publisher = publish(cluster, tmp_path / "ex", "csv", usager=PATHWAYS + 1, note=3)
    world = found(grounds, tmp_path / "monde", publisher, "csv")
    shutil.copytree(publisher.folder, folder_of(world))
    world.adopt()
    said = receive(world)
    assert code(said) == "extraction_counts_differ"
    assert f"usager ({PATHWAYS + 1} ≠ {PATHWAYS})" in said.err
    assert "note (3 ≠ " in said.err
    assert received(world) == []


def test_a_folder_that_the_plan_does_not_destroy_is_refused(world, extractions):
    assert code(receive(world, extractions["csv"].folder)) == "extraction_folder_unlisted"


def test_an_asset_without_extraction_is_refused(world):
    said = world.releve("extraction", "receive", str(folder_of(world)), "--asset", "abonnes")
    assert code(said) == "extraction_not_planned"


def test_a_view_is_not_read_before_its_extraction_is_received(world):
    with world.desk() as desk:
        asset = desk.memory.plan.asset(ASSET)
        with pytest.raises(StepRefused, match="extraction_not_received"):
            desk.view(asset)


def test_nothing_is_received_on_a_paused_subject(world):
    world.sign("pause", SUBJECT, "cheffe-de-projet", reason="essai")
    world.collect()
    assert code(receive(world)) == "extraction_paused"


def test_a_mapping_is_judged_and_drafted_on_an_extraction(world):
    mapping = ("-m", str(world.root / "plan/mapping.yaml"))
    early = world.releve("mapping", "check", *mapping, "--extraction", str(folder_of(world)))
    assert early.code == 0, early.err
    assert list((world.root / "packages").glob("ebauche-*")) == []
    assert code(world.releve("mapping", "init", "--asset", ASSET)) == "extraction_not_received"
    assert code(world.releve("mapping", "init")) == "mapping_source_missing"
    receive(world)
    told = world.releve("mapping", "check", *mapping, "--asset", ASSET)
    assert told.code == 0, told.err
    assert "usager" in world.releve("mapping", "init", "--asset", ASSET).out


def test_every_later_document_says_whose_word_completeness_rests_on(world):
    receive(world)
    export(world)
    (report,) = [one for one in world.root.rglob("controle.html") if ASSET in str(one)]
    assert "repose sur la déclaration de l&#x27;éditeur" in report.read_text()
    assert WORDS in world.releve("status").out
    journal = world.releve("journal")
    assert journal.code == 0, journal.err
    assert "extraction de l'éditeur «\u00a0Éditeur d'essai\u00a0» reçue" in journal.out
    with world.memory() as memory:
        assert WORDS in signed(memory, ActKind.TEST)
        assert WORDS not in signed(memory, ActKind.PAUSE)


def test_what_is_printed_of_a_package_says_it_too(world, tmp_path):
    receive(world)
    world.perform(Verb.MEASURE, Verb.FREEZE)
    world.sign("scope", SUBJECT, "directeur", reason="essai")
    world.collect()
    world.perform(Verb.EXPORT)
    bag, key = world.root / "packages" / ASSET / "sac", world.root / f"keys/content/{ASSET}.key"
    assert WORDS in (bag / "data/contenu/documentation/exhaustivite.txt").read_text()
    sides = ("--key", str(key), "--out")
    printed = said("recette", "--package", str(bag), "--count", "2", *sides, str(tmp_path))
    assert printed.code == 0, printed.err
    sheet = (tmp_path / "recette.html").read_text()
    assert "repose sur la déclaration de l" in sheet
    for ours in (bag, bag / "data/contenu"):
        report = tmp_path / f"{ours.name}.ndjson"
        folders = ("--ours", str(ours), "--theirs", str(bag))
        compared = said("reconcile", *folders, *sides, str(report))
        assert compared.code == 0, compared.err
        assert WORDS in compared.out
        closing = json.loads(report.read_text().splitlines()[-1])
        assert closing["extraction"]["publisher"] == "Éditeur d'essai"


def test_attachments_are_kept_as_they_were_hashed(extractions, tmp_path):
    folder = tmp_path / "extraction"
    shutil.copytree(extractions["csv"].folder, folder)
    manifest = read_manifest(folder / "extraction.yaml")
    assert keep(folder, manifest, tmp_path / "pieces") == PIECES
    changed_piece(folder)
    with pytest.raises(ConnectorError, match="extraction_file_changed"):
        keep(folder, manifest, tmp_path / "again")


def test_a_list_of_attachments_that_moves_writes_nothing_elsewhere(extractions, tmp_path):
    folder = tmp_path / "extraction"
    shutil.copytree(extractions["csv"].folder, folder)
    manifest = read_manifest(folder / "extraction.yaml")
    (one,) = [one for one in manifest.extraction.files if one.kind == "attachments"]
    (tmp_path / "dehors").write_bytes(b"x")
    line = f"{hashlib.sha256(b'x').hexdigest()}  ../dehors\n"
    (folder / one.path).write_text(line)
    place = tmp_path / "la" / "pieces"
    place.parent.mkdir()
    with pytest.raises(ConnectorError, match="extraction_file_changed"):
        keep(folder, manifest, place)
    told = one.model_copy(update={"sha256": hashlib.sha256(line.encode()).hexdigest()})
    extraction = manifest.extraction.model_copy(update={"files": (told,)})
    with pytest.raises(ConnectorError, match="extraction_path_refused"):
        keep(folder, replace(manifest, extraction=extraction), place)
    assert [path.name for path in place.parent.rglob("*")] == ["pieces"]


def signed(memory, kind):
    """What a person is asked to sign."""
    sheet = {"sheet": "-", "sample": "5", "deviations": "0", "reserves": "-"}
    act = draft_act(
        memory.plan,
        memory.state,
        kind=kind,
        subject=SUBJECT,
        signer="directeur",
        now=memory.clock.now(),
        given=sheet if kind is ActKind.TEST else {"reason": "-"},
    )
    return act.sentence


def accept(world, asset, **more):
    """The recipient loads what it was given, and the controller accepts; of pathways, after a test.

    ``more`` are fields of the acts of test.
    """
    with world.memory() as memory:
        known = memory.state.of(asset).exported
    told = {"package": known.package, "root": known.root}
    counts = {"records": str(known.records), "pathways": str(known.pathways)}
    world.sign("receipt", asset, "destinataire-ville", **told, **counts)
    world.collect()
    if more:
        world.sign("test", asset, "directeur", **more)
        world.collect()
    world.sign("acceptance", asset, "directeur")


def test_the_publisher_is_ordered_to_destroy_and_the_certificate_says_whose_word_it_rests_on(world):
    receive(world)
    export(world)
    assert world.reasons("asset:base-editeur") >= {"requirement_not_done"}
    accept(world, "asset:extraction")
    accept(world, SUBJECT, sheet="-", sample="5", deviations="0", reserves="-")
    world.run()
    world.at(CLOSING)
    world.run()
    for subject in ("asset:base-editeur", f"copy:{ASSET}/paquet"):
        world.approve(subject)
    world.run()
    assert not held(world).exists()
    assert world.reasons("asset:base-editeur") == {"attestation_missing"}
    world.sign("attestation", "asset:base-editeur", "editrice", observed="absent", performed_at=DAY)
    world.run()
    for subject in ("asset:base-editeur", f"copy:{ASSET}/paquet"):
        predicate = statement(world, subject)
        (told,) = predicate["completeness"]
        assert (told["view"], told["publisher"]) == (ASSET, "Éditeur d'essai")
        with world.memory() as memory:
            printed = certificate_data(encode(signed_statement(world, subject)), plan=memory.plan)
        assert any(WORDS in one for one in printed["limits"]["items"])
    assert code(receive(world)) == "extraction_too_late"
    verified = world.verify()
    assert verified.code == 0, verified.out + verified.err


def statement(world, subject):
    return signed_statement(world, subject)["predicate"]


def signed_statement(world, subject):
    """What the certificate of a subject signs."""
    (entry,) = [
        one
        for one in world.entries()
        if one.kind.value == "certificate_issued" and one.subject == subject
    ]
    with world.memory() as memory:
        envelope = json.loads(memory.ledger.document(entry.body["statement"]))
    return json.loads(base64.b64decode(envelope["payload"]))


def test_the_sentences_exist_in_both_languages():
    facts = {"publisher": "E", "extracted_at": "2026-11-20T22:00:00Z"}
    for language in ("fr", "en"):
        assert "‹" not in sentence("completeness_by_publisher", facts, language)
