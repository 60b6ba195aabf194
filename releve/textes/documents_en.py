"""The sentences of documents, in English: journal, index page, certificates, orders."""

from releve.textes.certificates_en import CERTIFICATES

SENTENCES: dict[str, str] = CERTIFICATES | {
    # Words and measures
    "doc_to_complete": "to be completed",
    "doc_not_recorded": "not recorded",
    "doc_none": "none",
    "doc_tool": "Relève",
    "doc_subject_plan": "Reversibility plan",
    "doc_subject_copy": "{copy} (copy of {asset})",
    "doc_months": "January February March April May June July August September October November "
    "December",
    "doc_first_day": "1",
    "doc_day": "{day} {month} {year}",
    "doc_season_winter": "winter {year}",
    "doc_season_spring": "spring {year}",
    "doc_season_summer": "summer {year}",
    "doc_season_autumn": "autumn {year}",
    "doc_fewer_than": "fewer than {count}",
    "doc_octets": "{count} bytes",
    "doc_volume": "{records} records, {octets}",
    "doc_colon": "{label}:",
    "doc_stamp": "EXERCISE – NO VALUE",
    "doc_overran": "; finished after the window had closed",
    # Verbs, performers, findings
    "doc_verb_probe": "probe",
    "doc_verb_measure": "measure",
    "doc_verb_freeze": "read-only",
    "doc_verb_export": "export",
    "doc_verb_validate": "quality check",
    "doc_verb_deliver": "delivery",
    "doc_verb_receive": "reception",
    "doc_verb_request": "request",
    "doc_verb_order": "order",
    "doc_verb_shut_down": "service shutdown",
    "doc_verb_hand_over": "transfer of responsibilities",
    "doc_verb_destroy": "deletion",
    "doc_verb_certify": "issue of an attestation",
    "doc_performer_us": "the programme's team",
    "doc_performer_publisher": "the publisher",
    "doc_performer_host": "the host",
    "doc_performer_establishment": "the establishment",
    "doc_observed_absent": "observed absent",
    "doc_observed_present": "observed still present",
    "doc_observed_down": "observed down",
    "doc_observed_up": "observed up",
    "doc_observed_unreachable": "out of reach of our probes",
    "doc_observed_undetermined": "state undetermined",
    "doc_verdict_passed": "passed",
    "doc_verdict_failed": "failed",
    "doc_verdict_undetermined": "undetermined",
    "doc_about_source": "the source",
    "doc_about_package": "the package",
    "doc_outcome_stopped": "stop",
    "doc_outcome_handed_over": "transfer of responsibilities",
    "doc_outcome_destroyed": "deletion",
    "doc_outcome_found_absent": "absence found after the point of no return",
    "doc_outcome_partial": "partial deletion",
    "doc_outcome_attested": "deletion attested by a third party",
    "doc_outcome_rolled_back": "rollback",
    "doc_outcome_undetermined": "outcome undetermined",
    # Acts and signatures
    "doc_act_plan_adoption": "plan adoption",
    "doc_act_approval": "approval",
    "doc_act_refusal": "refusal",
    "doc_act_receipt": "attestation of integration",
    "doc_act_acceptance": "acceptance",
    "doc_act_hold": "legal hold",
    "doc_act_lift": "lift of the hold",
    "doc_act_visa": "visa of the archives",
    "doc_act_exemption": "exemption from visa",
    "doc_act_waiver": "waiver",
    "doc_act_validation": "validation",
    "doc_act_opinion": "opinion",
    "doc_act_transfer": "act of transfer",
    "doc_act_revocation": "revocation",
    "doc_act_reconciliation": "reconciliation",
    "doc_act_relay": "relay of the live follow-ups",
    "doc_act_attestation": "attestation of performance",
    "doc_act_pause": "pause",
    "doc_act_resume": "resumption",
    "doc_act_field_decision": "decision: {value}",
    "doc_act_field_reserves": "reserves: {value}",
    "doc_act_field_reason": "reason: {value}",
    "doc_act_field_reference": "reference: {value}",
    "doc_act_field_records": "{value} records",
    "doc_act_field_pathways": "{value} pathways",
    "doc_act_field_count": "{value} live follow-ups",
    "doc_signature_personal_key": "personal key",
    "doc_signature_signed_pdf": "signed PDF, transcribed by two people",
    "doc_signature_paper": "signed paper, transcribed by two people",
    # Journal
    "doc_journal_title": "Ledger of evidence: {title}",
    "doc_journal_head": "One line per entry, in order. Local times: {timezone}.",
    "doc_journal_head_exercise": "Exercise: the time at the head is the exercise's; the real time "
    "of recording is at the end of the line.",
    "doc_journal_head_small": "Counts from 1 to {last} are grouped.",
    "doc_journal_line": "{at} · {subject} · {told} — {tail}",
    "doc_journal_tail": "entry {index}",
    "doc_journal_tail_exercise": "entry {index}, recorded {recorded_at}",
    "doc_journal_plan_adopted": "plan adopted ({plan}…), signed by {signers}",
    "doc_journal_service_probed": "{observed} ({means})",
    "doc_journal_asset_measured": "measured: {volume}",
    "doc_journal_asset_frozen": "made read-only ({means})",
    "doc_journal_package_exported": "exported as package {package}…: {volume}, {pathways} pathways",
    "doc_journal_finding_recorded": "finding on {about}: {verdict} "
    "(checks passed: {passed} of {checks})",
    "doc_journal_package_delivered": "package delivered to {recipient}: {name}, {octets} "
    "(sent is not received)",
    "doc_journal_request_opened": "request opened by {requester}: {verb}{volume}; "
    "to be approved before {expires_at}",
    "doc_journal_order_issued": "order no. {number} sent to {performer}",
    "doc_journal_act_recorded": "{act} by {signer}, {kind}{details}",
    "doc_journal_act_refused": "act presented and refused ({code})",
    "doc_journal_intent_recorded": "point of no return: {verb}{volume}",
    "doc_journal_phase_recorded": "phase done: {phase}",
    "doc_journal_outcome_recorded": "{outcome}: {observed} ({means}), performer: "
    "{performer}{overran}",
    "doc_journal_certificate_issued": "{title} no. {number}",
    "doc_journal_step_failed": "{verb} not completed ({code})",
    "doc_issued_attestation_suppression_logique": "attestation of logical deletion issued",
    "doc_issued_certificat_effacement": "certificate of erasure issued",
    "doc_issued_certificat_destruction": "certificate of destruction issued",
    "doc_issued_attestation_tiers": "third party's attestation recorded",
    "doc_issued_constat_absence": "statement of absence issued",
    # Index page
    "doc_index_title": "Evidence folder: {title}",
    "doc_index_head": "State of the ledger at {size} entries. Last fact: {at} (times: {timezone}).",
    "doc_index_exercise": "All of this folder comes from an exercise on synthetic data. Times are "
    "the exercise's.",
    "doc_index_skip": "Skip to content",
    "doc_index_contents": "Contents",
    "doc_index_milestones": "Milestones",
    "doc_index_services": "Services",
    "doc_index_assets": "Data sets and copies",
    "doc_index_documents": "Documents",
    "doc_index_signed": "Who signed what",
    "doc_index_verify": "Verify this folder",
    "doc_index_caption_milestones": "Due dates, windows and what happened",
    "doc_index_caption_services": "Fate of each service and last finding",
    "doc_index_caption_assets": "Fate of each data set and of each of its copies",
    "doc_index_caption_documents": "Attestations and certificates issued",
    "doc_index_caption_signed": "Acts recorded, in the ledger's order",
    "doc_index_column_milestone": "Milestone",
    "doc_index_column_due": "Due",
    "doc_index_column_window": "Window",
    "doc_index_column_happened": "What happened",
    "doc_index_column_service": "Service",
    "doc_index_column_planned": "Planned fate",
    "doc_index_column_probed": "Last finding",
    "doc_index_column_result": "Outcome",
    "doc_index_column_asset": "Data set or copy",
    "doc_index_column_controller": "Controller",
    "doc_index_column_received": "Restitution",
    "doc_index_column_number": "Number",
    "doc_index_column_title": "Title",
    "doc_index_column_about": "About",
    "doc_index_column_date": "Date",
    "doc_index_column_act": "Act",
    "doc_index_column_signer": "Signatory",
    "doc_index_column_signature": "Signature",
    "doc_index_file_scan": "scan",
    "doc_index_restitution": "restitution: {told}",
    "doc_index_column_files": "Files",
    "doc_index_window_none": "to be chosen",
    "doc_index_window": "{opens} → {closes}",
    "doc_index_item": "{subject}: {state}",
    "doc_index_overdue": "overdue",
    "doc_index_pending": "not yet",
    "doc_index_none": "none",
    "doc_index_asset_of": "copy: {title}",
    "doc_index_received": "received (entry {receipt})",
    "doc_index_accepted": "received (entry {receipt}) and accepted (entry {acceptance})",
    "doc_index_at": "{what}, {at} (entry {index})",
    "doc_service_stopped": "stop",
    "doc_service_handed_over": "transfer to {recipient}",
    "doc_service_already_stopped": "already stopped",
    "doc_index_file_pdf": "PDF",
    "doc_index_file_dsse": "signed statement",
    "doc_index_file_proof": "inclusion proof",
    "doc_index_file_act": "signed text",
    "doc_index_file_signature": "signature of {who}",
    "doc_index_other": "Other files",
    "doc_index_other_journal": "readable journal",
    "doc_index_other_readme": "how to use this folder",
    "doc_index_other_manifest": "digests of all files",
    "doc_index_other_note": "their signature",
    "doc_index_other_checkpoint": "signed head of the ledger",
    "doc_index_other_signers": "keys of the roster",
    "doc_index_other_plan": "plan adopted, entry {index}",
    "doc_index_verify_intro": "This page helps reading; it proves nothing by itself. The evidence "
    "is the files, which anyone can verify without us and without a network:",
    "doc_index_verify_trust": "The log key below is asserted by the folder itself: compare it with "
    "the trust file received another way.",
    # LISEZMOI
    "doc_readme": """EVIDENCE FOLDER – {title}
{exercise}
Ledger: {origin}

Start with index.html (opens without a network), then journal.txt.

What this folder holds
  ledger/         the ledger: signed head and tiles (C2SP tlog-tiles)
  plans/          every adopted plan
  acts/           people's acts (.txt) and their signatures (.sig)
  documents/      package manifests, check reports, orders, scans
  certificates/   attestations: PDF, signed statement (DSSE), inclusion proof
  keys/           log key, seal key, keys of the roster
  manifest.sha256 digest of every file; manifest.note signs it

Verify
1. No file changed (manifest.note holds the digest of the list itself):
     sha256sum -c manifest.sha256
     sha256sum manifest.sha256 ; cat manifest.note
2. One person's signature (the identity is on the act's “signer” line):
     ssh-keygen -Y verify -f keys/allowed_signers -I IDENTITY \\
       -n NAMESPACE -s acts/SIGNATURE.sig < acts/ACT.txt
   NAMESPACE follows the act's “kind” line, for example: {namespaces}
   A key expired since is verified at the act's date: -O verify-time=YYYYMMDD
3. Everything at once, with the trust file received another way:
     releve verify .{flag} --trust PATH/trust.json

Do not take this folder's word: the key in keys/log.vkey is its own assertion. Compare it with
the trust file's. This folder holds no data about users, patients or carers; the names of
signatories are in plans/ only.
""",
    "doc_flag_exercise": " --rehearsal",
    "doc_flag_real": "",
    "doc_readme_exercise": "EXERCISE – NO VALUE: synthetic data.",
    "doc_readme_real": "Real plan.",
}
