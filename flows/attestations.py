"""Attestations of integration, fetched beside a delivery, judged, and recorded as one fact each.

What cannot be read, or contradicts itself or the delivery, is recorded as refused, with the codes
why; nothing that came is lost, and no run stops for it.
"""

from dataclasses import dataclass

from flows.delivered import Delivered, delivered
from flows.desk import Desk
from flows.returns import Returns
from releve.canonical import digest
from releve.errors import (
    ConnectorError,
    ConnectorUnavailable,
    EvidenceRefused,
    StateMoved,
    StepRefused,
)
from releve.ledger.subject import SubjectState
from releve.model.acts import SignatureKind
from releve.model.evidence import Draft, EntryKind, JsonValue
from releve.model.ids import asset_subject
from releve.model.plan import DataAsset
from releve.pathways.arrival import ArrivalVerdict, Receipt, judge, loaded_root
from releve.pathways.attestation import (
    Attestation,
    Outcome,
    OutcomeRow,
    read_attestation,
    read_outcomes,
)
from releve.pathways.difference_report import Reconciled
from releve.pathways.identities import Ruling, read_decisions
from releve.pathways.listing import Listing
from releve.pathways.rejects import match_rejects, read_rejects
from releve.ports import Depositor

ATTESTATION = "attestation.json"
LISTS = {"details": "details.ndjson", "rejets": "rejets.ndjson"}
"""What a successor leaves beside ``<package file>``, each as ``<package file>.<name>``."""
KEPT = ("attestation", *LISTS)
"""How these are kept (:mod:`flows.returns`), in the order in which they are seen."""
_LARGEST = 256 * 1024 * 1024
_NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One attestation and its lists, as they came; ``faults`` are codes of what did not."""

    attestation: bytes
    details: bytes | None
    rejects: bytes | None
    faults: tuple[str, ...]

    @property
    def seen(self) -> tuple[str, ...]:
        """What tells this coming from another."""
        lists = (self.details, self.rejects)
        return (digest(self.attestation), *(digest(one) if one else _NONE for one in lists))


def fetch_attestation(desk: Desk, asset: DataAsset, drop: Depositor, name: str) -> int:
    """Look for the attestation of the package ``name``; return 1 if a new one was judged."""
    returns = Returns(desk, asset)
    try:
        came = _came(drop, name)
    except ConnectorUnavailable:
        return 0
    if came is None:
        return 0
    known = desk.memory.refresh().of(asset_subject(asset.id))
    if known.exported is None or _judged_before(known, came):
        return 0
    for kind, data in zip(KEPT, (came.attestation, came.details, came.rejects), strict=True):
        if data is not None:
            returns.keep(kind, data)
    try:
        draft, documents = _recorded(desk, asset, known, came)
        desk.memory.record([draft], documents=documents)
    except (ConnectorError, StepRefused, StateMoved):
        return 0  # our own side is not ready to judge: « releve arrival » says why
    return 1


def examine(
    desk: Desk, asset: DataAsset, known: SubjectState, came: Came
) -> tuple[Attestation | None, ArrivalVerdict]:
    """Read what came and judge it; an attestation that cannot be read is ``None``.

    Raises:
        ConnectorError, StepRefused: as :func:`flows.delivered.delivered`.

    """
    said: Attestation | None = None
    try:
        said = read_attestation(came.attestation)
        with delivered(desk, asset) as shipped:
            return said, _judged(desk, asset, known, shipped, said, came)
    except EvidenceRefused as error:
        return said, ArrivalVerdict((error,), (), ())


def _came(drop: Depositor, name: str) -> Came | None:
    faults: list[str] = []

    def left(called: str) -> bytes | None:
        try:
            return drop.collect(f"{name}.{called}", _LARGEST)
        except ConnectorUnavailable:
            raise
        except ConnectorError as error:
            faults.append(error.code)
            return None

    lists = {kind: left(called) for kind, called in LISTS.items()}
    attestation = left(ATTESTATION)  # last: the lists are written before it
    if attestation is None:
        return None
    return Came(
        attestation=attestation,
        details=lists["details"],
        rejects=lists["rejets"],
        faults=tuple(faults),
    )


def _judged_before(known: SubjectState, came: Came) -> bool:
    """A refused attestation is judged again once a decision came that may explain it."""
    last, decided = known.arrived, known.decided
    if last is None or last.seen != came.seen:
        return False
    return not (last.refusals and decided is not None and decided.index > last.index)


def _recorded(
    desk: Desk, asset: DataAsset, known: SubjectState, came: Came
) -> tuple[Draft, list[bytes]]:
    said, verdict = examine(desk, asset, known, came)
    codes = [*came.faults, *(one.code for one in verdict.refusals)]
    counted = {one.value: 0 for one in Outcome}
    package = known.exported.package if known.exported is not None else _NONE
    body: dict[str, JsonValue] = {
        "package": package,
        "attestation": None if said is None else said.digest(),
        "seen": came.seen,
        "pathways": 0 if said is None else said.loaded,
        "outcomes": counted if said is None else said.outcomes.model_dump(),
        "records": 0 if said is None else sum(said.records.values()),
        "root": None if said is None else said.root,
        "refused": list(dict.fromkeys(codes)),
        "pending": [one.code for one in verdict.pending],
        "weaknesses": list(verdict.weaknesses),
    }
    draft = Draft(
        kind=EntryKind.ARRIVAL_JUDGED,
        subject=asset_subject(asset.id),
        actor="releve",
        body=body,
    )
    return draft, [] if said is None else [came.attestation]


def _judged(
    desk: Desk,
    asset: DataAsset,
    known: SubjectState,
    shipped: Delivered,
    said: Attestation,
    came: Came,
) -> ArrivalVerdict:
    if said.package != shipped.shipment.package:
        raise EvidenceRefused("arrival_of_another_package")
    if came.details is None:
        raise EvidenceRefused("details_missing")
    outcomes = read_outcomes(came.details, said)
    _check_names(shipped, outcomes)
    if said.rejects is not None:
        if came.rejects is None:
            raise EvidenceRefused("rejects_missing")
        match_rejects(read_rejects(came.rejects), said, outcomes, shipped.side)
    return judge(
        shipped.shipment,
        _receipt(known, said),
        loaded_root=loaded_root(shipped.side.entries(), outcomes.rows),
        reconciled=_reconciled(Returns(desk, asset), known, shipped),
    )


def _check_names(shipped: Delivered, outcomes: Listing[OutcomeRow]) -> None:
    unknown = {row.pathway for row in outcomes.rows} - shipped.names().keys()
    if unknown:
        raise EvidenceRefused("details_unknown_key", count=len(unknown))


def _receipt(known: SubjectState, said: Attestation) -> Receipt:
    """The receipt that repeats an attestation; signed as the one recorded, where it is the same."""
    fields = {
        "package": said.package,
        "root": said.root,
        "records": str(sum(said.records.values())),
        "pathways": str(said.loaded),
    }
    same = known.receipt is not None and dict(known.receipt.fields) == fields
    kind = SignatureKind.PERSONAL_KEY
    if same and known.receipt is not None:
        kind = known.receipt.signature_kind
    return Receipt(kind=kind, fields=fields, attestation=said)


def _reconciled(returns: Returns, known: SubjectState, shipped: Delivered) -> Reconciled | None:
    """What the last signed decision says that a reconciliation found, if it declares merges."""
    act = known.decided
    data = returns.find("decisions", act.fields["decisions"]) if act is not None else None
    if act is None or data is None or act.fields["package"] != shipped.shipment.package:
        return None
    merges = sum(one.decision is Ruling.MERGED for one in read_decisions(data).rows)
    return Reconciled(
        ours=shipped.shipment.root, theirs=act.fields["root"], merges=merges, differences=0
    )
