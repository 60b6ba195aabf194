"""Fiche d'intervention: one page at night for one act that cannot be undone, or for a whole night.

About a subject whose end is to come, or ``milestone:ID``: then one line an act, in agenda order.
"""

from collections.abc import Iterator

from releve.ledger.state import covered_by
from releve.model.ids import service_subject
from releve.model.plan import Service
from releve.papers.case import Case
from releve.papers.coming import NIGHT, coming, milestone_of, of_night, verb_of
from releve.papers.duration import rehearsed
from releve.papers.night import call_row, callers, neighbours, services_of, spared
from releve.papers.night_window import window_rows
from releve.papers.paper import (
    Block,
    Layout,
    Listing,
    Paper,
    PaperKind,
    Paragraph,
    Section,
    Table,
    Tone,
)
from releve.papers.place import place_of, raw_name
from releve.papers.procedure import SEEN, Stage, procedure
from releve.papers.value import Blank, Cell, Form, Rule, Said, Value, say, term
from releve.papers.way_back import way_back


def abouts(case: Case) -> Iterator[str]:
    """Yield the subjects with an irreversible step to come, then the milestones that have some."""
    subjects = tuple(coming(case))
    yield from subjects
    for milestone in case.plan.milestones:
        if any(milestone_of(case, one) == milestone.id for one in subjects):
            yield f"{NIGHT}{milestone.id}"


def build(case: Case) -> Paper:
    """Build the card of a subject, or of a milestone.

    A night may have more acts than a page holds: whom to call and how to pause then come first.
    """
    whole = case.about.startswith(NIGHT)
    subjects = tuple(of_night(case)) if whole else (case.about,)
    name = milestone_of(case, subjects[0])
    steps = (_night_steps(case, subjects),) if whole else _steps(case, case.about)
    around = (
        Section(heading=say("card_stop"), blocks=way_back(case, subjects, whole=whole)),
        _calls(case, subjects),
        _leave_alone(case, subjects),
    )
    part, at = case.place("milestones", name)
    if whole:
        title = say("card_title_night", milestone=case.planned(Form.QUOTE, part, at, "title"))
    else:
        verb = term(f"verb_{verb_of(case, case.about).value}")
        title = say("card_title", verb=verb, subject=case.subject(case.about))
    return Paper(
        kind=PaperKind.INTERVENTION_CARD,
        about=case.about,
        title=title,
        lead=say("card_lead_night" if whole else "card_lead"),
        sections=(
            Section(heading=None, blocks=(window_rows(case, name, subjects),)),
            *((*around, *steps) if whole else (*steps, *around)),
        ),
        subjects=subjects,
        layout=Layout.NIGHT,
    )


# ------------------------------------------------------------------------------ the steps

_COLUMNS = ("card_number", "card_step", "card_look")
_BY_HAND = ("card_hour", "card_initials")


def _steps(case: Case, subject: str) -> tuple[Section, ...]:
    place, verb = place_of(case, subject), verb_of(case, subject)
    steps = procedure(verb, place.holder.performer)
    first = len(steps.before) + 1
    return (
        Section(
            heading=say("card_before"),
            blocks=(
                Table(
                    columns=tuple(map(say, (*_COLUMNS, *_BY_HAND))),
                    rows=tuple(
                        (_number(at), _told(case, one, subject), term(one.expected), *_blanks())
                        for at, one in enumerate(steps.before, start=1)
                    ),
                    empty=say("card_nothing"),
                    widths=(0, 10, 8, 3, 3),
                    tall=True,
                ),
                Paragraph(cells=(say(f"card_no_return_{verb.value}"),), tone=Tone.ALERT),
            ),
        ),
        Section(
            heading=say("card_after"),
            blocks=(
                Table(
                    columns=tuple(map(say, (*_COLUMNS, "card_duration", *_BY_HAND))),
                    rows=tuple(
                        (
                            _number(at),
                            _told(case, one, subject),
                            term(one.expected),
                            rehearsed(case, verb, subject) if one.timed else Blank(),
                            *_blanks(),
                        )
                        for at, one in enumerate(steps.after, start=first)
                    ),
                    empty=say("card_nothing"),
                    widths=(0, 9, 7, 5, 3, 3),
                    tall=True,
                ),
            ),
        ),
    )


def _night_steps(case: Case, subjects: tuple[str, ...]) -> Section:
    rows = tuple(
        (
            _number(at),
            case.subject(one),
            term(f"verb_{verb_of(case, one).value}"),
            term(SEEN[verb_of(case, one)]),
            rehearsed(case, verb_of(case, one), one),
            *_blanks(),
        )
        for at, one in enumerate(subjects, start=1)
    )
    columns = ("card_number", "card_subject", "card_act", "card_look", "card_duration")
    return Section(
        heading=say("card_in_order"),
        blocks=(
            Paragraph(cells=(say("card_run_all", milestone=raw_name(_id(case))),)),
            Paragraph(cells=(say("card_no_return_night"),), tone=Tone.ALERT),
            Table(
                columns=tuple(map(say, (*columns, *_BY_HAND))),
                rows=rows,
                empty=say("card_nothing"),
                widths=(0, 9, 6, 6, 6, 3, 3),
                tall=True,
            ),
        ),
    )


def _id(case: Case) -> str:
    return case.about.removeprefix(NIGHT)


def _number(position: int) -> Value:
    return Value(form=Form.REFERENCE, raw=position, rule=Rule.TOLD)


def _blanks() -> tuple[Cell, ...]:
    return tuple(Blank() for _ in _BY_HAND)


def _told(case: Case, stage: Stage, subject: str) -> Said:
    """Say one step, with the facts that its sentence shows."""
    place = place_of(case, subject)
    control = ("unit", "host") if stage.told == "card_stop_unit" else ()
    held = isinstance(place.holder, Service) and place.holder.control is not None
    facts = {
        name: case.planned(
            Form.REFERENCE, *place.own, *(("control", name) if held else ("control",))
        )
        for name in control
    }
    if stage.told in {"card_run", "card_run_order", "card_run_compare"}:
        facts["milestone"] = raw_name(place.holder.milestone)
    return say(stage.told, **facts)


def _calls(case: Case, subjects: tuple[str, ...]) -> Section:
    people = callers(case, services_of(case, subjects))
    rows = tuple(
        (_number(at), *call_row(case, one), Blank()) for at, one in enumerate(people, start=1)
    )
    return Section(
        heading=say("card_call"),
        blocks=(
            Table(
                columns=tuple(
                    map(say, ("card_number", "card_person", "card_contact", "card_called"))
                ),
                rows=rows,
                empty=say("to_complete"),
                widths=(0, 15, 5, 4),
            ),
        ),
    )


def _leave_alone(case: Case, subjects: tuple[str, ...]) -> Section:
    ours = {*subjects, *(parent for one in subjects for parent in covered_by(one))}
    services = services_of(case, subjects)
    if not case.about.startswith(("service:", NIGHT)):
        ours |= {service_subject(one.id) for one in services}
    told = spared(case, services)
    items = told or (term("card_nothing_to_spare"),)
    beside = neighbours(case, services, frozenset(ours))
    beside_them = (Paragraph(cells=one) for one in beside)
    blocks: tuple[Block, ...] = (Listing(items=items), *beside_them)
    return Section(heading=say("card_leave"), blocks=blocks)
