"""Coverage, report and closing: what the last documents say, and their refusals."""

SENTENCES = {
    "doc_coverage_title": "Proof of coverage – {plan}",
    "doc_coverage_complete": (
        "Complete: {count:inventoried item|inventoried items}, each in one bin and one only."
    ),
    "doc_coverage_incomplete": (
        "Incomplete: {count:item|items} without a bin, out of {total} inventoried. The programme"
        " cannot be closed."
    ),
    "doc_coverage_open": (
        "Without a bin: {count:item|items}. For each: what lacks, and whose move it is."
    ),
    "doc_coverage_others": "And {count:other|others}, at the head of the table below.",
    "doc_coverage_lines": "Every body of data and every copy",
    "doc_coverage_evidence": "The evidence itself",
    "doc_coverage_bin_destroyed": "destroyed",
    "doc_coverage_bin_transferred": "transferred",
    "doc_coverage_bin_kept": "kept",
    "doc_coverage_bin_expires": "expires on a date",
    "doc_coverage_bin_out_of_scope": "out of scope",
    "doc_coverage_no_bin": "NO BIN",
    "doc_coverage_nothing": "—",
    "doc_coverage_sum": "Sum of the bins",
    "doc_coverage_without": "Without a bin",
    "doc_coverage_inventory": "Inventory (every adopted plan, and what we made ourselves)",
    "doc_coverage_of_ours": "of which copies held by the programme itself",
    "doc_coverage_last_fact": "Last fact taken into account",
    "doc_coverage_at": "entry {entry}, {at}",
    "doc_coverage_custodian": "Custodian of the evidence",
    "doc_coverage_kept_for": "Kept for",
    "doc_coverage_final_fate": "Final fate",
    "doc_coverage_keys": "Content keys shredded",
    "doc_coverage_column_what": "Body of data or copy",
    "doc_coverage_column_bin": "Bin",
    "doc_coverage_column_since": "Since",
    "doc_coverage_column_proof": "Proof",
    "doc_coverage_column_basis": "Basis, reason, date, or what lacks",
    "doc_coverage_empty": "No body of data is inventoried.",
    "doc_coverage_named": "{subject}",
    "doc_coverage_ours": "{subject} (ours)",
    "doc_coverage_package": "Our packages of “{asset}”, which the plan does not list",
    "doc_coverage_dropped": "{title} (listed by the plan of entry {entry}, dropped since)",
    "doc_coverage_certified": "document {number} (entry {issued}); seen, entry {ended}",
    "doc_coverage_accepted": "handed over and accepted, entry {entry}: {signer}",
    "doc_coverage_seen": "attested gone, entry {entry}: {signer}",
    "doc_coverage_planned": "adopted plan (entry {entry})",
    "doc_coverage_expires_on": "expires on {day}",
    "doc_coverage_lacks_unfinished": "destruction begun, not yet seen to be done.",
    "doc_coverage_lacks_not_destroyed": "not destroyed yet.",
    "doc_coverage_lacks_partial": "partly destroyed: the rest is still there.",
    "doc_coverage_lacks_undetermined": "result undetermined: to be looked at again.",
    "doc_coverage_lacks_sent_back": (
        "destruction sent back by the person who validates it: to be done again."
    ),
    "doc_coverage_lacks_still_present": "still there when somebody looked.",
    "doc_coverage_lacks_not_certified": "destroyed, but without attestation or certificate.",
    "doc_coverage_lacks_certificate_withdrawn": (
        "attestation or certificate withdrawn, none other in force."
    ),
    "doc_coverage_lacks_not_accepted": "not accepted by the controller after hand-over.",
    "doc_coverage_lacks_without_legal_basis": "kept without a legal basis in the plan.",
    "doc_coverage_lacks_without_reason": "out of scope without a reason.",
    "doc_coverage_lacks_expiry_unknown": "expiry date unknown.",
    "doc_coverage_lacks_expiry_unseen": "expiry date passed, seen gone by nobody.",
    "doc_coverage_lacks_package_unlisted": (
        "made by us (entry {entry}), listed nowhere: to be written in the plan."
    ),
    "doc_coverage_lacks_packaged_since": (
        "a package was made (entry {entry}) after ours were destroyed."
    ),
    "doc_coverage_lacks_dropped_without_reason": (
        "dropped from the plan without certified destruction or reason."
    ),
    "doc_coverage_note_declared": (
        "Does not prove that no other copy exists: the inventory is the one that the adopted"
        " plans declare, with what the programme made itself."
    ),
    "doc_coverage_note_bins": (
        "A bin says where a thing ended, not how: the technique, and what it does not prove, are"
        " on each certificate."
    ),
    "doc_coverage_note_date": (
        "“Expires on a date” is no destruction; once the date has passed, somebody must attest"
        " that it is gone."
    ),
    "doc_coverage_whose": "Whose move: {role}.",
    "doc_coverage_whose_of": "Whose move: {role}, {organisation}.",
    "doc_coverage_whose_time": "Whose move: nobody's, a date must come.",
    "doc_coverage_whose_tool": "Whose move: the tool's.",
    "doc_closing_title": "Closing report – {plan}",
    "doc_closing_ready": (
        "Nothing stands in the way of closing: everything is in a bin, no reserve is open."
    ),
    "doc_closing_ready_with": (
        "Closing with reserves: everything is in a bin, {count:reserve is still open|reserves are"
        " still open}, with who must deal with it and by when."
    ),
    "doc_closing_not_ready": (
        "The programme cannot be closed: here is what stands in the way, and how far things are."
    ),
    "doc_closing_lacks": "What stands in the way of closing",
    "doc_closing_lacks_bins": (
        "Bodies of data or copies have no bin: the proof of coverage names them."
    ),
    "doc_closing_lacks_work": "Steps are left to do or to wait for: releve agenda lists them.",
    "doc_closing_lacks_hold": "A legal hold stands (entry {entry}).",
    "doc_closing_lacks_minutes": (
        "Minutes lack, or are not signed by the contract's holder: see below."
    ),
    "doc_closing_programme": "Programme",
    "doc_closing_first": "First fact of the log",
    "doc_closing_last": "Last fact of the log",
    "doc_closing_lasted": "Lasted",
    "doc_closing_plans": "Plans adopted",
    "doc_closing_signed_minutes": "Minutes signed by the holder",
    "doc_closing_open_reserves": "Open reserves",
    "doc_closing_bins": "Where everything ended",
    "doc_closing_own": (
        "Our own copies: {destroyed:destroyed|destroyed}, each with its attestation; {made:package"
        " made|packages made} in all, sometimes several in one place."
    ),
    "doc_closing_milestones": "Milestones: promised and done",
    "doc_closing_services": "Services",
    "doc_closing_returned": "What was given back",
    "doc_closing_minutes": "Minutes of return and destruction",
    "doc_closing_reserves": "Open reserves",
    "doc_closing_acts": "Acts signed",
    "doc_closing_incidents": "Incidents, deviations and changes",
    "doc_closing_evidence": "Custody of the evidence",
    "doc_closing_lessons": "Lessons: what the facts say",
    "doc_closing_by_hand": "Lessons: what only people know",
    "doc_closing_signing": "Closing",
    "doc_closing_closes": "Closes the programme",
    "doc_closing_column_milestone": "Milestone",
    "doc_closing_column_due": "Due",
    "doc_closing_column_closes": "End of the window",
    "doc_closing_column_done": "Done or seen on",
    "doc_closing_column_delay": "Against the due date",
    "doc_closing_column_service": "Service",
    "doc_closing_column_ending": "Ending",
    "doc_closing_column_entry": "Entry",
    "doc_closing_column_act": "Act",
    "doc_closing_column_count": "Count",
    "doc_closing_column_what": "What",
    "doc_closing_column_subject": "About",
    "doc_closing_column_detail": "What is said of it",
    "doc_closing_column_day": "Day",
    "doc_closing_column_contract": "Contract",
    "doc_closing_column_controller": "Controller",
    "doc_closing_column_number": "Minutes",
    "doc_closing_column_signed": "Signed by",
    "doc_closing_column_reserve": "Reserve",
    "doc_closing_column_owner": "To be dealt with by",
    "doc_closing_column_due_on": "By",
    "doc_closing_on_time": "on the due date",
    "doc_closing_late": "{days} late",
    "doc_closing_ahead": "{days} early",
    "doc_closing_imprecise": "due date without a day",
    "doc_closing_no_window": "no window",
    "doc_closing_nothing_done": "nothing done",
    "doc_closing_not_ended": "not ended",
    "doc_closing_no_milestone": "The plan has no milestone.",
    "doc_closing_no_service": "The plan has no service.",
    "doc_closing_no_minutes": "No contract: no minutes to be made.",
    "doc_closing_no_minutes_yet": "not made",
    "doc_closing_unsigned": "not signed",
    "doc_closing_no_reserve": "No reserve is open.",
    "doc_closing_no_act": "No act was signed.",
    "doc_closing_no_incident": "The log tells of no incident and no deviation.",
    "doc_closing_signed": "{who}, {capacity}, on {day}",
    "doc_closing_capacity_holder": "for the holder",
    "doc_closing_capacity_buyer": "for the buyer",
    "doc_closing_capacity_controller": "for the controller",
    "doc_closing_accepted": "Bodies of data delivered, loaded and accepted",
    "doc_closing_exported_records": "Records exported",
    "doc_closing_exported_pathways": "Pathways exported",
    "doc_closing_exported_octets": "Volume exported",
    "doc_closing_received_records": "Records that recipients attest they loaded",
    "doc_closing_incident_failed": "step not carried through",
    "doc_closing_incident_act_refused": "act refused",
    "doc_closing_incident_finding": "check not passed",
    "doc_closing_incident_partial": "partly deleted",
    "doc_closing_incident_undetermined": "result undetermined",
    "doc_closing_incident_rolled_back": "rolled back",
    "doc_closing_incident_overran": "window overrun",
    "doc_closing_incident_window_missed": "window missed, another chosen",
    "doc_closing_incident_waiver": "waiver",
    "doc_closing_incident_reconciliation": "reconciliation",
    "doc_closing_incident_hold": "legal hold",
    "doc_closing_incident_pause": "pause",
    "doc_closing_incident_refusal": "request refused",
    "doc_closing_incident_revocation": "key revoked",
    "doc_closing_incident_withdrawal": "certificate withdrawn",
    "doc_closing_incident_reserve": "reserve raised",
    "doc_closing_note_inventory": "That no copy was forgotten: see the proof of coverage.",
    "doc_closing_note_durations": (
        "Durations run from one entry of the log to another; an exercise's come from another log,"
        " which this one does not prove."
    ),
    "doc_closing_note_closing": (
        "This report closes nothing: closing is a signed act that names it by its digest."
    ),
    "doc_lessons_durations": "How long irreversible acts took, by the real clock",
    "doc_lessons_waits": "The longest waits, from what opened them to the act awaited",
    "doc_lessons_refusals": "Refusals and failures, by code (explained in the guide of codes)",
    "doc_lessons_column_verb": "Act",
    "doc_lessons_column_times": "Times",
    "doc_lessons_column_longest": "Longest",
    "doc_lessons_column_rehearsed": "In the exercise",
    "doc_lessons_column_declared": "Declared longest",
    "doc_lessons_column_move": "Act awaited",
    "doc_lessons_column_by": "From whom",
    "doc_lessons_column_subject": "About",
    "doc_lessons_column_days": "Wait",
    "doc_lessons_column_entries": "Entries",
    "doc_lessons_column_code": "Code",
    "doc_lessons_column_seen": "What was seen",
    "doc_lessons_column_cause": "Why",
    "doc_lessons_column_change": "What to change",
    "doc_lessons_column_owner": "Who, by when",
    "doc_lessons_between": "{begin} to {end}",
    "doc_lessons_not_rehearsed": "not rehearsed",
    "doc_lessons_no_duration": "No irreversible act has ended.",
    "doc_lessons_no_wait": "Nobody was waited for as long as a day.",
    "doc_lessons_no_refusal": "No refusal, no failure.",
    "closing_uncovered": (
        "The report cannot be issued: {subject} has no bin ({count} in all). Make the proof of"
        " coverage (releve document coverage): it says what lacks for each, and whose move it is."
    ),
    "closing_intent_open": (
        "The report cannot be issued: an irreversible act was begun on {subject} (entry {entry})"
        " and has not ended. Carry it through, or have it looked at, first."
    ),
    "closing_held": (
        "The report cannot be issued: a legal hold stands on {subject} (entry {entry}). Have it"
        " lifted by a signed act, or wait."
    ),
    "closing_work_left": (
        "The report cannot be issued: {count} step(s) are left, the first on {subject}. “releve"
        " agenda” says what they wait for and whom."
    ),
    "closing_minutes_missing": (
        "The report cannot be issued: no minutes were made for {contract}. Make them (releve"
        " document minutes {contract}), then have them signed."
    ),
    "closing_minutes_outdated": (
        "The report cannot be issued: minutes {number} do not tell all that is done by now. Issue"
        " them again (releve document minutes {contract}), then have the holder sign them."
    ),
    "closing_minutes_unsigned": (
        "The report cannot be issued: minutes {number} are not signed by the holder. Have them"
        " signed (releve act signing), or record the paper original."
    ),
    "closure_of_a_subject": (
        "Closing is about the whole programme, not {subject}. Sign it without --subject."
    ),
    "closure_uncovered": (
        "The programme cannot be closed: {subject} has no bin ({count} in all). The proof of"
        " coverage (releve document coverage) says what lacks for each, and whose move it is."
    ),
    "closure_unfinished": (
        "The programme cannot be closed: an irreversible act was begun on {subject} (entry"
        " {entry}) and has not ended."
    ),
    "closure_held": (
        "The programme cannot be closed: a legal hold stands on {subject} (entry {entry}). Have"
        " it lifted by a signed act, or wait."
    ),
    "closure_document_unknown": (
        "The act of closing names {document}, which is not the “{kind}” in force. Issue the proof"
        " of coverage and the report (releve document coverage, then closing_report), then sign"
        " again."
    ),
    "closure_document_outdated": (
        "Document {number} is older than a fact recorded since (entry {entry}). Issue it again"
        " (releve document), read it, then sign."
    ),
    "reason_programme_closed": (
        "The programme is closed (entry {entry} of the log): nothing begins any more. If"
        " something is left to do, write it in a plan and have it adopted: it will open the"
        " programme again."
    ),
    "status_closed": "programme closed (entry {entry})",
    "act_attestation_expired": (
        "I attest that “{subject}”, which was to expire of itself, is no more, as seen on"
        " {performed_at}. What I observed: {observed}."
    ),
    "verify_no_closure_uncovered": (
        "the closing was signed while {subject} had no bin ({count} in all)"
    ),
    "verify_no_closure_unfinished": (
        "the closing was signed while an irreversible act begun on {subject} (entry {intent}) had"
        " not ended"
    ),
    "verify_no_closure_held": (
        "the closing was signed while a legal hold stood on {subject} (entry {hold})"
    ),
    "verify_no_closure_document_unknown": (
        "the closing does not name the “{kind}” in force at that moment"
    ),
    "verify_no_closure_document_outdated": (
        "the closing names document {number}, older than a fact recorded since (entry {fact})"
    ),
    "verify_no_closure_begun_after": (
        "an irreversible act is asked for or begun on {subject} after the closing (entry"
        " {closed}), with no plan adopted since"
    ),
}
