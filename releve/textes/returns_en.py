"""What comes back from a successor: the arrival of pathways, decisions, refusals."""

SENTENCES = {
    "reason_arrival_refused": (
        "The attestation of integration that came is refused ({refusals} reason(s), entry {entry} "
        "of the ledger): the successor corrects it and leaves it again. Nothing that came is lost."
    ),
    "reason_pathways_undecided": (
        "{rejected} pathway(s) rejected and {doubtful} possible duplicate(s) on arrival: the DAC "
        "decides on the duplicates, has the rejects delivered again, or gives them up by a signed "
        "act. The other pathways have arrived."
    ),
    "reason_pathways_awaited": (
        "The DAC answered for {rejected} pathway(s) rejected and {doubtful} possible "
        "duplicate(s): the successor loads again, then attests the whole package."
    ),
    "reason_receipt_contradicts_attestation": (
        "The signed receipt (entry {entry} of the ledger) and the last attestation of integration "
        "(entry {attestation}) do not say the same: the recipient attests and signs again what it "
        "holds."
    ),
    "act_decision": (
        "I decide, for the controller, what becomes of the pathways of “{subject}” that the "
        "successor could not load, or whose identity is in doubt, in package {package}: the "
        "decisions of digest {decisions}. The successor is then to hold {pathways} pathways and "
        "{records} records, of root {root}. Reason: {reason}."
    ),
    "acceptance_before_arrival": (
        "“{subject}” cannot be accepted yet: what the successor says it holds is neither the whole "
        "package nor what a signed decision leaves. “releve arrival” tells where each pathway "
        "stands."
    ),
    "decision_of_another_package": (
        "The decision is not about the last package of pathways delivered for “{subject}”: "
        "prepare it again with “releve arrival”."
    ),
    "decision_adds": (
        "The decision on “{subject}” would leave more than was delivered: a decision can only take "
        "away. Prepare it again with “releve arrival”."
    ),
    "decision_unknown": (
        "The file of decisions that the act names for “{subject}” is not here: prepare the act "
        "with “releve arrival”, on this machine, then sign it."
    ),
    "decision_differs": (
        "What the decision on “{subject}” says it leaves is not what its decisions leave, once "
        "computed again: prepare it again with “releve arrival” and change nothing in it."
    ),
    "decision_unsigned": (
        "A decision is signed: say by whom (“--as”), why (“--reason”), and with which key "
        "(“--key”) or into which file to be signed elsewhere (“--prepare”)."
    ),
    "decision_left": (
        "Decisions {decisions}. The successor is to hold {pathways} pathways and {records} "
        "records, of root {root}."
    ),
    "nothing_decided": (
        "These lists decide nothing for “{asset}”: fill in the two last columns of doublons.csv, "
        "or write one line for each pathway given up."
    ),
    "nothing_delivered": (
        "No package of pathways was delivered yet for “{asset}”: “releve status” tells what the "
        "delivery waits for."
    ),
    "delivered_index_lost": (
        "The index of the package delivered is gone and the source is not the same any more "
        "(root expected {expected}, found {found}): nothing can be judged. Put the index back "
        "from a backup of “packages”, or export and deliver again."
    ),
    "delivered_source_moved": (
        "{count} pathway(s) are not in the source as they were delivered any more: find who still "
        "writes there, then try again."
    ),
    "give_up_malformed": (
        "Line {line} of the list of pathways given up cannot be read: the id of a rejected "
        "pathway, a space, then why, a code in lower case (“out-of-scope”). Each only once."
    ),
    "details_missing": (
        "The details per pathway (“.details.ndjson”) do not come with the attestation of "
        "integration: the successor leaves them before it."
    ),
    "details_unknown_key": (
        "The details per pathway name {count} pathway(s) that were not delivered in this package: "
        "the successor mends them and leaves them again with its attestation."
    ),
    "rejects_missing": (
        "The list of rejects (“.rejets.ndjson”) does not come with the attestation of integration "
        "that names it: the successor leaves it before it."
    ),
    "difference_report_malformed": (
        "This reconciliation report was cut short, or is not one of “releve reconcile”: make it "
        "again, then repeat."
    ),
    "reconciliation_of_other_decisions": (
        "This reconciliation is not that of this package with these decisions: its only "
        "differences must be the declared merges and the pathways given up."
    ),
    "reconciliation_not_attested": (
        "The root that this reconciliation read is not that of the last attestation: the "
        "successor first attests what it holds."
    ),
    "arrival_head": "“{asset}”: {pathways} pathways delivered, package {package}.",
    "standing_awaited": "awaited, nothing is said of them yet: {count}",
    "standing_created": "created: {count}",
    "standing_linked": "linked to a person already known: {count}",
    "standing_possible_duplicate": "possible duplicates, to be decided: {count}",
    "standing_rejected": "rejected, to be corrected or given up: {count}",
    "standing_given_up": "given up by a signed decision: {count}",
    "standing_withdrawn": "withdrawn since: {count}",
    "arrival_delivered_again": (
        "Delivered again since the last attestation: {count} pathway(s). The successor loads, "
        "then attests the whole package."
    ),
    "arrival_refusal": "Attestation refused [{code}]: {told}",
    "arrival_nothing_waits": "Nothing waits for these pathways.",
    "arrival_list": "Work list, for the DAC alone: {path}",
    "status_weaker": "Weaker proofs",
    "status_weaker_text": "receipts by signed PDF or on paper, transcribed: {subjects}",
    "verify_no_restitution_decision_adds": (
        "the signed decision leaves more pathways than were delivered"
    ),
    "verify_no_restitution_arrival_differs": (
        "the last attestation of integration was refused, or says something else than the receipt"
    ),
}
