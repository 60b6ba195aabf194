"""A FHIR server that nobody here wrote takes our Bundles, and gives the records back exactly."""

import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from releve.model.ids import Realm
from releve.pathways.fhir import (
    FhirContext,
    bundle,
    read_resources,
    references,
    resources,
    shared_resources,
)
from tests.fakes.drawn_pathways import world

CONTEXT = FhirContext(origin="region.example/journal", dac="dac-1", realm=Realm.REHEARSAL)
PATHWAYS = 6
UNSEARCHED = {"CareTeam", "Goal", "QuestionnaireResponse"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real server in a process of its own; its simulator off, which would answer our requests."""
    folder = tmp_path_factory.mktemp("fhir-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    settings = folder / "settings.yaml"
    settings.write_text(
        f"base_url: {root}/fhir\ndata_dir: {folder}/data\nsimulator: {{enabled: false}}\n"
        "log_inbound: false\n"
    )
    command = [Path(sys.executable).parent / "sekmet", "serve", "--config", settings]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        with httpx.Client(base_url=f"{root}/fhir/", timeout=60) as client:
            _answering(client, running)
            yield client
    finally:
        running.terminate()
        running.wait(10)


def _answering(client, running):
    for _ in range(300):
        try:
            if client.get("metadata").is_success:
                return
        except httpx.TransportError:
            assert running.poll() is None, "the server has stopped"
        time.sleep(0.1)
    pytest.fail("the server does not answer")


def transaction(made):
    """The Bundle as this server can take it: it searches three types by nothing of their own, so
    that those are sent as updates under our ids; every other entry goes as it was built.
    """
    found = bundle(made)
    for entry in found["entry"]:
        kind = entry["request"]["url"]
        if kind in UNSEARCHED:
            entry["request"] = {"method": "PUT", "url": f"{kind}/{entry['resource']['id']}"}
    return found


def held(client, kind):
    page = client.get(kind, params={"_count": "1000"}).raise_for_status().json()
    return [one["resource"] for one in page.get("entry", [])]


def everything(client, kinds):
    return [one for kind in sorted(kinds) for one in held(client, kind)]


@pytest.mark.integration
@pytest.mark.slow
def test_a_real_server_holds_what_was_sent_and_a_replay_adds_nothing(server):
    shared, pathways = world(9, PATHWAYS, text_keys=True)
    staff = shared_resources(shared.values(), shared, CONTEXT)
    organisations = [one for one in shared.values() if one.entity == "organisation"]
    people = [one for one in shared.values() if one.entity == "professional"]
    sent = [
        shared_resources(organisations, shared, CONTEXT),
        shared_resources(people, shared, CONTEXT),
        *(resources(one, shared, CONTEXT) for one in pathways),
    ]
    wanted = Counter(one["resourceType"] for made in sent for one in made)
    statuses = Counter()
    for status in ("201", "200"):
        for made in sent:
            answer = server.post("", json=transaction(made))
            assert answer.status_code == 200, answer.json()["issue"][0]["diagnostics"]
            statuses.update(one["response"]["status"][:3] for one in answer.json()["entry"])
        assert statuses[status] == wanted.total()
        found = everything(server, wanted)
        assert Counter(one["resourceType"] for one in found) == wanted
    assert sorted(one.canonical() for one in read_resources(found, CONTEXT)) == sorted(
        one.canonical()
        for one in [*shared.values(), *(record for one in pathways for record in one.records)]
    )
    kept = {one["id"] for one in found} & {one["id"] for made in sent for one in made}
    assert len(kept) == sum(wanted[kind] for kind in UNSEARCHED)
    directory = [one for kind in ("PractitionerRole", "Organization") for one in held(server, kind)]
    assert len(references(directory, CONTEXT)) == 2 * len(shared)
    assert len(staff) == sum(map(len, sent[:2]))


@pytest.mark.integration
def test_a_pathway_sent_before_its_directory_is_refused(server):
    shared, (pathway,) = world(10, 1)
    other = FhirContext(origin="elsewhere.example", dac="dac-1", realm=Realm.REHEARSAL)
    before = len(held(server, "Patient"))
    answer = server.post("", json=transaction(resources(pathway, shared, other)))
    assert answer.status_code == 404
    assert len(held(server, "Patient")) == before
