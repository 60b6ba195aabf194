"""Two sides that hold the same agree; whatever differs is found, named, and nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releve.errors import EvidenceRefused
from releve.ledger.merkle import leaf_hash, node_hash
from releve.pathways.difference import Change, Difference
from releve.pathways.index import build_index
from releve.pathways.names import name_of, pathway_name, record_name
from releve.pathways.reconciliation import Listed, bucket_leaf, bucket_of, compare
from releve.pathways.record import Record, key_id
from releve.pathways.tree import group_entry, package_root, pathway_key
from tests.fakes.canonical_folders import (
    KEY,
    PROFESSIONAL,
    ListedGroups,
    group,
    groups,
    note,
    person,
)


def side(folder, pathways, depth=None, shared=(PROFESSIONAL,)):
    count = len(list(folder.glob("index-*")))
    return build_index(folder / f"index-{count}", KEY, ListedGroups(pathways, shared), depth)


def found(folder, ours, theirs, merges=None, **shared):
    mine = side(folder, ours)
    other = side(folder, theirs, mine.depth, **shared)
    return list(compare(KEY, mine, other, merges))


def named(pathway_id):
    return pathway_name(KEY, pathway_id).hex()


def of(pathway_id, change, entity=None, record=None, attribute=None):
    key = pathway_key(KEY, pathway_id)
    name = None if record is None else record_name(key, record).hex()
    return Difference(change, name_of(key).hex(), entity, name, attribute)


def changed(one, at, **values):
    records = list(one.records)
    records[at] = replace(records[at], values={**records[at].values, **values})
    return replace(one, records=tuple(records))


def test_the_same_held_in_another_order_is_the_same(tmp_path):
    ours = groups(20)
    assert found(tmp_path, ours, ours[::-1]) == []


def test_a_lost_an_added_and_a_changed_pathway_are_three_differences(tmp_path):
    ours = groups(40)
    text = {"text": "Visite faite!"}
    theirs = [*ours[:7], *ours[8:20], changed(ours[20], 1, **text), *ours[21:], group(99)]
    assert set(found(tmp_path, ours, theirs)) == {
        of(ours[7].id, Change.MISSING),
        of(key_id("person", [99]), Change.ADDED),
        of(ours[20].id, Change.CHANGED, "note", ours[20].records[1].id, "text"),
    }


def test_each_kind_of_change_within_a_pathway_is_told_apart(tmp_path):
    absent = {"absent": "asked-declined"}
    kept, lost, turned = note(1, category="a", urgent=absent), note(2), note(3)
    came = note(4)
    other = {"text": kept.values["text"] + " ", "written_at": kept.values["written_at"]}
    there = Record("note", kept.id, {**other, "author": "professional/p1", "reply_to": absent})
    ours = [group(1, kept, lost, turned), group(2)]
    theirs = [group(1, there, Record("alert", turned.id, turned.values), came), group(2)]
    home = ours[0].id
    assert set(found(tmp_path, ours, theirs)) == {
        of(home, Change.CHANGED, "note", kept.id, "text"),
        of(home, Change.MISSING, "note", kept.id, "category"),
        of(home, Change.ABSENCE_LOST, "note", kept.id, "urgent"),
        of(home, Change.ADDED, "note", kept.id, "author"),
        of(home, Change.ABSENCE_INVENTED, "note", kept.id, "reply_to"),
        of(home, Change.MISSING, "note", lost.id),
        of(home, Change.CHANGED, "note", turned.id),
        of(home, Change.ADDED, "note", came.id),
    }


@pytest.mark.parametrize(("here", "there"), [(True, 1), (1, True), ("1", 1), (["a"], "a")])
def test_values_that_only_python_holds_equal_differ(tmp_path, here, there):
    ours, theirs = [group(1, note(1, urgent=here))], [group(1, note(1, urgent=there))]
    changes = found(tmp_path, ours, theirs)
    assert changes == [of(ours[0].id, Change.CHANGED, "note", note(1).id, "urgent")]


def test_a_shared_record_is_compared_in_the_directory(tmp_path):
    ours = groups(3)
    other = replace(PROFESSIONAL, values={"family_name": "AUTRE"})
    expected = of("directory", Change.CHANGED, "professional", PROFESSIONAL.id, "family_name")
    assert found(tmp_path, ours, ours, shared=(other,)) == [expected]


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 30),
    lost=st.sets(st.integers(0, 29)),
    edited=st.sets(st.integers(0, 29)),
    added=st.sets(st.integers(30, 60), max_size=5),
)
def test_exactly_what_was_done_is_found(tmp_path_factory, count, lost, edited, added):
    ours = groups(count, notes=1)
    kept = [
        changed(one, 0, text="autre") if at in edited else one
        for at, one in enumerate(ours)
        if at not in lost
    ]
    theirs = kept + [group(number) for number in added]
    expected = {of(ours[at].id, Change.MISSING) for at in lost if at < count}
    expected |= {of(key_id("person", [number]), Change.ADDED) for number in added}
    expected |= {
        of(ours[at].id, Change.CHANGED, "note", ours[at].records[0].id, "text")
        for at in edited - lost
        if at < count
    }
    seen = found(tmp_path_factory.mktemp("sides"), ours, theirs)
    assert set(seen) == expected
    assert len(seen) == len(expected)


def test_the_tree_by_hand(tmp_path):
    pathways = groups(3)
    mine = side(tmp_path, pathways, depth=1)
    ids = ["directory", *(one.id for one in pathways)]
    records = [(PROFESSIONAL,), *(one.records for one in pathways)]
    entries = [group_entry(KEY, *each) for each in zip(ids, records, strict=True)]
    listed = sorted(
        (Listed(pathway_name(KEY, each), entry) for each, entry in zip(ids, entries, strict=True)),
        key=lambda one: one.name,
    )
    halves = [[one for one in listed if one.name[0] >> 7 == half] for half in (0, 1)]
    leaves = [leaf_hash(b"".join(one.name + one.entry for one in half)) for half in halves]
    assert [bucket_leaf(half) for half in halves] == leaves
    assert [mine.node(0, 0), mine.node(0, 1)] == leaves
    assert mine.node(1, 0) == node_hash(*leaves)
    assert [mine.bucket(0), mine.bucket(1)] == halves
    assert mine.root() == package_root(entries)


@pytest.mark.parametrize("depth", [0, 1, 5, 12])
def test_any_depth_finds_the_same(tmp_path, depth):
    ours, theirs = groups(9), groups(8)
    mine, other = side(tmp_path, ours, depth), side(tmp_path, theirs, depth)
    assert list(compare(KEY, mine, other)) == [of(ours[8].id, Change.MISSING)]


def test_sides_of_two_depths_are_refused(tmp_path):
    mine, other = side(tmp_path, groups(2), 1), side(tmp_path, groups(2), 2)
    with pytest.raises(EvidenceRefused, match="reconciliation_depth_differs"):
        list(compare(KEY, mine, other))


def test_a_pathway_listed_twice_is_refused(tmp_path):
    one = group(1)
    other = changed(one, 0, gender="male")
    with pytest.raises(EvidenceRefused, match="pathway_twice") as refused:
        side(tmp_path, [one, other])
    assert refused.value.facts == {"group": named(one.id)}


class LyingSide:
    """A side that answers one question otherwise than its tree says."""

    def __init__(self, side, lie):
        self._side, self._lie, self.depth, self.reads = side, lie, side.depth, side.reads

    def node(self, level, index):
        true = self._side.node(level, index)
        return bytes(32) if self._lie == "node" and 0 < level < self.depth else true

    def bucket(self, index):
        listed = self._side.bucket(index)
        return (
            [replace(one, entry=bytes(32)) for one in listed] if self._lie == "bucket" else listed
        )

    def pathway(self, name):
        opened = self._side.pathway(name)
        return replace(opened, records=opened.records[1:]) if self._lie == "pathway" else opened


@pytest.mark.parametrize("lie", ["node", "bucket", "pathway"])
def test_a_side_that_contradicts_its_tree_is_refused(tmp_path, lie):
    ours = groups(20)
    theirs = [changed(ours[0], 1, text="autre"), *ours[1:]]
    mine = side(tmp_path, ours)
    other = LyingSide(side(tmp_path, theirs, mine.depth), lie)
    with pytest.raises(EvidenceRefused) as refused:
        list(compare(KEY, mine, other))
    assert refused.value.facts == {"side": "theirs", "what": lie}


def merged(source, target, *, person_too=False):
    """What a successor holds once `source` went into `target`."""
    kept = [one for one in source.records if person_too or one.entity != "person"]
    records = sorted([*target.records, *kept], key=lambda one: one.id.encode())
    return replace(target, records=tuple(records))


def merge(source, target):
    return {pathway_name(KEY, source.id): pathway_name(KEY, target.id)}


@pytest.fixture(name="pair")
def two_that_are_one():
    return group(1, note(11), note(12)), group(2, note(21))


def test_a_declared_merge_is_no_difference(tmp_path, pair):
    source, target = pair
    ours = [source, target, group(3)]
    theirs = [merged(source, target), group(3)]
    assert found(tmp_path, ours, theirs, merge(source, target)) == []
    undeclared = found(tmp_path, ours, theirs)
    assert of(source.id, Change.MISSING) in undeclared
    assert len(undeclared) == 3


def test_a_merge_into_somebody_the_successor_knew_is_no_difference(tmp_path, pair):
    source, _ = pair
    known = group(77, note(770))
    theirs = [merged(source, known), group(3)]
    assert found(tmp_path, [source, group(3)], theirs, merge(source, known)) == []


def test_a_merge_that_loses_or_changes_a_record_is_told(tmp_path, pair):
    source, target = pair
    ours = [source, target]
    lost = merged(replace(source, records=source.records[1:]), target)
    expected = of(source.id, Change.MISSING, "note", source.records[0].id)
    assert found(tmp_path, ours, [lost], merge(source, target)) == [expected]
    other = merged(changed(source, 1, text="autre"), target)
    expected = of(source.id, Change.CHANGED, "note", source.records[1].id, "text")
    assert found(tmp_path, ours, [other], merge(source, target)) == [expected]


def test_a_merge_whose_target_is_not_there_lost_both(tmp_path, pair):
    source, target = pair
    changes = found(tmp_path, [*pair, group(3)], [group(3)], merge(source, target))
    assert set(changes) == {of(source.id, Change.MISSING), of(target.id, Change.MISSING)}


def test_a_merge_never_made_though_declared_loses_nothing_else(tmp_path, pair):
    source, target = pair
    assert found(tmp_path, [*pair], [target], merge(source, target)) == [
        of(source.id, Change.MISSING, "note", one.id) for one in source.records[:2]
    ]
    assert found(tmp_path, [*pair], [*pair], merge(source, target)) == []
    other = changed(source, 0, text="autre")
    expected = of(source.id, Change.CHANGED, "note", source.records[0].id, "text")
    assert found(tmp_path, [*pair], [other, target], merge(source, target)) == [expected]


def test_the_person_of_a_merge_is_kept_whole_or_not_at_all(tmp_path, pair):
    source, target = pair
    both = merged(source, target, person_too=True)
    assert found(tmp_path, [*pair], [both], merge(source, target)) == []
    other = merged(changed(source, 2, gender="male"), target, person_too=True)
    assert source.records[2] == person(1)
    expected = of(source.id, Change.CHANGED, "person", source.id, "gender")
    assert found(tmp_path, [*pair], [other], merge(source, target)) == [expected]


def test_more_than_the_merge_under_a_person_we_delivered_is_told(tmp_path, pair):
    source, target = pair
    more = merged(group(1, *source.records[:2], note(999)), target)
    expected = of(target.id, Change.ADDED, "note", note(999).id)
    assert found(tmp_path, [*pair], [more], merge(source, target)) == [expected]


def test_names_are_keyed_and_are_not_the_keys():
    key = pathway_key(KEY, "person/p1")
    assert pathway_name(KEY, "person/p1") == name_of(key) != key
    assert pathway_name(bytes(32), "person/p1") != name_of(key)
    assert bucket_of(bytes([0b10100000]) + bytes(31), 3) == 0b101
