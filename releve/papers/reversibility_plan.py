"""The plan of reversibility as the committee approves it: the adopted digest on its first page.

The same builder prints a plan that nobody adopted yet, on an empty ledger, as a draft.
"""

from collections.abc import Callable

from releve.papers.case import Case
from releve.papers.paper import (
    Break,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Rows,
    Section,
    Tone,
)
from releve.papers.plan_authority import actors, adopters, responsibilities
from releve.papers.plan_data import inventory, restitutions, retentions, switch_overs
from releve.papers.plan_scope import contracts, perimeter, schedule
from releve.papers.plan_stakes import costs, evidence, risks, security
from releve.papers.plan_terms import open_count, open_table
from releve.papers.value import Form, Rule, Said, Value, say

_SECTIONS: tuple[Callable[[Case], Section], ...] = (
    perimeter,
    contracts,
    schedule,
    responsibilities,
    actors,
    inventory,
    retentions,
    restitutions,
    switch_overs,
    risks,
    costs,
    security,
    evidence,
)


def build(case: Case) -> Paper:
    """Build the plan in force; on an empty ledger, the plan given as a draft."""
    sections = (*(one(case) for one in _SECTIONS), _left(case))
    return Paper(
        kind=PaperKind.REVERSIBILITY_PLAN,
        about=case.about,
        title=say("reversibility_title", plan=case.planned(Form.QUOTE, "title")),
        lead=_lead(case),
        sections=(_first(case, sections), *sections),
        notes=(
            say("reversibility_note_open"),
            say("reversibility_note_adoption"),
            say("reversibility_note_law"),
        ),
    )


def _lead(case: Case) -> Said:
    if case.state.plan is None:
        return say("reversibility_lead_draft")
    index = case.state.adopted
    return say("reversibility_lead_adopted", at=case.when(index), entry=case.reference(index))


def _first(case: Case, sections: tuple[Section, ...]) -> Section:
    """Return page one: what is adopted, how to check it, by whom, and what is inside."""
    count = open_count(case)
    tone = Tone.ALERT if count.raw else Tone.STRONG
    told = say("reversibility_open", count=count) if count.raw else say("reversibility_complete")
    return Section(
        heading=None,
        blocks=(
            Rows(
                rows=(
                    Row(label=say("reversibility_digest"), value=_digest(case)),
                    Row(label=say("reversibility_check"), value=say("reversibility_how")),
                    Row(
                        label=say("reversibility_origin"),
                        value=case.planned(Form.QUOTE, "origin"),
                    ),
                    Row(
                        label=say("reversibility_zone"), value=case.planned(Form.QUOTE, "timezone")
                    ),
                )
            ),
            Paragraph(cells=(told,), tone=tone),
            adopters(case),
            Paragraph(cells=(say("reversibility_contents"),), tone=Tone.STRONG),
            Listing(
                items=tuple(one.heading for one in sections if one.heading is not None),
                ordered=True,
            ),
            Break(),
        ),
    )


def _digest(case: Case) -> Value:
    """Return the digest of the plan's canonical bytes: what adoption signs."""
    if case.state.plan is not None:
        return case.fact(Form.DIGEST, case.state.adopted, "body", "plan")
    return Value(form=Form.DIGEST, raw=case.digest, rule=Rule.TOLD)


def _left(case: Case) -> Section:
    return Section(heading=say("reversibility_left"), blocks=(open_table(case),))
