"""Slips that came back on paper in an exercise: recorded once two people transcribed them."""

from pathlib import Path

from deployments.rehearsal.people.archives import paper_of, paper_slips, transcribed
from flows.commands.slip import bundle_of
from flows.desk import Desk
from flows.slip import return_slip

_TWO = 2


def record_returns(desk: Desk, workspace: Path) -> int:
    """Record what came back and was transcribed twice; return how many slips.

    Raises:
        ActRefused: an exercise in which two transcribers differ stops there, and says why.

    """
    memory = desk.memory
    state = memory.refresh()
    recorded = 0
    for slip in paper_slips(memory.plan, state, memory.agenda()):
        forms = transcribed(workspace, slip.number)
        if len(forms) == _TWO:
            bundles = [bundle_of(one) for one in forms]
            done = return_slip(desk, slip.number, paper_of(workspace, slip.number), bundles)
            recorded += done.fresh
    return recorded
