"""The sentences of findings of non-destruction, and of their lifting."""

SENTENCES = {
    "doc_non_destruction_title": "Finding of non-destruction",
    "doc_non_destruction_lead": "The deletion of “{subject}” was planned. It is not established.",
    "doc_non_destruction_red": "This data is not destroyed.",
    "doc_non_destruction_no_certificate": (
        "No attestation or certificate can be issued for it; it is still counted and protected as"
        " on the first day."
    ),
    "doc_non_destruction_why_partial": "The deletion stopped on its way: only a part was deleted.",
    "doc_non_destruction_why_undetermined": (
        "The deletion began and its result could not be established. Until somebody observes its"
        " absence, the data is held to be present."
    ),
    "doc_non_destruction_why_unfinished": (
        "The deletion began and is not concluded. Until it is, the data is held to be present."
    ),
    "doc_non_destruction_why_ordered": (
        "The deletion was ordered of another, and nothing is concluded. An order issued deletes"
        " nothing: without an attestation, the data is held to be present."
    ),
    "doc_non_destruction_why_sent_back": (
        "The deletion had been observed; the person who validates sent it back to be done again."
    ),
    "doc_non_destruction_why_still_present": (
        "After the deletion, our own look still sees the data present."
    ),
    "doc_non_destruction_why_present": (
        "The deletion was attested, and our own look still sees the data present."
    ),
    "doc_non_destruction_why_source_changed": (
        "When it was to be deleted, the content was no longer what had been given back and"
        " accepted. Nothing was touched."
    ),
    "doc_non_destruction_why_failed": (
        "The deletion could not take place: the step failed before it acted."
    ),
    "doc_non_destruction_asked": "What was asked",
    "doc_non_destruction_nothing_asked": "No request is recorded.",
    "doc_non_destruction_done": "What was done",
    "doc_non_destruction_nothing_done": "Nothing is recorded since the request.",
    "doc_non_destruction_column_at": "On",
    "doc_non_destruction_column_fact": "Fact recorded",
    "doc_non_destruction_column_entry": "Entry",
    "doc_non_destruction_column_number": "Finding lifted",
    "doc_non_destruction_fact_intent": "point of no return",
    "doc_non_destruction_fact_order": "written order {number} issued",
    "doc_non_destruction_fact_phase": "phase done: {phase}",
    "doc_non_destruction_fact_failed": "step not completed, code {code}",
    "doc_non_destruction_fact_outcome": "outcome: {outcome}, {observed}",
    "doc_non_destruction_fact_act": "act signed: {act} – {who}",
    "doc_non_destruction_left": "What remains",
    "doc_non_destruction_phases": "Stages done",
    "doc_non_destruction_rest_root": "Digest of what remains",
    "doc_non_destruction_found": "Digest found instead of the accepted one",
    "doc_non_destruction_found_records": "Records found",
    "doc_non_destruction_phase_overwritten": "files overwritten",
    "doc_non_destruction_phase_read_back": "overwriting read back",
    "doc_non_destruction_phase_unlinked": "files unlinked",
    "doc_non_destruction_rest": "To be held present",
    "doc_non_destruction_rest_partial": "what the phases done did not delete",
    "doc_non_destruction_rest_undetermined": "all of it, until somebody has looked",
    "doc_non_destruction_rest_unfinished": "all of it, until the act is concluded",
    "doc_non_destruction_rest_ordered": "all of it, until the attestation and our own look",
    "doc_non_destruction_rest_sent_back": "what the validation asked to do again",
    "doc_non_destruction_rest_still_present": "what our own look saw",
    "doc_non_destruction_rest_present": "what our own look saw",
    "doc_non_destruction_rest_source_changed": (
        "all of it, and what was added or changed since the acceptance"
    ),
    "doc_non_destruction_rest_failed": "all of it",
    "doc_non_destruction_move": "Who must act",
    "doc_non_destruction_then_partial": (
        "A new request is about what remains: it is approved by those who decide, then carried"
        " out in a window."
    ),
    "doc_non_destruction_then_undetermined": (
        "Somebody looks first, and says what they saw (act of reconciliation); a new request"
        " follows."
    ),
    "doc_non_destruction_then_unfinished": (
        "Whoever performs runs again (releve run): the act resumes from what is observed, and is"
        " not repeated."
    ),
    "doc_non_destruction_then_ordered": (
        "The performer attests, or says that the act is not done; the reminder asks them for it."
    ),
    "doc_non_destruction_then_sent_back": (
        "The deletion is to be asked for, approved and carried out again, on what remains."
    ),
    "doc_non_destruction_then_still_present": (
        "Whoever performs finds out why; the deletion is to be asked for again."
    ),
    "doc_non_destruction_then_present": (
        "The performer explains what we still see, finishes, and attests again."
    ),
    "doc_non_destruction_then_source_changed": (
        "Somebody explains the difference (act of reconciliation); the data is exported,"
        " delivered and accepted again before any request."
    ),
    "doc_non_destruction_then_failed": (
        "Whoever performs reads the reason, corrects it, then runs again in the window; after the"
        " window, a new request is approved."
    ),
    "doc_non_destruction_who_decide": "Decides",
    "doc_non_destruction_who_perform": "Performs",
    "doc_non_destruction_who_inform": "Is informed",
    "doc_non_destruction_command": "All that is recorded of it: releve journal --subject {subject}",
    "doc_non_destruction_read": "Read by",
    "doc_non_destruction_sign_lead": "Programme lead",
    "doc_non_destruction_sign_controller": "Controller",
    "doc_non_destruction_note_place": (
        "Where each remnant is: only what is written above was observed."
    ),
    "doc_non_destruction_note_copies": (
        "The state of the other copies of this data: each has its own."
    ),
    "doc_non_destruction_lifted_title": "Lifting of the finding of non-destruction",
    "doc_non_destruction_lifted_lead": (
        "The finding of non-destruction of “{subject}” no longer holds."
    ),
    "doc_non_destruction_seen": "Our own look after the act",
    "doc_non_destruction_when": "Recorded",
    "doc_non_destruction_not_due": "No deletion is lacking, by the ledger and the plan in force.",
    "doc_non_destruction_before": "Finding lifted",
    "doc_non_destruction_lifted_note": (
        "The level that the deletion reached: the document issued for it says so, and what it"
        " does not prove."
    ),
}
