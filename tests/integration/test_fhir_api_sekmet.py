"""A FHIR server that nobody here wrote: 2,000 pathways, kill -9, the same again, equal counts."""

from collections import Counter

import orjson
import pytest

from connectors.fhir_api import FhirApi, FhirTarget, systems_of
from releve.errors import ConnectorError
from releve.model.ids import Realm
from releve.pathways.fhir import FhirContext, read_resources, references
from releve.pathways.folder import CanonicalFolder
from tests.fakes.deliverer import killed_midway
from tests.fakes.delivery_folder import SYSTEMS, make_folder, make_whole_folder
from tests.fakes.fhir_servers import sekmet

pytestmark = pytest.mark.integration
PATHWAYS = 2_000
UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")
"""Types that sekmet takes and does not declare: it finds them by their id alone."""


@pytest.fixture
def api(tmp_path):
    with sekmet(tmp_path) as base:
        yield FhirApi(FhirTarget(url=base, undeclared=UNDECLARED))


@pytest.mark.slow
def test_two_thousand_pathways_killed_midway_arrive_once(api, tmp_path):
    folder, journal = tmp_path / "contenu", tmp_path / "journal"
    wanted = make_folder(folder, PATHWAYS, actions=1)
    place = {"url": api._target.url, "undeclared": UNDECLARED}
    killed_midway(PATHWAYS // 2, kind="fhir", place=place, folder=folder, journal=journal)
    assert PATHWAYS // 2 <= api.count(SYSTEMS)["Patient"] < PATHWAYS

    done = api.deliver(folder, lambda _: None, journal)
    assert (done.complete, done.sent) == (True, wanted)
    assert 0 < done.existing < 100  # applied by the killed process, not noted by it yet
    assert api.count(SYSTEMS) == wanted
    found = [_name(one) for one in api.read_all(SYSTEMS)]
    assert len(found) == len(set(found)) == sum(wanted.values())
    journal.unlink()
    assert api.deliver(folder, lambda _: None, journal).existing == sum(wanted.values())
    assert api.count(SYSTEMS) == wanted


def test_what_the_server_holds_is_what_the_package_says(api, tmp_path):
    folder = tmp_path / "contenu"
    wanted = make_whole_folder(folder, 30)
    assert api.deliver(folder, lambda _: None, tmp_path / "journal").sent == wanted
    systems = systems_of(folder)
    assert api.count(systems) == wanted

    context = FhirContext(origin="exemple.test/essai", dac="dac-a", realm=Realm.REHEARSAL)
    shared = {kind: systems[kind] for kind in ("Organization", "Practitioner", "PractitionerRole")}
    directory = list(api.read_all(shared))
    known = references(directory, context)
    lines = (folder / "fhir/bundles/part-00000.ndjson").read_bytes().splitlines()
    read = [tuple(read_resources(one, context, known)) for one in api.pathways(lines)]
    first, *groups = CanonicalFolder(folder).groups()
    assert tuple(read_resources(directory, context)) == first.records
    assert read == [group.records for group in groups]


def test_a_delta_replaces_what_is_there(api, tmp_path):
    folder = tmp_path / "contenu"
    wanted = make_folder(folder, 5)
    journal = tmp_path / "journal"
    api.deliver(folder, lambda _: None, journal)
    part = folder / "fhir/bundles/part-00000.ndjson"
    part.write_bytes(part.read_bytes().replace(b'"completed"', b'"in-progress"'))
    assert api.deliver(folder, lambda _: None, journal).complete
    assert _statuses(api) == Counter(completed=15)  # what exists is left as it is
    delta = FhirApi(api._target, replacing=True)
    assert delta.deliver(folder, lambda _: None, tmp_path / "autre").complete
    assert _statuses(api) == Counter({"in-progress": 15})
    assert api.count(SYSTEMS) == wanted


def test_a_server_that_does_not_declare_what_is_needed(api, tmp_path):
    make_folder(tmp_path / "contenu", 1)
    strict = FhirApi(FhirTarget(url=api._target.url))
    with pytest.raises(ConnectorError, match="fhir_capability_lacking") as caught:
        strict.deliver(tmp_path / "contenu", lambda _: None, tmp_path / "journal")
    assert caught.value.facts["lacking"] == ("QuestionnaireResponse",)
    assert set(api.count(SYSTEMS).values()) == {0}


def _statuses(api):
    return Counter(one["status"] for one in api.read_all({"Task": SYSTEMS["Task"]}))


def _name(resource):
    return resource["resourceType"], orjson.dumps(resource["identifier"])
