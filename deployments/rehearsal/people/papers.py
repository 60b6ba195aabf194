"""What people of the exercise do with documents: sign procès-verbaux, raise réserves, clear one.

One réserve is cleared once its owner's work is done; the other stays open, so that a procès-verbal
« avec réserves » is seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from releve.ledger.state import PlanState
from releve.model.acts import ActKind
from releve.model.ids import PLAN_SUBJECT
from releve.model.people import Person
from releve.model.plan import Plan
from releve.plan.signings import signatories, waiting_signatures

Wanted = tuple[ActKind, str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A réserve of the exercise; ``done`` is what its owner does about it, if anything."""

    signer: str
    subject: str
    owner: str
    text: str
    done: str | None = None


RESERVES = (
    Raised(
        signer="controleur-dac-somme",
        subject="asset:documents-dac-somme",
        owner="inea",
        text="Liste des pièces sans titre à fournir (exercice)",
        done="Liste d'exercice fournie et relue",
    ),
    Raised(
        signer="controleur-region",
        subject="asset:traces",
        owner="maincare",
        text="Dictionnaire des traces d'accès à compléter (exercice)",
    ),
)
_DELAY = timedelta(days=60)


def paper_duties(
    plan: Plan,
    state: PlanState,
    now: datetime,
    person: Person,
    reserves: tuple[Raised, ...] = RESERVES,
) -> Iterator[Wanted]:
    """Yield the acts about documents that wait for a person, whatever the agenda says."""
    for one in reserves:
        known = state.of(one.subject)
        if one.signer != person.id or known.acceptance is None:
            continue
        if not known.raised:
            due = (now + _DELAY).astimezone(ZoneInfo(plan.timezone)).date()
            fields = {"owner": one.owner, "due_on": due.isoformat(), "text": one.text}
            yield ActKind.RESERVE, one.subject, fields
        elif known.reserves and one.done is not None and known.ended is not None:
            yield ActKind.CLEARANCE, one.subject, {"reason": one.done}
    for text, capacity in waiting_signatures(plan, state):
        first = signatories(plan, state, text.about, capacity)[:1]
        if person in first:
            fields = {"document": text.number, "capacity": capacity.value, "reserves": "-"}
            yield ActKind.SIGNING, PLAN_SUBJECT, fields
