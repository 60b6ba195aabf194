"""Who signs a document and as what; the procès-verbal of a contract and a controller. Pure.

Normative in ``docs/format/paper-minutes.md``. A signature names the digest of one signed twin: it
is of that very text, and never passes to another by itself.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from releve.errors import ActRefused
from releve.ledger.papers import IssuedPaper
from releve.ledger.state import PlanState
from releve.ledger.subject import RecordedAct
from releve.model.acts import Act
from releve.model.ids import asset_subject, copy_subject, service_subject
from releve.model.people import Person, Role
from releve.model.plan import Plan
from releve.plan.seats import in_office

MINUTES = "minutes"
"""The kind of paper that is contradictory: signed by holder, buyer and controller."""
NONE = "-"
_CONTRACT, _ORGANISATION = "contract:", "organisation:"


class Capacity(StrEnum):
    """As what somebody signs a procès-verbal."""

    HOLDER = "holder"
    BUYER = "buyer"
    CONTROLLER = "controller"


_MAY: Mapping[Capacity, frozenset[Role]] = {
    Capacity.HOLDER: frozenset(
        {Role.PUBLISHER, Role.HOST, Role.RECIPIENT, Role.CONTROLLER, Role.LEAD, Role.AUTHORITY}
    ),
    Capacity.BUYER: frozenset({Role.LEAD, Role.CONTROLLER, Role.RECIPIENT, Role.AUTHORITY}),
    Capacity.CONTROLLER: frozenset({Role.CONTROLLER}),
}
"""Roles that bind their organisation; a DPO, an operator or a transcriber never does."""


def minutes_about(contract: str, controller: str | None) -> str:
    """Name the procès-verbal of a contract and a controller, or of data without controller yet."""
    named = f"{_CONTRACT}{contract}"
    return named if controller is None else f"{named}+{_ORGANISATION}{controller}"


def pair_of(about: str) -> tuple[str, str | None]:
    """Return the contract and the controller that a procès-verbal is about."""
    contract, _, controller = about.partition("+")
    named = controller.removeprefix(_ORGANISATION) or None
    return contract.removeprefix(_CONTRACT), named


def minutes_abouts(plan: Plan) -> tuple[str, ...]:
    """Return every contract and controller of the plan's data and services, in plan order."""
    pairs = [
        *((one.contract, one.controller) for one in plan.assets),
        *((one.contract, one.controller) for one in plan.services),
    ]
    return tuple(dict.fromkeys(minutes_about(*pair) for pair in pairs))


def minutes_subjects(plan: Plan, about: str) -> Iterator[str]:
    """Yield the assets, copies and services that a procès-verbal tells of, in plan order."""
    pair = pair_of(about)
    for asset in plan.assets:
        if (asset.contract, asset.controller) == pair:
            yield asset_subject(asset.id)
            yield from (copy_subject(asset.id, copy.id) for copy in asset.copies)
    for service in plan.services:
        if (service.contract, service.controller) == pair:
            yield service_subject(service.id)


def parties(plan: Plan, about: str) -> Mapping[Capacity, str | None]:
    """Return the organisation that signs in each capacity; ``None`` while the plan names none."""
    contract, controller = pair_of(about)
    known = plan.contract(contract)
    return {
        Capacity.HOLDER: known.holder,
        Capacity.BUYER: known.buyer,
        Capacity.CONTROLLER: controller,
    }


def capacities_of(plan: Plan, about: str, person: Person) -> tuple[Capacity, ...]:
    """Return the capacities in which a person may sign a procès-verbal."""
    return tuple(
        capacity
        for capacity, organisation in parties(plan, about).items()
        if organisation == person.organisation and _MAY[capacity] & set(person.roles)
    )


def texts_in_force(papers: tuple[IssuedPaper, ...]) -> tuple[IssuedPaper, ...]:
    """Return the texts to sign: the last one that was issued, and those that say the very same.

    Papers that list the signatures of another are no texts; the same text in another language is.
    """
    texts = [one for one in papers if one.signed_text is None]
    return tuple(one for one in texts if one.content == texts[-1].content)


def signatures_of(
    state: PlanState, papers: tuple[IssuedPaper, ...]
) -> tuple[tuple[IssuedPaper, RecordedAct], ...]:
    """Return who signed these papers, in order, each with the paper that they signed."""
    signed = [(one, act) for one in papers for act in state.signings.get(one.statement, ())]
    return tuple(sorted(signed, key=lambda pair: pair[1].index))


def beyond_doubt(state: PlanState, papers: tuple[IssuedPaper, ...]) -> tuple[RecordedAct, ...]:
    """Return the signatures of these papers whose key was in no other hands as far as is known."""
    return tuple(act for _, act in signatures_of(state, papers) if state.doubt(act) is None)


def waiting_signatures(plan: Plan, state: PlanState) -> Iterator[tuple[IssuedPaper, Capacity]]:
    """Yield every text in force that lacks a signature, with the capacity that lacks."""
    for (kind, about), papers in state.papers.items():
        texts = texts_in_force(papers) if kind == MINUTES and about in minutes_abouts(plan) else ()
        have = {act.fields["capacity"] for act in beyond_doubt(state, texts)}
        for capacity in Capacity if texts else ():
            if capacity.value not in have:
                yield texts[-1], capacity


def signatories(plan: Plan, state: PlanState, about: str, capacity: Capacity) -> tuple[Person, ...]:
    """Return who may sign a procès-verbal in a capacity at the instant of the last entry."""
    return tuple(
        one
        for one in plan.people
        if capacity in capacities_of(plan, about, one)
        and (state.last_at is None or in_office(one, state.last_at))
    )


def document_named(state: PlanState, named: str) -> str | None:
    """Return the digest to sign for a document's number: its own, or that of the text it lists."""
    for papers in state.papers.values():
        for one in papers:
            if named == one.number:
                return one.signed_text or one.statement
    return None


def admit_signing(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse a signature that could never count.

    Raises:
        ActRefused: ``document_unknown``; ``signing_of_signed_copy``; the
            ``signing_of_superseded_document``; ``signing_of_another_subject``;
            ``signing_of_another_capacity``; ``role_may_not``; ``signing_twice``.

    """
    named = act.fields["document"]
    found = next((one for one in state.papers.items() if _holds(one[1], named)), None)
    if found is None:
        raise ActRefused("document_unknown", document=named)
    (kind, about), papers = found
    signed = next(one for one in papers if one.statement == named)
    texts = texts_in_force(papers)
    if signed.signed_text is not None:
        last = texts[-1].number if texts else NONE
        raise ActRefused("signing_of_signed_copy", number=signed.number, expected=last)
    if signed not in texts:
        raise ActRefused(
            "signing_of_superseded_document", number=signed.number, expected=texts[-1].number
        )
    if act.subject != signed.subject:
        raise ActRefused("signing_of_another_subject", subject=act.subject, expected=signed.subject)
    if kind == MINUTES:
        _admit_capacity(act, plan, about)
    for one in beyond_doubt(state, texts):
        if (one.signer, one.fields["capacity"]) == (act.signer, act.fields["capacity"]):
            raise ActRefused("signing_twice", signer=act.signer, number=signed.number)


def _holds(papers: tuple[IssuedPaper, ...], statement: str) -> bool:
    return any(one.statement == statement for one in papers)


def _admit_capacity(act: Act, plan: Plan, about: str) -> None:
    told, person = act.fields["capacity"], plan.person(act.signer)
    known = parties(plan, about) if about in minutes_abouts(plan) else {}
    expected = {one.value: body for one, body in known.items()}.get(told)
    if expected is None or expected != person.organisation:
        raise ActRefused(
            "signing_of_another_capacity",
            signer=person.id,
            capacity=told,
            expected=expected or NONE,
            words=tuple(one.value for one in Capacity),
        )
    may = _MAY[Capacity(told)]
    if not may & set(person.roles):
        allowed = tuple(sorted(one.value for one in may))
        raise ActRefused("role_may_not", signer=person.id, act=act.kind.value, allowed=allowed)
