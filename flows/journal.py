"""The bridge from a destroyer to the ledger: intent, phases, and the last look before no return."""

from collections.abc import Mapping

from flows.desk import Desk
from flows.inbox import collect
from flows.signatures import recheck_acts
from flows.witnesses import require_witnesses
from releve.errors import StepRefused
from releve.model.evidence import Draft, EntryKind, JsonValue, Measured
from releve.plan.authority import counting
from releve.plan.steps import Step


class LedgerJournal:
    """Implements :class:`releve.ports.Journal` for one step of one run."""

    def __init__(self, desk: Desk, step: Step) -> None:
        self._desk = desk
        self._memory = desk.memory
        self._step = step

    def intended(self) -> bool:
        """Tell whether this step's intent is open."""
        intent = self._memory.state.of(self._step.subject).intent
        return intent is not None and intent.step == self._step.key

    def phases(self) -> tuple[str, ...]:
        """Return the phases recorded since the open intent."""
        intent = self._memory.state.of(self._step.subject).intent
        return intent.phases if intent is not None else ()

    def check_witnesses(self) -> None:
        """Refuse to begin, or to resume what was intended only, while the witnesses are silent.

        An act with a phase recorded was begun in front of them: stopping halfway helps nobody.

        Raises ``StepRefused`` ``witnesses_missing``.
        """
        self._memory.refresh()
        if not self.phases():
            require_witnesses(self._desk)

    def intend(self, measured: Measured, facts: Mapping[str, JsonValue]) -> None:
        """Decide once more on the state of this instant, then record the point of no return.

        Acts deposited meanwhile are recorded first: measuring may have taken hours, and a hold
        signed in between wins. The witnesses of the plan are asked before, so that nothing is
        opened in vain, and again once the intent is under the head: if too few cosign it, the act
        is not begun and the intent stays open for the next run.

        Raises ``StepRefused`` (``step_no_longer_ready``, ``witnesses_missing``), ``ActRefused``
        when a stored signature does not verify any more, ``StateMoved`` when somebody recorded
        something meanwhile.
        """
        self.check_witnesses()
        if not self.intended():
            self._open(measured, facts)
            require_witnesses(self._desk)

    def _open(self, measured: Measured, facts: Mapping[str, JsonValue]) -> None:
        memory, step = self._memory, self._step
        collect(self._desk)
        ready = {(one.verb, one.key) for one in memory.agenda().ready}
        if (step.verb, step.key) not in ready:
            raise StepRefused("step_no_longer_ready", subject=step.subject, verb=step.verb.value)
        known = memory.state.of(step.subject)
        request = known.request
        if request is None or request.digest != step.request:
            raise StepRefused("step_no_longer_ready", subject=step.subject, verb=step.verb.value)
        acts = counting(memory.plan, memory.state, request, memory.clock.now())
        recheck_acts(memory, acts)
        body: dict[str, JsonValue] = {
            "request": request.digest,
            "step": request.step,
            "verb": request.verb.value,
            "acts": [act.index for act in acts],
            "root": measured.root,
            "records": measured.records,
            "octets": measured.octets,
            "facts": dict(facts),
        }
        draft = Draft(
            kind=EntryKind.INTENT_RECORDED, subject=step.subject, actor="releve", body=body
        )
        memory.record([draft])

    def phase(self, name: str, facts: Mapping[str, JsonValue]) -> None:
        """Record that a phase is done.

        What people deposited meanwhile is recorded first: a hold comes too late now, and shows.
        """
        collect(self._desk)
        draft = Draft(
            kind=EntryKind.PHASE_RECORDED,
            subject=self._step.subject,
            actor="releve",
            body={"phase": name, "facts": dict(facts)},
        )
        self._memory.record_done(draft)
