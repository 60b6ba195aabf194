"""The plain loop: do what the agenda allows until nothing is ready. The reference for Prefect."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.desk import Desk
from flows.forget import forget
from flows.inbox import Collected, collect
from flows.perform import perform
from flows.receive import fetch_receipts
from releve.errors import ReleveError, StateMoved
from releve.plan.steps import Agenda, Step


@dataclass(slots=True, kw_only=True)
class Progress:
    """What one run tells a person while it goes."""

    begun: Callable[[Step], None] = lambda _step: None
    ended: Callable[[Step], None] = lambda _step: None
    failed: Callable[[Step, ReleveError], None] = lambda _step, _error: None
    collected: Callable[[Collected], None] = lambda _one: None


@dataclass(slots=True, kw_only=True)
class Run:
    """One pass over the agenda. ``failures`` are set aside until the next run, never retried."""

    desk: Desk
    milestone: str | None = None
    wanted: Callable[[Step], bool] = lambda _step: True
    progress: Progress = field(default_factory=Progress)
    failures: dict[str, ReleveError] = field(default_factory=dict)
    performed: int = 0

    def next_step(self) -> Step | None:
        """Collect acts, then return the next ready step of the milestone that has not failed."""
        step = self._first_ready()
        if self.desk.memory.state.plan is None:
            return None
        if step is None and fetch_receipts(self.desk, self.agenda().waiting):
            step = self._first_ready()
        if step is None:
            forget(self.desk)
        return step

    def _first_ready(self) -> Step | None:
        for one in collect(self.desk):
            self.progress.collected(one)
        if self.desk.memory.refresh().plan is None:
            return None
        for step in self.agenda().ready:
            here = self.milestone in {None, step.milestone}
            if here and step.subject not in self.failures and self.wanted(step):
                return step
        return None

    def agenda(self) -> Agenda:
        """Return the agenda of this instant."""
        self.desk.memory.refresh()
        return self.desk.memory.agenda()

    def carry_out(self, step: Step) -> None:
        """Perform one step; a failure is set aside and told, a moved state is decided again."""
        self.progress.begun(step)
        try:
            perform(self.desk, step)
        except StateMoved:
            return
        except ReleveError as error:
            self.failures[step.subject] = error
            self.progress.failed(step, error)
        else:
            self.performed += 1
            self.progress.ended(step)


def run(desk: Desk, *, milestone: str | None = None, progress: Progress | None = None) -> Run:
    """Perform every ready step, one at a time, and return what happened.

    Holds the performer's lock for the whole run; raises ``LedgerError`` ``already_performing``.
    """
    this = Run(desk=desk, milestone=milestone, progress=progress or Progress())
    with desk.ledger.performing():
        while (step := this.next_step()) is not None:
            this.carry_out(step)
    return this
