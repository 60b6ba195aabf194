"""Certificates of a subject as the ledger goes on: issued, withdrawn, issued again. Pure."""

from dataclasses import replace

from releve.ledger.body import number, text
from releve.ledger.subject import Issued, RecordedAct, SubjectState
from releve.model.acts import Replacement
from releve.model.evidence import Entry


def issue(subject: SubjectState, entry: Entry) -> SubjectState:
    """Return a subject after an entry ``certificate_issued``; the one it supersedes is replaced.

    Raises:
        EvidenceRefused: ``entry_malformed``.

    """
    body = entry.body
    issued = Issued(index=entry.index, number=text(body, "number"), outcome=number(body, "outcome"))
    before = tuple(
        replace(one, replaced=entry.index) if body.get("supersedes") == one.index else one
        for one in subject.certificates
    )
    return replace(subject, certified=entry.index, certificates=(*before, issued))


def withdraw(subject: SubjectState, act: RecordedAct) -> SubjectState:
    """Return a subject after an act ``withdrawal``; one that names nothing in force is nothing."""
    last = subject.in_force
    if last is None or act.fields["certificate"] != last.number:
        return subject
    after = replace(
        subject, certificates=(*subject.certificates[:-1], replace(last, withdrawn=act))
    )
    again = act.fields["replacement"] == Replacement.REISSUE
    return replace(after, certified=None) if again else after
