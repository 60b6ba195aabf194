"""Two real schedules for one service: one fires outside its window, one inside.

``python -m deployments.rehearsal.schedule OUTSIDE INSIDE`` serves both until it is stopped; each
fires once, a dozen seconds from now, by Prefect's own scheduler.
"""

import sys
from datetime import UTC, datetime, timedelta

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import RRule

from deployments.rehearsal.engines import SERVICE
from flows.milestone import scheduled_stop_flow

NAMES = ("hors créneau", "dans le créneau")
_DELAYS = (timedelta(seconds=12), timedelta(seconds=16))


def main(instants: list[str]) -> None:
    """Serve one deployment an instant, each with a schedule that fires once."""
    began = datetime.now(UTC)
    served: list[RunnerDeployment] = []
    for name, instant, delay in zip(NAMES, instants, _DELAYS, strict=True):
        fires = (began + delay).strftime("%Y%m%dT%H%M%S")
        made = scheduled_stop_flow.to_deployment(
            name=f"{SERVICE} · {name}",
            parameters={"service": SERVICE, "rehearsed_at": instant},
            schedule=RRule(f"DTSTART:{fires}\nRRULE:FREQ=DAILY;COUNT=1", timezone="UTC"),
            tags=["arrêt programmé"],
        )
        if isinstance(made, RunnerDeployment):
            served.append(made)
    serve(*served, pause_on_shutdown=True, limit=1, print_starting_message=False)


if __name__ == "__main__":
    main(sys.argv[1:])
