"""The delivery slip (bordereau de livraison): what a package holds, without one name in it.

Its digest *is* the package's digest in the ledger, in receipts and in acceptances; it binds the
bag's manifest, the counts and the keyed content root.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from releve.canonical import digest, encode
from releve.errors import EvidenceRefused
from releve.model.extraction import Extracted
from releve.model.ids import Digest, Id, Origin, Realm, Root
from releve.model.restitution import without_empty


class Volume(BaseModel):
    """One bag of a package cut into several: ``files`` and ``octets`` of its payload."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Digest
    files: int = Field(ge=0)
    octets: int = Field(ge=0)


class Delivery(BaseModel):
    """What only a package of pathways says; codes and counts, in the words of its report.

    ``bins`` counts pathways by ``bin`` or ``bin/reason``; ``forms`` names the version of each
    form, ``inputs`` the digests of what was pinned (mapping, overlay, scope). ``gaps`` are codes of
    what the package is known not to hold. A delta names the package it starts from, ``base``,
    and the root of the whole once it is applied, ``whole``. ``partial`` says of a package sent
    beside the whole one what it is: it is never what the receipt of the whole is about.
    ``extraction`` says whose word completeness rests on, where the source was an extraction.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    volumes: tuple[Volume, ...] = Field(min_length=1)
    report: Digest
    bins: Mapping[str, int]
    forms: Mapping[str, str]
    inputs: Mapping[str, Digest]
    gaps: tuple[str, ...]
    base: Digest | None
    whole: Root | None
    extraction: Extracted | None = None
    partial: Literal["all", "keys", "period", "delta"] | None = None

    @model_serializer(mode="wrap")
    def _as_first_written(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what the first slips did not say, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "partial", "extraction")


class Slip(BaseModel):
    """What is in the package: ``records`` rows or files, ``octets`` of their canonical bytes.

    Of pathways, ``delivery`` says more, and the format is ``releve/slip/2``; ``manifest`` is then
    that of the whole, in however many volumes it travels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["releve/slip/1", "releve/slip/2"] = "releve/slip/1"
    origin: Origin
    realm: Realm
    plan: Digest
    asset: Id
    records: int = Field(ge=0)
    octets: int = Field(ge=0)
    root: Root
    pathways: int = Field(ge=0)
    parts: Mapping[str, int]
    manifest: Digest
    delivery: Delivery | None = None

    @model_validator(mode="after")
    def _says_all(self) -> "Slip":
        if (self.delivery is not None) != (self.format == "releve/slip/2"):
            raise ValueError("delivery")
        return self

    def encoded(self) -> bytes:
        """Return the canonical bytes, the same wherever they are made."""
        unsaid = {"delivery"} if self.delivery is None else set()
        return encode(self.model_dump(mode="json", exclude=unsaid))

    def digest(self) -> str:
        """Return the digest of :meth:`encoded`."""
        return digest(self.encoded())


def read_slip(data: bytes) -> Slip:
    """Read a slip; ``EvidenceRefused`` ``slip_malformed`` unless it writes back the same bytes."""
    try:
        slip = Slip.model_validate_json(data)
    except ValidationError as error:
        raise EvidenceRefused("slip_malformed") from error
    if slip.encoded() != data:
        raise EvidenceRefused("slip_malformed")
    return slip
