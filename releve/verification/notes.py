"""Notes of the logbook: that somebody wrote one is seen here; their text is not in the folder."""

import re

from releve.ledger.body import text
from releve.model.evidence import Entry, EntryKind
from releve.verification.refusal import refuse, refusing

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_MEMBERS = frozenset({"note", "about", "author"})


def check_note(entry: Entry) -> None:
    """Check the form of what is said of a note: a digest, never words.

    Raises:
        EvidenceRefused: ``ledger_entry_malformed``.

    """
    if entry.kind is not EntryKind.NOTE_RECORDED:
        return
    with refusing("ledger_entry_malformed", entry=entry.index, subject=entry.subject):
        named, about = text(entry.body, "note"), text(entry.body, "about")
        author = text(entry.body, "author")
    told = (about, author) == (entry.subject, entry.actor)
    if entry.body.keys() != _MEMBERS or not _DIGEST.fullmatch(named) or not told:
        refuse("ledger_entry_malformed", entry=entry.index, field="note")
