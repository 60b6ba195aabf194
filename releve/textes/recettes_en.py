"""The recette sheet, in English: it is printed, filled in by hand and signed."""

SENTENCES: dict[str, str] = {
    "nonce_malformed": "The nonce of the draw is written in hexadecimal: at least 32 characters.",
    "recette_exists": (
        "There is a recette sheet there already: {path}. A printed sheet is not made again under "
        "the same name: choose another folder."
    ),
    "recette_file_unreadable": (
        "This file is needed for the recette sheet and cannot be read: {path}."
    ),
    "recette_written": (
        "Recette sheet written: {path} ({count:pathway|pathways} drawn from {population}). It "
        "holds health data: print it, hand it to the DAC, keep no copy. Digest to write in the "
        "act of test: {digest}"
    ),
    "recette_title": "Recette sheet: {title}",
    "recette_exercise": "EXERCISE – NO VALUE",
    "recette_private": (
        "Confidential, under professional secrecy: data of persons in care. It stays with the DAC; "
        "only its digest is recorded in the ledger."
    ),
    "recette_how": "What to do",
    "recette_step_1": (
        "Open each pathway in the successor, with your usual account, and compare line by line "
        "with the column “At the source”."
    ),
    "recette_step_2": (
        "Tick “Same” or “Differs”; write what you see if it differs. A cell in a thick frame "
        "differs already for the machine: check it."
    ),
    "recette_step_3": "A pathway differs as soon as one of its lines does. Count such pathways.",
    "recette_step_4": (
        "Fill in and sign the last page, keep the original, then sign the act of test in Relève "
        "with that number and the digest of the sheet."
    ),
    "recette_draw": "Draw",
    "recette_package": "Digest of the package",
    "recette_root": "Root of the content",
    "recette_count": "Pathways drawn",
    "recette_population": "Pathways of the package",
    "recette_printed": "Sheet written on",
    "recette_rule": "Rule",
    "recette_commitment": "Digest of the nonce",
    "recette_drawn": (
        "Nobody chose these pathways: they are those whose HMAC-SHA256, under a seed made of the "
        "package's digest and of the nonce, is the smallest. Who holds the package and the nonce "
        "finds the same ones, in the same order."
    ),
    "recette_if_none": "If you find that nothing differs:",
    "recette_pathway": "Pathway {number} of {count}",
    "recette_entry": "Keyed digest of its content:",
    "recette_nowhere": "This pathway does not exist in the successor.",
    "recette_column_field": "Field",
    "recette_column_source": "At the source",
    "recette_column_successor": "In the successor",
    "recette_column_same": "Same",
    "recette_column_differs": "Differs",
    "recette_record_missing": "absent from the successor",
    "recette_record_added": "in the successor only",
    "recette_result": "This pathway:",
    "recette_remarks": "Remarks:",
    "recette_pv": "Record of the recette",
    "recette_pv_intro": (
        "I, the undersigned, compared on the successor's screen each pathway of this sheet "
        "({count}) with what the source held, for the package {package}."
    ),
    "recette_deviations": "Number of pathways that differ",
    "recette_reserves": "Reserves",
    "recette_running": "package {package}…",
    "recette_no_reserve": "without reservation",
    "recette_with_reserves": "with these reservations:",
    "recette_who": "Name and position",
    "recette_when": "Date",
    "recette_signature": "Signature",
    "recette_pv_after": (
        "The signed original stays with the DAC. The electronic act names the package, the number "
        "of pathways, the digest of the sheet, the number of deviations and the reserves."
    ),
}
