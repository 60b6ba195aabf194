"""Partial packages: pathways sent beside the whole package, at a person's command.

Nothing leaves before every guard agreed and what was written was read back. The sealed file stays
with the asset's packages, whose inventoried copy covers it; one entry says what was sent.
"""

import json
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flows.desk import Desk
from flows.dispatch import BAG, Dispatch, clear, dispatch, pending, recorded
from flows.export import silent, slip_of
from flows.resumption import resume
from flows.views import volumes_of
from releve.archives.bag import verify_bag
from releve.archives.slip import Slip
from releve.errors import ConnectorError, StepRefused, UsageError
from releve.ledger.body import mapping, text
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.ids import asset_subject
from releve.model.medium import PathwaysMedium
from releve.model.plan import DataAsset
from releve.pathways.choice import Choice, Earlier
from releve.pathways.folder import CanonicalFolder
from releve.pathways.record import DIRECTORY
from releve.pathways.scope import Bin
from releve.pathways.tree import group_entry, package_root
from releve.plan.partial import objections
from releve.plan.situation import Situation
from releve.ports import Progress

LEFT = "hors-livraison.ndjson"
"""The private list of pathways that were asked for and may not leave, with why."""
_WORK = "partiel"
_BASES = "bases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What was sent, by its entry.

    ``again``: it had been sent as it is. ``finished``: an earlier call, cut after its deposit, was
    completed, and what was asked now was not begun.
    """

    entry: Entry
    again: bool = False
    finished: bool = False


def check_partial(desk: Desk, name: str, *, whole: bool) -> DataAsset:
    """Refuse a partial package that may not leave now; return the asset.

    Raises:
        UsageError: ``asset_unknown``; ``medium_out_of_reach`` for one that shows no pathways.
        StepRefused: ``plan_not_adopted``, ``plan_differs_from_adopted``, or ``reason_…``: the code
            of what :func:`releve.plan.partial.objections` says.

    """
    memory = desk.memory
    if memory.refresh().plan is None:
        raise StepRefused("plan_not_adopted")
    desk.check_source()
    asset = next((one for one in memory.plan.assets if one.id == name), None)
    if asset is None:
        raise UsageError("asset_unknown", asset=name)
    if not isinstance(asset.medium, PathwaysMedium):
        kind = asset.medium.kind if asset.medium is not None else None
        raise UsageError("medium_out_of_reach", medium=kind)
    situation = Situation(
        plan=memory.plan,
        state=memory.state,
        now=desk.clock.now(),
        subject=asset_subject(asset.id),
        milestone=memory.plan.milestone(asset.restitution.milestone),
        asset=asset,
    )
    for reason in objections(situation, whole=whole):
        code = f"reason_{reason.code}"
        raise StepRefused(code, **dict(reason.facts))
    return asset


def send_partial(
    desk: Desk,
    asset: DataAsset,
    choice: Choice,
    to: Path | None = None,
    progress: Progress = silent,
    sending: Progress = silent,
) -> Partial:
    """Write, seal, deposit and record a partial package of an asset whose guards agreed.

    ``to`` is a folder that gets the sealed file instead of the plan's drop. ``progress`` is given
    records, ``sending`` bytes.

    Raises:
        StepRefused: ``pathways_not_at_source``, ``pathways_out_of_scope``, ``pathways_none``,
            ``pathways_rejected``, ``delta_without_base``, ``base_index_lost``, ``partial_unfit``;
            of a package that was cut, those of :func:`flows.resumption.resume`.
        ConnectorError: those of the export, the seal and the drop.

    """
    place = desk.workspace.packages / asset.id / _WORK
    cut = pending(place)
    if cut is not None:
        return Partial(entry=resume(desk, asset, cut, place, sending), finished=True)
    recipient, drop = asset.restitution.recipient, asset.restitution.drop
    if recipient is None or drop is None:
        raise UsageError("recipient_unknown", subject=asset_subject(asset.id))
    _check_chosen(desk, asset, choice)
    earlier = _base(desk, asset) if choice.kind == "delta" else None
    slip, report = _packed(desk, asset, choice, earlier, place, progress)
    entry = recorded(desk, asset, slip.digest())
    if entry is not None:
        clear(place)
        return Partial(entry=entry, again=True)
    _check_written(desk, asset, place / BAG, slip)
    if choice.whole:
        _keep_index(place, slip.digest())
    body = _body(desk, asset, slip, report)
    ready = Dispatch(
        slip=slip.encoded(), report=report, body=body, recipient=recipient, drop=drop, to=to
    )
    return Partial(entry=dispatch(desk, asset, ready, place, sending))


def _packed(
    desk: Desk,
    asset: DataAsset,
    choice: Choice,
    earlier: Earlier | None,
    place: Path,
    progress: Progress,
) -> tuple[Slip, bytes]:
    """Write the bag, or take up what an interrupted call left of it; return slip and report."""
    bag = place / BAG
    packed = desk.view(asset).pack(
        bag,
        desk.content_key(asset.id),
        progress,
        work=f"{_WORK}/travail",
        volume_octets=asset.restitution.volume_octets,
        choice=choice,
        earlier=earlier,
    )
    said = packed.delivery.model_copy(update={"partial": choice.kind})
    slip = slip_of(desk, asset, packed.measured, packed.manifest, said)
    for folder in (bag, *volumes_of(bag).glob("*")):
        (folder / "bordereau.json").write_bytes(slip.encoded())
    if choice.kind == "keys" and slip.pathways != len(choice.ranks):
        clear(place)
        left = len(choice.ranks) - slip.pathways
        raise StepRefused("pathways_rejected", asset=asset.id, count=left)
    if slip.pathways == 0 and choice.kind != "delta":
        clear(place)
        raise StepRefused("pathways_none", asset=asset.id)
    return slip, packed.report


def _body(desk: Desk, asset: DataAsset, slip: Slip, report: bytes) -> dict[str, JsonValue]:
    said = slip.delivery
    return {
        "package": slip.digest(),
        "root": slip.root,
        "whole": said.whole if said is not None else None,
        "records": slip.records,
        "pathways": slip.pathways,
        "target": json.loads(report)["target"],
        "base": said.base if said is not None else None,
        "removed": (json.loads(report)["delta"] or {"removed": 0})["removed"],
        "frozen": desk.memory.state.of(asset_subject(asset.id)).frozen,
    }


def _check_chosen(desk: Desk, asset: DataAsset, choice: Choice) -> None:
    """Refuse a list of which one pathway may not leave, before anything is written to be sent."""
    if choice.kind != "keys":
        return
    found = desk.view(asset).placements(choice)
    outside = {
        name: "not_at_source" if name not in found else found[name].reason or found[name].bin.value
        for name in choice.ranks
        if name not in found or found[name].bin is not Bin.TAKEN
    }
    left = desk.workspace.packages / asset.id / LEFT
    left.unlink(missing_ok=True)
    if not outside:
        return
    _write_private(left, outside)
    missing = [name for name in outside if name not in found]
    guilty = missing or list(outside)
    rank = min(choice.ranks[name] for name in guilty)
    reasons = tuple(f"{code} ({n})" for code, n in sorted(Counter(outside.values()).items()))
    raise StepRefused(
        "pathways_not_at_source" if missing else "pathways_out_of_scope",
        file=choice.file,
        line=rank if choice.file is not None else None,
        rank=rank,
        count=len(guilty),
        asked=len(choice.ranks),
        reasons=reasons,
        list=str(left),
    )


def _check_written(desk: Desk, asset: DataAsset, bag: Path, slip: Slip) -> None:
    """Read the bag back as its recipient will: manifest, root of what is there, FHIR resources."""
    verify_bag(bag)
    key, content = desk.content_key(asset.id), CanonicalFolder(bag)
    groups = {one.id: group_entry(key, one.id, one.records) for one in content.groups()}
    shared = groups.pop(DIRECTORY)
    root = package_root([shared, *(groups[name] for name in sorted(groups, key=str.encode))])
    if (root, len(groups)) != (slip.root, slip.pathways):
        raise ConnectorError("partial_written_otherwise", asset=asset.id)
    schema = desk.workspace.fhir_schema
    found = desk.view(asset).fhir(
        bag / "data" / "contenu", desk.workspace.path(schema) if schema is not None else None
    )
    faults = found.rules.total() + found.form.total() if found is not None else 0
    if faults:
        raise StepRefused("partial_unfit", asset=asset.id, count=faults)


def _base(desk: Desk, asset: DataAsset) -> Earlier:
    """Return the last whole that the recipient was sent: the package itself, early, or a delta.

    Raises:
        StepRefused: ``delta_without_base``.

    """
    own = desk.workspace.packages / asset.id
    known = desk.memory.state.of(asset_subject(asset.id))
    found: list[tuple[int, Earlier]] = []
    if known.exported is not None and known.delivered is not None:
        given = known.exported
        index = own / "travail" / "index"
        earlier = Earlier(package=given.package, index=index, root=given.root)
        found.append((known.delivered, earlier))
    for one in desk.memory.entries():
        ours = one.kind is EntryKind.PARTIAL_DELIVERED and one.subject == asset_subject(asset.id)
        if ours and mapping(one.body, "target")["kind"] == "all":
            package = text(one.body, "package")
            root = one.body["whole"] or one.body["root"]
            index = own / _BASES / _short(package)
            found.append((one.index, Earlier(package=package, index=index, root=str(root))))
    if not found:
        raise StepRefused("delta_without_base", asset=asset.id)
    return max(found, key=lambda one: one[0])[1]


def _keep_index(place: Path, package: str) -> None:
    """Keep what a delta will start from: names and entries, no id, unreadable without our key."""
    bases = place.parent / _BASES
    bases.mkdir(exist_ok=True, mode=0o700)
    shutil.copyfile(place / "travail" / "index", bases / _short(package))


def _write_private(path: Path, outside: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = (json.dumps({"pathway": name, "why": why}) + "\n" for name, why in outside.items())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.writelines(lines)


def _short(package: str) -> str:
    return package.removeprefix("sha256:")[:12]
