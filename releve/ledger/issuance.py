"""Certificates of a subject as the ledger goes on: validated, issued, withdrawn, again. Pure."""

from dataclasses import replace

from releve.ledger.body import number, text
from releve.ledger.subject import Issued, RecordedAct, SubjectState
from releve.model.acts import Replacement, ValidationDecision
from releve.model.evidence import Entry

_DECISIONS = frozenset(ValidationDecision)


def validated(subject: SubjectState, act: RecordedAct) -> SubjectState:
    """Return a subject after an act ``validation``; one of nothing to be certified is nothing.

    ``repeat`` begins a new occurrence, as a partial end does: request, approvals, window. Who may
    decide is judged at admission (:mod:`releve.plan.validation`), not here.
    """
    about = subject.ended is not None and subject.certified is None
    decision = act.fields["decision"]
    if not about or subject.subject.startswith("service:") or decision not in _DECISIONS:
        return subject
    if decision != ValidationDecision.REPEAT:
        return replace(subject, validations=(*subject.validations, act))
    return replace(
        subject,
        occurrence=subject.occurrence + 1,
        ended=None,
        validations=(),
        repeated=act.index,
        rest=False,
        rest_root=None,
        lapsed="repeated",
    )


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
