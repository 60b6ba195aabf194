"""Réserves: each has an owner and a due date, and is cleared by another's signed act. Pure."""

from datetime import date
from zoneinfo import ZoneInfo

from releve.errors import ActRefused
from releve.ledger.state import PlanState
from releve.model.acts import Act
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person, Role
from releve.model.plan import Plan
from releve.plan.seats import organisation_for

NONE = "-"


def admit_reserve(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse a réserve that nobody would have to deal with, or that says nothing.

    ``about`` is ``-``, the number of a document, or the index of the entry it is about: an act
    that held a réserve in free words, for instance.

    Raises:
        ActRefused: ``reserve_without_text``, ``reserve_without_owner``, ``reserve_due_malformed``,
            ``reserve_due_past``, ``reserve_about_unknown``.

    """
    fields = act.fields
    if fields["text"].strip() in {"", NONE}:
        raise ActRefused("reserve_without_text", subject=act.subject)
    owners = {one.id for one in plan.organisations} | {one.id for one in plan.people}
    if fields["owner"] not in owners:
        raise ActRefused("reserve_without_owner", subject=act.subject, owner=fields["owner"])
    signed_on = act.signed_at.astimezone(ZoneInfo(plan.timezone)).date()
    due = _day(fields["due_on"])
    if due is None:
        raise ActRefused("reserve_due_malformed", due_on=fields["due_on"])
    if due < signed_on:
        raise ActRefused(
            "reserve_due_past", due_on=fields["due_on"], signed_on=signed_on.isoformat()
        )
    about = fields["about"]
    if about != NONE and not _known(state, about):
        raise ActRefused("reserve_about_unknown", entry=about, size=state.size)


def admit_clearance(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse the clearance of a réserve that is not open, or by whoever had to deal with it.

    Where an organisation owns it, only its controller may clear it from inside: the one for whom
    the work was done.

    Raises:
        ActRefused: ``reserve_already_cleared``, ``reserve_unknown``, ``clearance_without_reason``,
            ``clearance_by_owner``, ``role_may_not``.

    """
    known, named = state.of(act.subject), act.fields["reserve"]
    if named in known.cleared:
        entry = known.cleared[named].index
        raise ActRefused("reserve_already_cleared", subject=act.subject, entry=entry)
    if named not in known.reserves:
        raise ActRefused("reserve_unknown", subject=act.subject, reserve=named)
    if act.fields["reason"].strip() in {"", NONE}:
        raise ActRefused("clearance_without_reason", subject=act.subject)
    person, owner = plan.person(act.signer), known.reserves[named].fields["owner"]
    speaks = speaks_for(plan, person, act.subject)
    if owner == person.id or (owner == person.organisation and not speaks):
        raise ActRefused("clearance_by_owner", signer=person.id, owner=owner)
    if Role.LEAD not in person.roles and not speaks:
        allowed = (Role.CONTROLLER.value, Role.LEAD.value)
        raise ActRefused("role_may_not", signer=person.id, act=act.kind.value, allowed=allowed)


def speaks_for(plan: Plan, person: Person, subject: str) -> bool:
    """Tell whether a person is a controller of a subject; of the whole plan, any of them is."""
    bound = organisation_for(plan, Role.CONTROLLER, subject)
    own = bound == person.organisation or subject == PLAN_SUBJECT
    return Role.CONTROLLER in person.roles and own


def _known(state: PlanState, about: str) -> bool:
    """Tell whether an entry has this index, or a document this number."""
    if about.isascii() and about.isdecimal():
        return int(about) < state.size
    return any(about == one.number for papers in state.papers.values() for one in papers)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
