"""What happened, for the report of closing: promised and done, acts, and every incident."""

from collections.abc import Iterator, Mapping

from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind, Outcome, Verdict
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.plan import Milestone, ServiceOutcome
from releve.model.time import Precision
from releve.papers.case import Case
from releve.papers.paper import Row, Rows, Table
from releve.papers.source import in_entry, in_former
from releve.papers.value import Cell, Form, Rule, Value, missing, say, term

_TROUBLE: Mapping[ActKind, str | None] = {
    ActKind.WAIVER: "reason",
    ActKind.RECONCILIATION: "reason",
    ActKind.HOLD: "reason",
    ActKind.PAUSE: "reason",
    ActKind.REFUSAL: "reason",
    ActKind.REVOCATION: "reason",
    ActKind.WITHDRAWAL: "reason",
    ActKind.RESERVE: "text",
}
"""Acts that say that something did not go as planned, and the field that says why."""
_UNDONE = frozenset({Outcome.PARTIAL, Outcome.UNDETERMINED, Outcome.ROLLED_BACK})

Incident = tuple[str, Entry, Cell]
"""The code of what it is, the entry that says it, and its detail."""


def milestones(case: Case) -> Table:
    """Return what each milestone promised, when it was done, and the days between."""
    rows = tuple(_milestone(case, at, one) for at, one in enumerate(case.plan.milestones))
    return Table(
        columns=tuple(
            say(f"closing_column_{one}") for one in ("milestone", "due", "closes", "done", "delay")
        ),
        rows=rows,
        empty=say("closing_no_milestone"),
        widths=(5, 3, 3, 3, 3),
    )


def _milestone(case: Case, at: int, milestone: Milestone) -> tuple[Cell, ...]:
    due = case.planned(Form.DUE, "milestones", at, "due", "on")
    last = max(_facts_of(case, milestone.id), default=None)
    window: Value = missing("closing_no_window")
    if milestone.window is not None:
        window = case.planned(Form.INSTANT, "milestones", at, "window", "closes")
    done = missing("closing_nothing_done") if last is None else case.day(last)
    return (
        case.planned(Form.QUOTE, "milestones", at, "title"),
        due,
        window,
        done,
        _delay(case, milestone, due, last),
    )


def _delay(case: Case, milestone: Milestone, due: Value, last: int | None) -> Cell:
    if last is None:
        return missing("closing_nothing_done")
    if milestone.due.precision is not Precision.DAY:
        return missing("closing_imprecise")
    late = case.between(Form.DAYS, due, case.when(last))
    if late.raw == 0:
        return say("closing_on_time")
    if int(late.raw or 0) > 0:
        return say("closing_late", days=late)
    return say("closing_ahead", days=case.between(Form.DAYS, case.when(last), due))


def _facts_of(case: Case, milestone: str) -> Iterator[int]:
    """Yield the entries that did the part of a milestone."""
    plan, state = case.plan, case.state
    ends = [service_subject(one.id) for one in plan.services if one.milestone == milestone]
    for asset in plan.assets:
        subject = asset_subject(asset.id)
        accepted = state.of(subject).acceptance
        if asset.restitution.milestone == milestone and accepted is not None:
            yield accepted.index
        if asset.milestone == milestone:
            ends.append(subject)
        ends += [
            copy_subject(asset.id, one.id) for one in asset.copies if one.milestone == milestone
        ]
    for subject in ends:
        ended = state.of(subject).ended
        if ended is not None:
            yield ended.index


def services(case: Case) -> Table:
    """Return how each service ended, and when."""
    rows: list[tuple[Cell, ...]] = []
    for at, one in enumerate(case.plan.services):
        known = case.state.of(service_subject(one.id))
        index = known.ended.index if known.ended is not None else None
        outcome: Cell = missing("closing_not_ended")
        if known.ended is not None:
            outcome = term(f"outcome_{known.ended.outcome.value}", in_entry(known.ended.index))
        elif one.outcome is ServiceOutcome.ALREADY_STOPPED:
            index = known.probed[0] if known.probed is not None else None
            outcome = term("service_already_stopped")
        rows.append(
            (
                case.planned(Form.QUOTE, "services", at, "name"),
                outcome,
                missing("coverage_nothing") if index is None else case.day(index),
                missing("coverage_nothing") if index is None else case.reference(index),
            )
        )
    return Table(
        columns=tuple(
            say(f"closing_column_{one}") for one in ("service", "ending", "done", "entry")
        ),
        rows=tuple(rows),
        empty=say("closing_no_service"),
        widths=(6, 5, 3, 1),
    )


def returned(case: Case) -> Rows:
    """Return how much was given back: exported, and loaded by whom it was given back to."""
    known = [case.state.of(asset_subject(one.id)) for one in case.plan.assets]
    whole = [one for one in known if one.acceptance is not None and one.receipt is not None]
    exported = [one.exported.index for one in whole if one.exported is not None]
    received = [one.receipt.index for one in whole if one.receipt is not None]

    def total(form: Form, indexes: list[int], *path: str) -> Value:
        return case.total(form, [case.fact(Form.REFERENCE, one, *path) for one in indexes])

    return Rows(
        rows=(
            Row(
                label=say("closing_accepted"),
                value=case.counted(
                    in_entry(one.acceptance.index) for one in whole if one.acceptance
                ),
            ),
            *(
                Row(
                    label=say(f"closing_exported_{name}"),
                    value=total(form, exported, "body", name),
                )
                for name, form in (
                    ("records", Form.COUNT),
                    ("pathways", Form.COUNT),
                    ("octets", Form.OCTETS),
                )
            ),
            Row(
                label=say("closing_received_records"),
                value=_received(case, received),
            ),
        )
    )


def _received(case: Case, indexes: list[int]) -> Value:
    """Sum what receipts say, where they write numbers as text."""
    read = [case.fact(Form.REFERENCE, one, "body", "fields", "records") for one in indexes]
    return case.total(Form.COUNT, read)


def acts(case: Case) -> Table:
    """Return how many acts of each kind people signed."""
    found: dict[str, list[int]] = {}
    for entry in case.entries:
        if entry.kind is EntryKind.ACT_RECORDED:
            found.setdefault(str(entry.body["act"]), []).append(entry.index)
    return Table(
        columns=(say("closing_column_act"), say("closing_column_count")),
        rows=tuple(
            (
                term(f"act_{kind.value}", in_entry(found[kind.value][0], "body", "act")),
                case.counted(in_entry(one) for one in found[kind.value]),
            )
            for kind in ActKind
            if kind.value in found
        ),
        empty=say("closing_no_act"),
        widths=(8, 1),
    )


def incidents(case: Case) -> Table:
    """Return everything that did not go as planned, in order, each with its entry."""
    rows: list[tuple[Cell, ...]] = []
    for code, entry, detail in sorted(_incidents(case), key=lambda one: one[1].index):
        rows.append(
            (
                term(f"closing_incident_{code}", in_entry(entry.index)),
                case.subject(entry.subject),
                detail,
                case.day(entry.index),
                case.reference(entry.index),
            )
        )
    return Table(
        columns=tuple(
            say(f"closing_column_{one}") for one in ("what", "subject", "detail", "day", "entry")
        ),
        rows=tuple(rows),
        empty=say("closing_no_incident"),
        widths=(4, 5, 5, 3, 1),
    )


def _incidents(case: Case) -> Iterator[Incident]:
    for entry in case.entries:
        yield from _incident(case, entry)
    yield from _missed(case)


def _incident(case: Case, entry: Entry) -> Iterator[Incident]:
    body, at = entry.body, entry.index
    match entry.kind:
        case EntryKind.STEP_FAILED:
            yield "failed", entry, case.fact(Form.QUOTE, at, "body", "code")
        case EntryKind.ACT_REFUSED:
            yield "act_refused", entry, case.fact(Form.QUOTE, at, "body", "code")
        case EntryKind.FINDING_RECORDED if body["verdict"] != Verdict.PASSED.value:
            yield "finding", entry, case.fact(Form.QUOTE, at, "body", "suite")
        case EntryKind.OUTCOME_RECORDED:
            outcome = Outcome(str(body["outcome"]))
            if outcome in _UNDONE:
                yield outcome.value, entry, missing("coverage_nothing")
            if body.get("overran") is True:
                yield "overran", entry, missing("coverage_nothing")
        case EntryKind.ACT_RECORDED:
            kind = ActKind(str(body["act"]))
            field = _TROUBLE.get(kind)
            if field is not None:
                yield kind.value, entry, case.fact(Form.QUOTE, at, "body", "fields", field)
        case _:
            pass


def _missed(case: Case) -> Iterator[Incident]:
    """Yield each window that had closed when another plan chose a new one for its milestone."""
    for before, after in zip(case.adopted, case.adopted[1:], strict=False):
        entry = case.entries[after.index]
        chosen = {one.id: one for one in after.plan.milestones}
        for at, one in enumerate(before.plan.milestones):
            new = chosen.get(one.id)
            over = one.window is not None and one.window.closes <= entry.at
            if new is not None and over and new.window != one.window:
                source = in_former(before.index, "milestones", at, "title")
                title = Value(form=Form.QUOTE, raw=one.title, rule=Rule.READ, sources=(source,))
                yield "window_missed", entry, title
