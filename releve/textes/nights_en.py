"""Intervention cards: at night, one step after the other."""

SENTENCES = {
    "doc_card_title": "Intervention card: {verb} “{subject}”",
    "doc_card_title_night": "Intervention card: {milestone}",
    "doc_card_lead": (
        "One step after the other. Write the hour and your initials. In doubt: start nothing, call."
    ),
    "doc_card_lead_night": "Every act of this window, in order. In doubt: start nothing, call.",
    "doc_card_opens": "The window opens",
    "doc_card_closes": "The window closes",
    "doc_card_last": "Begin at the latest",
    "doc_card_last_of": "Begin at the latest ({verb})",
    "doc_card_last_moment": "{at}: an act may last {minutes}",
    "doc_card_agreed": "Approvals signed",
    "doc_card_approvals": "{have} of {need}",
    "doc_card_not_asked": "none: the request is not open yet",
    "doc_card_performer": "Who performs the act",
    "doc_card_durations": "Durations in the exercise",
    "doc_card_exercise_of": (
        "read in the exercise {origin}, {size} entries, head {root}…; this log does not prove them"
    ),
    "doc_card_before": "Before the point of no return",
    "doc_card_after": "After the point of no return",
    "doc_card_in_order": "In order",
    "doc_card_number": "No",
    "doc_card_step": "Step",
    "doc_card_act": "Act",
    "doc_card_subject": "Subject",
    "doc_card_look": "What you must see",
    "doc_card_duration": "In the exercise",
    "doc_card_hour": "Hour",
    "doc_card_initials": "Initials",
    "doc_card_nothing": "No step.",
    "doc_card_rehearsed_here": "{minutes}",
    "doc_card_rehearsed_elsewhere": "{minutes} at most (on {subject})",
    "doc_card_not_rehearsed": "not measured yet",
    "doc_card_check_ready": "Read the agenda: releve agenda",
    "doc_card_look_ready": "the act is ready there (▶)",
    "doc_card_look_before": "Look whether the service answers",
    "doc_card_look_up": "it answers",
    "doc_card_look_services": "Look whether the services of these data answer",
    "doc_card_look_all_down": "none answers",
    "doc_card_run_compare": "Start: releve run -m {milestone} (all that is ready there starts)",
    "doc_card_compare": "The tool measures the source under lock, compares, then writes the intent",
    "doc_card_seen_down": "it answers no more",
    "doc_card_seen_up": "it still answers",
    "doc_card_seen_absent": "data absent",
    "doc_card_look_same": "no refusal; else a line ✘: nothing is erased, call",
    "doc_card_run": (
        "Start: releve run -m {milestone} (all that is ready there starts). The tool writes the"
        " intent"
    ),
    "doc_card_look_intent": "the line of the act begins with ·",
    "doc_card_stop_unit": "The tool stops {unit} on {host}, then disables it at boot",
    "doc_card_look_inactive": "inactive and disabled; else a line ✘: call",
    "doc_card_look_after": "The tool probes the service from outside",
    "doc_card_look_down": "it answers no more; else a line ✘: call",
    "doc_card_remove_access": "The tool removes our accesses",
    "doc_card_look_no_access": "our accesses are refused",
    "doc_card_erase": "The tool deletes the objects that were approved, and those alone",
    "doc_card_look_erased": "no error; “partial deletion”: call",
    "doc_card_look_data": "The tool looks whether the data are still there",
    "doc_card_look_absent": "absent",
    "doc_card_look_absent_or_out": "absent, or out of our reach",
    "doc_card_outcome": "The tool writes the outcome. Read again: releve status",
    "doc_card_look_outcome": "nothing “in progress” any more",
    "doc_card_run_order": (
        "Start: releve run -m {milestone} (all that is ready there starts). The tool writes the"
        " intent and the order"
    ),
    "doc_card_look_order": "the number of a written order",
    "doc_card_attested": "The performer acts, then signs an attestation",
    "doc_card_look_attestation": "the attestation is in the log",
    "doc_card_look_none": "nothing to see",
    "doc_card_no_return_shut_down": (
        "POINT OF NO RETURN. From the next step on the intent is written: the stop goes to its"
        " end. A pause, a hold or a refusal comes too late. Starting again is all that is left"
        " (see below)."
    ),
    "doc_card_no_return_hand_over": (
        "POINT OF NO RETURN. From the next step on the intent is written: our accesses are"
        " removed. Only the new operator can give them back."
    ),
    "doc_card_no_return_destroy": (
        "POINT OF NO RETURN. From the next step on the tool acts by itself: these data will"
        " disappear. No command gives them back. A pause, a hold or a refusal comes too late."
    ),
    "doc_card_no_return_night": (
        "POINT OF NO RETURN, line by line: once the tool announces an act (·), its intent is"
        " written. A pause only stops the lines after it."
    ),
    "doc_card_run_all": (
        "Start: releve run -m {milestone}. The tool performs these acts one after the other, and"
        " stops at what waits."
    ),
    "doc_card_stop": "Pause, resume, go back",
    "doc_card_pause": (
        'Pause: releve pause {subject} --as YOUR-ID --key YOUR-KEY -r "reason", then releve run'
    ),
    "doc_card_resume": (
        "Resume (project lead alone): releve resume {subject} --as THEIR-ID --key THEIR-KEY -r"
        ' "reason"'
    ),
    "doc_card_rollback": "Start {service} again: releve rollback {id}",
    "doc_card_rollback_until": (
        "Start {service} again: releve rollback {id}, until a destruction of its data begins"
        " ({opens} at the earliest)"
    ),
    "doc_card_no_rollback": "No way back for {service}: the destruction of “{asset}” has begun",
    "doc_card_return_hand_over": "Handover: no way back by us",
    "doc_card_return_destroy": "Deletion: no way back",
    "doc_card_call": "Whom to call, in this order",
    "doc_card_person": "Title",
    "doc_card_contact": "Telephone",
    "doc_card_called": "Called at",
    "doc_card_who": "{title}, {body}",
    "doc_card_leave": "What not to touch",
    "doc_card_neighbours": "Still running on the same machine ({host}), leave it alone:",
    "doc_card_neighbour_first": "{service}",
    "doc_card_neighbour": "· {service}",
    "doc_card_nothing_to_spare": "the plan says nothing else",
    "rehearsed_not_an_exercise": (
        "{path} is the evidence of a real log ({origin}), not of an exercise: nothing was"
        " rehearsed in it. Give the evidence of an exercise."
    ),
}
