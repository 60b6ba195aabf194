"""Sentences about the sounding of a mapping, and the count of a trial migration, in English."""

SENTENCES: dict[str, str] = {
    "mapping_query_refused": (
        "The database cannot run the query of “{entity}” (code {sqlstate}): a table, a column or "
        "a word in it is wrong. Try it as it stands in a client of the database."
    ),
    "mapping_column_not_given": (
        "The query of “{entity}” gives no column “{name}” (near: {near}): correct the name, or "
        "give it to a column of the result with AS."
    ),
    "sounding_value_missing": (
        "{count} record(s) lack this required value: their pathway would be rejected. If the "
        "source says that it is absent, say so with “absent”."
    ),
    "sounding_value_malformed": (
        "{count} value(s) cannot be read as the model asks: their pathway would be rejected. "
        "Check the column, “layout”, “decimal” or “split”."
    ),
    "sounding_code_unmapped": (
        "{count} value(s) are in no list of codes: their pathway would be rejected. Complete "
        "“codes” or “absent”."
    ),
    "sounding_reference_dangling": (
        "{count} reference(s) lead to no record: their pathway would be rejected. Check the "
        "column, and the key of what it names."
    ),
    "sounding_identifier_wrong": (
        "{count} required identifier(s) have a wrong form or check digit: their pathway would be "
        "rejected."
    ),
    "sounding_record_twice": (
        "{count} record(s) have the key of another: their pathway would be rejected. Complete "
        "“key”."
    ),
    "sounding_read": (
        "Sounding: {read} pathways read, the first by key; {unfit} would be rejected. The others "
        "are read by the trial migration alone."
    ),
    "sounding_read_whole": (
        "Sounding: all pathways read ({read}); {unfit} would be rejected; every value that the "
        "database counts is carried, or set aside by a rule."
    ),
    "sounding_hopeless": (
        "More than half of the pathways read would be rejected: the mapping cannot serve like "
        "this. Correct the lines above."
    ),
    "trial_bin": "Pathways of the source, {bin}: {count}",
    "trial_reject": "Rejected, {entity}.{attribute} ({code}): {count}",
    "trial_of_nothing": (
        "Trial migration of “{asset}”: no pathway is taken, so it shows nothing and there is "
        "nothing to sign. See above where the pathways of the source end, then correct the "
        "mapping or the scope."
    ),
    "bin_taken": "taken",
    "bin_restituted_only": "restituted only",
    "bin_restituted_only/closed_out_of_scope": "restituted only (closed, out of scope)",
    "bin_withheld": "withheld",
    "bin_withheld/opposition": "withheld (opposition)",
    "bin_withheld/no_legal_basis": "withheld (no consent nor non-opposition in force)",
    "bin_rejected": "rejected",
}
