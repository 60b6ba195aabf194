"""What every paper says of itself, and the refusals they share."""

SENTENCES = {
    "doc_paper_number": "No. {number}",
    "doc_paper_notes": "What this document does not establish",
    "doc_paper_draft": "PROOF COPY – NOT ISSUED",
    "doc_paper_is_draft": (
        "A proof copy, printed to be read: it is recorded nowhere and is worth nothing."
    ),
    "doc_paper_state": (
        "Drawn up from the first {size} entries of the log {origin}; every number and every date"
        " is read or computed there."
    ),
    "doc_paper_supersedes": "It replaces document {number}, which no longer counts.",
    "doc_paper_twin": (
        "Its machine form, signed, which says where each value comes from, is attached to this"
        " PDF: {name}."
    ),
    "doc_paper_standing": (
        "To know whether it was replaced: releve document check on this file, or the list of"
        " documents of a more recent evidence folder ({number})."
    ),
    "doc_paper_sign_here": "Name, date and signature:",
    "doc_paper_days": "{count:day|days}",
    "doc_paper_minutes": "{count:minute|minutes}",
    "doc_paper_moment": "{at} (UTC{offset})",
    "doc_gantt_planned": "planned",
    "doc_gantt_actual": "done",
    "doc_gantt_today": "to date ({day})",
    "doc_gantt_alt": (
        "Chart of plan and facts, from {first} to {last}; the table says the same in words."
    ),
    "doc_paper_attached": "What this document says, signed, with the source of each value",
    "paper_issued": "Document {number} issued (entry {entry}): {path}",
    "paper_unchanged": "Already issued, unchanged: {number} (entry {entry}): {path}",
    "paper_proofed": "Proof copy, recorded nowhere: {path}",
    "paper_about_missing": (
        "A document “{kind}” is about something. Add one of these to the command, or --all for"
        " one each: {known}."
    ),
    "verify_ok_papers": (
        "Documents: {papers} issued, each signed, in its rank; their {figures} numbers, dates and"
        " quotations were computed again from the log and the plan"
    ),
    "verify_limit_paper_words": (
        "What documents say in words (a state, a person, “without reserve”) is sealed by the"
        " performer, not computed again: only their numbers, dates and quotations are."
    ),
    "verify_certificate_paper_current": (
        "Document {number}: issued {issued_at} (entry {entry}), still current at the head shown"
        " ({size} entries)."
    ),
    "verify_certificate_paper_replaced": (
        "Document {number}: issued {issued_at} (entry {entry}), REPLACED by {replaced_by}. Do not"
        " use this copy."
    ),
    "verify_means_paper": (
        "A document is not supported by the log, or was changed: it proves nothing."
    ),
    "verify_do_paper": "Do not use it; ask the body that signed it to draw it up again.",
    "verify_no_paper_differs": "a document does not say what the entry that records it says",
    "verify_no_paper_extra_file": "a document file is recorded nowhere in the log",
    "verify_no_paper_figure_differs": "a document says {shown} where its sources give {found}",
    "verify_no_paper_figure_unfounded": "a number or date of a document follows from no source",
    "verify_no_paper_file_differs": "a document file does not have the digest of the log",
    "verify_no_paper_number_differs": "a document does not have the number that its object wants",
    "verify_no_paper_seal_refused": "the signature of a document is refused",
    "verify_no_paper_source_missing": (
        "a document cites {source}, which is neither in the log nor in the plan"
    ),
    "verify_no_paper_statement_refused": "a document is refused: its machine form was altered",
    "verify_no_paper_supersedes_another": "a document is not in its rank among those it replaces",
    "verify_no_paper_value_malformed": "a value of a document is malformed",
    "doc_index_papers": "Papers",
    "doc_index_caption_papers": "Minutes, schedules, orders, notices and other papers issued",
    "doc_index_column_state": "State",
    "doc_index_paper_current": "current",
    "doc_index_paper_replaced": "replaced by {number}",
    "recognised_current": "{path}: document {number} (entry {entry}), current.",
    "recognised_replaced": (
        "{path}: document {number} (entry {entry}), REPLACED by {replaced_by}. Do not use this"
        " copy; print the one that replaces it."
    ),
    "recognised_withdrawn": (
        "{path}: certificate {number} (entry {entry}), WITHDRAWN by a signed act. It no longer"
        " counts."
    ),
    "recognised_unknown": (
        "{path}: unknown to this log. This file was not issued here, or was changed since. Do not"
        " rely on it; ask for the original."
    ),
    "recognised_of_an_exercise": (
        "EXERCISE – WITHOUT VALUE: this document was issued by an exercise, nothing it says"
        " happened."
    ),
    "document_unreadable": (
        "{path} is not a readable file. Give the PDF or the .dsse.json to recognise."
    ),
    "certificate_none_in_force": (
        "No certificate is in force for {subject}. There are some for: {known}. For what was not"
        " destroyed, ask for “releve document non_destruction”."
    ),
    "doc_example_certificate": "certificate (here, an attestation of logical deletion)",
    "doc_index_paper_kept": "kept in the workspace, out of the evidence",
    "verify_no_clearance_by_its_owner": "a reserve is cleared by whoever had to deal with it",
    "verify_no_clearance_without_reserve": "a clearance names no open reserve",
    "verify_no_minutes_copy_differs": "a signed copy does not say the text that was signed",
    "verify_no_minutes_copy_unsigned": "a copy said to be signed is not, by the holder",
    "verify_no_reserve_malformed": "a reserve has no known owner or no readable due date",
    "verify_no_signing_capacity_differs": (
        "a signature is given in a capacity its signer does not have"
    ),
    "verify_no_signing_document_unknown": "a signature names a document that was not issued",
    "verify_no_signing_superseded": "a signature is of a document that no longer counted",
    "verify_means_closure": "The programme was closed while something was left: it is not closed.",
    "verify_do_closure": (
        "Do not hold the programme for closed; ask the project lead for the coverage proof."
    ),
    "verify_means_reserve": "A reserve could not be made that way: it binds nobody.",
    "verify_do_reserve": "Ask whoever made it to sign it again, with an owner and a due date.",
    "verify_means_clearance": "A reserve is said to be cleared and is not: hold it for open.",
    "verify_do_clearance": "Ask the controller whether the reserve is really cleared.",
    "verify_means_validation": (
        "An erasure was not validated as the plan wants: nothing says that the body accepts it."
    ),
    "verify_do_validation": (
        "Do not use the certificate; ask the person whom the plan names for the validation."
    ),
    "verify_means_signing": "A signature of minutes does not count: hold them for a draft.",
    "verify_do_signing": (
        "Ask the party to sign the current copy, in the capacity that the plan gives it."
    ),
    "verify_means_minutes": "A signed copy is not supported by its signatures: it proves nothing.",
    "verify_do_minutes": "Keep to the text that was signed; ask for a new copy.",
    "paper_not_readable": (
        "A signed document cannot be read back: its machine form is of another version, or"
        " altered. Take it from the evidence folder."
    ),
    "paper_about_none": (
        "No document “{kind}” has an object now: nothing in the log or the plan asks for one. See"
        " “releve agenda” for what is awaited."
    ),
    "doc_yes": "yes",
    "doc_no": "no",
    "paper_source_missing": (
        "A document cites {source}, which is neither in the log nor in the plan. The document"
        " cannot be drawn up: report it, it is a defect of Relève or an altered document."
    ),
    "paper_figure_differs": (
        "A document says {shown} where its sources ({source}) give {found}. Do not rely on it:"
        " ask for the document again, and keep this one as evidence."
    ),
    "paper_figure_unfounded": (
        "A number or a date of a document follows from no source by the rule {rule}. Do not rely"
        " on it: ask for the document again."
    ),
    "paper_about_malformed": (
        "“{about}” cannot be what a document is about. Give a subject of the plan, such as"
        " asset:dac-littoral."
    ),
    "paper_about_unknown": "No document “{kind}” can be about {about}. Possible now: {known}.",
    "paper_document_missing": (
        "Document {digest} cannot be read here. Run the command in the workspace."
    ),
}
