"""The letter that sends the certificates of what the archives let go: what was destroyed, and how.

One letter a producer. It lists the certificates in force of every line that was granted, what the
archives acknowledged, and what is still to come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from releve.ledger.subject import Issued, RecordedAct, SubjectState
from releve.model.acts import ActKind
from releve.model.ids import asset_subject, copy_subject
from releve.model.plan import CopyFate, DataAsset, Fate
from releve.papers.case import Case
from releve.papers.paper import (
    Block,
    Layout,
    Paper,
    PaperKind,
    Paragraph,
    Row,
    Rows,
    Section,
    Signature,
    Signatures,
    Table,
    Tone,
)
from releve.papers.source import in_entry
from releve.papers.value import Blank, Cell, Form, missing, say

_ABOUT = "organisation:"
_SENT = ("certificate", "subject", "day", "pdf", "slip", "receipt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Something whose elimination the archives granted, and how far it has come."""

    subject: str
    visa: RecordedAct
    known: SubjectState

    @property
    def certificate(self) -> Issued | None:
        """The certificate that stands."""
        return self.known.in_force


def abouts(case: Case) -> Iterable[str]:
    """Return the producers of which something granted was certified, in the plan's order."""
    return tuple(
        f"{_ABOUT}{one.id}"
        for one in case.plan.organisations
        if any(owed.certificate is not None for owed in owed_by(case, one.id))
    )


def owed_by(case: Case, producer: str) -> Iterator[Owed]:
    """Yield what the archives let a producer destroy, in the plan's order."""
    for asset in case.plan.assets:
        if asset.producer != producer:
            continue
        visa = case.state.of(asset_subject(asset.id)).archives
        if visa is None or visa.kind is not ActKind.VISA or visa.fields["decision"] != "granted":
            continue
        for subject in _subjects(asset):
            yield Owed(subject=subject, visa=visa, known=case.state.of(subject))


def _subjects(asset: DataAsset) -> Iterator[str]:
    if asset.fate is Fate.DESTROYED:
        yield asset_subject(asset.id)
    for one in asset.copies:
        if one.fate is CopyFate.DESTROYED:
            yield copy_subject(asset.id, one.id)


def build(case: Case) -> Paper:
    """Build the letter of one producer."""
    producer = case.about.removeprefix(_ABOUT)
    owed = tuple(owed_by(case, producer))
    sent = [(one, issued) for one in owed if (issued := one.certificate) is not None]
    due = [issued for one, issued in sent if issued.number not in one.known.filed]
    blocks: tuple[Block, ...] = (
        Rows(
            rows=(
                Row(
                    label=say("archives_letter_label_to"),
                    value=_addressee(case, [one.visa for one in owed]),
                ),
                Row(
                    label=say("archives_letter_label_from"),
                    value=case.organisation(producer),
                ),
                Row(
                    label=say("archives_letter_label_sent"),
                    value=case.counted(in_entry(one.index) for _, one in sent),
                ),
                Row(
                    label=say("archives_letter_label_due"),
                    value=case.counted(in_entry(one.index) for one in due),
                ),
            )
        ),
        Table(
            columns=tuple(say(f"archives_letter_column_{name}") for name in _SENT),
            rows=tuple(_row(case, one, issued) for one, issued in sent),
            empty=say("archives_letter_none"),
            widths=(16, 14, 9, 35, 14, 12),
        ),
        Paragraph(cells=(say("archives_letter_how_to_answer"),)),
        Signatures(
            places=(
                Signature(
                    capacity=say("archives_letter_sign_sender"),
                    who=case.organisation(producer),
                    signed=Blank(),
                ),
                Signature(
                    capacity=say("archives_letter_sign_archives"),
                    who=_addressee(case, [one.visa for one in owed]),
                    signed=Blank(),
                ),
            )
        ),
    )
    return Paper(
        kind=PaperKind.ARCHIVES_LETTER,
        about=case.about,
        title=say("archives_letter_title"),
        lead=say("archives_letter_lead"),
        sections=(Section(heading=None, blocks=blocks), *_still_to_come(case, owed)),
        subjects=tuple(one.subject for one in owed),
        layout=Layout.LANDSCAPE,
        notes=(say("archives_letter_note_proof"),),
    )


def _addressee(case: Case, visas: list[RecordedAct]) -> Cell:
    """Return the archives whose director signed, if one service signed them all."""
    roster = {one.id: one.organisation for one in case.plan.people}
    bodies = {roster[one.signer] for one in visas if one.signer in roster}
    return case.organisation(bodies.pop()) if len(bodies) == 1 else missing()


def _row(case: Case, owed: Owed, issued: Issued) -> tuple[Cell, ...]:
    index = issued.index
    return (
        case.fact(Form.REFERENCE, index, "body", "number"),
        case.subject(owed.subject),
        case.day(index),
        case.fact(Form.DIGEST, index, "body", "pdf"),
        _slip(case, owed.visa),
        _receipt(case, owed.known.filed.get(issued.number)),
    )


def _slip(case: Case, visa: RecordedAct) -> Cell:
    if visa.fields["bordereau"] == "-":
        return missing("not_recorded")
    return case.fact(Form.REFERENCE, visa.index, "body", "fields", "bordereau")


def _receipt(case: Case, filed: RecordedAct | None) -> Cell:
    if filed is None:
        return say("archives_letter_awaited")
    reference = case.fact(Form.QUOTE, filed.index, "body", "fields", "reference")
    return say("archives_letter_filed", day=case.day(filed.index), reference=reference)


def _still_to_come(case: Case, owed: tuple[Owed, ...]) -> tuple[Section, ...]:
    rows = tuple(
        (case.subject(one.subject), _state(case, one.known))
        for one in owed
        if one.certificate is None
    )
    if not rows:
        return ()
    columns = (say("archives_letter_column_subject"), say("archives_letter_column_state"))
    table = Table(columns=columns, rows=rows, empty=say("archives_letter_none"), widths=(3, 2))
    told = Paragraph(cells=(say("archives_letter_to_come"),), tone=Tone.SOFT)
    return (Section(heading=say("archives_letter_heading_to_come"), blocks=(told, table)),)


def _state(case: Case, known: SubjectState) -> Cell:
    if known.withdrawn is not None:
        return case.code("archives_letter_withdrawn", known.withdrawn.index)
    if known.ended is not None:
        return case.code("archives_letter_to_certify", known.ended.index)
    return say("archives_letter_to_destroy")
