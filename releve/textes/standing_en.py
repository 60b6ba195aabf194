"""Which certificates stand and which acts are doubtful, as `releve verify` says it, in English."""

SENTENCES: dict[str, str] = {
    "verify_limit_certificates_withdrawn": (
        "Certificates withdrawn and not replaced, no longer to be held valid: {numbers}."
    ),
    "verify_limit_certificates_superseded": (
        "Certificates replaced by a later one, no longer to be held valid: {numbers}."
    ),
    "verify_no_request_rests_on_doubt": (
        "the act rested on another, signed with a key already declared compromised since {since}"
    ),
    "verify_no_certificate_supersedes_another": (
        "certificate {number} does not say that it replaces the one that had been withdrawn"
    ),
    "verify_no_certificate_number_differs": (
        "a certificate bears the number {number} instead of {expected}"
    ),
    "verify_no_certificate_withdrawal_of_none": (
        "a withdrawal names certificate {number}, which does not stand for this subject"
    ),
    "verify_no_certificate_withdrawal_unclear": (
        "the withdrawal of certificate {number} does not say whether it is replaced"
    ),
    "verify_no_certificate_not_in_evidence": (
        "the document shown ({certificate}) is not, byte for byte, one of those of this evidence "
        "(a logbook or a shift handover never is: “releve document check”, where it was issued)"
    ),
    "verify_certificate_valid": (
        "Certificate {number}: issued at entry {entry}, on {issued_at}; VALID at the head that was "
        "verified ({size} entries)."
    ),
    "verify_certificate_withdrawn": (
        "Certificate {number}: issued at entry {entry}, on {issued_at}; WITHDRAWN on "
        "{withdrawn_at} by {by} (entry {withdrawal}). Reason: {reason}"
    ),
    "verify_certificate_superseded": (
        "Certificate {number}: issued at entry {entry}, on {issued_at}; WITHDRAWN on "
        "{withdrawn_at} by {by} (entry {withdrawal}) and REPLACED by {replaced_by}. "
        "Reason: {reason}"
    ),
}
