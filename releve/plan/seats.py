"""Who holds which role for whom in a plan, and whether distinct people fill its seats. Pure."""

from collections.abc import Iterable
from datetime import datetime

from releve.ledger.subject import RecordedAct
from releve.model.people import Person, Role
from releve.model.plan import DataAsset, Plan, Service

Quorum = tuple[tuple[Role, str | None], ...]
"""One (role, organisation or ``None`` for any) per distinct person required."""


def asset_of(plan: Plan, subject: str) -> DataAsset | None:
    """Return the asset a subject is or is a copy of; ``None`` for services and the plan."""
    kind, _, name = subject.partition(":")
    if kind not in {"asset", "copy"}:
        return None
    return plan.asset(name.partition("/")[0])


def service_of(plan: Plan, subject: str) -> Service | None:
    """Return the service a subject names, or ``None``."""
    kind, _, name = subject.partition(":")
    return plan.service(name) if kind == "service" else None


def organisation_for(plan: Plan, role: Role, subject: str) -> str | None:
    """Return the organisation a role must speak for on a subject, or ``None`` if any may."""
    asset, service = asset_of(plan, subject), service_of(plan, subject)
    if role is Role.CONTROLLER:
        return asset.controller if asset else service.controller if service else None
    if role is Role.RECIPIENT:
        return asset.restitution.recipient if asset else service.recipient if service else None
    return None


def unfilled(plan: Plan, quorum: Quorum, acts: Iterable[RecordedAct]) -> Quorum:
    """Return the seats of a quorum that no distinct signer fills (a maximum matching).

    Whoever signs twice is one person still.
    """
    named = dict.fromkeys(act.signer for act in acts)
    signers = [person for name in named if (person := person_of(plan, name)) is not None]
    seats: dict[int, int] = {}

    def seat(signer: int, tried: set[int]) -> bool:
        for number, (role, organisation) in enumerate(quorum):
            if number in tried or not fits(signers[signer], role, organisation):
                continue
            tried.add(number)
            if number not in seats or seat(seats[number], tried):
                seats[number] = signer
                return True
        return False

    for signer in range(len(signers)):
        seat(signer, set())
    return tuple(one for number, one in enumerate(quorum) if number not in seats)


def fits(person: Person, role: Role, organisation: str | None) -> bool:
    """Tell whether a person holds a role, for an organisation if one is named."""
    return role in person.roles and organisation in {None, person.organisation}


def in_office(person: Person, now: datetime) -> bool:
    """Tell whether a person holds their roles at an instant."""
    began = person.valid_from is None or person.valid_from <= now
    return began and (person.valid_until is None or now < person.valid_until)


def person_of(plan: Plan, name: str) -> Person | None:
    """Return a person of the roster, or ``None``."""
    return next((person for person in plan.people if person.id == name), None)
