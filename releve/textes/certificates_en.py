"""The sentences of certificates, attestations and orders, in English."""

CERTIFICATES: dict[str, str] = {
    # Attestations and certificates: titles, by level
    "doc_title_attestation_suppression_logique": "Attestation of logical deletion",
    "doc_title_certificat_effacement": "Certificate of erasure",
    "doc_title_certificat_destruction": "Certificate of destruction",
    "doc_title_attestation_tiers_unseen": "Third party's attestation: deletion attested by {who}, "
    "not observed by us",
    "doc_title_attestation_tiers_seen": "Third party's attestation: deletion attested by {who}, "
    "absence observed by us",
    "doc_title_constat_absence": "Statement of absence",
    "doc_lead_attestation_suppression_logique": "The named objects of “{subject}” were logically "
    "deleted on {at}. Our verification after the act observed them absent.",
    "doc_lead_certificat_effacement": "The medium of “{subject}” was erased on {at}, to the level "
    "stated below and no further.",
    "doc_lead_certificat_destruction": "The medium of “{subject}” was destroyed on {at}, by the "
    "technique stated below.",
    "doc_lead_attestation_tiers": "The deletion of “{subject}” is attested by a third party, who "
    "performed it on our order. Outcome recorded on {at}.",
    "doc_lead_constat_absence": "“{subject}” was observed absent on {at}, after the point of no "
    "return. The act itself was not observed.",
    "doc_level_logical_deletion": "logical deletion",
    "doc_level_clear": "clear",
    "doc_level_cryptographic_erase": "cryptographic erase",
    "doc_level_purge": "purge",
    "doc_level_destroy": "destroy",
    "doc_level_of": "{level} (rung {rank} of {ladder}, {source})",
    "doc_technique_drop_table": "tables dropped (DROP TABLE)",
    "doc_technique_overwrite_unlink": "files overwritten, then deleted",
    "doc_technique_unlink": "files deleted",
    "doc_technique_truncate": "tables emptied (TRUNCATE)",
    "doc_technique_delete": "rows deleted (DELETE)",
    "doc_technique_format": "format",
    "doc_technique_trim": "blocks released (TRIM)",
    "doc_technique_overwrite": "medium overwritten",
    "doc_technique_block_erase": "block erase",
    "doc_technique_cryptographic_erase": "cryptographic erase",
    "doc_technique_degauss": "degauss",
    "doc_technique_disintegrate": "disintegrate",
    "doc_technique_incinerate": "incinerate",
    "doc_technique_melt": "melt",
    "doc_technique_pulverize": "pulverize",
    "doc_technique_shred": "shred",
    "doc_technique_attested": "as the third party attests",
    "doc_technique_not_recorded": "not recorded",
    "doc_technique_other": "{technique} (not on the ladder)",
    "doc_medium_sql": "tables of a database",
    "doc_medium_files": "files",
    "doc_medium_external": "medium held by a third party",
    "doc_medium_device": "whole physical medium",
    "doc_medium_flash": "flash memory",
    "doc_medium_not_recorded": "not recorded",
    "doc_medium_other": "{medium}",
    "doc_medium_manufacturer": "Manufacturer",
    "doc_medium_model": "Model",
    "doc_medium_serial": "Serial number",
    "doc_medium_media_number": "Own media number",
    "doc_medium_media_type": "Media type",
    "doc_medium_media_source": "Media source",
    "doc_medium_destination": "Destination after the act",
    "doc_medium_read_from": "{value} (read from: {source})",
    "doc_medium_unidentified": "not recorded: {names}",
    # Why not a higher level
    "doc_reason_named_objects_only": "The act is about the objects the request names, and no "
    "others.",
    "doc_reason_drop_is_not_purge": "Dropping, deleting, emptying or formatting is never a purge "
    "of the medium.",
    "doc_reason_live_database": "The database stays in service: its write-ahead logs, row versions "
    "and replicas may keep traces until they are recycled.",
    "doc_reason_file_system_remnants": "File system journals, snapshots, copy-on-write and flash "
    "memory may keep traces of what was overwritten.",
    "doc_reason_virtual_volume": "The volume is virtual: its physical blocks are out of our reach.",
    "doc_reason_flash_remnants": "Flash memory moves its blocks: overwriting does not reach them "
    "all.",
    "doc_reason_medium_not_ours": "The medium is held by a third party: we cannot examine it.",
    "doc_reason_medium_unranked": "The medium was not characterised: the lowest level applies.",
    "doc_reason_technique_unranked": "The technique was not characterised: the lowest level "
    "applies.",
    "doc_reason_key_conditions_unmet": "The conditions under which cryptographic erase counts as "
    "purge are not all established.",
    "doc_reason_attested_by_another": "The act was performed by a third party; none of ours saw "
    "it.",
    "doc_reason_absence_observed": "Our finding after their attestation: absent.",
    "doc_reason_absence_not_observed": "No finding of ours was possible after their attestation.",
    "doc_reason_found_absent": "The act was interrupted: who deleted cannot be told; only absence "
    "is observed.",
    # What the document does not prove
    "doc_limit_medium_not_sanitized": "That the physical medium was sanitized: remnants may stay "
    "on it until they are written over.",
    "doc_limit_database_traces": "That logs, replicas and backups of the database keep nothing, "
    "unless they are among the deleted copies above.",
    "doc_limit_copies_beyond_inventory": "That no copy exists beyond the inventory: each known "
    "copy is listed above with its fate.",
    "doc_limit_word_of_another": "That the deletion took place: it is the word of its author.",
    "doc_limit_content_not_rooted": "What exactly the content was: no digest of it was computed "
    "before the act.",
    "doc_limit_time_is_ours": "The exact time of the act: it comes from our clock. A timestamp "
    "only establishes that a document already existed at its instant.",
    "doc_limit_exercise_only": "Anything real: this is an exercise on synthetic data.",
    # Layout
    "doc_certificate_number": "No. {number}",
    "doc_certificate_of": "Reversibility plan: {title}",
    "doc_local_times": "local times ({timezone})",
    "doc_heading_subject": "Subject",
    "doc_heading_operation": "Operation",
    "doc_heading_reasons": "Why not a higher level",
    "doc_heading_acts": "Signed acts",
    "doc_heading_copies": "Inventoried copies and their fate",
    "doc_heading_limits": "What this document does not prove",
    "doc_heading_verify": "Verify without us",
    "doc_label_subject": "Data set",
    "doc_label_copy": "Copy",
    "doc_label_service": "Service",
    "doc_label_controller": "Controller",
    "doc_label_contract": "Contract",
    "doc_label_clause": "Reversibility clause",
    "doc_label_volume": "Volume approved",
    "doc_label_root": "Content root",
    "doc_label_request": "Approved request",
    "doc_label_level": "Level reached",
    "doc_label_technique": "Technique",
    "doc_label_medium": "Medium",
    "doc_label_identity": "Identification",
    "doc_label_performer": "Performer",
    "doc_label_operator": "Operator",
    "doc_label_recorder": "Recorded by",
    "doc_label_tool": "Tool",
    "doc_label_intent": "Point of no return",
    "doc_label_outcome": "Outcome",
    "doc_label_verification": "Verification",
    "doc_label_validation": "Validation",
    "doc_label_backed_up": "Data given back",
    "doc_label_custody": "Custody of evidence",
    "doc_label_order": "Order",
    "doc_label_supersedes": "Replacement",
    "doc_supersedes": "Replaces document No. {number}, withdrawn on {at} by {signer} "
    "(entry {index})",
    "doc_to_examine": "{told}; to be examined again: key said compromised since {since}",
    "doc_verification_of": "{verdict}: {observed} (means: {means})",
    "doc_clause_days": "{clause} (the contract's term: {days} days after restitution)",
    "doc_entry": "{told} (entry {index})",
    "doc_exercise_instant": "{at}, the exercise's time; recorded {recorded_at}",
    "doc_order_of": "no. {number} (entry {index})",
    "doc_backed_up_yes": "yes, received and accepted: {where} (entry {index})",
    "doc_backed_up_unknown": "unknown",
    "doc_custody_of": "{custodian}; retention: {retention}; final fate: {fate}",
    "doc_column_entry": "Entry",
    "doc_column_act": "Act",
    "doc_column_signer": "Signatory",
    "doc_column_signed_at": "Signed",
    "doc_column_signature": "Signature",
    "doc_column_copy": "Copy",
    "doc_column_fate": "Planned fate",
    "doc_column_state": "State at the outcome's date",
    "doc_fate_destroyed": "to be deleted",
    "doc_fate_transferred": "transferred",
    "doc_fate_kept": "kept",
    "doc_fate_expires": "expires",
    "doc_fate_expires_on": "expires on {day}",
    "doc_fate_out_of_scope": "out of scope",
    "doc_fate_because": "{fate}: {reason}",
    "doc_copy_ended": "{outcome} (entry {index})",
    "doc_copy_pending": "not yet",
    "doc_copy_other": "not applicable",
    "doc_verify_certificate": "Attached to this PDF: the signed statement (in-toto, DSSE), {name}, "
    "which cites the ledger by entry numbers and hashes.",
    "doc_verify_commands": "In the evidence folder, LISEZMOI.txt gives the commands (sha256sum, "
    "openssl, ssh-keygen, pdfsig); “releve verify” does them all.",
    "doc_verify_statement": "SHA-256 of the signed statement",
    "doc_verify_checkpoint": "Signed head of the ledger cited: {size} entries, {origin}.",
    "doc_verify_sealed": "Electronic seal of the organisation (PAdES) over all of this PDF: "
    "“pdfsig” shows it, with its level.",
    "doc_verify_unsealed": "This PDF carries no seal: the attached statement is what is signed.",
    "doc_verify_stamped": "RFC 3161 timestamp of the statement: {at}.",
    "doc_verify_unstamped": "No timestamp by a third party at issuance; if one was added later, it "
    "is in the folder, beside this PDF.",
    "doc_verify_log_key": "Whoever holds the log’s key could write a false continuation of it, or "
    "show two different logs; they cannot sign in anybody’s place.",
    "doc_verify_witnesses": "The witnesses ({threshold} required of {witnesses}) stand against "
    "it, unless they collude: each refuses a head that contradicts the one it saw.",
    "doc_verify_no_witness": "No witness is planned to stand against it: keep the signed head that "
    "you have seen.",
    "doc_attached_statement": "Signed statement (in-toto, DSSE)",
    "doc_attached_timestamp": "RFC 3161 timestamp of the signed statement",
    "doc_attached_entry_request": "Ledger entry: the approved request",
    "doc_attached_entry_intent": "Ledger entry: the point of no return",
    "doc_attached_entry_outcome": "Ledger entry: the outcome",
    "doc_attached_proof_request": "Inclusion proof of the request",
    "doc_attached_proof_intent": "Inclusion proof of the point of no return",
    "doc_attached_proof_outcome": "Inclusion proof of the outcome",
    # Refusals
    "evidence_file_differs": "Two different contents for {path}: the evidence folder was not "
    "written. Compare the file given with the ledger's.",
    "certificate_name_refused": "“{name}” cannot name a file of the folder: letters, digits, dots"
    " and hyphens only.",
    "certificate_stands": "Document No. {number} was not withdrawn to be issued again: no other is "
    "issued. To replace it, have its withdrawal signed first (“releve act withdrawal”).",
    "checkpoint_differs": "The signed head says {size} entries; the ledger gives {entries}, or "
    "others. No folder is written: verify the ledger and its copy.",
    "checkpoint_does_not_cover": "The signed head ({size} entries) does not cover entry {index}: "
    "wait for the next one, then start again.",
    "document_differs": "Document {digest} no longer is what the ledger recorded: take it from "
    "the second copy.",
    "ledger_empty": "The ledger has no signed head or no adopted plan yet: there is nothing to "
    "publish.",
    "not_an_outcome": "Entry {index} is not the outcome of a deletion: it cannot be attested.",
    "outcome_not_certifiable": "This outcome ({outcome}) cannot be attested: nothing was observed"
    " absent.",
    "partial_never_certified": "A partial deletion is never attested as whole: the rest is a new "
    "request.",
    "present_never_certified": "Our probe still sees it: no attestation is issued.",
    "press_refused": "Document “{template}” could not be set ({cause}).",
    "press_template_missing": "There is no template “{template}”.",
    "root_contradicted": "Entry {index} has another content root than the one approved: no "
    "attestation is issued.",
    "statement_malformed": "This statement is not that of a certificate.",
    "subject_not_certifiable": "“{subject}” cannot be attested: only services, data sets and "
    "copies can.",
}
