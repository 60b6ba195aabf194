"""Whatever a legal pathway holds, FHIR gives it back exactly, also after a server's changes."""

from random import Random

import orjson
from hypothesis import example, given, settings
from hypothesis import strategies as st

from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    bulk_line,
    findings,
    offered,
    read_resources,
    references,
    resources,
    shared_resources,
)
from releve.pathways.model import ENTITIES
from releve.pathways.record import pathway
from tests.fakes.changing_server import as_a_server_would
from tests.fakes.drawn_pathways import COUNTS, directory, draw

CONTEXT = FhirContext(origin="region.example/journal", dac="dac-1", realm=Realm.REHEARSAL)
MANY = {name: (0, most + 2) for name, (_, most) in COUNTS.items()}

worlds = st.builds(
    lambda seed, filled, absent, keys: (seed, filled, absent, keys),
    st.integers(0, 2**48),
    st.sampled_from((0.0, 0.3, 0.7, 1.0)),
    st.sampled_from((0.0, 0.05, 0.4, 1.0)),
    st.booleans(),
)


def drawn(world):
    seed, filled, absent, keys = world
    rng = Random(seed)
    shared = directory(rng, filled=filled, absent=absent, coherent=False)
    how = {"filled": filled, "absent": absent, "text_keys": keys, "coherent": False}
    return shared, draw(rng, shared, seed, MANY, **how)


def canonical(records):
    return sorted(one.canonical() for one in records)


@given(worlds)
@settings(max_examples=100, deadline=None)
@example((1, 1.0, 0.0, True))
@example((2, 1.0, 1.0, False))
@example((3, 0.0, 0.0, False))
def test_read_is_the_inverse_of_build(world):
    shared, drawn_pathway = drawn(world)
    staff = shared_resources(shared.values(), shared, CONTEXT)
    made = resources(drawn_pathway, shared, CONTEXT)
    assert canonical(read_resources(staff, CONTEXT)) == canonical(shared.values())
    for form in (made, orjson.loads(orjson.dumps(made))):
        found = read_resources(form, CONTEXT, references(staff, CONTEXT))
        assert pathway(found) == drawn_pathway
        assert [one.id for one in found] == [one.id for one in drawn_pathway.records]


@given(worlds, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_server_may_change_what_is_its_own(world, rng):
    shared, drawn_pathway = drawn(world)
    staff = shared_resources(shared.values(), shared, CONTEXT)
    made = resources(drawn_pathway, shared, CONTEXT)
    held = as_a_server_would(rng, [*staff, *made])
    found = read_resources(held, CONTEXT)
    assert canonical(found) == canonical([*shared.values(), *drawn_pathway.records])


@given(worlds)
@settings(max_examples=60, deadline=None)
def test_bulk_data_says_the_same(world):
    shared, drawn_pathway = drawn(world)
    staff = shared_resources(shared.values(), shared, CONTEXT)
    made = resources(drawn_pathway, shared, CONTEXT)
    lines = [bulk_line(orjson.dumps(one), CONTEXT) for one in [*staff, *made]]
    held = [orjson.loads(one) for one in lines]
    assert canonical(read_resources(held, CONTEXT)) == canonical(
        [*shared.values(), *drawn_pathway.records]
    )
    assert [one for one in findings(held, CONTEXT) if "reference" in one.partition(":")[0]] == []
    assert b'"reference":"urn:' not in b"".join(lines)
    assert b"?identifier=" not in b"".join(lines)


@given(worlds)
@settings(max_examples=40, deadline=None)
def test_what_is_built_is_closed_and_the_same_at_every_run(world):
    shared, drawn_pathway = drawn(world)
    known = offered(shared_resources(shared.values(), shared, CONTEXT))
    made = resources(drawn_pathway, shared, CONTEXT)
    told = {one.partition(":")[0] for one in findings(made, CONTEXT, known)}
    assert told <= {"fhir_period_reversed"}
    shuffled = [
        type(one)(one.entity, one.id, dict(sorted(one.values.items(), reverse=True)))
        for one in drawn_pathway.records
    ]
    again = resources(pathway(shuffled), shared, CONTEXT)
    assert orjson.dumps(again) == orjson.dumps(made)


def test_every_entity_and_attribute_is_drawn():
    seen, absent = set(), set()
    for seed in range(60):
        shared, drawn_pathway = drawn((seed, 1.0, 0.2, False))
        for one in [*shared.values(), *drawn_pathway.records]:
            for name, value in one.values.items():
                kinds = absent if isinstance(value, dict) and "absent" in value else seen
                kinds.add((one.entity, name))
    every = {(entity.name, one.name) for entity in ENTITIES for one in entity.attributes}
    assert seen == every
    assert absent == every
