"""One person of the exercise: ``python -m deployments.rehearsal.people WORKSPACE ID KEY PLATFORM``.

Reads ``tour`` lines on standard input; after each, reads the ledger, signs what waits for them as
``releve act`` does and answers with the number of acts signed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from deployments.rehearsal.people.archives import transcribe_paper, write_paper
from deployments.rehearsal.people.deeds import perform_deed
from deployments.rehearsal.people.duties import Duty, duties
from flows.commands.act import drafted, signed
from flows.ledger import clock_of, open_ledger, remember
from flows.memory import Memory
from flows.proposal import proposed
from flows.workspace import Workspace
from releve.errors import ReleveError
from releve.model.acts import ActKind


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
            found = list(self._duties(where, memory))
            done = [self._done(where, memory, duty) for duty in found]
        finally:
            ledger.close()
        return sum(done)

    def _duties(self, where: Workspace, memory: Memory) -> Iterator[Duty]:
        adoption = self._adoption(where, memory.state.plan)
        if adoption is not None:
            yield adoption
        elif memory.state.plan is not None:
            me = memory.plan.person(self._name)
            yield from duties(memory.plan, memory.state, memory.agenda(), memory.clock.now(), me)

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

    def _done(self, where: Workspace, memory: Memory, duty: Duty) -> bool:
        """Do what a duty asks; tell whether something was done."""
        match duty.deed:
            case "paper":
                today = memory.clock.now().astimezone(ZoneInfo(memory.plan.timezone)).date()
                return write_paper(self._workspace, duty.fields["bordereau"], self._name, today)
            case "transcribe":
                number = duty.fields["bordereau"]
                return transcribe_paper(self._workspace, number, self._name, self._key)
            case _:
                self._sign(where, memory, duty)
                return True

    def _sign(self, where: Workspace, memory: Memory, duty: Duty) -> None:
        fields = dict(duty.fields)
        if duty.deed is not None:
            fields |= perform_deed(
                duty.deed,
                memory.plan,
                duty.subject,
                self._platform,
                self._workspace,
                memory.clock.now(),
            )
        act = drafted(where, memory, duty.kind, duty.subject, self._name, fields)
        signed(where, act, self._key)


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
