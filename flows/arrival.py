"""Where a delivery of pathways stands, what blocks it, and the lists that people work from."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.attestations import KEPT, Came, examine
from flows.delivered import Delivered, delivered, reopen
from flows.desk import Desk
from flows.returns import Returns
from flows.standing import believed, delivered_since, latest_outcomes, standing
from releve.errors import Fact
from releve.ledger.body import optional_text, text
from releve.ledger.subject import SubjectState
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.pathways.arrival import Receipt, weaknesses
from releve.pathways.attestation import Attestation, read_attestation
from releve.pathways.identities import doubts, work_list_csv
from releve.pathways.listing import Listing
from releve.pathways.loop import Loop, Standing
from releve.pathways.rejects import Reject, read_rejects
from releve.plan.steps import Waiting
from releve.textes import sentence

DOUBTS, REJECTS, AGAIN = "doublons.csv", "rejets.csv", "a-relivrer.txt"
"""For the DAC alone: for its identitovigilance cell; to correct; to deliver again."""
_HEADER = ("dossier", "cle", "code", "entite", "champ", "fiche")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One delivery: where its pathways stand, what was refused, what its proof rests on.

    ``again`` pathways were delivered again since the last attestation. ``lists`` were written.
    """

    asset: str
    package: str
    loop: Loop
    refusals: tuple[tuple[str, Mapping[str, Fact]], ...]
    weak: tuple[str, ...]
    again: int
    waiting: tuple[Waiting, ...]
    lists: tuple[str, ...]


def look(desk: Desk, asset: DataAsset) -> Arrival:
    """Return where the last package of an asset stands, and write the lists to work from.

    Raises:
        UsageError: ``nothing_delivered``.
        StepRefused: ``delivered_index_lost``, ``delivered_source_moved``.

    """
    subject = asset_subject(asset.id)
    known = desk.memory.refresh().of(subject)
    with delivered(desk, asset) as shipped:
        loop = standing(desk, asset, shipped)
        lists = tuple(_lists(desk, asset, shipped, loop))
    return Arrival(
        asset=asset.id,
        package=shipped.shipment.package,
        loop=loop,
        refusals=tuple(_refusals(desk, asset, known)),
        weak=_weak(desk, asset),
        again=delivered_since(desk, asset),
        waiting=tuple(one for one in desk.memory.agenda().waiting if one.subject == subject),
        lists=lists,
    )


def standing_lines(found: Arrival) -> Iterator[str]:
    """Say in French where each pathway stands; every count, those at zero left out."""
    facts: dict[str, object] = {"pathways": found.loop.delivered, "package": found.package}
    yield sentence("arrival_head", {"asset": found.asset, **facts})
    for one, count in found.loop.counts().items():
        if count:
            yield f"  {sentence(f'standing_{one.value}', {'count': count})}"
    if found.again:
        yield sentence("arrival_delivered_again", {"count": found.again})
    for code, told in found.refusals:
        yield sentence("arrival_refusal", {"code": code, "told": sentence(code, told)})
    yield from (sentence(code, {}) for code in found.weak)


def _refusals(
    desk: Desk, asset: DataAsset, known: SubjectState
) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    """Judge a refused attestation once more, from what was kept: the ledger keeps codes alone."""
    if known.arrived is None or not known.arrived.refusals:
        return
    returns, seen = Returns(desk, asset), known.arrived.seen
    kept = [returns.find(*one) for one in zip(KEPT, seen, strict=True)]
    facts: dict[str, Mapping[str, Fact]] = {}
    if kept[0] is not None:
        came = Came(attestation=kept[0], details=kept[1], rejects=kept[2], faults=())
        _, verdict = examine(desk, asset, known, came)
        facts = {one.code: one.facts for one in verdict.refusals}
    for code in known.arrived.refusals:
        yield code, facts.get(code, {})


def _weak(desk: Desk, asset: DataAsset) -> tuple[str, ...]:
    """Name what the receipt that stands rests on that is weaker than it could be."""
    known, entry = desk.memory.state.of(asset_subject(asset.id)), believed(desk, asset)
    if known.receipt is None:
        return ()
    data = None
    if entry is not None and optional_text(entry.body, "attestation") is not None:
        data = Returns(desk, asset).find("attestation", text(entry.body, "attestation"))
    said: Attestation | None = read_attestation(data) if data is not None else None
    receipt = Receipt(
        kind=known.receipt.signature_kind, fields=known.receipt.fields, attestation=said
    )
    return weaknesses(receipt)


def _lists(desk: Desk, asset: DataAsset, shipped: Delivered, loop: Loop) -> Iterator[str]:
    """Write the lists that there is work for, take the others away; yield their paths."""
    returns, ids = Returns(desk, asset), shipped.names()
    at = {one: _named(loop, one) for one in (Standing.POSSIBLE_DUPLICATE, Standing.REJECTED)}
    written: dict[str, bytes] = {}
    if doubtful := at[Standing.POSSIBLE_DUPLICATE]:
        rows = [one for one in latest_outcomes(desk, asset) if one.pathway in doubtful]
        listing = Listing(shipped.shipment.package, rows, "-")
        opened = reopen(desk, asset, shipped.side, doubtful)
        written[DOUBTS] = work_list_csv(doubts(listing, opened))
    if rejected := at[Standing.REJECTED]:
        written[REJECTS] = _rejects_csv(_rejects(desk, asset), rejected, ids)
        written[AGAIN] = "".join(f"{ids[name]}\n" for name in sorted(rejected)).encode()
    for name in (DOUBTS, REJECTS, AGAIN):
        if name in written:
            yield str(returns.write(name, written[name]))
        else:
            (returns.folder / name).unlink(missing_ok=True)


def _named(loop: Loop, wanted: Standing) -> frozenset[str]:
    return frozenset(name for name, one in loop.standings.items() if one is wanted)


def _rejects(desk: Desk, asset: DataAsset) -> tuple[Reject, ...]:
    entry, returns = believed(desk, asset), Returns(desk, asset)
    if entry is None:
        return ()
    data = returns.find("attestation", text(entry.body, "attestation"))
    named = read_attestation(data).rejects if data is not None else None
    listed = returns.find("rejets", named) if named is not None else None
    return () if listed is None else tuple(read_rejects(listed).rows)


def _rejects_csv(
    rows: tuple[Reject, ...], rejected: frozenset[str], ids: Mapping[str, str]
) -> bytes:
    """Write why pathways were refused, for a spreadsheet: semicolons, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow(_HEADER)
    for one in sorted(rows, key=lambda row: (ids.get(row.pathway, ""), row.line())):
        if one.pathway in rejected:
            named = (ids[one.pathway], one.pathway, one.code, one.entity)
            table.writerow((*named, one.attribute or "", one.record or ""))
    return out.getvalue().encode("utf-8-sig")
