"""Durations that were rehearsed: from the intent of an act to its outcome, by the real clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from releve.ledger.body import number, text
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.ids import Realm
from releve.model.plan import Verb
from releve.papers.case import Case, computed
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Rule, Value, say, term

_DONE = frozenset({Outcome.STOPPED, Outcome.HANDED_OVER, Outcome.DESTROYED})
"""Acts of ours that went to their end: what others attest has no duration of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One act that was rehearsed: whole minutes, rounded up, between two entries."""

    subject: str
    minutes: Value


def rehearsed(case: Case, verb: Verb, subject: str) -> Cell:
    """Return how long an act took: on this subject, else the longest on another, else never.

    In an exercise the log itself measures it, up to now; else the exercise that the case names.
    """
    found = tuple(_measured(case, verb))
    same = [one for one in found if one.subject == subject]
    if same:
        return say("card_rehearsed_here", minutes=same[-1].minutes)
    if not found:
        return term("card_not_rehearsed")
    longest = max(found, key=lambda one: int(one.minutes.raw or 0))
    return say(
        "card_rehearsed_elsewhere",
        minutes=longest.minutes,
        subject=case.subject(longest.subject),
    )


def _measured(case: Case, verb: Verb) -> Iterator[Measured]:
    if case.exercise is not None:
        yield from (
            Measured(subject=end.subject, minutes=_told(begin, end))
            for begin, end in _pairs(case.exercise.entries, verb)
        )
    elif case.plan.realm is Realm.REHEARSAL:
        for begin, end in _pairs(case.entries, verb):
            sources = (in_entry(begin.index, "recorded_at"), in_entry(end.index, "recorded_at"))
            minutes = computed(Form.MINUTES, Rule.MINUTES_BETWEEN, sources, case.origins)
            yield Measured(subject=end.subject, minutes=minutes)


def _told(begin: Entry, end: Entry) -> Value:
    """Return minutes read in another log: this one cannot prove them."""
    minutes = -(-(end.recorded_at - begin.recorded_at) // timedelta(minutes=1))
    return Value(form=Form.REHEARSED, raw=minutes, rule=Rule.TOLD)


def _pairs(entries: Sequence[Entry], verb: Verb) -> Iterable[tuple[Entry, Entry]]:
    for end in entries:
        if end.kind is not EntryKind.OUTCOME_RECORDED or text(end.body, "verb") != verb.value:
            continue
        begin = number(end.body, "intent")
        if Outcome(text(end.body, "outcome")) in _DONE and 0 <= begin < end.index:
            yield entries[begin], end
