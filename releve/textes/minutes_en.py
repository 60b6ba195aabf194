"""What the record of restitution and destruction says, and its roll-up."""

SENTENCES = {
    "doc_minutes_title_draft": "Draft record of restitution and destruction",
    "doc_minutes_title": "Record of restitution and destruction",
    "doc_minutes_lead": (
        "{accepted} of {sets:body of data given back and accepted|bodies of data given back and"
        " accepted}. {ended} of {due:planned deletion done|planned deletions done} (data and"
        " copies listed). {reserves:open reserve|open reserves}. Not signed by the holder: this"
        " document is only a draft."
    ),
    "doc_minutes_lead_clear": (
        "{accepted} of {sets:body of data given back and accepted|bodies of data given back and"
        " accepted}. {ended} of {due:planned deletion done|planned deletions done} (data and"
        " copies listed). Signed without reserve by the holder ({holder}); {open:open"
        " reserve|open reserves}."
    ),
    "doc_minutes_lead_reserved": (
        "{accepted} of {sets:body of data given back and accepted|bodies of data given back and"
        " accepted}. {ended} of {due:planned deletion done|planned deletions done} (data and"
        " copies listed). Signed by the holder ({holder}), WITH RESERVES: {open:open reserve|open"
        " reserves}."
    ),
    "doc_minutes_heading_parties": "Contract and parties",
    "doc_minutes_label_contract": "Contract",
    "doc_minutes_contract": "{title} (lot: {lot})",
    "doc_minutes_label_clause": "Reversibility clause of this contract",
    "doc_minutes_label_delay": "Delay for destruction set by this contract, from restitution",
    "doc_minutes_label_ends": "End of the contract",
    "doc_minutes_capacity_holder": "Holder",
    "doc_minutes_capacity_buyer": "Buyer",
    "doc_minutes_capacity_controller": "Controller",
    "doc_minutes_label_host": "Host and HDS certificate",
    "doc_minutes_host_bare": (
        "{host} – certificate: {number}; version, activities and validity not recorded"
    ),
    "doc_minutes_host_valid": (
        "{host} – certificate no. {number}, version {version}, activities: {activities}. Valid"
        " from {since} to {until}, hence on the day of the first deletion ({first}) and of the"
        " last ({last})."
    ),
    "doc_minutes_host_expired": (
        "{host} – certificate no. {number}, version {version}, activities: {activities}. WARNING:"
        " valid from {since} to {until}, it does not cover every deletion (from {first} to"
        " {last})."
    ),
    "doc_minutes_host_idle": (
        "{host} – certificate no. {number}, version {version}, activities: {activities}. Valid"
        " from {since} to {until}; no deletion is recorded yet."
    ),
    "doc_minutes_host_unknown": (
        "{host} – certificate no. {number}, version {version}, activities: {activities}. Validity"
        " unknown: from {since} to {until}. Nothing can be said of it on the days of the acts."
    ),
    "doc_minutes_label_place": "Place",
    "doc_minutes_by_hand": (
        "to be written by hand by those who sign:"
        " ............................................................"
    ),
    "doc_minutes_label_moment": "Facts up to (local time)",
    "doc_minutes_no_fact": "no fact is recorded yet",
    "doc_minutes_heading_summary": "What was given back, what was accepted",
    "doc_minutes_label_sets": "Bodies of data",
    "doc_minutes_sets": (
        "{sets:body of data|bodies of data}, {copies:inventoried copy|inventoried copies}"
    ),
    "doc_minutes_label_given": "Given back",
    "doc_minutes_label_accepted": "Accepted",
    "doc_minutes_volume": "{records:record|records}, {pathways:pathway|pathways}, {octets}",
    "doc_minutes_octets_unknown": "bytes not recorded by the recipient",
    "doc_minutes_same": "Given back = accepted, body of data by body of data.",
    "doc_minutes_alert_differs": (
        "DIFFERENCE: what was accepted is not what was given back, for {sets:body of data|bodies"
        " of data}. The table of counts says which and why."
    ),
    "doc_minutes_alert_unaccepted": (
        "NOT ACCEPTED YET: {sets:body of data given back is|bodies of data given back are} not"
        " accepted in writing."
    ),
    "doc_minutes_alert_ungiven": "NOT GIVEN BACK YET: {sets:body of data|bodies of data}.",
    "doc_minutes_heading_counts": "Counts, body of data by body of data",
    "doc_minutes_heading_receipts": "Integration attestations, acceptances, archives",
    "doc_minutes_column_set": "Body of data",
    "doc_minutes_column_given": "Given back",
    "doc_minutes_column_accepted": "Accepted",
    "doc_minutes_column_gap": "Difference",
    "doc_minutes_column_receipt": "Integration attestation",
    "doc_minutes_column_acceptance": "Acceptance",
    "doc_minutes_column_archives": "Archives",
    "doc_minutes_column_part": "Body of data or copy",
    "doc_minutes_column_ended": "What happened",
    "doc_minutes_column_certificate": "Level reached, and document in force",
    "doc_minutes_certified": "{level}: {number}",
    "doc_minutes_column_fate": "Fate",
    "doc_minutes_column_reason": "Reason",
    "doc_minutes_column_number": "Number",
    "doc_minutes_column_issued": "Issued on",
    "doc_minutes_column_pdf": "SHA-256 of the PDF",
    "doc_minutes_column_order": "Order",
    "doc_minutes_column_attestation": "Performer’s attestation",
    "doc_minutes_column_provider": "SHA-256 of the paper received",
    "doc_minutes_column_reserve": "Reserve",
    "doc_minutes_column_about": "About",
    "doc_minutes_column_owner": "To be dealt with by",
    "doc_minutes_column_due": "By",
    "doc_minutes_column_raised": "Raised by",
    "doc_minutes_column_cleared": "Cleared reserve",
    "doc_minutes_column_clearance": "Cleared by",
    "doc_minutes_column_why": "What was done",
    "doc_minutes_column_free": "Reserve written in an act",
    "doc_minutes_column_act": "Act",
    "doc_minutes_column_signer": "Signed by",
    "doc_minutes_column_to_do": "To do",
    "doc_minutes_column_capacity": "As",
    "doc_minutes_column_signatory": "Signed by",
    "doc_minutes_column_signed": "Signed on",
    "doc_minutes_column_reserves": "Reserves",
    "doc_minutes_column_text": "Signed text",
    "doc_minutes_no_data": "No body of data in this perimeter.",
    "doc_minutes_not_given": "not given back yet",
    "doc_minutes_not_received": "not received yet",
    "doc_minutes_not_accepted": "not accepted yet",
    "doc_minutes_gap_none": "none",
    "doc_minutes_gap_unknown": "not recorded",
    "doc_minutes_gap": (
        "DIFFERENCE: {records:record|records}, {pathways:pathway|pathways} fewer, without signed"
        " decision"
    ),
    "doc_minutes_gap_decided": (
        "DIFFERENCE: {records:record|records}, {pathways:pathway|pathways} fewer, by signed"
        " decision (entry {entry})"
    ),
    "doc_minutes_signed_by": "{who}, on {day} ({kind}, entry {entry})",
    "doc_minutes_visa": "Visa on {day}, slip {slip} (entry {entry})",
    "doc_minutes_visa_refused": "VISA REFUSED on {day}, slip {slip} (entry {entry})",
    "doc_minutes_exemption": "Exemption on {day}, opinion: {opinion} (entry {entry})",
    "doc_minutes_archives_private": "does not apply (private archives)",
    "doc_minutes_archives_missing": "neither visa nor exemption recorded",
    "doc_minutes_heading_destroyed": "What was to be deleted",
    "doc_minutes_heading_left": "What is not deleted, and why",
    "doc_minutes_heading_certificates": "Certificates and attestations issued",
    "doc_minutes_heading_orders": "Orders given to others, and what they attested",
    "doc_minutes_nothing_to_destroy": "Nothing was to be deleted.",
    "doc_minutes_nothing_left": "Nothing: everything was to be deleted.",
    "doc_minutes_no_certificate": "No attestation and no certificate is issued.",
    "doc_minutes_no_order": "No order was given.",
    "doc_minutes_ended": "{outcome}, on {day} (entry {entry})",
    "doc_minutes_attested": "attested by {who}, NOT seen by us, on {day} (entry {entry})",
    "doc_minutes_attested_seen": (
        "attested by {who}, then seen absent by us, on {day} (entry {entry})"
    ),
    "doc_minutes_not_ended": "NOT DELETED: no outcome recorded",
    "doc_minutes_partial": "PARTLY DELETED: the rest is still to do",
    "doc_minutes_under_way": "under way: past the point of no return, outcome awaited",
    "doc_minutes_sent_back": "SENT BACK by the validation: to be done again",
    "doc_minutes_uncertified": "none",
    "doc_minutes_withdrawn": "{number} – WITHDRAWN (entry {entry})",
    "doc_minutes_expires": "expires on {day}",
    "doc_minutes_expiry_unseen": "Planned expiry, which nobody here sees.",
    "doc_minutes_expiry_because": "{reason}. Planned expiry, which nobody here sees.",
    "doc_minutes_transferred": "handed to {who}, accepted",
    "doc_minutes_to_transfer": "to be handed to {who}, not accepted yet",
    "doc_minutes_no_reason": "reason to be completed",
    "doc_minutes_unanswered": "no attestation received",
    "doc_minutes_heading_reserves": "Reserves on the day of the text",
    "doc_minutes_heading_reserves_now": "Reserves today, signatures included",
    "doc_minutes_no_reserve": "No reserve.",
    "doc_minutes_alert_ownerless": (
        "{reserves:reserve without owner nor due date|reserves without owner nor due date}: this"
        " document cannot become final."
    ),
    "doc_minutes_due_late": "{day} – OVERDUE",
    "doc_minutes_free_by": "{who}, on {day} (entry {entry})",
    "doc_minutes_free_to_do": "Sign a reserve about entry {entry}, with owner and due date",
    "doc_minutes_heading_sign": "Signatures",
    "doc_minutes_sign_how": (
        "Each signs for their organisation and writes “without reserve” or their reserves, place"
        " and date. The document remains a draft until the holder has signed."
    ),
    "doc_minutes_heading_signed": "Signatures recorded",
    "doc_minutes_cites": (
        "Signed copy of text {number} (entry {entry}); the signatures are of digest {digest}."
    ),
    "doc_minutes_lacking": "Missing signature: {capacity}, {who}.",
    "doc_minutes_no_signature": "No signature.",
    "doc_minutes_signed_at": "{at}, {kind}",
    "doc_minutes_signed_doubted": "{at}, {kind} – TO RE-EXAMINE: key said compromised",
    "doc_minutes_without_reserve": "without reserve",
    "doc_minutes_text_of": "{number} (signature: entry {entry})",
    "doc_minutes_earlier": (
        "Text {number} got {signatures:signature|signatures}; facts have changed since. They do"
        " not count for this text, to be signed again."
    ),
    "doc_minutes_all_there": "Nothing is lacking.",
    "doc_minutes_note_signatures": (
        "That those who sign saw the data: they sign what the log of evidence establishes."
    ),
    "doc_minutes_note_inventory": "That there is no other copy than those inventoried.",
    "doc_minutes_note_medium": (
        "That media are sanitized: each attestation or certificate says its level, and never more."
    ),
    "doc_minutes_note_attested": (
        "What another attested and we did not see: it is their word, given by digest."
    ),
    "doc_minutes_note_expiry": "That a copy told to expire has expired.",
    "doc_minutes_note_clause": (
        "That every duty of the contract is fulfilled: its clause is quoted, not interpreted."
    ),
    "doc_minutes_note_hds": (
        "Any conformity of the host: its certificate is quoted as the plan gives it."
    ),
    "doc_programme_minutes_title": "Summary record of the programme",
    "doc_programme_minutes_lead": (
        "{signed} of {records:record signed by the holder|records signed by the holder}."
        " {accepted} of {sets:body of data accepted|bodies of data accepted}; {ended} of"
        " {due:planned deletion done|planned deletions done}."
    ),
    "doc_programme_minutes_complete": "Every record is signed by every party.",
    "doc_programme_minutes_incomplete": "Something is lacking: see the list under the table.",
    "doc_programme_minutes_heading_records": "Records",
    "doc_programme_minutes_heading_lacking": "What lacks, and whose move it is",
    "doc_programme_minutes_heading_reserves": "Open reserves",
    "doc_programme_minutes_column_contract": "Contract",
    "doc_programme_minutes_column_controller": "Controller",
    "doc_programme_minutes_column_number": "Record",
    "doc_programme_minutes_column_state": "State",
    "doc_programme_minutes_column_given": "Given back",
    "doc_programme_minutes_column_accepted": "Accepted",
    "doc_programme_minutes_column_gone": "Deleted",
    "doc_programme_minutes_column_open": "Reserves",
    "doc_programme_minutes_total": "TOTAL",
    "doc_programme_minutes_blank": "–",
    "doc_programme_minutes_none": "The plan has neither data nor services.",
    "doc_programme_minutes_unissued": "not issued yet",
    "doc_programme_minutes_gone": "{ended} of {due}",
    "doc_programme_minutes_state_none": "to be issued",
    "doc_programme_minutes_state_stale": "to be issued again: facts changed",
    "doc_programme_minutes_state_draft": "draft, not signed by the holder",
    "doc_programme_minutes_state_held": "signed by the holder, held: reserve without owner",
    "doc_programme_minutes_state_reserved": "signed by the holder, WITH RESERVES",
    "doc_programme_minutes_state_signed": "signed by the holder, without reserve",
    "doc_programme_minutes_lacks_none": "{contract}, {controller}: the record is to be issued.",
    "doc_programme_minutes_lacks_stale": (
        "{contract}, {controller}: facts have changed since the last text; it is to be issued and"
        " signed again."
    ),
    "doc_programme_minutes_lacks_signature": (
        "{contract}, {controller}: signature awaited from {who} ({capacity})."
    ),
    "doc_programme_minutes_lacks_owner": (
        "{contract}, {controller}: reserve without owner nor due date at entry {entry}; a reserve"
        " must be signed about it."
    ),
    "doc_programme_minutes_lacks_accepted": (
        "{contract}, {controller}: {set} is not given back and accepted."
    ),
    "doc_programme_minutes_lacks_same": (
        "{contract}, {controller}: what was accepted of {set} is not what was given back."
    ),
    "doc_programme_minutes_lacks_end": "{contract}, {controller}: {set} is not deleted.",
    "doc_programme_minutes_note": (
        "Nothing more than the records that it sums up: each is read and signed apart."
    ),
    "minutes_reserve_without_owner": (
        "The record cannot be issued as final: the act “{act}” of entry {entry}, on {subject},"
        " holds a reserve without owner nor due date ({count} in all). Have “releve act reserve"
        " --subject {subject} --field about={entry} --field owner=… --field due_on=… --field"
        " text=…” signed, then try again."
    ),
}
