"""People of the roster as papers name them: by seat, with a title, and how to reach them."""

from collections.abc import Iterable

from releve.model.people import Role
from releve.papers.case import Case
from releve.papers.value import Cell, Form, Value, missing, named, say
from releve.plan.seats import fits, in_office, organisation_for


def seated(case: Case, role: Role, subject: str) -> tuple[str, ...]:
    """Return the ids of those who hold a role for a subject at the paper's instant."""
    body = organisation_for(case.plan, role, subject)
    return tuple(
        one.id for one in case.plan.people if fits(one, role, body) and in_office(one, case.at)
    )


def all_seated(case: Case, roles: Iterable[Role], subject: str) -> tuple[str, ...]:
    """Return the ids of those who hold any of these roles, each once, in the order of roles."""
    found = (name for role in roles for name in seated(case, role, subject))
    return tuple(dict.fromkeys(found))


def member_of(case: Case, form: Form, person: str, member: str) -> Value:
    """Return a member of somebody's line in the roster."""
    part, at = case.place("people", person)
    return case.planned(form, part, at, member)


def reachable(case: Case, person: str) -> Cell:
    """Return somebody's title, body and how to reach them."""
    return say(
        "roster_reachable",
        who=named(Form.TITLE, person),
        body=member_of(case, Form.ORGANISATION, person, "organisation"),
        contact=member_of(case, Form.QUOTE, person, "contact"),
    )


def listed(case: Case, people: Iterable[str]) -> tuple[Cell, ...]:
    """Return a line for each, or « à compléter » where nobody is."""
    return tuple(reachable(case, one) for one in people) or (missing(),)
