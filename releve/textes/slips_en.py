"""The elimination slip, its return, and the certificates sent to the archives."""

SENTENCES = {
    "archives_refused": "to be kept or transferred",
    "archives_kept": "to be kept (“conservé”)",
    "archives_transferred": "to be transferred to the archives (“versé”)",
    "plan_extent_reversed": (
        "The extreme dates go backwards: the first is {first}, the last {last}. Swap or correct"
        " them."
    ),
    "slip_unreadable": (
        "This document is no readable disposal schedule, or its two originals differ. Have the"
        " schedule issued again."
    ),
    "slip_unknown": (
        "No schedule {number} was issued in this ledger. Check the number printed at its head, or"
        " have one issued: releve document elimination_slip."
    ),
    "slip_superseded": (
        "Schedule {number} was replaced by {by}: that one is for the archives to visa. Have it"
        " printed and submit it."
    ),
    "slip_of_another_producer": (
        "Schedule {number} is not about {subject}: its producing service is another. Take the"
        " schedule of the producer of this data."
    ),
    "slip_form_malformed": (
        "The transcription cannot be read (row {row} of the file, field {field}; row zero: the"
        " whole file). Take a fresh form (releve slip transcribe) and change only what is to be"
        " filled in."
    ),
    "slip_form_incomplete": (
        "The transcription is not filled in: field {field} is empty at row {row} of the file."
        " Write what the paper says, or a dash if it says nothing."
    ),
    "slip_form_of_another": (
        "The transcription of {transcriber} is not about this schedule: its field {field} differs"
        " from what is expected. Take a fresh form (releve slip transcribe {number})."
    ),
    "slip_line_changed": (
        "The transcription of {transcriber} changed, added or left out line {line} of schedule"
        " {number} (field {field}: issued {issued}, transcribed {found}). Nothing is recorded. If"
        " the paper itself was changed, a new schedule is needed."
    ),
    "slip_transcribers_differ": (
        "The two transcriptions differ at line {line} ({field}): one says {first}, the other"
        " {second}. Nothing is recorded. Read the paper again together, correct the wrong one and"
        " have it signed again."
    ),
    "slip_transcribers_differ_on_head": (
        "The two transcriptions differ on field {field}: one says {first}, the other {second}."
        " Nothing is recorded. Read the paper again together, correct the wrong one and have it"
        " signed again."
    ),
    "slip_same_transcriber": (
        "Both transcriptions are by {transcriber}. Two are needed, by two different people who"
        " each read the paper."
    ),
    "slip_transcriber_unknown": (
        "{transcriber} is not among the transcribers of the plan in force. Have it transcribed by"
        " somebody who holds that role."
    ),
    "slip_transcriber_not_in_office": (
        "{transcriber} is no longer, or not yet, in office. Have it transcribed by somebody in"
        " office who holds the role of transcriber."
    ),
    "slip_signature_missing": (
        "The signature {path} of {transcriber} is missing. Sign the transcription: releve slip"
        " sign."
    ),
    "slip_scan_missing": (
        "The scan of the visaed schedule is missing or empty: {path}. Scan the original that came"
        " back from the archives, every page of it."
    ),
    "slip_signed_before_issue": (
        "The visa would be of {signed_on}, before schedule {number} was issued ({issued_on})."
        " Read the date on the paper again."
    ),
    "slip_already_returned": (
        "The return of schedule {number} is already recorded (entry {entry}), with other content."
        " To correct it, have a new schedule issued and visaed."
    ),
    "slip_form_exists": (
        "{path} already exists and is not replaced: it may be filled in. Give another file with"
        " --out, or delete that one."
    ),
    "slip_form_missing": (
        "There is no form at {path}. Write one with releve slip transcribe, fill it in, then give"
        " its path again."
    ),
    "slip_two_transcriptions": (
        "Two transcriptions are needed, by two people: {have} given. Add --transcription for each."
    ),
    "slip_form_written": (
        "Form of schedule {number} written for {transcriber}: {path}. Fill it in from the paper"
        " alone, then sign: releve slip sign {path} --as {transcriber} --key KEY"
    ),
    "slip_form_signed": "Transcription signed, line by line ({count:line|lines}): {path}",
    "slip_returned": (
        "Return of schedule {number} recorded (entry {entry}): {granted:line|lines} granted,"
        " {refused} refused."
    ),
    "slip_returned_already": (
        "Return of schedule {number} already recorded, the same (entry {entry})."
    ),
    "slip_form_help_signed": (
        "Fill in from the paper alone, without looking at the other transcription. Change nothing"
        " else."
    ),
    "slip_form_help_head": (
        "director: id of the person who gave the visa; signed_on: day of the visa, YYYY-MM-DD;"
        " original: where the original is kept."
    ),
    "slip_form_help_decision": (
        "decision: granted, refused_keep (refused, to be kept) or refused_transfer (refused, to"
        " be handed to the archives)."
    ),
    "slip_form_help_observations": (
        "observations: what the archives wrote on the line, word for word; a dash if nothing. No"
        " data about a patient."
    ),
    "filing_of_unknown_certificate": (
        "Certificate {certificate} is not the one that stands for {subject}. Read the number on"
        " the letter again, or ask for the document that replaced it."
    ),
    "verify_means_slip": (
        "The return of a disposal schedule is not what the ledger says of it: the visa it bears"
        " proves nothing."
    ),
    "verify_do_slip": (
        "Ask for the paper original where it is said to be, and have it read again before the"
        " archives."
    ),
    "verify_no_slip_malformed": "the return of a schedule is malformed",
    "verify_no_slip_unknown": "the return of a schedule names one that did not stand",
    "verify_no_slip_lines_differ": (
        "the lines of a returned schedule are not those that were issued"
    ),
    "verify_no_slip_transcribers": (
        "the return of a schedule is not signed by two distinct transcribers"
    ),
    "verify_no_slip_transcription_differs": (
        "a transcription does not say what the return of the schedule says"
    ),
    "verify_no_slip_visa_differs": "a visa is not what the line of the returned schedule says",
    "verify_no_slip_twice": "the return of one schedule is recorded twice",
    "verify_no_filing_of_unknown_certificate": (
        "a receipt of the archives names a certificate that did not stand"
    ),
    "verify_means_filing": (
        "A receipt of the archives is about no certificate that stands: it proves nothing."
    ),
    "verify_do_filing": "Ask the archives which document they received.",
}
