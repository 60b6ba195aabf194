"""The two engines of an exercise: the plain loop, and Prefect. Same desk, same steps, same facts."""

import os
from collections.abc import Callable
from datetime import datetime

from deployments.rehearsal.prefect_server import PrefectServer
from deployments.rehearsal.setting import Setting
from flows.commands.run import told
from flows.desk import Desk
from flows.gate import lazy_gate
from flows.loop import run
from flows.workspace import VARIABLE
from releve.model.time import instant_text

Pass = Callable[[str, datetime], None]
"""Runs one pass over a milestone at an instant of the exercise."""


def plain(setting: Setting) -> Pass:
    """Return the plain loop: the reference that Prefect is compared with."""

    def one_pass(milestone: str, now: datetime) -> None:
        desk = Desk(setting.workspace, gate=lazy_gate())
        try:
            desk.rehearse(now)
            desk.check_source()
            run(desk, milestone=milestone, progress=told(desk))
        finally:
            desk.close()

    return one_pass


def prefect(setting: Setting, server: PrefectServer) -> Pass:
    """Return Prefect as the engine: one flow run a pass, in this process, on a running server."""
    os.environ.update({**server.environment, VARIABLE: str(setting.root)})
    from prefect.settings import (  # noqa: PLC0415 - after its environment is set
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    from flows.milestone import milestone_flow  # noqa: PLC0415

    def one_pass(milestone: str, now: datetime) -> None:
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            state = milestone_flow(milestone, instant_text(now), return_state=True)
        print(f"   Prefect : jalon {milestone} → {state.name}", flush=True)

    return one_pass
