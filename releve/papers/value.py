"""What a paper says: values that name where they were read, and sentences made of them.

A paper holds no text of its own: a :class:`Value` is a fact with its form and its sources, a
:class:`Said` is the code of a sentence with values as facts. Words come when it is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Form(StrEnum):
    """How a value is shown."""

    COUNT = "count"
    OCTETS = "octets"
    DAYS = "days"
    MINUTES = "minutes"
    DAY = "day"
    SHORT_DAY = "short_day"
    """A day in figures, where a table is narrow."""
    INSTANT = "instant"
    MOMENT = "moment"
    """An instant, shown with its offset from UTC."""
    DUE = "due"
    """The day of a due date; shown with the precision that the plan promised (``raw`` of it)."""
    TERM = "term"
    """A code, whose words are the document sentence of that name."""
    SUBJECT = "subject"
    PERSON = "person"
    """A roster id, shown by its title and never its name: the id only where titles do not tell."""
    TITLE = "title"
    """A roster id, shown by its title alone: where the body stands beside it."""
    SIGNATORY = "signatory"
    """A roster id, shown with name, title and body: on what is signed or certifies."""
    ORGANISATION = "organisation"
    QUOTE = "quote"
    """Words of the plan or of an act, as they stand."""
    DIGEST = "digest"
    REFERENCE = "reference"
    """The number of a document, or an index of the log."""
    REHEARSED = "rehearsed"
    """Minutes read in the log of an exercise, which this log cannot prove: said as such."""
    MISSING = "missing"
    """Nothing there: ``raw`` is the code of what is said instead."""


FIGURES = frozenset(
    {Form.COUNT, Form.OCTETS, Form.DAYS, Form.MINUTES, Form.DAY, Form.INSTANT, Form.MOMENT}
    | {Form.DUE, Form.SHORT_DAY}
)
"""Forms that are numbers and dates: each must follow from its sources by a rule."""


class Rule(StrEnum):
    """How a value follows from its sources; :mod:`releve.papers.figures` computes each again."""

    READ = "read"
    COUNT = "count"
    SUM = "sum"
    DIFFERENCE = "difference"
    LATEST = "latest"
    EARLIEST = "earliest"
    DAY_OF = "day_of"
    """The day of an instant, where the plan's clock hangs."""
    DAYS_BETWEEN = "days_between"
    MINUTES_BETWEEN = "minutes_between"
    """Whole minutes, rounded up."""
    MINUTES_BEFORE = "minutes_before"
    """An instant, so many minutes before another."""
    TOLD = "told"
    """A code that follows from rules of the plan: its sources exist, it is no figure."""


Raw: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A fact of a paper. ``sources`` are pointers (:mod:`releve.papers.source`)."""

    form: Form
    raw: Raw
    rule: Rule
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence: the code of a document text (``doc_`` is added) and the facts it shows."""

    code: str
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A place to write in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Several things in one cell, one under the other."""

    cells: tuple[Value | Said, ...]


Cell: TypeAlias = Value | Said | Blank | Stack


def say(code: str, /, **facts: Value) -> Said:
    """Return a sentence of these facts."""
    return Said(code=code, facts=facts)


def missing(code: str = "to_complete") -> Value:
    """Return « à compléter », or another way to say that nothing is there."""
    return Value(form=Form.MISSING, raw=code, rule=Rule.TOLD)


def term(code: str, *sources: str) -> Value:
    """Return a code that is shown in words."""
    return Value(form=Form.TERM, raw=code, rule=Rule.TOLD, sources=sources)


def named(form: Form, name: str, *sources: str) -> Value:
    """Return a subject, person or organisation by its id."""
    return Value(form=form, raw=name, rule=Rule.TOLD, sources=sources)
