"""An export taken up again, and a delta: the same bytes as if nothing had happened."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from connectors.pathways.delta import apply_delta
from connectors.pathways.order import Base
from connectors.pathways.output import read_written
from connectors.pathways.rendering import CanonicalForm
from releve.errors import ConnectorError, EvidenceRefused
from releve.pathways.record import Record
from tests.fakes.memory_export import KEY, ORDER, exporter, groups, run, tree
from tests.fakes.pathway_memory import world


class Stopping(CanonicalForm):
    """A form that stops the export at one part, as a full disk would."""

    def __init__(self, at):
        self.at = at

    def part(self, number, taken, shared, output):
        super().part(number, taken, shared, output)
        if number == self.at:
            raise OSError(28, "No space left on device")


def stopped(tmp_path, source, at):
    order = replace(ORDER, renderers=(Stopping(at),))
    made, content = exporter(tmp_path, source, order)
    with pytest.raises(OSError, match="No space"):
        made.run(content, KEY, lambda _: None)
    return content


@pytest.mark.parametrize("at", [0, 2, 5])
def test_what_was_done_is_kept(tmp_path, at):
    whole, reference = run(tmp_path, world(40), name="reference")
    stopped(tmp_path, world(40), at)
    done, content = run(tmp_path, world(40))
    assert done.kept == at
    assert tree(content) == tree(reference)
    assert done.measured == whole.measured
    assert not list((tmp_path / "a/work/aside").iterdir())


def test_a_part_that_moved_since_is_written_again(tmp_path):
    stopped(tmp_path, world(40), 5)
    source = world(40)
    position = next(
        at
        for at, item in enumerate(source.items)
        if item.pathway.records[-1].values["status"] == "active"
    )
    records = [
        Record(one.entity, one.id, {**one.values, "text": "autre"}) if one.entity == "note" else one
        for one in source.items[position].pathway.records
    ]
    changed = source.with_pathway(position, records).without(20)
    _, reference = run(tmp_path, changed, name="reference")
    done, content = run(tmp_path, changed)
    assert 0 < done.kept < 5
    assert tree(content) == tree(reference)


def test_a_file_touched_since_is_written_again(tmp_path):
    _, reference = run(tmp_path, world(40), name="reference")
    content = stopped(tmp_path, world(40), 3)
    part = content / "canonical/part-00001.ndjson"
    part.write_bytes(part.read_bytes().replace(b"Chutes", b"Rien\xc3\xa9 "))
    done, _ = run(tmp_path, world(40))
    assert done.kept == 2
    assert tree(content) == tree(reference)


def test_files_of_an_earlier_attempt_are_removed(tmp_path):
    stopped(tmp_path, world(60), 8)
    _, reference = run(tmp_path, world(10), name="reference")
    _, content = run(tmp_path, world(10))
    assert tree(content) == tree(reference)


def test_another_order_begins_from_nothing(tmp_path):
    run(tmp_path, world(40))
    order = replace(ORDER, part_size=9)
    done, content = run(tmp_path, world(40), order)
    _, reference = run(tmp_path, world(40), order, name="reference")
    assert done.kept == 0
    assert tree(content) == tree(reference)


def test_a_form_set_otherwise_is_written_again(tmp_path):
    run(tmp_path, world(40))
    form = CanonicalForm()
    form.setting = "another day"
    done, _ = run(tmp_path, world(40), replace(ORDER, renderers=(form,)))
    assert done.kept == 0
    again, _ = run(tmp_path, world(40), replace(ORDER, renderers=(form,)))
    assert again.kept == 6


def test_digests_are_those_of_the_files(tmp_path):
    done, content = run(tmp_path, world(40))
    assert set(done.files) == set(tree(content))
    assert all(read_written(content / name) == one for name, one in done.files.items())


def test_two_exports_of_one_package_exclude_each_other(tmp_path):
    made, content = exporter(tmp_path, world(10))
    run(tmp_path, world(10))
    descriptor = os.open(tmp_path / "a/work/lock", os.O_WRONLY)
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    os.close(descriptor)
    assert refused.value.code == "export_running"


def test_two_processes_write_the_same(tmp_path):
    _, reference = run(tmp_path, world(60), name="reference")
    seen = []
    made, content = exporter(tmp_path, world(60), processes=2)
    done = made.run(content, KEY, seen.append)
    assert tree(content) == tree(reference)
    assert len(seen) == 9
    assert seen == sorted(seen)
    assert done.peak > 0  # of this very process too, which ran other tests before


def test_where_no_other_process_can_see_the_instant_one_does_it(tmp_path):
    _, reference = run(tmp_path, world(30), name="reference")
    done, content = run(tmp_path, replace(world(30), sharable=False), processes=2)
    assert done.kept == 0
    assert tree(content) == tree(reference)


class Dying(CanonicalForm):
    """A form whose process is killed at part 4."""

    def part(self, number, taken, shared, output):
        if number == 4:
            os.kill(os.getpid(), 9)
        super().part(number, taken, shared, output)


def test_a_worker_that_dies_fails_the_run_and_it_can_be_taken_up(tmp_path):
    _, reference = run(tmp_path, world(60), name="reference")
    made, content = exporter(tmp_path, world(60), replace(ORDER, renderers=(Dying(),)), processes=2)
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "export_worker_died"
    assert not (content / "report.json").exists()
    done, _ = run(tmp_path, world(60))
    assert done.kept > 0
    assert tree(content) == tree(reference)


class Refusing(CanonicalForm):
    """A form that refuses part 4 with a code."""

    def part(self, number, taken, shared, output):
        if number == 4:
            raise ConnectorError("reference_open", entity="note", attribute="author", count=1)
        super().part(number, taken, shared, output)


def test_what_a_worker_raises_is_what_the_run_raises(tmp_path):
    order = replace(ORDER, renderers=(Refusing(),))
    made, content = exporter(tmp_path, world(60), order, processes=2)
    with pytest.raises(ConnectorError) as refused:
        made.run(content, KEY, lambda _: None)
    assert refused.value.code == "reference_open"
    assert refused.value.facts["count"] == 1


def later(source):
    """Five things that may happen between a package and its delta."""
    active = [
        at
        for at, item in enumerate(source.items)
        if item.pathway.records[-1].values["status"] == "active"
        and not any(one.values.get("nature") == "opposition" for one in item.pathway.records)
    ]
    opposed, changed, gone = active[0], active[1], active[-1]
    source = source.with_pathway(
        opposed,
        [
            Record(one.entity, one.id, {**one.values, "nature": "opposition"})
            if one.entity == "consent"
            else one
            for one in source.items[opposed].pathway.records
        ],
    )
    source = source.with_pathway(
        changed,
        [
            Record(one.entity, one.id, {**one.values, "text": "changé"})
            if one.entity == "note"
            else one
            for one in source.items[changed].pathway.records
        ],
    )
    added = world(45).items[-1]
    return replace(source, items=(*source.items, added)).without(gone), opposed, gone


def test_a_delta_carries_what_changed_and_nothing_else(tmp_path):
    source = world(40)
    base, base_content = run(tmp_path, source, name="base")
    now, opposed, _ = later(source)
    index = tmp_path / "kept-index"
    shutil.copy(base.index, index)
    order = replace(ORDER, base=Base(package="sha256:" + "0" * 64, index=index))
    done, content = run(tmp_path, now, order, name="delta")
    whole, whole_content = run(tmp_path, now, name="whole")
    delta = json.loads(done.report)["delta"]
    assert delta["root"] == whole.measured.root
    assert delta["base_root"] == base.measured.root
    assert delta["removed"] == 2
    removed = [json.loads(line) for line in (content / "removed.ndjson").read_bytes().splitlines()]
    assert sorted(line.get("id", "") for line in removed) == ["", source.items[opposed].pathway.id]
    assert 1 <= len(groups(content)[0]) <= 2
    root = apply_delta(base_content, content, KEY, tmp_path / "applied")
    assert root == whole.measured.root
    assert groups(tmp_path / "applied") == groups(whole_content)
    assert done.index.read_bytes() == whole.index.read_bytes()


def test_a_delta_applied_to_another_package_is_seen(tmp_path):
    base, content = run(tmp_path, world(40), name="base")
    order = replace(ORDER, base=Base(package="sha256:" + "0" * 64, index=base.index))
    _, delta = run(tmp_path, later(world(40))[0], order, name="delta")
    _, other = run(tmp_path, world(40, seed=2), name="other")
    with pytest.raises(EvidenceRefused) as refused:
        apply_delta(other, delta, KEY, tmp_path / "applied")
    assert refused.value.code == "delta_differs"
    with pytest.raises(EvidenceRefused) as refused:
        apply_delta(content, other, KEY, tmp_path / "again")
    assert refused.value.code == "delta_expected"


def test_a_delta_of_nothing_changed(tmp_path):
    base, _ = run(tmp_path, world(40), name="base")
    order = replace(ORDER, base=Base(package="sha256:" + "0" * 64, index=base.index))
    done, content = run(tmp_path, world(40), order, name="delta")
    assert not list(content.glob("canonical/part-*"))
    assert done.measured.parts["person"] == 0
    assert json.loads(done.report)["delta"]["root"] == base.measured.root
    assert (content / "removed.ndjson").read_bytes() == b""
