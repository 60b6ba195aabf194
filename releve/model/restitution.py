"""To whom a body of data goes back, how, and when its users change tools."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from releve.model.ids import Id
from releve.model.people import Text


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def without_empty(written: dict[str, object], *names: str) -> dict[str, object]:
    """Leave out those of the members named that are empty: nothing, or a list of nothing."""
    return {
        name: value
        for name, value in written.items()
        if name not in names or (value is not None and value not in ((), []))
    }


class Restitution(_Document):
    """To whom the data goes back, how, and in which milestone.

    ``instruction`` is the controller's written instruction when ``recipient`` is not the
    controller itself (a named successor). ``drop`` is the endpoint of the recipient's deposit,
    where the sealed package goes whatever the ``kind``. Pathways may also be loaded into the
    successor's own way in, a FHIR API (``fhir``) or staging tables (``sql``), named by ``load``.
    ``volume_octets`` is the most that one file of the package may hold, in bytes.
    """

    recipient: Id | None
    instruction: Text | None = None
    kind: Literal["sftp", "folder", "fhir", "sql"] | None
    drop: Id | None
    load: Id | None = None
    volume_octets: int | None = Field(default=None, ge=1_000_000)
    milestone: Id

    @model_serializer(mode="wrap")
    def _as_first_adopted(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Leave out what came after the first plans were adopted, so that their bytes stand."""
        written: dict[str, object] = write(self)
        return without_empty(written, "load", "volume_octets")


class SwitchOver(_Document):
    """When a DAC changes tools: *double saisie* in both, then the *bascule*.

    ``trial`` asks for one whole *migration à blanc*, recorded before the real export.
    """

    double_entry_from: date | None
    double_entry_until: date | None
    on: date | None
    trial: bool = True
