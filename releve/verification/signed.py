"""One human act of the ledger, its signatures verified."""

from dataclasses import dataclass
from datetime import datetime

from releve.model.acts import Act, SignatureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAct:
    """An act signed as the ledger says; ``keys`` are fingerprints of signatures that verify."""

    index: int
    at: datetime
    act: Act
    file: str
    kind: SignatureKind
    keys: tuple[str, ...]
