"""A publisher's extraction, as every later document names it."""

from pydantic import BaseModel, ConfigDict

from releve.model.ids import Digest
from releve.model.people import Text
from releve.model.time import Instant


class Extracted(BaseModel):
    """Whose word completeness rests on, of when; ``manifest`` is the digest that pins the files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Digest
    publisher: Text
    extracted_at: Instant
