"""The written order: what another is asked to do, under which decision, and how to answer."""

from releve.model.people import Role
from releve.papers.answering import by_key, on_paper, to_attest, weight
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
    Tone,
)
from releve.papers.roster import listed, member_of, seated
from releve.papers.value import Blank, Cell, Form, Value, missing, say
from releve.papers.written_order import (
    WrittenOrder,
    acts_table,
    addressee,
    cited,
    evidence_of,
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
_TERMS = ("window", "subject", "again", "copies")
_EVIDENCE = ("receipt", "acceptance", "archives", "relay")


def build(case: Case) -> Paper:
    """Return the order about ``case.about``. What came after it was issued does not change it.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    order = order_of(case, case.about)
    return Paper(
        kind=PaperKind.ORDER,
        about=case.about,
        title=say("written_order_title"),
        lead=say(
            "written_order_lead",
            body=addressee(case, order),
            performer=performer_said(order),
            verb=verb_of(order),
            subject=case.subject(order.subject),
        ),
        sections=(
            Section(heading=None, blocks=(Rows(rows=_identity(case, order)),)),
            Section(
                heading=say("written_order_asked"),
                blocks=(
                    Rows(rows=(*window_rows(case, order), *subject_rows(case, order))),
                    Paragraph(cells=(say("written_order_only_then"),), tone=Tone.STRONG),
                ),
            ),
            Section(
                heading=say("written_order_authorised"),
                blocks=(acts_table(case, order), Rows(rows=_grounds(case, order))),
            ),
            Section(heading=say("written_order_terms"), blocks=(_terms(case),)),
            Section(
                heading=say("written_order_attest"),
                blocks=(
                    Paragraph(cells=(say("written_order_attest_first"),)),
                    to_attest(order),
                    weight(case, order),
                ),
            ),
            Section(heading=say("written_order_signatures"), blocks=(_signatures(case, order),)),
            by_key(case, order),
            on_paper(case),
        ),
        subjects=told_of(order),
        notes=(say("written_order_note_done"), say("written_order_note_received")),
    )


def _identity(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    contract = order.place.contract
    rows: list[tuple[str, Cell]] = [
        ("written_order_number", number_of(case, order)),
        ("written_order_issued", cited(case, order.index)),
        ("written_order_to", addressee(case, order)),
        *(("written_order_contact", one) for one in listed(case, signers(case, order))),
        *(("written_order_from", one) for one in listed(case, seated(case, Role.LEAD, case.about))),
        ("label_contract", case.planned(Form.QUOTE, *contract, "title")),
        ("label_clause", case.planned(Form.QUOTE, *contract, "reversibility_clause")),
    ]
    return tuple(Row(label=say(code), value=value) for code, value in rows)


def _grounds(case: Case, order: WrittenOrder) -> tuple[Row, ...]:
    """Return what the request rests on: what was given back, accepted, allowed."""
    rows = [Row(label=say("written_order_request"), value=cited(case, order.request))]
    for name in _EVIDENCE:
        index = evidence_of(case, order, name)
        if index is not None:
            rows.append(Row(label=say(f"written_order_{name}"), value=cited(case, index)))
    rows.append(Row(label=say("label_intent"), value=cited(case, order.intent)))
    return tuple(rows)


def _terms(case: Case) -> Listing:
    leads = seated(case, Role.LEAD, case.about)[:1]
    stop = say(
        "written_order_term_stop",
        who=next((case.person(one) for one in leads), missing()),
        body=_of_lead(case, Form.ORGANISATION, leads, "organisation"),
        contact=_of_lead(case, Form.QUOTE, leads, "contact"),
    )
    return Listing(items=(*(say(f"written_order_term_{one}") for one in _TERMS), stop))


def _of_lead(case: Case, form: Form, leads: tuple[str, ...], member: str) -> Value:
    return next((member_of(case, form, one, member) for one in leads), missing())


def _signatures(case: Case, order: WrittenOrder) -> Signatures:
    leads = seated(case, Role.LEAD, case.about)
    mine: Cell = case.signatory(leads[0]) if leads else missing()
    people = signers(case, order)
    theirs: Cell = case.signatory(people[0]) if people else addressee(case, order)
    return Signatures(
        places=(
            Signature(capacity=say("written_order_sign_lead"), who=mine, signed=Blank()),
            Signature(capacity=say("written_order_sign_received"), who=theirs, signed=Blank()),
        )
    )
