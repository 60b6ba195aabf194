"""Another model of FHIR accepts what we write: ``fhir.resources``, which nobody here wrote.

It models R4B. R4 and R4B differ in resources that we do not write (evidence, medicinal products,
subscriptions, citations); all that we write is the same in both.
"""

import orjson
import pytest
from fhir.resources.R4B import get_fhir_model_class

from connectors.fhir_schema import SchemaChecker
from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    bundle,
    findings,
    offered,
    resources,
    shared_resources,
)
from tests.fakes.drawn_pathways import world

CONTEXT = FhirContext(
    origin="region.example/journal",
    dac="dac-1",
    realm=Realm.REHEARSAL,
    piece_sha1=lambda _: bytes(20),
)
PATHWAYS = 100


@pytest.fixture(scope="module")
def sample():
    shared, pathways = world(4, PATHWAYS)
    staff = shared_resources(shared.values(), shared, CONTEXT)
    return staff, [resources(one, shared, CONTEXT) for one in pathways]


@pytest.mark.slow
def test_the_library_accepts_a_hundred_pathways(sample):
    staff, pathways = sample
    model = get_fhir_model_class("Bundle")
    for made in [staff, *pathways]:
        told = orjson.dumps(bundle(made))
        read = model.model_validate_json(told)
        assert len(read.entry) == len(made)
    kinds = {one["resourceType"] for made in [staff, *pathways] for one in made}
    assert len(kinds) == 16


def test_the_published_schema_and_our_rules_find_nothing(sample, published_fhir):
    staff, pathways = sample
    checker = SchemaChecker(published_fhir("fhir.schema.json"))
    known = offered(staff)
    for made in [staff, *pathways]:
        assert [one for resource in made for one in checker.check(resource)] == []
        assert findings(made, CONTEXT, known) == []
        assert checker.check(orjson.loads(orjson.dumps(bundle(made)))) == []
