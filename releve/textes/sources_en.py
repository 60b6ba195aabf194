"""Sources of care pathways: databases read through a mapping, extractions received, in English."""

SENTENCES: dict[str, str] = {
    "dialect_unknown": (
        "Database “{endpoint}” is of a kind that this tool cannot read ({dialect}). Use "
        "PostgreSQL, MariaDB, MySQL or SQLite, or ask for an extraction."
    ),
    "encoding_unsupported": (
        "Database “{endpoint}” does not keep its texts in UTF-8: their order would not be that of "
        "the package. Make a copy of it in UTF-8, then run again."
    ),
    "snapshot_token_refused": (
        "The instant asked of database “{endpoint}” is not one that it gives: nothing is read. "
        "Run the export again from the start."
    ),
    "source_not_plain": (
        "In database “{endpoint}”, these tables cannot be read row by row once ({tables}): "
        "inheritance, history or virtual table. Make them plain tables, or ask for an extraction."
    ),
    "source_without_snapshot": (
        "In database “{endpoint}”, the engine of these tables keeps no common instant ({tables}): "
        "they could change while being read. Convert them to InnoDB, or ask for an extraction."
    ),
    "table_unknown": (
        "The mapping reads table “{table}”, which is not in the database: nothing is read. "
        "Correct the mapping, or find who changed the database."
    ),
    "column_unknown": (
        "The mapping reads “{column}” for “{table}”, which is not in the database: nothing is "
        "read. Correct the mapping, or find who changed the database."
    ),
    "pathway_key_differs": (
        "In “{table}”, the link to the pathway is not of the type of the pathway's key: they "
        "cannot be compared. Convert it in a query of the mapping."
    ),
    "key_types_mixed": (
        "In “{table}”, a key column mixes numbers and texts: no order is safe. Correct it at the "
        "source, then run again."
    ),
    "rows_out_of_order": (
        "The rows of “{table}” do not come in the order of their key: reading is stopped, since "
        "pathways could be missed. Report it to the Relève team."
    ),
    "rows_orphan": (
        "Rows belong to no pathway: {tables}, {rows} in all. Nothing is exported until their fate "
        "is said: attach them at the source, or leave them out by a query and a signed waiver."
    ),
    "rows_without_key": (
        "Rows have no key: {tables}, {rows} in all. They cannot be named: give them a key at the "
        "source, then run again."
    ),
    "extraction_path_refused": (
        "A path declared in “{file}” (line {line}) leaves the folder or is not written plainly. "
        "Ask the publisher for relative paths without “..”."
    ),
    "extraction_file_twice": (
        "A file is declared twice in “{file}” (line {line}): the extraction is refused. Ask the "
        "publisher for a corrected manifest."
    ),
    "extraction_file_missing": (
        "A declared file is missing or cannot be read: “{file}” (line {line}). The extraction is "
        "refused: ask the publisher for it again."
    ),
    "extraction_file_changed": (
        "A file is not the one that the publisher declared: “{file}” (line {line}). Its digest or "
        "its size differs: ask for the extraction again."
    ),
    "extraction_file_undeclared": (
        "The folder holds files that the manifest does not declare: {files}, among them inode "
        "{inode}. Have the publisher declare or remove them."
    ),
    "extraction_list_malformed": (
        "List “{file}” does not have the expected form at line {line}: a SHA-256 digest, two "
        "spaces, a path. Ask the publisher to make it again with sha256sum."
    ),
    "extraction_count_differs": (
        "“{table}” ({file}) should have {declared} rows, and has {read}: the extraction is "
        "refused. Ask the publisher what is missing or added."
    ),
    "extraction_columns_refused": (
        "The columns of “{table}” ({file}) cannot be told apart: a name is missing or comes twice. "
        "Ask the publisher for a first line with one name per column."
    ),
    "extraction_unreadable": (
        "“{file}” cannot be read from line {line} on: encoding, quotes, tags or entities. Nothing "
        "of it is kept: ask for a file as the manifest describes."
    ),
    "extraction_rows_malformed": (
        "In “{file}”, {rows} rows do not have the declared columns (lines {lines}…): nothing of "
        "it is kept. Ask the publisher for a corrected file."
    ),
    "extraction_key_refused": (
        "In “{file}”, row no. {row} of table “{table}” has no key, or one already taken: nothing "
        "of it is kept. Ask the publisher for a corrected file."
    ),
    "extraction_table_twice": (
        "Table “{table}” is declared in several files: the extraction is refused. Ask the "
        "publisher for one file per table."
    ),
    "extraction_tables_differ": (
        "“{file}” does not have the declared tables (in excess or missing: {tables}): the "
        "extraction is refused. Ask the publisher for a complete manifest."
    ),
    "extraction_kind_unsupported": (
        "“{file}” is not of a kind that can be taken here: a dump must be in pg_dump's “custom” "
        "format, the only one, and an empty database must be kept for it."
    ),
    "staging_not_fresh": (
        "A file is already where the staging database would be ({path}): it is left alone. "
        "Destroy it like any copy, or choose another place."
    ),
    "restore_place_not_empty": (
        "Database “{endpoint}”, kept for the dump, is not empty: nothing is restored. Give a "
        "database that holds nothing else."
    ),
    "restore_failed": (
        "Restoring the dump into “{endpoint}” failed (code {rc}): nothing of it remains. Check "
        "pg_restore, its version and the account's rights, then run again."
    ),
    "completeness_by_publisher": (
        "Completeness before the extraction rests on the statement of the publisher “{publisher}”, "
        "of {extracted_at}. Relève checked the digest of each file and the number of rows of each "
        "table handed over; Relève did not see the original database."
    ),
}
