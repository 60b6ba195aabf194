"""Validation: rules in words, planted faults, whose move it is, samples; in English."""

SENTENCES: dict[str, str] = {
    # errors
    "nonce_short": (
        "The nonce of the draw is too short ({octets} bytes): somebody could choose it so as to "
        "choose the pathways. Give at least 16 bytes."
    ),
    "sample_empty": "A draw is of at least one pathway, not of {count}.",
    "sample_impossible": (
        "No draw gives these numbers: {defects} defects in {sample} pathways drawn from "
        "{population}."
    ),
    "quality_report_malformed": (
        "This file is not a validation report written by Relève: take the one that the ledger "
        "names."
    ),
    # page
    "quality_title": "Validation finding: {title}",
    "quality_made": "Made on {at}.",
    "quality_exercise": "EXERCISE – NO VALUE",
    "quality_heading_failed": "What is not satisfied, and whose move it is",
    "quality_heading_planted": "Planted faults: did the validation validate itself?",
    "quality_heading_checks": "All checks",
    "quality_heading_limits": "What this finding does not say",
    "quality_about_source": "the source",
    "quality_about_package": "the package",
    "quality_about_successor": "the successor",
    "quality_verdict_passed": "VALIDATED",
    "quality_verdict_failed": "NOT VALIDATED",
    "quality_verdict_undetermined": "UNDETERMINED",
    "quality_means_passed": "No check that blocks failed, and every planted fault was seen.",
    "quality_means_read": "No check that blocks failed.",
    "quality_means_failed": (
        "At least one check that blocks failed. Nothing goes on until it is put right."
    ),
    "quality_means_undetermined": (
        "At least one check could not be made, or a planted fault was not seen. So nobody knows "
        "whether all is well: this blocks like a failure."
    ),
    "quality_line_passed": "For {about}: {checks:check|checks}; warnings: {warnings}.",
    "quality_line_failed": (
        "For {about}: {checks:check|checks}; that block and are not satisfied: {failed}; "
        "warnings: {warnings}."
    ),
    "quality_line_undetermined": (
        "For {about}: {checks:check|checks}; that block and have no answer: {failed}; "
        "warnings: {warnings}."
    ),
    "quality_column_side": "For",
    "quality_column_subject": "About",
    "quality_column_check": "Check",
    "quality_column_at_fault": "At fault",
    "quality_column_seen": "Looked at",
    "quality_column_move": "Whose move",
    "quality_column_fault": "Planted fault",
    "quality_column_place": "Planted in",
    "quality_column_caught": "Seen by",
    "quality_column_verdict": "Result",
    "quality_caption_blocking": "Checks that block and are not satisfied",
    "quality_caption_warnings": "Warnings: counted and listed, they do not block",
    "quality_caption_planted": "Faults planted to try the checks: {about}",
    "quality_no_blocking": "All checks that block are satisfied.",
    "quality_no_warnings": "No warning.",
    "quality_no_planted": "No fault was planted: this finding did not validate itself.",
    "quality_unknown": "unknown",
    "quality_keys": (
        "Every record at fault is named, without any limit, in the private file “{keys}”: it "
        "points at persons, only the account that runs Relève can read it, and it never enters "
        "the evidence."
    ),
    "quality_move_data_source": (
        "The DAC, with the publisher of the original tool: correct at the source, then freeze and "
        "export again."
    ),
    "quality_move_data_package": (
        "The DAC, with the publisher of the original tool, if the source is so; otherwise the "
        "operator of Relève: correct the mapping and export again."
    ),
    "quality_move_data_successor": (
        "The publisher of the successor: if the package is validated, correct the loading."
    ),
    "quality_move_compared_source": (
        "The operator of Relève: the source changed since the export; freeze, then export again."
    ),
    "quality_move_compared_package": (
        "The operator of Relève: the package does not hold what the source holds; export again, "
        "do not deliver."
    ),
    "quality_move_compared_successor": (
        "The publisher of the successor: what was loaded is not what was delivered; the "
        "reconciliation report says where, field by field."
    ),
    "quality_move_undetermined": (
        "The operator of Relève: restore access to what could not be read, then validate again."
    ),
    "quality_move_tool": (
        "The team that maintains Relève: a check no longer sees this fault. Conclude nothing "
        "until it is repaired and the validation run again."
    ),
    "quality_planted_count": (
        "For {about}, {caught} faults seen of {planted} planted. Each is planted in a copy in "
        "memory of a few pathways drawn at random; neither source, package nor successor is "
        "touched. A single fault not seen makes the finding undetermined."
    ),
    "quality_made_up": "a made-up pathway",
    "quality_real_copy": "the copy of a real pathway",
    "quality_missed": "NO CHECK",
    "quality_checks_of": "For {about} (suite “{suite}”)",
    "quality_check_passed": "satisfied",
    "quality_check_failed": "not satisfied",
    "quality_check_undetermined": "no answer",
    "quality_planted_fault": "Fault planted and seen: {fault}",
    "quality_planted_fault_missed": "Fault planted and NOT SEEN: {fault}",
    "quality_limit_suite": (
        "A suite only sees what it asks: a text that is plausible but false passes. It is the "
        "comparison of content, pathway by pathway, that sees any change between two sides."
    ),
    "quality_limit_source": (
        "What was already false or lost at the source before the export is false or lost on both "
        "sides: no comparison sees it."
    ),
    "quality_limit_shadow": (
        "Planted faults show that these kinds of faults are seen, not that there is no other kind."
    ),
    "quality_limit_codes": (
        "Exact codes and counts are in the JSON report that the ledger names by its digest; this "
        "page is a reading of it."
    ),
    "quality_subject_pathway": "Pathway",
    "quality_subject_id": "Identifier",
    "quality_subject_package": "Whole package",
    # kinds, in a few words
    "quality_kind_rows": "number of rows",
    "quality_kind_key": "identifiers",
    "quality_kind_unique": "unique values",
    "quality_kind_filled": "required fields",
    "quality_kind_reference": "references",
    "quality_kind_children": "records expected",
    "quality_kind_order": "order of dates",
    "quality_kind_dates": "plausible dates",
    "quality_kind_values": "code lists",
    "quality_kind_digits": "check digits",
    "quality_kind_when": "fields that go together",
    "quality_kind_clean": "clean texts",
    "quality_kind_readable": "reading",
    "quality_kind_counted": "counts",
    "quality_kind_conserved": "counts of values",
    "quality_kind_weighed": "volumes",
    "quality_kind_lost": "lost pathways",
    "quality_kind_foreign": "foreign pathways",
    "quality_kind_same": "content (keyed root)",
    "quality_kind_in_scope": "signed scope",
    "quality_kind_root": "root in the ledger",
    # kinds, as sentences
    "quality_rule_rows": "The number of records is the one expected",
    "quality_rule_key": "The identifier is always there, never twice",
    "quality_rule_unique": "{columns}: never twice the same value",
    "quality_rule_filled": "{columns}: always filled in",
    "quality_rule_reference": "{columns}: names what exists, in the same pathway",
    "quality_rule_children": "Attached as many times as expected: {columns}",
    "quality_rule_order": "{columns}: in this order",
    "quality_rule_dates": "{columns}: plausible date",
    "quality_rule_values": "{columns}: a code of the list",
    "quality_rule_digits": "{columns}: right form and check digit",
    "quality_rule_when": "{columns}: what must go with it is filled in, or empty",
    "quality_rule_clean": "{columns}: no trace of a wrong encoding, no blanks at the ends",
    "quality_rule_readable": "Read to the end",
    "quality_rule_counted": "As many records on each side",
    "quality_rule_conserved": "As many values filled in, and said to be absent, on each side",
    "quality_rule_weighed": "As many bytes on each side, in canonical form (the gap is in bytes)",
    "quality_rule_lost": "No pathway is missing",
    "quality_rule_foreign": "No pathway is there besides, nor twice",
    "quality_rule_same": "Each pathway, and the directory, has the same content on each side",
    "quality_rule_in_scope": "No pathway outside the signed scope, nor any opposition",
    "quality_rule_root": "The root of the content is the one recorded in the ledger at export",
    "quality_rule_records_unchanged": "The source has as many records as at export",
    "quality_rule_source_unchanged": "The source would give today the same content as at export",
    "quality_rule_fhir_form": "The form of FHIR resources is that of the schema that HL7 publishes",
    "quality_rule_fhir_rules": (
        "FHIR resources hold together (references, periods, codes, INS), details in "
        "fhir-en-defaut.json"
    ),
    "quality_rule_bag_intact": "The package is intact, file by file",
    # planted faults
    "fault_lost_pathway": "a whole pathway lost",
    "fault_foreign_pathway": "a pathway there twice, under another identifier",
    "fault_lost_record": "an action lost",
    "fault_moved_record": "a record moved to somebody else’s pathway",
    "fault_duplicated_action": "an action there twice",
    "fault_dropped_consent": "a consent lost",
    "fault_swapped_identity": "the identities of two persons exchanged",
    "fault_swapped_reference": "a note attributed to another professional",
    "fault_lost_professional": "a professional lost from the directory",
    "fault_truncated_note": "a truncated note",
    "fault_shifted_date": "a date shifted by one day",
    "fault_shifted_zone": "an instant shifted by one hour",
    "fault_wrong_encoding": "a text in a wrong encoding",
    "fault_padded_code": "a code padded with blanks",
    "fault_nulled_field": "an emptied field",
    "fault_changed_decimal": "a changed decimal number",
    "fault_forgotten_absence": "an explicit absence turned into “never filled in”",
    "fault_reordered_answers": "the answers of an assessment in another order",
    "fault_changed_attachment": "the digest of an attachment changed",
    "fault_source_required_missing": "a required field missing, at the source already",
    "fault_source_dangling_reference": "a reference to nothing, at the source already",
    "fault_source_unknown_professional": (
        "a professional that the directory does not know, at the source already"
    ),
    "fault_source_wrong_check_digit": "an INS with a wrong key, at the source already",
    "fault_source_same_ins_twice": "the same INS for two persons, at the source already",
    "fault_source_same_id_twice": "the same identifier twice, at the source already",
    "fault_source_unknown_code": "a code of no list, at the source already",
    "fault_source_reversed_period": "a period that ends before it starts, at the source already",
    "fault_source_implausible_date": "an impossible date of birth, at the source already",
    "fault_source_wrong_encoding": "a text in a wrong encoding, at the source already",
    "fault_source_padded_text": "a text padded with blanks, at the source already",
    "fault_source_no_consent": "a pathway without any consent, at the source already",
    "fault_source_qualified_without_ins": (
        "a qualified identity without an INS, at the source already"
    ),
    "fault_source_opposition": "the pathway of a person opposed to sharing",
    # samples
    "confidence": (
        "{defects:pathway differs|pathways differ} of {sample} drawn at random from "
        "{population}: less than {share} % of the whole, at the {level} % confidence level (at "
        "most {bound:pathway|pathways})."
    ),
    "confidence_whole": (
        "{defects:pathway differs|pathways differ} of {population}, all looked at: nothing is "
        "left to chance."
    ),
}
