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
    "verify_no_restitution_scope_missing": "the pathways ({requires}) left without a signed scope",
    "verify_no_restitution_test_missing": (
        "the take-over of the pathways ({requires}) was accepted without an acceptance test"
    ),
    "pinned_file_differs": (
        "The file {file} is not the one that the adopted plan names (expected {expected}, found "
        "{found}): put the plan's back, or have a plan adopted that names this one."
    ),
    "trial_same": (
        "Trial migration of “{asset}”: {loaded} pathway(s) loaded out of {pathways}, the same "
        "root {root} on both sides (package {package}). The controller may sign its minutes: "
        "releve act trial."
    ),
    "trial_differs": (
        "Trial migration of “{asset}”: {loaded} pathway(s) loaded out of {pathways}, or another "
        "root: nothing can be signed. Read the rejects, mend, begin again."
    ),
    "trial_not_loaded": (
        "The import kit could not load the package of “{package}”: run it by hand to read what it "
        "says, then begin again."
    ),
    "kit_written": (
        "Import kit written to {path} ({files} files): specification, schemas, validator, "
        "reference importer, transcoding tables for the DAC to sign, and fifty sample pathways. "
        "Hand it to the successor."
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
    "plan_view_not_required": (
        "“{asset}” holds the tables, or the files, that “{view}” shows and does not wait for it: "
        "add “{view}” to its “requires”, so that nothing is destroyed before the take-over."
    ),
    "verify_no_restitution_requirement_missing": (
        "what the plan requires first ({requires}) was not accepted"
    ),
}
