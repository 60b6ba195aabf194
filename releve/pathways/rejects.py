"""Rejects: what a successor could not load, said by code, field and key; never by value."""

from collections.abc import Container, Iterable, Mapping

from pydantic import model_validator

from releve.errors import EvidenceRefused
from releve.pathways.attestation import Attestation, Outcome, OutcomeRow
from releve.pathways.listing import Code, Listing, Name, Row, read_listing, write_listing
from releve.pathways.model import entity

FORMAT = "releve/rejects/1"


class Reject(Row):
    """One reason why one pathway was not loaded; a pathway may have several.

    No ``record``: the pathway as a whole. ``code`` is the successor's, documented by it.
    """

    attribute: str | None = None
    code: Code
    entity: str
    pathway: Name
    record: Name | None = None

    @model_validator(mode="after")
    def _of_the_model(self) -> "Reject":
        try:
            known = entity(self.entity)
            if self.attribute is not None:
                known.attribute(self.attribute)
        except KeyError:
            raise ValueError("not_in_the_model") from None
        return self


def write_rejects(package: str, rows: Iterable[Reject]) -> bytes:
    """Write the list, ``releve/rejects/1``."""
    return write_listing(FORMAT, package, rows)


def read_rejects(data: bytes) -> Listing[Reject]:
    """Read the list.

    Raises:
        EvidenceRefused: ``listing_malformed``, entities and attributes unknown to the model
            included.

    """
    return read_listing(data, FORMAT, Reject)


def match_rejects(
    rejects: Listing[Reject],
    attestation: Attestation,
    outcomes: Listing[OutcomeRow],
    delivered: Container[bytes],
) -> Mapping[str, tuple[Reject, ...]]:
    """Return the reasons of each rejected pathway; ``delivered`` holds the names of a package.

    Raises:
        EvidenceRefused: ``rejects_differ`` with ``count``: another package or other bytes than
            attested; ``rejects_unknown_key`` with ``count``: pathways that were not delivered;
            ``rejects_unexplained`` with ``count``: rejected without a reason, or the reverse.

    """
    if (rejects.package, rejects.digest) != (attestation.package, attestation.rejects):
        raise EvidenceRefused("rejects_differ", count=len(rejects.rows))
    reasons: dict[str, tuple[Reject, ...]] = {}
    for row in rejects.rows:
        reasons[row.pathway] = (*reasons.get(row.pathway, ()), row)
    unknown = [name for name in reasons if bytes.fromhex(name) not in delivered]
    if unknown:
        raise EvidenceRefused("rejects_unknown_key", count=len(unknown))
    refused = {row.pathway for row in outcomes.rows if row.outcome is Outcome.REJECTED}
    unexplained = refused ^ reasons.keys()
    if unexplained:
        raise EvidenceRefused("rejects_unexplained", count=len(unexplained))
    return reasons
