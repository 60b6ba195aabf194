"""What the DAC decides on pathways left open: written down, signed by digest, checked again.

A decision act says what is left to be held. It is computed here, and computed again when the act
comes back signed: nobody signs another root into being.
"""

from collections.abc import Iterator

from flows.delivered import Delivered, delivered, reopen
from flows.desk import Desk
from flows.returns import Returns
from flows.standing import latest_outcomes, signed_decisions, standing
from releve.errors import ActRefused, EvidenceRefused, UsageError
from releve.model.acts import Act
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.pathways.difference_report import read_report
from releve.pathways.identities import (
    Decision,
    Ruling,
    read_decisions,
    read_work_list,
    write_decisions,
)
from releve.pathways.listing import Listing
from releve.pathways.loop import Standing
from releve.pathways.remainder import Left, read_give_up, remainder
from releve.ports import Depositor

REPORT = "rapprochement"


def decide(
    desk: Desk,
    asset: DataAsset,
    *,
    work_list: bytes | None,
    give_up: bytes | None,
    report: bytes | None,
) -> dict[str, str]:
    """Keep the decisions that filled-in lists make, beside earlier ones; return the act's fields.

    ``report`` is that of a reconciliation, where the successor holds merged pathways as one.

    Raises:
        EvidenceRefused: ``work_list_malformed``, ``give_up_malformed`` with ``line``;
            ``decisions_contradict``; ``difference_report_malformed``,
            ``reconciliation_of_other_decisions``, ``reconciliation_not_attested``.
        UsageError: ``nothing_decided``; those of :func:`flows.delivered.delivered`.
        StepRefused: as :func:`flows.delivered.reopen`.

    """
    returns, key = Returns(desk, asset), desk.content_key(asset.id)
    with delivered(desk, asset) as shipped:
        found = {one.pathway: one for one in signed_decisions(desk, asset)}
        if work_list is not None:
            waiting = latest_outcomes(desk, asset)
            found |= {one.pathway: one for one in read_work_list(work_list, key, waiting)}
        if give_up is not None:
            rejected = _rejected(desk, asset, shipped)
            found |= {one.pathway: one for one in read_give_up(give_up, rejected)}
        if not found:
            raise UsageError("nothing_decided", asset=asset.id)
        data = write_decisions(shipped.shipment.package, found.values())
        left = _left(desk, asset, shipped, read_decisions(data), report)
    named = returns.keep("decisions", data)
    if report is not None:
        returns.keep(REPORT, report)
    return {"package": shipped.shipment.package, "decisions": named, **left.fields()}


def check_decision(desk: Desk, act: Act) -> None:
    """Compare a signed decision with what it decides.

    Raises:
        ActRefused: ``decision_unknown``: its file is not here; ``decision_differs``: it leaves
            something else than it says.

    """
    asset = desk.memory.plan.asset(act.subject.partition(":")[2])
    data = Returns(desk, asset).find("decisions", act.fields["decisions"])
    if data is None:
        raise ActRefused("decision_unknown", subject=act.subject)
    said = {name: act.fields[name] for name in ("root", "records", "pathways")}
    try:
        listing = read_decisions(data)
        with delivered(desk, asset) as shipped:
            ours = listing.package == shipped.shipment.package
            if ours and any(one.fields() == said for one in _every(desk, asset, shipped, listing)):
                return
    except EvidenceRefused as refused:
        raise ActRefused("decision_differs", subject=act.subject) from refused
    raise ActRefused("decision_differs", subject=act.subject)


def hand_decisions(desk: Desk, asset: DataAsset, drop: Depositor, name: str) -> None:
    """Leave the last signed decisions beside the package: keyed names alone, for its importer."""
    act = desk.memory.state.of(asset_subject(asset.id)).decided
    if act is None:
        return
    named = act.fields["decisions"]
    file = Returns(desk, asset).path("decisions", named)
    if file.exists():
        called = named.removeprefix("sha256:")[:12]
        drop.deposit(file, f"{name}.decisions-{called}.ndjson", lambda _: None)


def _rejected(desk: Desk, asset: DataAsset, shipped: Delivered) -> dict[str, str]:
    loop = standing(desk, asset, shipped)
    ids = shipped.names()
    return {ids[name]: name for name, one in loop.standings.items() if one is Standing.REJECTED}


def _every(
    desk: Desk, asset: DataAsset, shipped: Delivered, listing: Listing[Decision]
) -> Iterator[Left]:
    """Yield what decisions may leave: by themselves, and by each reconciliation that was kept."""
    yield _left(desk, asset, shipped, listing, None)
    for report in Returns(desk, asset).every(REPORT):
        try:
            yield _left(desk, asset, shipped, listing, report)
        except EvidenceRefused:
            continue


def _left(
    desk: Desk,
    asset: DataAsset,
    shipped: Delivered,
    listing: Listing[Decision],
    report: bytes | None,
) -> Left:
    given = frozenset(one.pathway for one in listing.rows if one.decision is Ruling.GIVEN_UP)
    opened = reopen(desk, asset, shipped.side, given)
    counts = {name.hex(): len(one.records) for name, one in opened.found.items()}
    shipment = shipped.shipment
    whole = Left(root=shipment.root, records=shipped.records, pathways=shipment.pathways)
    if report is None:
        return remainder(whole, shipped.side.entries(), counts)
    merges = sum(one.decision is Ruling.MERGED for one in listing.rows)
    found, missing = read_report(report)
    if (found.ours, found.merges, missing) != (shipment.root, merges, given) or not merges:
        raise EvidenceRefused("reconciliation_of_other_decisions")
    arrived = desk.memory.state.of(asset_subject(asset.id)).arrived
    if arrived is None or arrived.root != found.theirs:
        raise EvidenceRefused("reconciliation_not_attested")
    return Left(root=found.theirs, records=arrived.records, pathways=arrived.pathways)
