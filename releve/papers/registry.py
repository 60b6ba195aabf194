"""Every kind of paper: who builds it, and what it can be about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from releve.errors import UsageError
from releve.model.ids import PLAN_SUBJECT
from releve.papers import (
    archives_letter,
    attestation_form,
    closing_notice,
    closing_report,
    committee_page,
    coverage,
    elimination_slip,
    intervention_card,
    logbook,
    minutes,
    non_destruction,
    order,
    programme_minutes,
    reminder,
    reversibility_plan,
    shift_handover,
    transfer_deed,
)
from releve.papers.case import Case
from releve.papers.paper import Paper, PaperKind


def whole_programme(_case: Case) -> Iterable[str]:
    """Return what a paper of the whole programme is about: the plan."""
    return (PLAN_SUBJECT,)


def as_it_stands(_case: Case) -> None:
    """Refuse nothing: what lacks is printed « à compléter »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How one kind is made. ``abouts`` lists what it can be about now, in plan order.

    ``build`` raises ``StepRefused`` or ``UsageError``, with what lacks and who is to give it.
    """

    build: Callable[[Case], Paper]
    abouts: Callable[[Case], Iterable[str]] = whole_programme
    complete: Callable[[Case], None] = as_it_stands
    """Refuses to issue it for good while something lacks that a proof copy may show as lacking."""


MAKINGS: Mapping[PaperKind, Making] = {
    PaperKind.ARCHIVES_LETTER: Making(build=archives_letter.build, abouts=archives_letter.abouts),
    PaperKind.ATTESTATION_FORM: Making(
        build=attestation_form.build, abouts=attestation_form.abouts
    ),
    PaperKind.CLOSING_NOTICE: Making(
        build=closing_notice.build,
        abouts=closing_notice.abouts,
        complete=closing_notice.complete,
    ),
    PaperKind.CLOSING_REPORT: Making(build=closing_report.build, complete=closing_report.complete),
    PaperKind.COMMITTEE_PAGE: Making(build=committee_page.build),
    PaperKind.COVERAGE: Making(build=coverage.build),
    PaperKind.ELIMINATION_SLIP: Making(
        build=elimination_slip.build, abouts=elimination_slip.abouts
    ),
    PaperKind.INTERVENTION_CARD: Making(
        build=intervention_card.build, abouts=intervention_card.abouts
    ),
    PaperKind.LOGBOOK: Making(build=logbook.build, abouts=logbook.abouts),
    PaperKind.MINUTES: Making(
        build=minutes.build, abouts=minutes.abouts, complete=minutes.complete
    ),
    PaperKind.NON_DESTRUCTION: Making(build=non_destruction.build, abouts=non_destruction.abouts),
    PaperKind.ORDER: Making(build=order.build, abouts=order.abouts),
    PaperKind.PROGRAMME_MINUTES: Making(build=programme_minutes.build),
    PaperKind.REMINDER: Making(build=reminder.build, abouts=reminder.abouts),
    PaperKind.REVERSIBILITY_PLAN: Making(build=reversibility_plan.build),
    PaperKind.SHIFT_HANDOVER: Making(build=shift_handover.build, abouts=shift_handover.abouts),
    PaperKind.TRANSFER_DEED: Making(build=transfer_deed.build, abouts=transfer_deed.abouts),
}
"""By kind."""


def build_paper(kind: PaperKind, case: Case) -> Paper:
    """Build the paper of a kind about ``case.about``.

    Raises:
        UsageError: ``paper_about_unknown``, naming what it can be about; ``paper_about_none``.
        ReleveError: what its builder refuses.

    """
    making = MAKINGS[kind]
    known = tuple(making.abouts(case))
    if not known:
        raise UsageError("paper_about_none", kind=kind.value)
    if case.about not in known:
        raise UsageError("paper_about_unknown", kind=kind.value, about=case.about, known=known)
    return making.build(case)
