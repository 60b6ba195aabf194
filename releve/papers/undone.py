"""How a destruction that was asked for did not come about, as the ledger tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from releve.certificates.status import Standing, Status, status_of
from releve.ledger.body import text
from releve.model.evidence import Entry, EntryKind, Outcome
from releve.model.plan import CopyFate, Fate, Service, Verb
from releve.papers.case import Case
from releve.papers.place import Place, place_of

CHANGED = "source_changed"
_PRESENT = "attested_but_present"
_ACTING = frozenset({Verb.ORDER.value, Verb.DESTROY.value})
_KINDS = frozenset(
    {EntryKind.REQUEST_OPENED, EntryKind.INTENT_RECORDED, EntryKind.OUTCOME_RECORDED}
    | {EntryKind.STEP_FAILED}
)
Last: TypeAlias = Mapping[tuple[EntryKind, str], Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How a destruction did not come about. ``cause`` is the code of its sentence.

    The members are entries, each ``None`` where there is none: the request, its point of no
    return, its order, how it ended, and the last step that failed since.
    """

    place: Place
    cause: str
    request: int | None
    intent: int | None
    outcome: int | None
    failed: int | None


def undone(case: Case) -> Mapping[str, Undone]:
    """Return what was to be destroyed and is not, by subject, in plan order.

    A request that is only open is no finding: something must have been begun, have failed, or
    have been sent back.
    """
    last = _last(case)
    touched = {subject for _, subject in last}
    found = (
        (one, _undone_of(case, one, last))
        for one in case.plan.subjects()
        if one in touched and not one.startswith("service:")
    )
    return {subject: one for subject, one in found if one is not None}


def _undone_of(case: Case, subject: str, last: Last) -> Undone | None:
    place = place_of(case, subject)
    if not _to_be_destroyed(place):
        return None
    known = case.state.of(subject)
    outcome = last.get((EntryKind.OUTCOME_RECORDED, subject))
    failed = last.get((EntryKind.STEP_FAILED, subject))
    if failed is not None and outcome is not None and failed.index < outcome.index:
        failed = None
    standing = _standing(case, subject, outcome)
    if standing.status is not Status.NOT_DESTROYED:
        return None
    partial = outcome is not None and outcome.body.get("outcome") == Outcome.PARTIAL.value
    cause = _cause(standing, failed, ordered=known.order is not None, partial=partial)
    if cause is None:
        return None
    return Undone(
        place=place,
        cause=cause,
        request=_index(last.get((EntryKind.REQUEST_OPENED, subject))),
        intent=_index(last.get((EntryKind.INTENT_RECORDED, subject))),
        outcome=_index(outcome),
        failed=_index(failed),
    )


def _to_be_destroyed(place: Place) -> bool:
    holder = place.holder
    return not isinstance(holder, Service) and holder.fate in {Fate.DESTROYED, CopyFate.DESTROYED}


def _standing(case: Case, subject: str, outcome: Entry | None) -> Standing:
    known = case.state.of(subject)
    return status_of(
        None if outcome is None else Outcome(text(outcome.body, "outcome")),
        observed="" if outcome is None else text(outcome.body, "observed"),
        begun=known.intent is not None,
        sent_back=known.repeated is not None,
    )


def _cause(standing: Standing, failed: Entry | None, *, ordered: bool, partial: bool) -> str | None:
    """Return the code of why; ``None`` where nothing was begun and nothing failed."""
    code = None if failed is None else text(failed.body, "code")
    if code == CHANGED:
        return CHANGED
    if code == _PRESENT:
        return "present"
    (reason,) = standing.reasons
    if partial and reason == "still_present":
        return "partial"
    if reason == "not_begun":
        return None if failed is None else "failed"
    return "ordered" if ordered and reason == "unfinished" else reason


def _last(case: Case) -> Last:
    """Return the last entry of each kind that counts here, by kind and subject, in one reading."""
    return {
        (one.kind, one.subject): one
        for one in case.entries
        if one.kind in _KINDS
        and (one.kind is not EntryKind.STEP_FAILED or one.body.get("verb") in _ACTING)
    }


def _index(entry: Entry | None) -> int | None:
    return None if entry is None else entry.index
