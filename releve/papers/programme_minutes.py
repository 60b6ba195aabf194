"""The roll-up of every procès-verbal: its state, counts, what lacks; totals that are sums."""

from collections.abc import Iterator
from dataclasses import dataclass

from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.minutes import Standing, standing
from releve.papers.minutes_fates import Part, counted_parts, parts_of
from releve.papers.minutes_reserves import open_table
from releve.papers.minutes_restitution import Restituted, counted_sets, restituted, totals
from releve.papers.paper import Layout, Listing, Paper, PaperKind, Paragraph, Section, Table, Tone
from releve.papers.source import in_entry, in_plan
from releve.papers.value import Cell, Form, Said, Value, missing, say
from releve.plan.signings import minutes_abouts, pair_of, parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One procès-verbal of the roll-up, with everything it counts."""

    about: str
    stands: Standing
    given: tuple[Restituted, ...]
    parts: tuple[Part, ...]

    @property
    def state(self) -> str:
        """The code of its state: none, stale, draft, or signed with or without réserves."""
        found = self.stands
        if found.issued is None:
            return "none" if found.last is None else "stale"
        if found.holder is None:
            return "draft"
        if found.reserves.ownerless:
            return "held"
        return "reserved" if found.reserved else "signed"


def build(case: Case) -> Paper:
    """Build the roll-up of the whole programme; it is never refused: what lacks is listed."""
    lines = tuple(_line(case, about) for about in minutes_abouts(case.plan))
    lacking = tuple(one for line in lines for one in _lacking(case, line))
    given = tuple(one for line in lines for one in line.given)
    parts = tuple(one for line in lines for one in line.parts)
    signed = [line for line in lines if line.state in {"signed", "reserved"}]
    facts = {
        "records": case.counted(_source(case, line) for line in lines),
        "signed": case.counted(_source(case, line) for line in signed),
        **_figures(case, given, parts),
    }
    ready = "programme_minutes_complete" if not lacking else "programme_minutes_incomplete"
    listed = Listing(items=lacking) if lacking else Paragraph(cells=(say("minutes_all_there"),))
    return Paper(
        kind=PaperKind.PROGRAMME_MINUTES,
        about=PLAN_SUBJECT,
        title=say("programme_minutes_title"),
        lead=Said(code="programme_minutes_lead", facts=facts),
        layout=Layout.LANDSCAPE,
        sections=(
            Section(
                heading=None,
                blocks=(
                    Paragraph(cells=(say(ready),), tone=Tone.ALERT if lacking else Tone.STRONG),
                ),
            ),
            Section(
                heading=say("programme_minutes_heading_records"),
                blocks=(_table(case, lines, given, parts),),
            ),
            Section(heading=say("programme_minutes_heading_lacking"), blocks=(listed,)),
            _reserves(case, lines),
        ),
        notes=(say("programme_minutes_note"), say("minutes_note_inventory")),
    )


def _line(case: Case, about: str) -> Line:
    return Line(
        about=about,
        stands=standing(case, about),
        given=restituted(case, about),
        parts=parts_of(case, about),
    )


def _figures(
    case: Case, given: tuple[Restituted, ...], parts: tuple[Part, ...]
) -> dict[str, Value]:
    due = tuple(one for one in parts if one.to_destroy)
    return {
        "sets": counted_sets(case, given),
        "accepted": counted_sets(case, tuple(one for one in given if one.accepted is not None)),
        "due": counted_parts(case, due),
        "ended": counted_parts(case, tuple(one for one in due if one.gone is not None)),
    }


def _source(case: Case, line: Line) -> str:
    """Return something of the plan that stands for a contract and a controller, and no other."""
    named = [*(one.at for one in line.given)]
    if named:
        return in_plan("assets", named[0], "controller")
    pair = pair_of(line.about)
    at = next(
        at for at, one in enumerate(case.plan.services) if (one.contract, one.controller) == pair
    )
    return in_plan("services", at, "controller")


def _table(
    case: Case,
    lines: tuple[Line, ...],
    given: tuple[Restituted, ...],
    parts: tuple[Part, ...],
) -> Table:
    columns = ("contract", "controller", "number", "state", "given", "accepted", "gone", "open")
    rows = tuple(_row(case, line) for line in lines)
    opened = tuple(act for line in lines for act in line.stands.reserves.open)
    total: tuple[Cell, ...] = (
        say("programme_minutes_total"),
        say("programme_minutes_blank"),
        say("programme_minutes_blank"),
        say("programme_minutes_blank"),
        totals(case, given, given=True),
        totals(case, given, given=False),
        Said(code="programme_minutes_gone", facts=_figures(case, given, parts)),
        case.counted(in_entry(one.index, "index") for one in opened),
    )
    return Table(
        columns=tuple(say(f"programme_minutes_column_{one}") for one in columns),
        rows=(*rows, total) if rows else (),
        empty=say("programme_minutes_none"),
        widths=(4, 4, 4, 3, 4, 4, 3, 2),
    )


def _row(case: Case, line: Line) -> tuple[Cell, ...]:
    contract, controller = pair_of(line.about)
    last = line.stands.last
    number: Cell = missing("programme_minutes_unissued")
    if last is not None:
        number = case.fact(Form.REFERENCE, last.index, "body", "number")
    return (
        case.planned(Form.QUOTE, *case.place("contracts", contract), "title"),
        case.organisation(controller),
        number,
        say(f"programme_minutes_state_{line.state}"),
        totals(case, line.given, given=True),
        totals(case, line.given, given=False),
        Said(code="programme_minutes_gone", facts=_figures(case, line.given, line.parts)),
        case.counted(in_entry(one.index, "index") for one in line.stands.reserves.open),
    )


def _lacking(case: Case, line: Line) -> Iterator[Cell]:
    """Yield everything that keeps a procès-verbal from being whole, with whose move it is."""
    contract, controller = pair_of(line.about)
    whose = {
        "contract": case.planned(Form.QUOTE, *case.place("contracts", contract), "title"),
        "controller": case.organisation(controller),
    }
    found = line.stands
    if line.state in {"none", "stale"}:
        yield Said(code=f"programme_minutes_lacks_{line.state}", facts=whose)
    else:
        have = {act.fields["capacity"] for _, act in found.signed}
        for capacity, body in parties(case.plan, line.about).items():
            if capacity.value not in have:
                waited = case.code(f"minutes_capacity_{capacity.value}")
                facts = {**whose, "capacity": waited, "who": case.organisation(body)}
                yield Said(code="programme_minutes_lacks_signature", facts=facts)
    for entry in found.reserves.ownerless:
        index = case.reference(entry.index)
        yield Said(code="programme_minutes_lacks_owner", facts={**whose, "entry": index})
    for one in line.given:
        if one.accepted is None or one.differs:
            told = "accepted" if one.accepted is None else "same"
            title = case.planned(Form.QUOTE, "assets", one.at, "title")
            yield Said(code=f"programme_minutes_lacks_{told}", facts={**whose, "set": title})
    for part in line.parts:
        if part.to_destroy and part.gone is None:
            facts = {**whose, "set": case.subject(part.subject)}
            yield Said(code="programme_minutes_lacks_end", facts=facts)


def _reserves(case: Case, lines: tuple[Line, ...]) -> Section:
    """Return every open réserve: of each procès-verbal, and of the programme itself."""
    acts = {act.file: act for line in lines for act in line.stands.reserves.open}
    acts |= dict(case.state.of(PLAN_SUBJECT).reserves)
    ordered = sorted(acts.values(), key=lambda act: act.index)
    table = open_table(case, ordered, case.today())
    return Section(heading=say("programme_minutes_heading_reserves"), blocks=(table,))
