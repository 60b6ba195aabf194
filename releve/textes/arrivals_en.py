"""What came to a successor: receipts, rejects, reconciliation, proofs, in English."""

SENTENCES: dict[str, str] = {
    "canonical_folder_missing": (
        "This folder holds no pathway in canonical form: {path}. Name the content of a "
        "package (data/contenu) or a whole decrypted package."
    ),
    "canonical_line_malformed": (
        "Line {line} of {file} is not a pathway, or a record, in canonical form. Have "
        "whoever made the folder look at it: nothing is compared while a line is in doubt."
    ),
    "pathway_twice": (
        "One pathway is there twice (key {group}): comparing would mean nothing. Have "
        "whoever made the folder correct it."
    ),
    "reconciliation_depth_differs": (
        "The two sides did not divide their pathways in the same way ({ours} levels and "
        "{theirs}): agree on the number of levels, then start again."
    ),
    "reconciliation_side_false": (
        "One side ({side}) contradicts itself: what it shows ({what}) is not what its tree "
        "announces. Have its index made again from its data."
    ),
    "reconciliation_report_exists": (
        "There is already something there: {path}. Nothing is replaced: choose another name."
    ),
    "reconciliation_agrees": (
        "Reconciliation: {pathways:pathway|pathways} delivered, no difference "
        "({merges:declared merge|declared merges})."
    ),
    "reconciliation_differs": (
        "Reconciliation: {pathways:pathway|pathways} delivered, "
        "{differences:difference|differences} ({merges:declared merge|declared merges} apart). "
        "All are in the report; have them corrected, then start again."
    ),
    "reconciliation_roots": "Root of what was delivered: {ours}; of what was read back: {theirs}",
    "reconciliation_reads": (
        "Reads, both sides together: {nodes:node|nodes}, {buckets:list|lists}, "
        "{opened:pathway|pathways} opened"
    ),
    "difference_missing_pathway": "pathways delivered and absent from the successor: {count}",
    "difference_added_pathway": "pathways there that were not delivered: {count}",
    "difference_missing_record": "{entity}: {count:record|records} lost",
    "difference_added_record": "{entity}: {count:record|records} too many",
    "difference_changed_record": "{entity}: {count:record|records} turned into another kind",
    "difference_missing_attribute": "{entity}, {attribute}: {count:value|values} lost",
    "difference_added_attribute": "{entity}, {attribute}: {count:value|values} too many",
    "difference_changed_attribute": "{entity}, {attribute}: {count} different value(s)",
    "difference_absence_lost_attribute": (
        "{entity}, {attribute}: {count} explicit absence(s) turned into a field never filled in"
    ),
    "difference_absence_invented_attribute": (
        "{entity}, {attribute}: {count} field(s) never filled in turned into an explicit absence"
    ),
    "attestation_malformed": (
        "The attestation of integration is not in its exact form, or its totals disagree: "
        "created, linked, possible duplicates and rejected must add up to the pathways "
        "delivered. Ask the successor for it again."
    ),
    "listing_malformed": (
        "Line {line} is not in the exact form of {format}, or the list was cut or changed. "
        "Ask whoever made it for it again."
    ),
    "details_differ": (
        "The details per pathway are not those that the attestation names, or do not give "
        "the same totals: ask the successor for both together."
    ),
    "arrival_of_another_package": "The receipt is about another package than the one delivered.",
    "arrival_kind_too_weak": (
        "The plan does not accept a signature of this kind ({kind}) for this receipt."
    ),
    "arrival_act_differs": (
        "The signed act and the attestation of integration do not say the same: package, "
        "root, records and pathways loaded must be equal."
    ),
    "arrival_pathways_differ": (
        "The attestation speaks of {said} pathways; {delivered} were delivered. Not one may "
        "be left out."
    ),
    "arrival_root_differs": (
        "What the successor read back is not what was delivered: their roots differ. "
        "Reconcile (“releve reconcile”) to learn where."
    ),
    "arrival_counts_differ": (
        "The receipt does not count the {records} records delivered, or not as many pathways."
    ),
    "arrival_entity_differs": (
        "Of the entity {entity}, {delivered} record(s) delivered and {loaded} loaded."
    ),
    "arrival_rejected": (
        "{count} pathway(s) rejected by the successor: correct and deliver them again, or "
        "give them up by a signed act. The other pathways are not held up."
    ),
    "arrival_possible_duplicates": (
        "{count} possible duplicate(s): the DAC's identity cell must decide. They block only "
        "themselves; the destruction of the source waits."
    ),
    "arrival_by_signed_pdf": (
        "Weaker proof: receipt as a signed PDF, recorded by digest and transcribed by two people."
    ),
    "arrival_by_paper": (
        "Weaker proof: receipt on paper, recorded by digest and transcribed by two people."
    ),
    "arrival_without_details": (
        "Weaker proof: without an attestation of integration, nothing is said pathway by pathway."
    ),
    "rejects_differ": (
        "The list of rejects ({count} line(s)) is not the one that the attestation names, or "
        "is about another package."
    ),
    "rejects_unknown_key": (
        "The list of rejects names {count} pathway(s) that were not delivered in this "
        "package: it is refused as a whole."
    ),
    "rejects_unexplained": (
        "For {count} pathway(s), details and list of rejects disagree: each rejected pathway "
        "has a reason at least, and no other has one."
    ),
    "loop_not_open": (
        "Some of these {count} pathways do not wait for this: not delivered, said already, "
        "in doubt of identity, or given up. Nothing is recorded."
    ),
    "doubt_of_unknown_key": "A possible duplicate is about a pathway that is not in this package.",
    "work_list_malformed": (
        "Line {line} of the work list cannot be read: change the last two columns only. "
        "“decision” takes “distinct” or “fusion”; “rattacher_a” is for a merge only."
    ),
    "decisions_contradict": (
        "The decisions contradict one another: two about one pathway, or a merge into a "
        "pathway that is itself merged or given up."
    ),
    "pathway_unknown": "This package holds no pathway of this identifier.",
    "pathway_proof_refused": (
        "The proof is refused ({part}): one of its files was changed, damaged, added or "
        "taken away, or it is about another package."
    ),
    "given_file_unreadable": (
        "This file cannot be read: {path} ({cause}). Check its name and its rights."
    ),
    "proof_arguments": (
        "To prove a pathway, --package, --key and --out are needed; to check, --check alone."
    ),
    "proof_needs_run_install": (
        "This install can check a proof, not make one: install Relève with “run”."
    ),
    "proof_folder_exists": (
        "There is already something there: {path}. Nothing is replaced: choose another name."
    ),
    "proof_slip_missing": (
        "The delivery slip is not there: {path}. Name a whole decrypted package, its slip included."
    ),
    "proof_written": (
        "Proof written, and checkable without the package: {path} ({records:record|records} of "
        "this pathway, root {root}). It holds this person's data: hand it to their DAC alone."
    ),
    "proof_holds": (
        "Unchanged in package {package}, whose root is {root}: this pathway, "
        "{records:record|records}. "
        "Nothing is said of any other pathway."
    ),
    "proof_attested": (
        "The attestation beside says that the successor read this same root back after loading."
    ),
    "proof_not_attested": (
        "No attestation is there: the proof says what was delivered, not what was loaded."
    ),
    "proof_compare_root": (
        "Compare this root with that of the signed receipt, in the evidence: without it, "
        "nothing says who announced it."
    ),
}
