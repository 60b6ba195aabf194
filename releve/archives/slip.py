"""The delivery slip (bordereau de livraison): what a package holds, without one name in it.

Its digest *is* the package's digest in the ledger, in receipts and in acceptances; it binds the
bag's manifest, the counts and the keyed content root.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from releve.canonical import digest, encode
from releve.errors import EvidenceRefused
from releve.model.ids import Digest, Id, Origin, Realm, Root


class Slip(BaseModel):
    """What is in the package: ``records`` rows or files, ``octets`` of their canonical bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["releve/slip/1"] = "releve/slip/1"
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

    def encoded(self) -> bytes:
        """Return the canonical bytes, the same wherever they are made."""
        return encode(self.model_dump(mode="json"))

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
