"""*Attestation d'intégration*: what the successor loaded, recomputed from what it loaded.

An *accusé de réception* says that bytes came; it opens nothing. Only an attestation of what was
loaded, or the act that stands for it, can open the destruction of the source. Normative text:
``docs/format/attestation.md``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_serializer,
    model_validator,
)

from releve.canonical import digest, encode
from releve.errors import EvidenceRefused
from releve.model.ids import Digest, Root
from releve.model.time import Instant, instant_text
from releve.pathways.listing import Listing, Name, Row, read_listing, write_listing
from releve.pathways.model import ENTITIES

FORMAT = "releve/attestation/1"
OUTCOMES = "releve/outcomes/1"

_ENTITY_NAMES = frozenset(one.name for one in ENTITIES)

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:/-]{1,128}$")]
"""How a successor calls one of its persons; without spaces, since it is no place for a name."""

Label = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]{1,100}$")]


class Outcome(StrEnum):
    """What became of a pathway: *créé, rattaché, doublon potentiel, rejeté*.

    ``created`` and ``linked`` ones are loaded, the others are not.
    """

    CREATED = "created"
    LINKED = "linked"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    REJECTED = "rejected"


LOADED = frozenset({Outcome.CREATED, Outcome.LINKED})


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Importer(_Document):
    """The program that loaded and read back."""

    name: Label
    version: Label


class Outcomes(_Document):
    """Pathways counted by outcome."""

    created: int = Field(ge=0)
    linked: int = Field(ge=0)
    possible_duplicate: int = Field(ge=0)
    rejected: int = Field(ge=0)


class Attestation(_Document):
    """``releve/attestation/1``. Counts and digests; nothing of anybody.

    ``pathways`` were delivered; ``records`` and ``root`` are of what was loaded, and read back.
    ``details`` and ``rejects`` are digests of the private lists that go with it.
    """

    format: Literal["releve/attestation/1"] = "releve/attestation/1"
    package: Digest
    importer: Importer
    loaded_at: Instant
    pathways: int = Field(ge=0)
    outcomes: Outcomes
    records: Mapping[str, Annotated[int, Field(ge=0)]]
    root: Root
    details: Digest
    rejects: Digest | None

    @model_validator(mode="after")
    def _coherent(self) -> "Attestation":
        counted = self.outcomes
        if sum(counted.model_dump().values()) != self.pathways:
            raise ValueError("outcomes_do_not_sum")
        if not _ENTITY_NAMES.issuperset(self.records):
            raise ValueError("entity_unknown")
        if (self.rejects is not None) != (counted.rejected > 0):
            raise ValueError("rejects_without_list")
        return self

    @field_serializer("loaded_at")
    def _instant(self, value: Instant) -> str:
        return instant_text(value)

    @property
    def loaded(self) -> int:
        """Number of pathways that were loaded."""
        return self.outcomes.created + self.outcomes.linked

    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        return encode(self.model_dump(mode="json"))

    def digest(self) -> str:
        """Return the digest of :meth:`encoded`."""
        return digest(self.encoded())


class OutcomeRow(Row):
    """One pathway of the private details; ``person`` is whom the successor knew already."""

    outcome: Outcome
    pathway: Name
    person: Reference | None = None

    @model_validator(mode="after")
    def _person_where_known(self) -> "OutcomeRow":
        known = self.outcome in {Outcome.LINKED, Outcome.POSSIBLE_DUPLICATE}
        if known != (self.person is not None):
            raise ValueError("person_missing_or_needless")
        return self


def read_attestation(data: bytes) -> Attestation:
    """Read an attestation.

    Raises:
        EvidenceRefused: ``attestation_malformed``: another form, or sums that disagree.

    """
    try:
        found = Attestation.model_validate_json(data)
    except ValidationError:
        raise EvidenceRefused("attestation_malformed") from None
    if found.encoded() != data:
        raise EvidenceRefused("attestation_malformed")
    return found


def write_outcomes(package: str, rows: Iterable[OutcomeRow]) -> bytes:
    """Write the private details, ``releve/outcomes/1``."""
    return write_listing(OUTCOMES, package, rows)


def read_outcomes(data: bytes, attestation: Attestation) -> Listing[OutcomeRow]:
    """Read the private details that an attestation names.

    Raises:
        EvidenceRefused: ``listing_malformed``; ``details_differ``: other bytes, another package,
            other counts, or a pathway twice.

    """
    found = read_listing(data, OUTCOMES, OutcomeRow)
    counted = {one.value: 0 for one in Outcome}
    for row in found.rows:
        counted[row.outcome.value] += 1
    if (
        (found.digest, found.package) != (attestation.details, attestation.package)
        or counted != attestation.outcomes.model_dump()
        or len({row.pathway for row in found.rows}) != len(found.rows)
    ):
        raise EvidenceRefused("details_differ")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What was delivered, as its slip and its report say: pathways, records per entity, root."""

    package: str
    pathways: int
    records: Mapping[str, int]
    root: str
