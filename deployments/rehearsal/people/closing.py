"""What people of the exercise do last: say that what expired is gone, then close the programme."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from releve.ledger.state import PlanState
from releve.model.acts import ActKind
from releve.model.ids import PLAN_SUBJECT, copy_subject
from releve.model.people import Person, Role
from releve.model.plan import CopyFate, Performer, Plan
from releve.model.time import instant_text
from releve.plan.closure import NO_ORDER, current_documents, last_fact
from releve.plan.coverage import ABSENT, seen_gone
from releve.plan.guards import closed_by

Wanted = tuple[ActKind, str, Mapping[str, str]]
_HOLDERS = {Performer.HOST: Role.HOST, Performer.PUBLISHER: Role.PUBLISHER}
_DOCUMENTS = ("coverage", "closing_report")


def closing_duties(plan: Plan, state: PlanState, now: datetime, person: Person) -> Iterator[Wanted]:
    """Yield what a person signs of copies that expired, and the closing once its papers stand."""
    today = now.astimezone(ZoneInfo(plan.timezone)).date()
    for asset, copy in plan.copies():
        subject, day = copy_subject(asset.id, copy.id), copy.expires_on
        holder = _HOLDERS.get(copy.performer) if copy.performer is not None else None
        passed = copy.fate is CopyFate.EXPIRES and day is not None and day <= today
        if not passed or day is None or holder is None or holder not in person.roles:
            continue
        if seen_gone(plan, state.of(subject), day) is None:
            told = {"order": NO_ORDER, "observed": ABSENT, "performed_at": instant_text(now)}
            yield ActKind.ATTESTATION, subject, told
    if Role.LEAD in person.roles and closed_by(state) is None and _documented(state):
        yield ActKind.CLOSURE, PLAN_SUBJECT, {"reason": "Exercice mené à son terme"}


def _documented(state: PlanState) -> bool:
    """Tell whether the report and the proof of coverage were issued after every fact."""
    issued = [state.papers.get((kind, PLAN_SUBJECT), ()) for kind in _DOCUMENTS]
    both = len(current_documents(state)) == len(_DOCUMENTS)
    return both and all(one[-1].index > last_fact(state) for one in issued)
