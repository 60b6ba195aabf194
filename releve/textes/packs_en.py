"""Evidence packs and partial folders, in English."""

_REFUSED: dict[str, str] = {
    "pack_not_zip": "this file is no ZIP archive",
    "pack_truncated": "the archive is cut before its end",
    "pack_duplicate_name": "two files bear the same name, or names that some systems confuse",
    "pack_path_traversal": (
        "a file's name would leave the folder it is extracted to, or is not allowed"
    ),
    "pack_symlink": "it holds something that is no ordinary file",
    "pack_compressed": "a file of the archive is compressed",
    "pack_encrypted": "a file of the archive is encrypted",
    "pack_too_large": "the archive or one of its files is larger than allowed ({limit} bytes)",
    "pack_too_many_files": "the archive holds more than {limit} files",
    "pack_not_canonical": (
        "the archive is not, to the byte, the one that Relève would write of the same files"
    ),
    "pack_bag_differs": (
        "the BagIt files are not those of this content, or a file is outside preuves/"
    ),
    "pack_head_unreadable": (
        "the log's head, its last entry, the scope or LISEZMOI.txt cannot be read"
    ),
    "pack_unreadable": "it cannot be read, or changes while it is read",
}
"""Of a pack, the same words whether it is verified or written."""

SENTENCES: dict[str, str] = {
    **{f"verify_no_{code}": told for code, told in _REFUSED.items()},
    **{code: f"The evidence pack is refused: {told}." for code, told in _REFUSED.items()},
    "scope_service": "service",
    "scope_controller": "controller",
    "scope_programme": "programme",
    "verify_ok_pack": "Evidence pack: {files} files in a ZIP archive that is exact to the byte",
    "verify_ok_partial": (
        "Scope: PARTIAL FOLDER, {scope} “{name}”, {subjects} subjects of {of}; the log and the "
        "plans are whole"
    ),
    "verify_verdict_partial": (
        "This holds for the announced scope alone: {scope} “{name}”, {subjects} subjects of {of}."
    ),
    "verify_limit_partial": (
        "Partial folder: only the acts, documents and certificates of the {subjects} subjects "
        "({scope} “{name}”) are here and were judged. Of the others, {of} in all, there are the "
        "log's entries alone: nothing is established about them."
    ),
    "verify_means_pack": (
        "The pack is not as Relève wrote it: it was changed, damaged, made again by another tool, "
        "or made to harm."
    ),
    "verify_do_pack": (
        "Do not extract it. Ask the custodian for another copy, neither saved again nor "
        "compressed; if it is refused too, keep both and report them."
    ),
    "verify_means_scope": (
        "The scope that the folder announces is not that of what it holds, or does not exist."
    ),
    "verify_do_scope": (
        "Ask the custodian for a whole folder, or for the pack of the service or controller that "
        "you want."
    ),
    "verify_no_scope_malformed": "scope.json is not in its exact form",
    "verify_no_scope_unknown": "no adopted plan knows: {scope} “{name}”",
    "verify_no_scope_extra_file": "a file belongs to a subject out of scope",
    "verify_no_scope_incomplete": (
        "the scope lacks what is needed to judge it: {subject} is outside"
    ),
    "verify_no_certificate_entry_differs": (
        "an entry repeated beside a certificate is not the log's"
    ),
    "verify_no_folder_key_differs": "a key in PEM form is not the public key that it repeats",
    "scope_unknown": (
        "No adopted plan knows: {scope} “{name}”. Take, in the plan, the “id” of a service "
        "or the “controller” of a data set."
    ),
    "pack_exists": (
        "There is something here already: {path}. Nothing is ever replaced: choose another name."
    ),
    "pack_unwritable": "The pack cannot be written: {path} ({cause}). Check room and rights.",
    "pack_source_changed": "A file of the folder changed while it was packed: start again.",
    "pack_inside_evidence": (
        "The pack is not written inside the evidence folder itself ({path}): choose another place."
    ),
    "evidence_holds_renewals": (
        "Folder {folder} holds timestamp renewals of an earlier state, which would be lost. Set it "
        "aside under another name, then start again."
    ),
    "pack_preparing": "Writing the evidence folder…",
    "pack_progress": "Evidence pack: {percent}% of {mebibytes} MiB",
    "pack_written": (
        "Evidence pack written and read back: {path} ({files} files, {octets} bytes). Check it "
        "with “releve verify {path}”; the trust file is handed over separately, by another way."
    ),
    "doc_partial_service": (
        "PARTIAL FOLDER: only the service “{name}” and what it takes to judge it. The log and the "
        "plans are whole."
    ),
    "doc_partial_controller": (
        "PARTIAL FOLDER: only what {name} answers for as controller, and what it takes to judge "
        "it. The log and the plans are whole."
    ),
    "doc_index_file_token": "timestamp",
    "doc_index_file_issued": "proof of issuance",
}
