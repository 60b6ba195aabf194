"""Scope: the one bin in which each pathway of the source ends, as a signed decision rules it.

The order is that of harm: an opposition never reaches a successor, whatever else is true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from releve.model.ids import Id
from releve.pathways.record import Pathway


class Bin(StrEnum):
    """Where a pathway ends: *repris, restitué seulement, retenu, rejeté*."""

    TAKEN = "taken"
    RESTITUTED_ONLY = "restituted_only"
    WITHHELD = "withheld"
    REJECTED = "rejected"


class ScopeDecision(BaseModel):
    """What the controller decided to hand to the successor; the file whose digest is signed.

    Open pathways are taken. Closed ones are taken if closed on ``closed_since`` or after, and
    restituted only otherwise; all are restituted only when it is ``None``. ``sharing_scopes`` are
    the consent scopes (as the source words them) whose opposition withholds a pathway; ``None``
    means every scope. ``legal_basis_required`` withholds a pathway without any consent or
    non-opposition in force.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["releve/scope/1"]
    asset: Id
    closed_since: date | None
    sharing_scopes: tuple[str, ...] | None
    legal_basis_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The bin of one pathway and the code of the reason; ``None`` for one that is taken."""

    bin: Bin
    reason: str | None = None


def place(pathway: Pathway, decision: ScopeDecision, defects: Sequence[str], at: date) -> Placement:
    """Return the bin of a pathway on day ``at``; ``defects`` are codes of what makes it unfit.

    Withheld comes first: a defect does not make an opposition deliverable once mended.
    """
    in_force = [
        one.values
        for one in pathway.of("consent")
        if not isinstance(ends := one.values.get("withdrawn_on"), str) or ends > at.isoformat()
    ]
    scopes = decision.sharing_scopes
    for consent in in_force:
        covered = scopes is None or consent.get("scope") in scopes
        if consent.get("nature") == "opposition" and covered:
            return Placement(bin=Bin.WITHHELD, reason="opposition")
    if decision.legal_basis_required and not any(
        one.get("nature") in {"consent", "non_opposition"} for one in in_force
    ):
        return Placement(bin=Bin.WITHHELD, reason="no_legal_basis")
    if defects:
        return Placement(bin=Bin.REJECTED, reason=defects[0])
    person = next(pathway.of("person")).values
    if person.get("status") != "closed":
        return Placement(bin=Bin.TAKEN)
    ends = [one.values.get("closed_at", "") for one in pathway.of("closure")]
    closed = max((day for day in ends if isinstance(day, str)), default="")
    since = decision.closed_since
    if since is not None and closed[:10] >= since.isoformat():
        return Placement(bin=Bin.TAKEN)
    return Placement(bin=Bin.RESTITUTED_ONLY, reason="closed_out_of_scope")
