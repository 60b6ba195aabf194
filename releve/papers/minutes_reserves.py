"""Réserves of a procès-verbal: open ones with owner and due date, cleared ones, ownerless ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from releve.errors import StepRefused
from releve.ledger.subject import RecordedAct
from releve.model.evidence import Entry
from releve.model.ids import PLAN_SUBJECT
from releve.papers.case import Case
from releve.papers.minutes_readings import NONE, free_reserves, quoted, signed_by, signed_on
from releve.papers.paper import Block, Paragraph, Section, Table, Tone
from releve.papers.source import in_entry
from releve.papers.value import Cell, Form, Value, named, say
from releve.plan.signings import minutes_subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserves:
    """The réserves of one procès-verbal as they stood before an entry.

    ``cleared`` pairs each with the act that cleared it. ``ownerless`` are acts that hold one in
    free words, which no signed réserve is about yet.
    """

    open: tuple[RecordedAct, ...]
    cleared: tuple[tuple[RecordedAct, RecordedAct], ...]
    ownerless: tuple[Entry, ...]

    @property
    def any(self) -> bool:
        """Whether something is still reserved."""
        return bool(self.open or self.ownerless)


def reserves_of(
    case: Case, about: str, until: int, signed: Iterable[int] = (), since: int = 0
) -> Reserves:
    """Return the réserves that acts recorded before entry ``until`` raised and cleared.

    ``signed`` are the signatures of this very text, which may hold réserves too. With ``since``,
    only what was raised or cleared from that entry on, and what is open all the same.
    """
    subjects = (*minutes_subjects(case.plan, about), PLAN_SUBJECT)
    free = [one for one in free_reserves(case, subjects, signed) if one.index < until]
    about_here = {str(one.index) for one in free}
    opened: list[RecordedAct] = []
    cleared: list[tuple[RecordedAct, RecordedAct]] = []
    covered: set[str] = set()
    for subject in subjects:
        known = case.state.of(subject)
        for file, act in known.raised.items():
            named_here = act.fields["about"] in about_here
            if act.index >= until or (subject == PLAN_SUBJECT and not named_here):
                continue
            covered.add(act.fields["about"])
            lifted = known.cleared.get(file)
            if lifted is None or lifted.index >= until:
                opened.append(act)
            elif lifted.index >= since:
                cleared.append((act, lifted))
    return Reserves(
        open=tuple(sorted(opened, key=_index)),
        cleared=tuple(sorted(cleared, key=lambda pair: pair[0].index)),
        ownerless=tuple(one for one in free if str(one.index) not in covered),
    )


def _index(act: RecordedAct) -> int:
    return act.index


def reserve_section(case: Case, found: Reserves, today: Value | None, heading: str) -> Section:
    """Return the tables of open, cleared and ownerless réserves; ``today`` judges what is late."""
    blocks: list[Block] = []
    if found.ownerless:
        count = case.counted(in_entry(one.index, "index") for one in found.ownerless)
        cells = (say("minutes_alert_ownerless", reserves=count),)
        blocks += [Paragraph(cells=cells, tone=Tone.ALERT), _ownerless(case, found)]
    if found.open:
        blocks.append(open_table(case, found.open, today))
    if found.cleared:
        blocks.append(_cleared(case, found))
    if not blocks:
        blocks.append(Paragraph(cells=(say("minutes_no_reserve"),)))
    return Section(heading=say(heading), blocks=tuple(blocks))


def open_table(case: Case, acts: Iterable[RecordedAct], today: Value | None) -> Table:
    """Return the open réserves, who is to deal with each and by when."""
    return Table(
        columns=tuple(
            say(f"minutes_column_{one}") for one in ("reserve", "about", "owner", "due", "raised")
        ),
        rows=tuple(
            (
                quoted(case, act.index, "text"),
                case.subject(act.subject),
                owner(case, act),
                _due(case, act, today),
                signed_by(case, act),
            )
            for act in acts
        ),
        empty=say("minutes_no_reserve"),
        widths=(4, 3, 3, 3, 4),
    )


def owner(case: Case, act: RecordedAct) -> Value:
    """Return who is to deal with a réserve: a body, or a person by title."""
    told = act.fields["owner"]
    bodies = {one.id for one in case.plan.organisations}
    source = in_entry(act.index, "body", "fields", "owner")
    return named(Form.ORGANISATION if told in bodies else Form.PERSON, told, source)


def overdue(act: RecordedAct, today: Value | None) -> bool:
    """Tell whether a réserve should have been dealt with before a day."""
    return today is not None and act.fields["due_on"] < str(today.raw)


def _due(case: Case, act: RecordedAct, today: Value | None) -> Cell:
    day = case.fact(Form.DAY, act.index, "body", "fields", "due_on")
    return say("minutes_due_late", day=day) if overdue(act, today) else day


def _cleared(case: Case, found: Reserves) -> Table:
    return Table(
        columns=tuple(
            say(f"minutes_column_{one}") for one in ("cleared", "about", "clearance", "why")
        ),
        rows=tuple(
            (
                quoted(case, raised.index, "text"),
                case.subject(raised.subject),
                signed_by(case, lifted),
                quoted(case, lifted.index, "reason"),
            )
            for raised, lifted in found.cleared
        ),
        empty=say("minutes_no_reserve"),
        widths=(4, 3, 4, 4),
    )


def _ownerless(case: Case, found: Reserves) -> Table:
    return Table(
        columns=tuple(
            say(f"minutes_column_{one}") for one in ("free", "about", "act", "signer", "to_do")
        ),
        rows=tuple(
            (
                quoted(case, one.index, "reserves"),
                case.subject(one.subject),
                case.code(f"act_{one.body['act']}", one.index),
                say(
                    "minutes_free_by",
                    who=case.person(one.actor),
                    day=signed_on(case, one.index),
                    entry=case.reference(one.index),
                ),
                say("minutes_free_to_do", entry=case.reference(one.index)),
            )
            for one in found.ownerless
        ),
        empty=say("minutes_no_reserve"),
        widths=(4, 3, 3, 3, 4),
    )


def refuse_ownerless(found: Reserves) -> None:
    """Refuse to call signed a procès-verbal in which a réserve is nobody's.

    Raises:
        StepRefused: ``minutes_reserve_without_owner``, naming the act's entry.

    """
    for one in found.ownerless:
        act = str(one.body.get("act", NONE))
        raise StepRefused(
            "minutes_reserve_without_owner",
            subject=one.subject,
            entry=one.index,
            act=act,
            count=len(found.ownerless),
        )
