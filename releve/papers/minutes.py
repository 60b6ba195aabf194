"""The procès-verbal de restitution et destruction: one per contract and controller.

Normative in ``docs/format/paper-minutes.md``. What people sign is a *text*, titled « Projet ».
Once the holder has signed it, a signed copy cites it by its digest and lists every signature.
A text is the same as long as its facts are: réserves raised or cleared after the first signature
are told by the signed copy, and change nothing of what was signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from releve.errors import ReleveError
from releve.ledger.papers import IssuedPaper
from releve.ledger.subject import RecordedAct
from releve.papers.case import Case
from releve.papers.decoding import decoded_paper
from releve.papers.minutes_fates import Part, counted_parts, fate_sections, parts_of
from releve.papers.minutes_parties import contract_section
from releve.papers.minutes_readings import NONE, last_entry
from releve.papers.minutes_reserves import (
    Reserves,
    refuse_ownerless,
    reserve_section,
    reserves_of,
)
from releve.papers.minutes_restitution import (
    Restituted,
    restituted,
    restitution_sections,
    summary_blocks,
)
from releve.papers.minutes_signatures import (
    earlier_section,
    holder_of,
    places_section,
    signed_section,
)
from releve.papers.paper import Paper, PaperKind, Section
from releve.papers.source import in_entry, in_plan
from releve.papers.twin import content_digest
from releve.papers.value import Said, Value, say
from releve.plan.signings import (
    MINUTES,
    minutes_abouts,
    minutes_subjects,
    signatures_of,
    texts_in_force,
)

Signed = tuple[tuple[IssuedPaper, RecordedAct], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a procès-verbal stands. ``text`` is what its facts say now, to be signed.

    ``issued`` is that text as it was issued last, ``None`` if it was not or if facts changed
    since. ``holder`` is the holder's signature that counts. ``reserves`` are those of now.
    """

    text: Paper
    issued: IssuedPaper | None
    last: IssuedPaper | None
    signed: Signed
    holder: tuple[IssuedPaper, RecordedAct] | None
    reserves: Reserves

    @property
    def reserved(self) -> bool:
        """Whether it is « avec réserves »: one is open, or somebody signed with one."""
        return self.reserves.any or any(act.fields["reserves"] != NONE for _, act in self.signed)


def abouts(case: Case) -> Iterable[str]:
    """Return every contract and controller that has data or services in the plan."""
    return minutes_abouts(case.plan)


def build(case: Case) -> Paper:
    """Build the text to sign, or the signed copy of the text that the holder signed."""
    found = standing(case, case.about)
    if found.holder is None or found.reserves.ownerless:
        return found.text
    return _signed_copy(case, found)


def complete(case: Case) -> None:
    """Refuse to issue anything after the holder's signature while a réserve is nobody's.

    Raises:
        StepRefused: ``minutes_reserve_without_owner``, naming the act's entry and what to sign.

    """
    found = standing(case, case.about)
    if found.holder is not None:
        refuse_ownerless(found.reserves)


def standing(case: Case, about: str) -> Standing:
    """Return where the procès-verbal of a contract and a controller stands."""
    papers = case.state.papers.get((MINUTES, about), ())
    texts = texts_in_force(papers)
    signed = signatures_of(case.state, texts)
    until = texts[0].index if signed else len(case.entries)
    text = _text(case, about, until, tuple(one for one in papers if one not in texts))
    stands = bool(texts) and content_digest(text) == texts[-1].content
    if signed and not stands:
        kept = _as_signed(case, about, until, papers, texts[-1])
        stands, text = kept is not None, kept or text
    if texts and not stands:
        signed = ()
        text = _text(case, about, len(case.entries), papers)
    indexes = [act.index for _, act in signed]
    return Standing(
        text=text,
        issued=texts[-1] if stands else None,
        last=papers[-1] if papers else None,
        signed=signed,
        holder=holder_of(case, signed),
        reserves=reserves_of(case, about, len(case.entries), indexes),
    )


def _as_signed(
    case: Case, about: str, until: int, papers: tuple[IssuedPaper, ...], last: IssuedPaper
) -> Paper | None:
    """Return a signed text as it was issued, if only the way it is laid out changed since.

    Another version of the tool may write the same facts otherwise: what it makes of the log of then
    and of the log of now is then the same, and what people signed stands, word for word.
    """
    if case.state.adopted > last.index:
        return None
    others = tuple(one for one in papers if one not in texts_in_force(papers))
    then = case.as_of(last.index)
    if _text(then, about, until, others) != _text(case, about, until, others):
        return None
    try:
        kept = decoded_paper(case.document(last.statement))
    except ReleveError:
        return None
    named = [None if one.heading is None else one.heading.code for one in kept.sections]
    return kept if "minutes_heading_reserves" in named else None


def _text(case: Case, about: str, until: int, others: tuple[IssuedPaper, ...]) -> Paper:
    """Return the text whose réserves are those of before entry ``until``."""
    given, parts = restituted(case, about), parts_of(case, about)
    reserves = reserves_of(case, about, until)
    details = (*restitution_sections(case, given), *fate_sections(case, parts))
    undated = (*details, reserve_section(case, reserves, None, "minutes_heading_reserves"))
    last = last_entry(undated)
    today = None if last is None else case.day(last)
    front = (
        contract_section(case, about, last),
        *earlier_section(case, others),
        Section(
            heading=say("minutes_heading_summary"),
            blocks=summary_blocks(case, given),
        ),
        reserve_section(case, reserves, today, "minutes_heading_reserves"),
    )
    return Paper(
        kind=PaperKind.MINUTES,
        about=about,
        title=say("minutes_title_draft"),
        lead=Said(code="minutes_lead", facts=_figures(case, given, parts, reserves)),
        sections=(*front, *details, places_section(case, about)),
        subjects=tuple(minutes_subjects(case.plan, about)),
        notes=tuple(say(f"minutes_note_{one}") for one in _NOTES),
    )


_NOTES = ("signatures", "inventory", "medium", "attested", "expiry", "clause", "hds")


def _figures(
    case: Case, given: tuple[Restituted, ...], parts: tuple[Part, ...], reserves: Reserves
) -> dict[str, Value]:
    due = tuple(one for one in parts if one.to_destroy)
    accepted = (one for one in given if one.accepted is not None)
    raised = [one.index for one in reserves.open] + [one.index for one in reserves.ownerless]
    return {
        "sets": case.counted(in_plan("assets", one.at, "id") for one in given),
        "accepted": case.counted(in_plan("assets", one.at, "id") for one in accepted),
        "due": counted_parts(case, due),
        "ended": counted_parts(case, tuple(one for one in due if one.gone is not None)),
        "reserves": case.counted(in_entry(one, "index") for one in raised),
    }


def _signed_copy(case: Case, found: Standing) -> Paper:
    """Return the copy that lists the signatures of a text, and what came after the first."""
    text, holder = found.text, found.holder
    if holder is None or found.issued is None:
        return text
    signed_text, act = holder
    indexes = [one.index for _, one in found.signed]
    later = reserves_of(case, text.about, len(case.entries), indexes, since=signed_text.index)
    code = "minutes_lead_reserved" if found.reserved else "minutes_lead_clear"
    told = text.lead.facts if isinstance(text.lead, Said) else {}
    facts = {
        **told,
        "holder": case.signatory(act.signer),
        "open": case.counted(in_entry(one.index, "index") for one in later.open),
    }
    named = [None if one.heading is None else one.heading.code for one in text.sections]
    front = named.index("minutes_heading_reserves") + 1
    copied = (
        signed_section(case, text.about, found.signed, holder),
        reserve_section(case, later, case.today(), "minutes_heading_reserves_now"),
    )
    return replace(
        text,
        title=say("minutes_title"),
        lead=Said(code=code, facts=facts),
        sections=(*text.sections[:front], *copied, *text.sections[front:-1]),
        signed_text=signed_text.statement,
    )
