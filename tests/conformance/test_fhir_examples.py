"""HL7's own examples of R4, all of them: accepted as they are, refused once a fault is planted."""

import copy
import json
import tarfile
from collections import Counter, defaultdict

import pytest

from connectors.fhir_schema import SchemaChecker
from releve.pathways.fhir.element import Inspection
from tests.fakes.fhir_faults import FAULTS

DEFECTIVE = {
    # a code that is a no-break space, and others that end with one; the Bundle holds it too
    "CodeSystem-v2-0550.json": {"fhir_form_wrong", "fhir_blank"},
    "Bundle-v2-valuesets.json": {"fhir_form_wrong", "fhir_blank"},
    # its id has more than the 64 characters that R4 allows
    "SearchParameter-questionnaireresponse-extensions-QuestionnaireResponse-item-subject.json": {
        "fhir_form_wrong"
    },
    # its hash is hexadecimal where R4 says base64, and of other bytes
    "DiagnosticReport-example-pgx.json": {"fhir_attachment_hash"},
}
"""Examples that are not what R4 says, each by what is found: no reason to accept less strictly."""
LEAST_TYPES = 2
"""A fault is planted in at least so many types of resource; most go into more than 80."""


@pytest.fixture(scope="module")
def checker(published_fhir):
    return SchemaChecker(published_fhir("fhir.schema.json"))


@pytest.fixture(scope="module")
def examples(published_fhir):
    with tarfile.open(published_fhir("examples.tgz")) as archive:
        found = {}
        for member in archive:
            name = member.name.partition("/")[2]
            if name.endswith(".json") and name != "package.json":
                found[name] = json.load(archive.extractfile(member))
        return found


def told(checker, resource):
    return [*checker.check(resource), *Inspection(resource).findings()]


@pytest.mark.slow
def test_the_official_examples_are_accepted(checker, examples):
    seen, accepted, refused = Counter(), Counter(), {}
    for name, resource in examples.items():
        kind = resource["resourceType"]
        seen[kind] += 1
        found = {one.partition(":")[0] for one in told(checker, resource)}
        accepted[kind] += not found
        if found:
            refused[name] = found
    assert (accepted.total(), seen.total()) == (5302, 5306)
    assert len(seen) == 140
    assert refused == DEFECTIVE


@pytest.mark.slow
def test_planted_faults_are_refused(checker, examples):
    sound = {}
    for name, resource in sorted(examples.items(), key=lambda one: len(json.dumps(one[1]))):
        if name not in DEFECTIVE and len(sound.setdefault(resource["resourceType"], [])) < 4:
            sound[resource["resourceType"]].append((name, resource))
    planted, missed = defaultdict(set), []
    for fault, plant in FAULTS.items():
        for kind, several in sound.items():
            for name, resource in several[::-1]:
                changed = copy.deepcopy(resource)
                if plant(changed):
                    planted[fault].add(kind)
                    if not told(checker, changed):
                        missed.append((fault, name))
                    break
    assert missed == []
    assert len(planted) == len(FAULTS) >= 30
    assert min(map(len, planted.values())) >= LEAST_TYPES
    assert sum(map(len, planted.values())) == 4700
