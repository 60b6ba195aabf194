"""The sentences of deeds of transfer of a brick that lives on."""

SENTENCES = {
    "doc_transfer_deed_title": "Deed of transfer",
    "doc_transfer_deed_draft": "Draft deed of transfer",
    "doc_transfer_deed_lead": (
        "The brick “{service}” lives on: its configuration, its data, its responsibilities and"
        " the skills it takes pass to its recipient: {recipient}."
    ),
    "doc_transfer_deed_is_draft": "Draft: the recipient has not signed. Nothing is transferred.",
    "doc_transfer_deed_without": "Accepted without reserves by {signer}, on {at} (entry {entry}).",
    "doc_transfer_deed_with": (
        "Accepted with reserves by {signer}, on {at} (entry {entry}): see “Reserves”."
    ),
    "doc_transfer_deed_identity": "Identification",
    "doc_transfer_deed_service": "Brick",
    "doc_transfer_deed_family": "Family",
    "doc_transfer_deed_scope": "Scope",
    "doc_transfer_deed_scope_regional": "regional",
    "doc_transfer_deed_scope_territorial": "territorial",
    "doc_transfer_deed_scope_establishment": "establishment",
    "doc_transfer_deed_milestone": "Milestone",
    "doc_transfer_deed_due": "Due",
    "doc_transfer_deed_window": "Window",
    "doc_transfer_deed_parties": "Parties",
    "doc_transfer_deed_transferor": "Transferor (runs the programme)",
    "doc_transfer_deed_transferor_by": "Represented by",
    "doc_transfer_deed_recipient": "Recipient",
    "doc_transfer_deed_recipient_by": "Represented by",
    "doc_transfer_deed_buyer": "Buyer of the contract",
    "doc_transfer_deed_holder": "Holder of the contract",
    "doc_transfer_deed_configuration": "Configuration handed over",
    "doc_transfer_deed_data": "Data",
    "doc_transfer_deed_column_asset": "Data asset",
    "doc_transfer_deed_column_controller": "Controller",
    "doc_transfer_deed_column_fate": "Planned fate",
    "doc_transfer_deed_column_package": "Package handed over (digest)",
    "doc_transfer_deed_column_received": "Restitution",
    "doc_transfer_deed_no_asset": "No data asset of the plan belongs to this brick.",
    "doc_transfer_deed_no_package": "No package is recorded for this data.",
    "doc_transfer_deed_not_received": "not received yet",
    "doc_transfer_deed_received": "received on {at} (entry {entry})",
    "doc_transfer_deed_accepted": "accepted on {at} (entry {entry})",
    "doc_transfer_deed_responsibilities": "Responsibilities that pass",
    "doc_transfer_deed_skills": "Skills",
    "doc_transfer_deed_skills_why": (
        "To be ticked together, line by line, at the handing over. What is still to be acquired"
        " has a means and a date, or becomes a reserve."
    ),
    "doc_transfer_deed_column_skill": "Be able to",
    "doc_transfer_deed_column_acquired": "Acquired",
    "doc_transfer_deed_column_to_acquire": "To acquire",
    "doc_transfer_deed_column_how": "How, by when",
    "doc_transfer_deed_box": "☐",
    "doc_transfer_deed_accesses": "Accesses removed on our side",
    "doc_transfer_deed_accesses_pending": (
        "Not removed yet: they are after the recipient signs, in the window."
    ),
    "doc_transfer_deed_accesses_done": "Removal observed",
    "doc_transfer_deed_accesses_when": "Removed",
    "doc_transfer_deed_cited": "{at} (entry {entry})",
    "doc_transfer_deed_probes": "Does the brick answer?",
    "doc_transfer_deed_before": "Last probe before the transfer",
    "doc_transfer_deed_after": "Probe after the transfer",
    "doc_transfer_deed_no_probe": "No probe is recorded.",
    "doc_transfer_deed_column_moment": "Moment",
    "doc_transfer_deed_column_at": "On",
    "doc_transfer_deed_column_observed": "Observed",
    "doc_transfer_deed_column_entry": "Entry",
    "doc_transfer_deed_reserves": "Reserves",
    "doc_transfer_deed_reserves_boxes": (
        "For the recipient to choose on signing:  ☐ without reserves   ☐ with reserves, written"
        " here and in their act."
    ),
    "doc_transfer_deed_none": "The recipient’s act is without reserves.",
    "doc_transfer_deed_written": "Reserves written in the recipient’s act: {reserves}",
    "doc_transfer_deed_column_reserve": "Reserve",
    "doc_transfer_deed_column_owner": "Owner",
    "doc_transfer_deed_column_due": "Due",
    "doc_transfer_deed_column_state": "State",
    "doc_transfer_deed_reserve_open": "open",
    "doc_transfer_deed_reserve_cleared": "cleared on {at} (entry {entry})",
    "doc_transfer_deed_no_reserve": "No reserve is recorded on this brick.",
    "doc_transfer_deed_signatures": "Signatures",
    "doc_transfer_deed_sign_transferor": "For the transferor",
    "doc_transfer_deed_sign_recipient": "For the recipient",
    "doc_transfer_deed_signed": "Signed: {act}, on {at}, {kind} (entry {entry})",
    "doc_transfer_deed_note_skills": (
        "That the skills are acquired: the boxes are ticked by hand, by the parties."
    ),
    "doc_transfer_deed_note_after": (
        "How the brick is run after the transfer: that is its recipient’s."
    ),
    "doc_transfer_deed_note_accesses": "That no other access exists than those written above.",
}
