"""One human act of the ledger, its signatures verified; the keys revoked, and what they doubt."""

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """The entry from which a key signs nothing more; ``since`` when it is said compromised."""

    index: int
    key: str
    since: datetime | None


def revoked_before(key: str, revocations: Iterable[Revocation], index: int) -> bool:
    """Tell whether a key was revoked before an entry."""
    return any(one.key == key and one.index < index for one in revocations)


def doubt(one: SignedAct, revocations: Iterable[Revocation], before: int) -> datetime | None:
    """Return since when a key of an act is said compromised, as told before entry ``before``.

    An act recorded before that instant was signed before it. Of a later one nobody knows: what it
    says of its own date is what the hands that held the key wrote.
    """
    told = [
        each.since
        for each in revocations
        if each.index < before
        and one.index < each.index
        and each.key in one.keys
        and each.since is not None
        and one.at >= each.since
    ]
    return min(told, default=None)
