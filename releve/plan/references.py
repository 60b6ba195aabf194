"""Every name that a plan writes to mean another of its parts."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from releve.model.plan import DataAsset, Plan, Service
from releve.plan.tree import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A name, the kind of part it means, and the names that exist; ``None`` is « à compléter »."""

    path: Where
    kind: str
    name: str | None
    known: AbstractSet[str]


def references(plan: Plan) -> Iterator[Reference]:
    """Iterate over every reference of a plan, resolved or not, in plan order."""
    known: dict[str, frozenset[str]] = {
        "organisation": frozenset(item.id for item in plan.organisations),
        "person": frozenset(item.id for item in plan.people),
        "contract": frozenset(item.id for item in plan.contracts),
        "host": frozenset(item.id for item in plan.hosts),
        "milestone": frozenset(item.id for item in plan.milestones),
        "service": frozenset(item.id for item in plan.services),
        "asset": frozenset(item.id for item in plan.assets),
    }
    for path, kind, name in _written(plan):
        yield Reference(path=path, kind=kind, name=name, known=known[kind])


def _written(plan: Plan) -> Iterator[tuple[Where, str, str | None]]:
    yield from _of_programme(plan)
    for at, person in enumerate(plan.people):
        yield ("people", at, "organisation"), "organisation", person.organisation
    for at, contract in enumerate(plan.contracts):
        yield ("contracts", at, "buyer"), "organisation", contract.buyer
        yield ("contracts", at, "holder"), "organisation", contract.holder
    for at, host in enumerate(plan.hosts):
        yield ("hosts", at, "organisation"), "organisation", host.organisation
    for at, service in enumerate(plan.services):
        yield from _of_service(service, ("services", at))
    for at, asset in enumerate(plan.assets):
        yield from _of_asset(asset, ("assets", at))
    for at, outside in enumerate(plan.out_of_perimeter):
        yield ("out_of_perimeter", at, "holder"), "organisation", outside.holder
    for at, certificate in enumerate(plan.hds_certificates):
        yield ("hds_certificates", at, "organisation"), "organisation", certificate.organisation
    for at, risk in enumerate(plan.risks):
        yield ("risks", at, "owner"), "organisation", risk.owner
    for at, cost in enumerate(plan.costs):
        yield ("costs", at, "payer"), "organisation", cost.payer


def _of_programme(plan: Plan) -> Iterator[tuple[Where, str, str | None]]:
    yield ("processing", "hds_host"), "organisation", plan.processing.hds_host
    yield ("custody", "custodian"), "organisation", plan.custody.custodian
    if plan.adoption is not None:
        for number, name in enumerate(plan.adoption.people):
            yield ("adoption", "people", number), "person", name
    if plan.witnesses is not None:
        for at, one in enumerate(plan.witnesses.keys):
            yield ("witnesses", "keys", at, "organisation"), "organisation", one.organisation


def _of_service(service: Service, way: Where) -> Iterator[tuple[Where, str, str | None]]:
    yield (*way, "contract"), "contract", service.contract
    yield (*way, "controller"), "organisation", service.controller
    yield (*way, "milestone"), "milestone", service.milestone
    yield (*way, "recipient"), "organisation", service.recipient
    if service.control is not None:
        yield (*way, "control", "host"), "host", service.control.host
    for number, name in enumerate(service.requires):
        yield (*way, "requires", number), "service", name
    for number, name in enumerate(service.night.call if service.night is not None else ()):
        yield (*way, "night", "call", number), "person", name


def _of_asset(asset: DataAsset, way: Where) -> Iterator[tuple[Where, str, str | None]]:
    for number, name in enumerate(asset.services):
        yield (*way, "services", number), "service", name
    yield (*way, "controller"), "organisation", asset.controller
    yield (*way, "contract"), "contract", asset.contract
    yield (*way, "producer"), "organisation", asset.producer
    yield (*way, "milestone"), "milestone", asset.milestone
    for number, name in enumerate(asset.requires):
        yield (*way, "requires", number), "asset", name
    if asset.retention is not None:
        yield (*way, "retention", "decided_by"), "organisation", asset.retention.decided_by
    yield (*way, "restitution", "recipient"), "organisation", asset.restitution.recipient
    yield (*way, "restitution", "milestone"), "milestone", asset.restitution.milestone
    for number, copy in enumerate(asset.copies):
        yield (*way, "copies", number, "milestone"), "milestone", copy.milestone
