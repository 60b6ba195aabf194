"""The reversibility plan, as the committee reads it before approving it."""

SENTENCES = {
    "doc_reversibility_title": "Reversibility plan – {plan}",
    "doc_reversibility_lead_draft": (
        "Draft, not adopted. This plan binds nobody and nothing is carried out from it."
    ),
    "doc_reversibility_lead_adopted": (
        "Adopted on {at} (entry {entry} of the evidence log). This plan, and no file, is the one"
        " that counts until the next is adopted."
    ),
    "doc_reversibility_digest": "Digest of what is adopted (SHA-256)",
    "doc_reversibility_check": "To check it",
    "doc_reversibility_how": (
        "“releve plan check” on the plan’s file and its overlays, in their order, prints the same"
        " digest. If it differs, it is another plan."
    ),
    "doc_reversibility_origin": "The plan’s evidence log",
    "doc_reversibility_zone": "Local times",
    "doc_reversibility_open": (
        "{count:item is|items are} still to be completed: they are listed in the last part. A"
        " plan that lacks something can neither be adopted nor act."
    ),
    "doc_reversibility_complete": "Nothing is left to be completed.",
    "doc_reversibility_open_here": "{count:item|items} to be completed in this part.",
    "doc_reversibility_contents": "Contents",
    "doc_reversibility_to_adopt": "For adoption",
    "doc_reversibility_adopted_by": "Adopted by",
    "doc_reversibility_signed_in_log": "Signed act, adoption recorded on {at} (entry {entry}).",
    "doc_reversibility_nothing": "–",
    "doc_reversibility_none": "None in this plan.",
    "doc_reversibility_perimeter": "Perimeter",
    "doc_reversibility_brick": "Brick",
    "doc_reversibility_reach": "Reach, family",
    "doc_reversibility_controller": "Controller",
    "doc_reversibility_performer": "Performer",
    "doc_reversibility_outcome": "Outcome",
    "doc_reversibility_milestone": "Due",
    "doc_reversibility_its_data": "Its data and their final fate",
    "doc_reversibility_two_things": (
        "The state of a brick and the fate of its data are two things: a brick that has stopped"
        " still has data to give back, then to delete or to keep."
    ),
    "doc_reversibility_outside": "Out of perimeter, and why",
    "doc_reversibility_holder": "Held by",
    "doc_reversibility_reason": "Reason",
    "doc_reversibility_nothing_outside": "The plan leaves nothing out of its perimeter.",
    "doc_reversibility_data_fate": "{title}: {fate}",
    "doc_reversibility_scope_regional": "regional",
    "doc_reversibility_scope_territorial": "territorial",
    "doc_reversibility_scope_establishment": "of an establishment",
    "doc_reversibility_outcome_stopped": "stopped",
    "doc_reversibility_outcome_handed_over": "handed over",
    "doc_reversibility_outcome_already_stopped": "already stopped",
    "doc_reversibility_fate_destroyed": "to be deleted",
    "doc_reversibility_fate_transferred": "to be passed on",
    "doc_reversibility_fate_kept": "to be kept",
    "doc_reversibility_contracts": "Contracts",
    "doc_reversibility_contract": "Contract",
    "doc_reversibility_buyer": "Buyer",
    "doc_reversibility_contract_holder": "Holder",
    "doc_reversibility_lot": "Lot",
    "doc_reversibility_ends": "Contract ends",
    "doc_reversibility_support": "Support ends",
    "doc_reversibility_general": "General clauses and their year",
    "doc_reversibility_clause": "Reversibility clause",
    "doc_reversibility_delay": "Deletion within, after giving back",
    "doc_reversibility_schedule": "Schedule",
    "doc_reversibility_milestone_title": "Milestone",
    "doc_reversibility_due": "Due",
    "doc_reversibility_window": "Window chosen",
    "doc_reversibility_bricks_in": "What is done in it",
    "doc_reversibility_given_back": "{count:body of data to give back|bodies of data to give back}",
    "doc_reversibility_ending": (
        "{count:body of data brought to its final fate|bodies of data brought to their final fate}"
    ),
    "doc_reversibility_due_is_no_window": (
        "A due date is the last date promised, with its precision: it opens nothing. Only a"
        " window, chosen and adopted, allows an act. Where none is chosen, the chart shows the"
        " due date as a mark on its last day."
    ),
    "doc_reversibility_raci": "Who decides, performs, controls, advises, is informed",
    "doc_reversibility_step": "Step",
    "doc_reversibility_decides": "Decides",
    "doc_reversibility_performs": "Performs",
    "doc_reversibility_controls": "Controls",
    "doc_reversibility_advises": "Advises",
    "doc_reversibility_informed": "Is informed",
    "doc_reversibility_least_kind": "Least kind of signature",
    "doc_reversibility_longest": "Longest duration",
    "doc_reversibility_valid": "An approval stands for",
    "doc_reversibility_actors": "Bodies and people",
    "doc_reversibility_body": "Body",
    "doc_reversibility_body_kind": "Kind",
    "doc_reversibility_public": "Public body",
    "doc_reversibility_person": "Person, by title",
    "doc_reversibility_person_of": "{who} – {id}",
    "doc_reversibility_roles": "Roles",
    "doc_reversibility_inventory": (
        "Inventory: {assets:body of data|bodies of data} and {copies:copy|copies}"
    ),
    "doc_reversibility_asset_or_copy": "Data, then their copies",
    "doc_reversibility_asset": "Data",
    "doc_reversibility_producer": "Producer",
    "doc_reversibility_medium": "Medium",
    "doc_reversibility_fate": "Final fate",
    "doc_reversibility_copy": "– copy: {title}",
    "doc_reversibility_our_copy": "– copy held by the programme: {title}",
    "doc_reversibility_expires": "expires on {day}",
    "doc_reversibility_left_out": "out of perimeter: {reason}",
    "doc_reversibility_medium_sql": "database",
    "doc_reversibility_medium_files": "files",
    "doc_reversibility_medium_pathways": "view of the pathways",
    "doc_reversibility_medium_external": "held by another",
    "doc_reversibility_retentions": "Retention",
    "doc_reversibility_regime": "Archives regime",
    "doc_reversibility_regime_public": "public",
    "doc_reversibility_regime_private": "private",
    "doc_reversibility_regime_unqualified": "to be settled",
    "doc_reversibility_decided_by": "Decided by",
    "doc_reversibility_duration": "Duration, legal basis",
    "doc_reversibility_reference": "Reference, date",
    "doc_reversibility_first_day": "Deletion allowed from",
    "doc_reversibility_discharged": "or from the signed acceptance",
    "doc_reversibility_restitutions": "Giving back",
    "doc_reversibility_recipient": "Recipient",
    "doc_reversibility_instruction": "Written instruction",
    "doc_reversibility_way_in": "Way in",
    "doc_reversibility_own_controller": "not needed: given back to its controller",
    "doc_reversibility_way_sftp": "SFTP drop",
    "doc_reversibility_way_folder": "folder",
    "doc_reversibility_way_fhir": "FHIR interface",
    "doc_reversibility_way_sql": "staging tables",
    "doc_reversibility_switch_overs": "Switch-overs",
    "doc_reversibility_double_from": "Double entry from",
    "doc_reversibility_double_until": "until",
    "doc_reversibility_switch_on": "Switch-over on",
    "doc_reversibility_trial": "Trial migration",
    "doc_reversibility_no_switch_over": "The plan provides for no switch-over yet.",
    "doc_reversibility_risks": "Risks",
    "doc_reversibility_risk": "Risk",
    "doc_reversibility_owner": "Owner",
    "doc_reversibility_likelihood": "Likelihood",
    "doc_reversibility_impact": "Impact",
    "doc_reversibility_answer": "Answer",
    "doc_reversibility_no_risk": "The plan lists no risk: to be completed.",
    "doc_reversibility_costs": "Costs",
    "doc_reversibility_cost": "Line",
    "doc_reversibility_payer": "Payer",
    "doc_reversibility_euros": "Euros, taxes excluded",
    "doc_reversibility_no_cost": "The plan lists no cost: to be completed.",
    "doc_reversibility_total": "Total: {euros} euros, taxes excluded.",
    "doc_reversibility_no_total": "No total: {count:line has|lines have} no amount.",
    "doc_reversibility_security": "Security and hosting",
    "doc_reversibility_hds_host": "Host of the programme’s machines",
    "doc_reversibility_hds_certificate": "Its HDS certificate",
    "doc_reversibility_aipd": "Impact assessment (DPIA)",
    "doc_reversibility_certificates_listed": (
        "HDS certificates of the hosts, as the plan cites them; nothing is inferred from them."
    ),
    "doc_reversibility_host": "Host",
    "doc_reversibility_number": "Number",
    "doc_reversibility_version": "Version",
    "doc_reversibility_activities": "Activities",
    "doc_reversibility_valid_from": "Valid from",
    "doc_reversibility_valid_until": "until",
    "doc_reversibility_no_certificate": "The plan cites none: to be completed.",
    "doc_reversibility_evidence": "Custody of the evidence",
    "doc_reversibility_custodian": "Custodian of the evidence",
    "doc_reversibility_kept_for": "Kept for",
    "doc_reversibility_final_fate": "Final fate of the evidence",
    "doc_reversibility_witnesses_needed": "Cosigning witnesses needed",
    "doc_reversibility_witness": "Witness",
    "doc_reversibility_left": "What is left to be completed",
    "doc_reversibility_path": "Path in the plan",
    "doc_reversibility_named": "What it is",
    "doc_reversibility_members": "Members to be completed",
    "doc_reversibility_nothing_open": "Nothing is left to be completed.",
    "doc_reversibility_part_processing": "processing and hosting",
    "doc_reversibility_part_custody": "custody of the evidence",
    "doc_reversibility_part_adoption": "adoption of the next plan",
    "doc_reversibility_part_witnesses": "cosigning witnesses",
    "doc_reversibility_note_open": (
        "What is written “to be completed” was decided by nobody; nothing is supposed of it. The"
        " count is of what the plan needs; “releve plan check” adds the optional members that the"
        " file says are to be completed."
    ),
    "doc_reversibility_note_adoption": (
        "This document prints a plan; it does not adopt it. Adoption is the act signed by the"
        " people whom the plan before it names, or the trust file for the first one."
    ),
    "doc_reversibility_note_law": (
        "It attests neither that retention periods are lawful, nor that contracts or hosts"
        " conform: it repeats what the plan says of them."
    ),
    "plan_printed": (
        "Draft of the plan printed: {path}. It is neither adopted nor recorded in the log."
    ),
    "plan_print_unwritable": (
        "The PDF cannot be written to {path} ({cause}). Make the folder or choose another name"
        " after --out."
    ),
    "section.hds_certificates": "HDS certificates",
    "section.risks": "risks",
    "section.costs": "costs",
}
