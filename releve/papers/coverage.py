"""The proof of coverage: every asset and every copy, ours included, and the bin each ended in.

It is always printed, and shows what lacks; closing is what refuses (``closing_report``).
"""

from collections.abc import Iterable

from releve.errors import StepRefused
from releve.model.evidence import EntryKind
from releve.papers.case import Case
from releve.papers.paper import (
    Block,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Rows,
    Section,
    Table,
    Tone,
)
from releve.papers.source import in_entry, in_former, in_plan
from releve.papers.value import Cell, Form, Rule, Said, Stack, Value, missing, named, say, term
from releve.plan.closure import last_fact
from releve.plan.coverage import Bin, Coverage, Line, coverage

_NAMED_FIRST = 8
"""How many of those without a bin are told on the first page; the table begins with all of them."""


def build(case: Case) -> Paper:
    """Build the proof of coverage, complete or not.

    Raises:
        StepRefused: ``plan_not_adopted``.
        UsageError: ``paper_document_missing``: a plan adopted before cannot be read.

    """
    found = covered(case)
    return Paper(
        kind=PaperKind.COVERAGE,
        about=case.about,
        title=say("coverage_title", plan=case.planned(Form.QUOTE, "title")),
        lead=_lead(case, found),
        sections=(
            Section(heading=None, blocks=(*_lacking(case, found), bins(case, found))),
            Section(heading=say("coverage_lines"), blocks=(_table(case, found),)),
            Section(heading=say("coverage_evidence"), blocks=(custody(case),)),
        ),
        notes=(say("coverage_note_declared"), say("coverage_note_bins"), say("coverage_note_date")),
    )


def covered(case: Case) -> Coverage:
    """Return where everything stands at the case's instant.

    Raises:
        StepRefused: ``plan_not_adopted``.

    """
    if case.state.plan is None:
        raise StepRefused("plan_not_adopted")
    return coverage(case.adopted, case.state, case.at, case.agenda)


def _lead(case: Case, found: Coverage) -> Said:
    total = _counted(case, found.lines)
    if not found.open:
        return say("coverage_complete", count=total)
    return say("coverage_incomplete", count=_counted(case, found.open), total=total)


def _lacking(case: Case, found: Coverage) -> tuple[Block, ...]:
    """Name first what has no bin."""
    if not found.open:
        return ()
    said = say("coverage_open", count=_counted(case, found.open))
    items: list[Cell] = [
        Stack(cells=(name_of(case, one), _lacks(case, one), _whose(one)))
        for one in found.open[:_NAMED_FIRST]
    ]
    others = found.open[_NAMED_FIRST:]
    if others:
        items.append(say("coverage_others", count=_counted(case, others)))
    return (Paragraph(cells=(said,), tone=Tone.ALERT), Listing(items=tuple(items), ordered=True))


def bins(case: Case, found: Coverage) -> Rows:
    """Return how many ended in each bin, their sum, and the inventory."""
    counts = tuple(
        Row(label=say(f"coverage_bin_{one.value}"), value=_counted(case, found.within(one)))
        for one in Bin
    )
    within = [one for one in found.lines if one.bin is not None]
    ours = [one for one in found.lines if one.ours]
    last = last_fact(case.state)
    return Rows(
        rows=(
            *counts,
            Row(label=say("coverage_sum"), value=_counted(case, within)),
            Row(label=say("coverage_without"), value=_counted(case, found.open)),
            Row(label=say("coverage_inventory"), value=_counted(case, found.lines)),
            Row(label=say("coverage_of_ours"), value=_counted(case, ours)),
            Row(
                label=say("coverage_last_fact"),
                value=say("coverage_at", entry=case.reference(last), at=case.when(last)),
            ),
        )
    )


def custody(case: Case) -> Rows:
    """Return who keeps the evidence itself, and how many content keys were shredded."""
    shredded = [one for one in case.entries if one.kind is EntryKind.CONTENT_KEY_SHREDDED]
    custodian = case.plan.custody.custodian
    path = in_plan("custody", "custodian")
    keys = case.counted(in_entry(one.index, "subject") for one in shredded)
    return Rows(
        rows=(
            Row(
                label=say("coverage_custodian"),
                value=missing()
                if custodian is None
                else Value(form=Form.ORGANISATION, raw=custodian, rule=Rule.TOLD, sources=(path,)),
            ),
            Row(
                label=say("coverage_kept_for"),
                value=case.planned(Form.QUOTE, "custody", "retention"),
            ),
            Row(
                label=say("coverage_final_fate"),
                value=case.planned(Form.QUOTE, "custody", "final_fate"),
            ),
            Row(label=say("coverage_keys"), value=keys),
        )
    )


def _table(case: Case, found: Coverage) -> Table:
    return Table(
        columns=tuple(
            say(f"coverage_column_{one}") for one in ("what", "bin", "since", "proof", "basis")
        ),
        rows=tuple(
            (
                name_of(case, one),
                term(f"coverage_bin_{one.bin.value}") if one.bin else say("coverage_no_bin"),
                case.day(one.evidence[0]) if one.bin is not None else missing("coverage_nothing"),
                _proof(case, one),
                _said(case, one),
            )
            for one in sorted(found.lines, key=lambda line: line.bin is not None)
        ),
        empty=say("coverage_empty"),
        widths=(5, 2, 2, 5, 3),
    )


def name_of(case: Case, line: Line) -> Said:
    """Return what a line is called: as the plan in force says it, or as an earlier one did."""
    if line.subject.startswith("packages/"):
        return say("coverage_package", asset=_listed(case, line, Form.QUOTE, "title"))
    if line.listed != case.state.adopted:
        title = _listed(case, line, Form.QUOTE, "title")
        return say("coverage_dropped", title=title, entry=case.reference(line.listed))
    code = "coverage_ours" if line.ours else "coverage_named"
    return say(code, subject=case.subject(line.subject))


def _listed(case: Case, line: Line, form: Form, member: str) -> Value:
    source = in_former(line.listed, *line.at, member)
    raw = case.origins.read(source)
    return Value(form=form, raw=str(raw), rule=Rule.READ, sources=(source,))


def _proof(case: Case, line: Line) -> Cell:
    if line.bin is None:
        return missing("coverage_nothing")
    first = case.reference(line.evidence[0])
    match line.bin:
        case Bin.DESTROYED:
            number = case.fact(Form.REFERENCE, line.evidence[1], "body", "number")
            issued = case.reference(line.evidence[1])
            return say("coverage_certified", number=number, ended=first, issued=issued)
        case Bin.TRANSFERRED | Bin.KEPT:
            signer = case.fact(Form.PERSON, line.evidence[0], "body", "signer")
            return say("coverage_accepted", signer=signer, entry=first)
        case Bin.EXPIRES if line.evidence[0] != case.state.adopted:
            signer = case.fact(Form.PERSON, line.evidence[0], "body", "signer")
            return say("coverage_seen", signer=signer, entry=first)
        case _:
            return say("coverage_planned", entry=first)


def _said(case: Case, line: Line) -> Cell:
    if line.bin is None:
        return Stack(cells=(_lacks(case, line), _whose(line)))
    if line.said is None:
        return missing("coverage_nothing")
    if line.bin is Bin.EXPIRES:
        return say("coverage_expires_on", day=case.planned(Form.DAY, *line.said))
    return case.planned(Form.QUOTE, *line.said)


def _lacks(case: Case, line: Line) -> Said:
    entry = case.reference(line.evidence[0]) if line.evidence else missing("coverage_nothing")
    return say(f"coverage_lacks_{line.lacks}", entry=entry)


def _whose(line: Line) -> Said:
    kind, _, name = str(line.mover).partition(":")
    if kind != "role":
        return say("coverage_whose_time" if kind == "time" else "coverage_whose_tool")
    role, _, organisation = name.partition("@")
    told = term(f"turn_role_{role}")
    if not organisation:
        return say("coverage_whose", role=told)
    return say("coverage_whose_of", role=told, organisation=named(Form.ORGANISATION, organisation))


def _counted(case: Case, lines: Iterable[Line]) -> Value:
    return case.counted(_source(line) for line in lines)


def _source(line: Line) -> str:
    """Point at what is counted: where a plan lists it, or the fact that put it in our hands."""
    if line.subject.startswith("packages/"):
        return in_entry(line.evidence[0], "subject")
    return in_former(line.listed, *line.at, "id")
