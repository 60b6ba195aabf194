"""A publisher's extractions: received, refused, awaited, in English."""

SENTENCES: dict[str, str] = {
    "reason_extraction_missing": (
        "The plan reads a publisher's extraction (manifest {manifest}) that was not received "
        "yet: ask the publisher for it, then “releve extraction receive”."
    ),
    "reason_extraction_of_another_manifest": (
        "The extraction received (ledger entry {entry}) is not the one that the adopted plan "
        "names (manifest {manifest}): receive the plan's."
    ),
    "reason_extraction_before_stop": (
        "The extraction is of {extracted_at}, before service “{service}” stopped: what was "
        "written in between is not in it. Ask the publisher for a new one, and have a plan "
        "adopted that names it."
    ),
    "plan_extraction_not_required": (
        "“{view}” shows a publisher's extraction, and no asset of the same controller that "
        "another holds (“medium: external”) lists it in its “requires”: the original database "
        "would be destroyed before the take-over, or forgotten."
    ),
    "plan_extraction_not_given_back": (
        "“{asset}” holds the original database of “{view}”, which the tool does not read: add to "
        "its “requires” the “files” asset, in our hands and of the same controller, that holds "
        "the folder the publisher handed over. It is given back whole to the controller, then "
        "destroyed."
    ),
    "extraction_folder_unlisted": (
        "{folder} is not a folder that the plan gives back to the controller and destroys (in "
        "the plan: {listed}): put the extraction there, or write this folder in the plan as a "
        "“files” asset that the publisher's database requires."
    ),
    "plan_extraction_not_inventoried": (
        "“{view}” shows a publisher's extraction, loaded in clear among our packages: give it a "
        "copy to be destroyed, of medium “files”, endpoint “paquets”, path “{view}”."
    ),
    "plan_extraction_files": (
        "“{view}” shows a publisher's extraction: its attachments come with it. Remove “files”."
    ),
    "extraction_counts_differ": (
        "Several tables have not the number of rows declared (declared ≠ read): {tables}. The "
        "extraction is refused: ask the publisher what is missing or too many."
    ),
    "extraction_manifest_missing": (
        "{folder} holds no manifest “{name}”: ask the publisher for it, in the form agreed."
    ),
    "extraction_not_planned": (
        "“{asset}” reads no extraction in the adopted plan: name an asset of medium “pathways” "
        "that does, or have a plan adopted that does."
    ),
    "extraction_differs_from_plan": (
        "This extraction is not the one that the adopted plan names (expected {expected}, found "
        "{found}): receive the plan's, or have a plan adopted that names this one."
    ),
    "extraction_too_late": (
        "A copy of “{asset}” is destroyed, or about to be: the extraction is not loaded any "
        "more, it would make again what is to be destroyed."
    ),
    "extraction_paused": (
        "“{asset}” is paused: nothing is received before the programme's lead resumes it."
    ),
    "extraction_kinds_mixed": (
        "The extraction of “{asset}” mixes a dump with other tables: the view would read a part "
        "only. Ask the publisher for all tables in the dump, or all in files."
    ),
    "extraction_schema_differs": (
        "The plan reads “{asset}” in “{endpoint}”, schema “{planned}”, where this extraction "
        "(schema “{schema}”) is not loaded: CSV, XML or SQLite files are read in “paquets”, "
        "schema “main”; a dump, in a PostgreSQL database kept for it, under its own schema."
    ),
    "extraction_copy_unlisted": (
        "The dump of “{asset}” would be restored into “{endpoint}” and the plan would not "
        "destroy it: give “{asset}” a copy to be destroyed, of medium “sql”, with this schema "
        "and all its tables."
    ),
    "extraction_not_received": (
        "The extraction that the plan names for “{asset}” was not received: receive it first, "
        "with “releve extraction receive”."
    ),
    "extraction_received": (
        "Extraction received for “{asset}” (manifest {manifest}): {files} files, {octets} bytes, "
        "{rows} rows, all that the publisher declared."
    ),
    "extraction_again": (
        "This extraction was already received for “{asset}” (manifest {manifest}): nothing is "
        "recorded again."
    ),
    "gap_source_extracted": (
        "These pathways come from an extraction handed over by the publisher: what the publisher "
        "left out is not here (documentation/exhaustivite.txt)."
    ),
    "doc_journal_extraction_received": (
        "extraction of the publisher “{publisher}” received, manifest {manifest}: {files} files, "
        "{octets}; tables, rows declared and read being equal: {tables}"
    ),
    "doc_completeness_of": "{title}: {said}",
    "status_completeness": "Completeness",
    "verify_no_restitution_extraction_missing": (
        "the pathways ({requires}) were exported without the extraction that the plan names "
        "being received"
    ),
    "verify_no_restitution_extraction_before_stop": (
        "the pathways ({requires}) come from an extraction made before service {service} stopped"
    ),
    "mapping_source_missing": (
        "Say which database to read: “--endpoint” and “--schema”, or “--asset” (the extraction "
        "received), or “--extraction” (a publisher's folder)."
    ),
    "mapping_dialect_unproven": (
        "Database {server}: reading it was never tried here (PostgreSQL, MariaDB and SQLite "
        "were). Make a trial migration first, and compare."
    ),
}
