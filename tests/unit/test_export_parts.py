"""An export of pathways: bins, root, laws, rejects, targets; over a source kept in memory."""

import json
import stat
from dataclasses import replace
from datetime import date

import pytest

from connectors.pathways.export import OPEN_FILE
from connectors.pathways.target import Chosen, Period
from releve.errors import ConnectorError, EvidenceRefused
from releve.pathways.conversion import Defect
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import group_entry, package_root
from tests.fakes.memory_export import KEY, ORDER, exporter, groups, run, tree
from tests.fakes.pathway_memory import MemoryConservation, shared, world


def test_bins_sum_and_only_taken_pathways_are_there(tmp_path):
    source = world(40)
    done, content = run(tmp_path, source)
    report = json.loads(done.report)
    bins = {(one["bin"], one["reason"]): one["pathways"] for one in report["bins"]}
    assert sum(bins.values()) == 40 == report["pathways"]["source"]
    assert {name for name, _ in bins} == {"taken", "withheld", "restituted_only"}
    found, _ = groups(content)
    assert len(found) == bins["taken", None] == done.measured.parts["person"]
    for records in found.values():
        assert all(one.values.get("nature") != "opposition" for one in records)
        assert records[-1].values["status"] == "active"


def test_the_root_is_that_of_what_was_written(tmp_path):
    done, content = run(tmp_path, world(40))
    found, directory = groups(content)
    entries = [group_entry(KEY, DIRECTORY, directory)]
    entries += [group_entry(KEY, name, found[name]) for name in sorted(found)]
    assert done.measured.root == package_root(entries)
    records = [*directory, *(one for group in found.values() for one in group)]
    assert done.measured.records == len(records)
    assert done.measured.octets == sum(len(one.canonical()) for one in records)
    assert done.measured.parts["professional"] > 0
    assert all(b"null" not in data for name, data in tree(content).items() if "canonical" in name)


def test_measuring_gives_the_same_and_writes_nothing(tmp_path):
    done, content = run(tmp_path, world(40))
    made, other = exporter(tmp_path, world(40), name="b")
    assert made.measure(KEY) == done.measured
    assert not tree(other)
    assert tree(content)


def test_the_directory_is_what_is_referred_to_and_no_more(tmp_path):
    source = world(3, staff=400)
    _, content = run(tmp_path, source)
    found, directory = groups(content)
    used = {
        value
        for records in found.values()
        for one in records
        for value in one.values.values()
        if isinstance(value, str) and value.startswith("professional/")
    }
    assert {one.id for one in directory if one.entity == "professional"} == used
    assert {one.entity for one in directory} == {"professional", "organisation"}


def test_a_reference_that_leads_nowhere_fails_the_run(tmp_path):
    source = world(10)
    gone = replace(source, shared=source.shared[1:])
    made, content = exporter(tmp_path, gone, law=False)
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "reference_open"
    assert refused.value.facts["attribute"] == "organisation"
    assert not (content / "report.json").exists()
    private = tmp_path / "a/work" / OPEN_FILE
    assert b"organisation/" in private.read_bytes()
    assert stat.S_IMODE(private.stat().st_mode) == 0o600


def test_a_reference_inside_the_pathway_too(tmp_path):
    source = world(10)
    position, found = next(
        (at, item.pathway)
        for at, item in enumerate(source.items)
        if item.pathway.records[-1].values["status"] == "active"
        and not any(r.values.get("nature") == "opposition" for r in item.pathway.records)
    )
    kept = [one for one in found.records if one.entity != "care_plan"]
    made, content = exporter(tmp_path, source.with_pathway(position, kept))
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.facts["entity"] == "action"


def test_a_defect_rejects_its_pathway_and_is_kept_apart(tmp_path):
    source = world(30)
    positions = [
        at
        for at, item in enumerate(source.items)
        if not any(one.values.get("nature") == "opposition" for one in item.pathway.records)
    ]
    found = source.items[positions[0]].pathway
    defect = Defect(code="value_missing", entity="note", record=found.records[3].id, attribute="x")
    done, content = run(tmp_path, source.with_pathway(positions[0], None, [defect]))
    report = json.loads(done.report)
    assert {"bin": "rejected", "reason": "value_missing", "pathways": 1} in report["bins"]
    assert report["rejects"][0]["count"] == 1
    assert found.id not in groups(content)[0]
    (rejects,) = (tmp_path / "a/work/rejects").iterdir()
    line = json.loads(rejects.read_bytes())
    assert line["record"] == defect.record
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    inside = b"".join(tree(content).values())
    assert defect.record.encode() not in inside
    assert line["key"].encode() not in inside


def test_an_unfit_shared_record_rejects_who_leads_to_it(tmp_path):
    source = world(30)
    house = shared("organisation", 900, {}, ["value_missing"])
    done, content = run(tmp_path, replace(source, shared=(house, *source.shared[1:])), law=False)
    report = json.loads(done.report)
    rejected = [one for one in report["bins"] if one["reason"] == "reference_unfit"]
    assert rejected
    assert report["directory"]["defects"] == {"value_missing": 1}
    assert house.records[0].id.encode() not in b"".join(tree(content).values())


def test_pathways_out_of_order_fail_the_run(tmp_path):
    source = world(10)
    items = (source.items[1], source.items[0], *source.items[2:])
    made, content = exporter(tmp_path, replace(source, items=items))
    with pytest.raises(EvidenceRefused) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "records_out_of_order"


def test_bins_that_do_not_sum_fail_the_run(tmp_path):
    class Losing(MemoryConservation):
        def pathways(self, inflow):
            return inflow.rows["person"] + 1

    made, content = exporter(tmp_path, world(10))
    made._conservation = Losing()
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "bins_do_not_sum"
    assert not (content / "report.json").exists()


def test_a_lost_value_fails_the_run(tmp_path):
    class Losing(MemoryConservation):
        def balance(self, inflow, account):
            account.seen["note", "text"] -= 1
            return super().balance(inflow, account)

    made, content = exporter(tmp_path, world(10))
    made._conservation = Losing()
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "values_lost"
    assert not (content / "report.json").exists()


def test_a_list_of_pathways(tmp_path):
    source = world(40)
    whole, content = run(tmp_path, source)
    ids = sorted(groups(content)[0])
    chosen = [int(one.rpartition("p")[2]) for one in (ids[0], ids[3], ids[-1])]
    order = replace(ORDER, target=Chosen([(key,) for key in chosen]))
    done, some = run(tmp_path, source, order, name="some")
    assert sorted(groups(some)[0]) == [ids[0], ids[3], ids[-1]]
    assert json.loads(done.report)["target"] == {"kind": "keys", "pathways": 3}
    assert done.index is None
    assert whole.index is not None


def test_one_pathway_that_is_not_there(tmp_path):
    order = replace(ORDER, target=Chosen([(3,), (77,)]))
    made, content = exporter(tmp_path, world(10), order)
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "pathways_unknown"
    assert refused.value.facts == {"count": 1}


def test_a_period(tmp_path):
    source = world(40)
    period = Period(since=date(2022, 1, 1), until=date(2023, 1, 1), by="opened")
    done, content = run(tmp_path, source, replace(ORDER, target=period))
    found, _ = groups(content)
    assert found
    assert all(group[-1].values["opened_at"].startswith("2022") for group in found.values())
    pathways = json.loads(done.report)["pathways"]
    assert pathways["read"] == 40
    assert pathways["not_selected"] > 0
    touched = Period(since=date(2025, 1, 1), until=date(2026, 1, 1), by="touched")
    more, _ = run(tmp_path, source, replace(ORDER, target=touched), name="touched")
    assert more.measured.parts["person"] > done.measured.parts["person"]


def test_nothing_at_the_source(tmp_path):
    done, content = run(tmp_path, replace(world(1), items=()))
    assert done.measured.root == package_root([group_entry(KEY, DIRECTORY, [])])
    assert done.measured.records == 0
    assert set(tree(content)) == {"canonical/directory.ndjson", "report.json"}


def test_a_folder_that_holds_something_else_is_left(tmp_path):
    made, content = exporter(tmp_path, world(3))
    (content / "mine.txt").write_text("mine")
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "folder_not_empty"
    assert (content / "mine.txt").read_text() == "mine"
