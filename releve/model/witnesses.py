"""The witnesses of a plan: who cosigns the heads of its ledger, and how many must."""

from pydantic import BaseModel, ConfigDict, Field

from releve.model.ids import Id
from releve.model.people import Text


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Witness(_Document):
    """A *témoin cosignataire*: who runs it, and its public key (C2SP vkey, type 0x04)."""

    id: Id
    organisation: Id
    key: Text | None


class Witnesses(_Document):
    """Who cosigns the heads of the ledger: ``threshold`` of ``keys`` before anything irreversible.

    Where each answers is in the workspace, never in the plan.
    """

    keys: tuple[Witness, ...] = Field(min_length=1)
    threshold: int = Field(gt=0)
