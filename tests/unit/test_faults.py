"""Planted faults without a suite: what each changes, and which comparison sees it."""

import pytest

from expectations.fault_list import FAULTS, SOURCE, WAY, opposition
from expectations.fidelity import COMPARISONS, compare, differing, portrait, same
from expectations.planting import prove
from expectations.shadow import Shadow, made_up, sample
from releve.model.evidence import Verdict
from releve.pathways.folder import Group
from releve.pathways.model import ENTITIES
from releve.pathways.record import DIRECTORY, Record
from releve.pathways.scope import ScopeDecision
from releve.textes import LANGUAGES, sentences

KEY = bytes(range(32))
SEED = bytes(32)
CONTENT_ONLY = {
    "swapped_identity",
    "swapped_reference",
    "shifted_date",
    "shifted_zone",
    "reordered_answers",
    "changed_attachment",
}
"""Faults that counts, values and volumes cannot see: keyed content alone does."""


def world(count):
    made = [made_up(90_000 + number) for number in range(count)]
    shared = sorted((one for _, several in made for one in several), key=lambda one: one.id)
    return Shadow([group for group, _ in made], shared)


def comparing(comparisons=COMPARISONS):
    def made(ours, theirs):
        return compare(portrait(KEY, ours), portrait(KEY, theirs), comparisons)

    return made


def no_suite(_groups, _sink):
    return None


def caught(comparisons=COMPARISONS, faults=WAY, shadow=None):
    found = prove(no_suite, comparing(comparisons), shadow or world(0), faults)
    return {one.kind: one.caught_by for one in found}


def test_there_are_many_kinds_and_each_is_said_in_each_language():
    kinds = [one.kind for one in FAULTS]
    assert len(WAY) >= 12
    assert len(kinds) == len(set(kinds)) == len(WAY) + len(SOURCE)
    decision = ScopeDecision(
        format="releve/scope/1",
        asset="dac",
        closed_since=None,
        sharing_scopes=None,
        legal_basis_required=False,
    )
    for language in LANGUAGES:
        known = sentences(language)
        for kind in [*kinds, opposition(decision).kind]:
            assert f"fault_{kind}" in known


def test_a_made_up_pathway_holds_every_entity_and_everything_that_it_names():
    group, shared = made_up(7)
    assert {one.entity for one in (*group.records, *shared)} == {one.name for one in ENTITIES}
    known = {one.id for one in (*group.records, *shared)}
    for record in (*group.records, *shared):
        of = next(one for one in ENTITIES if one.name == record.entity)
        assert {one.name for one in of.attributes if one.required} <= set(record.values)
        for one in of.attributes:
            if one.target and one.name in record.values:
                assert record.values[one.name] in known
    assert made_up(7) == (group, shared)
    assert not known & {one.id for one in made_up(8)[0].records}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.kind)
def test_each_fault_changes_a_made_up_pathway(fault):
    groups = tuple(made_up(number)[0] for number in range(fault.pathways))
    after = fault.plant(groups)
    assert after is not None
    assert after.gone or after.groups != groups


BARE = {"lost_pathway", "foreign_pathway", "swapped_identity", "source_same_ins_twice"}
"""Faults that need no more than a person: any pathway can hold them."""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.kind)
def test_a_pathway_that_cannot_hold_a_fault_says_so(fault):
    bare = []
    for number in range(fault.pathways):
        group, _ = made_up(number)
        person = next(one for one in group.records if one.entity == "person")
        kept = ("ins", "birth_family_name") if fault.kind in BARE else ("birth_family_name",)
        values = {name: person.values[name] for name in kept}
        bare.append(Group(group.id, (Record("person", person.id, values),)))
    assert (fault.plant(tuple(bare)) is None) is (fault.kind not in BARE)


def test_every_fault_of_the_way_is_caught_by_comparisons_alone():
    assert [kind for kind, by in caught().items() if not by] == []


def test_each_fault_alone_is_caught_in_copies_of_pathways_of_a_sample():
    shadow = world(40)
    found = prove(no_suite, comparing(), shadow, WAY)
    assert all(one.caught_by for one in found)
    assert {one.kind for one in found if one.made_up} == {"lost_professional"}
    assert shadow == world(40)


def test_what_content_alone_sees_is_missed_without_it():
    without = [one for one in COMPARISONS if one is not same]
    # a record that moves changes no total either, as long as both pathways are there
    expected = CONTENT_ONLY | {"moved_record"}
    assert {kind for kind, by in caught(without).items() if not by} == expected
    every = caught()
    assert {kind for kind, by in every.items() if by == ("pathway.same",)} == expected


@pytest.mark.parametrize("disabled", COMPARISONS, ids=lambda one: one.__name__)
def test_a_missed_fault_is_undetermined_and_never_passes(disabled):
    found = prove(no_suite, comparing([disabled]), world(0), WAY)
    verdicts = {one.kind: one.check().verdict for one in found}
    for one in found:
        code = one.check().code
        if one.caught_by:
            assert (code, verdicts[one.kind]) == (f"planted_fault.{one.kind}", Verdict.PASSED)
        else:
            missed = f"planted_fault_missed.{one.kind}"
            assert (code, verdicts[one.kind]) == (missed, Verdict.UNDETERMINED)
    assert Verdict.UNDETERMINED in verdicts.values()


def test_faults_of_the_source_are_not_asked_of_comparisons():
    assert set(caught(faults=SOURCE).values()) == {()}


def test_two_sides_that_hold_the_same_have_the_same_portrait_in_any_order():
    ours = world(9)
    theirs = Shadow(list(reversed(ours.pathways)), ours.directory)
    due, found = portrait(KEY, ours), portrait(KEY, theirs)
    assert due.root() == found.root()
    assert {one.verdict for one in compare(due, found)} == {Verdict.PASSED}
    assert list(differing(due, found)) == []


def test_every_pathway_that_differs_is_listed():
    ours = world(9)
    theirs = Shadow(ours.pathways[1:], ours.directory[1:])
    listed = list(differing(portrait(KEY, ours), portrait(KEY, theirs)))
    found = {(one.check, one.pathway) for one in listed}
    assert found == {
        ("pathway.lost", ours.pathways[0].id),
        ("pathway.same", DIRECTORY),
    }
    again = list(differing(portrait(KEY, theirs), portrait(KEY, ours)))
    assert ("pathway.foreign", ours.pathways[0].id) in {(one.check, one.pathway) for one in again}


def test_a_pathway_met_twice_is_counted():
    ours = world(3)
    theirs = Shadow([*ours.pathways, ours.pathways[0]], ours.directory)
    found = {one.code: one.failed for one in compare(portrait(KEY, ours), portrait(KEY, theirs))}
    assert found["pathway.foreign"] == 1
    assert found["person.counted"] == 1


def test_a_sample_is_a_copy_of_some_pathways_and_of_the_whole_directory():
    ours = world(12)
    ids = [DIRECTORY, *(one.id for one in ours.pathways)]
    found = sample(ours, ids, SEED, 5)
    assert len(found.pathways) == 5
    assert {one.id for one in found.pathways} < {one.id for one in ours.pathways}
    assert tuple(found.directory) == tuple(ours.directory)
    assert len(sample(ours, ids, SEED, 50).pathways) == 12
    assert sample(world(0), [DIRECTORY], SEED, 5).pathways == []
