"""What a FHIR server that nobody here wrote holds of ours, read back as pathways."""

import httpx
import pytest

from connectors.fhir_api import FhirApi, FhirHoldings, FhirTarget, systems_of
from releve.errors import EvidenceRefused
from releve.model.ids import Realm
from releve.pathways.fhir import FhirContext
from releve.pathways.fhir.systems import systems_read
from releve.pathways.folder import CanonicalFolder
from releve.pathways.holdings import Copied
from releve.pathways.record import DIRECTORY, Pathway
from tests.fakes.delivery_folder import make_whole_folder
from tests.fakes.fhir_servers import sekmet

pytestmark = pytest.mark.integration

CONTEXT = FhirContext(origin="exemple.test/essai", dac="dac-a", realm=Realm.REHEARSAL)
UNDECLARED = ("CareTeam", "Goal", "QuestionnaireResponse")
PATHWAYS = 12


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package") / "contenu"
    make_whole_folder(folder, PATHWAYS)
    return folder


@pytest.fixture
def api(sent, tmp_path):
    with sekmet(tmp_path) as base:
        found = FhirApi(FhirTarget(url=base, undeclared=UNDECLARED))
        assert found.deliver(sent, lambda _: None, tmp_path / "journal").complete
        yield found


def groups(sent):
    return {one.id: tuple(one.records) for one in CanonicalFolder(sent).groups()}


def everything(api, work):
    work.mkdir()
    held = FhirHoldings(api, CONTEXT).everything(work)
    found = {one.id: tuple(one.records) for one in held}
    assert list(work.iterdir()) == []
    return found


def notes(api):
    kind = "DocumentReference"
    return sorted(api.read_all({kind: [f"{CONTEXT.namespace}:note"]}), key=lambda one: one["id"])


def write(api, method, path, resource):
    headers = {"Content-Type": "application/fhir+json"}
    answer = httpx.request(method, f"{api._target.url}/{path}", json=resource, headers=headers)
    assert answer.is_success, answer.text


def test_everything_is_read_back_as_it_was_sent(api, sent, tmp_path):
    assert everything(api, tmp_path / "work") == groups(sent)


def test_pathways_asked_for_are_opened_in_their_order(api, sent):
    known = groups(sent)
    directory = {one.id: one for one in known.pop(DIRECTORY)}
    names = sorted(known, reverse=True)[:5]
    asked = [Pathway(name, known[name]) for name in names]
    opened = list(FhirHoldings(api, CONTEXT).opened(asked, directory))
    assert [name for name, _ in opened] == names
    assert [tuple(records) for _, records in opened] == [known[name] for name in names]


def test_a_note_given_to_somebody_else_is_in_their_pathway(api, sent, tmp_path):
    first, *others = notes(api)
    other = next(one for one in others if one["subject"] != first["subject"])
    moved = {**first, "subject": other["subject"]}
    write(api, "PUT", f"DocumentReference/{first['id']}", moved)
    known, found = groups(sent), everything(api, tmp_path / "work")
    assert sum(map(len, found.values())) == sum(map(len, known.values()))
    differing = {name: len(found[name]) - len(known[name]) for name in known}
    assert sorted(count for count in differing.values() if count) == [-1, 1]
    loser = next(name for name, count in differing.items() if count < 0)
    directory = {one.id: one for one in known[DIRECTORY]}
    asked = [Pathway(loser, known[loser])]
    ((_, opened),) = FhirHoldings(api, CONTEXT).opened(asked, directory)
    assert len(opened) == len(known[loser]) - 1


def test_what_is_there_twice_is_refused_each_time_that_the_copy_is_read(api, tmp_path):
    first = notes(api)[0]
    again = {name: one for name, one in first.items() if name not in {"id", "meta"}}
    write(api, "POST", "DocumentReference", again)
    (tmp_path / "work").mkdir()
    held = FhirHoldings(api, CONTEXT).everything(tmp_path / "work")
    copied = Copied(held, tmp_path / "copy")
    for _ in range(2):
        with pytest.raises(EvidenceRefused, match="fhir_identifier_twice"):
            list(copied.groups())


def test_every_type_from_which_records_are_rebuilt_is_looked_for(sent):
    sent_there, looked_for = systems_of(sent), systems_read(CONTEXT)
    assert looked_for.keys() == sent_there.keys()
    assert all(set(several) <= set(sent_there[kind]) for kind, several in looked_for.items())
