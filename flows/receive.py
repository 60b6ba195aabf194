"""Fetch the receipts that recipients left beside their deliveries into the inbox."""

from flows.desk import Desk
from flows.inbox import deposit
from releve.canonical import hex_digest
from releve.errors import ConnectorUnavailable
from releve.ledger.body import text
from releve.model.plan import Verb
from releve.plan.authority import asset_of
from releve.plan.steps import Waiting

_LOOKED_FOR = frozenset({"receipt_missing", "receipt_differs"})


def fetch_receipts(desk: Desk, waiting: tuple[Waiting, ...]) -> int:
    """Look in the drop of every delivery that waits for its receipt; return how many came.

    A receipt is ``<package file>.recu.txt`` with ``<package file>.recu.txt.sig``. An unreachable
    drop is left for the next look: nothing depends on it but time.
    """
    found = 0
    for item in waiting:
        if item.verb is not Verb.RECEIVE or item.reasons[0].code not in _LOOKED_FOR:
            continue
        asset = asset_of(desk.memory.plan, item.subject)
        delivered = desk.memory.state.of(item.subject).delivered
        if asset is None or asset.restitution.drop is None or delivered is None:
            continue
        name = text(desk.memory.entry(delivered).body, "name")
        drop = desk.drop(asset.restitution.drop)
        try:
            data, signature = drop.collect(f"{name}.recu.txt"), drop.collect(f"{name}.recu.txt.sig")
        except ConnectorUnavailable:
            continue
        if data is None or signature is None:
            continue
        kept = f"recu-{asset.id}-{hex_digest(data)[:12]}"
        inbox = desk.workspace.inbox
        if any((inbox / seen / f"{kept}.txt").exists() for seen in ("recorded", "refused")):
            continue
        deposit(inbox, kept, data, signature)
        found += 1
    return found
