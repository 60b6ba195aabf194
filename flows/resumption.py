"""A partial package that was cut before its end: finished, or given up if it may not leave now.

Days may pass between a cut and the next call: a person may have opposed, another scope may have
been signed, another recipient named. What has left by then is recorded, whatever came since.
"""

from pathlib import Path

from flows.desk import Desk
from flows.dispatch import BAG, Dispatch, clear, depositor, dispatch, recorded
from flows.seal import sealed_name
from releve.archives.slip import read_slip
from releve.canonical import digest
from releve.errors import ConnectorError, StepRefused
from releve.model.evidence import Entry
from releve.model.plan import DataAsset
from releve.pathways.choice import Choice, read_key
from releve.pathways.folder import CanonicalFolder
from releve.pathways.record import DIRECTORY
from releve.pathways.scope import Bin
from releve.ports import Depositor, Progress


def resume(desk: Desk, asset: DataAsset, cut: Dispatch, place: Path, progress: Progress) -> Entry:
    """Finish what was noted before its deposit, unless it may not leave any more.

    Raises:
        StepRefused: ``partial_given_up`` with ``pathways``: nothing of it had left, and it is
            removed; ``partial_left_in_part`` with the ``volumes`` that had left, of ``total``.
        ConnectorError: as :func:`flows.dispatch.dispatch`, and those of the source.

    """
    if recorded(desk, asset, digest(cut.slip)) is not None:
        return dispatch(desk, asset, cut, place, progress)
    elsewhere = _decided_otherwise(desk, asset, cut)
    outside = 0 if elsewhere else _outside(desk, asset, place)
    if elsewhere or outside:
        drop, name = depositor(desk, cut), sealed_name(asset.id, digest(cut.slip))
        volumes = [one.name for one in place.glob(f"{name}*.tar.age")]
        left = sum(_there(drop, one) for one in volumes)
        if left == 0:
            clear(place)
            raise StepRefused("partial_given_up", asset=asset.id, pathways=outside)
        if left < len(volumes):
            raise StepRefused(
                "partial_left_in_part", asset=asset.id, volumes=left, total=len(volumes)
            )
    return dispatch(desk, asset, cut, place, progress)


def _decided_otherwise(desk: Desk, asset: DataAsset, cut: Dispatch) -> bool:
    """Tell whether the plan names another recipient, drop, mapping or scope than the package's."""
    given, said = asset.restitution, read_slip(cut.slip).delivery
    same = (given.recipient, given.drop) == (cut.recipient, cut.drop)
    return not same or said is None or dict(said.inputs) != dict(desk.view(asset).inputs)


def _outside(desk: Desk, asset: DataAsset, place: Path) -> int:
    """Count the pathways of a package that are not in the scope any more, or gone."""
    view, content = desk.view(asset), CanonicalFolder(place / BAG)
    names = {one.id for one in content.groups()} - {DIRECTORY}
    if not names:
        return 0
    kinds = view.key_kinds()
    keys = tuple(read_key(name, kinds) for name in names)
    found = view.placements(Choice(kind="keys", keys=keys))
    return sum(name not in found or found[name].bin is not Bin.TAKEN for name in names)


def _there(drop: Depositor, name: str) -> bool:
    """Tell whether a drop holds a file of this name; none of ours is empty."""
    try:
        return drop.collect(name, 0) is not None
    except ConnectorError as error:
        if error.code != "deposit_too_large":
            raise
        return True
