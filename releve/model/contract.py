"""Contracts and their reversibility clauses: the source of deadlines, never a default."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from releve.model.ids import Id
from releve.model.people import Text


class Contract(BaseModel):
    """Who owes what to whom until when. ``None`` is « à compléter »; no rule fills it in.

    ``destruction_within_days`` counts from restitution, as this contract's own clause says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    title: Text
    buyer: Id
    holder: Id
    lot: Text | None
    ends_on: date | None
    general_clauses: Text | None
    reversibility_clause: Text | None
    destruction_within_days: int | None
    end_of_support: date | None
