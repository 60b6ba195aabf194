"""Avis de fermeture: large print, plain words, phone and place first, for one audience.

The rules of « facile à lire et à comprendre » are followed (short sentences, one idea each, active,
no abbreviation unexplained); its label is never claimed, for it needs readers' review.
"""

from collections.abc import Iterator

from releve.errors import StepRefused
from releve.model.ids import service_subject
from releve.model.paperwork import Audience, Notice
from releve.model.plan import Service, ServiceOutcome
from releve.papers.case import Case, computed
from releve.papers.paper import Block, Layout, Paper, PaperKind, Paragraph, Section, Tone
from releve.papers.source import in_plan
from releve.papers.value import Form, Rule, Said, Value, say
from releve.plan.notices import notice_about

_NEEDED = ("phone", "place", "documents_went", "replaced_by", "dpo")
"""Without one of these a notice leaves its reader helpless: it is not issued for good."""


def abouts(case: Case) -> Iterator[str]:
    """Yield each service with each audience that the plan has told before it ends."""
    for service in case.plan.services:
        for notice in service.notices:
            yield notice_about(service.id, notice.audience.value)


def build(case: Case) -> Paper:
    """Build the notice of a service for one audience; what lacks is « à compléter »."""
    service, path = _place(case)
    subject = service_subject(service.id)
    name = case.subject(subject)
    audience = service.notices[path[-1]].audience
    kept = service.outcome is ServiceOutcome.HANDED_OVER
    return Paper(
        kind=PaperKind.CLOSING_NOTICE,
        about=case.about,
        title=say("closing_notice_title_kept" if kept else "closing_notice_title", service=name),
        lead=say("closing_notice_phone", phone=case.planned(Form.QUOTE, *path, "phone")),
        sections=(
            Section(
                heading=None,
                blocks=_lines(
                    say("closing_notice_place", place=case.planned(Form.QUOTE, *path, "place")),
                    say(f"closing_notice_for_{audience.value}"),
                ),
            ),
            Section(
                heading=say("closing_notice_kept" if kept else "closing_notice_closes"),
                blocks=_closing(case, service, name, audience),
            ),
            _quoted(case, path, "closing_notice_instead", "replaced_by"),
            _quoted(case, path, f"closing_notice_documents_{audience.value}", "documents_went"),
            *_to_do(case, path, service.notices[path[-1]]),
            _rights(case, path, audience),
        ),
        subjects=(subject,),
        layout=Layout.LARGE,
    )


def complete(case: Case) -> None:
    """Refuse to issue a notice for good while its reader would look for something in vain.

    Raises:
        StepRefused: ``notice_incomplete``, naming the members of the plan that lack.

    """
    service, path = _place(case)
    notice = service.notices[path[-1]]
    lacking = tuple(name for name in _NEEDED if getattr(notice, name) is None)
    if lacking:
        raise StepRefused(
            "notice_incomplete",
            subject=service_subject(service.id),
            audience=notice.audience.value,
            fields=lacking,
        )


def _place(case: Case) -> tuple[Service, tuple[str, int, str, int]]:
    for at, service in enumerate(case.plan.services):
        for number, notice in enumerate(service.notices):
            if case.about == notice_about(service.id, notice.audience.value):
                return service, ("services", at, "notices", number)
    raise KeyError(case.about)


def _lines(*said: Said | Value) -> tuple[Block, ...]:
    """Give each sentence a line of its own."""
    return tuple(Paragraph(cells=(one,)) for one in said)


def _closing(case: Case, service: Service, name: Value, audience: Audience) -> tuple[Block, ...]:
    at = case.place("services", service.id)[1]
    by = case.organisation(service.controller)
    if service.outcome is ServiceOutcome.HANDED_OVER:
        to = case.planned(Form.ORGANISATION, "services", at, "recipient")
        told = _lines(
            say("closing_notice_goes_on", service=name), say("closing_notice_passes", to=to)
        )
    else:
        told = _lines(say("closing_notice_stops", service=name))
    after = _lines(say(f"closing_notice_after_{audience.value}")) if _silent(service) else ()
    when = Paragraph(cells=(_when(case, service),), tone=Tone.STRONG)
    return (*told, when, *after, *_lines(say("closing_notice_by", controller=by)))


def _silent(service: Service) -> bool:
    """Tell whether nobody answers any more: the number of live follow-ups must go on answering."""
    stopped = service.outcome is ServiceOutcome.STOPPED
    return stopped and service.active_follow_up is None


def _when(case: Case, service: Service) -> Said:
    """Say the days of the window; without one, the due date with the precision it was given."""
    at = case.place("milestones", service.milestone)[1]
    milestone = case.plan.milestones[at]
    if milestone.window is None:
        due = case.planned(Form.DUE, "milestones", at, "due", "on")
        return say(f"closing_notice_due_{milestone.due.precision.value}", due=due)
    first, last = (
        computed(Form.DAY, Rule.DAY_OF, (in_plan("milestones", at, "window", edge),), case.origins)
        for edge in ("opens", "closes")
    )
    if first.raw == last.raw:
        return say("closing_notice_on", day=first)
    return say("closing_notice_between", first=first, last=last)


def _quoted(case: Case, path: tuple[str, int, str, int], heading: str, member: str) -> Section:
    return Section(heading=say(heading), blocks=_lines(case.planned(Form.QUOTE, *path, member)))


def _to_do(case: Case, path: tuple[str, int, str, int], notice: Notice) -> Iterator[Section]:
    """Say what is to be done only where the plan does."""
    if notice.to_do is not None:
        yield _quoted(case, path, "closing_notice_to_do", "to_do")


def _rights(case: Case, path: tuple[str, int, str, int], audience: Audience) -> Section:
    return Section(
        heading=say("closing_notice_rights"),
        blocks=_lines(
            say(f"closing_notice_rights_{audience.value}"),
            say("closing_notice_rights_more"),
            say("closing_notice_dpo", dpo=case.planned(Form.QUOTE, *path, "dpo")),
            say("closing_notice_complaint"),
        ),
    )
