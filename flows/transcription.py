"""Transcriptions of an elimination slip: their form, what is checked, the visas they become."""

from dataclasses import fields
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flows.drafting import draft_act
from flows.memory import Memory
from releve.errors import ActRefused, Fact, StepRefused
from releve.ledger.papers import IssuedPaper
from releve.model.acts import Act, ActKind
from releve.model.ids import asset_subject
from releve.model.people import Role
from releve.model.slip import VISA_DECISIONS, DecidedLine, SlipLine, Transcription, blank_form
from releve.papers.issued_slip import issued_lines
from releve.plan.authority import in_office
from releve.plan.elimination import slip_numbered, stands
from releve.textes import sentence

_HELP = ("signed", "head", "decision", "observations")


def form_of(memory: Memory, number: str, transcriber: str) -> str:
    """Return the form of a slip, for one transcriber to fill in.

    Raises:
        ActRefused: ``slip_unknown``, ``slip_superseded``, and those of the transcriber.

    """
    slip = standing(memory, number)
    _check_transcriber(memory, transcriber)
    told = tuple(sentence(f"slip_form_help_{name}", {}) for name in _HELP)
    return blank_form(_head(memory, slip, transcriber), _lines(memory, slip), told)


def visas_of(memory: Memory, told: Transcription) -> tuple[Act, ...]:
    """Return the visa that each line becomes, in order: the same bytes for whoever transcribes.

    Raises:
        ActRefused: the form is not that of the slip that stands, or a line was changed.

    """
    slip = standing(memory, told.slip)
    _check_transcriber(memory, told.transcriber)
    _check_form(memory, slip, told)
    at = _midnight(memory, told)
    return tuple(
        draft_act(
            memory.plan,
            memory.state,
            kind=ActKind.VISA,
            subject=asset_subject(one.issued.asset),
            signer=told.director,
            now=at,
            given={"bordereau": slip.number, "decision": VISA_DECISIONS[one.decision]},
        )
        for one in told.lines
    )


# ------------------------------------------------------------------------------ the issued slip


def standing(memory: Memory, number: str) -> IssuedPaper:
    """Return the slip of a number, if it was issued and no other took its place.

    Raises:
        ActRefused: ``slip_unknown``, ``slip_superseded``.
        StepRefused: ``plan_not_adopted``.

    """
    if memory.state.plan is None:
        raise StepRefused("plan_not_adopted")
    slip = slip_numbered(memory.state, number)
    if slip is None:
        raise ActRefused("slip_unknown", number=number)
    if not stands(memory.state, slip):
        last = memory.state.papers[slip.kind, slip.about][-1].number
        raise ActRefused("slip_superseded", number=number, by=last)
    return slip


def _lines(memory: Memory, slip: IssuedPaper) -> tuple[SlipLine, ...]:
    return issued_lines(memory.ledger.document(slip.statement))


def _head(memory: Memory, slip: IssuedPaper, transcriber: str) -> dict[str, str]:
    return {
        "slip": slip.number,
        "content": slip.content,
        "origin": memory.plan.origin,
        "plan": memory.state.plan or "-",
        "transcriber": transcriber,
    }


def _midnight(memory: Memory, told: Transcription) -> datetime:
    """Return the first instant of the day of the visa, once it is not before the slip's issue."""
    zone = ZoneInfo(memory.plan.timezone)
    slip = standing(memory, told.slip)
    issued_on = memory.entry(slip.index).at.astimezone(zone).date()
    if told.signed_on < issued_on:
        raise ActRefused(
            "slip_signed_before_issue",
            number=slip.number,
            signed_on=told.signed_on.isoformat(),
            issued_on=issued_on.isoformat(),
        )
    return datetime.combine(told.signed_on, time(), zone)


# ------------------------------------------------------------------------------- what is checked


def _check_transcriber(memory: Memory, name: str) -> None:
    person = next((one for one in memory.plan.people if one.id == name), None)
    if person is None or Role.TRANSCRIBER not in person.roles:
        raise ActRefused("slip_transcriber_unknown", transcriber=name)
    if not in_office(person, memory.clock.now()):
        raise ActRefused("slip_transcriber_not_in_office", transcriber=name)


def _check_form(memory: Memory, slip: IssuedPaper, told: Transcription) -> None:
    for name, wanted in _head(memory, slip, told.transcriber).items():
        if getattr(told, name) != wanted:
            facts: dict[str, Fact] = {"number": slip.number, "transcriber": told.transcriber}
            raise ActRefused("slip_form_of_another", field=name, **facts)
    issued = {one.line: one for one in _lines(memory, slip)}
    found = {one.issued.line: one.issued for one in told.lines}
    for line in sorted(issued.keys() | found.keys()):
        _check_line(slip, told.transcriber, line, issued.get(line), found.get(line))
    if [one.issued.line for one in told.lines] != list(issued):
        repeated = told.lines[-1].issued
        _line_changed(slip, told.transcriber, repeated.line, "line", "-", str(repeated.line))


def _check_line(
    slip: IssuedPaper, by: str, line: int, issued: SlipLine | None, found: SlipLine | None
) -> None:
    if issued is None or found is None:
        known = ["-" if one is None else one.asset for one in (issued, found)]
        _line_changed(slip, by, line, "line", *known)
        return
    for one in fields(SlipLine):
        wanted, told = str(getattr(issued, one.name)), str(getattr(found, one.name))
        if wanted != told:
            _line_changed(slip, by, line, one.name, wanted, told)


def _line_changed(
    slip: IssuedPaper, by: str, line: int, field: str, issued: str, found: str
) -> None:
    raise ActRefused(
        "slip_line_changed",
        number=slip.number,
        transcriber=by,
        line=line,
        field=field,
        issued=issued,
        found=found,
    )


def agreed(told: list[Transcription], number: str) -> tuple[Transcription, ...]:
    """Return the transcriptions, once they are of two people who read the same.

    Raises:
        ActRefused: ``slip_same_transcriber``, ``slip_form_of_another``,
            ``slip_transcribers_differ``, ``slip_transcribers_differ_on_head``.

    """
    first, second = told
    if first.transcriber == second.transcriber:
        raise ActRefused("slip_same_transcriber", transcriber=first.transcriber)
    for one in told:
        if one.slip != number:
            facts: dict[str, Fact] = {"number": number, "transcriber": one.transcriber}
            raise ActRefused("slip_form_of_another", field="slip", **facts)
    for name in ("director", "signed_on", "original"):
        pair = [str(getattr(one, name)) for one in told]
        if pair[0] != pair[1]:
            raise ActRefused(
                "slip_transcribers_differ_on_head", field=name, first=pair[0], second=pair[1]
            )
    for line, other in zip(first.lines, second.lines, strict=False):
        _check_same(line, other)
    return first, second


def _check_same(one: DecidedLine, other: DecidedLine) -> None:
    if one.issued.line != other.issued.line:
        return  # a line is missing or added: said against the slip, not against each other
    for name in ("decision", "observations"):
        pair = [str(getattr(each, name)) for each in (one, other)]
        if pair[0] != pair[1]:
            raise ActRefused(
                "slip_transcribers_differ",
                line=one.issued.line,
                field=name,
                first=pair[0],
                second=pair[1],
            )
