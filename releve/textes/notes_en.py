"""Logbook and shift handover."""

SENTENCES = {
    "note_recorded": "Noted (entry {entry}, {instant}). A mistake is corrected by another note.",
    "note_empty": "The note is empty. Write what happened, or what those who follow must know.",
    "note_too_long": (
        "The note has {length} characters; a note has {limit} at most. Cut it into several."
    ),
    "note_holds_identifier": (
        "The note seems to hold {identifier}, at character {at}: the logbook says nothing that"
        " points to a person. Write the same without it, for instance by title or by the number"
        " of the incident."
    ),
    "identifier_email": "an e-mail address",
    "identifier_nir": "a social security number or INS",
    "identifier_phone": "a telephone number",
    "identifier_rpps": "an RPPS number",
    "note_author_unknown": (
        "{author} is not in the plan, or not in office today: the note is not written. Give an id"
        " of the plan with --as."
    ),
    "note_subject_unknown": (
        "{subject} is not in the plan. Give a subject of the plan (for instance service:visio),"
        " or none for the whole programme."
    ),
    "logbook_note_malformed": (
        "A note of the logbook cannot be read: its document was changed. Tell the project lead."
    ),
    "shift_person_unknown": (
        "{person} holds no watch: it takes the role of operator or project lead, in office. Those"
        " who may: {known}."
    ),
    "doc_logbook_title": "Logbook",
    "doc_logbook_title_of": "Logbook: {milestone}",
    "doc_logbook_lead": "What was noted and what was done, in the order of time.",
    "doc_logbook_when": "When",
    "doc_logbook_subject": "Subject",
    "doc_logbook_what": "What happened",
    "doc_logbook_who": "Who",
    "doc_logbook_entry": "Entry",
    "doc_logbook_from": "From",
    "doc_logbook_until": "Until",
    "doc_logbook_lines": "Lines",
    "doc_logbook_notes": "Of which notes",
    "doc_logbook_nothing": "Nothing is noted.",
    "doc_logbook_note": "Note: {text}",
    "doc_logbook_act": "Act signed: {what}",
    "doc_logbook_act_refused": "Act refused ({code})",
    "doc_logbook_request": "Request opened: {what}",
    "doc_logbook_intent": "Point of no return: {what}",
    "doc_logbook_outcome": "Outcome: {outcome}, {observed}",
    "doc_logbook_probe": "Probe: {observed}",
    "doc_logbook_failure": "Failure: {verb} ({code})",
    "doc_logbook_order": "Written order {number}",
    "doc_logbook_adopted": "Plan adopted",
    "doc_logbook_limit_signed": (
        "A note is written under its author's id: it is not signed, and authorises nothing."
    ),
    "doc_logbook_limit_correction": (
        "Nothing is erased: a note corrects another by coming after it. The text of notes stays"
        " in the workspace; the evidence gives their digest."
    ),
    "doc_shift_title": "Shift handover, {at}",
    "doc_shift_lead": "Leaves the shift: {leaving}. This is what is open.",
    "doc_shift_begun": "Begun, past the point of no return",
    "doc_shift_begun_warning": (
        "An act is begun and has no outcome: start nothing again before knowing why."
    ),
    "doc_shift_nothing_begun": "Nothing is begun.",
    "doc_shift_safe": "Last safe point",
    "doc_shift_safe_at": "entry {entry}, {at}",
    "doc_shift_stopped": "Paused or held",
    "doc_shift_nothing_stopped": "Nothing is paused or held.",
    "doc_shift_paused": "paused",
    "doc_shift_held": "legal hold",
    "doc_shift_mark": "State",
    "doc_shift_reason": "Reason",
    "doc_shift_subject": "Subject",
    "doc_shift_act": "Act",
    "doc_shift_since": "Since",
    "doc_shift_windows": "Next windows",
    "doc_shift_milestone": "Milestone",
    "doc_shift_opens_in": "In",
    "doc_shift_open_now": "open now",
    "doc_shift_no_window": "No window to come.",
    "doc_shift_ready": "Ready: goes at the next “releve run”",
    "doc_shift_ready_count": "{verb}: {count:subject|subjects}",
    "doc_shift_ready_line": "{subject}: {verb}",
    "doc_shift_nothing_ready": "nothing is ready",
    "doc_shift_waiting": "Waiting for somebody",
    "doc_shift_nothing_waiting": "Nothing waits for anybody.",
    "doc_shift_why": "What is missing",
    "doc_shift_mover": "Whose move",
    "doc_shift_note": "{text}",
    "doc_shift_notes": "Last notes",
    "doc_shift_call": "Whom to call",
    "doc_shift_leaving": "Leaves",
    "doc_shift_arriving": "Arrives",
}
