"""A small world whose pathways wait to be delivered: validated, and to be loaded somewhere too.

Made once for a kind; each test takes a copy of its folder. Nothing of the source moves any more.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from releve.model.plan import Verb
from tests.fakes.pathway_world import VIEW, PathwayWorld

SUBJECT = f"asset:{VIEW}"
WAY_IN = "reprise"
BEFORE = (Verb.MEASURE, Verb.FREEZE, Verb.EXPORT, Verb.VALIDATE)
ELSEWHERE = {"kind": "fhir", "url": "http://127.0.0.1:9/fhir"}

_KILLED = """
import os, signal, shutil, sys
from pathlib import Path
import flows.deliver as deliver
from releve.cli.main import main

root, point = Path(sys.argv[1]), sys.argv[2]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def half(folder, **_):
    parts = sorted(Path(folder).rglob("part-*.ndjson"))
    for path in parts:
        path.unlink()
    if parts:
        die()

def one_sealed(*arguments):
    made = sealed(*arguments)
    die()

import flows.seal as seal
sealed = seal._sealed
if point == "loaded":
    deliver.seal = die
elif point == "first volume sealed":
    seal._sealed = one_sealed
elif point == "removing":
    deliver.shutil = type("Half", (), {"rmtree": staticmethod(half)})
else:
    deliver.Draft = die
main(["run", "-w", str(root)])
"""


class LoadWorld(PathwayWorld):
    """A world whose view says how it is handed over."""

    more: ClassVar[str]

    def _make_plan(self, realm, changed):
        before = "restitution: {recipient: cible, instruction: Instruction d'essai, kind: folder,"
        after = f"restitution: {{recipient: cible, instruction: Instruction d'essai, {self.more},"
        trial = ("on: 2026-09-30}", "on: 2026-09-30, trial: false}")
        super()._make_plan(realm, ((before, after), trial, *changed))

    def _prepare_successor(self):
        drawn = super()._prepare_successor()
        (self.root / "age.secret").write_text(drawn.secret)
        return drawn

    def _write_endpoints(self):
        super()._write_endpoints()
        reach(self.root, ELSEWHERE)


def validated(cluster, root: Path, more: str, *, pathways: int = 8) -> LoadWorld:
    """Make a world and bring its pathways to the eve of their delivery."""
    kind = type("OneKind", (LoadWorld,), {"more": more})
    world = kind.adopted(cluster, root, pathways=pathways)
    world.decide()
    with world.desk() as desk, desk.ledger.performing():
        from flows.loop import Run

        run = Run(desk=desk, wanted=lambda step: step.verb in BEFORE and step.subject == SUBJECT)
        while (step := run.next_step()) is not None:
            run.carry_out(step)
        assert run.failures == {}
    return world


def copied(world: LoadWorld, root: Path) -> LoadWorld:
    """Return the same world in another folder, on the same database."""
    shutil.copytree(world.root, root, symlinks=True)
    return type(world)(
        grounds=world.grounds,
        root=root,
        database=world.database,
        overlays=world.overlays,
        realm=world.realm,
        pathways=world.pathways,
    )


def reach(root: Path, endpoint: dict) -> None:
    """Say where the way in is."""
    file = root / "endpoints.json"
    described = json.loads(file.read_text())
    described["endpoints"][WAY_IN] = endpoint
    file.write_text(json.dumps(described))


def delivered(world: LoadWorld) -> dict:
    """Return what the only delivery of the view recorded."""
    (body,) = [
        one.body
        for one in world.entries()
        if one.kind.value == "package_delivered" and one.subject == SUBJECT
    ]
    return body


def failed(world: LoadWorld) -> str:
    """Run everything that is ready; return the code of the view's failed step."""
    world.run()
    last = [one for one in world.entries() if one.subject == SUBJECT][-1]
    assert last.kind.value == "step_failed"
    assert not any((world.root / "depot").glob(f"{VIEW}-*.age"))
    return last.body["code"]


def killed(world: LoadWorld, point: str) -> None:
    """Deliver in a process that dies at a point."""
    command = [sys.executable, "-c", _KILLED, str(world.root), point]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    assert not any(
        one.kind.value == "package_delivered" and one.subject == SUBJECT for one in world.entries()
    )
