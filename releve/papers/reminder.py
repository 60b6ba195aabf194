"""The reminder: an order was issued, no attestation came; since when, and what it holds up."""

from releve.model.evidence import Entry, EntryKind
from releve.model.ids import service_subject
from releve.model.people import Role
from releve.model.plan import Service
from releve.model.time import parse_instant
from releve.papers.answering import by_key, on_paper
from releve.papers.case import Case
from releve.papers.paper import (
    Listing,
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
from releve.papers.roster import all_seated, listed, seated
from releve.papers.source import AT, in_entry
from releve.papers.value import Blank, Cell, Form, Said, Value, missing, say
from releve.papers.written_order import (
    WrittenOrder,
    addressee,
    cited,
    number_of,
    order_of,
    performer_said,
    signers,
    told_of,
    unanswered,
    verb_of,
    window_rows,
)

abouts = unanswered


def build(case: Case) -> Paper:
    """Return the reminder about ``case.about``: the same all day, another one the day after.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    order = order_of(case, case.about)
    earlier = _earlier(case, order)
    return Paper(
        kind=PaperKind.REMINDER,
        about=case.about,
        title=say("reminder_title", rank=_rank(case, earlier)),
        lead=say(
            "reminder_lead",
            body=addressee(case, order),
            performer=performer_said(order),
            number=number_of(case, order),
            verb=verb_of(order),
            subject=case.subject(order.subject),
            issued=case.day(order.index),
            today=case.today(),
        ),
        sections=(
            Section(heading=None, blocks=(Rows(rows=_rows(case, order)), _state(case, order))),
            Section(heading=say("reminder_asked"), blocks=(_asked(),)),
            Section(heading=say("reminder_blocks"), blocks=(_blocked(case, order),)),
            Section(heading=say("reminder_earlier"), blocks=(_before(case, earlier),)),
            Section(heading=say("reminder_copied"), blocks=(_copied(case, order),)),
            Section(heading=None, blocks=(_signature(case),)),
            by_key(case, order),
            on_paper(case),
        ),
        subjects=tuple(dict.fromkeys((*told_of(order), *_held_up(case, order)))),
        notes=(say("reminder_note"),),
    )


def _earlier(case: Case, order: WrittenOrder) -> tuple[Entry, ...]:
    """Return the entries of the reminders of this order that were issued before today."""
    issued = case.state.papers.get((PaperKind.REMINDER.value, order.subject), ())
    today = str(case.today().raw)
    found = (case.entries[one.index] for one in issued if one.index > order.index)
    return tuple(
        one
        for one in found
        if one.kind is EntryKind.DOCUMENT_ISSUED and str(case.day(one.index).raw) < today
    )


def _rank(case: Case, earlier: tuple[Entry, ...]) -> Value:
    """Return which reminder this is: those before it, and this one."""
    return case.counted((*(in_entry(one.index) for one in earlier), AT))


def _rows(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    rows: list[tuple[str, Cell]] = [
        ("written_order_number", number_of(case, order)),
        ("written_order_issued", cited(case, order.index)),
        ("written_order_to", addressee(case, order)),
        *(("written_order_contact", one) for one in listed(case, signers(case, order))),
        ("written_order_verb", verb_of(order)),
        ("written_order_subject", case.subject(order.subject)),
        ("reminder_elapsed", case.between(Form.DAYS, case.when(order.index), case.now())),
    ]
    written = tuple(Row(label=say(code), value=value) for code, value in rows)
    return (*written, *window_rows(case, order))


def _state(case: Case, order: WrittenOrder) -> Paragraph:
    """Return whether the deadline has passed, in days."""
    closes = case.fact(Form.INSTANT, order.request, "body", "closes")
    if case.at < parse_instant(str(closes.raw)):
        left = case.between(Form.DAYS, case.now(), closes)
        return Paragraph(cells=(say("reminder_in_time", left=left, closes=closes),))
    late = case.between(Form.DAYS, closes, case.now())
    told = say("reminder_late", late=late, closes=closes)
    return Paragraph(cells=(told,), tone=Tone.STRONG)


def _asked() -> Listing:
    told = ("done", "not_done", "cannot")
    return Listing(items=tuple(say(f"reminder_answer_{one}") for one in told), ordered=False)


def _blocked(case: Case, order: WrittenOrder) -> Listing:
    """Return what waits for this attestation, as the plan ties it."""
    told: list[Said] = [say("reminder_blocks_state", subject=case.subject(order.subject))]
    if not order.place.is_service:
        contract = case.planned(Form.QUOTE, *order.place.contract, "title")
        told.append(say("reminder_blocks_certificate"))
        told.append(say("reminder_blocks_minutes", contract=contract))
    for one in _held_up(case, order):
        code = "service" if one.startswith("service:") else "other"
        told.append(say(f"reminder_blocks_{code}", subject=case.subject(one)))
    return Listing(items=(*told, say("reminder_blocks_closing")), ordered=False)


def _held_up(case: Case, order: WrittenOrder) -> tuple[str, ...]:
    """Return the subjects that must come after this one: by the plan, and by the agenda."""
    holder = order.place.holder
    after = [
        service_subject(one.id)
        for one in case.plan.services
        if isinstance(holder, Service) and holder.id in one.requires
    ]
    waiting = (
        one.subject
        for one in case.agenda.waiting
        if any(reason.mover == f"subject:{order.subject}" for reason in one.reasons)
    )
    return tuple(dict.fromkeys((*after, *waiting)))


def _before(case: Case, earlier: tuple[Entry, ...]) -> Table:
    return Table(
        columns=(say("column_entry"), say("reminder_column_number"), say("reminder_column_day")),
        rows=tuple(
            (
                case.reference(one.index),
                case.fact(Form.REFERENCE, one.index, "body", "number"),
                case.day(one.index),
            )
            for one in earlier
        ),
        empty=say("reminder_first"),
        widths=(0, 2, 1),
    )


def _copied(case: Case, order: WrittenOrder) -> Listing:
    """Return whom the policy of the verb says to tell, and the controller; never the addressee."""
    policies = [one for one in case.plan.policies if one.verb is order.verb]
    roles = [role for one in policies for role in (*one.controls, *one.informed)]
    people = all_seated(case, [Role.CONTROLLER, *roles], order.subject)
    return Listing(items=listed(case, [one for one in people if one not in signers(case, order)]))


def _signature(case: Case) -> Signatures:
    leads = seated(case, Role.LEAD, case.about)
    who: Cell = case.signatory(leads[0]) if leads else missing()
    return Signatures(
        places=(Signature(capacity=say("written_order_sign_lead"), who=who, signed=Blank()),)
    )
