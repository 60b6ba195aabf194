"""What a plan says for the documents that people hold: notices, nights, risks, costs, certificates.

All of it is optional: what is not written is printed as « à compléter », and never guessed.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from releve.model.ids import Id
from releve.model.people import Text


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Audience(StrEnum):
    """Whom a closing notice speaks to."""

    PROFESSIONALS = "professionals"
    ESTABLISHMENTS = "establishments"
    PATIENTS = "patients"
    """Patients and carers."""


class Notice(_Document):
    """One closing notice of a service, for one audience: phone and place come first.

    ``documents_went`` says where people find their documents; ``replaced_by`` what takes over, if
    anything; ``dpo`` how to reach the data protection officer for one's rights. ``to_do``, left out
    where nobody decided it, says what the reader must do: nothing, it may be.
    """

    audience: Audience
    phone: Text | None
    place: Text | None
    documents_went: Text | None
    replaced_by: Text | None
    dpo: Text | None
    to_do: Text | None = None


class NightGuide(_Document):
    """What an operator needs at night: whom to call, in that order, and what not to touch."""

    call: tuple[Id, ...]
    spare: tuple[Text, ...]


class Succession(_Document):
    """What passes with a brick that lives on, for the act of transfer.

    ``skills`` is the checklist of what the recipient must be able to do; ``accesses`` names what is
    removed on our side.
    """

    configuration: tuple[Text, ...]
    data: tuple[Text, ...]
    responsibilities: tuple[Text, ...]
    skills: tuple[Text, ...]
    accesses: tuple[Text, ...]


class HdsCertificate(_Document):
    """A hosting provider's HDS certificate, printed as it stands: no conformity is claimed."""

    id: Id
    organisation: Id
    number: Text | None
    version: Text | None
    activities: Text | None
    valid_from: date | None
    valid_until: date | None


class Risk(_Document):
    """A risk of the retirement, as the committee reads it."""

    id: Id
    title: Text
    owner: Id | None
    likelihood: Text | None
    impact: Text | None
    answer: Text | None


class Cost(_Document):
    """A cost line. ``euros`` is a whole number of euros, excluding taxes."""

    id: Id
    title: Text
    payer: Id | None
    euros: int | None = Field(default=None, ge=0)
