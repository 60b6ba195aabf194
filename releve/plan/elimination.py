"""Acts of the archives: a visa names a slip that stands, a receipt a certificate in force. Pure."""

from releve.errors import ActRefused
from releve.ledger.papers import IssuedPaper
from releve.ledger.state import PlanState
from releve.model.acts import Act
from releve.model.plan import Plan
from releve.plan.seats import asset_of

SLIP = "elimination_slip"
VISA_WORDS = ("granted", "refused", "kept", "transferred")
"""What a visa may decide; anything but the first refuses."""


def slips_of(state: PlanState, producer: str) -> tuple[IssuedPaper, ...]:
    """Return the slips issued for a producer, oldest first; the last one stands."""
    return state.papers.get((SLIP, f"organisation:{producer}"), ())


def slip_numbered(state: PlanState, number: str) -> IssuedPaper | None:
    """Return the slip of a number, if it was issued."""
    issued = (one for (kind, _), slips in state.papers.items() if kind == SLIP for one in slips)
    return next((one for one in issued if one.number == number), None)


def stands(state: PlanState, slip: IssuedPaper) -> bool:
    """Tell whether no other slip took the place of this one."""
    return state.papers[slip.kind, slip.about][-1].number == slip.number


def current_slip(plan: Plan, state: PlanState, subject: str) -> str:
    """Return the number of the slip that stands for an asset's producer, or ``-``."""
    asset = asset_of(plan, subject)
    slips = () if asset is None or asset.producer is None else slips_of(state, asset.producer)
    return slips[-1].number if slips else "-"


def admit_visa(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse a visa on a slip of ours that does not stand, or is not of the asset's producer.

    A slip that the archives keep under a number of their own, or ``-``, is taken as it is.

    Raises:
        ActRefused: ``visa_decision_unknown``, ``slip_unknown``, ``slip_superseded``,
            ``slip_of_another_producer``.

    """
    if act.fields["decision"] not in VISA_WORDS:
        raise ActRefused("visa_decision_unknown", allowed=VISA_WORDS)
    number = act.fields["bordereau"]
    slip = slip_numbered(state, number)
    if slip is None:
        if number.startswith(f"BE-{plan.programme.upper()}-"):
            raise ActRefused("slip_unknown", number=number)
        return
    if not stands(state, slip):
        raise ActRefused("slip_superseded", number=number, by=_last(state, slip))
    asset = asset_of(plan, act.subject)
    if asset is None or slip.about != f"organisation:{asset.producer}":
        raise ActRefused("slip_of_another_producer", number=number, subject=act.subject)


def admit_filing(act: Act, _plan: Plan, state: PlanState) -> None:
    """Refuse a receipt for a certificate that does not stand for its subject.

    Raises:
        ActRefused: ``filing_of_unknown_certificate``.

    """
    found, named = state.of(act.subject).in_force, act.fields["certificate"]
    if found is None or found.number != named:
        raise ActRefused("filing_of_unknown_certificate", subject=act.subject, certificate=named)


def _last(state: PlanState, slip: IssuedPaper) -> str:
    return state.papers[slip.kind, slip.about][-1].number
