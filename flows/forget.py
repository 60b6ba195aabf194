"""Shred the content keys that nothing needs any more, so that published roots tell of nobody."""

from flows.desk import Desk
from releve.ledger.state import PlanState
from releve.model.evidence import Draft, EntryKind
from releve.model.ids import asset_subject, copy_subject
from releve.model.plan import CopyFate, DataAsset, Fate


def forget(desk: Desk) -> tuple[str, ...]:
    """Shred the key of every asset that is finished, record it, and return their ids.

    Finished: exported and accepted, and every body of data that its key could still be asked for
    (the asset and those of its copies that are to be destroyed) ended and certified. What the plan
    keeps waits for the end of the whole programme: a later plan might still destroy it. A machine
    that stops between the shredding and its record leaves a key ``found_absent`` for the next run.
    """
    memory = desk.memory
    memory.refresh()
    if memory.state.plan is None:
        return ()
    over = memory.agenda().complete
    done = tuple(
        asset.id
        for asset in memory.plan.assets
        if _finished(memory.state, asset) and (over or asset.fate is Fate.DESTROYED)
    )
    for asset in done:
        means = desk.content_keys.shred(asset)
        memory.record(
            [
                Draft(
                    kind=EntryKind.CONTENT_KEY_SHREDDED,
                    subject=asset_subject(asset),
                    actor="releve",
                    body={"means": means, "octets": 32},
                )
            ]
        )
    return done


def _finished(state: PlanState, asset: DataAsset) -> bool:
    own = state.of(asset_subject(asset.id))
    if own.shredded is not None or own.exported is None or own.acceptance is None:
        return False
    waiting = [own] if asset.fate is Fate.DESTROYED else []
    waiting += [
        state.of(copy_subject(asset.id, copy.id))
        for copy in asset.copies
        if copy.fate is CopyFate.DESTROYED
    ]
    return all(one.ended is not None and one.certified is not None for one in waiting)
