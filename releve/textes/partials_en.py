"""Partial packages: one pathway, a list, a period, everything early, a delta."""

SENTENCES: dict[str, str] = {
    "asset_unknown": ("The adopted plan knows no asset “{asset}”: “releve agenda” names them all."),
    "period_incomplete": (
        "A period has a beginning and an end: give --since and --until together (--by goes with "
        "them only)."
    ),
    "period_empty": (
        "The period from {since} included to {until} excluded holds no day: correct --since or "
        "--until."
    ),
    "day_malformed": "“{given}” is not a day: write it YYYY-MM-DD.",
    "pathway_list_unreadable": (
        "The list {path} cannot be read (no such file, or not UTF-8 text). Nothing has left."
    ),
    "pathway_key_malformed": (
        "The pathway asked for at rank {rank} is neither an id (“person/…”, as in canonical "
        "files) nor a key of the type of the source's. Nothing has left: correct it and run again."
    ),
    "pathways_not_given": (
        "No pathway is asked for: the list holds blank lines and remarks only. Nothing has left."
    ),
    "pathways_not_at_source": (
        "{count} pathway(s) of the {asked} asked for are not at the source, the first at rank "
        "{rank}. Nothing has left. They are named in the private file {list}: correct what is "
        "asked and run again."
    ),
    "pathways_out_of_scope": (
        "{count} pathway(s) of the {asked} asked for are out of the signed scope, the first at "
        "rank {rank} ({reasons}). Nothing has left: an opposition never reaches a successor. They "
        "are named in the private file {list}: take them out and run again."
    ),
    "pathways_rejected": (
        "{count} pathway(s) of “{asset}” that were asked for were rejected while read (attachment "
        "missing or different, shared record with a defect). Nothing has left: have the source "
        "corrected, or take them out."
    ),
    "pathways_none": (
        "No pathway of “{asset}” in the signed scope is what was asked for. Nothing has left."
    ),
    "partial_written_otherwise": (
        "The partial package of “{asset}”, read back before leaving, is not what its slip says. "
        "Nothing has left: check the disk and run again."
    ),
    "partial_unfit": (
        "{count} defect(s) were found in the FHIR resources of the partial package of “{asset}”. "
        "Nothing has left: have the source or the mapping corrected."
    ),
    "partial_given_up": (
        "A package of “{asset}” had been cut before anything left, and may not leave any more: "
        "{pathways} of its pathways left the signed scope, or the plan changed its recipient, "
        "mapping or scope. It is removed: ask again for what you want."
    ),
    "partial_left_in_part": (
        "A package of “{asset}” had been cut after {volumes} volumes of {total}, and the rest may "
        "not leave any more: a pathway left the signed scope, or the plan changed. Have the "
        "recipient take these volumes out of the drop, then run again."
    ),
    "delta_without_base": (
        "A delta starts from a whole delivery, and none is recorded for “{asset}”: make one first "
        "(releve package {asset} --all)."
    ),
    "base_index_lost": (
        "The index kept of package {package}, which the delta would start from, is missing or is "
        "not its own. Nothing has left: make a whole delivery (--all)."
    ),
    "reason_recipient_unnamed": (
        "The plan names no recipient, or no drop of theirs: the controller must decide."
    ),
    "reason_instruction_missing": (
        "The recipient is not the controller, and the plan cites no written instruction of the "
        "controller."
    ),
    "receipt_of_partial_package": (
        "This receipt names a partial package: it does not attest the whole one, which alone opens "
        "what follows. A partial package is confirmed by an acknowledgement (releve act "
        "acknowledgement)."
    ),
    "delivery_removal_by_hand": (
        "to be removed by the successor: a delta names this pathway, and Relève deletes nothing on "
        "a FHIR server"
    ),
    "delta_key_missing": (
        "A delta is loaded only with the content key beside it ({path}): without it, pathways to "
        "be removed have no name."
    ),
    "package_reads": "{count} records read",
    "package_sends": "{count} bytes deposited",
    "package_finished": (
        "A delivery that had been cut was completed; what was asked this time was not begun: run "
        "again."
    ),
    "package_dropped": (
        "{asset}: {what}, {pathways} pathways ({records} records), deposited for {recipient} in "
        "{drop} as {name}; package {package}, entry no. {entry} of the ledger. Sent is not "
        "received, and this package opens nothing."
    ),
    "package_by_hand": (
        "{asset}: {what}, {pathways} pathways ({records} records), encrypted to {recipient} in "
        "{name}, to be carried there; package {package}, entry no. {entry} of the ledger. The copy "
        "left in that folder is not among those that Relève will destroy."
    ),
    "package_again": (
        "{asset}: this very package ({what}, {pathways} pathways) is already recorded as "
        "delivered, entry no. {entry} of the ledger. Nothing more was sent."
    ),
    "package_delta": (
        "Delta: {pathways} pathways created or changed, {removed} to be removed; to be loaded "
        "after the earlier deliveries, in their order."
    ),
    "package_not_frozen": (
        "The source is not frozen: another delta will be needed after the freeze."
    ),
    "doc_partial_all": "early mass delivery",
    "doc_partial_keys": "targeted delivery",
    "doc_partial_period": "delivery of a period",
    "doc_partial_delta": "delta",
    "doc_journal_partial_delivered": (
        "partial package delivered to {recipient} ({target}): {name}, {pathways} pathways, "
        "{octets} (opens nothing)"
    ),
    "verify_means_partial": (
        "Pathways left otherwise than the adopted plan and the signed scope say."
    ),
    "verify_do_partial": (
        "Ask the team that runs Relève what left, for whom, and on whose instruction."
    ),
    "verify_no_partial_recipient": (
        "Entry no. {entry} says that a partial package of {subject} left for another recipient "
        "than the adopted plan's, or without the written instruction that it asks for."
    ),
    "verify_no_partial_scope_missing": (
        "Entry no. {entry} says that pathways of {subject} left before their scope was signed for "
        "this mapping."
    ),
    "verify_no_partial_slip_differs": (
        "Entry no. {entry} does not say of the partial package of {subject} what its slip says."
    ),
}
