"""Servers that say yes and mean no, that do half, that are busy, that cut: each by its code."""

import time

import pytest

from connectors.fhir_api import FhirApi, FhirTarget, Limits
from releve.errors import ConnectorError, ConnectorUnavailable
from tests.fakes.delivery_folder import SYSTEMS, make_folder
from tests.fakes.fhir_servers import ErringServer

pytestmark = pytest.mark.integration
QUICK = Limits(patience=20, first_pause=0.01, longest_pause=0.05, answer_bytes=200_000)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "contenu"


@pytest.fixture
def wanted(folder):
    return make_folder(folder, 12, part=5)


@pytest.fixture
def send(folder, wanted):
    assert sum(wanted.values()) == 79

    def deliver(server, **changed):
        api = FhirApi(FhirTarget(url=server.base), limits=changed.pop("limits", QUICK), **changed)
        return api.deliver(folder, lambda _: None, folder.parent / "journal")

    return deliver


@pytest.mark.parametrize("defect", [None, "busy", "shuffled", "cut"])
def test_what_a_delivery_survives(send, wanted, defect):
    with ErringServer(defect) as server:
        done = send(server)
        assert done.complete
        assert (done.sent, server.held()) == (wanted, wanted)
        if defect == "cut":
            assert done.existing == 72  # applied, then cut: found there by the second sending
        else:
            assert done.existing == 0


@pytest.mark.parametrize(
    ("defect", "code", "status", "reason"),
    [
        ("outcome_in_200", "delivery_answer_malformed", 200, "required"),
        ("html", "delivery_answer_malformed", 200, None),
        ("unprocessable", "delivery_transaction_refused", 422, "required"),
        ("entry_in_200", "delivery_entry_refused", 422, "required"),
        ("warned", "delivery_entry_in_error", 201, "required"),
        ("short", "delivery_answer_short", 200, None),
        ("other", "delivery_answer_malformed", 200, None),
        ("nowhere", "delivery_answer_malformed", 201, None),
    ],
)
def test_a_yes_that_means_no_is_a_refusal(send, wanted, defect, code, status, reason):
    with ErringServer(defect) as server:
        done = send(server)
        shown = [one for one in done.refused if one.code == code]
        assert len(done.refused) == sum(wanted.values()) - 7
        assert {(one.status, one.reason) for one in shown} == {(status, reason)}
        named = {one.identifier for one in done.refused}
        assert len(named) == 72
        if reason is not None:
            assert {one.element for one in shown} == {"Bundle.entry[1].resource.status"}
        assert not [one for one in done.refused if "née" in str(one)]
        server.defect = None
        assert send(server).complete
        assert server.held() == wanted


def test_a_server_that_is_not_atomic_is_found_before_anything_is_sent(send):
    with ErringServer("half") as server:
        with pytest.raises(ConnectorError, match="server_not_atomic"):
            send(server)
        assert server.held() == {}


def test_a_server_that_is_not_atomic_with_pathways_stops_the_delivery(send):
    with ErringServer("half_later") as server:
        with pytest.raises(ConnectorError, match="server_not_atomic") as caught:
            send(server, connections=1)
        assert caught.value.facts["file"] == "part-00000.ndjson"
        assert (caught.value.facts["present"], caught.value.facts["entries"]) == (3, 6)
        assert server.held()["Patient"] < 12


def test_what_was_there_before_does_not_make_a_server_not_atomic(send, folder, wanted):
    with ErringServer() as server:
        send(server)
        tasks = server.resources["Task"]
        for several in server.resources.values():
            for one in several.values():
                one["meta"]["lastUpdated"] = "2020-01-01T00:00:00Z"
        for name in list(tasks)[::3]:
            del tasks[name]
        server.defect = "unprocessable"
        (folder.parent / "journal").unlink()
        done = send(server)
        assert len(done.refused) == sum(wanted.values()) - 7


@pytest.mark.parametrize(
    ("defect", "code"),
    [
        ("duplicates", "fhir_duplicates"),
        ("taking_all", "server_atomicity_unproven"),
        ("r5", "fhir_not_r4"),
        ("lacking", "fhir_capability_lacking"),
        ("lost_search", "fhir_search_refused"),
        ("ignoring", "fhir_search_ignored"),
    ],
)
def test_a_server_that_will_not_do_is_sent_nothing(send, defect, code):
    with ErringServer(defect) as server:
        with pytest.raises(ConnectorError, match=code):
            send(server)
        assert [kind for kind in server.held() if kind != "Organization"] == []


def test_canaries_are_taken_away(send):
    with ErringServer() as server:
        send(server)
        assert "Organization" not in server.held()


def test_a_server_that_is_busy_for_long_is_not_waited_for(send):
    with ErringServer("busy_for_long") as server:
        started = time.monotonic()
        with pytest.raises(ConnectorUnavailable, match="fhir_busy"):
            send(server)
        assert time.monotonic() - started < 15
        server.defect = None
        assert send(server).complete


def test_an_answer_without_end_is_not_read(send):
    with ErringServer("huge") as server, pytest.raises(ConnectorError, match="answer_too_large"):
        send(server)


def test_a_server_that_refuses_everything_is_left_after_a_while(tmp_path):
    many = tmp_path / "autres"
    make_folder(many, 60)
    with ErringServer("unprocessable") as server:
        api = FhirApi(FhirTarget(url=server.base), limits=QUICK)
        done = api.deliver(many, lambda _: None, tmp_path / "journal")
        assert not done.complete
        assert len(done.refused) // 6 + done.unsent == 60
        assert done.unsent > 20


@pytest.mark.parametrize(
    ("defect", "code"),
    [
        ("elsewhere", "fhir_pages_malformed"),
        ("circle", "fhir_pages_malformed"),
        ("losing_pages", "fhir_pages_incomplete"),
        ("ignoring", "fhir_search_ignored"),
    ],
)
def test_pages_that_lie(send, defect, code):
    with ErringServer() as server:
        send(server)
        server.defect = defect
        api = FhirApi(FhirTarget(url=server.base), limits=QUICK)
        systems = {"Task": SYSTEMS["Task"]}
        with pytest.raises(ConnectorError, match=code):
            list(api.read_all(systems))


def test_what_is_read_back_is_what_was_sent(send, folder, wanted):
    with ErringServer() as server:
        send(server)
        api = FhirApi(FhirTarget(url=server.base), limits=QUICK)
        assert api.count(SYSTEMS) == wanted
        assert len(list(api.read_all(SYSTEMS))) == sum(wanted.values())
        lines = (folder / "fhir/bundles/part-00001.ndjson").read_bytes().splitlines()
        read = list(api.pathways(lines))
        assert [len(one) for one in read] == [6] * 5
        assert read[0][0]["resourceType"] == "Patient"
