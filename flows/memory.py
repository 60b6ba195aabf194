"""A run's view of the ledger: the folded state, kept current, and one way to record."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

from releve.canonical import digest
from releve.errors import StateMoved
from releve.ledger.entry import decode_entry
from releve.ledger.state import EMPTY, PlanState, apply, covered_by
from releve.model.acts import ActKind
from releve.model.evidence import Draft, Entry, EntryKind
from releve.model.ids import Realm
from releve.model.plan import Plan
from releve.model.time import Clock
from releve.plan.agenda import next_steps
from releve.plan.reader import load_plan
from releve.plan.steps import Agenda
from releve.ports import LedgerStore

_TRIES = 99
_TOLD = frozenset({EntryKind.NOTE_RECORDED, EntryKind.ACT_REFUSED})
"""What authorises nothing and changes nothing of a subject."""
NO_DOCUMENTS: Mapping[str, bytes] = {}


class Memory:
    """The ledger as a run sees it; ``state`` is as of the last :meth:`refresh`."""

    def __init__(self, ledger: LedgerStore, clock: Clock, realm: Realm) -> None:
        self.ledger = ledger
        self.clock = clock
        self.realm = realm
        self.state: PlanState = EMPTY
        self._entries: list[Entry] = []
        self._plan = lru_cache(maxsize=16)(self._load)
        self.refresh()

    def refresh(self) -> PlanState:
        """Apply what was appended since, by whomever, and return the state."""
        for data in self.ledger.raw(self.state.size):
            entry = decode_entry(
                data, origin=self.ledger.origin, realm=self.realm, index=self.state.size
            )
            self.state = apply(self.state, entry)
            self._entries.append(entry)
        return self.state

    def entries(self) -> Sequence[Entry]:
        """Return every entry as of the last :meth:`refresh`, decoded."""
        return self._entries

    def entry(self, index: int) -> Entry:
        """Return one entry, decoded."""
        return self._entries[index]

    def raw(self, index: int) -> bytes:
        """Return the stored bytes of one entry."""
        return next(iter(self.ledger.raw(index, index + 1)))

    @property
    def plan(self) -> Plan:
        """The adopted plan. ``KeyError`` before the first adoption."""
        if self.state.plan is None:
            raise KeyError("plan")
        return self.plan_of(self.state.plan)

    def plan_of(self, plan: str) -> Plan:
        """Return an adopted plan by digest."""
        return self._plan(plan)

    def agenda(self) -> Agenda:
        """Return what can be done now under the adopted plan."""
        return next_steps(self.plan, self.state, self.clock.now())

    def record(
        self,
        drafts: Sequence[Draft],
        *,
        documents: Sequence[bytes] = (),
        beside: Sequence[str] = (),
    ) -> tuple[Entry, ...]:
        """Append facts decided on the present state.

        The versions of every subject written to, of those that cover it (its asset, the plan: their
        holds and pauses bind it) and of ``beside`` are expected unchanged; those of every subject
        where the programme is closed; raises ``StateMoved`` if somebody was first. A note written
        meanwhile moves nothing, nor does a refused act: what took hours is not done again for it.
        """
        subjects = {name for draft in drafts for name in covered_by(draft.subject)} | set(beside)
        whole = any(_closes(one) for one in drafts)
        if whole:
            subjects |= {*self.plan.subjects(), *self.state.subjects}
        for _ in range(_TRIES):
            try:
                return self._append(drafts, documents, subjects)
            except StateMoved:
                if whole or beside or not self._only_told(subjects):
                    raise
        return self._append(drafts, documents, subjects)

    def _append(
        self, drafts: Sequence[Draft], documents: Sequence[bytes], subjects: Collection[str]
    ) -> tuple[Entry, ...]:
        entries = self.ledger.append(
            drafts,
            expect={name: self.state.of(name).version for name in subjects},
            documents={digest(data): data for data in documents},
        )
        self.refresh()
        return entries

    def _only_told(self, subjects: Collection[str]) -> bool:
        """Look at what was written meanwhile: tell whether none of it changes these subjects."""
        known = self.state.size
        self.refresh()
        return all(one.kind in _TOLD for one in self._entries[known:] if one.subject in subjects)

    def record_done(self, draft: Draft) -> Entry:
        """Append a fact that has already happened: what others wrote meanwhile takes nothing away.

        Raises ``StateMoved`` when somebody was first every time, a hundred times over.
        """
        for _ in range(_TRIES):
            self.refresh()
            with suppress(StateMoved):
                return self.record([draft])[0]
        return self.record([draft])[0]

    def _load(self, plan: str) -> Plan:
        return load_plan(self.ledger.document(plan))


def _closes(draft: Draft) -> bool:
    """Tell whether a draft is an act of closing, which judges of everything at once."""
    return draft.kind is EntryKind.ACT_RECORDED and draft.body.get("act") == ActKind.CLOSURE
