"""What refusals of reserves, of their clearance and of signatures of documents say."""

SENTENCES = {
    "document_unknown": (
        "No document that was issued has the digest or number {document}. Read it on the document"
        " to sign (“releve document KIND” gives it), then sign again."
    ),
    "signing_of_signed_copy": (
        "{number} is the copy that lists signatures: it is not signed. Sign the text itself, no."
        " {expected}."
    ),
    "signing_of_superseded_document": (
        "{number} was replaced by {expected}: facts have changed since. Read {expected} and sign"
        " it."
    ),
    "signing_of_another_subject": (
        "The signature is about {subject}, the document about {expected}. Make it again with"
        " --subject {expected}."
    ),
    "signing_of_another_capacity": (
        "{signer} cannot sign as “{capacity}”: that capacity is the organisation {expected}'s."
        " Possible ones: {words}. Give yours with --field capacity=…, or have somebody of that"
        " organisation sign."
    ),
    "signing_twice": (
        "{signer} has already signed {number} in that capacity. One signature is enough: nothing"
        " was added."
    ),
    "reserve_without_text": "A reserve must say what is reserved. Write it with --field text=…",
    "reserve_without_owner": (
        "“{owner}” is neither a person nor an organisation of the plan: nobody would have to deal"
        " with this reserve. Name who does, by id, with --field owner=…"
    ),
    "reserve_due_malformed": (
        "“{due_on}” is not a date. Write the last day as 2025-09-30, with --field due_on=…"
    ),
    "reserve_due_past": (
        "The reserve would be due on {due_on}, before the day it is signed ({signed_on}). Give a"
        " day to come with --field due_on=…"
    ),
    "reserve_about_unknown": (
        "Entry {entry} does not exist: the log has {size}. Give the number of the entry that the"
        " reserve is about, or “-”, with --field about=…"
    ),
    "reserve_unknown": (
        "No open reserve of {subject} has the digest {reserve}. The record and the log give them;"
        " correct --field reserve=…"
    ),
    "reserve_already_cleared": (
        "This reserve of {subject} is cleared already (entry {entry}). There is nothing to do."
    ),
    "clearance_without_reason": (
        "A clearance must say what was done. Write it with --field reason=…"
    ),
    "clearance_by_owner": (
        "{signer} cannot clear a reserve that {owner} had to deal with: who does the work does"
        " not control it. Have the controller sign, or the lead if it is not theirs to do."
    ),
    "signing_document_unknown": (
        "A signature of a document names none that was issued before it. Ask its maker for the"
        " whole folder; count no signature of a document."
    ),
    "signing_superseded": (
        "A signature is of {number}, which could not be signed any more: another text had"
        " replaced it, or it is only a copy. It does not count; have the text in force signed."
    ),
    "signing_capacity_differs": (
        "{signer} signed as “{capacity}” without being of an organisation or role that may. This"
        " signature does not count; do not take the record as signed."
    ),
    "reserve_malformed": (
        "A recorded reserve lacks a text, a known owner, a possible due date or the entry it is"
        " about (field {field}). Whoever made this log took what it had to refuse: ask why."
    ),
    "clearance_without_reserve": (
        "A clearance names no reserve that was open then. It clears nothing: take the reserve as"
        " open, and ask why."
    ),
    "clearance_by_its_owner": (
        "{signer} cleared a reserve that they, or their organisation, had to deal with. Take the"
        " reserve as open, and ask for a clearance by somebody else."
    ),
    "minutes_copy_unsigned": (
        "{number} says that it is the signed copy of a text that the holder had not signed, or"
        " that is not of this log. Do not take it as signed."
    ),
    "minutes_copy_differs": (
        "{number} does not say word for word what the signed text that it cites says. Trust the"
        " signed text, and ask why."
    ),
    "status_signatures": "Awaited signatures",
    "status_reserves": "Reserves",
    "status_reserves_text": "{count:open reserve|open reserves}, first due on {day}",
}
