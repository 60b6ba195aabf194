"""The flow that dates, each day, what the timestamp authority could not date on time."""

import os
from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.desk import Desk
from flows.milestone import FINISHED, REFUSED
from flows.stamp import stamp
from flows.workspace import VARIABLE, Workspace
from releve.errors import ReleveError
from releve.textes import sentence


@flow(name="horodatage", persist_result=False, retries=0)
def stamping_flow() -> State:
    """Horodate les certificats émis pendant que l'autorité d'horodatage ne répondait pas."""
    desk = Desk(Workspace.open(Path(os.environ.get(VARIABLE, "."))))
    try:
        with desk.ledger.performing():
            stamped = stamp(desk)
    except ReleveError as error:
        return Failed(name=REFUSED, message=sentence(error.code, error.facts))
    finally:
        desk.close()
    return Completed(name=FINISHED, message=sentence("certificates_stamped", {"stamped": stamped}))
