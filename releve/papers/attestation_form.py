"""The form that a performer fills in and signs: what was done, on what, and what is left of it."""

from releve.certificates.sanitization import MEDIUM_IDENTITY
from releve.model.plan import Copy, DataAsset
from releve.papers.answering import by_key, on_paper, weight
from releve.papers.case import Case
from releve.papers.paper import (
    Block,
    Break,
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
from releve.papers.value import Blank, Cell, Form, Said, say
from releve.papers.written_order import (
    WrittenOrder,
    addressee,
    cited,
    number_of,
    order_of,
    ordered,
    performer_said,
    signers,
    subject_rows,
    told_of,
    verb_of,
    window_rows,
)

abouts = ordered
_DONE = ("act", "begun", "ended", "technique", "tool", "place", "people", "deviation")
_LEFT = ("backups", "replicas", "snapshots", "logs", "exports", "other")
_SEEN = ("what", "how", "when", "who")
_RETURNED = ("on", "original", "scan", "first", "second")
_PROVIDER = ("reference", "issuer", "date", "digest")


def build(case: Case) -> Paper:
    """Return the form that answers the order about ``case.about``.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    order = order_of(case, case.about)
    return Paper(
        kind=PaperKind.ATTESTATION_FORM,
        about=case.about,
        title=say("attestation_form_title"),
        lead=say(
            "attestation_form_lead",
            body=addressee(case, order),
            performer=performer_said(order),
            number=number_of(case, order),
            verb=verb_of(order),
            subject=case.subject(order.subject),
        ),
        sections=(
            Section(
                heading=say("attestation_form_order"), blocks=(Rows(rows=_order(case, order)),)
            ),
            _questions("done", _DONE),
            *_of_data(case, order),
            Section(heading=None, blocks=(Break(),)),
            Section(
                heading=say("attestation_form_observed"),
                blocks=(_seen(order), _asked("seen", _SEEN)),
            ),
            _questions("provider", _PROVIDER),
            Section(
                heading=say("attestation_form_declaration"),
                blocks=(
                    Paragraph(
                        cells=(say("attestation_form_declare", number=number_of(case, order)),),
                        tone=Tone.STRONG,
                    ),
                    _signatures(case, order),
                ),
            ),
            _questions("returned", _RETURNED),
            Section(heading=None, blocks=(Break(),)),
            Section(heading=say("attestation_form_weight"), blocks=(weight(case, order),)),
            by_key(case, order),
            on_paper(case),
        ),
        subjects=told_of(order),
        notes=(say("attestation_form_note_word"), say("attestation_form_note_blank")),
    )


def _order(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    return (
        Row(label=say("written_order_number"), value=number_of(case, order)),
        Row(label=say("written_order_issued"), value=cited(case, order.index)),
        Row(label=say("attestation_form_entry"), value=case.reference(order.index)),
        Row(label=say("written_order_to"), value=addressee(case, order)),
        *window_rows(case, order),
        *subject_rows(case, order),
    )


def _questions(name: str, asked: tuple[str, ...]) -> Section:
    return Section(heading=say(f"attestation_form_{name}"), blocks=(_asked(name, asked),))


def _asked(name: str, asked: tuple[str, ...]) -> Table:
    """Return one line to fill in by hand for each question."""
    return Table(
        columns=(say("attestation_form_question"), say("attestation_form_answer")),
        rows=tuple((say(f"attestation_form_{name}_{one}"), Blank()) for one in asked),
        empty=say("none"),
        widths=(2, 3),
        tall=True,
    )


def _seen(order: WrittenOrder) -> Paragraph:
    boxes = "attestation_form_boxes_service" if order.place.is_service else "attestation_form_boxes"
    return Paragraph(cells=(say(boxes),))


def _of_data(case: Case, order: WrittenOrder) -> tuple[Section, ...]:
    """Return the sections about media and copies, which no service has."""
    if order.place.is_service:
        return ()
    medium = Table(
        columns=(
            say("attestation_form_field"),
            say("attestation_form_value"),
            say("attestation_form_read_where"),
        ),
        rows=tuple((_identity(name), Blank(), Blank()) for name in MEDIUM_IDENTITY),
        empty=say("none"),
        widths=(2, 2, 2),
        tall=True,
    )
    told: tuple[Block, ...] = (Paragraph(cells=(say("attestation_form_medium_why"),)), medium)
    return (
        Section(heading=None, blocks=(Break(),)),
        Section(heading=say("attestation_form_medium"), blocks=told),
        Section(
            heading=say("attestation_form_copies"),
            blocks=(Paragraph(cells=(say("attestation_form_copies_why"),)), _copies(case, order)),
        ),
    )


def _identity(name: str) -> Said:
    return say(f"attestation_form_identity_{name}")


def _copies(case: Case, order: WrittenOrder) -> Table:
    """Return the copies that the plan knows of this data, then the kinds that it may not know."""
    names = ("copy", "fate", "when", "proof")
    known: list[tuple[Cell, ...]] = [
        (case.planned(Form.QUOTE, *path, "title"), say("attestation_form_fates"), Blank(), Blank())
        for path in _inventoried(case, order)
    ]
    asked = [
        (say(f"attestation_form_left_{one}"), say("attestation_form_fates"), Blank(), Blank())
        for one in _LEFT
    ]
    return Table(
        columns=tuple(say(f"attestation_form_column_{one}") for one in names),
        rows=(*known, *asked),
        empty=say("none"),
        widths=(3, 3, 2, 3),
        tall=True,
    )


def _inventoried(case: Case, order: WrittenOrder) -> tuple[tuple[str | int, ...], ...]:
    """Return the path of each copy that is not ours and that this order is not itself about."""
    body, holder = order.place.body, order.place.holder
    part, at = body
    asset = case.plan.assets[int(at)] if part == "assets" else None
    if not isinstance(asset, DataAsset):
        return ()
    return tuple(
        (*body, "copies", number)
        for number, one in enumerate(asset.copies)
        if not one.ours and not (isinstance(holder, Copy) and holder.id == one.id)
    )


def _signatures(case: Case, order: WrittenOrder) -> Signatures:
    people = signers(case, order)
    who: Cell = case.signatory(people[0]) if people else addressee(case, order)
    return Signatures(
        places=(
            Signature(capacity=say("attestation_form_sign_performed"), who=Blank(), signed=Blank()),
            Signature(capacity=say("attestation_form_sign_verified"), who=Blank(), signed=Blank()),
            Signature(capacity=say("attestation_form_sign_attests"), who=who, signed=Blank()),
        )
    )
