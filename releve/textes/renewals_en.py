"""Renewing evidence, and what its timestamps prove years later, in English."""

SENTENCES: dict[str, str] = {
    "verify_ok_renewals": (
        "Renewals: {renewals}, each covering everything before it; the last is of {last}"
    ),
    "verify_limit_timestamps_lapsed": (
        "{timestamps} timestamp(s) out of {of} no longer prove their date since {since}: they "
        "expired without a renewal in time. The order of the log and its signatures hold; from "
        "then on these dates rest on the log alone."
    ),
    "verify_limit_timestamps_later": (
        "{timestamps} timestamp(s) are later than {now}, the date you judge at: they do not "
        "count. Check this machine's clock, or --at."
    ),
    "verify_limit_renewal_skipped": (
        "Renewal {number}, of {at}, came too late: what it was to carry on had expired on "
        "{since}. It proves that the folder existed as it is on its own date, nothing older."
    ),
    "verify_limit_renewal_due": (
        "To be renewed before {until}, when a first timestamp will cease to be proven: "
        "releve evidence renew FOLDER --tsa URL --authorities PEM."
    ),
    "verify_limit_renewal_untrusted": (
        "Renewal(s) that are whole, but by a timestamping authority that your trust file does "
        "not name: {files}. They do not count. Get the authority's certificate elsewhere than in "
        "the folder, then add it to timestamp_authorities."
    ),
    "verify_limit_renewal_unchecked": (
        "Renewal token(s) not checked: {files}. The extra releve[auditor] is missing, or a "
        "timestamping authority in the trust file."
    ),
    "verify_means_renewal": (
        "A renewal does not cover exactly this folder: one of them was changed, damaged or added "
        "to."
    ),
    "verify_do_renewal": (
        "Ask another custodian for a copy; renewals are added and never corrected."
    ),
    "verify_no_renewal_missing": "a renewal is missing, or lacks one of its two files",
    "verify_no_renewal_manifest_malformed": "the list of a renewal is not in its exact form",
    "verify_no_renewal_file_left_out": "a renewal does not cover {listed}",
    "verify_no_renewal_extra_file": (
        "a renewal covers {listed}, which is not in the folder or is later than it"
    ),
    "verify_no_renewal_digest_differs": "a renewal gives {listed} another digest than its own",
    "verify_no_renewal_before_evidence": (
        "a renewal is dated {at}, before the log's last entry ({after})"
    ),
    "verify_no_renewal_goes_back": "a renewal is dated {at}, before the one before it ({after})",
    "renewal_made": (
        "Renewal {number} written in {place}, dated {at}; good until {until}. Nothing else has "
        "changed."
    ),
    "renewal_before_evidence": (
        "The authority dates the renewal {at}, before the log's last entry ({after}): nothing is "
        "written. Compare the clocks, then run again."
    ),
    "renewal_raced": (
        "Another renewal was just written in {place}: nothing is added. Verify the folder, then "
        "run again if it is still needed."
    ),
    "renewal_not_written": (
        "The renewal cannot be written beside {place} ({reason}): the folder is untouched. Make "
        "room or check your rights, then run again."
    ),
    "renewal_authority_missing": (
        "No timestamping authority is given: add --tsa URL and --authorities PEM, or --workspace "
        "with a workspace whose workspace.json has “timestamp”."
    ),
    "verify_at_malformed": (
        "Unreadable instant: {at}. Write it in RFC 3339 with its zone, e.g. 2046-01-01T00:00:00Z."
    ),
    "evidence_not_renewable": (
        "Nothing is renewed: releve verify refuses this evidence ({cause}). Start from an intact "
        "copy."
    ),
    "renewal_untrusted": (
        "The authority that answered is not under the certificates given: nothing is written in "
        "{place}. Check --authorities."
    ),
    "renewal_goes_back": (
        "The authority dates this renewal {at}, before the one before it ({after}): nothing is "
        "written. Compare the clocks, then run again."
    ),
    "renewal_authorities_unreadable": (
        "The authority's certificates cannot be read ({path}): give a PEM file."
    ),
    "timestamp_not_configured": (
        "No timestamping authority in workspace.json: add “timestamp” (address and certificates), "
        "then run again."
    ),
    "certificate_stamp_added": "Timestamp added to certificate {number}.",
    "certificates_stamped": "{stamped} certificate(s) stamped.",
}
