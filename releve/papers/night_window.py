"""The window of a night as a card shows it: when it opens, when it is too late, who agreed."""

from collections.abc import Iterator

from releve.model.plan import Verb
from releve.papers.case import Case, computed
from releve.papers.coming import NIGHT, verb_of
from releve.papers.paper import Row, Rows
from releve.papers.place import performer_of, place_of
from releve.papers.source import in_entry, in_plan
from releve.papers.value import Cell, Form, Rule, Value, named, say, term
from releve.plan.authority import counting, quorum_of


def window_rows(case: Case, name: str, subjects: tuple[str, ...]) -> Rows:
    """Return the window, the last moment to begin, and who agreed to the act."""
    at = case.place("milestones", name)[1]
    verbs = tuple(dict.fromkeys(verb_of(case, one) for one in subjects))
    rows = [
        Row(label=say("card_opens"), value=edge_of(case, at, "opens")),
        *(row for verb in verbs for row in _last(case, at, verb, alone=len(verbs) == 1)),
        Row(label=say("card_closes"), value=edge_of(case, at, "closes")),
    ]
    if not case.about.startswith(NIGHT):
        rows += [
            Row(label=say("card_agreed"), value=_agreed(case, case.about)),
            Row(label=say("card_performer"), value=performer_of(case, place_of(case, case.about))),
        ]
    if case.exercise is not None:
        told = say(
            "card_exercise_of",
            origin=named(Form.QUOTE, case.exercise.origin),
            size=named(Form.REFERENCE, str(len(case.exercise.entries))),
            root=named(Form.QUOTE, case.exercise.root[:16]),
        )
        rows.append(Row(label=say("card_durations"), value=told))
    return Rows(rows=tuple(rows))


def edge_of(case: Case, at: int, edge: str) -> Value:
    """Return when the window of a milestone opens or closes, or « à compléter »."""
    window = case.plan.milestones[at].window
    path = () if window is None else (edge,)
    return case.planned(Form.MOMENT, "milestones", at, "window", *path)


def _last(case: Case, at: int, verb: Verb, *, alone: bool) -> Iterator[Row]:
    """Return the last moment to begin: the window's end less the longest that the act may last."""
    if case.plan.milestones[at].window is None:
        return
    policy = [one.verb for one in case.plan.policies].index(verb)
    longest = in_plan("policies", policy, "longest_minutes")
    sources = (in_plan("milestones", at, "window", "closes"), longest)
    last = computed(Form.MOMENT, Rule.MINUTES_BEFORE, sources, case.origins)
    minutes = case.planned(Form.MINUTES, "policies", policy, "longest_minutes")
    said = say("card_last_moment", at=last, minutes=minutes)
    told = term(f"verb_{verb.value}")
    label = say("card_last") if alone else say("card_last_of", verb=told)
    yield Row(label=label, value=said)


def _agreed(case: Case, subject: str) -> Cell:
    """Say how many of the seats have approved the open request, if there is one."""
    request = case.state.of(subject).request
    if request is None:
        return term("card_not_asked")
    position = [one.verb for one in case.plan.policies].index(request.verb)
    seats = quorum_of(case.plan, request)
    acts = counting(case.plan, case.state, request, case.at)
    return say(
        "card_approvals",
        have=case.counted(in_entry(one.index) for one in acts),
        need=case.counted(
            in_plan("policies", position, "decides", number) for number in range(len(seats))
        ),
    )
