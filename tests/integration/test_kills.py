"""`releve run` killed with SIGKILL where it hurts: run again, it ends as if nothing had happened.

Nothing is patched: a real process is stopped where we want it by the locks of real systems (tables,
advisory locks, leases on files, the lock of the second copy), killed there, and run again.
"""

import fcntl
import hashlib
import json
import os
import random
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from releve.model.evidence import EntryKind
from releve.model.plan import Verb
from tests.fakes.small_world import REPOSITORY

pytestmark = pytest.mark.integration

ASSET = "asset:abonnes"
DUMP = "copy:abonnes/dump"
PATIENCE = 20
F_SETSIG = 10  # of Linux; not named by the standard library

# Runs `releve run` in a fork of a process that has imported everything: a start takes no time.
NURSERY = """
import os, sys
from releve.cli.main import commands, main
commands("run")
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.setsid()
        log = os.open(os.path.join(line.strip(), "run.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        code = 70
        try:
            code = main(["run", "-w", line.strip()])
        finally:
            os._exit(code)
    print("pid", child, flush=True)
    print("code", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Nursery:
    """Starts runs, one at a time, and tells how they ended."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
        )
        assert self._process.stdout.readline() == "ready\n"

    def start(self, root):
        self._process.stdin.write(f"{root}\n")
        self._process.stdin.flush()
        return self._said("pid")

    def ended(self):
        """Tell whether the run ended by itself; its code is then to be taken."""
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def code(self):
        return self._said("code")

    def kill(self, pid):
        """Kill a run that may have ended meanwhile, and return how it ended."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return self.code()

    def _said(self, what):
        name, number = self._process.stdout.readline().split()
        assert name == what
        return int(number)

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)


@pytest.fixture(scope="module")
def nursery():
    made = Nursery()
    yield made
    made.close()


class MissedError(Exception):
    """The run went past the point before we could stop it there: to be tried again."""


class Running:
    """One run of one world, and the means to stop it where we want."""

    def __init__(self, world, nursery):
        self.world = world
        self.pid = 0
        self._nursery = nursery
        self._lock = None

    def start(self):
        self.pid = self._nursery.start(self.world.root)

    def kill(self):
        code = self._nursery.kill(self.pid)
        self.pid = 0
        self.release()
        return code

    def wait(self, holds, what):
        """Wait for something to be seen; fail if the run ends before."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if self._nursery.ended():
                raise MissedError(what)
            assert time.monotonic() < deadline, f"never {what}"
            time.sleep(0.001)

    def hold_after(self, *fact):
        """Take the lock of the second copy once ``fact`` is the last: nothing is recorded after."""
        begun = self._last()

        def holds():
            self.hold()
            if self._last() != begun and self._last()[1:] == fact:
                return True
            self.release()
            return False

        self.wait(holds, fact)

    def hold(self):
        self._lock = os.open(self.world.root / "ledger-copy" / ".lock", os.O_RDWR)
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def release(self):
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def asleep(self):
        """Wait until the run waits for us."""
        seen = []

        def holds():
            seen.append(Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split())
            time.sleep(0.02)
            quiet = [(one[0], one[11]) for one in seen[-5:]]
            return len(quiet) == 5 and set(quiet) == {("S", quiet[0][1])}

        self.wait(holds, "asleep")

    def _last(self):
        """The last fact, read under the lock: no writer is halfway."""
        with sqlite3.connect(self.world.root / "ledger" / "ledger.sqlite") as db:
            query = "SELECT idx, data FROM entries ORDER BY idx DESC LIMIT 1"
            size, data = db.execute(query).fetchone()
        db.close()
        entry = json.loads(data)
        body = entry["body"]
        detail = [body[name] for name in ("act", "outcome", "phase", "about") if name in body]
        return (size, entry["kind"], entry["subject"], *map(str, detail))


@contextmanager
def lease(path):
    """Hold a lease on a file: who opens it to write waits for us. Yields what tells so."""
    held = os.open(path, os.O_RDONLY)
    try:
        fcntl.fcntl(held, F_SETSIG, signal.SIGURG)  # which is ignored
        fcntl.fcntl(held, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        yield lambda: fcntl.fcntl(held, fcntl.F_GETLEASE) != fcntl.F_RDLCK
    finally:
        os.close(held)


def waits_for(connection, mode):
    def holds():
        query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = %s"
        return connection.execute(query, (mode,)).fetchone()[0] > 0

    return holds


# ----------------------------------------------------------------------------------- the points
# Each brings the run to its point, has it killed there (`yield`), and lets go of what it held.


@contextmanager
def before_the_intent(run):
    with run.world.sql() as ours, run.world.sql() as looking:
        ours.execute("BEGIN")
        ours.execute("LOCK TABLE mediatheque.abonne IN ACCESS SHARE MODE")
        run.start()
        run.wait(waits_for(looking, "AccessExclusiveLock"), "waiting for the tables")
        yield
    assert run.world.last()[0] != "intent_recorded"


SECOND_DROP = """
CREATE SEQUENCE public.drops;
CREATE FUNCTION public.second_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('public.drops') >= 2 THEN PERFORM pg_advisory_xact_lock_shared(7); END IF;
END $$;
CREATE EVENT TRIGGER second_drop ON ddl_command_start WHEN TAG IN ('DROP TABLE')
    EXECUTE FUNCTION public.second_drop();
"""


@contextmanager
def stopped_at_drop(run):
    """Stop the run at its `DROP TABLE`: the first was a trial, rolled back before the intent."""
    with run.world.sql() as ours:
        ours.execute(SECOND_DROP)
        ours.execute("SELECT pg_advisory_lock(7)")
        run.start()
        run.wait(waits_for(ours, "ShareLock"), "at its second DROP")
        yield ours
        ours.execute("SELECT pg_advisory_unlock_all()")
        ours.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        ours.execute("DROP EVENT TRIGGER second_drop")


def tables(connection):
    query = "SELECT count(*) FROM pg_tables WHERE schemaname = 'mediatheque'"
    return connection.execute(query).fetchone()[0]


@contextmanager
def right_after_the_intent(run):
    with stopped_at_drop(run) as ours:
        yield
        assert tables(ours) == 2
    assert run.world.last()[0] == "intent_recorded"


@contextmanager
def between_the_drop_and_its_outcome(run):
    with stopped_at_drop(run) as ours, run.world.sql() as looking:
        run.hold()
        ours.execute("SELECT pg_advisory_unlock_all()")
        run.wait(lambda: tables(looking) == 0, "committed")
        yield
    assert run.world.last()[0] == "intent_recorded"


@contextmanager
def certifying(run):
    run.start()
    run.hold_after("act_recorded", ASSET, "validation")
    yield


@contextmanager
def certified_and_not_recorded(run):
    run.start()
    run.hold_after("act_recorded", ASSET, "validation")
    run.asleep()
    yield


def dumped(run, number):
    return run.world.root / "sauvegardes" / "mediatheque.dump" / f"sauvegarde-{number}.dat"


def set_aside(run):
    found = (run.world.root / "sauvegardes" / ".releve-quarantine").glob("*/object")
    return next(found, None)


@contextmanager
def set_aside_and_not_intended(run):
    name = hashlib.sha256(b"mediatheque.dump").hexdigest()[:16]
    draft = run.world.root / "sauvegardes" / ".releve-quarantine" / name / "manifest.json.draft"
    draft.parent.mkdir(parents=True)
    draft.touch()
    with lease(draft) as waited:
        run.start()
        run.wait(waited, "writing down what it set aside")
        assert set_aside(run) is not None
        yield
    assert run.world.last()[0] != "intent_recorded"


@contextmanager
def in_the_middle_of_overwriting(run):
    with lease(dumped(run, 1)) as waited:
        run.start()
        run.wait(waited, "overwriting the second file")
        zeros = [not any(one.read_bytes()) for one in sorted(set_aside(run).iterdir())]
        assert zeros == [True, False, False]
        yield


@contextmanager
def overwritten(run):
    run.start()
    run.hold_after("phase_recorded", DUMP, "overwritten")
    run.asleep()
    yield


@contextmanager
def unlinked_and_not_recorded(run):
    run.start()
    run.hold_after("phase_recorded", DUMP, "read_back")
    run.wait(lambda: set_aside(run) is None, "unlinked")
    yield


@contextmanager
def unlinked_before_its_outcome(run):
    run.start()
    run.hold_after("phase_recorded", DUMP, "unlinked")
    run.asleep()
    yield


@contextmanager
def exporting(run):
    with run.world.sql() as ours, run.world.sql() as looking:
        ours.execute("BEGIN")
        ours.execute("LOCK TABLE mediatheque.pret IN ACCESS EXCLUSIVE MODE")
        run.start()
        run.wait(waits_for(looking, "AccessShareLock"), "reading the second table")
        bag = run.world.root / "packages" / "abonnes" / "sac" / "data" / "contenu"
        assert (bag / "abonne.ndjson").stat().st_size > 0
        assert not (bag / "schema.json").exists()
        yield


@contextmanager
def exported_before_its_findings(run):
    run.start()
    run.hold_after("package_exported", ASSET)
    yield


@contextmanager
def depositing(run):
    exported = run.world.state().of(ASSET).exported
    name = f"abonnes-{exported.package.removeprefix('sha256:')[:12]}.tar.age"
    depot = run.world.root / "depots" / "depot-ville"
    part = depot / f".{name}.part"
    part.write_bytes(b"?")
    with lease(part) as waited:
        run.start()
        run.wait(waited, "writing into the drop")
        assert not (depot / name).exists()
        yield


@contextmanager
def deposited_and_not_recorded(run):
    """The machine stops between the deposit and the removal of the plain bag."""
    packages = run.world.root / "packages" / "abonnes"
    shutil.copytree(packages / "sac", run.world.root / "sac")
    run.start()
    depot = run.world.root / "depots" / "depot-ville"
    run.hold_after("request_opened", "service:reservation")
    run.wait(lambda: any(depot.glob("abonnes-*.age")) and not (packages / "sac").exists(), "sent")
    yield
    shutil.copytree(run.world.root / "sac", packages / "sac")


@contextmanager
def collecting(run):
    run.start()
    run.hold_after("act_recorded", ASSET, "approval")
    run.asleep()
    yield
    if len([*(run.world.root / "inbox").glob("approval-*.txt")]) != 1:
        raise MissedError(collecting)


@contextmanager
def collected_and_not_moved(run):
    """The machine stops between the entry of an act and the move of its file."""
    inbox = run.world.root / "inbox"
    before = {path.name for path in inbox.iterdir()}
    with collecting(run):
        yield
    for path in (inbox / "recorded").iterdir():
        if path.name in before:
            path.rename(inbox / path.name)


# ---------------------------------------------------------------------------------- the scenarios


def members(world):
    world.approve(ASSET)
    world.collect()


def accepted(world):
    """The members' data are gone, and the controller's yes is in the inbox."""
    members(world)
    world.releve("run")
    assert world.validate()


def copy(world):
    world.approve(DUMP)
    world.approve("copy:abonnes/paquet")
    world.collect()


def frozen(world):
    world.perform(Verb.PROBE, Verb.MEASURE, Verb.FREEZE)


def validated(world):
    world.perform(Verb.PROBE, Verb.MEASURE, Verb.FREEZE, Verb.EXPORT, Verb.VALIDATE)


def signed(world):
    world.approve(ASSET)


def nothing(_world):
    """The stage as it is."""


SCENARIOS = {
    "members": ("asked", members),
    "accepted": ("asked", accepted),
    "copy": ("copies", copy),
    "return": ("adopted", nothing),
    "frozen": ("adopted", frozen),
    "validated": ("adopted", validated),
    "signed": ("asked", signed),
}

POINTS = [
    ("members", before_the_intent),
    ("members", right_after_the_intent),
    ("members", between_the_drop_and_its_outcome),
    ("accepted", certifying),
    ("accepted", certified_and_not_recorded),
    ("copy", set_aside_and_not_intended),
    ("copy", in_the_middle_of_overwriting),
    ("copy", overwritten),
    ("copy", unlinked_and_not_recorded),
    ("copy", unlinked_before_its_outcome),
    ("frozen", exporting),
    ("return", exported_before_its_findings),
    ("validated", depositing),
    ("validated", deposited_and_not_recorded),
    ("signed", collecting),
    ("signed", collected_and_not_moved),
]


@pytest.fixture(scope="module")
def unkilled(grounds, tmp_path_factory):
    """What each scenario records when nobody kills it."""
    known = {}

    def facts(scenario):
        if scenario not in known:
            stage, prepare = SCENARIOS[scenario]
            world = grounds.world(stage, tmp_path_factory.mktemp("sans") / "monde")
            prepare(world)
            assert world.run().code == 0
            known[scenario] = world.facts()
        return known[scenario]

    return facts


def alike(facts):
    """Facts, where absence found after a kill stands for the destruction it observed."""
    return [
        (kind, subject, said.replace("found_absent", "destroyed")) for kind, subject, said in facts
    ]


def check(world, expected):
    assert alike(world.facts()) == expected
    entries = world.entries()
    for kind in (EntryKind.INTENT_RECORDED, EntryKind.OUTCOME_RECORDED):
        steps = [one.body["step"] for one in entries if one.kind is kind]
        assert len(steps) == len(set(steps)), kind
    files = [one.body["file"] for one in entries if one.kind is EntryKind.ACT_RECORDED]
    assert len(files) == len(set(files))
    assert [*(world.root / "inbox").glob("refused/*")] == []
    assert [*(world.root / "inbox").glob("*.txt")] == []
    verified = world.verify()
    assert verified.code == 0, verified.out


@pytest.mark.parametrize(("scenario", "point"), POINTS, ids=[one[1].__name__ for one in POINTS])
def test_killed_and_run_again(grounds, nursery, unkilled, tmp_path, scenario, point):
    expected = unkilled(scenario)
    for attempt in range(12):
        stage, prepare = SCENARIOS[scenario]
        world = grounds.world(stage, tmp_path / f"monde-{attempt}")
        prepare(world)
        run = Running(world, nursery)
        try:
            with point(run):
                assert run.kill() == -signal.SIGKILL
            break
        except MissedError:
            continue
        finally:
            if run.pid:
                run.kill()
    else:
        pytest.fail(f"never stopped at {point.__name__}")
    said = world.run()
    assert said.code == 0, said.out + said.err
    check(world, expected)


def test_a_hold_signed_while_the_tables_are_awaited_wins(grounds, nursery, tmp_path):
    world = grounds.world("asked", tmp_path / "monde")
    members(world)
    before = world.fingerprint()
    run = Running(world, nursery)
    with before_the_intent(run):
        fields = {"reference": "REQ-1", "reason": "Contentieux."}
        world.sign("hold", ASSET, "directeur", **fields)
    assert nursery.code() == 13, (world.root / "run.log").read_text()
    assert world.reasons(ASSET) == {"legal_hold"}
    assert world.fingerprint() == before


def test_a_hold_signed_after_the_intent_comes_too_late_and_is_recorded(grounds, nursery, tmp_path):
    world = grounds.world("asked", tmp_path / "monde")
    members(world)
    run = Running(world, nursery)
    with stopped_at_drop(run) as ours:
        fields = {"reference": "REQ-1", "reason": "Contentieux."}
        world.sign("hold", ASSET, "directeur", **fields)
        ours.execute("SELECT pg_advisory_unlock_all()")
        assert nursery.code() == 0, (world.root / "run.log").read_text()
    facts = world.facts()
    ended = facts.index(("outcome_recorded", ASSET, "destroyed.absent.destroy"))
    assert ("act_recorded", ASSET, "hold") in facts[ended:]
    verified = world.verify()
    assert verified.code == 0, verified.out


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("scenario", ["return", "signed", "copy"])
def test_killed_again_and_again_at_any_moment(grounds, nursery, unkilled, tmp_path, scenario, seed):
    expected = unkilled(scenario)
    stage, prepare = SCENARIOS[scenario]
    world = grounds.world(stage, tmp_path / "monde")
    prepare(world)
    delays = random.Random(seed)
    killed = 0
    for _ in range(8):
        run = Running(world, nursery)
        run.start()
        time.sleep(delays.uniform(0.0, 0.3))
        killed += nursery.kill(run.pid) == -signal.SIGKILL
    assert killed > 0
    said = world.run()
    assert said.code == 0, said.out + said.err
    check(world, expected)


def test_the_command_itself_killed_with_its_whole_group(grounds, unkilled, tmp_path):
    world = grounds.world("asked", tmp_path / "monde")
    signed(world)
    command = [str(Path(sys.executable).with_name("releve")), "run", "-w", str(world.root)]
    with world.sql() as ours, world.sql() as looking:
        ours.execute("BEGIN")
        ours.execute("LOCK TABLE mediatheque.abonne IN ACCESS SHARE MODE")
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        waiting = waits_for(looking, "AccessExclusiveLock")
        while not waiting() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert world.run().code == 0  # the controller validates, then it is certified
    check(world, unkilled("signed"))
