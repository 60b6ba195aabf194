"""Timestamps and seals that are refused, in English."""

SENTENCES: dict[str, str] = {
    "verify_no_timestamp_malformed": "a timestamp is not in its exact form",
    "verify_no_timestamp_of_other_data": "a timestamp is of other bytes than these",
    "verify_no_timestamp_refused": "a timestamp’s signature does not verify",
    "verify_no_timestamp_untrusted": (
        "a timestamp is under no trusted authority that was valid at its instant"
    ),
    "verify_means_timestamp": "The date given is not established: the timestamp proves nothing.",
    "verify_do_timestamp": (
        "Conclude nothing from this date; ask the custodian for the original token, and the "
        "authority itself for its certificate."
    ),
    "verify_no_seal_missing": "the PDF carries no seal",
    "verify_no_seal_twice": "the PDF carries more than one signature",
    "verify_no_seal_covers_part": "the seal does not cover all of the PDF: something was added",
    "verify_no_seal_malformed": "the PDF or its seal is not in its exact form",
    "verify_no_seal_broken": "the seal is not of these bytes: the PDF was changed",
    "verify_no_seal_untrusted": (
        "the seal is under no trusted authority that was valid at its instant"
    ),
    "verify_means_seal": (
        "This PDF is not as the organisation sealed it, or nothing establishes that it did."
    ),
    "verify_do_seal": (
        "Do not use it; ask the organisation that sealed it for the original. The signed "
        "statement (.dsse.json) is verified apart."
    ),
}
