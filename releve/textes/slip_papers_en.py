"""The elimination slip, its return, and the certificates sent to the archives."""

SENTENCES = {
    "doc_elimination_slip_title": "Disposal schedule of public archives",
    "doc_elimination_slip_lead": (
        "Lines submitted by {producer} for the visa of the director of the departmental archives."
        " No disposal before that visa."
    ),
    "doc_elimination_slip_original": "Disposal schedule, original {number} of {of}",
    "doc_elimination_slip_label_producer": "Producing service",
    "doc_elimination_slip_label_archives": "Competent archives",
    "doc_elimination_slip_label_law": "Legal ground",
    "doc_elimination_slip_label_lines": "Number of lines",
    "doc_elimination_slip_label_volume": "Total volume measured",
    "doc_elimination_slip_law": (
        "Code du patrimoine, articles L212-2, L212-3 and R212-14. No disposal before the visa of"
        " the director of the departmental archives."
    ),
    "doc_elimination_slip_volume": (
        "{records} records, {octets}, over {measured:line|lines} measured"
    ),
    "doc_elimination_slip_column_line": "Line",
    "doc_elimination_slip_column_asset": "Identifier",
    "doc_elimination_slip_column_producer": "Producing service",
    "doc_elimination_slip_column_title": "Title and type",
    "doc_elimination_slip_column_extent": "Extreme dates",
    "doc_elimination_slip_column_retention": "Administrative retention (DUA)",
    "doc_elimination_slip_column_records": "Records",
    "doc_elimination_slip_column_octets": "Volume",
    "doc_elimination_slip_column_fate": "Proposed final fate",
    "doc_elimination_slip_column_observations": "Observations",
    "doc_elimination_slip_column_archives": "Decision and observations of the archives",
    "doc_elimination_slip_extent": "from {first} to {last}",
    "doc_elimination_slip_extent_noted": "from {first} to {last} ({note})",
    "doc_elimination_slip_retention": "{duration}. Legal basis: {basis}. Reference: {reference}.",
    "doc_elimination_slip_destroyed": "Destruction",
    "doc_elimination_slip_copies_kept": "Original kept; destruction of its copies",
    "doc_elimination_slip_copies_transferred": "Original transferred; destruction of the copies",
    "doc_elimination_slip_accepted": (
        "Return accepted on {day}. {copies:copy|copies} on the inventory."
    ),
    "doc_elimination_slip_not_accepted": (
        "Return not accepted yet. {copies:copy|copies} on the inventory."
    ),
    "doc_elimination_slip_no_line": "No line.",
    "doc_elimination_slip_how_to_answer": (
        "The archives write on each line: “granted”, “kept” (refused, to be kept) or"
        " “transferred” (refused, to be handed to the archives). A refused line stops itself"
        " alone. One original stays with the archives; the other comes back to the producer, who"
        " keeps it for ever."
    ),
    "doc_elimination_slip_sign_producer": "For the producing service",
    "doc_elimination_slip_sign_physician": (
        "Opinion of the physician in charge of medical information (DIM)"
    ),
    "doc_elimination_slip_sign_director": "Visa of the director of the departmental archives",
    "doc_elimination_slip_physician_where": "For lines of medical data; the opinion is no visa.",
    "doc_elimination_slip_refused_heading": "Lines that the archives already refused",
    "doc_elimination_slip_refused_title": "Title",
    "doc_elimination_slip_refused_decision": "Decision of the archives",
    "doc_elimination_slip_refused_day": "Day",
    "doc_elimination_slip_refused_entry": "Ledger entry",
    "doc_elimination_slip_refused_plan": "Fate in the plan in force",
    "doc_elimination_slip_plan_destroyed": "destroyed: TO BE CHANGED",
    "doc_elimination_slip_plan_kept": "kept",
    "doc_elimination_slip_plan_transferred": "transferred",
    "doc_elimination_slip_refused_done": (
        "The plan in force destroys none of them any more. Their copies are not destroyed either"
        " without the visa of this schedule."
    ),
    "doc_elimination_slip_refused_to_do": (
        "This data will not be destroyed. Where the plan still says so, its fate is to be changed"
        " (kept or transferred), and the plan adopted."
    ),
    "doc_elimination_slip_decided_kept": "refused: kept",
    "doc_elimination_slip_decided_transferred": "refused: transferred to the archives",
    "doc_elimination_slip_decided_refused": "refused",
    "doc_elimination_slip_unqualified_heading": "Archives regime to be qualified",
    "doc_elimination_slip_unqualified_to_do": (
        "This schedule submits none of this data: its regime is to be qualified first, with the"
        " archives."
    ),
    "doc_elimination_slip_opinions": "Medical opinions on record",
    "doc_elimination_slip_opinion": "{subject}, {day}: {opinion} ({person})",
    "doc_elimination_slip_note_visa": (
        "This schedule is a request. It establishes neither the visa, nor that the data was"
        " destroyed; the visa is no approval of the destruction."
    ),
    "doc_elimination_slip_note_copies": (
        "Volumes are those of the export handed to the controller, or else of the last count."
        " Copies on the inventory follow the line of their original."
    ),
    "doc_archives_letter_title": "Certificates of disposal sent to the archives",
    "doc_archives_letter_lead": (
        "What became of the disposal schedules that were visaed: what was disposed of, and the"
        " document that attests it."
    ),
    "doc_archives_letter_label_to": "To",
    "doc_archives_letter_label_from": "Producing service",
    "doc_archives_letter_label_sent": "Documents enclosed",
    "doc_archives_letter_label_due": "Receipts awaited",
    "doc_archives_letter_column_certificate": "Number",
    "doc_archives_letter_column_subject": "What was disposed of",
    "doc_archives_letter_column_day": "Issued on",
    "doc_archives_letter_column_pdf": "SHA-256 of the PDF",
    "doc_archives_letter_column_slip": "Schedule",
    "doc_archives_letter_column_receipt": "Receipt",
    "doc_archives_letter_column_state": "State",
    "doc_archives_letter_none": "Nothing to send.",
    "doc_archives_letter_how_to_answer": (
        "Each document enclosed bears this number and this digest. Please acknowledge each of"
        " them, with your filing reference."
    ),
    "doc_archives_letter_sign_sender": "For the sender",
    "doc_archives_letter_sign_archives": "Received, for the archives",
    "doc_archives_letter_awaited": "awaited",
    "doc_archives_letter_filed": "received on {day}, reference {reference}",
    "doc_archives_letter_heading_to_come": "Still to come",
    "doc_archives_letter_to_come": (
        "Disposals that were granted and for which no document stands yet; it will be sent"
        " likewise."
    ),
    "doc_archives_letter_withdrawn": "document withdrawn",
    "doc_archives_letter_to_certify": "disposed of, document to be issued",
    "doc_archives_letter_to_destroy": "not disposed of yet",
    "doc_archives_letter_note_proof": (
        "This letter attests no destruction: each document enclosed says what it establishes, and"
        " what it does not."
    ),
}
