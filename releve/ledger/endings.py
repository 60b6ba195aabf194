"""How irreversible steps end, and what each ending leaves of a subject. Pure."""

from dataclasses import replace

from releve.errors import EvidenceRefused
from releve.ledger.body import mapping, text
from releve.ledger.subject import Ended, SubjectState
from releve.model.evidence import Entry, Outcome
from releve.model.plan import Verb


def given_up(subject: SubjectState) -> SubjectState:
    """What was exported no longer stands for the source: export, deliver and accept once more."""
    return replace(
        subject,
        exported=None,
        findings={},
        delivered=None,
        receipt=None,
        acceptance=None,
        arrived=None,
        decided=None,
        tested=None,
        rest=False,
        rest_root=None,
    )


def ended(subject: SubjectState, entry: Entry) -> SubjectState:
    """Return a subject after an ``outcome_recorded``: ended, or to be asked for again.

    Raises:
        EvidenceRefused: ``entry_malformed``, ``outcome_without_intent``.

    """
    verb, outcome = Verb(text(entry.body, "verb")), Outcome(text(entry.body, "outcome"))
    if outcome is Outcome.ROLLED_BACK:
        return replace(
            subject, occurrence=subject.occurrence + 1, ended=None, probed=None, relay=None
        )
    if subject.intent is None:
        raise EvidenceRefused("outcome_without_intent", index=entry.index)
    asked, told = subject.intent.request, subject.attestation
    closed = replace(subject, intent=None, request=None, approvals=(), order=None, attestation=None)
    closed = replace(closed, validations=(), repeated=None)
    if outcome is Outcome.UNDETERMINED:
        again = replace(closed, occurrence=subject.occurrence + 1, lapsed="undetermined")
        return given_up(again)
    if outcome is Outcome.PARTIAL:
        left = mapping(entry.body, "facts").get("rest_root")
        return replace(
            closed,
            occurrence=subject.occurrence + 1,
            rest=True,
            rest_root=left if isinstance(left, str) else None,
            lapsed="partial",
        )
    known = Ended(
        index=entry.index,
        intent=subject.intent.index,
        verb=verb,
        outcome=outcome,
        at=entry.at,
        observed=text(entry.body, "observed"),
        actor=entry.actor,
        requester=asked.requester,
        attester=None if told is None else told.signer,
    )
    return replace(closed, ended=known)
