"""Signatures of a procès-verbal: places to sign, and what the log knows of those who did."""

from releve.ledger.papers import IssuedPaper
from releve.ledger.subject import RecordedAct
from releve.papers.case import Case
from releve.papers.minutes_parties import place_to_sign
from releve.papers.minutes_readings import NONE, quoted
from releve.papers.paper import Block, Paragraph, Section, Signature, Signatures, Table, Tone
from releve.papers.source import in_entry
from releve.papers.value import Blank, Cell, Form, say
from releve.plan.signings import Capacity, parties, signatures_of

Signed = tuple[tuple[IssuedPaper, RecordedAct], ...]


def holder_of(case: Case, signed: Signed) -> tuple[IssuedPaper, RecordedAct] | None:
    """Return the holder's first signature that no revocation casts doubt on."""
    return next(
        (
            pair
            for pair in signed
            if pair[1].fields["capacity"] == Capacity.HOLDER and case.state.doubt(pair[1]) is None
        ),
        None,
    )


def places_section(case: Case, about: str) -> Section:
    """Return the places to sign, blank: signatures are never printed into the text itself."""
    places = tuple(
        Signature(
            capacity=say(f"minutes_capacity_{one.value}"),
            who=place_to_sign(case, one, about),
            signed=Blank(),
        )
        for one in Capacity
    )
    cells = (say("minutes_sign_how"),)
    return Section(
        heading=say("minutes_heading_sign"),
        blocks=(Paragraph(cells=cells), Signatures(places=places)),
    )


def signed_section(
    case: Case, about: str, signed: Signed, holder: tuple[IssuedPaper, RecordedAct]
) -> Section:
    """Return every signature: as what, who, when, how, with which réserve, of which text."""
    text, _ = holder
    cites = say(
        "minutes_cites",
        number=case.fact(Form.REFERENCE, text.index, "body", "number"),
        digest=case.fact(Form.DIGEST, text.index, "body", "statement"),
        entry=case.reference(text.index),
    )
    table = Table(
        columns=tuple(
            say(f"minutes_column_{one}")
            for one in ("capacity", "signatory", "signed", "reserves", "text")
        ),
        rows=tuple(_row(case, paper, act) for paper, act in signed),
        empty=say("minutes_no_signature"),
        widths=(3, 5, 4, 3, 4),
    )
    blocks: list[Block] = [Paragraph(cells=(cites,)), table]
    have = {act.fields["capacity"] for _, act in signed}
    lacking = [one for one in Capacity if one.value not in have]
    if lacking:
        cells = tuple(
            say(
                "minutes_lacking",
                capacity=case.code(f"minutes_capacity_{one.value}"),
                who=case.organisation(parties(case.plan, about)[one]),
            )
            for one in lacking
        )
        blocks.append(Paragraph(cells=cells, tone=Tone.ALERT))
    return Section(heading=say("minutes_heading_signed"), blocks=tuple(blocks))


def earlier_section(case: Case, others: tuple[IssuedPaper, ...]) -> tuple[Section, ...]:
    """Say which earlier texts were signed: their signatures are not of this one."""
    cells = []
    for one in others:
        acts = signatures_of(case.state, (one,))
        if acts:
            count = case.counted(in_entry(act.index, "index") for _, act in acts)
            number = case.fact(Form.REFERENCE, one.index, "body", "number")
            cells.append(say("minutes_earlier", number=number, signatures=count))
    if not cells:
        return ()
    return (Section(heading=None, blocks=(Paragraph(cells=tuple(cells), tone=Tone.ALERT),)),)


def _row(case: Case, paper: IssuedPaper, act: RecordedAct) -> tuple[Cell, ...]:
    capacity = case.code(f"minutes_capacity_{act.fields['capacity']}", act.index)
    kind = case.code(f"signature_{act.signature_kind.value}", act.index)
    at = case.fact(Form.MOMENT, act.index, "body", "signed_at")
    doubted = case.state.doubt(act) is not None
    bare = act.fields["reserves"] == NONE
    return (
        capacity,
        case.signatory(act.signer),
        say("minutes_signed_doubted" if doubted else "minutes_signed_at", at=at, kind=kind),
        say("minutes_without_reserve") if bare else quoted(case, act.index, "reserves"),
        say(
            "minutes_text_of",
            number=case.fact(Form.REFERENCE, paper.index, "body", "number"),
            entry=case.reference(act.index),
        ),
    )
