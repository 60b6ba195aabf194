"""Media: where a body of data is held. An endpoint is named here, never addressed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from releve.model.ids import Digest, Id
from releve.model.people import Text
from releve.model.restitution import without_empty

PACKAGES = "paquets"
"""The endpoint that names our own packages in plans: the workspace's folder of them."""


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SqlMedium(_Document):
    """Tables of one schema of one database. A table of the schema not listed is refused."""

    kind: Literal["sql"]
    endpoint: Id
    schema_name: Text
    tables: tuple[Text, ...] = Field(min_length=1)


class FilesMedium(_Document):
    """A tree of files under a root the endpoint names; ``path`` is relative, POSIX."""

    kind: Literal["files"]
    endpoint: Id
    path: Text


class Pinned(_Document):
    """A file beside the plan, POSIX relative path, and the digest it must have."""

    file: Text
    digest: Digest


class PathwaysMedium(_Document):
    """The care pathways kept in the tables of a schema, seen through a mapping.

    A *view*: freezing it freezes the tables, and it is never destroyed (the asset that holds the
    tables is). ``mapping`` and ``scope`` pin files beside the plan by their digests: changing
    either is changing the plan. ``files`` is the endpoint below whose root rows name attachments.
    ``extraction`` is the digest of a publisher's manifest: what is read is then the extraction
    received, in our own packages or in the database that its dump is restored into.
    """

    kind: Literal["pathways"]
    endpoint: Id
    schema_name: Text
    mapping: Pinned
    overlay: Pinned | None = None
    scope: Pinned
    files: Id | None = None
    formats: tuple[Literal["fhir", "csv", "sheets"], ...] = ("fhir", "csv", "sheets")
    extraction: Digest | None = None

    @model_serializer(mode="wrap")
    def _as_first_adopted(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what came after the first plans were adopted, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "extraction")

    def signed(self) -> tuple[str, str]:
        """Return the digests that an act of scope must name: of the mapping, and of the decision.

        The mapping's file lists the columns that are dropped, each with its reason: signing its
        digest is waiving them. With an overlay, its digest follows the mapping's after a ``+``.
        """
        overlay = f"+{self.overlay.digest}" if self.overlay is not None else ""
        return self.mapping.digest + overlay, self.scope.digest


class ExternalMedium(_Document):
    """Held where we have no hands: an order, an attestation, and what a probe can see.

    ``probe`` names the endpoint that an outside look may use; left out when none can.
    """

    kind: Literal["external"]
    described_as: Text
    probe: Annotated[SqlMedium | FilesMedium, Field(discriminator="kind")] | None = None


Medium = Annotated[
    SqlMedium | FilesMedium | PathwaysMedium | ExternalMedium, Field(discriminator="kind")
]
