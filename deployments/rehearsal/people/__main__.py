"""One person of the exercise: ``python -m deployments.rehearsal.people WORKSPACE ID KEY PLATFORM``.

Reads ``tour`` lines on standard input; after each, reads the ledger, signs what waits for them with
``releve act`` and answers with the number of acts signed.
"""

import json
import sys
from contextlib import redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path

from deployments.rehearsal.people.deeds import perform_deed
from deployments.rehearsal.people.duties import Duty, duties
from flows.ledger import clock_of, open_ledger, remember
from flows.proposal import proposed
from flows.workspace import Workspace
from releve.cli.main import main as releve
from releve.errors import ReleveError
from releve.model.acts import ActKind
from releve.model.plan import Plan


class Somebody:
    """A person with a key, who looks at the ledger when asked to."""

    def __init__(self, workspace: Path, name: str, key: Path, platform: Path) -> None:
        self._workspace = workspace
        self._name = name
        self._key = key
        self._platform = platform

    def tour(self) -> int:
        """Sign everything that waits for this person; return how many acts were deposited."""
        where = Workspace.open(self._workspace)
        clock = clock_of(where)
        ledger = open_ledger(where, clock, None)
        try:
            memory = remember(where, ledger, clock)
            adoption = self._adoption(where, memory.state.plan)
            if adoption is not None or memory.state.plan is None:
                found: list[Duty] = [adoption] if adoption else []
                plan: Plan | None = None
            else:
                plan = memory.plan
                me = plan.person(self._name)
                found = list(duties(plan, memory.state, memory.agenda(), clock.now(), me))
        finally:
            ledger.close()
        return sum(self._sign(duty, plan, clock.now()) for duty in found)

    def _adoption(self, where: Workspace, adopted: str | None) -> Duty | None:
        try:
            digest, plan = proposed(where)
        except ReleveError:
            return None
        done = list(where.inbox.glob("recorded/plan_adoption-*"))
        mine = any(
            f"signer: {self._name}\n" in one.read_text() for one in done if one.suffix == ".txt"
        )
        entitled = plan.adoption is not None and self._name in plan.adoption.people
        if digest == adopted or mine or not entitled:
            return None
        return Duty(kind=ActKind.PLAN_ADOPTION, subject="plan", fields={})

    def _sign(self, duty: Duty, plan: Plan | None, now: datetime) -> int:
        fields = dict(duty.fields)
        if duty.deed is not None and plan is not None:
            fields |= perform_deed(duty.deed, plan, duty.subject, self._platform, now)
        argv = ["act", duty.kind.value, "--workspace", str(self._workspace)]
        argv += ["--subject", duty.subject, "--as", self._name, "--key", str(self._key)]
        for name, value in fields.items():
            argv += ["--field", f"{name}={value}"]
        with redirect_stdout(StringIO()):
            return 1 if releve(argv) == 0 else 0


def main(argv: list[str]) -> None:
    """Answer each line with a count, until ``stop`` or the end of input."""
    workspace, name, key, platform = argv
    me = Somebody(Path(workspace), name, Path(key), Path(platform))
    for line in sys.stdin:
        if line.strip() == "stop":
            return
        print(json.dumps({"signed": me.tour()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
