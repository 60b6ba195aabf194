"""Whether a package arrived: a receipt judged against what was delivered.

Three things are told apart. *Refusals*: what was said to be loaded is not what was delivered.
*Pending*: pathways rejected, or doubtful; each blocks itself, the others have arrived. And
*weaknesses*: what the proof rests on, shown wherever the proof is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from releve.errors import EvidenceRefused
from releve.model.acts import SignatureKind
from releve.pathways.attestation import LOADED, Attestation, OutcomeRow, Shipment
from releve.pathways.difference_report import Reconciled
from releve.pathways.loop import Loop
from releve.pathways.record import DIRECTORY
from releve.pathways.tree import package_root


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A receipt act (``package``, ``root``, ``records``, ``pathways``), and its document if any.

    ``kind`` is how the act was signed. Without a document, nothing is known of single pathways:
    only the whole package can have arrived.
    """

    kind: SignatureKind
    fields: Mapping[str, str]
    attestation: Attestation | None = None


@dataclass(frozen=True, slots=True)
class ArrivalVerdict:
    """The judgement. Its reasons are errors that were not raised: a code and facts."""

    refusals: tuple[EvidenceRefused, ...]
    pending: tuple[EvidenceRefused, ...]
    weaknesses: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether all that is said to be loaded is what was delivered."""
        return not self.refusals

    @property
    def opens_destruction(self) -> bool:
        """Whether the whole package arrived, with nothing pending."""
        return not self.refusals and not self.pending


def judge(
    shipment: Shipment,
    receipt: Receipt,
    *,
    loaded_root: str | None = None,
    reconciled: Reconciled | None = None,
    least: SignatureKind = SignatureKind.PAPER,
) -> ArrivalVerdict:
    """Judge a receipt.

    ``loaded_root`` is the root, computed on our side, over the pathways that the details say were
    loaded; it is needed only while some are not. ``reconciled`` lets another root pass if it is
    that of a reconciliation whose only differences are declared merges. ``least`` is the weakest
    kind of signature that the plan accepts.

    Not checked: who signed, and that details and rejects are those the attestation names
    (:func:`releve.pathways.attestation.read_outcomes` does).
    """
    said = receipt.attestation
    refusals: list[EvidenceRefused] = []
    if receipt.fields["package"] != shipment.package:
        refusals.append(EvidenceRefused("arrival_of_another_package"))
    if not receipt.kind.at_least(least):
        refusals.append(EvidenceRefused("arrival_kind_too_weak", kind=receipt.kind.value))
    if said is not None:
        refusals += _document(shipment, receipt.fields, said)
    refusals += _content(shipment, receipt, loaded_root, reconciled)
    return ArrivalVerdict(tuple(refusals), tuple(_pending(said)), weaknesses(receipt))


def weaknesses(receipt: Receipt) -> tuple[str, ...]:
    """Return the codes of what a receipt rests on that is weaker than it could be."""
    found: list[str] = []
    if receipt.kind is SignatureKind.SIGNED_PDF:
        found.append("arrival_by_signed_pdf")
    elif receipt.kind is SignatureKind.PAPER:
        found.append("arrival_by_paper")
    if receipt.attestation is None:
        found.append("arrival_without_details")
    return tuple(found)


def _document(
    shipment: Shipment, fields: Mapping[str, str], said: Attestation
) -> list[EvidenceRefused]:
    found = []
    signed = fields["package"], fields["root"], fields["records"], fields["pathways"]
    if signed != (said.package, said.root, str(sum(said.records.values())), str(said.loaded)):
        found.append(EvidenceRefused("arrival_act_differs"))
    if said.pathways != shipment.pathways:
        found.append(
            EvidenceRefused(
                "arrival_pathways_differ", delivered=shipment.pathways, said=said.pathways
            )
        )
    return found


def _content(
    shipment: Shipment, receipt: Receipt, loaded_root: str | None, reconciled: Reconciled | None
) -> list[EvidenceRefused]:
    fields, said = receipt.fields, receipt.attestation
    whole = said is None or said.loaded == shipment.pathways
    expected = shipment.root if whole else loaded_root
    if fields["root"] != expected and not _reconciled(shipment, fields["root"], reconciled):
        return [EvidenceRefused("arrival_root_differs")]
    if fields["root"] != shipment.root:
        return []
    found = []
    total = sum(shipment.records.values())
    if fields["records"] != str(total) or fields["pathways"] != str(shipment.pathways):
        found.append(EvidenceRefused("arrival_counts_differ", records=total))
    loaded = said.records if said is not None else shipment.records
    for entity in sorted(shipment.records.keys() | loaded.keys()):
        sent, there = shipment.records.get(entity, 0), loaded.get(entity, 0)
        if sent != there:
            found.append(
                EvidenceRefused(
                    "arrival_entity_differs", entity=entity, delivered=sent, loaded=there
                )
            )
    return found


def _reconciled(shipment: Shipment, root: str, reconciled: Reconciled | None) -> bool:
    return (
        reconciled is not None
        and (reconciled.ours, reconciled.theirs) == (shipment.root, root)
        and reconciled.merges > 0
        and reconciled.differences == 0
    )


def _pending(said: Attestation | None) -> list[EvidenceRefused]:
    if said is None:
        return []
    found = []
    if said.outcomes.rejected:
        found.append(EvidenceRefused("arrival_rejected", count=said.outcomes.rejected))
    if said.outcomes.possible_duplicate:
        doubts = said.outcomes.possible_duplicate
        found.append(EvidenceRefused("arrival_possible_duplicates", count=doubts))
    return found


def loaded_root(entries: Iterable[tuple[str, bytes, bytes]], outcomes: Iterable[OutcomeRow]) -> str:
    """Return the root over what the details say was loaded, out of our own entries.

    ``entries`` are id, name and entry of every group of the package, in the order of ids
    (:meth:`releve.pathways.index.IndexedSide.entries`). The directory is always loaded.
    """
    loaded = {row.pathway for row in outcomes if row.outcome in LOADED}
    return package_root(
        entry for group, name, entry in entries if group == DIRECTORY or name.hex() in loaded
    )


def all_arrived(verdicts: Iterable[ArrivalVerdict], loop: Loop) -> bool:
    """Tell whether destruction is open after several deliveries: each proven, nothing waiting.

    A package whose rejects were corrected by a later one, or given up, keeps its own ``pending``:
    the loop knows where each pathway stands in the end.
    """
    return all(one.proven for one in verdicts) and loop.waiting == 0 and loop.delivered > 0
