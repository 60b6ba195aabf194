"""Pausing, resuming and going back: what can be typed, and until when."""

from collections.abc import Iterator

from releve.model.ids import service_subject
from releve.model.plan import Service, ServiceOutcome, Verb
from releve.papers.case import Case
from releve.papers.coming import milestone_of, verb_of
from releve.papers.night import data_of
from releve.papers.night_window import edge_of
from releve.papers.paper import Block, Listing
from releve.papers.place import raw_name
from releve.papers.procedure import verb_to_come
from releve.papers.value import Cell, say
from releve.plan.authority import service_of


def way_back(case: Case, subjects: tuple[str, ...], *, whole: bool) -> tuple[Block, ...]:
    """Return the exact commands, and until when there is a way back."""
    held = raw_name("plan" if whole else subjects[0])
    said: list[Cell] = [say("card_pause", subject=held), say("card_resume", subject=held)]
    services = [one for name in subjects if (one := service_of(case.plan, name)) is not None]
    for service in services:
        if service.outcome is ServiceOutcome.STOPPED:
            said += _rollback(case, service)
    if any(verb_of(case, one) is Verb.HAND_OVER for one in subjects):
        said.append(say("card_return_hand_over"))
    if any(verb_of(case, one) is Verb.DESTROY for one in subjects):
        said.append(say("card_return_destroy"))
    once = tuple(one for at, one in enumerate(said) if one not in said[:at])
    return (Listing(items=once),)


def _rollback(case: Case, service: Service) -> Iterator[Cell]:
    """Say until when a stopped service can be started again: its data once gone, never."""
    known = {asset: case.state.of(asset) for asset in data_of(case, service)}
    begun = [name for name, one in known.items() if one.intent is not None or one.ended is not None]
    subject = case.subject(service_subject(service.id))
    if begun:
        yield say("card_no_rollback", service=subject, asset=case.subject(begun[0]))
        return
    doomed = [one for one in known if verb_to_come(case.plan, one) is not None]
    names = tuple(dict.fromkeys(milestone_of(case, one) for one in doomed))
    if not names:
        yield say("card_rollback", service=subject, id=raw_name(service.id))
    for name in names:
        opens = edge_of(case, case.place("milestones", name)[1], "opens")
        yield say("card_rollback_until", service=subject, id=raw_name(service.id), opens=opens)
