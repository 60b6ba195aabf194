"""Pages of the plan on what is at stake: risks, costs, hosting and its certificates, evidence."""

from releve.papers.case import Case
from releve.papers.paper import Block, Paragraph, Row, Rows, Section, Table, Tone
from releve.papers.plan_terms import body, open_alert
from releve.papers.source import in_plan
from releve.papers.value import Form, say


def risks(case: Case) -> Section:
    """List the risks of the plan, each with its owner and the answer to it."""
    table = Table(
        columns=(
            say("reversibility_risk"),
            say("reversibility_owner"),
            say("reversibility_likelihood"),
            say("reversibility_impact"),
            say("reversibility_answer"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "risks", at, "title"),
                body(case, "risks", at, "owner"),
                case.planned(Form.QUOTE, "risks", at, "likelihood"),
                case.planned(Form.QUOTE, "risks", at, "impact"),
                case.planned(Form.QUOTE, "risks", at, "answer"),
            )
            for at in range(len(case.plan.risks))
        ),
        empty=say("reversibility_no_risk"),
        widths=(7, 4, 3, 4, 7),
    )
    return Section(heading=say("reversibility_risks"), blocks=(*open_alert(case, "risks"), table))


def costs(case: Case) -> Section:
    """List the cost lines; their total only where every line is known."""
    many = range(len(case.plan.costs))
    amounts = [case.planned(Form.COUNT, "costs", at, "euros") for at in many]
    table = Table(
        columns=(
            say("reversibility_cost"),
            say("reversibility_payer"),
            say("reversibility_euros"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "costs", at, "title"),
                body(case, "costs", at, "payer"),
                amounts[at],
            )
            for at in many
        ),
        empty=say("reversibility_no_cost"),
        widths=(7, 5, 4),
    )
    open_ = [in_plan("costs", at, "euros") for at in many if case.plan.costs[at].euros is None]
    blocks: tuple[Block, ...] = (*open_alert(case, "costs"), table)
    if open_:
        told = say("reversibility_no_total", count=case.counted(open_))
        blocks = (*blocks, Paragraph(cells=(told,), tone=Tone.STRONG))
    elif amounts:
        told = say("reversibility_total", euros=case.total(Form.COUNT, amounts))
        blocks = (*blocks, Paragraph(cells=(told,), tone=Tone.STRONG))
    return Section(heading=say("reversibility_costs"), blocks=blocks)


def security(case: Case) -> Section:
    """Name the host of the programme's machines, its certificate, the impact assessment."""
    rows = Rows(
        rows=(
            Row(label=say("reversibility_hds_host"), value=body(case, "processing", "hds_host")),
            Row(
                label=say("reversibility_hds_certificate"),
                value=case.planned(Form.QUOTE, "processing", "hds_certificate"),
            ),
            Row(
                label=say("reversibility_aipd"),
                value=case.planned(Form.QUOTE, "processing", "impact_assessment"),
            ),
        )
    )
    certificates = Table(
        columns=(
            say("reversibility_host"),
            say("reversibility_number"),
            say("reversibility_version"),
            say("reversibility_activities"),
            say("reversibility_valid_from"),
            say("reversibility_valid_until"),
        ),
        rows=tuple(
            (
                body(case, "hds_certificates", at, "organisation"),
                case.planned(Form.QUOTE, "hds_certificates", at, "number"),
                case.planned(Form.QUOTE, "hds_certificates", at, "version"),
                case.planned(Form.QUOTE, "hds_certificates", at, "activities"),
                case.planned(Form.DAY, "hds_certificates", at, "valid_from"),
                case.planned(Form.DAY, "hds_certificates", at, "valid_until"),
            )
            for at in range(len(case.plan.hds_certificates))
        ),
        empty=say("reversibility_no_certificate"),
        widths=(4, 4, 3, 5, 4, 4),
    )
    return Section(
        heading=say("reversibility_security"),
        blocks=(
            *open_alert(case, "processing", "hds_certificates"),
            rows,
            Paragraph(cells=(say("reversibility_certificates_listed"),), tone=Tone.SOFT),
            certificates,
        ),
    )


def evidence(case: Case) -> Section:
    """Say who keeps the evidence and how long, and who watches the log."""
    rows = [
        Row(label=say("reversibility_custodian"), value=body(case, "custody", "custodian")),
        Row(
            label=say("reversibility_kept_for"),
            value=case.planned(Form.QUOTE, "custody", "retention"),
        ),
        Row(
            label=say("reversibility_final_fate"),
            value=case.planned(Form.QUOTE, "custody", "final_fate"),
        ),
    ]
    if case.plan.witnesses is not None:
        need = case.planned(Form.COUNT, "witnesses", "threshold")
        rows.append(Row(label=say("reversibility_witnesses_needed"), value=need))
        rows += [
            Row(
                label=say("reversibility_witness"),
                value=body(case, "witnesses", "keys", at, "organisation"),
            )
            for at in range(len(case.plan.witnesses.keys))
        ]
    return Section(
        heading=say("reversibility_evidence"),
        blocks=(*open_alert(case, "custody", "witnesses"), Rows(rows=tuple(rows))),
    )
