"""Reading back what a server altered, lost or doubled: a record differs, nothing breaks."""

import copy

import pytest

from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    read_groups,
    read_resources,
    references,
    resources,
    shared_resources,
)
from tests.fakes.drawn_pathways import world

CONTEXT = FhirContext(origin="o.example", dac="d", realm=Realm.REHEARSAL)
OTHER = FhirContext(origin="o.example", dac="e", realm=Realm.REHEARSAL)


@pytest.fixture(scope="module")
def made():
    shared, (pathway,) = world(3, 1, absent=0.0, filled=1.0)
    known = references(shared_resources(shared.values(), shared, CONTEXT), CONTEXT)
    return resources(pathway, shared, CONTEXT), known, pathway


def test_nothing_of_others_is_read(made):
    built, known, _ = made
    assert read_resources(built, OTHER, known) == []
    assert (
        read_resources([{"resourceType": "Patient", "identifier": [{"value": "1"}]}], CONTEXT) == []
    )


def test_the_same_resource_twice_is_refused(made):
    built, known, _ = made
    with pytest.raises(EvidenceRefused, match="fhir_identifier_twice count=1"):
        read_resources([*built, {**built[0], "id": "other"}], CONTEXT, known)


def test_a_resource_lost_is_a_record_lost_or_lessened(made):
    built, known, pathway = made
    whole = {one.canonical() for one in pathway.records}
    derived = {"care_plan:agreement", "circle_member"}
    for number, lost in enumerate(built):
        said = lost["identifier"]
        system = (said if isinstance(said, dict) else said[0])["system"]
        system = system.removeprefix(CONTEXT.namespace + ":")
        found = read_resources(built[:number] + built[number + 1 :], CONTEXT, known)
        assert ({one.canonical() for one in found} == whole) is (system in derived)


def leaves(node, path=()):
    if isinstance(node, dict | list):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for name, value in list(items):
            yield from leaves(value, (*path, name))
            yield (*path, name)


ALWAYS = {"id", "meta", "resourceType"}
DERIVED = {
    "CarePlan": {"activity", "goal", "intent", "status", "supportingInfo", "title"},
    "CareTeam": {"name", "period", "status"},
    "Consent": {"scope", "status"},
    "DocumentReference": {"status"},
    "Encounter": {"class"},
    "Goal": {"addresses", "lifecycleStatus"},
    "QuestionnaireResponse": {"questionnaire", "status"},
    "ServiceRequest": {"intent", "status"},
    "Task": {"input", "intent"},
}
"""Members that follow from others, so that nothing is lost with them: they are not read."""


def canonical(groups):
    return {name: [one.canonical() for one in records] for name, records in groups.items()}


def test_every_member_but_the_derived_ones_is_read(made):
    built, known, pathway = made
    whole = {pathway.id: [one.canonical() for one in pathway.records]}
    assert canonical(read_groups(built, CONTEXT, known)) == whole
    silent, read = {}, {}
    for number, resource in enumerate(built):
        others = [*built[:number], *built[number + 1 :]]
        for name in resource:
            altered = {other: value for other, value in resource.items() if other != name}
            found = canonical(read_groups([*others, altered], CONTEXT, known))
            told = silent if found == whole else read
            told.setdefault(resource["resourceType"], set()).add(name)
    never = {kind: names - read[kind] - ALWAYS for kind, names in silent.items()}
    assert {kind: names for kind, names in never.items() if names} == DERIVED


def test_what_was_moved_to_another_person_is_in_another_pathway():
    shared, pathways = world(6, 2, absent=0.0)
    built = [resources(one, shared, CONTEXT) for one in pathways]
    known = references(shared_resources(shared.values(), shared, CONTEXT), CONTEXT)
    whole = {one.id: [record.canonical() for record in one.records] for one in pathways}
    assert canonical(read_groups([*built[0], *built[1]], CONTEXT, known)) == whole
    (patient,) = [one["id"] for one in built[1] if one["resourceType"] == "Patient"]
    moved = {"reference": f"urn:uuid:{patient}"}
    for number, one in enumerate(built[0]):
        name = next((name for name in ("subject", "patient", "for") if name in one), None)
        system = one["identifier"] if isinstance(one["identifier"], dict) else one["identifier"][0]
        if name and not system["system"].endswith((":agreement", ":circle_member")):
            changed = [*built[0][:number], {**one, name: moved}, *built[0][number + 1 :]]
            found = canonical(read_groups([*changed, *built[1]], CONTEXT, known))
            assert found[pathways[0].id] != whole[pathways[0].id], one["resourceType"]


@pytest.mark.parametrize("value", [None, 1, "x", [], {}, [1], [[]], True])
def test_any_member_of_another_type_never_breaks(made, value):
    built, known, _ = made
    for resource in built:
        for path in leaves(resource):
            altered = copy.deepcopy(resource)
            holder = altered
            for name in path[:-1]:
                holder = holder[name]
            holder[path[-1]] = value
            read_resources([altered], CONTEXT, known)
