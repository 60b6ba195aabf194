"""Closing a programme: what stands in the way of it, and the act that does it. Pure.

The act names two documents, the report and the proof of coverage, as they stand: issued after every
fact on a service, a body of data or a copy, and after the plan in force.
"""

from collections.abc import Iterator

from releve.errors import ActRefused, Fact
from releve.ledger.papers import IssuedPaper
from releve.ledger.state import PlanState
from releve.model.acts import Act
from releve.model.ids import PLAN_SUBJECT, copy_subject
from releve.model.plan import Copy, CopyFate, DataAsset, Plan
from releve.plan.coverage import Adopted, coverage
from releve.plan.seats import asset_of
from releve.plan.signings import (
    MINUTES,
    Capacity,
    beyond_doubt,
    minutes_abouts,
    texts_in_force,
)

NO_ORDER = "-"
"""What an attestation names where nothing was ordered: the holder says what expired."""
_NAMED = {"report": "closing_report", "coverage": "coverage"}


def last_fact(state: PlanState) -> int:
    """Return the last entry that says something of a service, a body of data, a copy or the plan.

    Papers, notes and signatures of papers about the programme are none.
    """
    plan = state.of(PLAN_SUBJECT)
    said = [one.index for one in (*plan.raised.values(), *plan.cleared.values())]
    found = (one.version for one in state.subjects.values() if one.subject != PLAN_SUBJECT)
    return max((state.adopted, *said, *found))


def open_intent(state: PlanState) -> tuple[str, int] | None:
    """Return the subject and entry of an irreversible step begun and not ended."""
    for one in state.subjects.values():
        if one.intent is not None:
            return one.subject, one.intent.index
    return None


def standing_hold(state: PlanState) -> tuple[str, int] | None:
    """Return the subject and entry of a legal hold that nobody lifted."""
    for one in state.subjects.values():
        for index in one.holds.values():
            return one.subject, index
    return None


def open_reserves(state: PlanState) -> tuple[int, ...]:
    """Return the entries of the reserves that nobody cleared, in order."""
    found = (act.index for one in state.subjects.values() for act in one.reserves.values())
    return tuple(sorted(found))


def unsigned_minutes(plan: Plan, state: PlanState) -> tuple[tuple[str, str | None], ...]:
    """Return each procès-verbal that its holder has not signed: about what, and its number.

    A number of ``None`` says that none was issued.
    """
    found: list[tuple[str, str | None]] = []
    for about in minutes_abouts(plan):
        texts = texts_in_force(state.papers.get((MINUTES, about), ()))
        signed = {act.fields["capacity"] for act in beyond_doubt(state, texts)}
        if Capacity.HOLDER.value not in signed:
            found.append((about, texts[-1].number if texts else None))
    return tuple(found)


def admit_closure(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse to close a programme that is not over, or on documents that are not the last ones.

    Raises:
        ActRefused: ``closure_of_a_subject``, ``closure_uncovered`` naming the first thing without
            a bin, ``closure_unfinished``, ``closure_held``, ``closure_document_unknown``,
            ``closure_document_outdated``.

    """
    if act.subject != PLAN_SUBJECT:
        raise ActRefused("closure_of_a_subject", subject=act.subject)
    found = coverage((Adopted(index=state.adopted, plan=plan),), state, act.signed_at)
    if found.open:
        first = found.open[0].subject
        raise ActRefused("closure_uncovered", subject=first, count=len(found.open))
    begun, held = open_intent(state), standing_hold(state)
    if begun is not None:
        raise ActRefused("closure_unfinished", subject=begun[0], entry=begun[1])
    if held is not None:
        raise ActRefused("closure_held", subject=held[0], entry=held[1])
    for field, kind in _NAMED.items():
        issued = state.papers.get((kind, PLAN_SUBJECT), ())
        if not issued or issued[-1].statement != act.fields[field]:
            facts: dict[str, Fact] = {"document": act.fields[field], "kind": kind}
            raise ActRefused("closure_document_unknown", **facts)
        after = last_fact(state)
        if issued[-1].index < after:
            raise ActRefused("closure_document_outdated", number=issued[-1].number, entry=after)


def current_documents(state: PlanState) -> dict[str, str]:
    """Return the documents that an act of closing names, as they stand; those there are."""
    named: Iterator[tuple[str, tuple[IssuedPaper, ...]]] = (
        (field, state.papers.get((kind, PLAN_SUBJECT), ())) for field, kind in _NAMED.items()
    )
    return {field: issued[-1].statement for field, issued in named if issued}


def expiring(plan: Plan, subject: str) -> Copy | None:
    """Return the copy of that subject that expires of itself, which nobody orders to destroy."""
    asset: DataAsset | None = asset_of(plan, subject)
    for one in asset.copies if asset is not None else ():
        if asset is not None and copy_subject(asset.id, one.id) == subject:
            return one if one.fate is CopyFate.EXPIRES else None
    return None
