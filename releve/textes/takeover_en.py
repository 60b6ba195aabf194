"""Sentences about pathways taken over by a successor: reasons, acts, refusals of a plan."""

SENTENCES = {
    "reason_scope_missing": (
        "The controller has not signed the scope yet: which pathways go to the successor, and "
        "which columns are not taken."
    ),
    "reason_scope_of_another_mapping": (
        "The scope that was signed (entry {entry} of the ledger) names another mapping or another "
        "decision than those of the adopted plan: it must be signed again."
    ),
    "reason_trial_missing": (
        "The plan asks for one whole trial migration before the real export: the controller has "
        "not signed its minutes yet."
    ),
    "reason_test_missing": (
        "The acceptance test of this package is not signed: the DAC must compare, on the test "
        "sheet, pathways drawn at random in the source and in the successor."
    ),
    "reason_test_with_deviations": (
        "The acceptance test found {deviations} deviation(s) without a written reservation (entry "
        "{entry} of the ledger): mend and deliver again, or sign the test with its reservations."
    ),
    "reason_left_under_another_mapping": (
        "The package of “{asset}” (entry {entry} of the ledger) left under another mapping or "
        "another scope than those of the adopted plan: it is exported and delivered again, once "
        "the scope is signed."
    ),
    "act_scope": (
        "I decide, for the controller, the scope of “{subject}”: the decision {scope}, applied "
        "through the mapping {mapping}. I read the list of columns that this mapping does not "
        "take and the reason of each, and I waive them for the successor. Reason: {reason}."
    ),
    "act_trial": (
        "I attest, for the controller, that one whole trial migration of “{subject}” was made: "
        "the package {package}, {pathways} pathway(s), content root read back from the successor "
        "{root}. Reservations: {reserves} (“-”: none)."
    ),
    "act_acknowledgement": (
        "I acknowledge that I received the bytes of the package {package} of “{subject}”, whose "
        "encrypted file has the digest {ciphertext}. I do not attest yet that I loaded it."
    ),
    "act_test": (
        "Minutes of the acceptance test of “{subject}”: for the package {package} I compared "
        "{sample} pathway(s) drawn at random, source and successor side by side, on the sheet "
        "whose digest is {sheet}. Deviations found: {deviations}. Reservations: {reserves} (“-”: "
        "none)."
    ),
    "scope_differs": (
        "The scope signed for “{subject}” does not name the mapping and the decision of the "
        "adopted plan: prepare the act again, it is filled in from the plan."
    ),
    "test_of_another_package": (
        "The act is not about the present package of “{subject}”: make it again for this one."
    ),
    "acceptance_before_test": (
        "“{subject}” cannot be accepted yet: the acceptance test of this package is not signed. "
        "Compare pathways on the test sheet first, and sign it."
    ),
    "acceptance_with_deviations": (
        "“{subject}” cannot be accepted: the acceptance test (entry {entry} of the ledger) found "
        "deviations without a written reservation. Mend and deliver again, or sign the test with "
        "its reservations."
    ),
    "verify_no_restitution_test_deviates": (
        "the acceptance test of the pathways ({requires}) found deviations without a written "
        "reservation (entry {by} of the ledger)"
    ),
    "verify_no_restitution_scope_missing": "the pathways ({requires}) left without a signed scope",
    "verify_no_restitution_test_missing": (
        "the take-over of the pathways ({requires}) was accepted without an acceptance test"
    ),
    "pinned_file_differs": (
        "The file {file} is not the one that the adopted plan names (expected {expected}, found "
        "{found}): put the plan's back, or have a plan adopted that names this one."
    ),
    "trial_same": (
        "Trial migration of “{asset}”: pathways loaded: {loaded} of {pathways}, the same root "
        "{root} on both sides (package {package}). The controller may sign its minutes: releve "
        "act trial."
    ),
    "trial_differs": (
        "Trial migration of “{asset}”: pathways loaded: {loaded} of {pathways} (possible "
        "duplicates: {doubts}, rejected: {rejected}), and another root: nothing can be signed. "
        "{details} lists them by pathway: settle the duplicates or mend the rejects at the "
        "source, then begin again."
    ),
    "trial_not_loaded": (
        "The import kit could not load the pathways of “{asset}” (exit code {exit_code}): run its "
        "importer by hand on the kit's sample package, then begin again."
    ),
    "kit_written": (
        "Import kit written to {path} ({files} files): specification, schemas, validator, "
        "reference importer, transcoding tables and fifty sample pathways. Hand it to the "
        "successor."
    ),
    "kit_transcoding_to_fill": (
        "The transcoding tables are still to be filled in by the successor. When they come back: "
        "releve kit --transcoding FOLDER, to have them signed by the DAC."
    ),
    "kit_transcoding_to_sign": (
        "Transcoding tables read: {tables}; codes with neither a counterpart nor a remark: "
        "{unfilled}. They are not signed: the DAC signs {path} (ssh-keygen -Y sign -n "
        "{namespace}), then make the kit again with --transcoding and that folder."
    ),
    "kit_transcoding_signed": (
        "Transcoding tables signed by {signer}, key {key}: {tables}; codes with neither a "
        "counterpart nor a remark: {unfilled}. The signature is in the kit, and ssh-keygen alone "
        "verifies it."
    ),
    "transcoding_missing": (
        "The transcoding table {file} is not in the folder: give the whole folder transcodage/ "
        "as the kit wrote it, filled in."
    ),
    "transcoding_malformed": (
        "The transcoding table {file} cannot be read at line {line}: it must be UTF-8, with the "
        "four columns code, libelle, code_cible, remarque, and each code of the kit once. Take "
        "the kit's table again and fill in the last two only."
    ),
    "transcoding_incomplete": (
        "The code “{code}” is no longer in the transcoding table {file}: put its row back. A code "
        "without counterpart keeps its row, with a remark."
    ),
    "transcoding_differs": (
        "{file} is not what was signed: it changed since, or the signature is that of another "
        "kit. Find the signed version; or take A-SIGNER.txt.sig away, make the kit again and have "
        "it signed again."
    ),
    "transcoding_signer_unknown": (
        "The key {key} signed the transcoding tables, and it is that of no representative in "
        "office of the controller in the adopted plan, or it is revoked: have one of them sign."
    ),
    "transcoding_signature_refused": (
        "The signature of the transcoding tables is not good ({cause}): the DAC signs the "
        "A-SIGNER.txt of this very folder, by the command written on its last line."
    ),
    "kit_exists": "{path} is there already: name a folder that does not exist yet.",
    "kit_of_no_pathways": (
        "“{asset}” shows no pathways to a successor that the plan names: give an asset whose "
        "medium is “pathways”, with its controller and its recipient."
    ),
    "plan_view_destroyed": (
        "“{asset}” shows pathways to a successor: it is a view and is not destroyed. Write “fate: "
        "transferred”; what is destroyed is the asset that holds the tables."
    ),
    "plan_view_of_no_asset": (
        "No asset of the plan holds the tables of the schema “{schema}”: the pathways shown would "
        "be destroyed, or forgotten, with nothing to protect them."
    ),
    "plan_load_missing": (
        "“{asset}” is to be loaded by “{kind}” and nothing says where: add `load`, the "
        "successor's endpoint."
    ),
    "plan_load_needless": (
        "“{asset}” names `load` while nothing is loaded there (“{kind}”): only pathways "
        "given back by `fhir` or `sql` are; take `load` away."
    ),
    "plan_load_form_missing": (
        "“{asset}” is to be loaded by “fhir” and its content has no such form: add `fhir` to the "
        "`formats` of its medium."
    ),
    "plan_volume_needless": (
        "“{asset}” names `volume_octets`: only packages of pathways are cut into volumes; take "
        "`volume_octets` away."
    ),
    "plan_view_not_required": (
        "“{asset}” holds the tables, or the files, that “{view}” shows and does not wait for it: "
        "add “{view}” to its “requires”, so that nothing is destroyed before the take-over."
    ),
    "verify_no_restitution_requirement_missing": (
        "what the plan requires first ({requires}) was not accepted"
    ),
}
