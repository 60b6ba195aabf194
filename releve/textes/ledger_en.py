"""The ledger, its second copy, its checkpoints and proofs, in English."""

SENTENCES: dict[str, str] = {
    "ledger_recovered": (
        "The ledger is rebuilt from its second copy: {size} entries. The old file is kept "
        "beside it (name in .set-aside)."
    ),
    "recovery_unsupported": (
        "A ledger of kind “{kind}” is not rebuilt by this command: restore the database from "
        "its own backups, and keep the second copy as it is."
    ),
    "nothing_to_recover": (
        "The ledger {path} is neither behind its second copy nor different from it: there is "
        "nothing to rebuild."
    ),
    "ledger_rolled_back": (
        "The ledger is behind its second copy or differs from it ({store} entries, {copy} in "
        "the copy, {found}): nothing more is written to it. Keep both and rebuild it with "
        "“releve ledger recover”."
    ),
    "ledger_replaced": (
        "The ledger's file was replaced during the run ({path}): nothing more is written. Find "
        "who replaced it, then start again."
    ),
    "ledger_unreadable": (
        "The ledger cannot be read by this version ({reason}): erase nothing. Check the path "
        "in workspace.json, or else rebuild it from its second copy."
    ),
    "ledger_unwritable": (
        "The ledger could not be written ({reason}): check the room on the disk and the "
        "rights, then start again."
    ),
    "ledger_busy": (
        "Another command has been writing to the ledger for more than a minute ({path}, "
        "{reason}): wait for its end, then start again."
    ),
    "ledger_unreachable": (
        "The ledger's database does not answer, or no longer does ({reason}): bring it back, "
        "then start again; whatever was written is read first."
    ),
    "ledger_not_durable": (
        "The ledger's database may lose what it says it wrote (setting “{setting}”): nothing "
        "is written to it. Turn that setting on, then start again."
    ),
    "ledger_of_another_origin": (
        "This ledger is not that of {origin}, or not of this realm: nothing was written to it. "
        "Correct workspace.json."
    ),
    "second_copy_missing": (
        "The ledger's second copy is not in its place ({path}): nothing is written without it. "
        "Check that its disk is mounted."
    ),
    "second_copy_of_another_ledger": (
        "The second copy ({path}) is not that of the ledger {origin}: nothing was written to "
        "it. Correct “second_copy” in workspace.json."
    ),
    "second_copy_unwritable": (
        "The second copy could not be written ({path}: {reason}): nothing is recorded without "
        "it. Make room or mount its disk again, then start again."
    ),
    "second_copy_damaged": (
        "The second copy is damaged ({path}, from entry {index} on): write no more and keep "
        "everything. Compare with a backup of that copy and tell the project lead."
    ),
    "second_copy_unsigned": (
        "The second copy has no signed head ({path}): nothing proves that it is whole, and "
        "rebuilding is refused. Find a more recent copy."
    ),
    "document_missing": (
        "The document {digest}, which the ledger cites, is missing: stop and find it in the "
        "second copy, folder “documents”."
    ),
    "document_altered": (
        "The content of the document {digest} is not what that name stands for: it changed. "
        "Stop and find the original in the second copy, folder “documents”."
    ),
    "already_performing": (
        "Another run is under way on this ledger (process {pid}): wait for its end. Nothing "
        "was done."
    ),
    "performer_lock_lost": (
        "The connection that kept the run for this command is lost: nothing more is written. "
        "Start “releve run” again, which goes on from where the ledger is."
    ),
    "state_moved": (
        "Somebody recorded something else on “{subject}” meanwhile (entry {expected} expected, "
        "{found} found): nothing was done. Start again, the decision is taken afresh."
    ),
    "rehearsal_clock_refused": (
        "The clock of an exercise cannot date a real ledger: nothing was written. Check the "
        "workspace's realm."
    ),
    "clock_behind_ledger": (
        "This machine's clock ({now}) is behind the ledger's last entry ({last}): nothing was "
        "written. Set it right, then start again."
    ),
    "entry_too_large": (
        "The entry to write has {size} bytes, for {limit} at most: nothing was written. "
        "Shorten the free texts (reason, reference)."
    ),
    "entry_malformed": (
        "A ledger entry is not in the expected form (“{field}”): it was changed or comes from "
        "another version. Do not correct it; compare with the second copy."
    ),
    "entry_of_another_origin": (
        "Entry {index} comes from another ledger ({found}, expected {expected}): do not use "
        "it; find the right ledger."
    ),
    "entry_of_another_realm": (
        "Entry {index} is of another realm ({found}, expected {expected}): an exercise and "
        "reality do not mix. Find the right ledger."
    ),
    "entry_at_wrong_index": (
        "An entry bears number {found} in place {expected}: the ledger was reordered or cut. "
        "Do not correct it; compare with the second copy."
    ),
    "entry_out_of_order": (
        "Entry {index} comes where {expected} is expected: the ledger was reordered or cut. Do "
        "not correct it; compare with the second copy."
    ),
    "second_open_intent": (
        "Entry {index} begins an irreversible act while another is still open on the same "
        "subject: this ledger was not written by Relève alone. Stop and tell the project lead."
    ),
    "intent_without_request": (
        "Entry {index} begins an irreversible act without the request it needs: this ledger "
        "was not written by Relève alone. Stop and tell the project lead."
    ),
    "outcome_without_intent": (
        "Entry {index} follows an irreversible act that was never begun: this ledger was not "
        "written by Relève alone. Stop and tell the project lead."
    ),
    "checkpoint_malformed": (
        "The ledger's head is not in the expected form (“{field}”): it was changed or cut. Ask "
        "the custodian for a new copy."
    ),
    "checkpoint_unsigned": (
        "The ledger's head is not signed by the expected key: conclude nothing from it. Check "
        "the trust file, or ask the custodian for a new copy."
    ),
    "checkpoint_wrong_origin": (
        "The head is that of another ledger ({found}, expected {expected}): ask the custodian "
        "for that of the right one."
    ),
    "checkpoint_not_of_this_log": (
        "The head cited is not a head of this ledger: the certificate comes from elsewhere, or "
        "the ledger was rewritten. Conclude nothing from it; tell the custodian."
    ),
    "log_proof_malformed": (
        "The proof of inclusion is not in the expected form (“{field}”): ask the custodian for "
        "a new copy."
    ),
    "proof_of_another_entry": (
        "The proof of inclusion is about another entry than this certificate: ask the "
        "custodian for the right one."
    ),
    "inclusion_refused": (
        "Entry {index} is not in the ledger of {size} entries that this proof names: conclude "
        "nothing from it; tell the custodian."
    ),
    "consistency_refused": (
        "The ledger of {size2} entries does not continue that of {size1}: it was rewritten. "
        "Keep both and tell the custodian."
    ),
    "merkle_proof_out_of_range": (
        "A proof is asked for entry {index} of a ledger of {size} entries, where it is not: "
        "check the number."
    ),
    "merkle_peaks_malformed": (
        "The ledger's inner summary does not fit its size ({size} entries, {peaks} peaks): it "
        "is damaged. Rebuild the ledger from its second copy."
    ),
    "tile_differs": (
        "The file {path} of the published ledger does not match the entries: it was changed or "
        "damaged. Ask the custodian for a new copy."
    ),
    "tile_out_of_range": (
        "A part of the published ledger is asked for out of its bounds: this is a defect of "
        "Relève. Report it with this line."
    ),
    "entries_malformed": (
        "A file of entries of the published ledger is cut or too long ({reason}, {count} "
        "entries expected): ask the custodian for a new copy."
    ),
    "log_tiles_refused": (
        "The published ledger cannot be read back ({file}, {cause}): ask the custodian for a "
        "new copy."
    ),
}
