"""The papers of an exercise: issued when somebody needs them, as a lead or an operator would."""

from collections.abc import Callable, Collection, Mapping, Sequence

from flows.desk import Desk
from flows.issue import abouts, issue
from releve.errors import StateMoved
from releve.model.ids import PLAN_SUBJECT, service_subject
from releve.papers.paper import PaperKind

Told = Callable[[str], None]

AT_ADOPTION = (PaperKind.REVERSIBILITY_PLAN,)
AT_MILESTONE = (PaperKind.COMMITTEE_PAGE, PaperKind.INTERVENTION_CARD)
"""Cards of what a milestone does: one for its night, and one for each service it stops."""
WHEN_AWAITED: Mapping[str, tuple[PaperKind, ...]] = {
    "notice_missing": (PaperKind.CLOSING_NOTICE,),
    "visa_missing": (PaperKind.ELIMINATION_SLIP,),
    "transfer_missing": (PaperKind.TRANSFER_DEED,),
    "attestation_missing": (
        PaperKind.ORDER,
        PaperKind.ATTESTATION_FORM,
        PaperKind.REMINDER,
        PaperKind.NON_DESTRUCTION,
    ),
}
"""What is issued before people are asked for what the agenda waits for, by reason."""
AT_THE_END = (
    PaperKind.TRANSFER_DEED,
    PaperKind.NON_DESTRUCTION,
    PaperKind.ARCHIVES_LETTER,
    PaperKind.MINUTES,
)
"""What people sign or acknowledge once nothing is left to do."""
ONCE_SIGNED = (
    PaperKind.MINUTES,
    PaperKind.PROGRAMME_MINUTES,
    PaperKind.COMMITTEE_PAGE,
    PaperKind.LOGBOOK,
    PaperKind.SHIFT_HANDOVER,
    PaperKind.COVERAGE,
    PaperKind.CLOSING_REPORT,
)


def awaited(codes: Collection[str]) -> tuple[PaperKind, ...]:
    """Return the kinds to issue for what the agenda waits for."""
    return tuple(kind for code, kinds in WHEN_AWAITED.items() if code in codes for kind in kinds)


def night_of(desk: Desk, milestone: str) -> frozenset[str]:
    """Return what the cards of a milestone are about, and the plan, which pages are about."""
    services = (one.id for one in desk.memory.plan.services if one.milestone == milestone)
    return frozenset({PLAN_SUBJECT, f"milestone:{milestone}", *map(service_subject, services)})


def issue_all(
    desk: Desk, kinds: Sequence[PaperKind], tell: Told, *, only: Collection[str] | None = None
) -> int:
    """Issue each kind about all it can be about, or ``only`` some; return how many are new."""
    made = 0
    for kind in kinds:
        named = [one for one in abouts(desk, kind) if only is None or one in only]
        fresh = sum(_issued(desk, kind, about) for about in named)
        if fresh:
            tell(f"   … {fresh} × {kind.value}")
        made += fresh
    return made


def _issued(desk: Desk, kind: PaperKind, about: str) -> bool:
    while True:
        try:
            return issue(desk, kind, about).fresh
        except StateMoved:
            desk.memory.refresh()
