"""The sentences of written orders, reminders and attestation forms."""

SENTENCES = {
    "doc_roster_reachable": "{who}, {body}; contact: {contact}",
    "doc_written_order_title": "Written order",
    "doc_written_order_lead": (
        "It is asked of {performer} ({body}) to perform: {verb} of “{subject}”. Outside the"
        " window below, nothing is to be done."
    ),
    "doc_written_order_number": "Order number, to quote in every answer",
    "doc_written_order_issued": "Issued",
    "doc_written_order_cited": "{at} (entry {entry})",
    "doc_written_order_to": "Addressed to",
    "doc_written_order_contact": "For the attention of",
    "doc_written_order_from": "Issued by",
    "doc_written_order_asked": "What is asked",
    "doc_written_order_verb": "Act asked for",
    "doc_written_order_subject": "Subject",
    "doc_written_order_step": "Digest of the step",
    "doc_written_order_document": "Digest of the order (machine form)",
    "doc_written_order_window_label": "Window",
    "doc_written_order_window": "from {opens} to {closes}",
    "doc_written_order_longest": "Longest duration of the act",
    "doc_written_order_deadline": "To be done and attested before",
    "doc_written_order_only_then": "A missed window is asked for again; it is not made up for.",
    "doc_written_order_authorised": "Who authorised it",
    "doc_written_order_no_act": "The point of no return cites no act.",
    "doc_written_order_request": "Request opened",
    "doc_written_order_receipt": "Data received (attestation of integration)",
    "doc_written_order_acceptance": "Restitution accepted",
    "doc_written_order_archives": "Archives’ visa or exemption",
    "doc_written_order_relay": "Relay of the live follow-ups",
    "doc_written_order_terms": "Terms, and what stops this order",
    "doc_written_order_term_window": "Act in the window only, and end before it closes.",
    "doc_written_order_term_subject": (
        "Act on the named subject only. If its content or volume differs from what is written"
        " above, do nothing and say so."
    ),
    "doc_written_order_term_again": (
        "Act once. If interrupted or in doubt, do not begin again: call."
    ),
    "doc_written_order_term_copies": (
        "Touch no other copy than those named; tell us of those that this order does not name."
    ),
    "doc_written_order_term_stop": (
        "A legal hold, a pause or a countermand received before the act prevails over this order,"
        " even by telephone. To check before acting, or to stop: {who}, {body}, contact:"
        " {contact}."
    ),
    "doc_written_order_attest": "What is to be attested",
    "doc_written_order_attest_first": (
        "Without an attestation nothing is deemed done. The attestation form that comes with this"
        " order takes it up line by line."
    ),
    "doc_written_order_signatures": "Signatures",
    "doc_written_order_sign_lead": "For the programme",
    "doc_written_order_sign_received": "Original received, for execution",
    "doc_written_order_note_done": "That the act was done: an order is only asked for.",
    "doc_written_order_note_received": (
        "That its addressee received it: only their signature above, or their attestation, says so."
    ),
    "doc_answering_attest_done": "What was done, and what could not be.",
    "doc_answering_attest_when": "When: begin and end, local time with its offset.",
    "doc_answering_attest_means": "By which means: technique, tool and version, people.",
    "doc_answering_attest_scope": (
        "On which media: manufacturer, model, serial number, media number, and where each was read."
    ),
    "doc_answering_attest_observed": "What was observed after the act, and how.",
    "doc_answering_attest_copies": (
        "The fate of each copy: backups, replicas, snapshots, logs, exports."
    ),
    "doc_answering_attest_certificate": (
        "The reference of your own certificate, if there is one, and its file enclosed."
    ),
    "doc_answering_weight": (
        "Your attestation will be shown as: “attested by {who}, not observed by us”. It is your"
        " word, signed; we do not turn it into an observation."
    ),
    "doc_answering_weight_probe": (
        "Where we can look from outside we do, and say so; if the data is still seen there, your"
        " attestation is recorded but nothing is concluded."
    ),
    "doc_answering_key": "Answering with a personal key",
    "doc_answering_key_first": (
        "We prepare the file to be signed (the instant written is that of the act, in universal"
        " time):"
    ),
    "doc_answering_prepare": (
        "releve act attestation -s {subject} -f observed={seen} -f"
        " performed_at=YYYY-MM-DDThh:mm:ssZ --as {signer} --prepare attestation.txt"
    ),
    "doc_answering_key_then": (
        "You read attestation.txt, all of it, then sign it on your own machine:"
    ),
    "doc_answering_sign": "ssh-keygen -Y sign -n {namespace} -f YOUR-KEY attestation.txt",
    "doc_answering_key_last": (
        "You return attestation.txt and attestation.txt.sig; we put them in inbox/, then:"
    ),
    "doc_answering_run": "releve run",
    "doc_answering_paper": "Answering on paper, or with a signed PDF",
    "doc_answering_paper_first": (
        "You sign the attestation form and return the original. Weaker evidence than a key, shown"
        " as such everywhere."
    ),
    "doc_answering_paper_then": (
        "We prepare attestation.txt as above and deposit the scan under the name"
        " attestation.scan. Two transcribers, neither of them you, compare the paper with the"
        " file, then each sign:"
    ),
    "doc_answering_transcribe": (
        "ssh-keygen -Y sign -n {namespace} -f TRANSCRIBER-KEY < attestation.txt >"
        " attestation.txt.IDENTIFIER.sig"
    ),
    "doc_answering_paper_last": "The paper is kept: its place is written on the form.",
    "doc_reminder_title": "Reminder no.\u00a0{rank}",
    "doc_reminder_lead": (
        "As of {today}, we have not received from {performer} ({body}) the attestation of"
        " execution of order {number} of {issued}: {verb} of “{subject}”."
    ),
    "doc_reminder_elapsed": "Since the order was issued",
    "doc_reminder_in_time": (
        "The window is not closed: it closes in {left}, on {closes}. Please tell us whether the"
        " act will be done in it."
    ),
    "doc_reminder_late": (
        "The window closed on {closes}, {late} ago. If the act was not done, do not do it any"
        " more: it is to be asked for again."
    ),
    "doc_reminder_asked": "What we ask of you",
    "doc_reminder_answer_done": (
        "The act is done: return the signed attestation, by key or on paper."
    ),
    "doc_reminder_answer_not_done": (
        "The act is not done: say so in writing, with the reason. Nothing is lost; a new request"
        " will set a new window."
    ),
    "doc_reminder_answer_cannot": (
        "A doubt, an interruption, a difference of content: do not begin again, call us."
    ),
    "doc_reminder_blocks": "What the lack of an answer holds up",
    "doc_reminder_blocks_state": (
        "“{subject}” still counts as unfinished: without your attestation nothing is deemed done."
    ),
    "doc_reminder_blocks_service": "The stop of “{subject}”, which must come after.",
    "doc_reminder_blocks_certificate": (
        "The document that gives an account of it, which cannot be issued."
    ),
    "doc_reminder_blocks_minutes": (
        "The minutes of restitution and destruction of contract “{contract}”, which remain a draft."
    ),
    "doc_reminder_blocks_other": "What comes next for “{subject}”, which waits for this act.",
    "doc_reminder_blocks_closing": "The closing of the programme.",
    "doc_reminder_earlier": "Earlier reminders of this order",
    "doc_reminder_column_number": "Number",
    "doc_reminder_column_day": "Issued",
    "doc_reminder_first": "None: this is the first.",
    "doc_reminder_copied": "Copy to",
    "doc_reminder_note": "That the act was not done: only that no attestation of it is recorded.",
    "doc_attestation_form_title": "Attestation of execution",
    "doc_attestation_form_lead": (
        "To be filled in and signed by {performer} ({body}), who executed order {number}: {verb}"
        " of “{subject}”. Strike out what does not apply; leave nothing empty."
    ),
    "doc_attestation_form_order": "The order it answers",
    "doc_attestation_form_entry": "Entry of the order in the ledger",
    "doc_attestation_form_question": "Question",
    "doc_attestation_form_answer": "Answer",
    "doc_attestation_form_done": "What was done",
    "doc_attestation_form_done_act": "Act done, and what could not be",
    "doc_attestation_form_done_begun": "Begun (date, time, offset)",
    "doc_attestation_form_done_ended": "Ended (date, time, offset)",
    "doc_attestation_form_done_technique": "Method and technique",
    "doc_attestation_form_done_tool": "Tool and version",
    "doc_attestation_form_done_place": "Place",
    "doc_attestation_form_done_people": "Performed by (name, title)",
    "doc_attestation_form_done_deviation": "Departure from the order (subject, volume, window)",
    "doc_attestation_form_medium": "Identification of the medium",
    "doc_attestation_form_medium_why": (
        "One medium a sheet; copy this part if there are several. Fields of the sample certificate"
        " of NIST SP 800-88 Rev. 1, to which the revision in force adds the person who validates."
    ),
    "doc_attestation_form_field": "Field",
    "doc_attestation_form_value": "Value",
    "doc_attestation_form_read_where": "Read where (label, command, inventory)",
    "doc_attestation_form_identity_manufacturer": "Manufacturer",
    "doc_attestation_form_identity_model": "Model",
    "doc_attestation_form_identity_serial": "Serial number",
    "doc_attestation_form_identity_media_number": "Organisation’s media number",
    "doc_attestation_form_identity_media_type": "Media type",
    "doc_attestation_form_identity_media_source": "Media source",
    "doc_attestation_form_identity_category_before": "Category before (optional)",
    "doc_attestation_form_identity_category_after": "Category after (optional)",
    "doc_attestation_form_identity_destination": "Destination after the act",
    "doc_attestation_form_copies": "Fate of each copy",
    "doc_attestation_form_copies_why": (
        "First the copies that the plan lists, then those that we may not know of."
    ),
    "doc_attestation_form_column_copy": "Copy",
    "doc_attestation_form_column_fate": "Fate",
    "doc_attestation_form_column_when": "On",
    "doc_attestation_form_column_proof": "Reason, or proof",
    "doc_attestation_form_fates": "☐ destroyed  ☐ expires  ☐ kept  ☐ there is none",
    "doc_attestation_form_left_backups": "Other backups",
    "doc_attestation_form_left_replicas": "Replicas",
    "doc_attestation_form_left_snapshots": "Snapshots",
    "doc_attestation_form_left_logs": "Logs (engine, applications, accesses)",
    "doc_attestation_form_left_exports": "Exports, test environments",
    "doc_attestation_form_left_other": "Other, to be named",
    "doc_attestation_form_observed": "What was observed after the act",
    "doc_attestation_form_boxes": (
        "☐ absent   ☐ still present in part   ☐ still present   ☐ not verified. Only “absent”"
        " answers the order."
    ),
    "doc_attestation_form_boxes_service": (
        "☐ down   ☐ still up   ☐ not verified. Only “down” answers the order."
    ),
    "doc_attestation_form_seen_what": "Observation, in a few words",
    "doc_attestation_form_seen_how": "Verified how",
    "doc_attestation_form_seen_when": "Verified (date, time, offset)",
    "doc_attestation_form_seen_who": "Verified by (other than the performer)",
    "doc_attestation_form_provider": "Your own certificate, if there is one",
    "doc_attestation_form_provider_reference": "Reference",
    "doc_attestation_form_provider_issuer": "Issued by",
    "doc_attestation_form_provider_date": "Date",
    "doc_attestation_form_provider_digest": "Digest of the enclosed file (SHA-256)",
    "doc_attestation_form_declaration": "Declaration and signatures",
    "doc_attestation_form_declare": (
        "I attest that order {number} was executed as written above, and that what was not done"
        " or verified is said there."
    ),
    "doc_attestation_form_sign_performed": "Performed it",
    "doc_attestation_form_sign_verified": "Verified it",
    "doc_attestation_form_sign_attests": "Attests, for the organisation",
    "doc_attestation_form_weight": "What this attestation is worth",
    "doc_attestation_form_returned": "Filled in by the programme, when the paper is returned",
    "doc_attestation_form_returned_on": "Received on",
    "doc_attestation_form_returned_original": "Place of the original",
    "doc_attestation_form_returned_scan": "Digest of the scan (SHA-256)",
    "doc_attestation_form_returned_first": "Transcribed by",
    "doc_attestation_form_returned_second": "Transcription confirmed by",
    "doc_attestation_form_note_word": (
        "That the deletion or stop took place: it is its author’s word."
    ),
    "doc_attestation_form_note_blank": (
        "Blank, that the order was answered: only the recorded attestation says so."
    ),
}
