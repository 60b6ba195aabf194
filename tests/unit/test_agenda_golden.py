"""One JSON file, one behaviour of the agenda: a plan, facts, an instant, and what must come out.

``plan`` is the small plan of :mod:`tests.fakes.plan_maker`, with ``keep`` and ``change``.
``entries`` are instants (the clock from there on) and facts: the name of a method of ``FactMaker``
and its arguments, a last object being named ones. A new behaviour is a new file.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from releve.model.time import instant_text
from tests.fakes.fact_maker import FactMaker
from tests.fakes.plan_maker import make_plan

CASES = sorted((Path(__file__).parents[1] / "golden" / "agenda").glob("*.json"))


def played(case):
    facts = FactMaker(make_plan(**case["plan"]))
    for one in case["entries"]:
        if isinstance(one, str):
            facts.now = datetime.fromisoformat(one)
            continue
        name, *given = one
        named = dict(given.pop()) if given and isinstance(given[-1], dict) else {}
        if name == "adopt" and "change" in named:
            whole = {**case["plan"].get("change", {}), **named.pop("change")}
            named["plan"] = make_plan(keep=case["plan"].get("keep"), change=whole)
        getattr(facts, name)(*given, **named)
    facts.now = datetime.fromisoformat(case["now"])
    return facts.agenda()


def told(agenda):
    """Write an agenda as the golden files do."""
    return {
        "ready": [
            f"{one.verb.value} {one.subject}{' (resumed)' if one.resume else ''}"
            for one in agenda.ready
        ],
        "waiting": [
            {
                "subject": one.subject,
                "verb": one.verb.value,
                "codes": [reason.code for reason in one.reasons],
                "movers": [reason.mover for reason in one.reasons],
                "next_at": next(
                    (instant_text(why.next_at) for why in one.reasons if why.next_at), None
                ),
            }
            for one in agenda.waiting
        ],
        "done": [f"{one.subject} {one.bin}" for one in agenda.done],
        "overdue": list(agenda.overdue),
    }


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_agenda_is(file):
    case = json.loads(file.read_text())
    assert told(played(case)) == case["expect"]


def test_the_cases_are_all_there():
    assert len(CASES) >= 35
