"""What a partial package asks for, in the words of an export; and where chosen pathways stand."""

from collections.abc import Mapping
from datetime import date

from connectors.pathways.baseline import Baseline
from connectors.pathways.order import PART_SIZE, Base
from connectors.pathways.target import Chosen, Everything, Period, Target
from releve.errors import EvidenceRefused, StepRefused
from releve.pathways.choice import Choice, Earlier
from releve.pathways.conversion import Account
from releve.pathways.ports import PathwaySource
from releve.pathways.record import Pathway
from releve.pathways.scope import Placement, ScopeDecision, place


def target_of(choice: Choice | None) -> Target:
    """Return the target of an export; ``ConnectorError`` ``target_empty`` for no key at all."""
    if choice is None or choice.whole:
        return Everything()
    if choice.kind == "period":
        return Period(since=choice.since, until=choice.until, by=choice.by)
    return Chosen(choice.keys)


def base_of(earlier: Earlier | None) -> Base | None:
    """Return what a delta starts from.

    Raises:
        StepRefused: ``base_index_lost``: our index is not there, or not that of the package.

    """
    if earlier is None:
        return None
    try:
        root = Baseline.open(earlier.index).root
    except (OSError, ValueError, EvidenceRefused):
        root = None
    if root != earlier.root:
        raise StepRefused("base_index_lost", package=earlier.package)
    return Base(package=earlier.package, index=earlier.index)


def placements(
    source: PathwaySource, choice: Choice, decision: ScopeDecision, at: date
) -> Mapping[str, Placement]:
    """Place the pathways chosen by key that the source holds now, by id; others are absent.

    Attachments and shared records, which may reject a pathway as well, are not looked at.
    """
    target, found = Chosen(choice.keys), dict[str, Placement]()
    with source.snapshot() as snapshot:
        for part in target.parts(snapshot, PART_SIZE):
            for one in snapshot.pathways(part, Account()):
                pathway = Pathway(one.id, one.records)
                if pathway in target:
                    codes = [each.code for each in one.defects]
                    found[one.id] = place(pathway, decision, codes, at)
    return found
