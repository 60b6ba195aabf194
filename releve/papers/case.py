"""The case of a paper: what its builder may read, and how it names where it read it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from releve.errors import UsageError
from releve.ledger.body import text
from releve.ledger.state import PlanState, fold
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.ids import PLAN_SUBJECT
from releve.model.plan import Plan
from releve.papers.exercise import Exercise
from releve.papers.figures import compute
from releve.papers.source import AT, Origins, in_entry, in_plan
from releve.papers.value import Form, Rule, Value, missing, named, term
from releve.plan.agenda import next_steps
from releve.plan.coverage import Adopted
from releve.plan.reader import load_plan
from releve.plan.steps import Agenda

_ORDERED = {Form.DAYS: Rule.DAYS_BETWEEN, Form.MINUTES: Rule.MINUTES_BETWEEN}


def no_document(digest: str) -> bytes:
    """Refuse to read a document: for cases without a ledger store.

    Raises:
        UsageError: ``paper_document_missing``.

    """
    raise UsageError("paper_document_missing", digest=digest)


@dataclass(frozen=True, kw_only=True)
class Case:
    """The plan in force, the log as far as it goes, the instant; and readings that cite.

    ``at`` is the instant the paper stands for: the plan's clock, an exercise's where there is one.
    ``document`` reads a document of the ledger by its digest. ``exercise`` is the log of another
    ledger, an exercise's, for durations; ``None`` without one.
    """

    plan: Plan
    digest: str
    state: PlanState
    entries: Sequence[Entry]
    at: datetime
    about: str = PLAN_SUBJECT
    document: Callable[[str], bytes] = no_document
    exercise: Exercise | None = None
    origins: Origins = field(init=False)

    def __post_init__(self) -> None:
        """Point at what this case reads."""
        origins = Origins(entries=self.entries, plan=self.plan, at=self.at, former=self._former)
        object.__setattr__(self, "origins", origins)

    @cached_property
    def agenda(self) -> Agenda:
        """What is ready, waits and is done at the paper's instant."""
        return next_steps(self.plan, self.state, self.at)

    @cached_property
    def adopted(self) -> tuple[Adopted, ...]:
        """Every plan that was adopted, the one in force last.

        Raises:
            UsageError: ``paper_document_missing``.

        """
        found = [one for one in self.entries if one.kind is EntryKind.PLAN_ADOPTED]
        return tuple(Adopted(index=one.index, plan=self._plan_of(one)) for one in found)

    def _plan_of(self, adoption: Entry) -> Plan:
        if adoption.index == self.state.adopted:
            return self.plan
        return load_plan(self.document(text(adoption.body, "plan")))

    def _former(self, index: int) -> Plan | None:
        return next((one.plan for one in self.adopted if one.index == index), None)

    def as_of(self, size: int) -> "Case":
        """Return the case of the first entries alone, under the same plan and at the same instant.

        Raises:
            EvidenceRefused: as :func:`releve.ledger.state.fold`.

        """
        entries = self.entries[:size]
        return replace(self, entries=entries, state=fold(entries))

    # ------------------------------------------------------------------ the plan

    def place(self, part: str, name: str) -> tuple[str, int]:
        """Return the path of a part of the plan: ``("contracts", 2)`` for the id ``name``.

        Raises:
            KeyError: the plan has none.

        """
        for at, one in enumerate(getattr(self.plan, part)):
            if one.id == name:
                return (part, at)
        raise KeyError(name)

    def planned(self, form: Form, *path: str | int, lacking: str = "to_complete") -> Value:
        """Return a member of the plan, or that it is « à compléter » (``lacking``)."""
        source = in_plan(*path)
        found = self.origins.read(source)
        return _read(form, found, source, lacking)

    # ------------------------------------------------------------------ the log

    def fact(
        self, form: Form, index: int, *path: str | int, lacking: str = "not_recorded"
    ) -> Value:
        """Return a member of an entry: ``fact(Form.COUNT, 12, "body", "records")``."""
        source = in_entry(index, *path)
        found = self.origins.read(source)
        return _read(form, found, source, lacking)

    def when(self, index: int) -> Value:
        """Return the instant of an entry, the exercise's in an exercise."""
        return self.fact(Form.INSTANT, index, when_path(self.entries[index]))

    def day(self, index: int) -> Value:
        """Return the day of an entry."""
        return day_of(self.when(index), self.origins)

    def reference(self, index: int) -> Value:
        """Return an entry's own index, to cite it."""
        return self.fact(Form.REFERENCE, index, "index")

    def now(self) -> Value:
        """Return the instant the paper stands for."""
        return _read(Form.INSTANT, self.origins.read(AT), AT, "not_recorded")

    # ------------------------------------------------------------------ what follows from them

    def counted(self, sources: Iterable[str]) -> Value:
        """Return how many distinct things there are."""
        listed = tuple(dict.fromkeys(sources))
        return Value(form=Form.COUNT, raw=len(listed), rule=Rule.COUNT, sources=listed)

    def total(self, form: Form, values: Iterable[Value]) -> Value:
        """Return the sum of values that were each read."""
        listed = tuple(values)
        return Value(
            form=form,
            raw=sum(int(one.raw or 0) for one in listed),
            rule=Rule.SUM,
            sources=tuple(source for one in listed for source in one.sources),
        )

    def between(self, form: Form, first: Value, last: Value) -> Value:
        """Return the days or whole minutes from one read instant or day to another."""
        return computed(form, _ORDERED[form], (*first.sources, *last.sources), self.origins)

    def today(self) -> Value:
        """Return the day the paper stands for."""
        return day_of(self.now(), self.origins)

    # ------------------------------------------------------------------ names

    def subject(self, name: str) -> Value:
        """Return what a subject is called."""
        return named(Form.SUBJECT, name)

    def organisation(self, name: str | None) -> Value:
        """Return an organisation, or « à compléter »."""
        return missing() if name is None else named(Form.ORGANISATION, name)

    def person(self, name: str) -> Value:
        """Return a person by title."""
        return named(Form.PERSON, name)

    def signatory(self, name: str) -> Value:
        """Return a person by name, title and body: on what is signed or certifies."""
        return named(Form.SIGNATORY, name)

    def code(self, name: str, *indexes: int) -> Value:
        """Return a code shown in words, with the entries it rests on."""
        return term(name, *(in_entry(one) for one in indexes))


def when_path(entry: Entry) -> str:
    """Return the name of the member that holds an entry's instant."""
    return "recorded_at" if entry.rehearsed_at is None else "rehearsed_at"


def day_of(instant: Value, origins: Origins) -> Value:
    """Return the day of an instant that was read."""
    return computed(Form.DAY, Rule.DAY_OF, instant.sources, origins)


def computed(form: Form, rule: Rule, sources: tuple[str, ...], origins: Origins) -> Value:
    """Return a value as its rule computes it from its sources.

    Raises:
        EvidenceRefused: ``paper_source_missing``, ``paper_figure_unfounded``.

    """
    return Value(form=form, raw=compute(rule, sources, origins), rule=rule, sources=sources)


def _read(form: Form, found: JsonValue, source: str, lacking: str) -> Value:
    if isinstance(found, str | int) and not isinstance(found, bool):
        return Value(form=form, raw=found, rule=Rule.READ, sources=(source,))
    if isinstance(found, bool):
        return term("yes" if found else "no", source)
    return missing(lacking)
