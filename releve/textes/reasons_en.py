"""Why something waits, and whose move it is, in English."""

SENTENCES: dict[str, str] = {
    "reason_plan_not_adopted": (
        "No plan is adopted: propose it with “releve plan adopt”, then have it signed by those "
        "who may adopt it."
    ),
    "reason_clock_behind_ledger": (
        "This machine's clock ({now}) is behind the ledger's last entry ({last}): nothing "
        "starts. Set it right."
    ),
    "reason_paused": (
        "A pause is in force (ledger entry {entry}): nothing new starts here until it is "
        "lifted with “releve resume”."
    ),
    "reason_legal_hold": (
        "A legal hold covers this subject (ledger entry {entry}): nothing irreversible is done "
        "until it is lifted."
    ),
    "reason_source_changed_since_receipt": (
        "The source is no longer what was received (ledger entry {entry}): explain the "
        "difference in an act of reconciliation; export and restitution are then done again."
    ),
    "reason_window_unknown": (
        "Milestone {milestone} has no window yet, and a due date is not enough to act: write a "
        "window in the plan and have it adopted."
    ),
    "reason_window_not_open": (
        "The window of milestone {milestone} opens on {opens}: there is nothing to do until then."
    ),
    "reason_window_missed": (
        "The window of milestone {milestone} closed on {closed} and the step was not done: "
        "write a new window in the plan and have it adopted; the step then needs new approvals."
    ),
    "reason_window_too_short": (
        "The window of milestone {milestone} closes too soon to begin: the step may last "
        "{minutes} minutes. Write a new window in the plan and have it adopted."
    ),
    "reason_service_not_closed": (
        "The service “{service}”, which uses this data, has not been seen stopped or handed "
        "over: it goes first."
    ),
    "reason_requirement_not_done": "The plan asks for “{requires}” to be finished first.",
    "reason_host_still_needed": (
        "The service “{service}” is on the same host and we still have to stop it: our access "
        "to that host is removed only afterwards."
    ),
    "reason_not_delivered": "The restitution package has not been delivered to its recipient yet.",
    "reason_receipt_missing": (
        "The package is delivered, but the recipient has not signed its integration receipt: "
        "it must load the package, count what it loaded, then sign."
    ),
    "reason_receipt_differs": (
        "What the recipient loaded is not what was exported ({received} record(s) attested, "
        "{exported} exported, or another content in the same number): it must load the package "
        "and sign a receipt again."
    ),
    "reason_acceptance_missing": (
        "The controller has not accepted the restitution in a signed act: nothing is destroyed "
        "without that acceptance."
    ),
    "reason_acceptance_of_another_package": (
        "The signed acceptance names another package or another receipt than today's: a new "
        "one is needed."
    ),
    "reason_finding_blocks": (
        "The finding “{about}” does not allow going on ({verdict}, ledger entry {entry}): read "
        "its report. It takes a reasoned waiver of this finding (field finding: {entry}), or a "
        "rollback of the service to correct the source and export again."
    ),
    "reason_archives_unqualified": (
        "The archives regime of this data is “to be qualified”: ask the archives, write in the "
        "plan whether it is public or private, and have it adopted."
    ),
    "reason_visa_missing": (
        "These are public archives: the visa of the departmental archives on the elimination "
        "list, or their exemption, comes before any destruction."
    ),
    "reason_visa_refused": (
        "The archives refused their visa (ledger entry {entry}): this data is {archives}. Change "
        "its fate in the plan (kept or transferred) and have it adopted."
    ),
    "reason_act_to_examine": (
        "The act “{act}” of ledger entry {entry} is signed with a key declared compromised since "
        "{since}: it is to be examined again. Nothing irreversible begins before it is signed "
        "anew, with a sound key."
    ),
    "reason_retention_undecided": (
        "The controller has not decided how long this data is kept: write its dated, reasoned "
        "decision in the plan, and have it adopted."
    ),
    "reason_retention_runs": (
        "This data is kept until {until}: it cannot be destroyed before that day."
    ),
    "reason_asset_not_settled": (
        "A copy goes only after its original: “{asset}” must first be destroyed, or its "
        "restitution accepted where it is not to be destroyed."
    ),
    "reason_relay_missing": (
        "Follow-ups are under way: the service does not stop before the clinician in charge "
        "signs the relay of live follow-ups (each listed, taken over and dated, and a "
        "telephone number that answers)."
    ),
    "reason_relay_incomplete": (
        "The relay of live follow-ups is not complete ({count} listed, {taken_over} taken "
        "over): the service does not stop. Have each one taken over, then sign a new relay "
        "where both numbers are equal."
    ),
    "reason_request_missing": (
        "The request is not open yet: Relève opens it at the next “releve run”."
    ),
    "reason_request_of_another_occurrence": (
        "The open request is about an earlier attempt: Relève opens a new one at the next "
        "“releve run”."
    ),
    "reason_request_of_another_window": (
        "The open request is for another window than the plan's: Relève opens a new one at the "
        "next “releve run”."
    ),
    "reason_request_expired": (
        "The request expired before the step was done. For a new one to be opened, have this "
        "one refused (“releve act refusal”) or a new window adopted."
    ),
    "reason_approval_missing": (
        "Approval is missing from: {missing}. Approvals that count already: {have}."
    ),
    "reason_transfer_missing": (
        "The recipient has not signed the act of transfer for this request: responsibility "
        "does not pass without its signature."
    ),
    "reason_attestation_missing": (
        "The written order is given, but its performer has not attested in a signed act what "
        "was done: remind them."
    ),
    "reason_service_still_answers": (
        "The plan says this service already stopped, but the last look at it says "
        "“{observed}”: have it stopped or correct the plan, then sign a reconciliation so that "
        "it is looked at again."
    ),
    "reason_expiry_unknown": (
        "The expiry date of this copy is “to complete”: write it in the plan and have it adopted."
    ),
    "reason_performer_unknown": (
        "The performer of this step is “to complete”: name them in the plan and have it adopted."
    ),
    "whose_move": "Whose move: {who}.",
    "waiting_behind": "{count} other subject(s) wait their turn: another goes before them.",
    "milestone_overdue": (
        "Past its due date: “{milestone}”. Nothing starts by itself for that reason: acts "
        "happen only in an adopted window."
    ),
    "reason_too_early_to_ask": (
        "Approvals for milestone {milestone} are asked for from {asks} on, so that they still "
        "hold in its window: there is nothing to do until then."
    ),
}
