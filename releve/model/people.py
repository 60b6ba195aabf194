"""Who may decide, act, control, advise or be told: organisations, people and roles."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from releve.model.ids import Id
from releve.model.time import Instant

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]

PublicKey = Annotated[
    str,
    StringConstraints(
        pattern=(
            r"^(ssh-ed25519|ecdsa-sha2-nistp256|sk-ssh-ed25519@openssh\.com"
            r"|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+=*$"
        )
    ),
]
"""An OpenSSH public key line without comment."""


class Role(StrEnum):
    """What a person may do in the programme (domain: décide, exécute, contrôle, avis, informé)."""

    LEAD = "lead"
    CONTROLLER = "controller"
    CLINICIAN = "clinician"
    OPERATOR = "operator"
    ARCHIVIST = "archivist"
    TRANSCRIBER = "transcriber"
    DPO = "dpo"
    RECIPIENT = "recipient"
    PUBLISHER = "publisher"
    HOST = "host"
    AUDITOR = "auditor"
    AUTHORITY = "authority"


class Organisation(BaseModel):
    """A body that owns, buys, holds, receives or watches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Text
    kind: Text | None
    public_body: bool | None


class Person(BaseModel):
    """Somebody of the roster. In the ledger only ``id`` appears; ``name`` and ``title`` stay here.

    ``roles`` hold for ``organisation``: a ``controller`` of it speaks for the assets whose
    controller it is. A key is judged at the instant of the act: ``valid_from`` <= act <
    ``valid_until``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Text | None
    title: Text | None
    organisation: Id
    roles: tuple[Role, ...]
    contact: Text | None = None
    keys: tuple[PublicKey, ...] | None
    valid_from: Instant | None = None
    valid_until: Instant | None = None
