"""`make bench`: every stage runs at 20 pathways, and a broken limit is seen. Nothing is timed."""

import json
import re
import socket
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

import pytest

from benchmarks import __main__ as bench
from benchmarks import run as running
from benchmarks.ground import Done, Ground
from benchmarks.results import ratios
from benchmarks.run import Result, ready, run
from benchmarks.stages import MEASURES, STAGES, chosen
from deployments.rehearsal.postgres import Cluster

pytestmark = [pytest.mark.integration, pytest.mark.slow]
NAMED = {one.name: one for one in MEASURES}


@pytest.fixture(scope="module", name="written")
def every_stage(tmp_path_factory, needs_tool):
    for tool in filter(None, {one.tool for one in MEASURES}):
        needs_tool(tool)
    into = tmp_path_factory.mktemp("results")
    only = [word for stage in STAGES for word in ("--only", stage)]
    assert bench.main(["--pathways", "20", "--into", str(into), *only]) == 0
    return into


@pytest.fixture(scope="module", name="ground")
def drawn_ground(tmp_path_factory):
    ready(folder := tmp_path_factory.mktemp("ground"))
    ground = Ground(folder=folder, pathways=20)
    cluster = Cluster.open(folder / "cluster")
    try:
        (drawn,) = run([NAMED["drawn"]], ground)
        assert drawn.wrong == ()
        yield ground
    finally:
        cluster.discard()


def test_every_stage_runs_and_counts(written):
    told = json.loads((written / "results.json").read_text())
    assert told["holds"] is True
    assert [one["name"] for one in told["measures"]] == [one.name for one in MEASURES]
    assert [one["name"] for one in told["measures"] if one["wrong"] or "seconds" not in one] == []
    found = {one["name"]: one for one in told["measures"]}
    for name in ("bundles", "whole", "validated", "deposited", "loaded", "filed", "reread"):
        assert found[name]["pathways"] == 20, name
    assert found["reread"]["facts"]["differences"] == 0
    assert found["changed"]["facts"]["differences"] == 1
    assert found["changed"]["facts"]["pathways"] == 1
    for one in found.values():
        assert not one["ours"] or 0 < one["peak_octets"] <= told["limit_octets"], one["name"]
        assert set(one["beside"]) == {*NAMED[one["name"]].peers, *NAMED[one["name"]].rivals}


def test_the_table_has_a_row_for_each_and_the_machine_no_name(written):
    page = (written / "results.md").read_text()
    rows = re.findall(r"^\| (?!stage|---).*", page, re.MULTILINE)
    assert [len(re.split(r"(?<!\\)\|", row)) - 2 for row in rows] == [7] * len(MEASURES)
    assert "1 difference, found in" in page
    for text in (page, (written / "results.json").read_text()):
        for private in (socket.gethostname(), gettempdir(), str(Path.home())):
            assert private not in text


def test_what_needs_a_stage_has_it_before():
    for package in ("bundles", "whole"):
        for stage in STAGES:
            names = [one.name for one in chosen([stage], package)]
            for number, name in enumerate(names):
                needs = {package if one == "carried" else one for one in NAMED[name].needs}
                assert needs <= set(names[:number])
    assert "sent" not in [one.name for one in chosen([], "bundles")]


def test_a_process_above_the_limit_breaks_the_run(ground, monkeypatch):
    monkeypatch.setattr(running, "LIMIT", 1)
    (bundles,) = run([NAMED["bundles"]], replace(ground, carried="other"))
    assert bundles.wrong == ("memory",)


def test_a_pathway_too_few_breaks_the_run(ground):
    (short,) = run([NAMED["whole"]], replace(ground, pathways=21))
    assert short.done.pathways == 20
    assert short.wrong == ("pathways_differ",)


def test_what_needs_a_measure_that_failed_is_not_begun(ground):
    wanted = [NAMED["opened"], NAMED["loaded"], replace(NAMED["drawn"], tool="no such tool")]
    opened, loaded, drawn = run(wanted, ground)
    assert opened.wrong == ("failed",)
    assert loaded.wrong == ("not_begun",)
    assert (drawn.done, drawn.wrong) == (None, ())


def test_the_exit_code_tells(monkeypatch, tmp_path):
    def broken(measures, _ground):
        done = Done(pathways=1, octets=1)
        yield Result(measure=measures[0], seconds=1.0, peak=1, done=done, wrong=("memory",))

    monkeypatch.setattr(bench, "run", broken)
    assert bench.main(["--pathways", "1", "--into", str(tmp_path)]) == 1
    assert json.loads((tmp_path / "results.json").read_text())["holds"] is False


def test_ratios_compare_what_they_say():
    def result(name, seconds, pathways, octets):
        done = Done(pathways=pathways, octets=octets)
        return Result(measure=NAMED[name], seconds=seconds, peak=0, done=done, wrong=())

    every = {
        "bundles": result("bundles", 2.0, 100, 4_000_000),
        "flat_copy": result("flat_copy", 1.0, 100, 8_000_000),
        "orm": result("orm", 4.0, 20, 1),
    }
    assert ratios(every["bundles"], every) == {"flat_copy": 0.25, "orm": 10.0}
