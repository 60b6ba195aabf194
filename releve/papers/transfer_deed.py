"""The deed of transfer of a brick that lives on: what passes, to whom, with which reserves."""

from releve.ledger.subject import RecordedAct
from releve.model.ids import service_subject
from releve.model.people import Role
from releve.model.plan import Service, ServiceOutcome
from releve.papers.case import Case
from releve.papers.paper import Paper, PaperKind, Paragraph, Row, Rows, Section, Tone
from releve.papers.place import Place, place_of
from releve.papers.roster import listed, member_of, seated
from releve.papers.source import in_plan
from releve.papers.succession import assets_of, data, passing, recipients, skills
from releve.papers.transferred import (
    NO_RESERVE,
    accesses,
    probes,
    reserves,
    signatures,
    transfer_of,
)
from releve.papers.value import Cell, Form, missing, say, term


def abouts(case: Case) -> tuple[str, ...]:
    """Return the services that the plan hands over, in plan order."""
    return tuple(
        service_subject(one.id)
        for one in case.plan.services
        if one.outcome is ServiceOutcome.HANDED_OVER
    )


def build(case: Case) -> Paper:
    """Return the deed about ``case.about``: a draft until its recipient's act is recorded.

    Raises:
        KeyError: the plan has no such service; ``EvidenceRefused`` if an entry is malformed.

    """
    place = place_of(case, case.about)
    signed = transfer_of(case)
    return Paper(
        kind=PaperKind.TRANSFER_DEED,
        about=case.about,
        title=say("transfer_deed_title" if signed is not None else "transfer_deed_draft"),
        lead=say(
            "transfer_deed_lead",
            service=case.subject(case.about),
            recipient=case.planned(Form.ORGANISATION, *place.own, "recipient"),
        ),
        sections=(
            Section(heading=None, blocks=(_standing(case, signed),)),
            Section(
                heading=say("transfer_deed_identity"), blocks=(Rows(rows=_identity(case, place)),)
            ),
            Section(
                heading=say("transfer_deed_parties"), blocks=(Rows(rows=_parties(case, place)),)
            ),
            passing(case, place, "configuration"),
            data(case, place),
            passing(case, place, "responsibilities"),
            skills(case, place),
            accesses(case, place),
            Section(heading=say("transfer_deed_probes"), blocks=(probes(case),)),
            Section(heading=say("transfer_deed_reserves"), blocks=reserves(case, signed)),
            Section(heading=say("transfer_deed_signatures"), blocks=(signatures(case, signed),)),
        ),
        subjects=(case.about, *assets_of(case, place)),
        notes=tuple(say(f"transfer_deed_note_{one}") for one in ("skills", "after", "accesses")),
    )


def _standing(case: Case, signed: RecordedAct | None) -> Paragraph:
    """Return what the deed is worth now: a draft, signed with or without reserves."""
    if signed is None:
        return Paragraph(cells=(say("transfer_deed_is_draft"),), tone=Tone.ALERT)
    without = signed.fields["reserves"] == NO_RESERVE and not case.state.of(case.about).raised
    told = say(
        "transfer_deed_without" if without else "transfer_deed_with",
        signer=case.signatory(signed.signer),
        at=case.fact(Form.MOMENT, signed.index, "body", "signed_at"),
        entry=case.reference(signed.index),
    )
    return Paragraph(cells=(told,), tone=Tone.STRONG)


# ------------------------------------------------------------------------------ who and what


def _identity(case: Case, place: Place) -> tuple[Row, ...]:
    holder = place.holder
    if not isinstance(holder, Service):
        raise KeyError(place.subject)
    milestone = case.place("milestones", holder.milestone)
    told: list[tuple[str, Cell]] = [
        ("transfer_deed_service", case.planned(Form.QUOTE, *place.own, "name")),
        ("transfer_deed_family", case.planned(Form.QUOTE, *place.own, "family")),
        (
            "transfer_deed_scope",
            term(f"transfer_deed_scope_{holder.scope.value}", in_plan(*place.own, "scope")),
        ),
        ("label_contract", case.planned(Form.QUOTE, *place.contract, "title")),
        ("label_clause", case.planned(Form.QUOTE, *place.contract, "reversibility_clause")),
        ("transfer_deed_milestone", case.planned(Form.QUOTE, *milestone, "title")),
        ("transfer_deed_due", case.planned(Form.DUE, *milestone, "due", "on")),
        ("transfer_deed_window", _window(case, milestone)),
    ]
    return tuple(Row(label=say(code), value=value) for code, value in told)


def _window(case: Case, milestone: tuple[str, int]) -> Cell:
    if case.plan.milestones[milestone[1]].window is None:
        return missing()
    return say(
        "written_order_window",
        opens=case.planned(Form.MOMENT, *milestone, "window", "opens"),
        closes=case.planned(Form.MOMENT, *milestone, "window", "closes"),
    )


def _parties(case: Case, place: Place) -> tuple[Row, ...]:
    """Return who hands over, who receives, and whom the contract and the law name."""
    leads = seated(case, Role.LEAD, case.about)
    mine: Cell = (
        member_of(case, Form.ORGANISATION, leads[0], "organisation") if leads else missing()
    )
    told: list[tuple[str, Cell]] = [
        ("transfer_deed_transferor", mine),
        *(("transfer_deed_transferor_by", one) for one in listed(case, leads[:1])),
        ("transfer_deed_recipient", case.planned(Form.ORGANISATION, *place.own, "recipient")),
        *(("transfer_deed_recipient_by", one) for one in listed(case, recipients(case, place))),
        ("label_controller", case.planned(Form.ORGANISATION, *place.own, "controller")),
        ("transfer_deed_buyer", case.planned(Form.ORGANISATION, *place.contract, "buyer")),
        ("transfer_deed_holder", case.planned(Form.ORGANISATION, *place.contract, "holder")),
    ]
    return tuple(Row(label=say(code), value=value) for code, value in told)
