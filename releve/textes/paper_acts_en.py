"""Acts about papers: reserves, clearances, signatures, mailings, closure."""

SENTENCES = {
    "act_reserve": (
        "I make a reserve on “{subject}”, about {about}: {text}. {owner} is to deal with it by"
        " {due_on}."
    ),
    "act_clearance": (
        "I clear the reserve {reserve} on “{subject}”: {reason}. The reserve stays in the log;"
        " this clearance supersedes it."
    ),
    "act_signing": "I sign document {document}, as: {capacity}. Reserves (“-”: none): {reserves}.",
    "act_notice": (
        "I attest that the closing notice of “{subject}” ({audience}) was sent on {sent_on}, by:"
        " {means}. Document: {document}."
    ),
    "act_filing": (
        "I attest that the archives received certificate {certificate} of “{subject}”. Reference:"
        " {reference}."
    ),
    "act_closure": (
        "I close the programme, in view of report {report} and coverage proof {coverage}. Reason:"
        " {reason}."
    ),
    "act_holds_identifier": (
        "Field {field} of the act holds, at character {at}, what looks like somebody's identifier"
        " ({identifier}). An act stays in the log and leaves in the evidence: write it again"
        " without naming anybody."
    ),
    "doc_act_reserve": "reserve",
    "doc_act_clearance": "clearance of a reserve",
    "doc_act_signing": "signature of a document",
    "doc_act_notice": "closing notice sent",
    "doc_act_filing": "receipt of the archives",
    "doc_act_closure": "closure of the programme",
    "doc_act_field_text": "{value}",
    "doc_act_field_owner": "to be dealt with by: {value}",
    "doc_act_field_due_on": "by {value}",
    "doc_act_field_capacity": "as: {value}",
    "doc_act_field_audience": "audience: {value}",
    "doc_act_field_sent_on": "sent on {value}",
    "doc_journal_slip_returned": (
        "disposal schedule {number} returned, transcribed by {transcribers}"
    ),
    "doc_journal_document_issued": "document issued: {title}, no. {number}",
    "doc_journal_document_again": "{told}, in the place of entry {index}",
    "doc_journal_note_recorded": "logbook note, by {author}",
    "doc_paper_kind_order": "written order",
    "doc_paper_kind_reminder": "reminder",
    "doc_paper_kind_attestation_form": "attestation form",
    "doc_paper_kind_minutes": "minutes of restitution and destruction",
    "doc_paper_kind_programme_minutes": "programme minutes",
    "doc_paper_kind_elimination_slip": "disposal schedule",
    "doc_paper_kind_archives_letter": "letter to the archives",
    "doc_paper_kind_transfer_deed": "deed of transfer",
    "doc_paper_kind_reversibility_plan": "reversibility plan",
    "doc_paper_kind_committee_page": "committee page",
    "doc_paper_kind_intervention_card": "intervention card",
    "doc_paper_kind_logbook": "logbook",
    "doc_paper_kind_shift_handover": "shift handover",
    "doc_paper_kind_closing_notice": "closing notice",
    "doc_paper_kind_non_destruction": "finding of non-destruction",
    "doc_paper_kind_coverage": "coverage proof",
    "doc_paper_kind_closing_report": "closing report",
}
