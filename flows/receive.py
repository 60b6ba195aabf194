"""Fetch what recipients left beside their deliveries: acknowledgements and receipts."""

from flows.attestations import fetch_attestation
from flows.decisions import hand_decisions
from flows.desk import Desk
from flows.dispatch import BY_HAND
from flows.inbox import deposit
from releve.canonical import hex_digest
from releve.errors import ConnectorError, ConnectorUnavailable
from releve.ledger.body import text
from releve.model.evidence import EntryKind
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset, Verb
from releve.plan.authority import asset_of
from releve.plan.steps import Waiting
from releve.ports import Depositor

_LOOKED_FOR = frozenset(
    {"receipt_missing", "receipt_differs", "receipt_contradicts_attestation"}
    | {"arrival_refused", "pathways_undecided", "pathways_awaited"}
)
_NO_ACT = frozenset({"deposit_conflict", "deposit_too_large", "deposit_refused"})
_LEFT = ("accuse", "recu")
"""What a recipient may leave: the bytes came; the content is loaded."""


def fetch_receipts(desk: Desk, waiting: tuple[Waiting, ...]) -> int:
    """Look in the drop of every delivery that waits for its receipt; return how many acts came.

    Of pathways, the attestation of integration is fetched first, and judged; what was decided
    since is left there. An act is ``<package file>.recu.txt`` or ``<package file>.accuse.txt``,
    with its signature in ``….sig``. An unreachable drop is left for the next look: nothing
    depends on it but time.
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
        if isinstance(asset.medium, PathwaysMedium):
            _hand_decisions(desk, asset, drop, name)
            found += fetch_attestation(desk, asset, drop, name)
        for left in _LEFT:
            found += _fetched(desk, drop, f"{name}.{left}.txt", f"{left}-{asset.id}")
    return found + _acknowledgements(desk)


def _acknowledgements(desk: Desk) -> int:
    """Fetch what came back of partial packages: acknowledgements, nothing else counts of them."""
    found = 0
    for entry in desk.memory.entries():
        asset = asset_of(desk.memory.plan, entry.subject)
        sent = entry.kind is EntryKind.PARTIAL_DELIVERED and entry.body["means"] != BY_HAND
        if sent and asset is not None and asset.restitution.drop is not None:
            drop, name = desk.reach.drop(asset.restitution.drop), text(entry.body, "name")
            found += _fetched(desk, drop, f"{name}.accuse.txt", f"accuse-{asset.id}")
    return found


def _hand_decisions(desk: Desk, asset: DataAsset, drop: Depositor, name: str) -> None:
    """Leave the last decisions for the successor; when its drop does not answer, the next time."""
    try:
        hand_decisions(desk, asset, drop, name)
    except ConnectorError:
        return


def _fetched(desk: Desk, drop: Depositor, name: str, called: str) -> int:
    """Put one act in the inbox unless it is not there yet, or was seen before.

    What a recipient left in its place that is no small file is no act, and stops nobody's run.
    """
    try:
        data, signature = drop.collect(name), drop.collect(f"{name}.sig")
    except ConnectorUnavailable:
        return 0
    except ConnectorError as error:
        if error.code not in _NO_ACT:
            raise
        return 0
    if data is None or signature is None:
        return 0
    kept = f"{called}-{hex_digest(data)[:12]}"
    inbox = desk.workspace.inbox
    if any((inbox / seen / f"{kept}.txt").exists() for seen in ("recorded", "refused")):
        return 0
    deposit(inbox, kept, data, signature)
    return 1
