"""Where each delivered pathway stands: folded from what was delivered, attested and decided."""

from collections.abc import Sequence

from flows.delivered import Delivered
from flows.desk import Desk
from flows.returns import Returns
from releve.ledger.body import optional_text, text
from releve.ledger.subject import SubjectState
from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.pathways.attestation import OutcomeRow, read_attestation, read_outcomes
from releve.pathways.identities import Decision, read_decisions
from releve.pathways.loop import Loop


def standing(desk: Desk, asset: DataAsset, shipped: Delivered) -> Loop:
    """Return where every pathway of the last package stands: each is in one place.

    An attestation is of the whole package: the last one believed says where its pathways are.
    Decisions then settle what it left open.
    """
    loop = Loop().deliver(shipped.names()).attest(latest_outcomes(desk, asset))
    return loop.settle(signed_decisions(desk, asset))


def latest_outcomes(desk: Desk, asset: DataAsset) -> Sequence[OutcomeRow]:
    """Return the outcomes of the last attestation that was believed; none if there is none."""
    entry = believed(desk, asset)
    if entry is None:
        return ()
    returns = Returns(desk, asset)
    attestation = returns.find("attestation", text(entry.body, "attestation"))
    if attestation is None:
        return ()
    said = read_attestation(attestation)
    details = returns.find("details", said.details)
    return () if details is None else read_outcomes(details, said).rows


def believed(desk: Desk, asset: DataAsset) -> Entry | None:
    """Return the entry of the last attestation of the last package that nothing spoke against."""
    known = desk.memory.state.of(asset_subject(asset.id))
    for entry in _since_export(desk, known, EntryKind.ARRIVAL_JUDGED):
        if not entry.body["refused"] and optional_text(entry.body, "attestation") is not None:
            return entry
    return None


def signed_decisions(desk: Desk, asset: DataAsset) -> Sequence[Decision]:
    """Return the decisions of the last act on the last package: each restates earlier ones."""
    act = desk.memory.state.of(asset_subject(asset.id)).decided
    if act is None or act.kind is not ActKind.DECISION:
        return ()
    data = Returns(desk, asset).find("decisions", act.fields["decisions"])
    return () if data is None else read_decisions(data).rows


def delivered_since(desk: Desk, asset: DataAsset) -> int:
    """Count the pathways delivered beside the package since the last attestation believed."""
    known, last = desk.memory.state.of(asset_subject(asset.id)), believed(desk, asset)
    after = last.index if last is not None else -1
    partial = _since_export(desk, known, EntryKind.PARTIAL_DELIVERED)
    counts = (one.body.get("pathways") for one in partial if one.index > after)
    return sum(one for one in counts if isinstance(one, int))


def _since_export(desk: Desk, known: SubjectState, kind: EntryKind) -> Sequence[Entry]:
    """Return the entries of a kind about the last package, the last first."""
    if known.exported is None:
        return ()
    later = desk.memory.entries()[known.exported.index :]
    return [one for one in reversed(later) if one.kind is kind and one.subject == known.subject]
