"""Seals, timestamps and keys of the log, as they are verified, in English."""

SENTENCES: dict[str, str] = {
    "verify_ok_seals": (
        "Seals of the documents: {sealed}, each over all of its PDF, under a trusted authority"
    ),
    "verify_ok_stamps": (
        "RFC 3161 timestamps: {stamps}, under a trusted authority; the first is of {first}"
    ),
    "verify_ok_seals_untrusted": (
        "Seals of the documents: {sealed}, each over all of its PDF, under an authority that the "
        "folder encloses, not authenticated"
    ),
    "verify_ok_stamps_untrusted": (
        "RFC 3161 timestamps: {stamps}, under an authority that the folder encloses, not "
        "authenticated; the first says {first}"
    ),
    "verify_ok_log_keys": (
        "Log key changed {changes} times, each time by the key before it and by the people who "
        "adopt plans; new trust file: documents/{trust}"
    ),
    "verify_limit_seals_unchecked": (
        "{files} seals or timestamps were not checked: the libraries of “releve[auditor]” are "
        "missing, or an authority in the trust file. Check them with pdfsig and openssl "
        "(LISEZMOI.txt)."
    ),
    "verify_limit_judged_at": "Judged as of {at}, at your request (--at).",
    "verify_limit_clock_stamped": (
        "The instants of acts are those of the performer’s clock: third-party timestamps only "
        "say when the documents already existed."
    ),
    "verify_limit_unsealed": (
        "{certificates} documents have no seal, although the trust file names an authority for "
        "seals ({numbers})."
    ),
    "verify_limit_log_key_replaced": (
        "This folder is signed by an old key of the log, which the trust file says was "
        "replaced: whoever still holds it could have written it since. Ask for one signed by "
        "the present key."
    ),
    "verify_limit_unstamped": (
        "{certificates} documents have no timestamp by a third party: their date rests on the "
        "log alone ({numbers})."
    ),
    "verify_limit_clocks_differ": (
        "The log’s clock and the timestamp authority’s differ by more than {minutes} minutes "
        "at the issuance of documents (entries {entries})."
    ),
    "verify_no_trust_authority_unknown": (
        "The folder names an authority (seal or timestamp) that the trust file does not know."
    ),
    "verify_no_timestamp_file_differs": (
        "A timestamp token is missing, is one too many, or is not the one the log recorded."
    ),
    "verify_no_timestamp_of_no_certificate": (
        "A timestamp is recorded for a document that was not issued, or twice."
    ),
    "verify_no_seal_of_another_level": (
        "The PDF's seal is of level {found}; the log says {expected}."
    ),
    "verify_no_seal_encloses_another": (
        "The PDF does not enclose the file that stands beside it ({beside})."
    ),
    "verify_no_seal_encloses_unknown": (
        "The PDF encloses a file ({attached}) that is not of this certificate, or that the log "
        "does not know."
    ),
    "verify_no_seal_authorities_malformed": "The list of authorities in the folder is unreadable.",
    "verify_no_rollover_malformed": (
        "The change of the log’s key is recorded in an unreadable way."
    ),
    "verify_no_rollover_out_of_order": (
        "The log’s key is not the one that its successive changes lead to."
    ),
    "verify_no_rollover_note_refused": (
        "The new trust file is not signed by the old and by the new key of the log."
    ),
    "verify_no_rollover_trust_differs": (
        "The new trust file does not name this log, or not the new key."
    ),
    "verify_no_rollover_unsigned": (
        "The change of the log’s key was not signed by the people who adopt plans."
    ),
    "verify_means_witnesses": (
        "Nothing says that this evidence is false: nobody outside has yet compared it with what "
        "they saw."
    ),
    "verify_do_witnesses": (
        "Ask for a folder written while the witnesses answer. If they answered no, ask them what "
        "they kept."
    ),
    "verify_means_rollover": "Somebody had this log signed by a key that nobody entitled named.",
    "verify_do_rollover": "Ask the people who adopt plans which is the log’s key, and since when.",
}
