"""What a programme teaches the next one: durations, waits and refusals; and room to write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from releve.ledger.body import number, text
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.plan import IRREVERSIBLE, Verb
from releve.papers.case import Case, computed
from releve.papers.paper import Block, Paragraph, Table, Tone
from releve.papers.source import in_entry
from releve.papers.value import Blank, Cell, Form, Rule, Value, missing, say, term

_WAITS = 12
_LINES = 8
_OPENS: Mapping[EntryKind, frozenset[ActKind]] = {
    EntryKind.PACKAGE_DELIVERED: frozenset({ActKind.RECEIPT}),
    EntryKind.REQUEST_OPENED: frozenset({ActKind.APPROVAL, ActKind.TRANSFER}),
    EntryKind.ORDER_ISSUED: frozenset({ActKind.ATTESTATION}),
    EntryKind.OUTCOME_RECORDED: frozenset({ActKind.VALIDATION}),
    EntryKind.PACKAGE_EXPORTED: frozenset({ActKind.VISA}),
}
"""The entries after which each is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One move that somebody was waited for, between two entries."""

    act: ActKind
    begin: int
    end: int
    days: Value


def drawn(case: Case) -> tuple[Block, ...]:
    """Return what the log teaches: how long acts took, who was waited for, what was refused."""
    return (
        Paragraph(cells=(say("lessons_durations"),), tone=Tone.STRONG),
        _durations(case),
        Paragraph(cells=(say("lessons_waits"),), tone=Tone.STRONG),
        _waits(case),
        Paragraph(cells=(say("lessons_refusals"),), tone=Tone.STRONG),
        _refusals(case),
    )


def by_hand() -> Table:
    """Return lines for what only people know."""
    return Table(
        columns=tuple(say(f"lessons_column_{one}") for one in ("seen", "cause", "change", "owner")),
        rows=tuple((Blank(), Blank(), Blank(), Blank()) for _ in range(_LINES)),
        empty=say("coverage_nothing"),
        widths=(4, 4, 4, 2),
        tall=True,
    )


def _durations(case: Case) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for verb in Verb:
        found = list(_lasted(case, verb)) if verb in IRREVERSIBLE else []
        if not found:
            continue
        longest = max(found, key=lambda one: int(one.raw or 0))
        rows.append(
            (
                term(f"verb_{verb.value}"),
                case.counted(one.sources[1] for one in found),
                longest,
                _rehearsed(case, verb),
                _declared(case, verb),
            )
        )
    return Table(
        columns=tuple(
            say(f"lessons_column_{one}")
            for one in ("verb", "times", "longest", "rehearsed", "declared")
        ),
        rows=tuple(rows),
        empty=say("lessons_no_duration"),
        widths=(5, 2, 3, 3, 3),
    )


def _lasted(case: Case, verb: Verb) -> Iterator[Value]:
    """Yield how long each act took by the real clock, whatever an exercise's pretended."""
    for begin, end in _ended(case.entries, verb):
        sources = (in_entry(begin.index, "recorded_at"), in_entry(end.index, "recorded_at"))
        yield computed(Form.MINUTES, Rule.MINUTES_BETWEEN, sources, case.origins)


def _rehearsed(case: Case, verb: Verb) -> Value:
    exercise = case.exercise
    told = [] if exercise is None else list(_ended(exercise.entries, verb))
    if not told:
        return missing("lessons_not_rehearsed")
    seconds = max((end.recorded_at - begin.recorded_at).total_seconds() for begin, end in told)
    return Value(form=Form.REHEARSED, raw=-(-int(seconds) // 60), rule=Rule.TOLD)


def _declared(case: Case, verb: Verb) -> Value:
    for at, policy in enumerate(case.plan.policies):
        if policy.verb is verb:
            return case.planned(Form.MINUTES, "policies", at, "longest_minutes")
    return missing()


def _ended(entries: Sequence[Entry], verb: Verb) -> Iterator[tuple[Entry, Entry]]:
    for end in entries:
        if end.kind is EntryKind.OUTCOME_RECORDED and text(end.body, "verb") == verb.value:
            begin = number(end.body, "intent")
            if 0 <= begin < end.index:
                yield entries[begin], end


def _waits(case: Case) -> Table:
    whole = (one for one in _waited(case) if int(one.days.raw or 0) > 0)
    found = sorted(whole, key=lambda one: (-int(one.days.raw or 0), one.end))
    return Table(
        columns=tuple(
            say(f"lessons_column_{one}") for one in ("move", "by", "subject", "days", "entries")
        ),
        rows=tuple(
            (
                term(f"act_{one.act.value}", in_entry(one.end)),
                case.person(case.entries[one.end].actor),
                case.subject(case.entries[one.end].subject),
                one.days,
                say(
                    "lessons_between",
                    begin=case.reference(one.begin),
                    end=case.reference(one.end),
                ),
            )
            for one in found[:_WAITS]
        ),
        empty=say("lessons_no_wait"),
        widths=(4, 5, 5, 2, 3),
    )


def _waited(case: Case) -> Iterator[Wait]:
    """Yield each wait: an entry that opens it, and the first such act on the subject after it."""
    awaited: dict[tuple[str, ActKind], int] = {}
    for entry in case.entries:
        for kind in _OPENS.get(entry.kind, ()):
            awaited[entry.subject, kind] = entry.index
        if entry.kind is not EntryKind.ACT_RECORDED:
            continue
        kind = ActKind(text(entry.body, "act"))
        begin = awaited.get((entry.subject, kind))
        if kind is not ActKind.APPROVAL:
            awaited.pop((entry.subject, kind), None)
        if kind is ActKind.RECEIPT:
            awaited[entry.subject, ActKind.ACCEPTANCE] = entry.index
        if begin is not None:
            days = case.between(Form.DAYS, case.when(begin), case.when(entry.index))
            yield Wait(act=kind, begin=begin, end=entry.index, days=days)


def _refusals(case: Case) -> Table:
    found: dict[str, list[int]] = {}
    for entry in case.entries:
        if entry.kind in {EntryKind.ACT_REFUSED, EntryKind.STEP_FAILED}:
            found.setdefault(text(entry.body, "code"), []).append(entry.index)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return Table(
        columns=(say("lessons_column_code"), say("lessons_column_times")),
        rows=tuple(
            (
                case.fact(Form.QUOTE, indexes[0], "body", "code"),
                case.counted(in_entry(one) for one in indexes),
            )
            for _, indexes in ordered
        ),
        empty=say("lessons_no_refusal"),
        widths=(8, 1),
    )
