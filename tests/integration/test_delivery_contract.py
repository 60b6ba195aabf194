"""What every delivery promises, to a host by SFTP, to a FHIR server and to staging tables."""

import dataclasses
import logging
import random
import shutil
from collections import Counter
from itertools import count

import orjson
import pytest

from connectors.fhir_api import FhirApi, FhirTarget, Limits
from connectors.staging import StagingTables
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.pathways.delivery import REFUSALS
from releve.textes import sentence
from tests.fakes.deliverer import delivery, killed_midway
from tests.fakes.delivery_folder import SYSTEMS, make_folder, records
from tests.fakes.fhir_servers import sekmet
from tests.fakes.ssh_hosts import exercise_host, scattered_port, target

pytestmark = pytest.mark.integration
PATHWAYS = 60
SPOILT = 17
PERSONAL = ("ESSAI", "ANNE", "-02-28", "person/p", "person%2Fp", "note%2Fp", "Voil", "Vue ce jour")
_NUMBERS = count(1)


class World:
    """One kind of recipient: what is sent to it, and what it holds, seen from its side."""

    def __init__(self, root):
        self.folder, self.journal = root / "contenu", root / "journal.ndjson"
        self.seen = []

    @property
    def delivery(self):
        return delivery(self.kind, self.place)

    def deliver(self, ours=None):
        self.seen = []
        done = (ours or self.delivery).deliver(self.folder, self.seen.append, self.journal)
        assert self.seen == sorted(self.seen)
        return done

    def kill(self, share=0.4):
        facts = {"kind": self.kind, "place": self.place}
        facts |= {"folder": self.folder, "journal": self.journal}
        killed_midway(self.steps * share, **facts)


class Sftp(World):
    kind = "sftp"

    def __init__(self, root, host):
        super().__init__(root)
        self.folder.mkdir()
        for number in range(6):
            volume = random.Random(number).randbytes(3_000_000 + number)
            (self.folder / f"lot-{number}.age").write_bytes(volume)
        self.steps = sum(path.stat().st_size for path in self.folder.iterdir())
        self.depot = host.files / f"depot-{next(_NUMBERS)}"
        self.depot.mkdir()
        facts = dataclasses.asdict(target(host))
        facts["client_key_file"] = str(facts["client_key_file"])
        self.place = {"target": facts, "folder": f"/{self.depot.name}"}

    def wanted(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def held(self):
        return {path.name: path.read_bytes() for path in self.depot.iterdir()}

    def spoil(self):
        (self.depot / "lot-3.age").write_bytes(b"?")
        return {("volume", "lot-3.age", "delivery_name_taken")}

    def repair(self):
        (self.depot / "lot-3.age").unlink()

    def dead(self):
        lost = self.place["target"] | {"port": scattered_port()}
        return delivery("sftp", self.place | {"target": lost})


class Fhir(World):
    kind = "fhir"

    def __init__(self, root, base, first):
        super().__init__(root)
        self.first = first
        self.before = None
        make_folder(self.folder, PATHWAYS, part=25, first=first)
        self.steps = PATHWAYS + 1
        self.place = {"url": base, "undeclared": ["QuestionnaireResponse"]}
        self.part = self.folder / "fhir/bundles/part-00000.ndjson"
        self.whole = self.part.read_bytes()

    def wanted(self):
        return Counter(self.entries(range(self.first, self.first + PATHWAYS)))

    def entries(self, numbers):
        names = {"person": "Patient", "action": "Task", "assessment": "QuestionnaireResponse"}
        names |= {"note": "DocumentReference"}
        for number in numbers:
            for one in records(number).records:
                if one.entity in names:
                    yield names[one.entity], one.id

    def held(self):
        """Identifiers of this world's pathways: the server is shared between tests."""
        mine = set(self.wanted())
        found = Counter()
        for one in self.delivery.read_all(
            {k: v for k, v in SYSTEMS.items() if k != "Practitioner"}
        ):
            said = one["identifier"]
            name = (said if isinstance(said, dict) else said[0])["value"]
            found[one["resourceType"], name] += 1
        return Counter({key: n for key, n in found.items() if key in mine})

    def spoil(self):
        lines = self.whole.splitlines(keepends=True)
        bundle = orjson.loads(lines[SPOILT])
        for entry in bundle["entry"]:
            if entry["resource"]["resourceType"] == "Task":
                del entry["resource"]["intent"]
        lines[SPOILT] = orjson.dumps(bundle) + b"\n"
        self.part.write_bytes(b"".join(lines))
        code = "delivery_transaction_refused"
        return {(*one, code) for one in self.entries([self.first + SPOILT])}

    def repair(self):
        self.part.write_bytes(self.whole)

    def dead(self):
        url = f"http://127.0.0.1:{scattered_port()}/fhir"
        return FhirApi(FhirTarget(url=url), limits=Limits(patience=0.5))


class Staging(World):
    kind = "staging"

    def __init__(self, root, url, schema, connection):
        super().__init__(root)
        make_folder(self.folder, PATHWAYS, part=20)
        self.steps = PATHWAYS * 8 + 7
        self.connection = connection
        self.tables = StagingTables(url, schema)
        self.place = {"url": url, "schema": schema}

    def wanted(self):
        return Counter(
            (one.entity, one.id)
            for number in range(1, PATHWAYS + 1)
            for one in records(number).records
        )

    def held(self):
        return Counter(
            (one.entity, one.id)
            for group in self.tables.groups()
            for one in group.records
            if one.entity != "professional"
        )

    def spoil(self):
        refused = next(one for one in records(SPOILT).of("note"))
        self.deliver()
        self.connection.execute("TRUNCATE note, person, releve_delivery")
        self.connection.execute(
            f"ALTER TABLE note ADD CONSTRAINT un_autre CHECK (id <> '{refused.id}')"
        )
        others = {
            (one.entity, one.id, "delivery_transaction_refused")
            for one in records(SPOILT).records
            if one.id != refused.id
        }
        return others | {("note", refused.id, "delivery_row_refused")}

    def repair(self):
        self.connection.execute("ALTER TABLE note DROP CONSTRAINT un_autre")

    def dead(self):
        url = f"postgresql+psycopg://x:y@127.0.0.1:{scattered_port()}/x"
        return StagingTables(url, "public")


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    with exercise_host(tmp_path_factory.mktemp("hote")) as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with sekmet(tmp_path_factory.mktemp("sekmet")) as base:
        yield base


@pytest.fixture(params=["sftp", "fhir", "staging"])
def world(request, tmp_path):
    if request.param == "sftp":
        return Sftp(tmp_path, request.getfixturevalue("host"))
    if request.param == "fhir":
        return Fhir(tmp_path, request.getfixturevalue("server"), 10_000 * next(_NUMBERS))
    wanted = ("postgres_url", "schema", "connection")
    return Staging(tmp_path, *(request.getfixturevalue(name) for name in wanted))


def test_everything_arrives_and_again_nothing_is_added(world):
    done = world.deliver()
    assert done.complete
    assert done.created + done.existing == done.total > 0
    assert done.size > 0
    assert world.seen
    assert world.held() == world.wanted()
    again = world.deliver()
    assert (again.complete, again.sent) == (True, done.sent)
    world.journal.unlink(missing_ok=True)
    forgotten = world.deliver()
    assert (forgotten.complete, forgotten.sent) == (True, done.sent)
    assert world.held() == world.wanted()


def test_a_delivery_killed_midway_is_completed_without_a_duplicate(world):
    for share in (0.2, 0.5):
        world.kill(share)
    assert world.held() != world.wanted()
    done = world.deliver()
    assert done.complete
    assert world.held() == world.wanted()


def test_what_is_refused_is_named_and_the_rest_arrives_then_it_too(world, caplog):
    caplog.set_level(logging.INFO)
    expected = world.spoil()
    done = world.deliver()
    assert not done.complete
    assert {(one.kind, one.identifier, one.code) for one in done.refused} == expected
    assert {one.code for one in done.refused} <= set(REFUSALS)
    assert done.facts()["refused"] == len(expected)
    assert len(world.held()) >= len(world.wanted()) - len(expected)
    told = repr(done) + repr(done.refused[0]) + caplog.text
    assert [word for word in (*PERSONAL, done.refused[0].identifier) if word in told] == []
    world.repair()
    assert world.deliver().complete
    assert world.held() == world.wanted()


def test_a_recipient_that_is_not_there_is_tried_again_later(world):
    with pytest.raises(ConnectorUnavailable) as caught:
        world.deliver(world.dead())
    assert sentence(caught.value.code, caught.value.facts, "fr").count("‹") == 0
    assert [word for word in PERSONAL[:2] if word in str(caught.value)] == []
    assert world.deliver().complete


def test_the_journal_holds_nothing_personal(world):
    world.deliver()
    if world.journal.exists():
        told = world.journal.read_text()
        assert [word for word in PERSONAL if word in told] == []


def test_a_folder_without_content_is_no_empty_delivery(world, tmp_path):
    shutil.rmtree(world.folder)
    (tmp_path / "contenu").mkdir()
    with pytest.raises(ConnectorError, match="delivery_content_missing"):
        world.deliver()


def test_every_refusal_has_a_sentence():
    assert [code for code in REFUSALS if "aucune phrase" in sentence(code, {}, "fr")] == []
