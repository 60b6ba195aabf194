"""Names of things: plan ids, subjects, digests and step keys."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
"""An identifier written in a plan: lower-case letters, digits and hyphens."""

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
"""A SHA-256 of stored bytes, ``sha256:`` + 64 lower-case hex digits."""

Root = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A Merkle root (keyed content root or log root), 64 lower-case hex digits."""

Origin = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9./-]{2,120}$")]
"""The name of one ledger, first line of its checkpoints (C2SP ``tlog-checkpoint``)."""

PLAN_SUBJECT = "plan"
"""The subject of acts about the plan itself."""


class Realm(StrEnum):
    """Whether a plan is real or an exercise; it is part of every key, request and namespace."""

    REAL = "real"
    REHEARSAL = "rehearsal"


def service_subject(service: str) -> str:
    """Name the subject of a service's steps and acts: ``service:vigilans``."""
    return f"service:{service}"


def asset_subject(asset: str) -> str:
    """Name the subject of a data asset's steps and acts: ``asset:dac-littoral``."""
    return f"asset:{asset}"


def copy_subject(asset: str, copy: str) -> str:
    """Name the subject of one copy of an asset: ``copy:dac-littoral/dump``."""
    return f"copy:{asset}/{copy}"
