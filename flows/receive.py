"""Fetch what recipients left beside their deliveries: acknowledgements and receipts."""

from flows.desk import Desk
from flows.inbox import deposit
from releve.canonical import hex_digest
from releve.errors import ConnectorUnavailable
from releve.ledger.body import text
from releve.model.plan import Verb
from releve.plan.authority import asset_of
from releve.plan.steps import Waiting
from releve.ports import Depositor

_LOOKED_FOR = frozenset({"receipt_missing", "receipt_differs"})
_LEFT = ("accuse", "recu")
"""What a recipient may leave: the bytes came; the content is loaded."""


def fetch_receipts(desk: Desk, waiting: tuple[Waiting, ...]) -> int:
    """Look in the drop of every delivery that waits for its receipt; return how many acts came.

    An act is ``<package file>.recu.txt`` or ``<package file>.accuse.txt``, with its signature in
    ``….sig``. An unreachable drop is left for the next look: nothing depends on it but time.
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
        drop = desk.reach.drop(asset.restitution.drop)
        for left in _LEFT:
            found += _fetched(desk, drop, f"{name}.{left}.txt", f"{left}-{asset.id}")
    return found


def _fetched(desk: Desk, drop: Depositor, name: str, called: str) -> int:
    """Put one act in the inbox unless it is not there yet, or was seen before."""
    try:
        data, signature = drop.collect(name), drop.collect(f"{name}.sig")
    except ConnectorUnavailable:
        return 0
    if data is None or signature is None:
        return 0
    kept = f"{called}-{hex_digest(data)[:12]}"
    inbox = desk.workspace.inbox
    if any((inbox / seen / f"{kept}.txt").exists() for seen in ("recorded", "refused")):
        return 0
    deposit(inbox, kept, data, signature)
    return 1
