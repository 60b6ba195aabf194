"""Validation of destructions: what waits, what is signed, what is refused, in English."""

SENTENCES: dict[str, str] = {
    "validation_accept": "accept",
    "validation_repeat": "repeat",
    "validation_escalate": "escalate",
    "doc_decision_accept": "accept",
    "doc_decision_repeat": "repeat",
    "doc_decision_escalate": "escalate",
    "doc_index_unvalidated": "{told}, not validated yet",
    "act_validation_done": (
        "What the tool recorded at ledger entry {entry}, on {at}: {outcome}. What it saw after the "
        "act: {observed}. That verification is the tool's; the validation is mine."
    ),
    "reason_validation_missing": (
        "The deletion is done and verified by the tool; the plan asks for another person to "
        "validate it before document no. {certificate}. Missing: {missing}. They sign “releve act "
        "validation” with decision=accept, repeat or escalate."
    ),
    "reason_validation_escalated": (
        "The validation of document no. {certificate} was escalated (ledger entry {entry}): "
        "nothing is certified before another entitled person decides to accept or to repeat."
    ),
    "validation_not_planned": (
        "The adopted plan provides for no validation: it has no policy for the verb “certify”. "
        "Nothing is recorded for “{subject}”."
    ),
    "validation_pending": (
        "The deletion of “{subject}” is not validated yet by another person: no document is issued."
    ),
    "validation_of_nothing": (
        "“{subject}” has no deletion to validate: it is not done, or its document is issued "
        "already. To go back on an issued document, have its withdrawal signed."
    ),
    "validation_repeat_too_late": (
        "“{subject}” can be sent back no more: its content key is shredded, and what would be "
        "found there could be compared with nothing. Sign an escalation, and say why."
    ),
    "validation_decision_unknown": (
        "“{decision}” is not a decision of validation. Write one of these: {words}."
    ),
    "validation_of_another_certificate": (
        "The act names document no. {certificate}; the one to come has no. {expected}. Prepare "
        "the act again with “releve act validation”."
    ),
    "validation_by_operator": (
        "“{signer}” operates the tool or recorded the outcome for “{subject}”: the validation is "
        "another person's."
    ),
    "validation_by_requester": (
        "“{signer}” opened the request to delete “{subject}”: the validation is another person's."
    ),
    "validation_by_attester": (
        "“{signer}” attested the deletion of “{subject}”: the validation is another person's."
    ),
    "validation_by_escalator": (
        "“{signer}” escalated the validation of “{subject}”: another entitled person decides."
    ),
    "verify_limit_not_validated": (
        "Deletion(s) done and verified by the tool, not yet validated by a person, hence without "
        "certificate: {subjects}."
    ),
    "verify_no_validation_not_planned": "a validation is signed though the plan provides for none",
    "verify_no_validation_of_nothing": "a validation is about no deletion to validate",
    "verify_no_validation_decision_unknown": "a validation has no known decision",
    "verify_no_validation_of_another_certificate": "a validation names another document",
    "verify_no_validation_by_operator": "a validation is by whoever performed",
    "verify_no_validation_by_requester": "a validation is by whoever asked",
    "verify_no_validation_by_attester": "a validation is by whoever attested",
    "verify_no_validation_by_escalator": "an escalation is settled by whoever raised it",
    "verify_no_validation_role_may_not": "a validation is by somebody not entitled to it",
    "verify_no_validation_too_weak": "a validation is signed too weakly for the plan",
    "verify_no_validation_missing": "a certificate is issued without the validation that is asked",
    "verify_no_validation_escalated": "a certificate is issued in spite of an open escalation",
}
