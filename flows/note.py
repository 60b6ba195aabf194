"""Write a note in the logbook: its digest in the ledger, its text in the workspace alone."""

import secrets

from flows.memory import Memory
from releve.canonical import digest
from releve.errors import StepRefused, UsageError
from releve.ledger.note import Note, check_note
from releve.model.evidence import Draft, Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT
from releve.plan.seats import in_office, person_of

_SALT_OCTETS = 16


def note(memory: Memory, text: str, *, subject: str, author: str) -> Entry:
    """Record what somebody writes about a subject, or about the whole ``plan``.

    A note is told, not signed: it authorises nothing. One is corrected by another.

    Raises:
        UsageError: ``note_author_unknown``, ``note_subject_unknown``; as
            :func:`releve.ledger.note.check_note`.
        StepRefused: ``plan_not_adopted``.
        StateMoved: somebody wrote meanwhile; write it again.

    """
    if memory.refresh().plan is None:
        raise StepRefused("plan_not_adopted")
    plan = memory.plan
    person = person_of(plan, author)
    if person is None or not in_office(person, memory.clock.now()):
        raise UsageError("note_author_unknown", author=author)
    if subject not in {PLAN_SUBJECT, *plan.subjects()}:
        raise UsageError("note_subject_unknown", subject=subject)
    written = Note(text=check_note(text), salt=secrets.token_hex(_SALT_OCTETS)).document()
    body = {"note": digest(written), "about": subject, "author": author}
    draft = Draft(kind=EntryKind.NOTE_RECORDED, subject=subject, actor=author, body=body)
    return memory.record([draft], documents=[written])[0]
