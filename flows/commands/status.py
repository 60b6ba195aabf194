"""``releve status`` in five lines, ``releve agenda`` in full, both also as JSON.

A status says more only when something is to be examined again or was withdrawn, or when an
extraction was received.
"""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping

from flows.commands.arguments import opened, workspace_argument
from flows.ledger import clock_of, open_ledger, remember
from flows.memory import Memory
from flows.titles import title_of
from flows.waiting import headline, reason_line, waiting_lines
from releve.cli.command import Command
from releve.errors import StepRefused
from releve.ledger.doubts import doubtful
from releve.ledger.state import PlanState
from releve.model.acts import SignatureKind
from releve.model.evidence import Entry
from releve.model.people import Role
from releve.model.plan import Plan
from releve.pathways.completeness import completeness
from releve.plan.signings import parties, waiting_signatures
from releve.plan.steps import Agenda
from releve.textes import sentence


def _arguments(parser: ArgumentParser) -> None:
    workspace_argument(parser)
    parser.add_argument("--json", action="store_true", help="forme pour machine")


def _memory(args: Namespace) -> Memory:
    workspace = opened(args)
    clock = clock_of(workspace)
    ledger = open_ledger(workspace, clock, None)
    memory = remember(workspace, ledger, clock)
    if ledger.refusal is not None:
        raise ledger.refusal
    if memory.state.plan is None:
        raise StepRefused("plan_not_adopted")
    return memory


def _status(args: Namespace) -> int:
    memory = _memory(args)
    plan, state, agenda = memory.plan, memory.state, memory.agenda()
    lines = status_lines(plan, state, agenda, memory.entry(state.size - 1))
    lines = {**lines, **doubt_lines(state, memory.entries()), **completeness_lines(plan, state)}
    lines = {**lines, **paper_lines(plan, state)}
    if args.json:
        print(json.dumps(lines, ensure_ascii=False))
    else:
        for name, text in lines.items():
            print(f"{sentence(f'status_{name}', {}):<20} {text}")
    return 0


def status_lines(plan: Plan, state: PlanState, agenda: Agenda, last: Entry) -> Mapping[str, str]:
    """Return the five lines: done, doing, next, last safe point, whom to call."""
    total = len(agenda.ready) + len(agenda.waiting) + len(agenda.done)
    open_intents = [one for one in state.subjects.values() if one.intent is not None]
    doing = ", ".join(
        f"{title_of(plan, one.subject)} ({sentence(f'verb_{one.intent.verb.value}', {})})"
        for one in open_intents
        if one.intent is not None
    )
    if agenda.closed is not None:
        following = sentence("status_closed", {"entry": agenda.closed})
    elif agenda.ready:
        step = agenda.ready[0]
        following = f"{title_of(plan, step.subject)} · {sentence(f'verb_{step.verb.value}', {})}"
    elif agenda.waiting:
        item = next(
            (
                one
                for one in agenda.waiting
                if not all(reason.mover.startswith("subject:") for reason in one.reasons)
            ),
            agenda.waiting[0],
        )
        following = f"{headline(plan, item)} : {reason_line(plan, item.reasons[0])}"
    else:
        following = sentence("status_finished", {})
    if open_intents:
        first = min(one.intent.index for one in open_intents if one.intent is not None)
        safe = sentence("status_safe_before", {"entry": first})
    else:
        safe = sentence("status_safe_now", {"entry": last.index, "at": last.at.isoformat()})
    leads = [one for one in plan.people if Role.LEAD in one.roles]
    call = ", ".join(f"{one.name or one.id} ({one.contact or '—'})" for one in leads)
    return {
        "done": sentence("status_done_text", {"done": len(agenda.done), "total": total}),
        "doing": doing or "—",
        "next": following,
        "safe": safe,
        "call": call,
    }


def doubt_lines(state: PlanState, entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return a line each for acts to examine again, weaker receipts, withdrawn certificates."""
    lines: dict[str, str] = {}
    doubts = doubtful(entries)
    if doubts:
        shown = tuple(str(index) for index in doubts)
        lines["examine"] = sentence("status_examine_text", {"entries": shown})
    weaker = [
        one.subject
        for one in state.subjects.values()
        if one.receipt is not None and one.receipt.signature_kind is not SignatureKind.PERSONAL_KEY
    ]
    if weaker:
        lines["weaker"] = sentence("status_weaker_text", {"subjects": tuple(weaker)})
    gone = tuple(
        one.withdrawn.number for one in state.subjects.values() if one.withdrawn is not None
    )
    if gone:
        lines["withdrawn"] = sentence("status_withdrawn_text", {"numbers": gone})
    return lines


def completeness_lines(plan: Plan, state: PlanState) -> Mapping[str, str]:
    """Return a line for the extractions received, if any: whose word completeness rests on."""
    found = (
        f"{title_of(plan, one.subject)} : {completeness(one.extraction.told)}"
        for one in state.subjects.values()
        if one.extraction is not None
    )
    said = " ".join(found)
    return {"completeness": said} if said else {}


def paper_lines(plan: Plan, state: PlanState) -> Mapping[str, str]:
    """Return a line for the signatures that documents wait for, and one for open réserves."""
    lines: dict[str, str] = {}
    names = {one.id: one.name for one in plan.organisations}
    awaited = [
        f"{text.number} : {sentence(f'doc_minutes_capacity_{capacity.value}', {})} ({who})"
        for text, capacity in waiting_signatures(plan, state)
        if (who := names.get(parties(plan, text.about)[capacity] or ""))
    ]
    if awaited:
        lines["signatures"] = " ; ".join(awaited)
    opened = [act for one in state.subjects.values() for act in one.reserves.values()]
    if opened:
        first = min(act.fields["due_on"] for act in opened)
        lines["reserves"] = sentence("status_reserves_text", {"count": len(opened), "day": first})
    return lines


def _agenda(args: Namespace) -> int:
    memory = _memory(args)
    agenda = memory.agenda()
    if args.json:
        print(json.dumps(agenda_json(agenda), ensure_ascii=False, indent=1))
        return 0
    if agenda.closed is not None:
        print(sentence("status_closed", {"entry": agenda.closed}))
    for step in agenda.ready:
        verb = sentence(f"verb_{step.verb.value}", {})
        print(f"▶ jalon {step.milestone} · {title_of(memory.plan, step.subject)} · {verb}")
    for line in waiting_lines(memory.plan, agenda):
        print(line)
    print(sentence("agenda_done", {"count": len(agenda.done)}))
    return 0


def agenda_json(agenda: Agenda) -> Mapping[str, object]:
    """Return an agenda as plain JSON values."""
    return {
        "ready": [
            {
                "verb": one.verb.value,
                "subject": one.subject,
                "milestone": one.milestone,
                "key": one.key,
                "resume": one.resume,
            }
            for one in agenda.ready
        ],
        "waiting": [
            {
                "verb": one.verb.value,
                "subject": one.subject,
                "milestone": one.milestone,
                "reasons": [
                    {
                        "code": reason.code,
                        "mover": reason.mover,
                        "facts": dict(reason.facts),
                        "next_at": reason.next_at.isoformat() if reason.next_at else None,
                    }
                    for reason in one.reasons
                ],
            }
            for one in agenda.waiting
        ],
        "done": [{"subject": one.subject, "bin": one.bin} for one in agenda.done],
        "overdue": list(agenda.overdue),
        "closed": agenda.closed,
    }


STATUS = Command(
    name="status", help="où en est-on, en cinq lignes", arguments=_arguments, run=_status
)
AGENDA = Command(
    name="agenda", help="ce qui est prêt, ce qui attend et qui", arguments=_arguments, run=_agenda
)
