"""What `releve verify` says, in English. Keys: ``docs/format/trust.md``."""

SENTENCES: dict[str, str] = {
    "evidence_missing": (
        "There is no evidence folder or pack here: {path}. Give the folder that holds "
        "manifest.sha256, or the pack (.zip)."
    ),
    "trust_missing": "The trust file cannot be read: {path}. Give trust.json or its folder.",
    "trust_malformed": (
        "The trust file is malformed: {path}, field {field}. Ask its source for it again; "
        "its format is in docs/format/trust.md."
    ),
    "verify_ok_folder": "Folder: {files} files, each as in the manifest signed by the log's key",
    "verify_ok_log": "Log: {size} entries, root {root} signed by the log key of {origin}",
    "verify_ok_witnesses": "Witnesses: {have} cosigned this head ({need} needed): {who}",
    "verify_ok_seen": "Heads already seen: {heads}, all contained in this log",
    "verify_ok_plans": "Plans: {plans} adopted, each by people entitled before it",
    "verify_ok_acts": "Acts: {acts} human act(s), signatures, keys and roles verified",
    "verify_ok_history": (
        "History: {intents} irreversible act(s) for {requests} request(s), each asked for, "
        "approved and started in its window"
    ),
    "verify_ok_certificates": (
        "Certificates: {certificates} valid, each sealed, in the log and agreeing with it"
    ),
    "verify_verdict_verified": "VERIFIED: the evidence is complete, authentic and consistent.",
    "verify_verdict_verified_exercise": (
        "VERIFIED, EXERCISE – NO VALUE: the exercise's evidence is complete, authentic and "
        "consistent."
    ),
    "verify_verdict_exercise": (
        "EXERCISE – NO VALUE: evidence verified, but of an exercise. Nothing real is proven."
    ),
    "verify_verdict_unauthenticated": (
        "CONSISTENT, NOT AUTHENTICATED: without a trust file, anybody could have made this "
        "evidence."
    ),
    "verify_verdict_refused": "REFUSED",
    "verify_where_file": "File: {file}",
    "verify_where_entry": "File: {file} (entry {entry})",
    "verify_where_subject": "Subject: {subject}",
    "verify_where_seen": "Head already seen: {seen}",
    "verify_where_by": "Entry at fault: {by}",
    "verify_where_cause": "Technical detail: {cause}",
    "verify_means": "What it means: {told}",
    "verify_do": "What to do: {told}",
    "verify_stopped": "Verification stopped there: the rest was not examined.",
    "verify_limits": "What was not checked, or what this evidence does not prove:",
    "verify_limit_unauthenticated": (
        "No trust file was given (--trust): neither the log's key, the founders nor the "
        "seal are authenticated."
    ),
    "verify_limit_possibly_truncated": (
        "Log possibly truncated: nothing shows that it ends at {size} entries (no "
        "“minimum” in the trust file)."
    ),
    "verify_limit_no_witness": (
        "No trusted witness cosigned this head: whoever holds the log's key could show another "
        "log to somebody else."
    ),
    "verify_limit_exercise": "All this is an exercise: EXERCISE – NO VALUE.",
    "verify_limit_weaker_signatures": (
        "{acts} act(s) on paper or signed PDF: only their transcription by two people is verified."
    ),
    "verify_limit_to_examine_again": (
        "Key {key} declared compromised since {since}: examine again the acts of entries {entries}."
    ),
    "verify_limit_open_intents": "Act(s) begun whose end is not recorded: {subjects}.",
    "verify_limit_attested_by_others": (
        "{outcomes} outcome(s) attested by another performer, not observed by us."
    ),
    "verify_limit_presentation": (
        "index.html, LISEZMOI.txt and journal.txt are covered by the manifest; their text "
        "is not compared with the log."
    ),
    "verify_limit_pdf": (
        "The PDFs are those the log names (digest); what they show is not read: the sealed "
        "statement is what counts."
    ),
    "verify_limit_packages": (
        "The packages given back are not in the folder: their receipt rests on the "
        "recipients' signed acts."
    ),
    "verify_limit_clock": (
        "Instants are those of the performer's clock, without a third party's timestamp."
    ),
    "verify_limit_copies": (
        "Nothing is proven of copies that the plan does not list, nor of the physical "
        "erasure of media."
    ),
    "verify_limit_people": (
        "A signature proves the use of a key, not the civil identity of its holder nor "
        "what they understood."
    ),
    "verify_means_folder": "The folder is not as the log signed it: changed, damaged or added to.",
    "verify_do_folder": (
        "Ask the custodian for a new copy; if that is refused too, keep both and report it."
    ),
    "verify_means_trust": "This evidence is not what the trust file names.",
    "verify_do_trust": (
        "Check that the trust file comes from a safe source and is about this plan; "
        "otherwise conclude nothing from this evidence."
    ),
    "verify_means_log": (
        "The log was truncated, rewritten or is not consistent: nothing it says is established."
    ),
    "verify_do_log": (
        "Compare with an older copy or the witnesses', and ask the custodian to explain."
    ),
    "verify_means_plan": "The plan said to allow the rest was not validly adopted.",
    "verify_do_plan": "Ask the people entitled by the plan before it for their acts of adoption.",
    "verify_means_act": "A human act is not authentic, or its signer had no right to it.",
    "verify_do_act": "Ask the signer, with the act's file; do not hold this act as signed.",
    "verify_means_request": "An irreversible act had no valid authority, or had lost it.",
    "verify_do_request": (
        "Ask the project lead and the signers what the act rested on; treat it as not authorised."
    ),
    "verify_means_intent": (
        "An irreversible act did not follow the rule: request, approvals, window, intent, outcome."
    ),
    "verify_do_intent": "Ask the performer what really happened; treat it as not authorised.",
    "verify_means_restitution": "Data was destroyed without its restitution being established.",
    "verify_do_restitution": (
        "Ask the recipient and the controller what they received and accepted."
    ),
    "verify_means_archives": (
        "An elimination lacks the archives' agreement (Code du patrimoine, L212-2)."
    ),
    "verify_do_archives": "Refer to the competent archives with the elimination list.",
    "verify_means_retention": "Data was destroyed before its retention ended.",
    "verify_do_retention": "Refer to the controller who set the duration.",
    "verify_means_service": (
        "A service or its follow-ups were not in the state required before the act."
    ),
    "verify_do_service": "Check with the service's teams that nobody was left without follow-up.",
    "verify_means_certificate": "A certificate is not supported by the log: it proves nothing.",
    "verify_do_certificate": (
        "Do not use it; ask the organisation that sealed it to account for it."
    ),
    "verify_means_manifest": (
        "The folder is not as the log signed it: changed, damaged or added to."
    ),
    "verify_do_manifest": (
        "Ask the custodian for a new copy; if that is refused too, keep both and report it."
    ),
    "verify_means_evidence": (
        "The folder is not as the log signed it: changed, damaged or added to."
    ),
    "verify_do_evidence": (
        "Ask the custodian for a new copy; if that is refused too, keep both and report it."
    ),
    "verify_means_ledger": (
        "The log was truncated, rewritten or is not consistent: nothing it says is established."
    ),
    "verify_do_ledger": (
        "Compare with an older copy or the witnesses', and ask the custodian to explain."
    ),
    "verify_means_approval": "An irreversible act had no valid authority, or had lost it.",
    "verify_do_approval": (
        "Ask the project lead and the signers what the act rested on; treat it as not authorised."
    ),
    "verify_means_outcome": (
        "An irreversible act did not follow the rule: request, approvals, window, intent, outcome."
    ),
    "verify_do_outcome": "Ask the performer what really happened; treat it as not authorised.",
    "verify_no_folder_extra_file": "a file is not covered by the manifest",
    "verify_no_folder_file_changed": "a file is not what the manifest says",
    "verify_no_folder_file_missing": "an expected file is missing",
    "verify_no_folder_file_too_large": "a file is larger than allowed ({limit} bytes)",
    "verify_no_folder_misnamed_file": "a file named by its digest bears another's",
    "verify_no_folder_special_file": "an entry of the folder is not an ordinary file",
    "verify_no_folder_symlink": "the folder holds a symbolic link",
    "verify_no_folder_too_large": "the folder is larger than allowed ({limit} bytes)",
    "verify_no_folder_too_many_files": "the folder holds more than {limit} files",
    "verify_no_folder_unknown_file": "a file is of no known kind",
    "verify_no_folder_unreadable": "a file or folder cannot be read",
    "verify_no_folder_unreferenced_file": "no entry of the log names this file",
    "verify_no_manifest_changed": "the manifest is not the one that was signed",
    "verify_no_manifest_malformed": "the manifest is not in its exact form",
    "verify_no_manifest_note_refused": "the manifest's signature is refused",
    "verify_no_manifest_of_another_origin": "the manifest is another log's",
    "verify_no_trust_log_key_unknown": "the log's key is not one of the trust file's",
    "verify_no_trust_seal_key_unknown": "the seal's key is not one of the trust file's",
    "verify_no_trust_realm_differs": "the log is not of the expected realm (real or exercise)",
    "verify_no_trust_not_a_rehearsal": "--rehearsal was asked for real evidence",
    "verify_no_log_forked": (
        "the log shown ({size} entries) does not contain the head already seen ({minimum} "
        "entries): the log's key signed two histories. Both signed heads, kept together with this "
        "folder, prove it to anybody (--keep-proof)"
    ),
    "verify_no_witnesses_too_few": (
        "{have} trusted witness(es) cosigned the head of the log, {need} are needed"
    ),
    "verify_no_log_checkpoint_refused": "the signed head of the log is refused",
    "verify_no_log_empty": "the log is empty or far too long ({size} entries)",
    "verify_no_log_entry_refused": "an entry is not in its exact form, or of another log",
    "verify_no_log_extra_tile": "a file of the log should not be there",
    "verify_no_log_history_rewritten": (
        "the first {minimum} entries are no longer those seen before"
    ),
    "verify_no_log_key_malformed": "the log's public key is unreadable",
    "verify_no_log_rehearsed_time_in_real": "a real entry carries an exercise's instant",
    "verify_no_log_root_differs": "the root worked out is not the signed one",
    "verify_no_log_tiles_refused": "a file of the log does not match its entries",
    "verify_no_log_time_goes_back": "time goes back from one entry to the next",
    "verify_no_log_truncated": "the log is shorter ({size}) than what was seen before ({minimum})",
    "verify_no_ledger_entry_malformed": "a field of an entry is missing or of another type",
    "verify_no_plan_first_differs": "the first plan is not the trust file's",
    "verify_no_plan_not_adopted": "no plan is adopted at this point of the log",
    "verify_no_plan_of_another_ledger": "the adopted plan is another log's",
    "verify_no_plan_previous_differs": "the adopted plan does not follow the one in force",
    "verify_no_plan_quorum_missing": (
        "too few people entitled before this plan adopted it ({have} of {needed})"
    ),
    "verify_no_plan_refused": "the adopted plan is unreadable or not the one named",
    "verify_no_plan_signers_differ": "keys/allowed_signers does not give the adopted plans' keys",
    "verify_no_plan_signer_without_act": "an adoption names someone of whom there is no act",
    "verify_no_act_before_plan": "an act comes before the first plan's adoption",
    "verify_no_act_entry_differs": "the entry does not say what the signed act says ({field})",
    "verify_no_act_file_differs": "an act's file does not have the digest named",
    "verify_no_act_from_the_future": "an act is dated after it was recorded",
    "verify_no_act_key_differs": "the key that signed is not the one the entry names",
    "verify_no_act_key_not_in_roster": (
        "the key that signed is not one of {signer}'s in the adopted plan"
    ),
    "verify_no_act_key_revoked": "the key that signed had been revoked",
    "verify_no_act_malformed_field": "a field of the act is unreadable",
    "verify_no_act_not_a_founder": "the first plan is signed by a key that is no founder's",
    "verify_no_act_of_another_origin": "the act is another log's",
    "verify_no_act_of_another_plan": "the act names a plan other than the one in force",
    "verify_no_act_of_another_realm": "the act is of another realm (real or exercise)",
    "verify_no_act_role_may_not": "{signer} does not hold a role that allows this act",
    "verify_no_act_signature_missing": "the signer's own signature is missing",
    "verify_no_act_signature_refused": "a signature does not verify",
    "verify_no_act_signer_not_in_office": "{signer} was not in office that day",
    "verify_no_act_signer_unknown": "{signer} is not in the adopted plan",
    "verify_no_act_transcribers_missing": (
        "an act on paper is not transcribed by two entitled people"
    ),
    "verify_no_act_unreadable": "an act's file is not in its exact form",
    "verify_no_request_already_done": "a request asks for what was already done",
    "verify_no_request_digest_differs": "the request's digest is not its content's",
    "verify_no_request_evidence_refused": (
        "the request names an entry other than the one that counts ({evidence})"
    ),
    "verify_no_request_expired": "the request had expired",
    "verify_no_request_expires_too_late": "the request expires later than the plan allows",
    "verify_no_request_exported_again": "a new export came after the request",
    "verify_no_request_finding_failed": "an unfavourable finding came after the request",
    "verify_no_request_held": "a legal hold covered the subject, or did since the request",
    "verify_no_request_not_planned": "the adopted plan does not want this act on this subject",
    "verify_no_request_of_another_occurrence": "the request is not for this occurrence of the step",
    "verify_no_request_of_another_plan": "the request names a plan other than the one in force",
    "verify_no_request_paused": "the subject was paused",
    "verify_no_request_plan_changed": "a plan adopted since the request changes this subject",
    "verify_no_request_refused": "someone refused the request before the act",
    "verify_no_request_source_changed": "the source had changed and nobody explained it",
    "verify_no_request_step_differs": "the step's key is not this step's",
    "verify_no_request_superseded": "another request replaced this one",
    "verify_no_request_window_differs": "the window asked for is not the adopted plan's",
    "verify_no_approval_by_performer": "an approval is by whoever performed",
    "verify_no_approval_by_requester": "an approval is by whoever asked",
    "verify_no_approval_expired": "an approval had expired",
    "verify_no_approval_key_revoked": "an approval's key had been revoked",
    "verify_no_approval_missing": "approvals that the plan requires are missing ({missing})",
    "verify_no_approval_not_an_act": "an authority invoked is not an act that follows the request",
    "verify_no_approval_of_another_request": "an approval is of another request",
    "verify_no_approval_of_another_step": "an approval is of another step",
    "verify_no_approval_signer_not_in_office": "{signer} was no longer in office",
    "verify_no_approval_too_weak": "a signature is of a weaker kind than the plan requires",
    "verify_no_approval_twice": "the same person is counted twice",
    "verify_no_intent_differs": "the intent does not say what the request says",
    "verify_no_intent_missing": "something was done without a recorded intent",
    "verify_no_intent_outside_window": "the act did not start early enough in its window",
    "verify_no_intent_order_differs": "a written order does not name the request at hand",
    "verify_no_intent_second_open": "two intents are open on one subject",
    "verify_no_intent_without_request": "an intent answers no request",
    "verify_no_outcome_attestation_missing": (
        "the written order or the performer's attestation is missing"
    ),
    "verify_no_outcome_contradicted": "the outcome contradicts what was observed ({observed})",
    "verify_no_outcome_differs": "the outcome is not of the step that was asked for",
    "verify_no_outcome_of_another_performer": "the performer is not the plan's",
    "verify_no_outcome_overrun_hidden": "an overrun of the window is not told",
    "verify_no_outcome_without_intent": "an outcome answers no open intent",
    "verify_no_restitution_acceptance_before_receipt": "the acceptance comes before the receipt",
    "verify_no_restitution_acceptance_differs": (
        "the acceptance does not name this package, receipt and content"
    ),
    "verify_no_restitution_acceptance_missing": "the controller has not accepted the restitution",
    "verify_no_restitution_finding_failed": "the finding on the {about} is not favourable",
    "verify_no_restitution_finding_missing": "the finding on the {about} is missing",
    "verify_no_restitution_not_delivered": "this package was not delivered",
    "verify_no_restitution_not_exported": "nothing was exported before the destruction",
    "verify_no_restitution_receipt_differs": "the recipient did not receive what was exported",
    "verify_no_restitution_receipt_missing": "the recipient's receipt is missing",
    "verify_no_restitution_root_differs": "what was to be destroyed is not what was given back",
    "verify_no_archives_unqualified": "the archives regime is not qualified",
    "verify_no_archives_visa_missing": "the archives' visa is missing",
    "verify_no_archives_visa_refused": "the archives refused the elimination",
    "verify_no_retention_runs": "retention runs until {until}",
    "verify_no_retention_undecided": "no retention decision allows the destruction",
    "verify_no_service_not_closed": "the service {service} had not stopped",
    "verify_no_service_relay_incomplete": "the relay of live follow-ups is not complete",
    "verify_no_service_relay_missing": "no clinician signed the relay of live follow-ups",
    "verify_no_service_transfer_missing": "the recipient did not sign the transfer",
    "verify_no_certificate_claims_too_much": "a certificate claims more than its method allows",
    "verify_no_certificate_differs": "a certificate does not say what the log says ({field})",
    "verify_no_certificate_extra_file": "a certificate is not in the log",
    "verify_no_certificate_file_differs": "a certificate's file does not have the log's digest",
    "verify_no_certificate_missing": "an erasure has no certificate",
    "verify_no_certificate_proof_refused": "the proof of being in the log is refused",
    "verify_no_certificate_seal_key_malformed": "the seal's key is unreadable",
    "verify_no_certificate_seal_refused": "a certificate's seal is refused",
    "verify_no_certificate_statement_refused": "a certificate's statement is refused",
    "verify_no_certificate_twice": "two certificates bear on one erasure or number",
    "verify_no_certificate_without_outcome": "a certificate answers no erasure that was observed",
    "verify_no_evidence_unreadable": "what is presented cannot be read",
}
