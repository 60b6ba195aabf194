"""Sentences about mappings and the conservation of values, in English."""

SENTENCES: dict[str, str] = {
    "mapping_undecided": "“à compléter”: decide this value; a mapping admits none that is open.",
    "mapping_overlay_of_another": (
        "This overlay is not one of “{expected}”: mend “overlay_of” or choose the other file."
    ),
    "mapping_removes_nothing": (
        "This way leads to nothing in the mapping: nothing would be removed. Mend it."
    ),
    "mapping_entity_unknown": "The model has no entity “{name}” (near: {near}): mend the name.",
    "mapping_entity_missing": (
        "The entity “{entity}” is missing: without it there is no pathway. Add it."
    ),
    "mapping_attribute_unknown": (
        "The entity has no attribute “{name}” (near: {near}): mend the name."
    ),
    "mapping_required_missing": (
        "“{name}” is required of “{entity}” and is not mapped: every record would be rejected. "
        "Add it."
    ),
    "mapping_entity_unreferenced": (
        "Nothing refers to “{entity}”: its records would reach no package. Map the attribute "
        "that refers to it, or remove the entity."
    ),
    "mapping_reference_unnested": (
        "“{target}” comes from a JSON array: no reference can name one of its elements. Remove "
        "this reference."
    ),
    "mapping_timezone_unknown": (
        "The time zone “{name}” does not exist: write it like Europe/Paris."
    ),
    "mapping_table_or_query": (
        "“{entity}” must come from a table or a query, and one only: keep “table” or “query”."
    ),
    "mapping_query_joined": "A query makes its own joins: remove “joins” from “{entity}”.",
    "mapping_query_unnested": "“unnest” applies to a table only: in “{entity}”, take the table.",
    "mapping_reads_missing": (
        "The query of “{entity}” must say which columns it consumes: add “reads”."
    ),
    "mapping_reads_unexpected": (
        "“reads” and “hides” go with “query” only: remove them from “{entity}”."
    ),
    "mapping_read_unused": (
        "{table}.{name} is said to be read, and no used column of the result has its name, or "
        "two tables have it: map it, or put it under “hides”."
    ),
    "mapping_alias_repeated": (
        "The alias “{name}” is taken already, or holds a dot: choose another."
    ),
    "mapping_table_unknown": (
        "The database has no table “{name}” (near: {near}): mend the name, capitals included."
    ),
    "mapping_column_unknown": (
        "“{table}” has no column “{name}” (near: {near}): mend the name, capitals included."
    ),
    "mapping_column_ambiguous": (
        "The entity's table has no column “{name}”, its joins have: say which, among {names}."
    ),
    "mapping_key_unsuitable": (
        "“{name}” ({family}) cannot be part of a key: its value has several writings. Choose "
        "another column."
    ),
    "mapping_key_not_unique": (
        "Nothing makes sure that the key of “{entity}” is unique from one pathway to another: "
        "add the table's primary key to it, or the columns of “pathway”."
    ),
    "mapping_key_length": (
        "The key of “{target}” has {expected} columns, this one has {found}: give them all, in "
        "the same order."
    ),
    "mapping_key_differs": (
        "“{name}” is not of the type of the key of “{target}”: no common order would bring "
        "them together. Choose the column that holds that key."
    ),
    "mapping_pathway_unexpected": "“{entity}” belongs to no pathway, or is one: remove “pathway”.",
    "mapping_pathway_missing": "“{entity}” must say which pathway each row is of: add “pathway”.",
    "mapping_present_joined": (
        "“present” must be a column of the entity's table, and “{name}” is not: choose one."
    ),
    "mapping_unnest_refused": (
        "“{name}” ({family}) cannot be a JSON array of the entity's table: choose the right column."
    ),
    "mapping_source_not_one": (
        "“{name}” must come from one place: keep one key among “column”, “columns”, “member”, "
        "“constant” and “file”."
    ),
    "mapping_option_refused": (
        "“{option}” means nothing for an attribute of kind “{kind}”: remove it or change the "
        "source."
    ),
    "mapping_kind_refused": (
        "“{name}” is of kind “{kind}”, which a column of family “{family}” cannot give: choose "
        "another column."
    ),
    "mapping_split_missing": "“{name}” is a list: say with “split” what separates its items.",
    "mapping_glue_missing": (
        "“{name}” puts several columns together: say with “glue” what separates them."
    ),
    "mapping_layout_missing": (
        "“{name}” comes from a number: say with “layout” how the date is written in it."
    ),
    "mapping_code_unknown": "The model has no code “{found}” here; it has: {codes}.",
    "mapping_constant_refused": "This constant is not a value of “{name}”: mend it.",
    "mapping_member_without_unnest": (
        "“{name}” is a member of an element, and the entity has no “unnest”: say which column "
        "holds the array."
    ),
    "mapping_reference_without_target": (
        "This reference names “{target}”, which the mapping does not take: map that entity, or "
        "drop the column and say so."
    ),
    "mapping_code_unmapped": (
        "{count} value(s) of {table}.{column} have no code for “{name}”: {values}. Add them to "
        "the list."
    ),
    "mapping_codes_too_many": (
        "{table}.{column} has more than {limit} different values: it is no list of codes for "
        "“{name}”. Choose another column."
    ),
    "table_unaccounted": (
        "The table “{table}” ({columns} columns) is neither taken nor dropped: nothing leaves "
        "until somebody decides."
    ),
    "column_unaccounted": (
        "{table}.{column} is neither taken nor dropped: nothing leaves until somebody decides."
    ),
    "column_dropped_and_used": "{table}.{column} is both dropped and used: keep one of the two.",
    "dropped_unknown": (
        "{table}.{column} does not exist in the database: remove this line, or mend the name."
    ),
    "dropped_twice": "{table}.{column} is dropped twice: keep one reason.",
    "rows_lost": (
        "The database counts {there} rows in “{table}”, and {read} were read ({others} other "
        "table(s) likewise): the export is not complete. Deliver nothing; find which rows no "
        "entity takes, or which one takes some twice."
    ),
    "values_lost": (
        "The database counts {there} values in {table}.{column}; {read} were read and {kept} "
        "kept or set aside by a rule ({others} other column(s) likewise): values are lost. "
        "Deliver nothing; mend the mapping."
    ),
    "row_key_missing": (
        "A row of “{entity}” has no key, or no pathway: it cannot be named. Mend the source or "
        "the mapping."
    ),
    "fate_mapped": "mapped",
    "fate_transformed": "transformed",
    "fate_structure": "structure (key or link)",
    "fate_dropped": "dropped",
    "how_codes": "codes translated by a list",
    "how_glue": "texts put together",
    "how_split": "text cut into a list",
    "how_layout": "date read by a written layout",
    "how_day_start": "day made the start of that day",
    "how_time_zone": "local time brought to universal time",
    "how_flattened": "answers laid flat, in order",
    "how_file": "description of a file put together",
    "how_base64": "bytes written in base64",
    "how_unnest": "one record per element of the array",
    "how_lookup": "value taken from a reference table",
    "how_query": "computed by a query",
    "mapping_check_refused": "{count} defect(s): the mapping cannot be used.",
    "mapping_check_accepted": "Mapping “{name}”: nothing wrong for the schema “{schema}”.",
    "mapping_check_digest": "Digest of {file}: {digest}",
    "mapping_check_fates": (
        "Columns: {mapped} mapped, {transformed} transformed, {structure} of structure, "
        "{dropped} dropped; {total} in all."
    ),
    "mapping_check_waiver": (
        "The waiver to sign is about the list of dropped columns, of digest {digest}."
    ),
    "mapping_check_uncounted": (
        "Not counted at each export (reference table, or computed by a query): {table}.{column}"
    ),
}
