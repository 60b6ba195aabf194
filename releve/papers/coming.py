"""The acts to come that cannot be undone: on which subjects, in which order and milestone."""

from collections.abc import Iterator

from releve.model.ids import service_subject
from releve.model.plan import Verb
from releve.papers.case import Case
from releve.papers.place import place_of
from releve.papers.procedure import verb_to_come
from releve.plan.authority import service_of

NIGHT = "milestone:"
"""What a paper about a whole night is about begins with."""


def coming(case: Case) -> Iterator[str]:
    """Yield the subjects whose end is to come: services after those that they require."""
    left = [
        one
        for one in case.plan.subjects()
        if verb_to_come(case.plan, one) is not None and case.state.of(one).ended is None
    ]
    while left:
        free = (one for one in left if not _required(case, one) & set(left))
        following = next(free, left[0])
        left.remove(following)
        yield following


def _required(case: Case, subject: str) -> frozenset[str]:
    service = service_of(case.plan, subject)
    return frozenset(map(service_subject, service.requires if service is not None else ()))


def of_night(case: Case) -> Iterator[str]:
    """Yield those of the milestone that a card is about."""
    name = case.about.removeprefix(NIGHT)
    return (one for one in coming(case) if milestone_of(case, one) == name)


def milestone_of(case: Case, subject: str) -> str:
    """Return the milestone in whose window a subject ends."""
    return place_of(case, subject).holder.milestone


def verb_of(case: Case, subject: str) -> Verb:
    """Return the act that ends a subject.

    Raises:
        KeyError: the plan provides for none.

    """
    verb = verb_to_come(case.plan, subject)
    if verb is None:
        raise KeyError(subject)
    return verb
