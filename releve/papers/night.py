"""What an operator needs at night beside the steps: whom to call, and what to leave alone."""

from collections.abc import Iterable, Iterator

from releve.model.ids import asset_subject, service_subject
from releve.model.people import Role
from releve.model.plan import Service, ServiceOutcome
from releve.papers.case import Case
from releve.papers.roster import member_of
from releve.papers.value import Cell, Form, Value, say
from releve.plan.authority import asset_of, service_of


def services_of(case: Case, subjects: Iterable[str]) -> tuple[Service, ...]:
    """Return the services that these subjects are, or whose data they are, each once."""
    found: dict[str, Service] = {}
    for subject in subjects:
        service, asset = service_of(case.plan, subject), asset_of(case.plan, subject)
        names = [service.id] if service is not None else list(asset.services if asset else ())
        found |= {name: case.plan.service(name) for name in names}
    return tuple(found.values())


def callers(case: Case, services: Iterable[Service]) -> tuple[str, ...]:
    """Return whom to call, in order: the night guides' people, then the leads of the plan."""
    guided = [name for one in services if one.night is not None for name in one.night.call]
    leads = [one.id for one in case.plan.people if Role.LEAD in one.roles]
    return tuple(dict.fromkeys((*guided, *leads)))


def call_row(case: Case, person: str) -> tuple[Cell, ...]:
    """Return somebody's title and body, and how to reach them."""
    title = member_of(case, Form.QUOTE, person, "title")
    body = member_of(case, Form.ORGANISATION, person, "organisation")
    contact = member_of(case, Form.QUOTE, person, "contact")
    return (say("card_who", title=title, body=body), contact)


def spared(case: Case, services: Iterable[Service]) -> tuple[Cell, ...]:
    """Return what the plan says not to touch, each once."""
    told = {str(value.raw): value for one in services for value in _guide(case, one)}
    return tuple(told.values())


def neighbours(
    case: Case, services: Iterable[Service], subjects: frozenset[str]
) -> Iterator[tuple[Cell, ...]]:
    """Yield, for each host of these services, its name and what still runs there."""
    hosts = {one.control.host: one for one in services if one.control is not None}
    for host, found in hosts.items():
        beside = [
            service_subject(one.id)
            for one in case.plan.services
            if one.control is not None
            and one.control.host == host
            and service_subject(one.id) not in subjects
            and case.state.of(service_subject(one.id)).ended is None
            and one.outcome is not ServiceOutcome.ALREADY_STOPPED
        ]
        if beside:
            part, at = case.place("services", found.id)
            told = case.planned(Form.REFERENCE, part, at, "control", "host")
            names = (
                say("card_neighbour" if rank else "card_neighbour_first", service=case.subject(one))
                for rank, one in enumerate(beside)
            )
            yield (say("card_neighbours", host=told), *names)


def _guide(case: Case, service: Service) -> Iterator[Value]:
    part, at = case.place("services", service.id)
    for number in range(len(service.night.spare if service.night is not None else ())):
        yield case.planned(Form.QUOTE, part, at, "night", "spare", number)


def data_of(case: Case, service: Service) -> tuple[str, ...]:
    """Return the data of a service that are to be destroyed: their destruction ends all return."""
    return tuple(asset_subject(one.id) for one in case.plan.assets if service.id in one.services)
