"""Closing notices: what they say, and what is refused for want of one."""

SENTENCES = {
    "doc_audience_professionals": "professionals",
    "doc_audience_establishments": "establishments",
    "doc_audience_patients": "patients and carers",
    "reason_notice_missing": (
        "The closing notice for this audience ({audience}) was not sent, or is no longer the one"
        " that stands: the service does not stop before people are told. Issue it (“releve"
        " document closing_notice”), send it, then sign that it was sent."
    ),
    "reason_notice_late": (
        "The closing notice for this audience ({audience}) was sent on {sent}, after the window"
        " opened ({opens}): people were not told in time. Choose another window in the plan, have"
        " it adopted, then issue and send the new notice."
    ),
    "doc_turn_why_notice_missing": "a closing notice has not been sent",
    "doc_turn_why_notice_late": "a closing notice was sent too late",
    "notice_sent_in_future": (
        "The notice of {subject} is said to be sent on {sent}, after the day of signing. Sign"
        " once it has been sent, with the real day."
    ),
    "notice_sent_before_issue": (
        "The notice of {subject} is said to be sent on {sent}, before it was issued"
        " ({issued_on}): what went out was not this paper. Send the issued one, then sign with the"
        " real day."
    ),
    "notice_of_unknown_document": (
        "No closing notice of {subject} for this audience ({audience}) has the digest {document}."
        " Issue the notice (“releve document closing_notice”) and sign without giving the field"
        " document: it is filled in from the log."
    ),
    "notice_of_superseded_document": (
        "The closing notice {document} of {subject} ({audience}) no longer stands: another took"
        " its place, or the plan changed since. Issue the one that stands, send it, and sign that"
        " this one was sent."
    ),
    "notice_incomplete": (
        "The closing notice of {subject} ({audience}) is not complete: the plan lacks {fields}."
        " It can only be printed as a proof copy (--draft). Complete the plan and have it"
        " adopted, then issue the notice."
    ),
    "verify_no_service_notice_missing": (
        "no closing notice that stood was sent to this audience ({audience})"
    ),
    "verify_no_service_notice_late": (
        "a closing notice was sent after the window opened ({audience})"
    ),
    "doc_closing_notice_title": "The service {service} is closing",
    "doc_closing_notice_title_kept": "The service {service} has a new operator",
    "doc_closing_notice_phone": "Any question? Telephone: {phone}",
    "doc_closing_notice_place": "Address: {place}",
    "doc_closing_notice_for_professionals": "This notice is for professionals.",
    "doc_closing_notice_for_establishments": "This notice is for establishments.",
    "doc_closing_notice_for_patients": "This notice is for patients and the people close to them.",
    "doc_closing_notice_closes": "What closes",
    "doc_closing_notice_kept": "What changes",
    "doc_closing_notice_stops": "The service {service} stops.",
    "doc_closing_notice_goes_on": "The service {service} goes on.",
    "doc_closing_notice_passes": "{to} takes charge of it.",
    "doc_closing_notice_on": "The date: {day}.",
    "doc_closing_notice_between": "The date: between {first} and {last}.",
    "doc_closing_notice_due_day": "The date: {due} at the latest.",
    "doc_closing_notice_due_season": "The date: {due}. The day is not set yet.",
    "doc_closing_notice_due_year": "The date: before the end of {due}. The day is not set yet.",
    "doc_closing_notice_after_professionals": "After that, you cannot use it any more.",
    "doc_closing_notice_after_establishments": "After that, your teams cannot use it any more.",
    "doc_closing_notice_after_patients": "After that, this service does not answer any more.",
    "doc_closing_notice_by": "Who is in charge of this service: {controller}.",
    "doc_closing_notice_instead": "What takes its place",
    "doc_closing_notice_documents_professionals": "Where the documents are",
    "doc_closing_notice_documents_establishments": "Where the documents are",
    "doc_closing_notice_documents_patients": "Where your documents are",
    "doc_closing_notice_to_do": "What you need to do",
    "doc_closing_notice_rights": "Your rights",
    "doc_closing_notice_rights_professionals": (
        "The people you care for keep their rights over their data. So do you."
    ),
    "doc_closing_notice_rights_establishments": (
        "The people you care for keep their rights over their data. So does your staff."
    ),
    "doc_closing_notice_rights_patients": "You keep your rights over your personal data.",
    "doc_closing_notice_rights_more": "For example: to ask to see them, or to have them corrected.",
    "doc_closing_notice_dpo": "The data protection officer answers you: {dpo}",
    "doc_closing_notice_complaint": (
        "You may also complain to the CNIL. The CNIL is the French authority that protects"
        " personal data."
    ),
}
