"""Pathways exported from a real PostgreSQL with every form and their documents; killed too."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from connectors.pathways.target import Chosen
from releve.errors import PlanError
from releve.pathways.csv_table import read_table
from releve.pathways.fhir import read_resources, references
from releve.pathways.folder import CanonicalFolder
from releve.pathways.model import entity
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import group_entry, package_root
from tests.fakes.memory_export import tree
from tests.fakes.pathway_package import CONTEXT, KEY, export, fill

pytestmark = [pytest.mark.integration, pytest.mark.slow]
PATHWAYS, DOCUMENTS = 120, 40


@pytest.fixture(scope="module")
def dac(cluster, tmp_path_factory):
    """URL, schema and document store of a DAC."""
    cluster.create_database("parcours")
    store = tmp_path_factory.mktemp("store")
    with cluster.connect("parcours") as connection:
        connection.execute("DROP SCHEMA IF EXISTS dac CASCADE; CREATE SCHEMA dac")
        connection.execute("SET search_path = dac")
        fill(connection, store, pathways=PATHWAYS, count_of_documents=DOCUMENTS)
    return cluster.url("parcours"), "dac", store


@pytest.fixture(scope="module")
def package(dac, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    return export(*dac, folder), folder / "contenu"


def sql(cluster, statement):
    with cluster.connect("parcours") as connection:
        connection.execute("SET search_path = dac")
        return connection.execute(statement)


def ndjson(folder, pattern):
    for path in sorted(folder.glob(pattern)):
        yield from (json.loads(line) for line in path.read_bytes().splitlines())


def test_every_pathway_has_its_bin(cluster, package):
    done, _ = package
    report = json.loads(done.report)
    with cluster.connect("parcours") as connection:
        (there,) = connection.execute("SELECT count(*) FROM dac.usager").fetchone()
        (opposed,) = connection.execute(
            "SELECT count(DISTINCT usager_id) FROM dac.consentement WHERE nature = 'opposition'"
        ).fetchone()
    bins = {(one["bin"], one["reason"]): one["pathways"] for one in report["bins"]}
    assert sum(bins.values()) == there == PATHWAYS
    assert bins["withheld", "opposition"] == opposed > 0
    assert bins["taken", None] == report["pathways"]["taken"] == done.measured.parts["person"]
    assert report["conservation"]["columns"]
    assert report["gaps"] == ["some_withheld", "some_restituted_only"]


def test_the_root_is_that_of_the_records_delivered(package):
    done, content = package
    groups = {one.id: one.records for one in CanonicalFolder(content).groups()}
    entries = [group_entry(KEY, DIRECTORY, groups.pop(DIRECTORY))]
    entries += [group_entry(KEY, name, groups[name]) for name in sorted(groups)]
    assert package_root(entries) == done.measured.root


def test_each_form_holds_the_same_records(package):
    done, content = package
    counts = Counter()
    for group in CanonicalFolder(content).groups():
        counts.update(one.entity for one in group.records)
    assert counts == {name: n for name, n in done.measured.parts.items() if n}
    tables = Counter()
    for path in (content / "csv").iterdir():
        name = path.name.rpartition("-")[0]
        with path.open("rb") as stream:
            tables[name] += sum(1 for _ in read_table(entity(name), stream, path.name))
    assert tables == counts
    bundled = Counter()
    for one in ndjson(content, "fhir/bundles/*.ndjson"):
        bundled.update(entry["resource"]["resourceType"] for entry in one["entry"])
    bulk = Counter(one["resourceType"] for one in ndjson(content, "fhir/resources/*.ndjson"))
    assert bundled == bulk
    assert bundled["Patient"] == counts["person"] == len(list(content.glob("sheets/*/*.html")))
    assert bundled["Task"] == counts["action"]


def test_bundles_say_what_the_canonical_form_says(package):
    _, content = package
    groups = {one.id: one.records for one in CanonicalFolder(content).groups()}
    shared = ndjson(content, "fhir/bundles/directory.ndjson")
    known = references((e["resource"] for one in shared for e in one["entry"]), CONTEXT)
    read = 0
    for one in ndjson(content, "fhir/bundles/part-*.ndjson"):
        records = read_resources([e["resource"] for e in one["entry"]], CONTEXT, known)
        person = next(record for record in records if record.entity == "person")
        assert sorted(record.canonical() for record in records) == sorted(
            record.canonical() for record in groups[person.id]
        )
        read += 1
    assert read == len(groups) - 1


def test_attachments_are_those_that_records_name(dac, package):
    _, content = package
    named = {
        record.values["file"]["path"]
        for one in CanonicalFolder(content).groups()
        for record in one.records
        if record.entity == "document"
    }
    carried = {name.removeprefix("pieces/"): data for name, data in tree(content).items()}
    pieces = {name: data for name, data in carried.items() if (content / "pieces" / name).exists()}
    assert set(pieces) == named
    assert all(data == (dac[2] / name).read_bytes() for name, data in pieces.items())


@pytest.mark.parametrize("fault", ["file_missing", "file_differs"])
def test_a_bad_attachment_rejects_its_pathway_alone(dac, package, tmp_path, fault):
    done, content = package
    path = next(
        record.values["file"]["path"]
        for one in CanonicalFolder(content).groups()
        for record in one.records
        if record.entity == "document"
    )
    file = dac[2] / path
    kept = file.read_bytes()
    if fault == "file_missing":
        file.unlink()
    else:
        file.write_bytes(kept.swapcase())
    try:
        other = export(*dac, tmp_path, processes=1)
    finally:
        file.write_bytes(kept)
    bins = {
        (one["bin"], one["reason"]): one["pathways"] for one in json.loads(other.report)["bins"]
    }
    assert bins["rejected", fault] == 1
    assert other.measured.parts["person"] == done.measured.parts["person"] - 1
    assert not (tmp_path / "contenu/pieces" / path).exists()


def test_one_pathway(dac, package, tmp_path):
    _, content = package
    person = next(one for one in CanonicalFolder(content).groups() if one.id != DIRECTORY)
    key = (int(person.id.rpartition("p")[2]),)
    done = export(*dac, tmp_path, target=Chosen([key]))
    groups = {one.id: one.records for one in CanonicalFolder(tmp_path / "contenu").groups()}
    assert groups.keys() == {person.id, DIRECTORY}
    assert groups[person.id] == person.records
    assert json.loads(done.report)["gaps"][-1] == "targeted"


def test_one_process_writes_the_same_bytes(dac, package, tmp_path):
    _, content = package
    export(*dac, tmp_path, processes=1)
    assert tree(tmp_path / "contenu") == tree(content)


def parts_done(folder, since):
    """How many parts the run begun at ``since`` has read: it writes the entries of each."""
    entries = folder / "work/entries"
    found = entries.iterdir() if entries.is_dir() else ()
    return sum(1 for path in found if path.stat().st_mtime_ns > since)


@pytest.mark.timeout(900)
def test_killed_again_and_again_it_ends_with_the_same_bytes(dac, package, tmp_path):
    done, content = package
    rng = random.Random(4)
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "tests.fakes.pathway_package", *map(str, dac), str(folder)]
    seen = []
    while len(seen) < 10:
        wanted, since = rng.randint(0, PATHWAYS // 10), time.time_ns()
        running = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        while running.poll() is None and parts_done(folder, since) < wanted:
            time.sleep(0.002)
        time.sleep(rng.random() * 0.03)
        if running.poll() is not None:  # it ended before: begin another
            shutil.rmtree(folder)
            continue
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        seen.append(parts_done(folder, since))
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    assert len(set(seen)) > 4, seen
    root, _, peak = ended.stdout.split()
    assert root == done.measured.root
    assert 0 < int(peak) < 400 << 20
    assert tree(folder / "contenu") == tree(content)


def test_a_parent_that_is_killed_takes_its_workers_along(dac, tmp_path):
    import psutil

    command = [sys.executable, "-m", "tests.fakes.pathway_package", *map(str, dac), str(tmp_path)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    parts = tmp_path / "work/parts"
    deadline = time.monotonic() + 60
    while not (parts.is_dir() and any(parts.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.01)
    children = psutil.Process(running.pid).children(recursive=True)
    assert len(children) >= 2
    running.kill()
    running.wait()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive


def test_an_opposition_since_is_removed_by_the_delta(cluster, dac, package, tmp_path):
    from connectors.pathways.order import Base

    done, content = package
    person = next(one for one in CanonicalFolder(content).groups() if one.id != DIRECTORY)
    number = int(person.id.rpartition("p")[2])
    base = Base(package="sha256:" + "0" * 64, index=done.index)
    with cluster.connect("parcours") as connection:
        connection.execute(
            "INSERT INTO dac.consentement VALUES (9999999, %s, 'opposition', "
            "'partage avec l’équipe de soins', '2024-11-30', NULL, true, NULL)",
            (number,),
        )
    try:
        delta = export(*dac, tmp_path / "delta", base=base)
        whole = export(*dac, tmp_path / "whole")
    finally:
        with cluster.connect("parcours") as connection:
            connection.execute("DELETE FROM dac.consentement WHERE id = 9999999")
    said = json.loads(delta.report)["delta"]
    assert said["root"] == whole.measured.root != done.measured.root
    assert (said["removed"], delta.measured.parts["person"]) == (1, 0)
    (line,) = (tmp_path / "delta/contenu/removed.ndjson").read_bytes().splitlines()
    assert json.loads(line)["id"] == person.id


def test_a_new_column_stops_the_run(cluster, dac, tmp_path):
    with cluster.connect("parcours") as connection:
        connection.execute("ALTER TABLE dac.note ADD COLUMN inconnue text")
    try:
        with pytest.raises(PlanError) as refused:
            export(*dac, tmp_path)
    finally:
        with cluster.connect("parcours") as connection:
            connection.execute("ALTER TABLE dac.note DROP COLUMN inconnue")
    assert refused.value.code == "column_unaccounted"
    assert not (tmp_path / "contenu/report.json").exists()
