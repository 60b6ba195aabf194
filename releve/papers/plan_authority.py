"""Pages of the plan on people: who decides, performs, controls, advises, is told; who adopted."""

from releve.ledger.body import texts
from releve.model.people import Role
from releve.model.plan import StepPolicy
from releve.papers.case import Case
from releve.papers.paper import Section, Signature, Signatures, Table
from releve.papers.plan_terms import body, coded, open_alert, stacked
from releve.papers.source import in_entry, in_plan
from releve.papers.value import Blank, Cell, Form, Value, named, say, term

_SEATS = ("decides", "performs", "controls", "advises", "informed")


def responsibilities(case: Case) -> Section:
    """Print the policy of each verb: who does what, how it is signed, how long it may last."""
    many = range(len(case.plan.policies))
    seats = Table(
        columns=(say("reversibility_step"), *(say(f"reversibility_{one}") for one in _SEATS)),
        rows=tuple(
            (
                coded(case, "verb", "policies", at, "verb"),
                *(_roles(case.plan.policies[at], at, one) for one in _SEATS),
            )
            for at in many
        ),
        empty=say("reversibility_none"),
        widths=(4, 4, 3, 3, 4, 4),
    )
    bounds = Table(
        columns=(
            say("reversibility_step"),
            say("reversibility_least_kind"),
            say("reversibility_longest"),
            say("reversibility_valid"),
        ),
        rows=tuple(
            (
                coded(case, "verb", "policies", at, "verb"),
                coded(case, "signature", "policies", at, "least_kind"),
                case.planned(Form.MINUTES, "policies", at, "longest_minutes"),
                case.planned(Form.DAYS, "policies", at, "approval_valid_days"),
            )
            for at in many
        ),
        empty=say("reversibility_none"),
        widths=(4, 6, 4, 4),
    )
    return Section(heading=say("reversibility_raci"), blocks=(seats, bounds))


def _roles(policy: StepPolicy, at: int, seat: str) -> Cell:
    roles: tuple[Role, ...] = getattr(policy, seat)
    return stacked(
        term(f"turn_role_{one.value}", in_plan("policies", at, seat, number))
        for number, one in enumerate(roles)
    )


def actors(case: Case) -> Section:
    """List the bodies, and the people by title: names stand only where somebody signs."""
    bodies = Table(
        columns=(
            say("reversibility_body"),
            say("reversibility_body_kind"),
            say("reversibility_public"),
        ),
        rows=tuple(
            (
                case.planned(Form.QUOTE, "organisations", at, "name"),
                case.planned(Form.QUOTE, "organisations", at, "kind"),
                case.planned(Form.COUNT, "organisations", at, "public_body"),
            )
            for at in range(len(case.plan.organisations))
        ),
        empty=say("reversibility_none"),
        widths=(6, 7, 3),
    )
    people = Table(
        columns=(
            say("reversibility_person"),
            say("reversibility_body"),
            say("reversibility_roles"),
        ),
        rows=tuple(
            (
                say(
                    "reversibility_person_of",
                    who=named(Form.TITLE, one.id, in_plan("people", at, "title")),
                    id=case.planned(Form.REFERENCE, "people", at, "id"),
                ),
                body(case, "people", at, "organisation"),
                stacked(
                    term(f"turn_role_{role.value}", in_plan("people", at, "roles", number))
                    for number, role in enumerate(one.roles)
                ),
            )
            for at, one in enumerate(case.plan.people)
        ),
        empty=say("reversibility_none"),
        widths=(6, 6, 4),
    )
    return Section(
        heading=say("reversibility_actors"),
        blocks=(*open_alert(case, "organisations", "people"), bodies, people),
    )


def adopters(case: Case) -> Signatures:
    """Return who adopted the plan and when; of a plan not adopted, places to sign."""
    if case.state.plan is None:
        place = Signature(capacity=say("reversibility_to_adopt"), who=Blank(), signed=Blank())
        return Signatures(places=(place, place))
    index = case.state.adopted
    signers = texts(case.entries[index].body, "signers")
    signed = say("reversibility_signed_in_log", at=case.when(index), entry=case.reference(index))
    return Signatures(
        places=tuple(
            Signature(
                capacity=say("reversibility_adopted_by"),
                who=_signer(one, index, number),
                signed=signed,
            )
            for number, one in enumerate(signers)
        )
    )


def _signer(name: str, index: int, number: int) -> Value:
    return named(Form.SIGNATORY, name, in_entry(index, "body", "signers", number))
