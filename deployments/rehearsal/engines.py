"""The two engines of an exercise: the plain loop and Prefect. Same steps, same facts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from deployments.rehearsal.prefect_server import PrefectServer
from deployments.rehearsal.setting import Setting
from flows.commands.run import told
from flows.desk import Desk
from flows.gate import lazy_gate
from flows.inbox import collect
from flows.loop import run
from flows.workspace import VARIABLE
from releve.model.time import instant_text

SERVICE = "visio-simple"
"""The service whose stop is scheduled: see :mod:`deployments.rehearsal.schedule`."""

_REPOSITORY = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0

Pass = Callable[[str, datetime], None]
"""Runs one pass over a milestone at an instant of the exercise."""


def plain(setting: Setting) -> Pass:
    """Return the plain loop: the reference that Prefect is compared with."""

    def one_pass(milestone: str, now: datetime) -> None:
        desk = Desk(setting.workspace, gate=lazy_gate())
        try:
            desk.rehearse(now)
            collect(desk)
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

    from flows.milestone import milestone_flow  # noqa: PLC0415 - the same

    def one_pass(milestone: str, now: datetime) -> None:
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            state = milestone_flow(milestone, instant_text(now), return_state=True)
        print(f"   Prefect : jalon {milestone} → {state.name}", flush=True)

    return one_pass


def scheduled_stops(
    setting: Setting, server: PrefectServer, outside: datetime, inside: datetime
) -> dict[str, str]:
    """Let Prefect's scheduler fire one stop outside the window and one inside; return both ends."""
    runner = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "deployments.rehearsal.schedule",
            instant_text(outside),
            instant_text(inside),
        ],
        cwd=_REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ
        | dict(server.environment)
        | {VARIABLE: str(setting.root), "PREFECT_RUNNER_POLL_FREQUENCY": "2"},
    )
    ended: dict[str, str] = {}
    patience = time.monotonic() + _PATIENCE
    try:
        while len(ended) < len((outside, inside)) and time.monotonic() < patience:
            time.sleep(1)
            ended = server.ended_runs(f"arrêt programmé · {SERVICE}")
    finally:
        runner.terminate()
        runner.wait(timeout=60)
    return ended
