"""Nothing irreversible is begun out of sight of the plan's witnesses; they come back, it goes on.

Real parts: the small programme with two witnesses more, both of which must cosign.
"""

import json
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from flows.witnesses import KEPT, cosign_head
from releve.errors import StepRefused, UsageError
from releve.model.evidence import EntryKind
from releve.signatures.note import VerifierKey, open_note
from releve.witness.folder import found, opened
from tests.fakes.small_log import KEY
from tests.fakes.small_world import CLOSING, REPOSITORY, World
from tests.fakes.witness_servers import COMMAND, Reluctant, serving

pytestmark = pytest.mark.integration

NAMES = ("temoin-ville", "temoin-reseau")
SERVICE, ASSET, DUMP = "service:portail", "asset:abonnes", "copy:abonnes/dump"


class Witnessed:
    """A world whose plan names two witnesses, which run in this process when asked to."""

    def __init__(self, grounds, root):
        self.folders = {name: root / "temoins" / name for name in NAMES}
        keys = {
            name: str(found(place, name=f"{name}.example", logs=[KEY.vkey]).verifier)
            for name, place in self.folders.items()
        }
        lines = ["witnesses:", "  threshold: 2", "  keys:"]
        for name, key in keys.items():
            lines.append(f"    - {{id: {name}, organisation: ville, key: {key}}}")
        before = "timezone: Europe/Paris\n"
        changed = ((before, before + "\n".join(lines) + "\n"),)
        self.world = World.found(grounds, root / "monde", changed=changed)
        self.keys = [VerifierKey.parse(key) for key in keys.values()]
        trust = json.loads(self.world.workspace.trust.read_text())
        self.log = VerifierKey.parse(trust["log_keys"][0])
        self.trust = trust
        for place in self.folders.values():
            file = place / "witness.json"
            file.write_text(json.dumps(json.loads(file.read_text()) | {"logs": [str(self.log)]}))

    @contextmanager
    def up(self):
        """Run both witnesses, at new addresses; yield them."""
        with ExitStack() as stack:
            running, urls = [], {}
            for name, place in self.folders.items():
                running.append(Reluctant(opened(place)))
                urls[name] = stack.enter_context(serving(running[-1])).url
            self.tell(urls)
            stack.callback(lambda: [one.over.set() for one in running])
            yield running

    def tell(self, urls):
        file = self.world.root / "workspace.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"witnesses": urls}, indent=1))

    def run(self):
        """Run once; return the codes of what failed."""
        done = self.world.run()
        return [part.partition("]")[0] for part in done.out.split("[")[1:]]

    def approve(self, subject):
        """Have an act approved, and the approvals recorded: the next entry is its intent."""
        self.world.approve(subject)
        self.world.collect()

    def seen(self):
        return {opened(place).heads.all()[0].size for place in self.folders.values()}

    def size(self):
        return len(self.world.entries())

    def intents(self):
        kinds = {EntryKind.INTENT_RECORDED}
        return [one.index for one in self.world.entries() if one.kind in kinds]


@pytest.fixture(scope="module")
def closing(grounds, tmp_path_factory):
    """The world at the moment when its service may be stopped."""
    made = Witnessed(grounds, tmp_path_factory.mktemp("temoins"))
    grounds.switch("portail", "start")  # hosts are shared: another test may have stopped it
    with made.up():
        made.world.adopt()
        made.world.run()
        made.world.receive()
        made.world.at(CLOSING)
        made.world.run()
        made.approve(SERVICE)
    return made


def test_the_steps_of_an_irreversible_act_before_witnesses(closing, grounds):
    """One story, since each step needs the one before: silence, then reluctance, then the act."""
    world = closing.world
    begun = closing.intents()

    # both silent: nothing is opened, the service runs
    closing.tell(dict.fromkeys(NAMES, "http://127.0.0.1:9"))
    assert "witnesses_missing" in closing.run()
    assert closing.intents() == begun
    assert grounds.services["portail"].is_up()

    # one answers, two are needed
    with closing.up():
        file = world.root / "workspace.json"
        told = json.loads(file.read_text())
        told["witnesses"]["temoin-reseau"] = "http://127.0.0.1:9"
        file.write_text(json.dumps(told))
        assert "witnesses_missing" in closing.run()
        assert world.entries()[-1].body["facts"] == {
            "have": "1",
            "need": "2",
            "silent": "('temoin-reseau',)",
            "refused": "None",
        }
    assert closing.intents() == begun

    # both answer until the intent is under the head: it stays open, the service runs
    with closing.up() as running:
        for one in running:
            one.limit = closing.size()
        assert "witnesses_missing" in closing.run()
    (intent,) = set(closing.intents()) - set(begun)
    assert world.state().of(SERVICE).intent.index == intent
    assert grounds.services["portail"].is_up()

    # still silent: the open intent alone begins nothing
    closing.tell(dict.fromkeys(NAMES, "http://127.0.0.1:9"))
    assert "witnesses_missing" in closing.run()
    assert grounds.services["portail"].is_up()

    # they are back: the same intent is carried out, and it was cosigned before
    with closing.up():
        assert "witnesses_missing" not in closing.run()
    assert closing.intents() == [*begun, intent]
    assert not grounds.services["portail"].is_up()
    assert min(closing.seen()) > intent
    grounds.switch("portail", "start")


@pytest.fixture(scope="module")
def asked(closing, grounds):
    """The world when the destruction of its data is asked for and approved."""
    with closing.up():
        closing.world.run()
        grounds.switch("portail", "stop")
        closing.approve(ASSET)
    return closing


def test_tables_stay_until_the_witnesses_saw_the_intent(asked):
    world, before = asked.world, asked.world.fingerprint()
    with asked.up() as running:
        for one in running:
            one.limit = asked.size()
        assert "witnesses_missing" in asked.run()
    assert world.state().of(ASSET).intent is not None
    assert world.fingerprint() == before
    with asked.up():
        asked.run()
    assert world.state().of(ASSET).certified is not None


def test_files_set_aside_by_a_run_that_was_killed_wait_for_the_witnesses_too(asked):
    """Killed after the intent and before the witnesses answered: the files are in quarantine."""
    world = asked.world
    asked.approve(DUMP)
    files = world.root / "sauvegardes"
    before = sorted(path.read_bytes() for path in files.rglob("*.dat"))
    with asked.up() as running:
        for one in running:
            one.limit, one.patient = asked.size(), True
        killed = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "run", "-w", str(world.root)],
            cwd=REPOSITORY,
            stdout=subprocess.DEVNULL,
        )
        assert running[0].waited.wait(120)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert world.state().of(DUMP).intent is not None
    aside = [path for path in files.rglob("*.dat") if ".releve-quarantine" in path.parts]
    assert len(aside) == 3
    asked.tell(dict.fromkeys(NAMES, "http://127.0.0.1:9"))
    assert "witnesses_missing" in asked.run()
    assert sorted(path.read_bytes() for path in files.rglob("*.dat")) == before
    with asked.up():
        asked.run()
    assert world.state().of(DUMP).certified is not None
    assert list(files.rglob("*.dat")) == []


def test_the_head_carries_a_line_of_each_witness_in_the_order_of_the_plan(asked):
    with asked.up(), asked.world.desk() as desk:
        note = cosign_head(desk).note
        assert cosign_head(desk).note == note, "asked again, the same bytes"
        assert note == desk.ledger.checkpoint() + note.removeprefix(desk.ledger.checkpoint())
    signed = open_note(note, [asked.log, *asked.keys])
    assert [one.key for one in signed.signatures] == [asked.log, *asked.keys]
    asked.tell({})
    with asked.world.desk() as desk:
        assert cosign_head(desk).note == note, "what was cosigned stays so while they are silent"
    (asked.world.root / KEPT).unlink()
    with asked.world.desk() as desk:
        assert cosign_head(desk).note == desk.ledger.checkpoint()


def test_the_evidence_has_the_cosigned_head_and_is_refused_without(asked, tmp_path):
    with asked.up():
        said = asked.world.verify()
    assert said.code == 0, said.out
    asked.tell({})
    assert asked.world.verify().code == 0, "the head has not moved"
    (asked.world.root / KEPT).unlink()
    written = asked.world.releve("evidence")
    assert "il en faut" in written.out
    packed = asked.world.releve("evidence", "pack", str(tmp_path / "preuves.zip"))
    assert "[pack_uncosigned]" in packed.err
    assert not (tmp_path / "preuves.zip").exists()
    said = asked.world.verify()
    assert (said.code, "witnesses_too_few" in said.out) == (1, True)


def test_a_plan_whose_witnesses_cannot_be_asked_is_not_proposed(asked):
    asked.tell({"temoin-ville": "http://127.0.0.1:9"})
    with asked.world.desk() as desk, pytest.raises(UsageError) as refused:
        desk.check(desk.source.plan)
    assert refused.value.code == "witness_endpoints_missing"


def test_an_exercise_asks_witnesses_of_this_machine_only(asked):
    asked.tell({"temoin-ville": "https://temoin.example"})
    with pytest.raises(StepRefused, match="endpoint_not_of_the_exercise"), asked.world.desk():
        pass
    asked.tell({})


def test_the_trust_file_names_the_witnesses_and_how_many(closing):
    assert closing.trust["witnesses"] == [str(key) for key in closing.keys]
    assert closing.trust["witness_quorum"] == 2
