"""The exercise: every milestone of the plan, played to its end, with the people it waits for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from deployments.rehearsal.cast import Cast
from deployments.rehearsal.engines import Pass
from deployments.rehearsal.paperwork import (
    AT_ADOPTION,
    AT_MILESTONE,
    AT_THE_END,
    ONCE_SIGNED,
    awaited,
    issue_all,
    night_of,
)
from deployments.rehearsal.people.duties import duties
from deployments.rehearsal.returns import record_returns
from deployments.rehearsal.setting import Setting
from flows.adoption import propose
from flows.desk import Desk
from flows.gate import lazy_gate
from flows.inbox import collect
from flows.note import note
from flows.read_back import Reading, read_back
from flows.trial import try_takeover
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Role
from releve.model.plan import Plan
from releve.model.time import Window, instant_text
from releve.papers.paper import PaperKind
from releve.plan.steps import Agenda

Told = Callable[[str], None]
_READ = 50
"""Pathways of a read test: enough for an exercise."""


@dataclass(slots=True, kw_only=True)
class Exercise:
    """One exercise being played. ``one_pass`` is the engine: everything else is the same."""

    setting: Setting
    cast: Cast
    one_pass: Pass
    tell: Told
    at_opening: Callable[[str, datetime, datetime], None] | None = None
    """Called when the clock is about to enter a milestone's window, with now and its opening."""

    tried: set[str] = field(default_factory=set)
    """Assets whose trial migration was made."""

    def adopt(self) -> None:
        """Have the plan proposed, signed by its founders and adopted, unless one already is."""
        with self._desk() as desk:
            if desk.memory.state.plan is not None:
                return
            propose(desk)
            plan = desk.source.plan
        quorum = plan.adoption
        self.cast.sign(quorum.people[: quorum.threshold] if quorum is not None else ())
        with self._desk() as desk:
            collect(desk)
        self._issue(AT_ADOPTION)

    def finish(self) -> None:
        """Issue the last papers, have them signed, and close the programme."""
        self._issue(AT_THE_END)
        while self._all_sign():
            self._issue(AT_THE_END)
        self._issue(ONCE_SIGNED)
        self._all_sign()

    def _all_sign(self) -> int:
        """Have everybody sign what waits for them, and record it; return how many acts."""
        signed = self.cast.sign(self._called(None))
        with self._desk() as desk:
            collect(desk)
        return signed

    def _called(self, milestone: str | None) -> list[str]:
        """Return the people who have something to sign, of one milestone or of all."""
        with self._desk() as desk:
            plan, state, agenda = desk.memory.plan, desk.memory.state, desk.memory.agenda()
            now = desk.clock.now()
        here = agenda if milestone is None else _of(agenda, milestone)
        return [
            person.id
            for person in plan.people
            if person.id in self.setting.people and any(duties(plan, state, here, now, person))
        ]

    def _begin(self, milestone: str) -> None:
        """Print the committee's page and the night's cards; the shift begins with a note."""
        with self._desk() as desk, desk.ledger.performing():
            issue_all(desk, AT_MILESTONE, self.tell, only=night_of(desk, milestone))
            operators = (one for one in desk.memory.plan.people if Role.OPERATOR in one.roles)
            for person in islice(operators, 1):
                told = "Prise de quart, fiche d'intervention relue."
                note(desk.memory, told, subject=PLAN_SUBJECT, author=person.id)

    def _issue(self, kinds: Sequence[PaperKind], now: datetime | None = None) -> int:
        with self._desk(now) as desk, desk.ledger.performing():
            return issue_all(desk, kinds, self.tell)

    def play(self, milestone: str) -> Agenda:
        """Play one milestone until nothing of it can move; return the agenda then."""
        now, closes = self._now(), self._window(milestone).closes
        self._begin(milestone)
        while True:
            self.one_pass(milestone, now)
            agenda, signed = self._people(milestone, now)
            if signed:
                continue
            waiting = [one for one in agenda.waiting if one.milestone == milestone]
            instants = [
                reason.next_at
                for one in waiting
                for reason in one.reasons
                if reason.next_at is not None and now < reason.next_at < closes
            ]
            if not instants:
                return agenda
            opens = self._window(milestone).opens
            if self.at_opening is not None and now < opens == min(instants):
                self.at_opening(milestone, now, opens)
            now = min(instants)
            self.tell(f"   … l'horloge de l'exercice avance au {now:%d/%m/%Y à %H:%M} UTC")

    def _window(self, milestone: str) -> Window:
        with self._desk() as desk:
            window = desk.memory.plan.milestone(milestone).window
        if window is None:
            raise KeyError(milestone)
        return window

    def _now(self) -> datetime:
        with self._desk() as desk:
            return desk.clock.now()

    def _people(self, milestone: str, now: datetime) -> tuple[Agenda, int]:
        with self._desk(now) as desk:
            plan, agenda = desk.memory.plan, desk.memory.agenda()
        here = _of(agenda, milestone)
        moved = 0
        codes = {reason.code for one in here.waiting for reason in one.reasons}
        if "receipt_missing" in codes:
            answer = self.cast.load(instant_text(now))
            loaded = answer["loaded"]
            moved += len(loaded) if isinstance(loaded, list) else 0
        moved += self._trials(here) + self._read_tests(here)
        self._issue(awaited(codes), now)
        called = self._called(milestone)
        if called:
            self.tell(f"   … {', '.join(_titles(plan, called))} : à la signature")
            moved += self.cast.sign(called)
        if "visa_missing" in codes:
            with self._desk(now) as desk, desk.ledger.performing():
                moved += record_returns(desk, self.setting.root)
        return agenda, moved

    def _trials(self, here: Agenda) -> int:
        """Make the trial migrations that the plan asks for before anybody may sign for them."""
        names = [
            one.subject.partition(":")[2]
            for one in here.waiting
            if any(reason.code == "trial_missing" for reason in one.reasons)
        ]
        names = [one for one in names if one not in self.tried]
        for name in names:
            self.tell(f"   … migration à blanc de {name}")
            with self._desk() as desk:
                try_takeover(desk, name)
            self.tried.add(name)
        return len(names)

    def _read_tests(self, here: Agenda) -> int:
        """Read back what successors loaded, where the plan says that they can be asked."""
        names = [
            one.subject.partition(":")[2]
            for one in here.waiting
            if any(reason.code == "read_test_missing" for reason in one.reasons)
        ]
        for name in names:
            with self._desk() as desk, desk.ledger.performing():
                told = read_back(desk, name, Reading(sample=_READ))
            self.tell(f"   … test de lecture de {name} : {told.test.sample} parcours relus")
        return len(names)

    @contextmanager
    def _desk(self, now: datetime | None = None) -> Iterator[Desk]:
        desk = Desk(self.setting.workspace, gate=lazy_gate())
        try:
            if now is not None:
                desk.rehearse(now)
            yield desk
        finally:
            desk.close()


def _of(agenda: Agenda, milestone: str) -> Agenda:
    """Return what waits of one milestone."""
    waiting = tuple(one for one in agenda.waiting if one.milestone == milestone)
    return Agenda(ready=(), waiting=waiting, done=(), overdue=())


def _titles(plan: Plan, people: list[str]) -> list[str]:
    return list(dict.fromkeys(plan.person(name).title or name for name in people))
