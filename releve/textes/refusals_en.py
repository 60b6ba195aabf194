"""Evidence, signatures and content that are refused, in English."""

SENTENCES: dict[str, str] = {
    "bag_malformed": (
        "The package is not in the expected form ({file}): it was changed or is no package of "
        "Relève. Ask for a new copy."
    ),
    "bag_file_undeclared": (
        "The package holds a file that its manifest does not declare ({file}): it was added to "
        "afterwards. Ask for a new copy."
    ),
    "bag_file_changed": (
        "A file of the package is no longer what its manifest declares ({file}): ask for a new "
        "copy of the package."
    ),
    "bag_file_missing": (
        "A file that the package's manifest declares is missing ({file}): ask for a new copy "
        "of the package."
    ),
    "slip_malformed": (
        "The package's delivery slip was changed or comes from another version: ask for a new "
        "copy of the package."
    ),
    "malformed_hex": (
        "A digest is not in the expected form ({length} bytes in lower-case hexadecimal "
        "digits): it was badly copied or changed. Take the original again."
    ),
    "malformed_base64": (
        "A key, digest or signature in base64 was badly copied or changed: take the original again."
    ),
    "non_canonical_json": (
        "These bytes are not in the one form expected ({reason}): they were changed or written "
        "again by another tool. Take the original again."
    ),
    "statement_type": (
        "The sealed file is no statement: this is no certificate of Relève. Ask the custodian "
        "for the right file."
    ),
    "statement_predicate": (
        "The sealed statement is not that of a certificate of Relève: ask the custodian for "
        "the right file."
    ),
    "certificate_differs": (
        "The certificate {path} is not the one that the ledger recorded: it was replaced. Find "
        "the original among the ledger's documents."
    ),
    "package_key_malformed": (
        "The package's content key has the wrong length ({length} bytes): it is cut or not the "
        "right one. Take the package's own."
    ),
    "records_out_of_order": (
        "Record {position} is not in its place in the order of the content, or is there twice: "
        "the content was changed. Export again or ask for a new copy."
    ),
    "record_id_malformed": (
        "A record cannot be named ({reason}): correct its table's key at the source, or export "
        "that table in another way."
    ),
    "column_unsupported": (
        "The column “{column}” of the table “{table}” has a type that is not supported "
        "({type}): nothing is exported. Report it to the maintainers of Relève or change that "
        "type at the source."
    ),
    "columns_ambiguous": (
        "Two columns of the table “{table}” have the same name, but for how accents are "
        "written: nothing is exported. Rename one of them at the source."
    ),
    "file_record_malformed": (
        "A file has an unexpected path or size: it cannot enter the content root. Check the "
        "source folder."
    ),
    "folder_unreadable": (
        "The evidence folder cannot be read ({file}): check your rights, or ask the custodian "
        "for a new copy."
    ),
    "dsse_malformed": (
        "The sealed envelope is not in the expected form (“{member}”): it was changed. Ask the "
        "custodian for a new copy."
    ),
    "dsse_wrong_payload_type": (
        "The sealed envelope holds something else than expected ({found}, expected "
        "{expected}): ask the custodian for the right file."
    ),
    "dsse_unknown_key": (
        "The seal is by an unknown key ({keyid}): conclude nothing from it. Check the trust "
        "file with its source."
    ),
    "dsse_bad_signature": (
        "The seal is not valid for this content (key {keyid}): the file was changed. Ask the "
        "custodian for a new copy."
    ),
    "note_key_malformed": (
        "A ledger key is not in the expected form ({reason}): it was badly copied. Ask its "
        "source for it again."
    ),
    "note_key_ambiguous": (
        "Two ledger keys bear the name {name} and the same number: which one to check is "
        "unknown. Remove the one that does not belong."
    ),
    "note_unsigned": (
        "None of the expected keys signed this ledger head: conclude nothing from it. Check "
        "the trust file with its source."
    ),
    "note_bad_signature": (
        "The signature of {name} ({key_id}) is not valid for this ledger head: it was changed. "
        "Ask the custodian for a new copy."
    ),
    "note_malformed": (
        "The ledger's signed head is not in the expected form ({reason}): it was changed or "
        "cut. Ask the custodian for a new copy."
    ),
    "sshsig_malformed": (
        "The signature or the key is not in the expected form ({reason}): it was cut or "
        "changed. Sign again, with ssh-keygen or “releve act”."
    ),
    "sshsig_unsupported_key": (
        "A key of type “{type}” is not allowed: sign with an Ed25519 or ECDSA P-256 key (or "
        "their “sk-” form)."
    ),
    "sshsig_wrong_key": (
        "The signature is by another key ({found}) than the expected one ({expected}): sign "
        "with the key listed in the plan."
    ),
    "sshsig_wrong_namespace": (
        "The signature was made for another use ({found}, expected {expected}): sign again for "
        "the expected use (option -n of ssh-keygen)."
    ),
    "sshsig_bad_signature": (
        "The signature by the key {key} is not valid for this file: it was changed after it "
        "was signed. Sign it again."
    ),
    "sshsig_no_user_presence": (
        "The hardware key signed without anybody touching it: sign again and touch the key."
    ),
    "signature_of_revoked_key": (
        "The key {key} of {signer} is revoked: what it signs no longer counts. Sign with the "
        "key in the adopted plan."
    ),
    "reconciliation_of_another_occurrence": (
        "The reconciliation names another occurrence of “{subject}” than the one that waits: "
        "read the agenda and sign again."
    ),
    "adoption_drops_open_act": (
        "This plan drops “{subject}”, an act of which has begun: let the act end (“releve "
        "run”), then propose the plan again."
    ),
    "signature_of_another": (
        "This act of {signer} is not signed by {signer}: nobody signs for somebody else. A "
        "paper act is transcribed by two people, with its scan."
    ),
    "plan_changes_begun_step": (
        "This plan changes “{subject}”, an act of which has begun or is not certified yet: let "
        "it end (“releve run”), then propose the plan again."
    ),
    "key_unknown": (
        "“{key}” is the fingerprint of no key of the adopted plan, nor of one that signed an act: "
        "give the one “ssh-keygen -l” shows (SHA256:…)."
    ),
    "attestation_of_no_effect": (
        "The attestation does not say that the act is done: “{subject}” is still to do. Attest "
        "again once it is (absent, or down for a service)."
    ),
    "quarantine_missing": (
        "What was set aside of “{path}” before the act is not there any more: its disk may be "
        "unmounted. Mount it and run again; nothing is taken for destroyed."
    ),
    "service_answers_again": (
        "The service “{service}” answers again: its data are not destroyed. Stop it, find who "
        "started it, then run again."
    ),
    "evidence_too_early": (
        "“{subject}” is destroyed and has no document yet: run “releve run”, then write the "
        "evidence."
    ),
    "window_closed_before_the_stop": (
        "The window closed at {closes} before “{subject}” was stopped: it is not stopped "
        "outside its window. Sign a reconciliation (“releve act reconciliation”), have a window "
        "adopted, and the stop will be asked for again."
    ),
}
