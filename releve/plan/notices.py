"""Closing notices: nobody finds a service closed without having been told. Pure.

A notice counts as sent once the lead or a controller signed that the paper in force went out. The
paper is issued under the plan in force; issued again word for word, what was sent before stands.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from releve.errors import ActRefused, Fact
from releve.ledger.papers import IssuedPaper
from releve.ledger.state import PlanState
from releve.model.acts import Act
from releve.model.ids import service_subject
from releve.model.people import Role
from releve.model.plan import Plan
from releve.plan.situation import Situation, role_at
from releve.plan.steps import Reason

KIND = "closing_notice"
"""The kind of paper that a closing notice is."""


def notice_about(service: str, audience: str) -> str:
    """Name what the notice of a service for one audience is about: ``service:x+patients``."""
    return f"{service_subject(service)}+{audience}"


def current_notice(state: PlanState, subject: str, audience: str) -> IssuedPaper | None:
    """Return the notice that stands for an audience: the last one, issued under this plan."""
    issued = state.papers.get((KIND, f"{subject}+{audience}"), ())
    last = issued[-1] if issued else None
    return last if last is not None and last.index > state.adopted else None


def notices_sent(situation: Situation) -> Reason | None:
    """Each audience was told in time, by the notice that stands, and somebody signed so."""
    service, window = situation.service, situation.milestone.window
    zone = ZoneInfo(situation.plan.timezone)
    for notice in service.notices if service is not None else ():
        audience = notice.audience.value
        facts: tuple[tuple[str, Fact], ...] = (("audience", audience),)
        sent = notice_sent(situation.state, situation.subject, audience)
        if sent is None or sent > situation.now.astimezone(zone).date():
            return Reason(code="notice_missing", mover=role_at(Role.LEAD, None), facts=facts)
        if window is not None and sent > window.opens.astimezone(zone).date():
            facts = (*facts, ("sent", sent.isoformat()), ("opens", window.opens.isoformat()))
            return Reason(code="notice_late", mover=role_at(Role.LEAD, None), facts=facts)
    return None


def notice_sent(state: PlanState, subject: str, audience: str) -> date | None:
    """Return the day on which the notice that stands was sent to an audience; ``None`` if not."""
    act = state.of(subject).notices.get(audience)
    if act is None or act.fields["document"] not in _same(state, subject, audience):
        return None
    return read_day(act.fields["sent_on"])


def _same(state: PlanState, subject: str, audience: str) -> frozenset[str]:
    """Return the twins of the notices that say what the one that stands says."""
    current = current_notice(state, subject, audience)
    issued = state.papers.get((KIND, f"{subject}+{audience}"), ())
    if current is None:
        return frozenset()
    return frozenset(one.statement for one in issued if one.content == current.content)


def read_day(text: str) -> date | None:
    """Read ``2024-12-31``; ``None`` for any other form."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def admit_notice(act: Act, plan: Plan, state: PlanState) -> None:
    """Refuse to record that a notice was sent, when that could never count.

    Raises:
        ActRefused: ``act_malformed``: ``sent_on`` is not a day; ``notice_sent_in_future``: it is
            after the day of signing; ``notice_sent_before_issue``: no notice that says so was
            issued by then; ``notice_of_unknown_document``: no closing notice of this
            service for this audience has that digest; ``notice_of_superseded_document``: another
            one stands, or must be issued under the plan in force.

    """
    audience, named = act.fields["audience"], act.fields["document"]
    sent = read_day(act.fields["sent_on"])
    if sent is None:
        raise ActRefused("act_malformed", line=0, field="sent_on")
    if sent > _local_day(act.signed_at, plan):
        raise ActRefused("notice_sent_in_future", subject=act.subject, sent=sent.isoformat())
    issued = state.papers.get((KIND, f"{act.subject}+{audience}"), ())
    if named not in {one.statement for one in issued}:
        raise ActRefused(
            "notice_of_unknown_document", subject=act.subject, audience=audience, document=named
        )
    same = _same(state, act.subject, audience)
    if named not in same:
        raise ActRefused(
            "notice_of_superseded_document", subject=act.subject, audience=audience, document=named
        )
    first = _local_day(min(one.at for one in issued if one.statement in same), plan)
    if sent < first:
        told = {"sent": sent.isoformat(), "issued_on": first.isoformat()}
        raise ActRefused("notice_sent_before_issue", subject=act.subject, **told)


def _local_day(at: datetime, plan: Plan) -> date:
    return at.astimezone(ZoneInfo(plan.timezone)).date()
