"""Witnesses: theirs and ours, in English."""

SENTENCES: dict[str, str] = {
    "witness_request_malformed": (
        "The request is not in its form ({field}): make it again with “releve witness request”, "
        "or ask whoever keeps the log for it again."
    ),
    "witness_log_unknown": (
        "This witness does not know the log “{origin}”: nothing is cosigned. If you are to "
        "follow it, add its key to witness.json."
    ),
    "witness_head_unsigned": (
        "The head is not signed by a known key of the log “{origin}” ({cause}): nothing is "
        "cosigned. Ask for another copy; if the log's key was changed, have it confirmed by "
        "another way."
    ),
    "witness_old_beyond": (
        "The request starts from {old} entries and the head has only {size}: it makes no sense. "
        "Make it again."
    ),
    "witness_fork": (
        "The log “{origin}” shows two histories of {size} entries: nothing is cosigned. Both "
        "signed heads are kept as proof; tell the auditor and the other witnesses."
    ),
    "witness_rollback": (
        "The head has {size} entries, and this witness already saw {seen} of the log “{origin}”: "
        "nothing is cosigned. Ask for today's head; if this is it, the log went back and the "
        "auditor must be told."
    ),
    "witness_old_differs": (
        "The request starts from {old} entries and this witness saw {seen}: nothing is cosigned. "
        "Make it again with “--old {seen}”."
    ),
    "witness_proof_refused": (
        "Nothing proves that the head of {size} entries extends the one of {seen} that this "
        "witness saw: nothing is cosigned, and the request is kept. Make it again; if it is "
        "refused again, tell the auditor."
    ),
    "witness_clock_went_back": (
        "The clock of this witness ({now}) is behind its last cosignature ({last}): it signs no "
        "more. Set it right."
    ),
    "witness_state_unusable": (
        "The witness's memory cannot be read or written ({path}, {reason}): it cosigns nothing, "
        "for a witness that forgot would sign anything. Find that file again, or found another "
        "witness with another key."
    ),
    "witness_refusal_not_kept": (
        "The head is refused, but the proof could not be kept ({path}: {reason}): make room, "
        "then keep the request yourself."
    ),
    "witness_key_missing": (
        "The witness's key is missing or cannot be read ({path}): check the folder and your rights."
    ),
    "witness_key_not_private": (
        "Others than you can read the witness's key ({path}): it is refused. Make it mode 0600 "
        "again; if anybody may have copied it, found another witness."
    ),
    "witness_key_unreadable": (
        "{path} is not the key of a witness, or it was changed: find the original."
    ),
    "witness_exists": (
        "There is something in {folder} already: a witness is founded once, in an empty folder."
    ),
    "witness_log_refused": (
        "This is not the public key of a log ({cause}): {key}. Take it from “log_keys” of the "
        "trust file."
    ),
    "witness_name_refused": (
        "A witness cannot be called “{name}”: write a name without space or “+”, like "
        "temoin.example/ars."
    ),
    "witness_missing": "There is no witness in {folder}: found one with “releve witness init”.",
    "witness_folder_malformed": "{file} is not that of a witness ({field}): correct it.",
    "witness_unwritable": "{path} cannot be written: check the room on the disk and your rights.",
    "witness_address_refused": (
        "The witness cannot answer on {host}, port {port}: choose an address of this machine and "
        "a free port."
    ),
    "witness_file_unreadable": "{file} cannot be read: check its name and your rights.",
    "witness_saw_nothing": "This witness has seen nothing of the log “{origin}” yet.",
    "witness_proof_twice": (
        "This request already holds its consistency proof: do not give “--proof”."
    ),
    "published_log_missing": "{file} is missing in {folder}: name a whole evidence folder.",
    "published_old_beyond": (
        "The log has {size} entries; “--old {old}” is not a size that it had. Give the number "
        "that the witness saw (“releve witness show”)."
    ),
    "published_log_differs": (
        "The log of {folder} is not that of its signed head: the folder is damaged or changed. "
        "Write it again."
    ),
    "witness_founded": (
        "Witness “{name}” founded in {folder}. Its public key, for the plan and the trust file:"
    ),
    "witness_founded_next": (
        "Back up the key, never the memory: a witness restored from a backup has forgotten. To "
        "answer: releve witness serve {folder}"
    ),
    "witness_serving": "Witness “{name}”: answers on {url} (Ctrl+C to stop).",
    "witness_stopped": "Witness stopped. Its memory is on the disk.",
    "witness_cosigned": (
        "“{name}” cosigned the head of {origin}: {size} entries, on {at}. Give this file back to "
        "whoever keeps the log, and keep a copy."
    ),
    "witness_request_written": (
        "Request written to {file}. The witness answers it with “releve witness cosign”."
    ),
    "witness_page_title": "Witness {name}",
    "witness_page_what": (
        "This witness cosigns the head of a log only if it extends the one it saw. It does not "
        "read the entries and says nothing about what they tell."
    ),
    "witness_page_key": "Its public key:",
    "witness_page_logs": "Logs followed, and the last head cosigned",
    "witness_page_nothing": "Nothing of this log was seen yet.",
    "witness_page_seen": "{size} entries, cosigned on {at}.",
    "witness_page_refusals": "Refusals kept as proof",
    "witness_page_no_refusal": "No refusal to keep: each head seen extended the one before.",
    "witness_kept_title": "REFUSAL BY A WITNESS – log {origin}, {at}.",
    "witness_kept_fourche": (
        "Fork: the log's key signed two heads of the same size ({size} entries) with different "
        "roots. Both signed files prove it by themselves, without this witness."
    ),
    "witness_kept_suite_non_prouvee": (
        "Not proven to extend: the head shown ({size} entries) was to extend the one the witness "
        "saw ({seen}), and the proof given does not show it. A wrong proof may be a mistake; the "
        "entries of the head shown, beside the head seen, will tell (releve verify --seen "
        "vue.checkpoint)."
    ),
    "witness_kept_retour": (
        "Gone back: the head shown ({size} entries) is older than the one the witness saw "
        "({seen}). A late request may be a mistake; a log that has only {size} entries left was "
        "cut short."
    ),
    "witness_kept_heads": (
        "Seen: {seen} entries, root {seen_root}.\nShown: {size} entries, root {root}."
    ),
    "witness_kept_files": (
        "vue.checkpoint: the head that the witness had cosigned, as it is.\n"
        "presentee.checkpoint: the head refused, as it is.\n"
        "demande.txt: the whole request, with the proof given (from {old} entries).\n"
        "refus.json: the same facts, for a program.\n"
        "Change nothing here: give this folder to the auditor."
    ),
    "witness_kept_line_witness_fork": "{at}: fork at {size} entries (two signed roots).",
    "witness_kept_line_witness_proof_refused": (
        "{at}: not proven to extend, from {seen} to {size} entries."
    ),
    "witness_kept_line_witness_rollback": "{at}: gone back, from {seen} to {size} entries.",
    "witness_unreachable": (
        "The witness {witness} does not answer ({reason}): check its address in workspace.json, "
        "or call whoever keeps it, then run again."
    ),
    "witness_refused": (
        "The witness {witness} refuses to cosign (answer {status}: {said}). If it saw another "
        "history of this log, do not insist: keep everything and tell the project lead."
    ),
    "witness_malformed": (
        "The answer of the witness {witness} is not a cosignature of the head asked for "
        "({reason}): it is not kept. Check its key in the plan and its address."
    ),
    "witnesses_missing": (
        "{have} witness(es) of {need} cosigned the head of the log (silent: {silent}; refusing: "
        "{refused}): nothing irreversible is begun. Call whoever keeps these witnesses, then run "
        "again."
    ),
    "witness_endpoints_missing": (
        "workspace.json says where {have} witnesses answer, and the plan needs {need}: add their "
        "addresses (“witnesses”)."
    ),
    "seen_unreadable": (
        "The head already seen cannot be read: {path}. Name the file kept from before or got from "
        "a witness."
    ),
    "seen_refused": (
        "This is not a head of this log signed by its key: {path} ({cause}). It tells nothing "
        "about this evidence; find the right file."
    ),
    "proof_kept": "Both signed heads are kept in {folder}: give them to whoever judges.",
    "proof_not_kept": (
        "The heads were not kept: {path} is not empty or cannot be written. Name a new folder."
    ),
    "proof_readme": (
        "vue.checkpoint: the head of the log kept from before, or got from a witness.\n"
        "presentee.checkpoint: the head of the evidence folder shown since.\n\n"
        "One key signed both and one log cannot have both: of equal size, these two files prove it "
        "by themselves; otherwise keep the folder shown too (releve verify --seen "
        "vue.checkpoint).\n"
        "Do not change these files."
    ),
}
